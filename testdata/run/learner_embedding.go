package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

type Animal interface {
	Sound() string
	Named
}
type Named interface{ Name() string }
type Base struct {
	name string
	tags []string
}

func (b *Base) Name() string      { return b.name }
func (b *Base) Rename(s string)   { b.name = s }
func (b Base) Tags() []string     { return b.tags }
func (b *Base) Describe() string  { return "I am " + b.Name() }

type Dog struct {
	*Base
	Breed string
}

func (d Dog) Sound() string { return "Woof" }
func (d Dog) Name() string  { return "dog:" + d.Base.Name() }

type Puppy struct {
	Dog
	age int
	fmt.Stringer
}

func (p Puppy) Sound() string { return strings.ToLower(p.Dog.Sound()) + "!" }

type stamp string

func (s stamp) String() string { return "<" + string(s) + ">" }

type countingWriter struct {
	io.Writer
	n int
}

func (c *countingWriter) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	c.n += n
	return n, err
}

type limited struct {
	io.Reader
	left int
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, io.EOF
	}
	if len(p) > l.left {
		p = p[:l.left]
	}
	n, err := l.Reader.Read(p)
	l.left -= n
	return n, err
}

type A struct{ X int }
type B struct {
	A
	X string
}
type C struct {
	B
	*A2
}
type A2 struct{ Y int }

type Op func(int, int) (int, error)

func (o Op) Apply(a, b int) string {
	r, err := o(a, b)
	if err != nil {
		return "err:" + err.Error()
	}
	return fmt.Sprint(r)
}

type Handler interface{ Handle(string) string }
type HandlerFunc func(string) string

func (f HandlerFunc) Handle(s string) string { return f(s) }

func chain(h Handler, ms ...func(Handler) Handler) Handler {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}

func main() {
	d := Dog{&Base{name: "rex", tags: []string{"a"}}, "lab"}
	p := Puppy{Dog: d, age: 1, Stringer: stamp("pup")}
	var as []Animal = []Animal{d, &d, p, &p}
	for _, a := range as {
		fmt.Printf("%T %s %s\n", a, a.Name(), a.Sound())
	}
	p.Rename("max")
	fmt.Println(d.Name(), p.Describe(), p.Tags(), p)
	fmt.Printf("%v %s\n", p, p)
	f := d.Rename
	f("zed")
	g := (*Base).Describe
	h := Base.Tags
	fmt.Println(g(d.Base), h(*d.Base), Dog.Sound(d), Animal.Sound(p))
	cw := &countingWriter{Writer: os.Stdout}
	fmt.Fprintf(cw, "%s-%d\n", "hello", 5)
	fmt.Println(cw.n)
	data, err := io.ReadAll(&limited{strings.NewReader("abcdefghij"), 4})
	fmt.Println(string(data), err)
	c := C{B{A{1}, "x"}, &A2{3}}
	fmt.Println(c.X, c.A.X, c.B.A.X, c.Y, c.A2.Y)
	c.A2 = nil
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(c.Y)
	}()
	div := Op(func(a, b int) (int, error) {
		if b == 0 {
			return 0, errors.New("div by zero")
		}
		return a / b, nil
	})
	fmt.Println(div.Apply(7, 2), div.Apply(1, 0))
	logm := func(n string) func(Handler) Handler {
		return func(next Handler) Handler {
			return HandlerFunc(func(s string) string { return n + "(" + next.Handle(s) + ")" })
		}
	}
	fmt.Println(chain(HandlerFunc(strings.ToUpper), logm("a"), logm("b")).Handle("x"))
	var n Named
	fmt.Println(n == nil)
	var bp *Base
	n = bp
	fmt.Println(n == nil, n.(*Base) == nil)
	if _, ok := n.(Animal); !ok {
		fmt.Println("not animal")
	}
	anon := struct {
		Dog
		extra int
	}{d, 2}
	fmt.Println(anon.Name(), anon.extra, anon.Breed)
	type local struct{ a, b any }
	fmt.Println(local{1, "a"} == local{1, "a"}, local{1, "a"} == local{int64(1), "a"})
	var e1, e2 any = d, d
	fmt.Println(e1 == e2, errors.New("a") == errors.New("a"))
}
