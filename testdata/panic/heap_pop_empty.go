// Which of the indices of a swap is out of range, when both are: gc reads s[i] before s[j].
package main

import (
	"container/heap"
	"fmt"
)

type Ints []int

func (h Ints) Len() int           { return len(h) }
func (h Ints) Less(i, j int) bool { return h[i] < h[j] }
func (h Ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *Ints) Push(x any)        { *h = append(*h, x.(int)) }

func (h *Ints) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}

type word struct{ text string }

var names = []string{"a", "b"}

func try(what string, f func()) {
	defer func() { fmt.Println(what, recover()) }()
	f()
}

func main() {
	n := 5
	s, t := []int{1, 2}, []int{1, 2, 3}
	w := []*word{{"x"}}
	var a [3]int
	local := 1
	try("swap", func() { s[n], s[n+1] = s[n+1], s[n] })
	try("two slices", func() { s[n-3], s[n] = t[n-3], t[n] })
	try("other slices", func() { s[0], t[n] = t[n+1], s[n+2] })
	try("names", func() { names[n], names[n+1] = names[n+1], names[n] })
	try("fields", func() { w[n].text, w[n+1].text = w[n+1].text, w[n+2].text })
	try("array", func() { a[n], a[n+1] = a[n+1], a[n] })
	try("three", func() { s[0], s[1], s[n] = t[n], t[n+1], t[n+2] })
	try("locals first", func() {
		x, y := 1, 2
		x, y = t[n], t[n+x]
		fmt.Println(x, y)
	})
	try("a local, then memory", func() { local, s[0] = t[n], s[n+1] })
	try("literals", func() { s[n], s[0] = 1, 2 })
	try("assigned in part", func() { s[0], s[n] = 7, 8 })
	fmt.Println(s, t, local)
	h := &Ints{}
	heap.Push(h, 3)
	fmt.Println(heap.Pop(h))
	try("empty heap", func() { heap.Pop(h) })
	h.Swap(0, -1)
}
