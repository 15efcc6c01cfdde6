package main

import (
	"fmt"
	"time"
)

func main() {
	timeout := 5
	select {
	case <-time.After(timeout * time.Second):
		fmt.Println("t")
	}
	var d time.Duration = 1.5
	time.Sleep(timeout)
	t := time.Now()
	fmt.Println(t - time.Now(), t < t, d)
}
