package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	go func() {
		defer func() {
			fmt.Println("goexit deferred")
			panic("in goexit")
		}()
		runtime.Goexit()
	}()
	time.Sleep(time.Second)
}
