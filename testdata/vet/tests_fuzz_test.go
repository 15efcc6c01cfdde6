package main

import "testing"

func FuzzGood(f *testing.F) {
	f.Add("a", 1)
	f.Fuzz(func(t *testing.T, s string, n int) {})
}

func FuzzAdd(f *testing.F) {
	f.Add("a")
	f.Add("a", "b")
	f.Add(1, "b")
	f.Fuzz(func(t *testing.T, s string, n int) {})
}

func FuzzTarget(f *testing.F) {
	f.Fuzz(func(t *testing.T, x struct{}, b []byte, y map[int]int) {})
	f.Fuzz(func(s string) {})
	f.Fuzz(func() {})
	f.Fuzz(func(t *testing.T, n int) int { return n })
	f.Fuzz("no function")
	f.Fuzz(func(t *testing.T, n int) {
		f.Log("x")
		_ = f.Name()
	})
}

func Fuzz_lower(f *testing.F) {}
