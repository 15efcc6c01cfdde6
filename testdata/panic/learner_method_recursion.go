package main

import "strconv"

type Node struct {
	Val         int
	Left, Right *Node
}

func (n *Node) Sum() int {
	return n.Val + n.Left.Sum() + n.Right.Sum()
}

func parse(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

func main() {
	defer parse("12x")
	t := &Node{1, &Node{Val: 2}, nil}
	t.Sum()
}
