package main

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/cmplx"
	"math/rand"
)

func bits(z complex128) string {
	f := func(x float64) uint64 {
		if math.IsNaN(x) {
			return 0x7ff8000000000001
		}
		return math.Float64bits(x)
	}
	return fmt.Sprintf("%x %x", f(real(z)), f(imag(z)))
}

func main() {
	fs := []struct {
		n string
		f func(complex128) complex128
	}{{"acos", cmplx.Acos}, {"acosh", cmplx.Acosh}, {"asin", cmplx.Asin}, {"asinh", cmplx.Asinh}, {"atan", cmplx.Atan}, {"atanh", cmplx.Atanh},
		{"conj", cmplx.Conj}, {"cos", cmplx.Cos}, {"cosh", cmplx.Cosh}, {"cot", cmplx.Cot}, {"exp", cmplx.Exp}, {"log", cmplx.Log}, {"log10", cmplx.Log10},
		{"sin", cmplx.Sin}, {"sinh", cmplx.Sinh}, {"sqrt", cmplx.Sqrt}, {"tan", cmplx.Tan}, {"tanh", cmplx.Tanh}}
	special := []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, math.Inf(1), math.Inf(-1), math.NaN(), math.Pi, 1e300, 1e-300, 5e-324, 1e10, -3e9, 1e16, 0.1}
	var zs []complex128
	for _, a := range special {
		for _, b := range special {
			zs = append(zs, complex(a, b))
		}
	}
	r := rand.New(rand.NewSource(1))
	for range 60 {
		zs = append(zs, complex(r.NormFloat64()*3, r.NormFloat64()*3), complex(r.NormFloat64()*1e12, r.NormFloat64()))
	}
	for _, f := range fs {
		h := fnv.New64a()
		for _, z := range zs {
			fmt.Fprintln(h, bits(f.f(z)))
		}
		fmt.Println(f.n, h.Sum64(), f.f(0.5-0.25i), f.f(complex(0, math.Inf(1))), f.f(1e10+3i))
	}
	for i, z := range zs[:40] {
		w := zs[(i*7+3)%len(zs)]
		fmt.Println(cmplx.Abs(z), cmplx.Phase(z), cmplx.IsInf(z), cmplx.IsNaN(z), bits(cmplx.Pow(z, w)), bits(cmplx.Rect(real(z), imag(z))))
	}
	fmt.Println(cmplx.Inf(), cmplx.NaN())
	fmt.Println(cmplx.Polar(-3 + 4i))
}
