// go statements pass their arguments by slots; channel operations name their elements' slots.
package main

type Pair struct {
	a int8
	s string
}

func send(c chan<- Pair, p Pair) { c <- p }

func main() {
	c := make(chan Pair)
	go send(c, Pair{1, "x"})
	p := <-c
	go func(i int8) { c <- Pair{i, "y"} }(p.a)
	q, ok := <-c
	println(p.s, q.s, q.a, ok)
}
