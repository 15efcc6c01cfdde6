package main

import (
	"errors"
	"fmt"
	"runtime"
)

func try(name string, f func()) {
	defer func() {
		r := recover()
		if e, ok := r.(runtime.Error); ok {
			fmt.Println(name, "runtime error:", e.Error())
			return
		}
		fmt.Printf("%s %T %v\n", name, r, r)
	}()
	f()
}

func main() {
	var s []int
	var m map[string]int
	var p *int
	zero := 0
	try("none", func() {})
	try("string", func() { panic("s") })
	try("error", func() { panic(errors.New("e")) })
	try("index", func() { _ = s[3] })
	try("slice", func() { _ = s[1:] })
	try("map", func() { m["a"]++ })
	try("nil", func() { *p = 1 })
	try("div", func() { fmt.Println(1 % zero) })
	try("assert", func() { _ = any(1).(string) })
	try("close", func() { var c chan int; close(c) })
	try("panic nil", func() { panic(nil) })
	try("nested", func() {
		defer func() { fmt.Println("inner", recover()); panic("replaced") }()
		panic("original")
	})
	try("make", func() { n := -5; _ = make([]int, n) })
	try("conv", func() { _ = [2]int(s) })
	try("hash", func() { _ = map[any]int{}[s] })
}
