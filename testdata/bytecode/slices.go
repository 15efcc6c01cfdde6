// Slices: literals, indexing with bounds checks, append, slicing, copying.
package main

type Item struct {
	name string
	n    int32
}

func main() {
	s := []int{1, 2}
	s = append(s, 3)
	s = append(s, s[1:]...)
	s[0] += s[2]
	items := make([]Item, 1, 4)
	items[0].n++
	items = append(items, Item{"b", 2})
	b := []byte("text")
	b[1] = b[2] ^ 1
	n := copy(b, "ab")
	println(len(s), cap(s) >= 5, items[1].name, items[0].n, string(b), n)
}
