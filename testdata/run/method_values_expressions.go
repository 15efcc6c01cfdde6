package main

import "fmt"

type Counter struct{ n int }

func (c *Counter) Add(d int) int { c.n += d; return c.n }
func (c Counter) Get() int       { return c.n }

func main() {
	c := Counter{1}
	add, get := c.Add, c.Get
	add(5)
	fmt.Println(c.n, get())
	fmt.Println(Counter.Get(c), (*Counter).Get(&c))
	fmt.Println((*Counter).Add(&c, 2))
	type Getter interface{ Get() int }
	f := Getter.Get
	fmt.Println(f(c), f(&c))
	fmt.Printf("%T %T %T\n", add, (*Counter).Add, f)
	fs := map[string]func(int) int{"add": c.Add}
	fmt.Println(fs["add"](10))
	defer func(g func() int) { fmt.Println(g(), c.Get()) }(c.Get)
	c.n = 0
}
