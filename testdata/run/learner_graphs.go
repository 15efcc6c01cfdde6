package main

import (
	"container/heap"
	"container/list"
	"container/ring"
	"fmt"
	"strings"
)

type edge struct {
	to   string
	cost int
}
type item struct {
	node string
	dist int
}
type minHeap []item

func (h minHeap) Len() int           { return len(h) }
func (h minHeap) Less(i, j int) bool { return h[i].dist < h[j].dist }
func (h minHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *minHeap) Push(x any)        { *h = append(*h, x.(item)) }
func (h *minHeap) Pop() (x any)      { n := len(*h) - 1; x = (*h)[n]; *h = (*h)[:n]; return }

type Graph map[string][]edge

func (g Graph) Dijkstra(src string) (map[string]int, map[string]string) {
	dist, prev := map[string]int{src: 0}, map[string]string{}
	h := &minHeap{{src, 0}}
	for h.Len() > 0 {
		cur := heap.Pop(h).(item)
		if cur.dist > dist[cur.node] {
			continue
		}
		for _, e := range g[cur.node] {
			nd := cur.dist + e.cost
			if d, ok := dist[e.to]; !ok || nd < d {
				dist[e.to], prev[e.to] = nd, cur.node
				heap.Push(h, item{e.to, nd})
			}
		}
	}
	return dist, prev
}

func topo(deps map[string][]string, order []string) (out []string, err error) {
	state := map[string]int{}
	var visit func(string, []string) error
	visit = func(n string, path []string) error {
		switch state[n] {
		case 1:
			return fmt.Errorf("cycle: %s", strings.Join(append(path, n), " -> "))
		case 2:
			return nil
		}
		state[n] = 1
		for _, d := range deps[n] {
			if err := visit(d, append(path, n)); err != nil {
				return err
			}
		}
		state[n] = 2
		out = append(out, n)
		return nil
	}
	for _, n := range order {
		if err = visit(n, nil); err != nil {
			return nil, err
		}
	}
	return
}

type Trie struct {
	kids map[rune]*Trie
	end  bool
}

func (t *Trie) Insert(w string) {
	for _, r := range w {
		if t.kids == nil {
			t.kids = make(map[rune]*Trie)
		}
		if t.kids[r] == nil {
			t.kids[r] = &Trie{}
		}
		t = t.kids[r]
	}
	t.end = true
}
func (t *Trie) Has(w string) bool {
	for _, r := range w {
		if t = t.kids[r]; t == nil {
			return false
		}
	}
	return t.end
}

type UF struct{ p, sz []int }

func (u *UF) Find(x int) int {
	for u.p[x] != x {
		u.p[x] = u.p[u.p[x]]
		x = u.p[x]
	}
	return x
}
func (u *UF) Union(a, b int) bool {
	a, b = u.Find(a), u.Find(b)
	if a == b {
		return false
	}
	if u.sz[a] < u.sz[b] {
		a, b = b, a
	}
	u.p[b] = a
	u.sz[a] += u.sz[b]
	return true
}

func main() {
	g := Graph{"A": {{"B", 4}, {"C", 1}}, "C": {{"B", 2}, {"D", 7}}, "B": {{"D", 1}}}
	d, p := g.Dijkstra("A")
	fmt.Println(d, p)
	path := []string{}
	for n := "D"; n != ""; n = p[n] {
		path = append([]string{n}, path...)
	}
	fmt.Println(strings.Join(path, "->"))
	fmt.Println(topo(map[string][]string{"app": {"db", "log"}, "db": {"log"}}, []string{"app", "db"}))
	fmt.Println(topo(map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"a"}}, []string{"a"}))
	l := list.New()
	e4 := l.PushBack(4)
	e1 := l.PushFront(1)
	l.InsertBefore(3, e4)
	l.InsertAfter(2, e1)
	l.MoveToFront(e4)
	l.Remove(e1)
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	fmt.Println(l.Len(), l.Back().Value)
	r := ring.New(4)
	for i := range r.Len() {
		r.Value = i
		r = r.Next()
	}
	r.Move(2).Do(func(v any) { fmt.Print(v, " ") })
	r.Unlink(2)
	fmt.Println(r.Len())
	var t Trie
	for _, w := range []string{"go", "gopher", "世界"} {
		t.Insert(w)
	}
	fmt.Println(t.Has("go"), t.Has("gop"), t.Has("世界"))
	u := &UF{make([]int, 6), make([]int, 6)}
	for i := range u.p {
		u.p[i], u.sz[i] = i, 1
	}
	fmt.Println(u.Union(0, 1), u.Union(1, 2), u.Union(0, 2), u.Find(2) == u.Find(0), u.p)
	h := &minHeap{{"x", 5}, {"y", 2}, {"z", 9}}
	heap.Init(h)
	(*h)[0].dist = 10
	heap.Fix(h, 0)
	for h.Len() > 0 {
		fmt.Print(heap.Pop(h), " ")
	}
	fmt.Println()
}
