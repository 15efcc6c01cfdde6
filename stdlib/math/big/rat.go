package big

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Rat is a fraction in its lowest terms. The zero Rat is 0.
type Rat struct {
	a, b Int // the sign is a's; no words in b: 1
}

var one = nat{1}

// NewRat returns a new Rat of a/b.
func NewRat(a, b int64) *Rat { return new(Rat).SetFrac64(a, b) }

// denom returns the denominator.
func (x *Rat) denom() nat {
	if len(x.b.abs) == 0 {
		return one
	}
	return x.b.abs
}

// norm brings z to its lowest terms.
func (z *Rat) norm() *Rat {
	z.b.neg = false
	switch {
	case len(z.a.abs) == 0:
		z.a.neg = false
		z.b.abs = word(z.b.abs, 1)
	case len(z.b.abs) == 0:
		z.b.abs = word(z.b.abs, 1)
	default:
		reduce(&z.a.abs, &z.b.abs)
	}
	return z
}

// SetFrac sets z to a/b.
func (z *Rat) SetFrac(a, b *Int) *Rat {
	if len(b.abs) == 0 {
		panic("division by zero")
	}
	neg := a.neg != b.neg
	n, d := append(nat(nil), a.abs...), append(nat(nil), b.abs...)
	z.a.abs, z.a.neg, z.b.abs = n, neg, d
	return z.norm()
}

// SetFrac64 sets z to a/b.
func (z *Rat) SetFrac64(a, b int64) *Rat {
	if b == 0 {
		panic("division by zero")
	}
	z.a.SetInt64(a)
	z.b.SetInt64(b)
	z.a.neg = (a < 0) != (b < 0)
	return z.norm()
}

// SetInt sets z to x.
func (z *Rat) SetInt(x *Int) *Rat {
	z.a.Set(x)
	z.b.abs = word(z.b.abs, 1)
	return z
}

// SetInt64 sets z to x.
func (z *Rat) SetInt64(x int64) *Rat {
	z.a.SetInt64(x)
	z.b.abs = word(z.b.abs, 1)
	return z
}

// SetUint64 sets z to x.
func (z *Rat) SetUint64(x uint64) *Rat {
	z.a.SetUint64(x)
	z.b.abs = word(z.b.abs, 1)
	return z
}

// SetFloat64 sets z to exactly f, or returns nil if f is no number.
func (z *Rat) SetFloat64(f float64) *Rat {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	m, e := math.Frexp(f)
	z.a.SetInt64(int64(m * (1 << 53)))
	z.b.SetInt64(1)
	if e -= 53; e > 0 {
		z.a.Lsh(&z.a, uint(e))
	} else {
		z.b.Lsh(&z.b, uint(-e))
	}
	return z.norm()
}

// Set sets z to x.
func (z *Rat) Set(x *Rat) *Rat {
	if z != x {
		z.a.Set(&x.a)
		z.b.Set(&x.b)
	}
	if len(z.b.abs) == 0 {
		z.b.abs = word(z.b.abs, 1)
	}
	return z
}

// Abs sets z to |x|.
func (z *Rat) Abs(x *Rat) *Rat {
	z.Set(x)
	z.a.neg = false
	return z
}

// Neg sets z to -x.
func (z *Rat) Neg(x *Rat) *Rat {
	z.Set(x)
	z.a.neg = len(z.a.abs) > 0 && !z.a.neg
	return z
}

// Inv sets z to 1/x.
func (z *Rat) Inv(x *Rat) *Rat {
	if len(x.a.abs) == 0 {
		panic("division by zero")
	}
	z.Set(x)
	z.a.abs, z.b.abs = z.b.abs, z.a.abs
	return z
}

// Sign returns -1, 0 or 1.
func (x *Rat) Sign() int { return x.a.Sign() }

// IsInt reports whether x is an integer.
func (x *Rat) IsInt() bool { return len(x.b.abs) == 0 || len(x.b.abs) == 1 && x.b.abs[0] == 1 }

// Num returns the numerator, which is x's own.
func (x *Rat) Num() *Int { return &x.a }

// Denom returns the denominator, greater than 0; x's own, or a new one if x is a zero Rat.
func (x *Rat) Denom() *Int {
	if len(x.b.abs) == 0 {
		return NewInt(1)
	}
	return &x.b
}

// cross returns the numerators of x and y over their common denominator.
func cross(x, y *Rat) (a, b Int) {
	a.abs, a.neg = mul(nil, x.a.abs, y.denom()), x.a.neg
	b.abs, b.neg = mul(nil, y.a.abs, x.denom()), y.a.neg
	return a, b
}

