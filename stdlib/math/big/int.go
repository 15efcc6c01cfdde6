// Package big is numbers of any size: integers, fractions, and floating-point numbers of a chosen precision.
//
// Methods that return a number of the same type set their receiver to the result and return it; it may be an operand.
package big

import (
	"fmt"
	"math/rand"
)

// Word is a digit of a number: 64 bits.
type Word uint

// MaxBase is the greatest base of text.
const MaxBase = 10 + ('z' - 'a' + 1) + ('Z' - 'A' + 1)

// nat is a number without sign: its words, the least significant first, the last one not zero.
type nat []Word

// Int is an integer. The zero Int is 0. Ints are not copied but by Set.
type Int struct {
	neg bool
	abs nat
}

// NewInt returns a new Int of x.
func NewInt(x int64) *Int { return new(Int).SetInt64(x) }

// Natives: the results of those that return a nat may lie in the memory of z.

func bit(x *Int, i int) uint

func setBit(z, x *Int, i int, one bool)

func exp(z, x, y, mod *Int) bool

func gcd(z, x, y, a, b *Int)

func jacobi(x, y *Int) int

func isPrime(x *Int, n int) bool

func choose(z *Int, n, k uint64)

func product(z *Int, a, b uint64)

func text(x nat, base int, neg bool) []byte

func fromDigits(z nat, digits []byte, base int) nat

func fromText(z nat, s string, base int) (nat, bool)

func fromBytes(z nat, b []byte) nat

func toBytes(x nat, b []byte) bool

func bitLen(x nat) int

func trailingZeros(x nat) uint

func cmp(x, y nat) int

func add(z, x, y nat) nat

func sub(z, x, y nat) nat

func mul(z, x, y nat) nat

func div(z, x, y nat) (q, r nat)

func lsh(z, x nat, s uint) nat

func rsh(z, x nat, s uint) nat

func pow(z nat, base, e uint64) nat

func sticky(x nat, i uint) uint

func normalize(x nat) int

func increment(x nat, w Word) bool

func reduce(a, b *nat)

func word(z nat, x uint64) nat {
	if x == 0 {
		return z[:0]
	}
	return append(z[:0], Word(x))
}

// SetInt64 sets z to x.
func (z *Int) SetInt64(x int64) *Int {
	u := uint64(x)
	if x < 0 {
		u = -u
	}
	z.abs = word(z.abs, u)
	z.neg = x < 0
	return z
}

// SetUint64 sets z to x.
func (z *Int) SetUint64(x uint64) *Int {
	z.abs = word(z.abs, x)
	z.neg = false
	return z
}

// Set sets z to x.
func (z *Int) Set(x *Int) *Int {
	if z != x {
		z.abs = append(z.abs[:0], x.abs...)
		z.neg = x.neg
	}
	return z
}

// Bits returns the words of |x|, which share memory with x.
func (x *Int) Bits() []Word { return x.abs }

// SetBits sets z to the number of these words, which then share memory with z.
func (z *Int) SetBits(abs []Word) *Int {
	n := len(abs)
	for n > 0 && abs[n-1] == 0 {
		n--
	}
	z.abs = abs[:n]
	z.neg = false
	return z
}

// Sign returns -1, 0 or 1.
func (x *Int) Sign() int {
	switch {
	case len(x.abs) == 0:
		return 0
	case x.neg:
		return -1
	}
	return 1
}

// Abs sets z to |x|.
func (z *Int) Abs(x *Int) *Int {
	z.Set(x)
	z.neg = false
	return z
}

// Neg sets z to -x.
func (z *Int) Neg(x *Int) *Int {
	z.Set(x)
	z.neg = len(z.abs) > 0 && !z.neg
	return z
}

// Add sets z to x+y.
func (z *Int) Add(x, y *Int) *Int

// Sub sets z to x-y.
func (z *Int) Sub(x, y *Int) *Int

// Mul sets z to x*y.
func (z *Int) Mul(x, y *Int) *Int

// Cmp returns -1, 0 or 1 as x is less than, equal to or greater than y.
func (x *Int) Cmp(y *Int) (r int)

// CmpAbs is Cmp of |x| and |y|.
func (x *Int) CmpAbs(y *Int) int

// Quo sets z to x/y, truncated as Go's operator does.
func (z *Int) Quo(x, y *Int) *Int

// Rem sets z to x%y, of the sign of x.
func (z *Int) Rem(x, y *Int) *Int

// QuoRem is Quo, and Rem to r.
func (z *Int) QuoRem(x, y, r *Int) (*Int, *Int)

// Div sets z to the quotient with which Mod is the remainder.
func (z *Int) Div(x, y *Int) *Int

// Mod sets z to the remainder that is not negative (Euclidean division).
func (z *Int) Mod(x, y *Int) *Int

