package main

import "fmt"

type Registry struct{ items map[string][]int }

func (r *Registry) Add(k string, v int) {
	r.items[k] = append(r.items[k], v)
}

func main() {
	var r Registry
	fmt.Println(len(r.items["none"]))
	r.Add("a", 1)
}
