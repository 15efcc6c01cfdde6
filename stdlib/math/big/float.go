package big

import (
	"math"
	"math/bits"
	"strconv"
)

// The limits of exponents and precisions.
const (
	MaxExp  = math.MaxInt32
	MinExp  = math.MinInt32
	MaxPrec = math.MaxUint32
)

// Float is a floating-point number: sign × mantissa × 2**exponent with 0.5 <= mantissa < 1, or 0 or an infinity, with a
// sign too. Operations round to the precision of their receiver, in its mode; a precision of 0 is set to the greatest of
// the operands'. The zero Float is 0 with precision 0.
type Float struct {
	prec uint32 // bits
	mode RoundingMode
	acc  Accuracy
	form form
	neg  bool
	mant nat // if finite: its first word's top bit is set, bits beyond prec are not
	exp  int32
}

type form byte

const (
	zero form = iota
	finite
	inf
)

// ErrNaN is the panic of an operation whose result would not be a number.
type ErrNaN struct {
	msg string
}

func (err ErrNaN) Error() string { return err.msg }

// RoundingMode says how a result is rounded.
type RoundingMode byte

// The rounding modes.
const (
	ToNearestEven RoundingMode = iota
	ToNearestAway
	ToZero
	AwayFromZero
	ToNegativeInf
	ToPositiveInf
)

func (i RoundingMode) String() string {
	if i > ToPositiveInf {
		return "RoundingMode(" + strconv.Itoa(int(i)) + ")"
	}
	return [...]string{"ToNearestEven", "ToNearestAway", "ToZero", "AwayFromZero", "ToNegativeInf", "ToPositiveInf"}[i]
}

// Accuracy says how a rounded result compares with the exact one.
type Accuracy int8

// The accuracies.
const (
	Below Accuracy = -1
	Exact Accuracy = 0
	Above Accuracy = +1
)

func (i Accuracy) String() string {
	if i < Below || i > Above {
		return "Accuracy(" + strconv.Itoa(int(i)) + ")"
	}
	return [...]string{"Below", "Exact", "Above"}[i+1]
}

func accuracy(above bool) Accuracy {
	if above {
		return Above
	}
	return Below
}

// words returns how many words hold prec bits.
func words(prec uint32) int { return int((uint64(prec) + 63) / 64) }

// NewFloat returns a new Float of x, with precision 53.
func NewFloat(x float64) *Float {
	if math.IsNaN(x) {
		panic(ErrNaN{"NewFloat(NaN)"})
	}
	return new(Float).SetFloat64(x)
}

// SetPrec sets the precision of z and rounds it to that; with 0 it becomes 0.
func (z *Float) SetPrec(prec uint) *Float {
	z.acc = Exact
	if prec == 0 {
		z.prec = 0
		if z.form == finite {
			z.acc = accuracy(z.neg)
			z.form = zero
		}
		return z
	}
	old := z.prec
	z.prec = uint32(min(prec, MaxPrec))
	if z.prec < old {
		z.round(0)
	}
	return z
}

// SetMode sets the rounding mode of z.
func (z *Float) SetMode(mode RoundingMode) *Float {
	z.mode = mode
	z.acc = Exact
	return z
}

// Prec returns the precision.
func (x *Float) Prec() uint { return uint(x.prec) }

// MinPrec returns the least precision that represents x exactly.
func (x *Float) MinPrec() uint {
	if x.form != finite {
		return 0
	}
	return uint(len(x.mant))*64 - trailingZeros(x.mant)
}

// Mode returns the rounding mode.
func (x *Float) Mode() RoundingMode { return x.mode }

// Acc returns how the operation that set x last was rounded.
func (x *Float) Acc() Accuracy { return x.acc }

// Sign returns -1, 0 or 1.
func (x *Float) Sign() int {
	switch {
	case x.form == zero:
		return 0
	case x.neg:
		return -1
	}
	return 1
}

// Signbit reports whether x is negative, or a negative zero.
func (x *Float) Signbit() bool { return x.neg }

// IsInf reports whether x is an infinity.
func (x *Float) IsInf() bool { return x.form == inf }

// IsInt reports whether x is an integer.
func (x *Float) IsInt() bool {
	if x.form != finite {
		return x.form == zero
	}
	return x.exp > 0 && x.MinPrec() <= uint(x.exp)
}

