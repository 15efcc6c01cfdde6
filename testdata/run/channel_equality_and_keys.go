// Channels are comparable: as map keys, in interfaces, as parts of structs and arrays.
package main

import "fmt"

func main() {
	a, b := make(chan int), make(chan int)
	c := a
	fmt.Println(a == b, a == c, a != nil)
	names := map[chan int]string{a: "a", b: "b"}
	fmt.Println(names[c], len(names))
	var x, y any = a, c
	fmt.Println(x == y, x == any(b))
	var ro <-chan int = a
	fmt.Println(ro == a)
	fmt.Println(any(ro) == any(a))
	type s struct {
		c chan int
		n int
	}
	fmt.Println(s{a, 1} == s{c, 1}, s{a, 1} == s{b, 1})
	fmt.Println([2]chan int{a, b} == [2]chan int{c, b})
	subs := map[<-chan int]struct{}{}
	subs[ro] = struct{}{}
	delete(subs, c)
	fmt.Println(len(subs))
}
