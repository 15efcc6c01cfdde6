// The specification's "Interface types": basic, embedded and general interfaces, implementing one.
package main

import (
	"errors"
	"fmt"
	"strings"
)

type Locker interface {
	Lock()
	Unlock()
}

type Reader interface {
	Read(p []byte) (n int, err error)
	Close() error
}

type Writer interface {
	Write(p []byte) (n int, err error)
	Close() error
}

// ReadWriter's methods are Read, Write, and Close (once).
type ReadWriter interface {
	Reader
	Writer
}

type File struct{ buf []byte }

func (p File) Cap() int                    { return cap(p.buf) }
func (p *File) Read(b []byte) (int, error) { n := copy(b, p.buf); p.buf = p.buf[n:]; return n, nil }
func (p *File) Write(b []byte) (int, error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}
func (p *File) Close() error { return errors.New("closed") }
func (p *File) Lock()        { p.buf = append(p.buf, '<') }
func (p *File) Unlock()      { p.buf = append(p.buf, '>') }

// An interface may be declared after its use, in a cycle through a method.
type Node interface {
	Next() Node
	Value() int
}

type count int

func (c count) Next() Node {
	if c == 0 {
		return nil
	}
	return c - 1
}
func (c count) Value() int { return int(c) }

// General interfaces, for constraints only: type sets of terms, unions and intersections.
type Int interface{ int }
type AnyInt interface{ ~int }
type StringerInt interface {
	~int
	String() string
}
type Float interface{ ~float32 | ~float64 }
type Number interface{ Float | ~int | ~int64 }
type IntAndNumber interface {
	Number
	~int | ~string
}
type None interface {
	int
	string
}
type MyInt int

func (m MyInt) String() string { return fmt.Sprintf("MyInt(%d)", int(m)) }

type F float32

func exact[T Int](x T) T             { return x + 1 }
func under[T AnyInt](x T) T          { return x + 1 }
func show[T StringerInt](x T) string { return x.String() + fmt.Sprint(int(x)) }
func sum[T Number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return
}
func inter[T IntAndNumber](x T) string                { return fmt.Sprintf("%T", x) }
func pointer[T interface{ *int | *string }](p T) bool { return p == nil }
func anything[T any](x T) string                      { return fmt.Sprintf("%T", x) }
func none[T None]()                                   {}

func main() {
	var l Locker = &File{}
	l.Lock()
	l.Unlock()
	var rw ReadWriter = l.(*File)
	rw.Write([]byte("data"))
	b := make([]byte, 3)
	n, err := rw.Read(b)
	fmt.Println(n, err, string(b), rw.Close())
	// A type implements several interfaces; an interface value holds any type that implements it.
	var r Reader = rw
	_, isWriter := r.(Writer)
	_, isLocker := r.(Locker)
	_, isStringer := r.(fmt.Stringer)
	_, capper := any(File{}).(interface{ Cap() int })
	_, valueReads := any(File{}).(Reader)
	fmt.Println(isWriter, isLocker, isStringer, capper, valueReads)
	for n := Node(count(3)); n != nil; n = n.Next() {
		fmt.Print(n.Value(), " ")
	}
	fmt.Println()
	// All types implement any.
	for _, v := range []any{1, "s", nil, []int{}, File{}, func() {}, struct{}{}, new(any)} {
		fmt.Printf("%T ", v)
	}
	fmt.Println()
	var same interface {
		Close() error
		Write(p []byte) (int, error)
	} = rw
	var w Writer = same
	fmt.Printf("%T\n", w)

	fmt.Println(exact(1), under(MyInt(2)), show(MyInt(3)), sum(1, 2, 3), sum(F(1.5), 2), sum[float64](), inter(MyInt(1)))
	fmt.Println(pointer[*int](nil), pointer(new(string)), anything[error](nil), anything(r == nil))
	var e error = fmt.Errorf("wrapped %w", errors.ErrUnsupported)
	fmt.Println(errors.Is(e, errors.ErrUnsupported), strings.Contains(e.Error(), "wrapped"))
}
