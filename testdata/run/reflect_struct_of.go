// reflect.StructOf: methods of embedded fields, names, sizes, and what it refuses.
package main

import (
	"fmt"
	"math"
	"reflect"
	"time"
)

type Number int

func (n Number) Get() int       { return int(n) }
func (n Number) String() string { return fmt.Sprintf("<%d>", int(n)) }

type Small int8

func (s Small) Get() int { return int(s) }

type Pair struct{ A, B string }

func (p Pair) Join(sep string, times ...int) string { return fmt.Sprint(p.A, sep, p.B, times) }
func (p *Pair) Set(a string)                        { p.A = a }

type Func func(int) int

func (f Func) Apply(n int) int { return f(n) }

type Chan chan int

type Pointers struct{ p *int }

func (p *Pointers) Set(n int) { *p.p = n }

type Getter interface{ Get() int }

type hidden struct{ N int }

func (h hidden) secret() {}

func try(what string, f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(what, "panic:", e)
		}
	}()
	f()
}

func embed(t reflect.Type, more ...reflect.StructField) reflect.Type {
	name := t.Name()
	if t.Kind() == reflect.Pointer {
		name = t.Elem().Name()
	}
	return reflect.StructOf(append([]reflect.StructField{{Name: name, Type: t, Anonymous: true}}, more...))
}

func main() {
	x := reflect.StructField{Name: "X", Type: reflect.TypeFor[int]()}
	for _, t := range []reflect.Type{embed(reflect.TypeFor[Number]()), embed(reflect.TypeFor[Number](), x)} {
		v := reflect.New(t).Elem()
		v.Field(0).SetInt(42)
		fmt.Println(t, t.NumMethod(), v.Interface().(Getter).Get(), v.Interface())
		fmt.Println(v.MethodByName("Get").Call(nil)[0], v.Method(1).Call(nil)[0])
		for m := range t.Methods() {
			fmt.Println(m.Name, m.Type, m.Index, m.PkgPath == "")
		}
	}
	t := embed(reflect.TypeFor[Small]())
	v := reflect.New(t).Elem()
	v.Field(0).SetInt(-3)
	fmt.Println(v.Interface().(Getter).Get(), t.Size())

	t = embed(reflect.TypeFor[Pair](), x)
	v = reflect.New(t).Elem()
	v.Field(0).Set(reflect.ValueOf(Pair{"a", "b"}))
	fmt.Println(t.NumMethod(), v.Interface().(interface{ Join(string, ...int) string }).Join("-", 1, 2))
	_, ok := v.Addr().Interface().(interface{ Set(string) })
	fmt.Println(ok)

	t = embed(reflect.TypeFor[*Pair]())
	v = reflect.New(t).Elem()
	p := &Pair{"c", "d"}
	v.Field(0).Set(reflect.ValueOf(p))
	v.Interface().(interface{ Set(string) }).Set("changed")
	fmt.Println(*p, v.Interface().(interface{ Join(string, ...int) string }).Join("+"))

	t = embed(reflect.TypeFor[Func]())
	v = reflect.New(t).Elem()
	v.Field(0).Set(reflect.ValueOf(Func(func(n int) int { return n * n })))
	fmt.Println(v.Interface().(interface{ Apply(int) int }).Apply(12))

	t = embed(reflect.TypeFor[time.Time]())
	_, ok = t.MethodByName("After")
	fmt.Println(ok)

	t = embed(reflect.TypeFor[Getter]())
	v = reflect.New(t).Elem()
	v.Field(0).Set(reflect.ValueOf(Number(1)))
	g := v.Interface().(Getter)
	try("interface", func() { g.Get() })

	for i, fields := range [][]reflect.StructField{
		{{Name: "X", Type: reflect.TypeFor[int]()}, {Name: "Number", Type: reflect.TypeFor[Number](), Anonymous: true}},
		{{Name: "Pair", Type: reflect.TypeFor[*Pair](), Anonymous: true}, x},
		{{Name: "Func", Type: reflect.TypeFor[Func](), Anonymous: true}, x},
		{x, {Name: "Func", Type: reflect.TypeFor[Func](), Anonymous: true}},
		{x, {Name: "Chan", Type: reflect.TypeFor[Chan](), Anonymous: true}},
		{{Name: "Pointers", Type: reflect.TypeFor[Pointers](), Anonymous: true}, x},
		{{Name: "Pointers", Type: reflect.TypeFor[Pointers](), Anonymous: true}},
		{{Name: "hidden", Type: reflect.TypeFor[hidden](), Anonymous: true}},
		{{Name: "Pair", Type: reflect.TypeFor[**Pair](), Anonymous: true}},
		{{Name: "φ", Type: reflect.TypeFor[int]()}},
		{{Name: "_", Type: reflect.TypeFor[int]()}},
		{{Name: "_", Type: reflect.TypeFor[int](), PkgPath: "p"}, {Name: "_", Type: reflect.TypeFor[int](), PkgPath: "p"}},
		{{Name: "a", Type: reflect.TypeFor[int](), PkgPath: "p"}, {Name: "b", Type: reflect.TypeFor[int](), PkgPath: "q"}},
		{{Name: "a", Type: reflect.TypeFor[int]()}},
		{{Name: "1", Type: reflect.TypeFor[int]()}},
		{{Name: "", Type: reflect.TypeFor[int]()}},
		{{Name: "A"}},
		{x, x},
		{{Name: "A", Type: reflect.TypeFor[int](), Tag: `json:"a,omitempty"`}, {Name: "B", Type: reflect.TypeFor[[0]int]()}},
	} {
		try(fmt.Sprint(i), func() {
			t := reflect.StructOf(fields)
			fmt.Println(i, t, t.Size(), t.NumMethod(), t.Comparable())
		})
	}

	bytes := func(n int) reflect.Type { return reflect.ArrayOf(n, reflect.TypeFor[byte]()) }
	big := reflect.StructOf([]reflect.StructField{{Name: "A", Type: bytes(math.MaxInt)}, {Name: "B", Type: bytes(math.MaxInt - 1)}})
	fmt.Println(big.Size(), bytes(math.MaxInt).Size())
	for i, fields := range [][]reflect.StructField{
		{{Name: "F", Type: big}, {Name: "G", Type: bytes(2)}},
		{{Name: "F", Type: big}, {Name: "G", Type: bytes(3)}},
		{{Name: "F", Type: big}, {Name: "G", Type: reflect.TypeFor[int32]()}},
		{{Name: "F", Type: big}, {Name: "G", Type: bytes(2)}, {Name: "H", Type: bytes(0)}},
		{{Name: "F", Type: reflect.TypeFor[int16]()}, {Name: "G", Type: big}},
	} {
		try(fmt.Sprint("big ", i), func() { fmt.Println(reflect.StructOf(fields).Size()) })
	}
	try("array", func() { reflect.ArrayOf(math.MaxInt, reflect.TypeFor[int32]()) })
	fmt.Println(reflect.ValueOf([0]func(){}).Comparable(), reflect.Value{}.Comparable(), reflect.ValueOf([1]any{[]int{}}).Comparable(),
		reflect.ValueOf([1]any{1}).Comparable(), reflect.ValueOf(struct{ F any }{map[int]int{}}).Comparable())
}
