// The specification's "Map types" and "Channel types".
package main

import (
	"fmt"
	"sort"
)

type point struct{ x, y int }

type key interface{ Key() string }

func (p point) Key() string { return fmt.Sprint(p.x, "/", p.y) }

func main() {
	var m map[string]int
	fmt.Println(m == nil, len(m), m["x"])
	delete(m, "x")
	m = map[string]int{}
	m["one"]++
	m["two"] += 2
	delete(m, "three")
	fmt.Println(m, len(m), m == nil)
	// Keys of every comparable kind.
	fmt.Println(map[*int]string{nil: "nil"}[nil], map[point]int{{1, 2}: 12}[point{1, 2}], map[[2]string]int{{"a", "b"}: 3}[[2]string{"a", "b"}])
	fmt.Println(map[float64]string{0: "zero", 1.5: "x"}[1.5], map[bool]int{true: 1}[true], map[complex128]int{1i: 4}[1i], map[rune]bool{'a': true}['a'])
	ch := make(chan int)
	fmt.Println(map[chan int]string{ch: "it", nil: "none"}[ch], map[interface{ M() }]int{nil: 7}[nil])
	any1 := map[any]string{1: "int", int8(1): "int8", "1": "string", 1.0: "float", point{}: "point", [1]int{1}: "array", nil: "nil"}
	fmt.Println(len(any1), any1[1], any1[int8(1)], any1["1"], any1[1.0], any1[point{0, 0}], any1[[1]int{1}], any1[nil], any1[uint(1)] == "")
	ks := map[key]int{point{1, 2}: 1, &point{1, 2}: 2}
	fmt.Println(ks[point{1, 2}], len(ks))
	func() {
		defer func() { fmt.Println(recover()) }()
		any1[[]int{1}] = "panics"
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = any1[struct{ f any }{func() {}}]
	}()
	// The capacity does not bound the size; a map is a reference.
	big := make(map[int]int, 10)
	ref := big
	for i := range 1000 {
		big[i*7] = i
	}
	fmt.Println(len(ref), ref[700])
	nested := map[string]map[string][]int{"a": {"b": {1}}}
	nested["a"]["b"] = append(nested["a"]["b"], 2)
	fmt.Println(nested, nested["none"]["nothing"] == nil, len(nested["x"]["y"]))
	zero, nan := 0.0, map[float64]int{}
	nan[zero/zero] = 1
	nan[zero/zero] = 2
	_, ok := nan[zero/zero]
	fmt.Println(len(nan), ok)
	clear(nan)
	fmt.Println(len(nan))
	var keys []string
	for k := range map[string]bool{"z": true, "a": false, "m": true} {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	fmt.Println(keys)

	// Channels: direction, buffering, nesting of the operator <-.
	c := make(chan int, 3)
	var send chan<- int = c
	var recv <-chan int = c
	send <- 1
	send <- 2
	fmt.Println(len(c), cap(c), len(send), cap(recv), <-recv, <-c)
	fmt.Printf("%T %T %T %T %T %T\n", make(chan<- chan int), make(chan<- <-chan int), make(<-chan (<-chan int)), make(chan (<-chan int)),
		make(chan (chan<- int)), make(chan<- (chan int)))
	var nilc chan int
	fmt.Println(nilc == nil, len(nilc), cap(nilc), c == make(chan int, 3), recv == c)
	unbuffered := make(chan string)
	go func() { unbuffered <- "handed over"; close(unbuffered) }()
	v, ok := <-unbuffered
	v2, ok2 := <-unbuffered
	fmt.Println(v, ok, v2, ok2, cap(unbuffered))
	// First in, first out.
	q := make(chan int, 5)
	for i := range 5 {
		q <- i
	}
	close(q)
	for v := range q {
		fmt.Print(v, " ")
	}
	fmt.Println()
	cc := make(chan chan int, 1)
	cc <- c
	(<-cc) <- 5
	fmt.Println(<-c)
}
