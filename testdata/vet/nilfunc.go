package main

import "fmt"

type T struct{ f func() }

func (T) m()             {}
func f()                 {}
func g[X any](x X)       {}

var v func()

func main() {
	var t T
	_ = f == nil
	_ = nil != f
	_ = t.m == nil
	_ = T.m != nil
	_ = t.f == nil
	_ = v == nil
	_ = fmt.Println != nil
	_ = g[int] == nil
	_ = (f) == nil
	_ = func() {} == nil
	if f != nil {
		f()
	}
}
