package main

import "fmt"

type opts struct {
	retries *int
	name    *string
}

func main() {
	o := opts{new(3), new("x" + "y")}
	fmt.Println(*o.retries, *o.name, *new(1.5), *new(int))
	p := new([]int{1, 2})
	(*p)[0] = 9
	fmt.Println(*p)
	i := 7
	q := new(i)
	i++
	fmt.Println(i, *q)
	fmt.Printf("%T %T\n", q, new('a'))
}
