package main

import (
	"fmt"
	"os"
)

type resource struct{ name string }

func (r *resource) Close() { fmt.Println("closing", r.name) }

func open(n string) *resource { fmt.Println("opening", n); return &resource{n} }

func work() {
	a := open("a")
	defer a.Close()
	b := open("b")
	defer b.Close()
	for i := 0; i < 2; i++ {
		c := open(fmt.Sprint("c", i))
		defer c.Close()
	}
	var m map[string][]int
	m["k"] = append(m["k"], 1)
}

func main() {
	defer fmt.Fprintln(os.Stderr, "stderr from main")
	work()
}
