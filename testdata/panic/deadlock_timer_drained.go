package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTimer(10 * time.Millisecond)
	<-t.C
	fmt.Println("first")
	if t.Stop() {
		fmt.Println("was active")
	}
	<-t.C
}
