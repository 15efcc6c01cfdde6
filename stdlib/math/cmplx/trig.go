package cmplx

import (
	"math"
	"math/bits"
)

func odd(x float64) bool { return math.IsInf(x, 0) || math.IsNaN(x) }

func sinhcosh(x float64) (sh, ch float64) {
	if math.Abs(x) <= 0.5 {
		return math.Sinh(x), math.Cosh(x)
	}
	e := math.Exp(x)
	i := 0.5 / e
	e *= 0.5
	return e - i, e + i
}

// Sin returns the sine of x.
func Sin(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0 && odd(re), math.IsInf(im, 0) && odd(re):
		return complex(math.NaN(), im)
	case re == 0 && odd(im):
		return x
	}
	s, c := math.Sincos(re)
	sh, ch := sinhcosh(im)
	return complex(s*ch, c*sh)
}

// Sinh returns the hyperbolic sine of x.
func Sinh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case re == 0 && odd(im), math.IsInf(re, 0) && odd(im):
		return complex(re, math.NaN())
	case math.IsInf(re, 0) && im == 0:
		return x
	case im == 0 && math.IsNaN(re):
		return complex(math.NaN(), im)
	}
	s, c := math.Sincos(im)
	sh, ch := sinhcosh(re)
	return complex(c*sh, s*ch)
}

// Cos returns the cosine of x.
func Cos(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0 && odd(re):
		return complex(math.NaN(), -im*math.Copysign(0, re))
	case math.IsInf(im, 0) && re == 0:
		return complex(math.Inf(1), -re*math.Copysign(0, im))
	case math.IsInf(im, 0) && odd(re):
		return complex(math.Inf(1), math.NaN())
	case re == 0 && math.IsNaN(im):
		return complex(math.NaN(), 0)
	}
	s, c := math.Sincos(re)
	sh, ch := sinhcosh(im)
	return complex(c*ch, -s*sh)
}

// Cosh returns the hyperbolic cosine of x.
func Cosh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case re == 0 && odd(im):
		return complex(math.NaN(), re*math.Copysign(0, im))
	case math.IsInf(re, 0) && im == 0:
		return complex(math.Inf(1), im*math.Copysign(0, re))
	case math.IsInf(re, 0) && odd(im):
		return complex(math.Inf(1), math.NaN())
	case im == 0 && math.IsNaN(re):
		return complex(math.NaN(), im)
	}
	s, c := math.Sincos(im)
	sh, ch := sinhcosh(re)
	return complex(c*ch, s*sh)
}

// Tan returns the tangent of x.
func Tan(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case math.IsInf(im, 0) && odd(re):
		return complex(math.Copysign(0, re), math.Copysign(1, im))
	case math.IsInf(im, 0):
		return complex(math.Copysign(0, math.Sin(2*re)), math.Copysign(1, im))
	case re == 0 && math.IsNaN(im):
		return x
	}
	d := math.Cos(2*re) + math.Cosh(2*im)
	if math.Abs(d) < 0.25 {
		d = coshMinusCos(x)
	}
	if d == 0 {
		return Inf()
	}
	return complex(math.Sin(2*re)/d, math.Sinh(2*im)/d)
}

// Tanh returns the hyperbolic tangent of x.
func Tanh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case math.IsInf(re, 0) && odd(im):
		return complex(math.Copysign(1, re), math.Copysign(0, im))
	case math.IsInf(re, 0):
		return complex(math.Copysign(1, re), math.Copysign(0, math.Sin(2*im)))
	case im == 0 && math.IsNaN(re):
		return x
	}
	d := math.Cosh(2*re) + math.Cos(2*im)
	if d == 0 {
		return Inf()
	}
	return complex(math.Sinh(2*re)/d, math.Sin(2*im)/d)
}

// Cot returns the cotangent of x.
func Cot(x complex128) complex128 {
	re, im := real(x), imag(x)
	d := math.Cosh(2*im) - math.Cos(2*re)
	if math.Abs(d) < 0.25 {
		d = coshMinusCos(x)
	}
	if d == 0 {
		return Inf()
	}
	return complex(math.Sin(2*re)/d, -math.Sinh(2*im)/d)
}

// coshMinusCos returns cosh(2y) - cos(2x), with 2x taken modulo Pi, by its Taylor series.
func coshMinusCos(z complex128) float64 {
	x := reducePi(math.Abs(2 * real(z)))
	y := math.Abs(2 * imag(z))
	x, y = x*x, y*y
	px, py, factorial, sum := 1.0, 1.0, 1.0, 0.0
	for n := 0.0; ; {
		var t float64
		for _, sign := range [2]float64{1, -1} {
			n++
			factorial *= n
			n++
			factorial *= n
			px *= x
			py *= y
			t = (py + sign*px) / factorial
			sum += t
		}
		if !(math.Abs(t/sum) > 0x1p-53) {
			return sum
		}
	}
}

