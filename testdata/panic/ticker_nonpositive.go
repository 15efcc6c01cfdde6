package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTicker(0)
	fmt.Println(<-t.C)
}
