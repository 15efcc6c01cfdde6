package main

import (
	"fmt"
	"testing"
)

type myTB struct{ testing.TB }

func helper(t testing.TB, format string, args ...any) {
	t.Helper()
	t.Errorf(format, args...)
}

func test(t *testing.T, b *testing.B, tb testing.TB) {
	t.Errorf("%d", "a")
	t.Logf("%s", 1)
	t.Log("%d", 1)
	t.Fatal("x\n")
	b.Fatalf("%d")
	tb.Skipf("%d", "a")
	tb.Error("%v")
	helper(t, "%d", "a")
	myTB{t}.Errorf("%d", "a")
}

func main() { fmt.Println() }