// DivMod is Div, and Mod to m.
func (z *Int) DivMod(x, y, m *Int) (*Int, *Int)

// And sets z to x & y; negative numbers are two's complements without end.
func (z *Int) And(x, y *Int) *Int

// Or sets z to x | y.
func (z *Int) Or(x, y *Int) *Int

// Xor sets z to x ^ y.
func (z *Int) Xor(x, y *Int) *Int

// AndNot sets z to x &^ y.
func (z *Int) AndNot(x, y *Int) *Int

// Not sets z to ^x.
func (z *Int) Not(x *Int) *Int

// Lsh sets z to x << n.
func (z *Int) Lsh(x *Int, n uint) *Int

// Rsh sets z to x >> n.
func (z *Int) Rsh(x *Int, n uint) *Int

// Sqrt sets z to the square root of x, rounded down.
func (z *Int) Sqrt(x *Int) *Int

// Int64 returns x, its lowest 63 bits with the sign if it does not fit.
func (x *Int) Int64() int64 {
	v := int64(x.low())
	if x.neg {
		v = -v
	}
	return v
}

// Uint64 returns x, its lowest 64 bits if it does not fit.
func (x *Int) Uint64() uint64 { return x.low() }

// IsInt64 reports whether x is an int64.
func (x *Int) IsInt64() bool {
	if len(x.abs) > 1 {
		return false
	}
	w := int64(x.low())
	return w >= 0 || x.neg && w == -w
}

// IsUint64 reports whether x is a uint64.
func (x *Int) IsUint64() bool { return !x.neg && len(x.abs) <= 1 }

// Float64 returns the float64 nearest to x, and how it compares with x.
func (x *Int) Float64() (float64, Accuracy) {
	if len(x.abs) == 0 {
		return 0, Exact
	}
	return new(Float).SetInt(x).Float64()
}

// BitLen returns the number of bits of |x|.
func (x *Int) BitLen() int { return bitLen(x.abs) }

// TrailingZeroBits returns the number of zeros at the end of |x|.
func (x *Int) TrailingZeroBits() uint { return trailingZeros(x.abs) }

// Bit returns bit i of x.
func (x *Int) Bit(i int) uint {
	if i < 0 {
		panic("negative bit index")
	}
	_ = x.neg
	return bit(x, i)
}

// SetBit sets z to x with bit i set to b.
func (z *Int) SetBit(x *Int, i int, b uint) *Int {
	if i < 0 {
		panic("negative bit index")
	}
	if b > 1 {
		panic("set bit is not 0 or 1")
	}
	_, _ = x.neg, z.neg
	setBit(z, x, i, b == 1)
	return z
}

// SetBytes sets z to the number of these bytes, the most significant first.
func (z *Int) SetBytes(buf []byte) *Int {
	z.abs = fromBytes(z.abs, buf)
	z.neg = false
	return z
}

// Bytes returns the bytes of |x|, the most significant first.
func (x *Int) Bytes() []byte {
	b := make([]byte, (bitLen(x.abs)+7)/8)
	toBytes(x.abs, b)
	return b
}

// FillBytes fills buf with |x| and returns it; it panics if that does not fit.
func (x *Int) FillBytes(buf []byte) []byte {
	clear(buf)
	if !toBytes(x.abs, buf) {
		panic("math/big: buffer too small to fit value")
	}
	return buf
}

// MulRange sets z to the product of all integers from a to b; 1 if there are none.
func (z *Int) MulRange(a, b int64) *Int {
	switch {
	case a > b:
		return z.SetInt64(1)
	case a <= 0 && b >= 0:
		return z.SetInt64(0)
	}
	neg := false
	if a < 0 {
		neg = (b-a)&1 == 0
		a, b = -b, -a
	}
	_ = z.neg
	product(z, uint64(a), uint64(b))
	z.neg = neg
	return z
}

// Binomial sets z to the number of ways to choose k of n.
func (z *Int) Binomial(n, k int64) *Int {
	if k > n {
		return z.SetInt64(0)
	}
	k = min(k, n-k)
	if k <= 0 {
		return z.SetInt64(1)
	}
	_ = z.neg
	choose(z, uint64(n), uint64(k))
	return z
}

// Exp sets z to x**y mod |m|. If m is nil or 0 it is x**y, 1 for negative y. It returns nil, and leaves z, if y is
// negative and x has no inverse modulo m.
func (z *Int) Exp(x, y, m *Int) *Int {
	_, _ = x.neg, z.neg
	if y.neg && (m == nil || len(m.abs) == 0) {
		return z.SetInt64(1)
	}
	if !exp(z, x, y, m) {
		return nil
	}
	return z
}

