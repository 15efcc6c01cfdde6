// The specification's "Type unification" and the appendix "Type unification rules": exact and loose unification.
package main

import "fmt"

func show[T any]() string { return fmt.Sprintf("%T", *new(T)) }

type MySlice []float64
type MyMap map[string]int
type MyFunc func(int) string
type MyChan chan int
type MyArr [3]int
type MyStruct struct{ a int }
type MyPtr *int
type Pair[A, B any] struct {
	a A
	b B
}
type IntPair = Pair[int, int]
type Named[T any] []T

func slice[E any](_ []E) string                                { return show[E]() }
func slice2[S ~[]E, E any](_ S) string                         { return show[S]() + " of " + show[E]() }
func slice3[S []E, E any](_ S) string                          { return show[S]() + " of " + show[E]() }
func mp[K comparable, V any](_ map[K]V) string                 { return show[K]() + " " + show[V]() }
func fn[A, R any](_ func(A) R) string                          { return show[A]() + " " + show[R]() }
func ch[E any](_ chan E) string                                { return show[E]() }
func rch[E any](_ <-chan E) string                             { return show[E]() }
func sch[E any](_ chan<- E) string                             { return show[E]() }
func arr[E any](_ [3]E) string                                 { return show[E]() }
func strct[E any](_ struct{ a E }) string                      { return show[E]() }
func ptr[E any](_ *E) string                                   { return show[E]() }
func pair[A, B any](_ Pair[A, B]) string                       { return show[A]() + " " + show[B]() }
func same[T any](_, _ T) string                                { return show[T]() }
func samePair[T any](_ Pair[T, T]) string                      { return show[T]() }
func nested[K comparable, V any](_ map[K][]*Pair[K, V]) string { return show[K]() + " " + show[V]() }
func named[T any](_ Named[T]) string                           { return show[T]() }
func list[L ~[]T, T any](_ L, _ T) string                      { return show[L]() + " " + show[T]() }
func iface[T any](_ interface{ M() T }) string                 { return show[T]() }
func get[T any, G interface{ Get() T }](g G) string            { return show[T]() + " from " + show[G]() }
func variadic[T any](_ func(...T)) string                      { return show[T]() }
func funcs[T any](_ ...func(T)) string                         { return show[T]() }
func core[P interface{ ~map[K]V }, K comparable, V any](_ P) string {
	return show[P]() + show[K]() + show[V]()
}
func chain[A ~[]B, B ~[]C, C any](_ A) string { return show[A]() + " " + show[B]() + " " + show[C]() }
func ptrm[T any, P interface {
	*T
	Set()
}](t T) string {
	P(&t).Set()
	return show[P]()
}
func dirs[T any](_, _ T) string                        { return show[T]() }
func key[T any](m map[string]T, f func(T) bool) string { return show[T]() }

type M struct{}

func (M) M() string  { return "" }
func (M) Get() []int { return nil }
func (*M) Set()      {}

type Rec[T any] interface{ Less(T) bool }
type num int

func (n num) Less(m num) bool { return n < m }
func least[T Rec[T]](a, b T) T {
	if b.Less(a) {
		return b
	}
	return a
}

func main() {
	// A defined type against a type literal: loosely, by underlying types.
	fmt.Println(slice(MySlice{}), slice2(MySlice{}), slice3([]int{}), mp(MyMap{}), fn(MyFunc(nil)), ch(MyChan(nil)), arr(MyArr{}), strct(MyStruct{}), ptr(MyPtr(nil)))
	// Channel directions are ignored in assignments.
	fmt.Println(rch(make(chan int)), sch(make(chan int)), rch(MyChan(nil)), rch(make(<-chan MyMap)))
	// Exact inside type arguments and elements.
	fmt.Println(pair(Pair[int, string]{}), pair(IntPair{}), samePair(IntPair{}), nested(map[string][]*Pair[string, bool]{}), named(Named[int]{}), named([]string{}))
	fmt.Println(list(MySlice{}, 1), list([]any{}, any(nil)), list([]float32{}, 1), chain([]MySlice{}), chain([][]string{}), core(MyMap{}))
	// If one of two types is a defined one, it is inferred.
	fmt.Println(same(MySlice{}, []float64{}), same([]float64{}, MySlice{}), same(MyFunc(nil), func(int) string { return "" }), dirs(make(chan int), make(<-chan int)))
	// Methods of interfaces and constraints.
	fmt.Println(iface[string](M{}), get(M{}), least(num(3), 2), ptrm(M{}))
	fmt.Println(variadic(func(...int) {}), funcs(func(int8) {}, nil), key(map[string]int{}, func(i int) bool { return true }), funcs[string]())
	fmt.Println(iface(interface{ M() int }(nil)), same(any(1), nil), same(error(nil), nil), slice([]error{nil}))
}
