// Package cmplx has functions of complex numbers. Special cases are those of C99's Annex G.
package cmplx

import "math"

// Abs returns the modulus of x.
func Abs(x complex128) float64 { return math.Hypot(real(x), imag(x)) }

// Phase returns the argument of x, between -Pi and Pi.
func Phase(x complex128) float64 { return math.Atan2(imag(x), real(x)) }

// Polar returns modulus and argument of x.
func Polar(x complex128) (r, θ float64) { return Abs(x), Phase(x) }

// Rect returns the number of modulus r and argument θ.
func Rect(r, θ float64) complex128 {
	s, c := math.Sincos(θ)
	return complex(r*c, r*s)
}

// Conj returns the conjugate of x.
func Conj(x complex128) complex128 { return complex(real(x), -imag(x)) }

// Inf returns an infinity: complex(+Inf, +Inf).
func Inf() complex128 { return complex(math.Inf(1), math.Inf(1)) }

// IsInf reports whether a part of x is an infinity.
func IsInf(x complex128) bool { return math.IsInf(real(x), 0) || math.IsInf(imag(x), 0) }

// NaN returns a number that is not a number: complex(NaN, NaN).
func NaN() complex128 { return complex(math.NaN(), math.NaN()) }

// IsNaN reports whether a part of x is NaN and none is an infinity.
func IsNaN(x complex128) bool {
	return !IsInf(x) && (math.IsNaN(real(x)) || math.IsNaN(imag(x)))
}

// Exp returns e to the power of x.
func Exp(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case math.IsInf(re, 1) && im == 0:
		return x
	case math.IsInf(re, 0) && (math.IsInf(im, 0) || math.IsNaN(im)):
		if re < 0 {
			return complex(0, math.Copysign(0, im))
		}
		return complex(math.Inf(1), math.NaN())
	case math.IsNaN(re) && im == 0:
		return complex(math.NaN(), im)
	}
	return Rect(math.Exp(re), im)
}

// Log returns the natural logarithm of x; the cut is along the negative real axis.
func Log(x complex128) complex128 { return complex(math.Log(Abs(x)), Phase(x)) }

// Log10 returns the decimal logarithm of x.
func Log10(x complex128) complex128 {
	z := Log(x)
	return complex(math.Log10E*real(z), math.Log10E*imag(z))
}

// Pow returns x to the power of y. Of zero it is 1 if y is zero, else 0, or an infinity if real(y) < 0.
func Pow(x, y complex128) complex128 {
	if x == 0 {
		switch {
		case IsNaN(y):
			return NaN()
		case real(y) == 0:
			return 1
		case real(y) > 0:
			return 0
		case imag(y) == 0:
			return complex(math.Inf(1), 0)
		}
		return Inf()
	}
	r, φ := Polar(x)
	if r == 0 {
		return 0
	}
	modulus, angle := math.Pow(r, real(y)), real(y)*φ
	if imag(y) != 0 {
		modulus *= math.Exp(-imag(y) * φ)
		angle += imag(y) * math.Log(r)
	}
	return Rect(modulus, angle)
}

// Sqrt returns the square root of x whose real part is not negative.
func Sqrt(x complex128) complex128 {
	a, b := real(x), imag(x)
	switch {
	case b == 0 && a == 0:
		return complex(0, b)
	case b == 0 && a < 0:
		return complex(0, math.Copysign(math.Sqrt(-a), b))
	case b == 0:
		return complex(math.Sqrt(a), b)
	case math.IsInf(b, 0):
		return complex(math.Inf(1), b)
	case a == 0:
		r := math.Sqrt(0.5 * math.Abs(b))
		return complex(r, math.Copysign(r, b))
	}
	// Scaled by a power of four, so that the modulus neither overflows nor loses digits.
	scale := 0x1p-27
	if math.Abs(a) > 4 || math.Abs(b) > 4 {
		a, b, scale = a*0.25, b*0.25, 2
	} else {
		a, b = a*0x1p54, b*0x1p54
	}
	r := math.Hypot(a, b)
	var t float64
	if a > 0 {
		t = math.Sqrt(0.5*r + 0.5*a)
		r = scale * math.Abs((0.5*b)/t)
		t *= scale
	} else {
		r = math.Sqrt(0.5*r - 0.5*a)
		t = scale * math.Abs((0.5*b)/r)
		r *= scale
	}
	if b < 0 {
		r = -r
	}
	return complex(t, r)
}
