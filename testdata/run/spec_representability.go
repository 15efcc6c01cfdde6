// The specification's "Representability": every example, and the rounding of floats.
package main

import (
	"fmt"
	"math"
)

func fits[T interface{ ~int8 | ~uint8 }]() T { return 100 } // in both sets

func main() {
	var (
		a byte      = 'a'
		b int16     = 1024
		c float64   = 1e10
		d float32   = 2.718281828459045
		e float64   = -1e-1000
		f int       = 0i
		g float32   = (42 + 0i)
		h complex64 = 1e10
		i uint8     = 255.0
		j int64     = 1 << 63 >> 1
		k rune      = 0x10FFFF + 1.0
		l uint64    = 1<<64 - 1
		m int8      = -128
		n string    = "x"
	)
	fmt.Println(a, b, c, d, e, math.Signbit(e), f, g, h, i, j, k, l, m, n)
	// Rounding to the nearest even.
	var (
		r1 float32 = 16777217
		r2 float32 = 16777219
		r3 float64 = 9007199254740993
		r4 float32 = 0.1
		r5 float64 = 0.1
		r6 float32 = 1e-46
		r7 float32 = 3.4028235677973362e+38 // just under the bound that overflows
	)
	fmt.Println(r1, r2, r3, float64(r4), r5, r6, r7 == math.MaxFloat32)
	fmt.Println(float64(r4) == r5, float32(0.1) == r4, fits[int8](), fits[uint8]())
	var cc complex64 = 0.1 + 16777217i
	fmt.Println(cc, real(cc) == 0.1)
}
