// The specification's "Constants" and "Constant expressions": kinds, exactness, default types, conversions.
package main

import (
	"fmt"
	"math"
	"unsafe"
)

const (
	a = 2 + 3.0
	b = 15 / 4
	c = 15 / 4.0

	Θ float64 = 3 / 2
	Π float64 = 3 / 2.

	d  = 1 << 3.0
	e  = 1.0 << 3
	h  = "foo" > "bar"
	j  = true
	k  = 'w' + 1
	l  = j == true
	Σ  = 1 - 0.707i
	Δ  = Σ + 2.0e-4
	Φ  = iota*1i - 1/1i
	ic = complex(0, c)
	iΘ = complex(0, Θ)

	Huge      = 1 << 100
	Four int8 = Huge >> 98

	m = len([10]float64{2})
	z = len([10]float64{imag(2i)})
	n = cap([...]string{5: "x"})
	o = unsafe.Sizeof(uint16(0)) + uintptr(len("four"))
)

type Kind uint8

const (
	Third = 1.0 / 3
	Small = 1e-1000
	K     = Kind(7)
	mixed = K + 1.0
	typed = float32(0.49999999)
)

func main() {
	fmt.Println(a, b, c, Θ, Π, d, e, h, j, k, l, Σ, Δ, Φ, ic, iΘ, Four, m, z, n, o)
	fmt.Printf("%T %T %T %T %T %T %T %T %T %T %T %T %T\n", a, b, c, Θ, d, e, h, k, Σ, ic, iΘ, m, o)
	// Intermediate values are exact; 1/3 times 3 is 1.
	fmt.Println(Third*3 == 1, Small*1e1000 == 1, Huge/Huge, Huge*1.5/Huge, (Huge+1)%2, math.Pi*1e20 > Huge/1e10)
	fmt.Printf("%T %v %T %v\n", mixed, mixed, typed, typed)
	// The default types.
	for _, v := range []any{true, 'r', 1, 1.0, 1i, "s", 'a' + 1, 1 + 1.0, 1.0 + 1i, 'a' * 1.0, len("abc"), 1 < 2, 3 - 2.5} {
		fmt.Printf("%T ", v)
	}
	fmt.Println()
	// Shifts: of an untyped constant the result is an integer constant.
	const s uint = 3
	fmt.Println(1<<s, 1.0<<s, 'a'<<1, int64(1)<<40, -1>>1, -5>>1, uint8(1)<<7)
	// ^ of an untyped constant is -1 xor it; of an unsigned one a mask of its size.
	fmt.Println(^1, uint8(^0&0xff), ^uint8(1), uint8(255)&^1, int8(^1), ^Kind(0), ^int8(-1))
	// Integer division of constants truncates; a typed operand decides.
	fmt.Println(5.0/10, 5/10, float64(5)/10, -7/2, -7%2, 7.5/2.5, Θ/2)
	fmt.Println(len("héllo"), real(2+3i), imag(2+3i), complex(1, 2.5), min(3, 2.5, 'a'), max(1, 2.0, 'a'))
	const big = 1<<62 + 1
	fmt.Println(float32(big) == 1<<62, big%10, uint64(math.MaxUint64), int64(math.MinInt64), uint32(math.MaxUint32))
	// A constant in an expression takes the other operand's type.
	var f32 float32 = 1.5
	var u8 uint8 = 200
	var c64 complex64 = 1
	fmt.Println(f32*2, u8+50.0, c64*2i+'a', f32+Third, 1<<u8 == 0, u8>>1.0)
	const (
		t  = "x" == "y"
		nt = !t && (1.5 < 2) != false
	)
	type Bool bool
	var x Bool = nt
	fmt.Printf("%v %T %v\n", x, x, nt)
	fmt.Println(int(float64(1e6)), string(rune(0x20AC)), []byte("abc"), float32(0.1) == 0.1, float64(float32(0.1)))
	// Converted constants are rounded at once.
	const r = float32(1)/3 - 0.33333334
	fmt.Println(float64(r), math.Float32bits(float32(1)/3), uint64(1.0<<63))
}
