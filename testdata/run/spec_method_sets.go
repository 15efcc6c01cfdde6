// The specification's "Method sets", seen by reflection and by what assertions find.
package main

import (
	"fmt"
	"reflect"
)

type T struct{ n int }

func (T) Val()         {}
func (*T) Ptr()        {}
func (t T) Get() int   { return t.n }
func (t *T) Set(n int) { t.n = n }

type ByValue struct{ T }
type ByPointer struct{ *T }
type Deep struct{ ByValue }
type DeepPointer struct{ *ByValue }

type I interface {
	Get() int
	Set(int)
}
type WithI struct{ I }

type Defined T     // has no methods
type Alias = T     // has those of T
type DefinedI I    // an interface keeps its method set
type Both struct { // Get is ambiguous: in neither's set
	T
	Other
}
type Other struct{}

func (Other) Get() int { return 0 }
func (Other) Own()     {}

type Generic[E any] struct{ e E }

func (g Generic[E]) Elem() E  { return g.e }
func (g *Generic[E]) Put(e E) { g.e = e }

type fn func() int

func (f fn) Get() int { return f() }
func (f fn) Set(int)  {}

func methods(v any) {
	t := reflect.TypeOf(v)
	fmt.Print(t, ":")
	for i := range t.NumMethod() {
		fmt.Print(" ", t.Method(i).Name)
	}
	_, isI := v.(I)
	fmt.Println(" I:", isI)
}

func main() {
	methods(T{})
	methods(&T{})
	methods(ByValue{})
	methods(&ByValue{})
	methods(ByPointer{})
	methods(&ByPointer{})
	methods(Deep{})
	methods(&Deep{})
	methods(DeepPointer{})
	methods(WithI{})
	methods(&WithI{})
	methods(Defined{})
	methods(Alias{})
	methods(&Both{})
	methods(Generic[int]{})
	methods(&Generic[string]{})
	methods(fn(nil))
	methods(struct{ *T }{})
	methods(new(I)) // a pointer to an interface has none
	fmt.Println(reflect.TypeFor[I]().NumMethod(), reflect.TypeFor[DefinedI]().NumMethod(), reflect.TypeFor[any]().NumMethod())

	d := DeepPointer{&ByValue{T{1}}}
	var i I = d
	i.Set(5)
	fmt.Println(d.n, i.Get(), d.ByValue.T.Get())
	w := WithI{i}
	w.Set(6)
	var i2 I = w
	fmt.Println(i2.Get(), d.n)
	i = fn(func() int { return 42 })
	fmt.Println(i.Get())
	// An addressable value may call the methods of its pointer.
	arr := [1]T{}
	arr[0].Set(3)
	sl := []ByValue{{}}
	sl[0].Set(4)
	p := &arr[0]
	p.Set(p.Get() + 1)
	(*p).Set(p.Get() + 1)
	fmt.Println(arr, sl)
}
