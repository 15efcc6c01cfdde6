// What the specification forbids of generic types, methods and aliases.
package main

type List[T any] struct{ v T }

func (l List[T]) Map(f func(T) T) {}
func (l List) Bad()               {}
func (l List[T, U]) Two()         {}

type A[P any] P

func f[T any]() {
	type L = T
	type M T
}

type B[P any] = P

type C[P int] struct{}

type Inf[T any] struct{ next *Inf[[]T] }

var x List[string, int]
var y C[string]
var z comparable
var w = f
var m = List[int].v

func main() { f() }
