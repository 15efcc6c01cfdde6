// The specification's "Type declarations", "Alias declarations" and "Type definitions".
package main

import (
	"fmt"
	"sync"
)

type (
	nodeList          = []*Node
	Polar             = polar
	set[P comparable] = map[P]bool // a generic alias
	pairOf[T any]     = struct{ a, b T }
	vec[T any]        = []T
)

type (
	Point struct{ x, y float64 }
	polar Point // polar and Point are different types
)

type Node struct {
	left, right *Node
	value       any
}

type Block interface {
	BlockSize() int
	Encrypt(src, dst []byte)
}

type Mutex struct{ n int }

func (m *Mutex) Lock()   { m.n++ }
func (m *Mutex) Unlock() { m.n-- }

type NewMutex Mutex  // no methods
type PtrMutex *Mutex // no methods, *PtrMutex's base type neither
type PrintableMutex struct{ Mutex }
type MyBlock Block // the method set of an interface remains

type TimeZone int

const (
	EST TimeZone = -(5 + iota)
	CST
	MST
	PST
)

func (tz TimeZone) String() string { return fmt.Sprintf("GMT%+dh", int(tz)) }

type List[T any] struct {
	next *List[T]
	val  T
}

func (l *List[T]) Len() int {
	n := 0
	for ; l != nil; l = l.next {
		n++
	}
	return n
}

type xor byte

func (x xor) BlockSize() int { return 1 }
func (x xor) Encrypt(src, dst []byte) {
	for i := range src {
		dst[i] = src[i] ^ byte(x)
	}
}

type Self *Self
type Fn func(Fn) int
type Ch chan Ch

func main() {
	var nl nodeList = []*Node{{value: 1}, nil}
	nl[0].left = &Node{value: "leaf"}
	fmt.Println(len(nl), nl[0].left.value)
	var p Point = Point{1, 2}
	q := polar(p)
	var r Polar = q
	fmt.Printf("%T %T %T %v\n", p, q, r, any(q) == any(r))
	fmt.Println(any(p) == any(Point(q)), any(p) == any(q))

	s := set[string]{"x": true}
	var m map[string]bool = s
	fmt.Printf("%T %v %T %T\n", s, m["x"], pairOf[int]{1, 2}, vec[vec[string]]{})

	_, hasLock := any(&Mutex{}).(sync.Locker)
	_, newLock := any(new(NewMutex)).(sync.Locker)
	_, ptrLock := any(PtrMutex(nil)).(sync.Locker)
	_, embLock := any(&PrintableMutex{}).(sync.Locker)
	_, embVal := any(PrintableMutex{}).(sync.Locker)
	fmt.Println(hasLock, newLock, ptrLock, embLock, embVal)
	nm := NewMutex{3}
	(*Mutex)(&nm).Lock()
	pm := PtrMutex(&Mutex{5})
	(*Mutex)(pm).Unlock()
	fmt.Println(nm.n, pm.n, (*pm).n)

	var b MyBlock = xor(0x20)
	out := make([]byte, 3)
	b.Encrypt([]byte("abc"), out)
	fmt.Println(b.BlockSize(), string(out))
	fmt.Println(EST, CST, MST, PST, TimeZone(3), -EST)

	l := &List[string]{&List[string]{nil, "b"}, "a"}
	fmt.Printf("%d %T %T\n", l.Len(), l, List[List[int]]{})

	var self Self
	self = &self
	fmt.Println(self == *self)
	fn := Fn(func(f Fn) int {
		if f == nil {
			return 1
		}
		return 1 + f(nil)
	})
	fmt.Println(fn(fn))
	c := make(Ch, 1)
	c <- c
	fmt.Println(<-c == c)

	// Types of function scope, each its own.
	type T struct{ a int }
	t := T{1}
	{
		type T = string
		fmt.Printf("%T %T\n", T("x"), t)
	}
	func() {
		type T struct{ a int }
		_, ok := any(t).(T)
		fmt.Println(ok)
	}()
}
