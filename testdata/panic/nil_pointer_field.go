package main

import "fmt"

type Node struct {
	Val  int
	Next *Node
}

func third(n *Node) int { return n.Next.Next.Val }

func main() {
	fmt.Println(third(&Node{1, &Node{2, &Node{3, nil}}}))
	fmt.Println(third(&Node{1, &Node{2, nil}}))
}