// Cmp returns -1, 0 or 1 as x is less than, equal to or greater than y.
func (x *Rat) Cmp(y *Rat) int {
	a, b := cross(x, y)
	return a.Cmp(&b)
}

// Add sets z to x+y.
func (z *Rat) Add(x, y *Rat) *Rat {
	a, b := cross(x, y)
	d := mul(nil, x.denom(), y.denom())
	z.a.Add(&a, &b)
	z.b.abs = d
	return z.norm()
}

// Sub sets z to x-y.
func (z *Rat) Sub(x, y *Rat) *Rat {
	a, b := cross(x, y)
	d := mul(nil, x.denom(), y.denom())
	z.a.Sub(&a, &b)
	z.b.abs = d
	return z.norm()
}

// Mul sets z to x*y.
func (z *Rat) Mul(x, y *Rat) *Rat {
	d := mul(nil, x.denom(), y.denom())
	z.a.Mul(&x.a, &y.a)
	z.b.abs = d
	return z.norm()
}

// Quo sets z to x/y.
func (z *Rat) Quo(x, y *Rat) *Rat {
	if len(y.a.abs) == 0 {
		panic("division by zero")
	}
	a, b := cross(x, y)
	z.a.abs, z.a.neg = a.abs, a.neg != b.neg
	z.b.abs = b.abs
	return z.norm()
}

// Float64 returns the float64 nearest to x, and whether it is x.
func (x *Rat) Float64() (f float64, exact bool) {
	z := x.rounded()
	f, _ = z.Float64()
	return f, x.exactly(f, z, 53, -1074)
}

// Float32 is Float64 for float32.
func (x *Rat) Float32() (f float32, exact bool) {
	z := x.rounded()
	f, _ = z.Float32()
	return f, x.exactly(float64(f), z, 24, -149)
}

// rounded returns x with 128 bits, of which the last one is set if x is not exactly that: rounding the result once more,
// to less than 127 bits, is the same as rounding x.
func (x *Rat) rounded() *Float {
	z := &Float{prec: 128, mode: ToZero}
	if len(x.a.abs) == 0 {
		return z
	}
	var a, b Float
	a.SetInt(&x.a)
	b.SetInt(x.Denom())
	z.Quo(&a, &b)
	if z.acc != Exact && z.form == finite {
		z.mant[0] |= 1
	}
	z.acc, z.mode = Exact, ToNearestEven
	return z
}

// exactly reports whether x is f. Of numbers below all of the format's, less than 2**least, it tells whether prec bits
// hold them.
func (x *Rat) exactly(f float64, z *Float, prec uint, least int32) bool {
	switch {
	case z.form == finite && z.exp <= least:
		return z.MinPrec() <= prec
	case math.IsInf(f, 0):
		return false
	}
	return new(Rat).SetFloat64(f).Cmp(x) == 0
}

// String returns x as "a/b".
func (x *Rat) String() string { return x.a.String() + "/" + string(text(x.denom(), 10, false)) }

// RatString returns x as "a/b", or "a" if it is an integer.
func (x *Rat) RatString() string {
	if x.IsInt() {
		return x.a.String()
	}
	return x.String()
}

// FloatString returns x in decimal with prec digits after the point, the last one rounded, halves away from zero.
func (x *Rat) FloatString(prec int) string {
	scale := one
	if prec > 0 {
		scale = pow(nil, 10, uint64(prec))
	}
	q, r := div(nil, mul(nil, x.a.abs, scale), x.denom())
	if cmp(add(nil, r, r), x.denom()) >= 0 {
		q = add(q, q, one)
	}
	s := string(text(q, 10, false))
	if prec > 0 {
		if len(s) <= prec {
			s = strings.Repeat("0", prec+1-len(s)) + s
		}
		s = s[:len(s)-prec] + "." + s[len(s)-prec:]
	}
	if x.a.neg {
		s = "-" + s
	}
	return s
}

// FloatPrec returns how many digits after the point FloatString needs to be exact, or, if no number of digits does, how
// many precede the repeating ones.
func (x *Rat) FloatPrec() (n int, exact bool) {
	d := x.denom()
	twos := trailingZeros(d)
	d = rsh(nil, d, twos)
	fives := uint(0)
	// Powers of 5 that divide d, by squaring up and down again.
	powers := []nat{{5}}
	for {
		p := powers[len(powers)-1]
		if _, r := div(nil, d, p); len(r) != 0 {
			break
		}
		powers = append(powers, mul(nil, p, p))
	}
	for i := len(powers) - 1; i >= 0; i-- {
		if q, r := div(nil, d, powers[i]); len(r) == 0 {
			d = q
			fives += 1 << i
		}
	}
	return int(max(twos, fives)), len(d) == 1 && d[0] == 1
}

