package main

import "fmt"

type Incer interface{ Inc() }

type Counter struct{ n int }

func (c *Counter) Inc() { c.n++ }

func use(i Incer) {}

func main() {
	var c Counter
	use(c)
	var i Incer = Counter{}
	i = &c
	fmt.Println(i)
}
