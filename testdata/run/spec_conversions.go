// The specification's "Conversions", "Conversions to and from a string type" and "Conversions from slice to array or array pointer".
package main

import (
	"fmt"
	"math"
)

type Point struct{ x, y float64 }
type myString string
type myBytes []byte
type myRunes []rune
type myByte byte
type bytes []myByte
type myRune rune
type runes []myRune
type Person struct {
	Name    string
	Address *struct{ Street, City string }
}
type Fn func() int
type In interface{ M() }
type Arr [2]int
type T struct{ n int }

func (T) M() {}

func conv[To, From ~int8 | ~uint8 | ~int | ~float64](f From) To { return To(f) }
func str[T ~[]byte | ~[]rune | ~string](t T) string             { return string(t) }
func toT[T ~[]byte | ~string](s string) T                       { return T(s) }
func c8[T ~int8 | ~int16]() T                                   { return T(100) }

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	// Parsing.
	var p any = (*Point)(&Point{1, 2})
	c := (<-chan int)(make(chan int, 1))
	f := func() int { return 1 }
	fmt.Println(p.(*Point).x, cap(c), (func() int)(f)(), (Fn)(f)(), (func() int)(f) == nil, []int(nil) == nil, (*Point)(nil) == nil, interface{}(1))
	// Constants.
	fmt.Printf("%T %v %v %v %q %q %v %v\n", uint(7), float32(2.718281828), complex128(1), float32(0.49999999), string('x'), string(rune(0x266c)), myString("foo"+"bar"), int64(-3.0))
	x := 'X'
	fmt.Println(string(x), myString(x), rune(65.0), uint8('z'), float64('a')/2, string(myByte(65)), string(rune(-1)) == "\uFFFD", string(rune(0x110000)) == "\uFFFD", string(rune(0xd800)))
	// Identical underlying types, ignoring tags; pointers to such.
	var data *struct {
		Name    string `json:"name"`
		Address *struct {
			Street string `json:"street"`
			City   string `json:"city"`
		} `json:"address"`
	}
	person := (*Person)(data)
	fmt.Println(person == nil, Person(struct {
		Name    string
		Address *struct{ Street, City string }
	}{"n", nil}).Name, struct{ n int }(T{3}).n, T(struct{ n int }{4}), Arr([2]int{1, 2}), In(T{}) == In(T{}))
	// Numbers: truncation, sign extension, rounding.
	u16, neg, big, fl := uint16(0x10F0), -1, int64(1)<<40+5, -3.99
	fmt.Println(uint32(int8(u16)), int8(u16), uint8(neg), uint64(neg), int32(big), int16(neg), int(fl), int64(float32(big)), float32(16777217), uint8(int(fl)))
	third := 1.0 / float64(3)
	fmt.Println(float32(third), float64(float32(third)) == third, complex64(complex(third, 1)), int(math.Sqrt(2)*100), uint32(float64(1<<31)))
	fmt.Println(conv[int8](200), conv[uint8](-1), conv[int](3.7), conv[float64](int8(5)), c8[int8](), c8[int16]())
	// Strings from bytes and runes, and back.
	fmt.Println(string([]byte{'h', 'e', 'l', 'l', '\xc3', '\xb8'}), string([]byte{}) == "", string([]byte(nil)) == "", string(bytes{'h', 'i'}), string(myBytes{65, 66}))
	fmt.Println(string([]rune{0x767d, 0x9d6c, 0x7fd4}), string([]rune{}) == "", string(runes{0x767d}), string(myRunes{0x1F30D}), string([]rune{-1, 'a', 0x110000}))
	fmt.Println([]byte("hellø"), []byte("") == nil, len([]byte("")), bytes("hi"), []myByte("World!"), myBytes(myString("\U0001F30F")))
	fmt.Println([]rune(myString("白鵬翔")), []rune("") == nil, runes("白"), []myRune("♫♬"), []rune("a\xffb"), myRunes("\u1f310"))
	fmt.Println(str([]byte("b")), str([]rune("é")), str(myString("s")), toT[[]byte]("ab"), toT[myString]("cd"))
	b := []byte("copy")
	s := string(b)
	b[0] = 'X'
	fmt.Println(s, string(b), b2(s))
	// Slice to array and array pointer.
	sl := make([]byte, 2, 4)
	a0 := [0]byte(sl)
	a1 := [1]byte(sl[1:])
	a2 := [2]byte(sl)
	s0 := (*[0]byte)(sl)
	s1 := (*[1]byte)(sl[1:])
	s2 := (*[2]byte)(sl)
	s1[0], s2[0] = 7, 8
	fmt.Println(a0, a1, a2, len(s0), *s1, *s2, sl, &s2[1] == &sl[1])
	var t []string
	t0 := [0]string(t)
	t1 := (*[0]string)(t)
	u := make([]byte, 0)
	u0 := (*[0]byte)(u)
	fmt.Println(t0, t1 == nil, u0 == nil, Arr([]int{1, 2, 3}), (*Arr)([]int{4, 5})[1])
	try(func() { _ = [4]byte(sl) })
	try(func() { _ = (*[4]byte)(sl) })
	try(func() { _ = (*[1]string)(t) })
	// Interfaces, channels, functions.
	var i In = In(T{1})
	fmt.Println(any(i).(T).n, (chan<- int)(make(chan int)) != nil, error(nil) == nil, Fn(f)(), In(nil) == nil)
}

func b2(s string) []byte { b := []byte(s); b[1] = 'O'; return b }
