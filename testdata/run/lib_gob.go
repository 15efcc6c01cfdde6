package main

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"strings"
	"time"
)

type Point struct{ X, Y int }

type Shape interface{ Area() float64 }

type Square struct{ Side float64 }

func (s Square) Area() float64 { return s.Side * s.Side }

type Circle struct{ R float64 }

func (c *Circle) Area() float64 { return 3 * c.R * c.R }

type Tree struct {
	Value       int
	Left, Right *Tree
}

type Celsius struct{ t float64 }

func (c Celsius) GobEncode() ([]byte, error) {
	if c.t < -273 {
		return nil, errors.New("too cold")
	}
	return fmt.Appendf(nil, "%g", c.t), nil
}

func (c *Celsius) GobDecode(b []byte) error {
	_, err := fmt.Sscan(string(b), &c.t)
	return err
}

type All struct {
	B     bool
	I     int
	I8    int8
	U     uint64
	F     float64
	F32   float32
	C     complex128
	S     string
	Bytes []byte
	Ints  []int
	Arr   [3]string
	M     map[string]Point
	P     *Point
	PP    **int
	Sh    Shape
	Any   any
	T     time.Time
	Temp  Celsius
	Tree  *Tree
	Ch    chan int
	priv  int
	Nest  struct{ A, B []Point }
}

type (
	Old struct {
		A int
		B string
		C []float64
		D Point
	}
	New struct {
		B string
		D struct{ Y int8 }
		E bool
	}
	Wrong  struct{ A string }
	Narrow struct{ A int8 }
	None   struct{ Z int }
	Hidden struct{ a int }
)

func encode(vs ...any) []byte {
	var b bytes.Buffer
	e := gob.NewEncoder(&b)
	for _, v := range vs {
		if err := e.Encode(v); err != nil {
			fmt.Println("encode:", err)
		}
	}
	return b.Bytes()
}

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	gob.Register(Square{})
	gob.Register(&Circle{})
	gob.RegisterName("pt", Point{})

	// The bytes, with the numbers of types, are Go's.
	for _, v := range []any{true, 7, -129, uint8(200), 2.5, "héllo", []byte("xy"), []int{1, -1, 300}, Point{22, 0}, map[string]int{"a": 1}, [2]bool{true}, 3 - 4i, &Tree{1, nil, &Tree{Value: 2}}} {
		fmt.Printf("%T % x\n", v, encode(v))
	}
	i := 5
	pi := &i
	a := All{true, -5, -128, math.MaxUint64, math.Pi, 0.5, 1 + 2i, "s", []byte{1, 2}, []int{1, 2, 3}, [3]string{"a", "", "c"}, map[string]Point{"p": {1, 2}},
		&Point{3, 4}, &pi, Square{2}, &Circle{1}, time.Date(2020, 1, 2, 3, 4, 5, 6, time.UTC), Celsius{36.6}, &Tree{1, &Tree{2, nil, nil}, nil}, nil, 9,
		struct{ A, B []Point }{B: []Point{{5, 6}}}}
	data := encode(a, &a)
	d := gob.NewDecoder(bytes.NewReader(data))
	for range 3 {
		var b All
		err := d.Decode(&b)
		fmt.Println(err)
		if err == nil {
			fmt.Println(b.B, b.I, b.I8, b.U, b.F, b.F32, b.C, b.S, b.Bytes, b.Ints, b.Arr, b.M, *b.P, **b.PP, b.Sh.Area(), b.Any.(Shape).Area(), b.T, b.Temp, *b.Tree.Left, b.Tree.Right, b.Nest)
		}
	}

	old := Old{1, "b", []float64{1.5}, Point{7, 8}}
	var n New
	fmt.Println(gob.NewDecoder(bytes.NewReader(encode(old))).Decode(&n), n)
	for _, to := range []any{new(Wrong), new(Narrow), new(None), new(int), new(string), new(Point), new(map[string]int), new([]int), new(any), 5, nil, new(Hidden)} {
		from := any(old)
		if _, ok := to.(*Narrow); ok {
			from = Old{A: 1000}
		}
		fmt.Printf("%T %v\n", to, gob.NewDecoder(bytes.NewReader(encode(from))).Decode(to))
	}
	for _, v := range []any{Hidden{1}, make(chan int), func() {}, struct{ F func() }{}, []any{1, nil, "x"}, []*int{nil}, map[string]any{"k": Old{}}, Celsius{-300}, struct{ Shape }{Square{1}}, nil} {
		if v == nil {
			fmt.Println(gob.NewEncoder(io.Discard).Encode(nil))
			continue
		}
		fmt.Println(gob.NewEncoder(io.Discard).Encode(v))
	}
	try(func() { gob.NewEncoder(io.Discard).Encode((*int)(nil)) })
	try(func() { gob.Register(Square{}); gob.RegisterName("pt", Square{}) })
	try(func() { gob.RegisterName("other", Point{}) })
	try(func() { gob.RegisterName("", 1) })

	// Values that stay, slices that are reused, interfaces.
	s := []int{9, 9, 9, 9}
	fmt.Println(gob.NewDecoder(bytes.NewReader(encode([]int{1, 2}))).Decode(&s), s, cap(s))
	p := Point{1, 1}
	fmt.Println(gob.NewDecoder(bytes.NewReader(encode(Point{0, 5}))).Decode(&p), p)
	var x any = 1
	var y any
	fmt.Println(gob.NewDecoder(bytes.NewReader(encode(&x))).Decode(&y), y)
	shapes := []Shape{Square{1}, &Circle{2}, nil, Square{3}}
	var back []Shape
	fmt.Println(gob.NewDecoder(bytes.NewReader(encode(shapes))).Decode(&back), len(back), back[1].Area(), back[2])
	v := reflect.New(reflect.TypeFor[Point]()).Elem()
	fmt.Println(gob.NewDecoder(bytes.NewReader(encode(Point{8, 9}))).DecodeValue(v), v, gob.NewDecoder(strings.NewReader("")).DecodeValue(reflect.ValueOf(1)))

	// Damaged streams end in errors.
	whole := encode(a, old, shapes)
	kinds := map[string]int{}
	for cut := range whole {
		for _, b := range []byte{whole[cut] ^ 0xff, whole[cut] + 1, 0x80} {
			bad := bytes.Clone(whole)
			bad[cut] = b
			d := gob.NewDecoder(bytes.NewReader(bad))
			var err error
			for err == nil {
				var q All
				err = d.Decode(&q)
			}
			kinds["x"]++
		}
		d := gob.NewDecoder(bytes.NewReader(whole[:cut]))
		var q All
		if err := d.Decode(&q); err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			fmt.Fprintln(os.Stdout, cut, err)
		}
	}
	fmt.Println(kinds["x"] > 1000)
}
