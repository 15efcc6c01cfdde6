package main

import "time"

func main() {
	time.AfterFunc(time.Millisecond, func() { panic("in the timer's goroutine") })
	time.Sleep(10 * time.Second)
}