// MantExp returns the exponent of x and sets mant, unless it is nil, to the mantissa, from 0.5 to 1.
func (x *Float) MantExp(mant *Float) (exp int) {
	if x.form == finite {
		exp = int(x.exp)
	}
	if mant != nil {
		mant.Copy(x)
		if mant.form == finite {
			mant.exp = 0
		}
	}
	return exp
}

// SetMantExp sets z to mant × 2**exp, with the precision and mode of mant.
func (z *Float) SetMantExp(mant *Float, exp int) *Float {
	z.Copy(mant)
	if z.form == finite {
		z.finish(int64(z.exp)+int64(exp), 0)
	}
	return z
}

// finish sets the exponent of z, whose mantissa has its top bit set, and rounds it; more says that the exact result has
// bits beyond the mantissa's.
func (z *Float) finish(exp int64, more uint) {
	switch {
	case exp < MinExp:
		z.acc = accuracy(z.neg)
		z.form = zero
	case exp > MaxExp:
		z.acc = accuracy(!z.neg)
		z.form = inf
	default:
		z.form = finite
		z.exp = int32(exp)
		z.round(more)
	}
}

func (z *Float) round(more uint) {
	z.acc = Exact
	have := uint(len(z.mant)) * 64
	if z.form != finite || have <= uint(z.prec) {
		return
	}
	// The first bit to go, and whether any beyond it is set.
	at := have - uint(z.prec) - 1
	half := uint(z.mant[at/64]>>(at%64)) & 1
	if more == 0 && (half == 0 || z.mode == ToNearestEven) {
		more = sticky(z.mant, at)
	}
	n := words(z.prec)
	if d := len(z.mant) - n; d > 0 {
		copy(z.mant, z.mant[d:])
		z.mant = z.mant[:n]
	}
	last := Word(1) << (uint(n)*64 - uint(z.prec))
	if half|more != 0 {
		up := false
		switch z.mode {
		case ToNegativeInf:
			up = z.neg
		case ToPositiveInf:
			up = !z.neg
		case AwayFromZero:
			up = true
		case ToNearestAway:
			up = half != 0
		case ToNearestEven:
			up = half != 0 && (more != 0 || z.mant[0]&last != 0)
		}
		z.acc = accuracy(up != z.neg)
		if up && increment(z.mant, last) {
			if z.exp == MaxExp {
				z.form = inf
				return
			}
			z.exp++
		}
	}
	z.mant[0] &^= last - 1
}

func (z *Float) setUint(neg bool, x uint64) *Float {
	if z.prec == 0 {
		z.prec = 64
	}
	z.acc = Exact
	z.neg = neg
	if x == 0 {
		z.form = zero
		return z
	}
	s := bits.LeadingZeros64(x)
	z.mant = word(z.mant, x<<s)
	z.finish(int64(64-s), 0)
	return z
}

// SetUint64 sets z to x; precision 0 becomes 64.
func (z *Float) SetUint64(x uint64) *Float { return z.setUint(false, x) }

// SetInt64 sets z to x; precision 0 becomes 64.
func (z *Float) SetInt64(x int64) *Float {
	u := uint64(x)
	if x < 0 {
		u = -u
	}
	return z.setUint(x < 0, u)
}

// SetFloat64 sets z to x, which must not be NaN; precision 0 becomes 53.
func (z *Float) SetFloat64(x float64) *Float {
	if z.prec == 0 {
		z.prec = 53
	}
	if math.IsNaN(x) {
		panic(ErrNaN{"Float.SetFloat64(NaN)"})
	}
	z.acc = Exact
	z.neg = math.Signbit(x)
	switch {
	case x == 0:
		z.form = zero
	case math.IsInf(x, 0):
		z.form = inf
	default:
		m, e := math.Frexp(x)
		z.mant = word(z.mant, 1<<63|math.Float64bits(m)<<11)
		z.finish(int64(e), 0)
	}
	return z
}

// SetInt sets z to x; precision 0 becomes the number of bits of x, at least 64.
func (z *Float) SetInt(x *Int) *Float {
	n := bitLen(x.abs)
	if z.prec == 0 {
		z.prec = uint32(max(n, 64))
	}
	z.acc = Exact
	z.neg = x.neg
	if n == 0 {
		z.form = zero
		return z
	}
	z.mant = append(z.mant[:0], x.abs...)
	normalize(z.mant)
	z.finish(int64(n), 0)
	return z
}

