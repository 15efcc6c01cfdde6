package main

import (
	"container/heap"
	"fmt"
)

type item struct {
	name string
	prio int
}
type pq []item

func (p pq) Len() int           { return len(p) }
func (p pq) Less(i, j int) bool { return p[i].prio > p[j].prio }
func (p pq) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *pq) Push(x any)        { *p = append(*p, x.(item)) }
func (p *pq) Pop() any {
	o := *p
	x := o[len(o)-1]
	*p = o[:len(o)-1]
	return x
}

func main() {
	p := &pq{{"b", 2}, {"z", 9}, {"a", 1}}
	heap.Init(p)
	heap.Push(p, item{"m", 5})
	(*p)[p.Len()-1].prio = 7
	heap.Fix(p, p.Len()-1)
	for p.Len() > 0 {
		fmt.Println(heap.Pop(p))
	}
}
