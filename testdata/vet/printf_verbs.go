package main

import (
	"errors"
	"fmt"
	"unsafe"
)

type str string
type stringer struct{}

func (stringer) String() string { return "" }

type ptrStringer struct{ n int }

func (*ptrStringer) String() string { return "" }

type fmtr struct{}

func (fmtr) Format(s fmt.State, c rune) {}

type e struct{}

func (e) Error() string { return "" }

type pt struct{ x, y int }
type mixed struct {
	n int
	s string
}
type hidden struct{ err error }
type rec struct{ next *rec }

func main() {
	var i int
	var f float64
	var s string
	var b bool
	var c complex128
	var by []byte
	var p *int
	var ch chan int
	var m map[string]int
	var fn func()
	var x any
	var err error
	var u8 byte
	var r rune
	var up unsafe.Pointer
	var arr [3]int
	fmt.Printf("%d %s %v %t %f %g %x %q\n", i, s, x, b, f, f, i, s)
	fmt.Printf("%d", s)
	fmt.Printf("%d", f)
	fmt.Printf("%d", b)
	fmt.Printf("%s", i)
	fmt.Printf("%s", f)
	fmt.Printf("%s", b)
	fmt.Printf("%t", i)
	fmt.Printf("%f", i)
	fmt.Printf("%e", s)
	fmt.Printf("%c", s)
	fmt.Printf("%c", r)
	fmt.Printf("%U %U", r, s)
	fmt.Printf("%p %p %p %p %p %p", p, ch, m, by, fn, up)
	fmt.Printf("%p", i)
	fmt.Printf("%p", arr)
	fmt.Printf("%p", err)
	fmt.Printf("%s %s %x %q", by, [3]byte{}, by, by)
	fmt.Printf("%q %q %q", u8, r, s)
	fmt.Printf("%q", i)
	fmt.Printf("%d %d", arr, by)
	fmt.Printf("%d", []string{"a"})
	fmt.Printf("%d", map[string]int{})
	fmt.Printf("%d", map[int]int{})
	fmt.Printf("%s", map[int]string{})
	fmt.Printf("%d", pt{})
	fmt.Printf("%d", &pt{})
	fmt.Printf("%d", mixed{})
	fmt.Printf("%s", mixed{})
	fmt.Printf("%d", &mixed{})
	fmt.Printf("%v", mixed{})
	fmt.Printf("%d", p)
	fmt.Printf("%s", p)
	fmt.Printf("%d", []*int{p})
	fmt.Printf("%d", []*pt{})
	fmt.Printf("%s", []*pt{})
	fmt.Printf("%d", ch)
	fmt.Printf("%s", ch)
	fmt.Printf("%s %d", stringer{}, stringer{})
	fmt.Printf("%s %s", &ptrStringer{}, ptrStringer{})
	fmt.Printf("%d %s", fmtr{}, fmtr{})
	fmt.Printf("%z", fmtr{})
	fmt.Printf("%s %d", e{}, e{})
	fmt.Printf("%s", err)
	fmt.Printf("%d", err)
	fmt.Printf("%d", x)
	fmt.Printf("%s", hidden{err})
	fmt.Printf("%d", rec{})
	fmt.Printf("%d", fn)
	fmt.Printf("%v", fn)
	fmt.Printf("%v", main)
	fmt.Printf("%T %p", main, main)
	fmt.Printf("%s", str("a"))
	fmt.Printf("%d", str("a"))
	fmt.Printf("%s", nil)
	fmt.Printf("%v", nil)
	fmt.Printf("%d", 'a')
	fmt.Printf("%s", 'a')
	fmt.Printf("%d", 1.0)
	fmt.Printf("%d", 1<<3)
	fmt.Printf("%f", c)
	fmt.Printf("%d", c)
	fmt.Printf("%b %o %O %x %X", i, i, i, f, c)
	fmt.Printf("%t", s == "")
	fmt.Printf("%s", s == "")
	fmt.Printf("%d", 3 == 4)
	fmt.Printf("%s", errors.New)
	fmt.Printf("%d", up)
	fmt.Printf("%s", up)
	fmt.Printf("%d", struct{ a, b any }{})
	fmt.Printf("%d", struct{ a func() }{})
	fmt.Printf("%s", [2][]int{})
}
