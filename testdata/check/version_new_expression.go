// flags: -lang=go1.25

package main

func main() {
	p := new(5)
	q := new("s" + "t")
	println(*p, *q, *new(int))
}
