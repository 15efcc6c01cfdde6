package main

import (
	"fmt"
	"time"
)

func observe(d time.Duration, f func()) {}

func main() {
	start := time.Now()
	defer fmt.Println(time.Since(start))
	defer observe(time.Since(start), nil)
	defer observe(0, func() { fmt.Println(time.Since(start)) })
	defer func() { fmt.Println(time.Since(start)) }()
	defer func(d time.Duration) {}(time.Since(start))
	defer time.Since(start).String()
	fmt.Println(time.Since(start) > 0)
}
