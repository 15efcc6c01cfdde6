//go:build go1.21

package main

import (
	"sync"
	"testing"
)

func main() {
	var wg sync.WaitGroup
	for i, s := range []string{"a"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, _ = i, s
		}()
	}
	for i := 0; i < 2; i++ {
		defer func() { _ = i }()
	}
	for i := 0; i < 2; i++ {
		i := i
		go func() { _ = i }()
	}
	for i := 0; i < 2; i++ {
		go func(i int) { _ = i }(i)
	}
	for i := 0; i < 2; i++ {
		go func() { _ = i }()
		wg.Wait()
	}
	for i := 0; i < 3; i++ {
		if i > 1 {
			go func() { println(i) }()
		} else {
			defer func() { println(i) }()
		}
	}
	for i := range []int{1, 2} {
		switch {
		case i > 1:
			go func() { println(i) }()
		default:
			println(i)
		}
	}
	for i := range []int{1, 2} {
		for j := range []int{1, 2} {
			go func() { println(i, j) }()
		}
	}
	var x struct{ f int }
	for x.f = 0; x.f < 2; x.f++ {
		go func() { println(x.f) }()
	}
}

func testParallel(t *testing.T) {
	for _, c := range []int{1} {
		t.Run("", func(t *testing.T) {
			println(c)
			t.Parallel()
			println(c)
		})
		t.Run("", func(t *testing.T) { println(c) })
	}
}
