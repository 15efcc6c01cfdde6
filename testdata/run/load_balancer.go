// Least-connections balancing over a heap of servers.
package main

import (
	"container/heap"
	"fmt"
)

type server struct{ id, load, total, index int }
type pool []*server

func (p pool) Len() int { return len(p) }
func (p pool) Less(i, j int) bool {
	return p[i].load < p[j].load || p[i].load == p[j].load && p[i].id < p[j].id
}
func (p pool) Swap(i, j int) { p[i], p[j] = p[j], p[i]; p[i].index, p[j].index = i, j }
func (p *pool) Push(x any)   { s := x.(*server); s.index = len(*p); *p = append(*p, s) }
func (p *pool) Pop() any {
	o := *p
	s := o[len(o)-1]
	*p = o[:len(o)-1]
	return s
}

func main() {
	var p pool
	for i := range 3 {
		heap.Push(&p, &server{id: i})
	}
	for r := range 12 {
		s := p[0]
		s.load += 1 + r%4
		s.total++
		heap.Fix(&p, s.index)
		if r%3 == 2 {
			x := p[len(p)-1]
			x.load = max(0, x.load-3)
			heap.Fix(&p, x.index)
		}
		fmt.Println("request", r, "to", s.id, "load", s.load)
	}
	for p.Len() > 0 {
		s := heap.Pop(&p).(*server)
		fmt.Printf("%+v\n", *s)
	}
}
