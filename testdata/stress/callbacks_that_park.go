// Library functions that call back into the program, where the callback waits, panics, ends its goroutine or is moved to another
// thread: sort, sync.Map.Range, fmt, reflect, iterators.
package main

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"
)

// oracle answers comparisons over a channel.
type question struct {
	a, b   int
	answer chan bool
}

type slow struct {
	n int
	c chan int
}

func (s slow) String() string {
	s.c <- s.n
	return fmt.Sprint("slow", <-s.c)
}

func main() {
	questions := make(chan question)
	for range 3 {
		go func() {
			for q := range questions {
				q.answer <- q.a < q.b
			}
		}()
	}
	ask := func(a, b int) bool {
		answer := make(chan bool)
		questions <- question{a, b, answer}
		return <-answer
	}

	var wg sync.WaitGroup
	var mu sync.Mutex
	results := map[string]int{}
	note := func(what string, n int) {
		mu.Lock()
		results[what] += n
		mu.Unlock()
	}
	for id := range 12 {
		wg.Go(func() {
			s := make([]int, 30+id)
			for i := range s {
				s[i] = (i*7919 + id) % 101
			}
			t := slices.Clone(s)
			sort.Slice(s, func(i, j int) bool { return ask(s[i], s[j]) })
			if sort.IntsAreSorted(s) {
				note("sort.Slice", 1)
			}
			slices.SortFunc(t, func(a, b int) int {
				if a == b {
					return 0
				}
				if ask(a, b) {
					return -1
				}
				return 1
			})
			if slices.Equal(s, t) {
				note("slices.SortFunc", 1)
			}
		})
		wg.Go(func() {
			c := make(chan int)
			go func() {
				for {
					c <- <-c + 1
				}
			}()
			text := fmt.Sprintf("%v %s %v", slow{id, c}, slow{id + 1, c}, []any{slow{id + 2, c}})
			note(text[:4], len(text))
		})
		wg.Go(func() {
			var m sync.Map
			for i := range 20 {
				m.Store(i, ask)
			}
			m.Range(func(k, v any) bool {
				if v.(func(a, b int) bool)(k.(int), 10) {
					note("Range", 1)
				}
				return k.(int) >= 0
			})
		})
		wg.Go(func() {
			out := reflect.ValueOf(ask).Call([]reflect.Value{reflect.ValueOf(id), reflect.ValueOf(6)})
			if out[0].Bool() {
				note("reflect", 1)
			}
			upper := strings.Map(func(r rune) rune {
				if ask(int(r), 'n') {
					return r - 'a' + 'A'
				}
				return r
			}, "the quick brown fox")
			note(upper, 1)
		})
		wg.Go(func() { // a panic through sort
			defer func() { note(fmt.Sprint(recover()), 1) }()
			n := 0
			sort.Slice(make([]int, 50), func(i, j int) bool {
				if n++; n == 20 {
					panic("enough")
				}
				return ask(i, j)
			})
		})
		wg.Go(func() { // Goexit through fmt and sort
			defer note("gone", 1)
			sort.Slice(make([]int, 50), func(i, j int) bool {
				if ask(i, j) && i > 10 {
					runtime.Goexit()
				}
				return j%2 == 0
			})
			note("not gone", 1)
		})
	}
	wg.Wait()
	keys := make([]string, 0, len(results))
	for k := range results {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Println(k, results[k])
	}
}
