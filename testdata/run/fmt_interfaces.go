package main

import (
	"errors"
	"fmt"
)

type T struct{ a int }

func (t T) String() string   { return fmt.Sprintf("T(%d)", t.a) }
func (t T) GoString() string { return "GoT" }

type F int

func (f F) Format(s fmt.State, v rune) {
	w, ok := s.Width()
	fmt.Fprintf(s, "F[%c %d %t %t]", v, w, ok, s.Flag('+'))
}

type Ptr struct{ n int }

func (p *Ptr) String() string { return "ptr" }

type Bad struct{}

func (Bad) String() string { panic("bad stringer") }

func main() {
	fmt.Printf("%v %s %d %+v %#v %q\n", T{1}, T{2}, T{3}, T{4}, T{5}, T{6})
	fmt.Printf("%v %+8d\n", F(1), F(2))
	fmt.Println(Ptr{1}, &Ptr{2}, []T{{1}, {2}}, map[string]T{"k": {3}}, struct{ T T }{T{4}})
	fmt.Println(Bad{})
	var np *T
	fmt.Println(np)
	fmt.Printf("%s\n", error(nil))
	fmt.Println(errors.New("e"), fmt.Errorf("%w and %w", errors.New("a"), errors.New("b")))
}
