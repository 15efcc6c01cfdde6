// The line of an index out of range is that of its bracket, also in statements over several lines.
package main

import (
	"fmt"
	"runtime"
)

type block struct{ a, b, c, d, e int }

var (
	i    = 9
	sink any
)

func line(what string, f func()) {
	defer func() {
		err := recover()
		for skip := 1; ; skip++ {
			pc, _, line, ok := runtime.Caller(skip)
			if !ok {
				return
			}
			if name := runtime.FuncForPC(pc).Name(); len(name) > 9 && name[:10] == "main.main." {
				fmt.Println(what, err, line)
				return
			}
		}
	}()
	f()
}

func main() {
	line("array", func() {
		var a [3]int
		sink = a[i]
	})
	line("array, store", func() {
		var a [3]int
		a[
			i] = len(
			fmt.Sprint())
	})
	line("slice, store", func() {
		var a []int
		a[
			i] = len(
			fmt.Sprint())
	})
	line("blocks", func() {
		var a [3]block
		sink = a[
			i]
	})
	line("blocks, store", func() {
		var a [3]block
		a[
			i] = block{
			1, 2, 3, 4, 5}
	})
	line("slice of blocks, store", func() {
		var a []block
		a[
			i] = block{
			1, 2, 3, 4, 5}
	})
	line("field", func() {
		var a []block
		a[
			i].
			b = 1
	})
}