// SetRat sets z to x; precision 0 becomes the greatest number of bits of its numerator and denominator, at least 64.
func (z *Float) SetRat(x *Rat) *Float {
	if x.IsInt() {
		return z.SetInt(x.Num())
	}
	var a, b Float
	a.SetInt(x.Num())
	b.SetInt(x.Denom())
	if z.prec == 0 {
		z.prec = max(a.prec, b.prec)
	}
	return z.Quo(&a, &b)
}

// SetInf sets z to an infinity.
func (z *Float) SetInf(signbit bool) *Float {
	z.acc = Exact
	z.form = inf
	z.neg = signbit
	return z
}

// Set sets z to x; precision 0 becomes that of x.
func (z *Float) Set(x *Float) *Float {
	z.acc = Exact
	if z == x {
		return z
	}
	z.form, z.neg = x.form, x.neg
	if x.form == finite {
		z.exp = x.exp
		z.mant = append(z.mant[:0], x.mant...)
	}
	if z.prec == 0 {
		z.prec = x.prec
	} else if z.prec < x.prec {
		z.round(0)
	}
	return z
}

// Copy sets z to x with its precision, mode and accuracy.
func (z *Float) Copy(x *Float) *Float {
	if z == x {
		return z
	}
	mant := z.mant
	if x.form == finite {
		mant = append(mant[:0], x.mant...)
	}
	exp := z.exp
	if x.form == finite {
		exp = x.exp
	}
	*z = Float{x.prec, x.mode, x.acc, x.form, x.neg, mant, exp}
	return z
}

// Abs sets z to |x|.
func (z *Float) Abs(x *Float) *Float {
	z.Set(x)
	z.neg = false
	return z
}

// Neg sets z to -x.
func (z *Float) Neg(x *Float) *Float {
	z.Set(x)
	z.neg = !z.neg
	return z
}

// Uint64 returns x truncated to a uint64, or the nearest one.
func (x *Float) Uint64() (uint64, Accuracy) {
	switch {
	case x.form == zero:
		return 0, Exact
	case x.neg:
		return 0, Above
	case x.form == inf || x.exp > 64:
		return math.MaxUint64, Below
	case x.exp <= 0:
		return 0, Below
	}
	u := uint64(x.mant[len(x.mant)-1]) >> (64 - uint(x.exp))
	if x.MinPrec() <= 64 { // also if there is a fraction, as in Go
		return u, Exact
	}
	return u, Below
}

// Int64 returns x truncated to an int64, or the nearest one.
func (x *Float) Int64() (int64, Accuracy) {
	if x.form == zero {
		return 0, Exact
	}
	acc := accuracy(x.neg)
	if x.form == finite {
		if x.exp <= 0 {
			return 0, acc
		}
		if x.exp <= 63 {
			v := int64(x.mant[len(x.mant)-1] >> (64 - uint(x.exp)))
			if x.neg {
				v = -v
			}
			if x.MinPrec() <= uint(x.exp) {
				acc = Exact
			}
			return v, acc
		}
		if x.neg && x.exp == 64 && x.MinPrec() == 1 {
			acc = Exact
		}
	}
	if x.neg {
		return math.MinInt64, acc
	}
	return math.MaxInt64, Below
}

// Float64 returns the float64 nearest to x, to even where two are.
func (x *Float) Float64() (float64, Accuracy) { return x.toFloat(53, -1022, 1023) }

// Float32 is Float64 for float32.
func (x *Float) Float32() (float32, Accuracy) {
	f, acc := x.toFloat(24, -126, 127)
	return float32(f), acc
}

// toFloat rounds x to a format of p bits and these exponents, with denormal numbers below.
func (x *Float) toFloat(p, least, greatest int) (float64, Accuracy) {
	sign := 1.0
	if x.neg {
		sign = -1
	}
	if x.form == zero {
		return math.Copysign(0, sign), Exact
	}
	if x.form == inf {
		return math.Inf(int(sign)), Exact
	}
	tiny := math.Ldexp(1, least-p+1)
	if e := int(x.exp) - 1; e < least {
		p -= least - e
		// No bits are left: the value is less than the least denormal number, and may be just about half of it.
		if p < 0 || p == 0 && x.MinPrec() == 1 {
			return math.Copysign(0, sign), accuracy(x.neg)
		}
		if p == 0 {
			return sign * tiny, accuracy(!x.neg)
		}
	}
	var r Float
	r.prec = uint32(p)
	r.Set(x)
	if r.form == inf || int(r.exp)-1 > greatest {
		return math.Inf(int(sign)), accuracy(!x.neg)
	}
	top := r.mant[len(r.mant)-1] >> 11 // at most 53 bits are set
	return sign * math.Ldexp(float64(top), int(r.exp)-53), r.acc
}

