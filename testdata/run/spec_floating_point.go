// The specification's "Floating-point operators" and "String concatenation".
package main

import (
	"fmt"
	"math"
)

func div(a, b float64) float64 { return a / b }

func main() {
	zero := 0.0
	inf, nan := div(1, zero), div(zero, zero)
	nzero := -zero
	nz := math.Copysign(0, -1)
	fmt.Println(inf, -inf, nan, nzero, nz, 1/nz, nz == zero, +inf, -nan)
	fmt.Println(nan == nan, nan != nan, nan < 1, nan > 1, nan <= nan, inf > math.MaxFloat64, inf-inf, inf*zero, inf+inf, 0*-1.0)
	fmt.Println(0.1+0.2 == 0.3, sum(0.1, 0.2), sum(0.1, 0.2) == 0.3, float32(0.1)+float32(0.2), math.MaxFloat64*2 > 1, div(math.MaxFloat64, 0.5))
	// An explicit conversion prevents fusing x*y + z.
	x, y, z := 1+math.Pow(2, -27), 1+math.Pow(2, -27), -1.0
	r := float64(x*y) + z
	t := x * y
	r2 := t + z
	fmt.Println(r == r2, r)
	var f32 float32 = 16777216
	f32 += 1
	d := float64(f32) + 1
	fmt.Println(f32, d, float32(d) == f32, math.SmallestNonzeroFloat64/2 == 0, div(math.SmallestNonzeroFloat64, 2), float32(1e-45))
	fmt.Println(7.0/2, -7.0/2, int(-d), int(d), uint8(3.0), math.Mod(-7, 3), math.Float32frombits(0x7f800000))
	c := complex(1, 2)
	fmt.Println(c+1, c*c, c/(1-1i), -c, c == 1+2i, c != 1, c*complex(zero, 1), complex64(c)*2i)
	fmt.Println(c/complex(zero, zero), complex(inf, nan))
	m := map[float64]string{zero: "zero"}
	m[nz] = "the same key"
	fmt.Println(m, len(m))
	s := "hi" + string(rune(99))
	s += " and good bye"
	var n string
	for i := range 3 {
		n += string(rune('a'+i)) + n
	}
	fmt.Println(s, n, n+""+n, len(n+s))
}

func sum(a, b float64) float64 { return a + b }
