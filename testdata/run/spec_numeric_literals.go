// The specification's "Integer literals", "Floating-point literals" and "Imaginary literals": every form and example.
package main

import (
	"fmt"
	"math"
)

func main() {
	fmt.Println(42, 4_2, 0600, 0_600, 0o600, 0O600, 0xBadFace, 0xBad_Face, 0x_67_7a_2f_cc_40_c6, 0)
	fmt.Println(0b101, 0B1_1, 0b_1, 00, 0_0, 0x0, 0XFF, 0o17, 017, 1_000_000)
	const big = 170141183460469231731687303715884105727 // 2^127 - 1
	const grouped = 170_141183_460469_231731_687303_715884_105727
	fmt.Println(big == grouped, big>>100, uint64(0xFFFF_FFFF_FFFF_FFFF), -0x8000_0000_0000_0000)

	fmt.Println(0., 72.40, 072.40, 2.71828, 1.e+0, 6.67428e-11, 1e6, 1E6, .25, .12345e+5, 1_5., 0.15e+0_2)
	fmt.Println(0x1p-2, 0x2.p10, 0x1.Fp+0, 0x.8p-0, 0x_1FFFp-16, 0X.8P1, 0x1_0p0, 0x1p1_0)
	fmt.Println(0x15e-2, "is a hexadecimal integer minus 2") // 0x15e - 2
	fmt.Println(09., 08e1, 0_9.5, 019.25, 00.5)              // leading zeros of floats are decimal
	fmt.Println(0x1p-1074 == math.SmallestNonzeroFloat64, 0x1.fffffffffffffp1023 == math.MaxFloat64)
	fmt.Println(1e-400 == 0, 1e400/1e399, float64(1e-400))

	fmt.Println(0i, 0123i, 0o123i, 0xabci, 0.i, 2.71828i, 1.e+0i, 6.67428e-11i, 1e6i, .25i, .12345e+5i, 0x1p-2i)
	fmt.Println(0b11i, 0XFi, 08i, 0_9i, 1_0i, 3+4i, 1i*1i)
	fmt.Printf("%T %T %T %T %T\n", 1, 1., 'a', 1i, 0x1p0)

	// Literals are constants, never negative; - is an operator.
	var i8 int8 = -128
	var u8 uint8 = 0b1111_1111
	var f32 float32 = 0x1.fffffep127
	var c64 complex64 = 1.5i
	fmt.Println(i8, u8, f32, c64, -1-(-1), - -1)
	var n int = 1e3 // representable
	var f float64 = 07
	var c complex128 = 0x10
	var r rune = 65.0
	fmt.Println(n, f, c, r, 5.0/2, 5/2, 5/2., 5%3, 0i+2)
	fmt.Println(math.MaxUint32, math.Pi, float32(math.Pi), 1_0.2_5)
}
