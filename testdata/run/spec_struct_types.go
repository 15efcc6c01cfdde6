// The specification's "Struct types": embedded fields, promotion, tags, recursion through pointers.
package main

import (
	"fmt"
	"reflect"
)

type Base struct {
	ID   int
	Name string
}

func (b Base) Describe() string    { return fmt.Sprint("Base ", b.ID, b.Name) }
func (b *Base) Rename(name string) { b.Name = name }
func (b Base) Shadowed() string    { return "Base's" }

type Other struct{ Name, Extra string }

type Namer interface{ Rename(string) }

type S struct {
	Base   // the field's name is Base
	*Other // and Other
	x, y   int
	u      float32
	_      float32 // padding
	A      *[]int
	F      func()
}

func (s S) Shadowed() string { return "S's, not " + s.Base.Shadowed() }

type P struct {
	*P // through a pointer
	*int
	error
	fmt.Stringer
	any
}

type List[E any] struct {
	next *List[E]
	val  E
}

type Tree struct {
	kids []Tree
	by   map[string]Tree
	up   *Tree
	fn   func(Tree) Tree
}

type Wrap struct {
	List[int]
	Alias
}

type Alias = Base

func main() {
	var empty struct{}
	fmt.Println(empty, empty == struct{}{})
	s := S{Base: Base{1, "one"}, Other: &Other{"two", "extra"}, x: 3}
	fmt.Println(s.ID, s.Base.Name, s.Other.Name, s.Extra, s.x, s.Describe(), s.Shadowed())
	s.Rename("renamed") // &s.Base is addressable
	s.ID++
	s.Extra += "!"
	fmt.Println(s.Base, *s.Other)
	var n Namer = &s // *S has the methods of *Base
	n.Rename("via interface")
	fmt.Println(s.Base.Name)

	one := 1
	p := P{int: &one, error: fmt.Errorf("an error"), any: 5}
	p.P = &p
	fmt.Println(*p.int, p.Error(), p.P.P.P.any, p.Stringer == nil)

	// Embedded type of a generic instance: the field's name is the type's without arguments.
	w := Wrap{List: List[int]{val: 4}, Alias: Alias{ID: 9}}
	fmt.Println(w.val, w.List.next == nil, w.ID, w.Alias.ID, w.Describe())

	// Tags are part of the type and seen by reflection.
	tagged := struct {
		microsec  uint64 `protobuf:"1"`
		serverIP6 uint64 `protobuf:"2"`
		name      string "any string is permitted as a tag"
		none      int    ``
	}{}
	t := reflect.TypeOf(tagged)
	for i := range t.NumField() {
		f := t.Field(i)
		fmt.Printf("%s %q %q %d\n", f.Name, f.Tag, f.Tag.Get("protobuf"), f.Offset)
	}
	fmt.Println(t)

	// Structs are values; blank fields are not compared.
	type B struct {
		a int
		_ int
		b string
	}
	b1 := B{a: 1, b: "x"}
	b2 := b1
	b2.b += "y"
	fmt.Println(b1, b2, b1 == b2, b1 == B{a: 1, b: "x"})
	tree := Tree{kids: []Tree{{}, {kids: []Tree{{}}}}}
	tree.kids[1].up = &tree
	fmt.Println(len(tree.kids), len(tree.kids[1].kids), tree.kids[1].up == &tree)
	anon := struct {
		struct1 struct{ a, b int }
		list    [2]struct{ c string }
	}{}
	anon.struct1.b, anon.list[1].c = 2, "c"
	fmt.Printf("%+v\n", anon)
	e := reflect.TypeOf(S{})
	for i := range 2 {
		fmt.Println(e.Field(i).Name, e.Field(i).Anonymous)
	}
}
