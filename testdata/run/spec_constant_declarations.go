// The specification's "Constant declarations" and "Iota".
package main

import "fmt"

const Pi float64 = 3.14159265358979323846
const zero = 0.0 // untyped floating-point constant
const (
	size int64 = 1024
	eof        = -1
)
const a, b, c = 3, 4, "foo"
const u, v float32 = 0, 3

const (
	Sunday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Partyday
	numberOfDays // not exported
)

const (
	c0 = iota
	c1 = iota
	c2 = iota
)

const (
	a0 = 1 << iota
	b0 = 1 << iota
	d0 = 3
	e0 = 1 << iota
)

const (
	u0         = iota * 42
	v0 float64 = iota * 42
	w0         = iota * 42
)

const x0 = iota
const y0 = iota

const (
	bit0, mask0 = 1 << iota, 1<<iota - 1
	bit1, mask1
	_, _
	bit3, mask3
)

type Weekday uint8

const (
	Mon Weekday = iota + 1
	Tue
	_
	// a comment line does not count, nor an empty one

	Thu
)

func (d Weekday) String() string { return "day " + string('0'+rune(d)) }

const (
	_ = 1 << (10 * iota)
	KB
	MB
	GB
)

const (
	first = "repeated"
	again
	other = len(again)
	same
	typed int8 = iota
	typed2
	str, n = "s", iota
	str2, n2
)

type Bits uint

const (
	F0 Bits = 1 << iota
	F1
	F2
	All = F0 | F1 | F2
	Max = ^Bits(0) >> 60
)

const later = earlier + 1 // order does not matter
const earlier = 1

func main() {
	fmt.Println(Pi, zero, size, eof, a, b, c, u, v)
	fmt.Println(Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Partyday, numberOfDays)
	fmt.Println(c0, c1, c2, a0, b0, d0, e0, u0, v0, w0, x0, y0)
	fmt.Println(bit0, mask0, bit1, mask1, bit3, mask3, Mon, Tue, Thu, KB, MB, GB)
	fmt.Println(first, again, other, same, typed, typed2, str, n, str2, n2, F2, All, Max, later)
	fmt.Printf("%T %T %T %T %T %T %T\n", typed2, Thu, v0, w0, mask3, All, Pi)
	const (
		l0 = iota + len([iota + 1]int{})
		l1
	)
	fmt.Println(l0, l1)
}