// GCD sets z to the greatest common divisor of a and b, and x and y, unless they are nil, such that z = a*x + b*y.
func (z *Int) GCD(x, y, a, b *Int) *Int {
	if len(a.abs) > 0 && len(b.abs) > 0 {
		_ = z.neg
		gcd(z, x, y, a, b)
		return z
	}
	sa, sb := a.Sign(), b.Sign()
	if sa == 0 {
		z.Set(b)
	} else {
		z.Set(a)
	}
	z.neg = false
	if x != nil {
		x.SetInt64(int64(sa))
	}
	if y != nil {
		y.SetInt64(int64(sb))
	}
	return z
}

// ModInverse sets z to the inverse of g modulo n; it returns nil, and leaves z, if there is none.
func (z *Int) ModInverse(g, n *Int) *Int {
	if n.neg {
		n = new(Int).Neg(n)
	}
	if g.neg {
		g = new(Int).Mod(g, n)
	}
	var d, x Int
	d.GCD(&x, nil, g, n)
	if len(d.abs) != 1 || d.abs[0] != 1 {
		return nil
	}
	if x.neg {
		return z.Add(&x, n)
	}
	return z.Set(&x)
}

// Jacobi returns the Jacobi symbol (x/y): -1, 0 or 1. y must be odd.
func Jacobi(x, y *Int) int {
	if len(y.abs) == 0 || y.abs[0]&1 == 0 {
		panic(fmt.Sprintf("big: invalid 2nd argument to Int.Jacobi: need odd integer but got %s", y.String()))
	}
	_ = x.neg
	return jacobi(x, y)
}

// ModSqrt sets z to a square root of x modulo p, an odd prime; it returns nil, and leaves z, if there is none.
func (z *Int) ModSqrt(x, p *Int) *Int {
	switch Jacobi(x, p) {
	case -1:
		return nil
	case 0:
		return z.SetInt64(0)
	}
	x = new(Int).Mod(x, p)
	one := NewInt(1)
	switch {
	case p.abs[0]%4 == 3:
		e := new(Int).Add(p, one)
		return z.Exp(x, e.Rsh(e, 2), p)
	case p.abs[0]%8 == 5:
		// Atkin: with a = (2x)**((p-5)/8) and i = 2xa² the root is xa(i-1).
		x2 := new(Int).Lsh(x, 1)
		a := new(Int).Exp(x2, new(Int).Rsh(p, 3), p)
		i := new(Int).Mul(a, a)
		i.Mul(i, x2).Sub(i, one)
		i.Mul(i, x).Mul(i, a)
		return z.Mod(i, p)
	}
	// Tonelli and Shanks: p-1 = s * 2**e.
	var s, n Int
	s.Sub(p, one)
	e := s.TrailingZeroBits()
	s.Rsh(&s, e)
	for n.SetInt64(2); Jacobi(&n, p) != -1; n.Add(&n, one) {
	}
	var y, b, g, t Int
	y.Add(&s, one)
	y.Exp(x, y.Rsh(&y, 1), p)
	b.Exp(x, &s, p)
	g.Exp(&n, &s, p)
	for {
		var m uint // the least with b**(2**m) = 1
		for t.Set(&b); t.Cmp(one) != 0; m++ {
			t.Mul(&t, &t).Mod(&t, p)
		}
		if m == 0 {
			return z.Set(&y)
		}
		t.SetBit(new(Int), int(e-m-1), 1).Exp(&g, &t, p)
		g.Mul(&t, &t).Mod(&g, p)
		y.Mul(&y, &t).Mod(&y, p)
		b.Mul(&b, &g).Mod(&b, p)
		e = m
	}
}

// ProbablyPrime reports whether x is prime; it may be wrong for numbers of 64 bits and more, with a probability of less
// than 4**-n for a random one.
func (x *Int) ProbablyPrime(n int) bool {
	if n < 0 {
		panic("negative n for ProbablyPrime")
	}
	if x.neg || len(x.abs) == 0 {
		return false
	}
	return isPrime(x, n)
}

// Rand sets z to a random number from 0 to n-1; 0 if n is not positive.
func (z *Int) Rand(rnd *rand.Rand, n *Int) *Int {
	if n.neg || len(n.abs) == 0 {
		z.neg, z.abs = false, nil
		return z
	}
	limit := n.abs
	abs := make(nat, len(limit))
	mask := ^Word(0) >> (uint(-bitLen(limit)) % 64)
	for {
		for i := range abs {
			abs[i] = Word(rnd.Uint32())
			abs[i] |= Word(rnd.Uint32()) << 32
		}
		abs[len(abs)-1] &= mask
		if z.SetBits(abs); cmp(z.abs, limit) < 0 {
			return z
		}
	}
}

func (x *Int) low() uint64 {
	if len(x.abs) == 0 {
		return 0
	}
	return uint64(x.abs[0])
}
