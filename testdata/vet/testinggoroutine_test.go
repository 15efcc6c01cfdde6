package main

import (
	"sync"
	"testing"
)

func TestA(t *testing.T) {
	var wg sync.WaitGroup
	go func() {
		t.Fatal("x")
		t.FailNow()
		t.Error("fine")
		if true {
			t.Skip()
		}
	}()
	go helper(t)
	go other()
	f := func() { t.Fatalf("x") }
	go f()
	go t.FailNow()
	go func(t *testing.T) {
		t.SkipNow()
	}(t)
	wg.Wait()
	t.Fatal("fine")
	t.Run("sub", func(t *testing.T) {
		t.Fatal("fine")
		go func() { t.Fatal("x") }()
	})
	go func() {
		t.Run("sub", func(t *testing.T) {
			t.Fatal("fine")
		})
	}()
	func() { t.Fatal("fine") }()
	defer func() { t.Fatal("fine") }()
}

func helper(t *testing.T) { t.Fatal("x") }
func other()              {}

func notATest(n int) {
	var t *testing.T
	go func() { t.Fatal("not looked at") }()
}

func BenchmarkB(b *testing.B) {
	go func() { b.Fatal("x") }()
}
