package main

type T struct{}

func (t *T) Set() {}

func get() T { return T{} }

func main() {
	m := map[int]T{}
	m[0].Set()
	get().Set()
	T{}.Set()
}