// Int sets z, or a new Int if it is nil, to x truncated; nil for an infinity.
func (x *Float) Int(z *Int) (*Int, Accuracy) {
	if x.form == inf {
		return nil, accuracy(x.neg)
	}
	if z == nil {
		z = new(Int)
	}
	if x.form == zero {
		return z.SetInt64(0), Exact
	}
	acc := accuracy(x.neg)
	if x.exp <= 0 {
		return z.SetInt64(0), acc
	}
	have, exp := uint(len(x.mant))*64, uint(x.exp)
	if x.MinPrec() <= exp {
		acc = Exact
	}
	if exp > have {
		z.abs = lsh(z.abs, x.mant, exp-have)
	} else {
		z.abs = rsh(z.abs, x.mant, have-exp)
	}
	z.neg = x.neg
	return z, acc
}

// Rat sets z, or a new Rat if it is nil, to exactly x; nil for an infinity.
func (x *Float) Rat(z *Rat) (*Rat, Accuracy) {
	if x.form == inf {
		return nil, accuracy(x.neg)
	}
	if z == nil {
		z = new(Rat)
	}
	if x.form == zero {
		return z.SetInt64(0), Exact
	}
	z.a.neg = x.neg
	z.b.abs = word(z.b.abs, 1)
	if have := int64(len(x.mant)) * 64; int64(x.exp) >= have {
		z.a.abs = lsh(z.a.abs, x.mant, uint(int64(x.exp)-have))
	} else {
		z.a.abs = append(z.a.abs[:0], x.mant...)
		z.b.abs = lsh(nil, one, uint(have-int64(x.exp)))
		z.norm()
	}
	return z, Exact
}

// low returns the exponent of the lowest bit of the mantissa's memory.
func (x *Float) low() int64 { return int64(x.exp) - int64(len(x.mant))*64 }

// sum sets z to |x|+|y|, or |x|-|y| if minus, and then |x| >= |y|; the sign is set. Both are finite.
func (z *Float) sum(x, y *Float, minus bool) {
	a, b, low := x.mant, y.mant, x.low()
	if d := low - y.low(); d > 0 {
		a, low = lsh(nil, a, uint(d)), y.low()
	} else if d < 0 {
		b = lsh(nil, b, uint(-d))
	}
	if minus {
		z.mant = sub(z.mant, a, b)
	} else {
		z.mant = add(z.mant, a, b)
	}
	if len(z.mant) == 0 {
		z.acc, z.form, z.neg = Exact, zero, false
		return
	}
	exp := low + int64(len(z.mant))*64
	z.finish(exp-int64(normalize(z.mant)), 0)
}

// compare compares |x| and |y|, both finite.
func (x *Float) compare(y *Float) int {
	switch {
	case x.exp < y.exp:
		return -1
	case x.exp > y.exp:
		return 1
	}
	i, k := len(x.mant), len(y.mant)
	for i > 0 || k > 0 {
		var a, b Word
		if i > 0 {
			i--
			a = x.mant[i]
		}
		if k > 0 {
			k--
			b = y.mant[k]
		}
		if a != b {
			if a < b {
				return -1
			}
			return 1
		}
	}
	return 0
}

// Add sets z to x+y rounded. It panics with ErrNaN if they are infinities of different signs.
func (z *Float) Add(x, y *Float) *Float { return z.addSub(x, y, false) }

// Sub sets z to x-y rounded. It panics with ErrNaN if they are infinities of the same sign.
func (z *Float) Sub(x, y *Float) *Float { return z.addSub(x, y, true) }

func (z *Float) addSub(x, y *Float, minus bool) *Float {
	if z.prec == 0 {
		z.prec = max(x.prec, y.prec)
	}
	yneg := y.neg != minus
	switch {
	case x.form == finite && y.form == finite:
		xneg := x.neg
		switch {
		case xneg == yneg:
			z.neg = xneg
			z.sum(x, y, false)
		case x.compare(y) > 0:
			z.neg = xneg
			z.sum(x, y, true)
		default:
			z.neg = !xneg
			z.sum(y, x, true)
		}
		if z.form == zero && z.mode == ToNegativeInf && z.acc == Exact {
			z.neg = true
		}
		return z
	case x.form == inf && y.form == inf && x.neg != yneg:
		z.acc, z.form, z.neg = Exact, zero, false
		if minus {
			panic(ErrNaN{"subtraction of infinities with equal signs"})
		}
		panic(ErrNaN{"addition of infinities with opposite signs"})
	case x.form == zero && y.form == zero:
		z.acc, z.form, z.neg = Exact, zero, x.neg && yneg
		return z
	case x.form == inf || y.form == zero:
		return z.Set(x)
	case minus:
		return z.Neg(y)
	}
	return z.Set(y)
}

