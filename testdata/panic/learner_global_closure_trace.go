package main

import "fmt"

var handlers = map[string]func(int) int{
	"ok": func(n int) int { return n },
	"bad": func(n int) int {
		var arr [3]int
		return arr[n]
	},
}

func dispatch(name string, n int) int { return handlers[name](n) }

func main() {
	fmt.Println(dispatch("ok", 1))
	fmt.Println(dispatch("bad", 3))
}
