package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"
)

type Future[T any] struct {
	done chan struct{}
	val  T
	err  error
}

func Async[T any](f func() (T, error)) *Future[T] {
	fu := &Future[T]{done: make(chan struct{})}
	go func() {
		defer close(fu.done)
		defer func() {
			if r := recover(); r != nil {
				fu.err = fmt.Errorf("async: %v", r)
			}
		}()
		fu.val, fu.err = f()
	}()
	return fu
}
func (f *Future[T]) Await() (T, error) { <-f.done; return f.val, f.err }
func Then[A, B any](f *Future[A], g func(A) (B, error)) *Future[B] {
	return Async(func() (B, error) {
		a, err := f.Await()
		if err != nil {
			var zero B
			return zero, err
		}
		return g(a)
	})
}

func ParallelMap[T, R any](xs []T, workers int, f func(T) R) []R {
	out := make([]R, len(xs))
	type item struct {
		i int
		v T
	}
	ch := make(chan item)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for it := range ch {
				out[it.i] = f(it.v)
			}
		})
	}
	for i, v := range xs {
		ch <- item{i, v}
	}
	close(ch)
	wg.Wait()
	return out
}

func MapReduce[In any, K comparable, V, R any](in []In, mapper func(In) iter.Seq2[K, V], reduce func(K, []V) R) map[K]R {
	type kv struct {
		k K
		v V
	}
	c := make(chan kv, 4)
	var wg sync.WaitGroup
	for _, x := range in {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k, v := range mapper(x) {
				c <- kv{k, v}
			}
		}()
	}
	go func() { wg.Wait(); close(c) }()
	groups := map[K][]V{}
	for p := range c {
		groups[p.k] = append(groups[p.k], p.v)
	}
	res := make(map[K]R, len(groups))
	for k, vs := range groups {
		res[k] = reduce(k, vs)
	}
	return res
}

type LRU[K comparable, V any] struct {
	cap        int
	items      map[K]*entry[K, V]
	head, tail *entry[K, V]
	onEvict    func(K, V)
}
type entry[K comparable, V any] struct {
	k          K
	v          V
	prev, next *entry[K, V]
}

func NewLRU[K comparable, V any](n int) *LRU[K, V] {
	l := &LRU[K, V]{cap: n, items: map[K]*entry[K, V]{}}
	l.head, l.tail = new(entry[K, V]), new(entry[K, V])
	l.head.next, l.tail.prev = l.tail, l.head
	return l
}
func (l *LRU[K, V]) unlink(e *entry[K, V]) { e.prev.next, e.next.prev = e.next, e.prev }
func (l *LRU[K, V]) front(e *entry[K, V]) {
	e.next, e.prev = l.head.next, l.head
	l.head.next.prev = e
	l.head.next = e
}
func (l *LRU[K, V]) Get(k K) (v V, ok bool) {
	e, ok := l.items[k]
	if !ok {
		return
	}
	l.unlink(e)
	l.front(e)
	return e.v, true
}
func (l *LRU[K, V]) Put(k K, v V) {
	if e, ok := l.items[k]; ok {
		e.v = v
		l.unlink(e)
		l.front(e)
		return
	}
	if len(l.items) == l.cap {
		last := l.tail.prev
		l.unlink(last)
		delete(l.items, last.k)
		if l.onEvict != nil {
			l.onEvict(last.k, last.v)
		}
	}
	e := &entry[K, V]{k: k, v: v}
	l.items[k] = e
	l.front(e)
}
func (l *LRU[K, V]) Keys() iter.Seq[K] {
	return func(yield func(K) bool) {
		for e := l.head.next; e != l.tail && yield(e.k); e = e.next {
		}
	}
}

type Observable[T comparable] struct {
	mu   sync.Mutex
	val  T
	subs []func(old, new T)
}

func (o *Observable[T]) Set(v T) {
	o.mu.Lock()
	old := o.val
	o.val = v
	subs := slices.Clone(o.subs)
	o.mu.Unlock()
	if old != v {
		for _, s := range subs {
			s(old, v)
		}
	}
}

func main() {
	f := Async(func() (int, error) { return 20, nil })
	g := Then(f, func(n int) (string, error) { return strings.Repeat("x", n/5), nil })
	fmt.Println(g.Await())
	h := Then(Async(func() (int, error) { panic("boom") }), func(int) (bool, error) { return true, nil })
	fmt.Println(h.Await())
	fmt.Println(ParallelMap([]string{"a", "bb", "ccc"}, 2, func(s string) int { return len(s) }))
	wc := MapReduce([]string{"a b a", "b c", "a"}, func(s string) iter.Seq2[string, int] {
		return func(yield func(string, int) bool) {
			for _, w := range strings.Fields(s) {
				if !yield(w, 1) {
					return
				}
			}
		}
	}, func(k string, vs []int) string { return fmt.Sprint(k, "x", len(vs)) })
	keys := slices.Collect(maps.Values(wc))
	sort.Strings(keys)
	fmt.Println(keys)
	l := NewLRU[string, int](2)
	l.onEvict = func(k string, v int) { fmt.Println("evict", k, v) }
	l.Put("a", 1)
	l.Put("b", 2)
	l.Get("a")
	l.Put("c", 3)
	l.Put("a", 10)
	_, ok := l.Get("b")
	fmt.Println(slices.Collect(l.Keys()), ok)
	var o Observable[float64]
	o.subs = append(o.subs, func(a, b float64) { fmt.Printf("%.1f->%.1f\n", a, b) })
	o.Set(1.5)
	o.Set(1.5)
	o.Set(2)
}