// Mul sets z to x*y rounded. It panics with ErrNaN for zero times infinity.
func (z *Float) Mul(x, y *Float) *Float {
	if z.prec == 0 {
		z.prec = max(x.prec, y.prec)
	}
	z.neg = x.neg != y.neg
	if x.form == finite && y.form == finite {
		exp := int64(x.exp) + int64(y.exp)
		n := len(x.mant) + len(y.mant)
		z.mant = mul(z.mant, x.mant, y.mant)
		exp -= int64(n-len(z.mant)) * 64
		z.finish(exp-int64(normalize(z.mant)), 0)
		return z
	}
	z.acc = Exact
	if x.form == zero && y.form == inf || x.form == inf && y.form == zero {
		z.form, z.neg = zero, false
		panic(ErrNaN{"multiplication of zero with infinity"})
	}
	z.form = zero
	if x.form == inf || y.form == inf {
		z.form = inf
	}
	return z
}

// Quo sets z to x/y rounded. It panics with ErrNaN if both are zero or both are infinities.
func (z *Float) Quo(x, y *Float) *Float {
	if z.prec == 0 {
		z.prec = max(x.prec, y.prec)
	}
	z.neg = x.neg != y.neg
	if x.form == finite && y.form == finite {
		// As many words are added to x as give the quotient one bit more than needed.
		a := x.mant
		if d := int(z.prec/64) + 1 - len(x.mant) + len(y.mant); d > 0 {
			a = make(nat, len(x.mant)+d)
			copy(a[d:], x.mant)
		}
		exp := int64(x.exp) - int64(y.exp)
		d := len(a) - len(y.mant)
		var rest nat
		z.mant, rest = div(z.mant, a, y.mant)
		exp -= int64(d-len(z.mant)) * 64
		more := uint(0)
		if len(rest) > 0 {
			more = 1
		}
		z.finish(exp-int64(normalize(z.mant)), more)
		return z
	}
	z.acc = Exact
	if x.form == zero && y.form == zero || x.form == inf && y.form == inf {
		z.form, z.neg = zero, false
		panic(ErrNaN{"division of zero by zero or infinity by infinity"})
	}
	z.form = inf
	if x.form == zero || y.form == inf {
		z.form = zero
	}
	return z
}

// order returns a number that sorts by sign and form.
func (x *Float) order() int {
	o := int(x.form)
	if x.neg {
		return -o
	}
	return o
}

// Cmp returns -1, 0 or 1 as x is less than, equal to or greater than y.
func (x *Float) Cmp(y *Float) int {
	a, b := x.order(), y.order()
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	case a == 1:
		return x.compare(y)
	case a == -1:
		return y.compare(x)
	}
	return 0
}

// Sqrt sets z to the square root of x, rounded; precision 0 becomes that of x. It panics with ErrNaN if x < 0.
func (z *Float) Sqrt(x *Float) *Float {
	if z.prec == 0 {
		z.prec = x.prec
	}
	if x.Sign() < 0 {
		panic(ErrNaN{"square root of negative operand"})
	}
	if x.form != finite {
		z.acc, z.form, z.neg = Exact, x.form, x.neg
		return z
	}
	prec := z.prec
	b := x.MantExp(z)
	z.prec = prec
	z.exp += int32(b % 2)
	// Newton's iteration for 1/√z, t ← t(3 - zt²)/2, with twice the bits each time.
	f, _ := z.Float64()
	t := new(Float).SetFloat64(1 / math.Sqrt(f))
	three := NewFloat(3)
	u, v := new(Float), new(Float)
	for want := uint64(z.prec) + 32; uint64(t.prec) < want; {
		t.prec *= 2
		u.prec, v.prec = t.prec, t.prec
		u.Mul(t, t)
		u.Mul(z, u)
		v.Sub(three, u)
		u.Mul(t, v)
		u.exp--
		t.Set(u)
	}
	z.Mul(z, t)
	return z.SetMantExp(z, b/2)
}
