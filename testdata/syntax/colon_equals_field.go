package main

type T struct{ a int }

func main() {
	t := T{}
	t.a := 5
	t.a, b := 1, 2
}