// reducePi returns x modulo Pi, between -Pi/2 and Pi/2.
func reducePi(x float64) float64 {
	if math.Abs(x) < 1<<30 {
		// Cody and Waite: Pi in three parts, of which the multiples of the first two are exact.
		const p1, p2, p3 = 0x1.921fb4p1, 0x1.4442dp-23, 0x1.8469898cc517p-47
		t := float64(int64(x/math.Pi + 0.5))
		return ((x - t*p1) - t*p2) - t*p3
	}
	// Payne and Hanek: the bits of 1/Pi that matter for this exponent, times the mantissa.
	inverse := [...]uint64{
		0, 0x517cc1b727220a94, 0xfe13abe8fa9a6ee0, 0x6db14acc9e21c820, 0xff28b1d5ef5de2b0, 0xdb92371d2126e970,
		0x0324977504e8c90e, 0x7f0ef58e5894d39f, 0x74411afa975da242, 0x74ce38135a2fbf20, 0x9cc8eb1cc1a99cfa,
		0x4e422fc5defc941d, 0x8ffc4bffef02cc07, 0xf79788c5ad05368f, 0xb69b3f6793e584db, 0xa7a31fb34f2ff516,
		0xba93dd63f5f2f8bd, 0x9e839cfbc5294975, 0x35fdafd88fc6ae84, 0x2b0198237e3db5d5,
	}
	b := math.Float64bits(x)
	exp := int(b>>52&0x7FF) - 1023 - 52
	b = b&(1<<52-1) | 1<<52
	digit, shift := uint(exp+64)/64, uint(exp+64)%64
	var z [3]uint64
	for i := range z {
		z[i] = inverse[digit+uint(i)]<<shift | inverse[digit+uint(i)+1]>>(64-shift)
	}
	h2, _ := bits.Mul64(z[2], b)
	h1, l1 := bits.Mul64(z[1], b)
	lo, carry := bits.Add64(l1, h2, 0)
	hi, _ := bits.Add64(z[0]*b, h1, carry)
	lz := uint(bits.LeadingZeros64(hi))
	e := uint64(1023 - (lz + 1))
	hi = hi<<(lz+1) | lo>>(64-(lz+1))
	x = math.Float64frombits(hi>>12 | e<<52)
	if x > 0.5 {
		x--
	}
	return math.Pi * x
}

// Asin returns the inverse sine of x.
func Asin(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0 && math.Abs(re) <= 1:
		return complex(math.Asin(re), im)
	case re == 0 && math.Abs(im) <= 1:
		return complex(re, math.Asinh(im))
	case math.IsNaN(im):
		switch {
		case re == 0:
			return complex(re, math.NaN())
		case math.IsInf(re, 0):
			return complex(math.NaN(), re)
		}
		return NaN()
	case math.IsInf(im, 0):
		switch {
		case math.IsNaN(re):
			return x
		case math.IsInf(re, 0):
			return complex(math.Copysign(math.Pi/4, re), im)
		}
		return complex(math.Copysign(0, re), im)
	case math.IsInf(re, 0):
		return complex(math.Copysign(math.Pi/2, re), math.Copysign(re, im))
	}
	// -i log(ix + sqrt(1 - x²))
	xx := x * x
	w := Log(complex(-im, re) + Sqrt(complex(1-real(xx), -imag(xx))))
	return complex(imag(w), -real(w))
}

// Asinh returns the inverse hyperbolic sine of x.
func Asinh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0 && math.Abs(re) <= 1:
		return complex(math.Asinh(re), im)
	case re == 0 && math.Abs(im) <= 1:
		return complex(re, math.Asin(im))
	case math.IsInf(re, 0):
		switch {
		case math.IsInf(im, 0):
			return complex(re, math.Copysign(math.Pi/4, im))
		case math.IsNaN(im):
			return x
		}
		return complex(re, math.Copysign(0, im))
	case math.IsNaN(re):
		switch {
		case im == 0:
			return x
		case math.IsInf(im, 0):
			return complex(im, re)
		}
		return NaN()
	case math.IsInf(im, 0):
		return complex(math.Copysign(im, re), math.Copysign(math.Pi/2, im))
	}
	// log(x + sqrt(1 + x²))
	xx := x * x
	return Log(x + Sqrt(complex(1+real(xx), imag(xx))))
}

// Acos returns the inverse cosine of x.
func Acos(x complex128) complex128 {
	w := Asin(x)
	return complex(math.Pi/2-real(w), -imag(w))
}

// Acosh returns the inverse hyperbolic cosine of x.
func Acosh(x complex128) complex128 {
	if x == 0 {
		return complex(0, math.Copysign(math.Pi/2, imag(x)))
	}
	w := Acos(x)
	if imag(w) <= 0 {
		return complex(-imag(w), real(w))
	}
	return complex(imag(w), -real(w))
}

// Atan returns the inverse tangent of x.
func Atan(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0:
		return complex(math.Atan(re), im)
	case re == 0 && math.Abs(im) <= 1:
		return complex(re, math.Atanh(im))
	case IsInf(x):
		if math.IsNaN(re) {
			return complex(math.NaN(), math.Copysign(0, im))
		}
		return complex(math.Copysign(math.Pi/2, re), math.Copysign(0, im))
	case IsNaN(x):
		return NaN()
	}
	re2 := re * re
	a := 1 - re2 - im*im
	down, up := im-1, im+1
	b := re2 + down*down
	if a == 0 || b == 0 {
		return NaN()
	}
	return complex(reducePi(0.5*math.Atan2(2*re, a)), 0.25*math.Log((re2+up*up)/b))
}

// Atanh returns the inverse hyperbolic tangent of x.
func Atanh(x complex128) complex128 {
	z := Atan(complex(-imag(x), real(x)))
	return complex(imag(z), -real(z))
}
