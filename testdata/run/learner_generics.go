package main

import (
	"cmp"
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"
)

type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~float32 | ~float64
}

func Sum[T Number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}

type List[T any] struct {
	head, tail *elem[T]
	size       int
}
type elem[T any] struct {
	val  T
	next *elem[T]
}

func (l *List[T]) Push(v T) *List[T] {
	e := &elem[T]{val: v}
	if l.tail == nil {
		l.head, l.tail = e, e
	} else {
		l.tail.next = e
		l.tail = e
	}
	l.size++
	return l
}
func (l *List[T]) All() func(func(int, T) bool) {
	return func(yield func(int, T) bool) {
		i := 0
		for e := l.head; e != nil; e = e.next {
			if !yield(i, e.val) {
				return
			}
			i++
		}
	}
}

type Tree[K cmp.Ordered, V any] struct {
	root *tnode[K, V]
	n    int
}
type tnode[K cmp.Ordered, V any] struct {
	k    K
	v    V
	l, r *tnode[K, V]
}

func (t *Tree[K, V]) Put(k K, v V) {
	p := &t.root
	for *p != nil {
		switch c := cmp.Compare(k, (*p).k); {
		case c < 0:
			p = &(*p).l
		case c > 0:
			p = &(*p).r
		default:
			(*p).v = v
			return
		}
	}
	*p = &tnode[K, V]{k: k, v: v}
	t.n++
}
func (t *Tree[K, V]) Walk(f func(K, V)) {
	var rec func(*tnode[K, V])
	rec = func(n *tnode[K, V]) {
		if n != nil {
			rec(n.l)
			f(n.k, n.v)
			rec(n.r)
		}
	}
	rec(t.root)
}

type Option[T any] struct {
	v  T
	ok bool
}

func Some[T any](v T) Option[T] { return Option[T]{v, true} }
func None[T any]() Option[T]    { return Option[T]{} }
func (o Option[T]) OrElse(d T) T {
	if o.ok {
		return o.v
	}
	return d
}

type Set[T comparable] map[T]struct{}

func SetOf[T comparable](xs ...T) Set[T] {
	s := Set[T]{}
	for _, x := range xs {
		s[x] = struct{}{}
	}
	return s
}
func (s Set[T]) Union(o Set[T]) Set[T] {
	r := make(Set[T], len(s)+len(o))
	for k := range s {
		r[k] = struct{}{}
	}
	for k := range o {
		r[k] = struct{}{}
	}
	return r
}

type SafeMap[K comparable, V any] struct {
	mu sync.RWMutex
	m  map[K]V
}

func (s *SafeMap[K, V]) Compute(k K, f func(V, bool) V) V {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.m == nil {
		s.m = map[K]V{}
	}
	old, ok := s.m[k]
	s.m[k] = f(old, ok)
	return s.m[k]
}

type Shape interface {
	Area() float64
	comparable
}
type Sq struct{ s float64 }

func (s Sq) Area() float64 { return s.s * s.s }

func Largest[S Shape](xs ...S) (best S) {
	for i, x := range xs {
		if i == 0 || x.Area() > best.Area() {
			best = x
		}
	}
	return
}

type Setter[T any] interface {
	*T
	Set(string)
}
type Conf struct{ v string }

func (c *Conf) Set(s string) { c.v = "conf:" + s }
func Build[T any, P Setter[T]](s string) T {
	var t T
	P(&t).Set(s)
	return t
}

func Map[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}
func Filter[S ~[]E, E any](s S, f func(E) bool) S {
	var r S
	for _, e := range s {
		if f(e) {
			r = append(r, e)
		}
	}
	return r
}
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
func Ptr[T any](v T) *T { return &v }
func Kind[T any](v T) string {
	switch any(v).(type) {
	case int, int64:
		return "integer"
	case string:
		return "string"
	case []T:
		return "slice of T"
	case fmt.Stringer:
		return "stringer"
	}
	return fmt.Sprintf("%T", v)
}

type IDs []int

func (i IDs) String() string { return "IDs" + fmt.Sprint([]int(i)) }

type Celsius float64
type MyInt int

type Num[T Number] struct{ V T }

func (n Num[T]) Add(o Num[T]) Num[T] { return Num[T]{n.V + o.V} }

type Graph[N comparable] struct{ edges map[N][]N }

func (g *Graph[N]) BFS(start N, visit func(N)) {
	seen := map[N]bool{start: true}
	for q := []N{start}; len(q) > 0; q = q[1:] {
		visit(q[0])
		for _, n := range g.edges[q[0]] {
			if !seen[n] {
				seen[n] = true
				q = append(q, n)
			}
		}
	}
}

type Ord[T any] interface{ Less(T) bool }
type Ver struct{ maj, min int }

func (a Ver) Less(b Ver) bool { return a.maj < b.maj || a.maj == b.maj && a.min < b.min }
func SortOrd[T Ord[T]](xs []T) { sort.Slice(xs, func(i, j int) bool { return xs[i].Less(xs[j]) }) }

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[MyInt](4, 5), Sum(Celsius(1), 2.5), Sum[int8]())
	l := new(List[string]).Push("a").Push("b").Push("c")
	for i, v := range l.All() {
		if i == 2 {
			break
		}
		fmt.Print(i, v, " ")
	}
	fmt.Println(l.size)
	var t Tree[string, int]
	for _, w := range strings.Fields("the cat sat on the mat the end") {
		t.Put(w, len(w))
	}
	t.Walk(func(k string, v int) { fmt.Print(k, ":", v, " ") })
	fmt.Println(t.n)
	fmt.Println(Some(3).OrElse(4), None[string]().OrElse("dflt"), Some([]int{1}))
	fmt.Println(len(SetOf(1, 2, 2).Union(SetOf(2, 3))))
	var sm SafeMap[string, []int]
	sm.Compute("k", func(o []int, ok bool) []int { return append(o, 1) })
	fmt.Println(sm.Compute("k", func(o []int, ok bool) []int { return append(o, 2) }))
	fmt.Println(Largest(Sq{1}, Sq{3}, Sq{2}), Build[Conf]("x"))
	fmt.Println(Map(Filter(IDs{1, 2, 3, 4}, func(i int) bool { return i%2 == 0 }), func(i int) string { return fmt.Sprint("#", i) }), Filter(IDs{1, 5}, func(i int) bool { return i > 2 }))
	fmt.Println(Kind(1), Kind("s"), Kind(IDs{}), Kind([]int{}), Kind(2.5), Kind(MyInt(1)), Kind(Num[int]{}))
	fmt.Printf("%T %T %T %T %v\n", t, l, Some(Ver{}), Num[Celsius]{}, Num[float64]{1}.Add(Num[float64]{2.5}))
	g := Graph[rune]{map[rune][]rune{'a': {'b', 'c'}, 'b': {'d'}, 'c': {'d', 'a'}}}
	g.BFS('a', func(r rune) { fmt.Print(string(r)) })
	fmt.Println()
	vs := []Ver{{2, 1}, {1, 9}, {1, 2}}
	SortOrd(vs)
	fmt.Println(vs, *Ptr(5), *Ptr("x"), Must(fmt.Sprint("ok"), nil))
	f := Map[int, string]
	fmt.Println(f([]int{1}, func(i int) string { return "q" }))
	fmt.Println(min(3, 1, 2), max(2.5, 1), min("b", "a"))
	defer func() { fmt.Println("recovered", recover()) }()
	Must(0, errors.New("must fail"))
}
