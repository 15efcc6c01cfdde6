package main

import "fmt"

type Node struct {
	v    int
	next *Node
}

func (n *Node) String() string {
	if n == nil {
		return "end"
	}
	return fmt.Sprintf("%d -> %v", n.v, n.next)
}

func reverse(n *Node) (prev *Node) {
	for n != nil {
		n.next, prev, n = prev, n, n.next
	}
	return
}

func cyclic(n *Node) bool {
	slow, fast := n, n
	for fast != nil && fast.next != nil {
		slow, fast = slow.next, fast.next.next
		if slow == fast {
			return true
		}
	}
	return false
}

func main() {
	var n *Node
	for i := range 5 {
		n = &Node{i, n}
	}
	fmt.Println(n)
	n = reverse(n)
	fmt.Println(n, cyclic(n))
	n.next.next.next = n
	fmt.Println(cyclic(n))
}