// Scan implements fmt.Scanner for the verbs e, E, f, F, g, G and v.
func (z *Rat) Scan(s fmt.ScanState, ch rune) error {
	tok, err := s.Token(true, func(r rune) bool { return strings.ContainsRune("+-/0123456789.eE", r) })
	if err != nil {
		return err
	}
	if !strings.ContainsRune("efgEFGv", ch) {
		return errors.New("Rat.Scan: invalid verb")
	}
	if _, ok := z.SetString(string(tok)); !ok {
		return errors.New("Rat.Scan: invalid syntax")
	}
	return nil
}

// SetString sets z to the number that s is: "a/b", or a decimal or prefixed number with point and exponent (e or p).
// ok is false, and z undefined, if s is no such.
func (z *Rat) SetString(s string) (*Rat, bool) {
	if num, den, slash := strings.Cut(s, "/"); slash {
		if _, ok := z.a.SetString(num, 0); !ok {
			return nil, false
		}
		r := strings.NewReader(den)
		var err error
		z.b.abs, _, _, err = scanNat(z.b.abs, r, 0, false)
		if err != nil || r.Len() != 0 || len(z.b.abs) == 0 {
			return nil, false
		}
		return z.norm(), true
	}
	r := strings.NewReader(s)
	neg, err := scanSign(r)
	if err != nil {
		return nil, false
	}
	var base, digits int
	z.a.abs, base, digits, err = scanNat(z.a.abs, r, 0, true)
	if err != nil {
		return nil, false
	}
	e, ebase, err := scanExponent(r, true)
	if err != nil || r.Len() != 0 {
		return nil, false
	}
	if len(z.a.abs) == 0 {
		return z.norm(), true
	}
	exp2, exp5 := exponents(base, digits, e, ebase)
	if exp5 > 1e6 || exp5 < -1e6 || exp2 > 1e7 || exp2 < -1e7 {
		return nil, false
	}
	z.b.abs = word(z.b.abs, 1)
	if exp5 > 0 {
		z.a.abs = mul(nil, z.a.abs, pow(nil, 5, uint64(exp5)))
	} else if exp5 < 0 {
		z.b.abs = pow(z.b.abs, 5, uint64(-exp5))
	}
	if exp2 > 0 {
		z.a.abs = lsh(z.a.abs, z.a.abs, uint(exp2))
	} else if exp2 < 0 {
		z.b.abs = lsh(z.b.abs, z.b.abs, uint(-exp2))
	}
	z.a.neg = neg
	return z.norm(), true
}

// exponents returns by which powers of 2 and 5 the digits of a number are to be multiplied: digits is what scanNat
// returned as count, and e an exponent of base 10 or 2.
func exponents(base, digits int, e int64, ebase int) (exp2, exp5 int64) {
	if digits < 0 {
		d := int64(digits)
		switch base {
		case 10:
			exp2, exp5 = d, d
		case 2:
			exp2 = d
		case 8:
			exp2 = d * 3
		case 16:
			exp2 = d * 4
		}
	}
	if ebase == 10 {
		exp5 += e
	}
	return exp2 + e, exp5
}

// scanExponent reads an exponent: e or p, a sign, digits (with sep separated by underscores). Without one it is 0, base 10.
func scanExponent(r io.ByteScanner, sep bool) (exp int64, base int, err error) {
	c, err := r.ReadByte()
	if err != nil {
		if err == io.EOF {
			err = nil
		}
		return 0, 10, err
	}
	switch c {
	case 'e', 'E':
		base = 10
	case 'p', 'P':
		base = 2
	default:
		r.UnreadByte()
		return 0, 10, nil
	}
	var digits []byte
	c, err = r.ReadByte()
	if err == nil && (c == '+' || c == '-') {
		if c == '-' {
			digits = append(digits, c)
		}
		c, err = r.ReadByte()
	}
	last, misplaced, any := byte('.'), false, false
	for ; err == nil; c, err = r.ReadByte() {
		if '0' <= c && c <= '9' {
			digits = append(digits, c)
			last, any = '0', true
		} else if c == '_' && sep {
			misplaced = misplaced || last != '0'
			last = '_'
		} else {
			r.UnreadByte()
			break
		}
	}
	if err == io.EOF {
		err = nil
	}
	if err == nil && !any {
		err = errNoDigits
	}
	if err == nil {
		exp, err = strconv.ParseInt(string(digits), 10, 64)
	}
	if err == nil && (misplaced || last == '_') {
		err = errInvalSep
	}
	return exp, base, err
}
