// select {} blocks for good; another goroutine ends the program.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	go func() {
		for i := range 3 {
			fmt.Println("tick", i)
			time.Sleep(time.Millisecond)
		}
		os.Exit(0)
	}()
	select {}
}
