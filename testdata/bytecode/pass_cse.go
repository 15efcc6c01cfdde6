// What a block has computed or loaded before is not computed again, unless a store or a call might have changed it.
package main

type node struct{ left, value int }

func sums(x, y int) int { return (x+y)*(x+y) - (x + y) }

func fields(n *node, m *node) int {
	a := n.value*n.value + n.left
	m.left = a
	return a + n.value - n.left
}

func stored(n *node, x int) int {
	n.value = x
	return n.value * 2
}

//go:noinline
func touch(n *node) { n.value++ }

func called(n *node) int {
	a := n.value
	touch(n)
	return a + n.value
}

func main() {
	n := &node{1, 2}
	println(sums(1, 2), fields(n, n), stored(n, 3), called(n))
}
