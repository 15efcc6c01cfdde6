package main

type T struct{ Name string }

func (t T) Hello() {}

func main() {
	t := T{}
	t.hello()
	t.name = "x"
	t.Age++
	(&t).Missing()
}
