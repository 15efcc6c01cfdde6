// Package constant computes with the values of constant expressions: booleans, strings, and numbers without bounds.
//
// Numbers are exact as long as they are integers or fractions of moderate size; beyond that they have 512 bits of mantissa.
package constant

import (
	"fmt"
	"go/token"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kind is the kind of a Value.
type Kind int

// The kinds. Unknown is that of values which result from errors.
const (
	Unknown Kind = iota
	Bool
	String
	Int
	Float
	Complex
)

var kindNames = [...]string{"Unknown", "Bool", "String", "Int", "Float", "Complex"}

func (i Kind) String() string {
	if i < 0 || int(i) >= len(kindNames) {
		return "Kind(" + strconv.Itoa(int(i)) + ")"
	}
	return kindNames[i]
}

// Value is the value of a constant.
type Value interface {
	Kind() Kind

	// String returns the value for people to read: long strings are cut off, numbers are rounded.
	String() string

	// ExactString returns all of it.
	ExactString() string

	constant()
}

// What values are made of, in the order in which numbers are converted to each other. An integer that fits is a small, and what
// is a ratio is a small fraction.
type (
	unknown struct{}
	boolean bool
	small   int64
	large   struct{ v *big.Int }
	ratio   struct{ v *big.Rat }
	float   struct{ v *big.Float }
	pair    struct{ re, im Value }
)

const (
	precision = 512     // of floats
	maxExp    = 4 << 10 // bits of the parts of a ratio
)

func (unknown) constant() {}
func (boolean) constant() {}
func (*text) constant()   {}
func (small) constant()   {}
func (large) constant()   {}
func (ratio) constant()   {}
func (float) constant()   {}
func (pair) constant()    {}

func (unknown) Kind() Kind { return Unknown }
func (boolean) Kind() Kind { return Bool }
func (*text) Kind() Kind   { return String }
func (small) Kind() Kind   { return Int }
func (large) Kind() Kind   { return Int }
func (ratio) Kind() Kind   { return Float }
func (float) Kind() Kind   { return Float }
func (pair) Kind() Kind    { return Complex }

// ---- strings

// A text is a string, or the concatenation of two that has not been made yet: a long sum of strings costs its length only.
type text struct {
	s    string
	a, b *text // constant once made; s is then not used
}

func (x *text) string() string {
	if x.a == nil {
		return x.s
	}
	// From the last piece to the first, since sums lean to the left.
	var pieces []string
	size := 0
	for pending := []*text{x}; len(pending) > 0; {
		t := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if t.a != nil {
			pending = append(pending, t.a, t.b)
			continue
		}
		pieces = append(pieces, t.s)
		size += len(t.s)
	}
	var b strings.Builder
	b.Grow(size)
	for i := len(pieces) - 1; i >= 0; i-- {
		b.WriteString(pieces[i])
	}
	return b.String()
}

const maxShown = 72 // runes

func (x *text) String() string {
	s := strconv.Quote(x.string())
	if utf8.RuneCountInString(s) <= maxShown {
		return s
	}
	n := 0
	for i := range s {
		if n == maxShown-3 {
			return s[:i] + "..."
		}
		n++
	}
	return s
}

func (x *text) ExactString() string { return strconv.Quote(x.string()) }

// ---- texts of the others

func (unknown) String() string   { return "unknown" }
func (x boolean) String() string { return strconv.FormatBool(bool(x)) }
func (x small) String() string   { return strconv.FormatInt(int64(x), 10) }
func (x large) String() string   { return x.v.String() }
func (x ratio) String() string   { return toFloat(x).String() }
func (x pair) String() string    { return "(" + x.re.String() + " + " + x.im.String() + "i)" }

func (x float) String() string {
	f := x.v
	if f.IsInf() {
		return f.String()
	}
	if v, _ := f.Float64(); (f.Sign() == 0) == (v == 0) && !math.IsInf(v, 0) {
		s := fmt.Sprintf("%.6g", v)
		if !f.IsInt() && !strings.Contains(s, ".") {
			s = fmt.Sprintf("%g", v) // it must not look like an integer
		}
		return s
	}
	// Beyond float64: a decimal mantissa and exponent from the logarithm, which is good enough for six digits.
	var mant big.Float
	exp := f.MantExp(&mant)
	m, _ := mant.Float64()
	log := float64(exp) * (math.Ln2 / math.Ln10)
	e := int64(log)
	m *= math.Pow(10, log-float64(e))
	switch abs := math.Abs(m); {
	case abs < 1-0.5e-6:
		m *= 10
		e--
	case abs >= 10:
		m /= 10
		e++
	}
	return fmt.Sprintf("%.6ge%+d", m, e)
}

func (x unknown) ExactString() string { return x.String() }
func (x boolean) ExactString() string { return x.String() }
func (x small) ExactString() string   { return x.String() }
func (x large) ExactString() string   { return x.String() }
func (x float) ExactString() string   { return x.v.Text('p', 0) }

func (x ratio) ExactString() string {
	if x.v.IsInt() {
		return x.v.Num().String()
	}
	return x.v.String()
}

func (x pair) ExactString() string {
	return "(" + x.re.ExactString() + " + " + x.im.ExactString() + "i)"
}

// ---- conversions between the kinds of numbers

func newFloat() *big.Float { return new(big.Float).SetPrec(precision) }

func toInt(x Value) *big.Int {
	if s, ok := x.(small); ok {
		return big.NewInt(int64(s))
	}
	return x.(large).v
}

func toRat(x Value) *big.Rat {
	if r, ok := x.(ratio); ok {
		return r.v
	}
	return new(big.Rat).SetInt(toInt(x))
}

func toFloat(x Value) float {
	switch x := x.(type) {
	case float:
		return x
	case ratio:
		return float{newFloat().SetRat(x.v)}
	}
	return float{newFloat().SetInt(toInt(x))}
}

func ofInt(x *big.Int) Value {
	if x.IsInt64() {
		return small(x.Int64())
	}
	return large{x}
}

func ofRat(x *big.Rat) Value {
	if x.Num().BitLen() < maxExp && x.Denom().BitLen() < maxExp {
		return ratio{x}
	}
	return float{newFloat().SetRat(x)}
}

func ofFloat(x *big.Float) Value {
	switch {
	case x.Sign() == 0:
		return float{newFloat()} // not -0
	case x.IsInf():
		return unknown{}
	}
	return float{x}
}

func ofParts(re, im Value) Value {
	if re.Kind() == Unknown || im.Kind() == Unknown {
		return unknown{}
	}
	return pair{re, im}
}

// moderate reports whether x may be written as a fraction.
func moderate(x *big.Float) bool {
	if x.IsInf() {
		return false
	}
	e := x.MantExp(nil)
	return -maxExp < e && e < maxExp
}

// ---- making values

// MakeUnknown returns the unknown value.
func MakeUnknown() Value { return unknown{} }

// MakeBool returns the value of b.
func MakeBool(b bool) Value { return boolean(b) }

// MakeString returns the value of s.
func MakeString(s string) Value { return &text{s: s} }

// MakeInt64 returns the value of x.
func MakeInt64(x int64) Value { return small(x) }

// MakeUint64 returns the value of x.
func MakeUint64(x uint64) Value { return ofInt(new(big.Int).SetUint64(x)) }

// MakeFloat64 returns the value of x, of kind Float; infinities and NaN are unknown.
func MakeFloat64(x float64) Value {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return unknown{}
	}
	return ratio{new(big.Rat).SetFloat64(x + 0)}
}

// MakeFromLiteral returns the value of a literal, or the unknown value if it is malformed. The last argument must be 0.
func MakeFromLiteral(lit string, tok token.Token, zero uint) Value {
	if zero != 0 {
		panic("MakeFromLiteral called with non-zero last argument")
	}
	switch tok {
	case token.INT:
		if x, err := strconv.ParseInt(lit, 0, 64); err == nil {
			return small(x)
		}
		if x, ok := new(big.Int).SetString(lit, 0); ok {
			return large{x}
		}
	case token.FLOAT:
		if x := parseFloat(lit); x != nil {
			return x
		}
	case token.IMAG:
		if number, ok := strings.CutSuffix(lit, "i"); ok {
			if im := parseFloat(number); im != nil {
				return ofParts(small(0), im)
			}
		}
	case token.CHAR:
		if n := len(lit); n >= 2 {
			if code, _, _, err := strconv.UnquoteChar(lit[1:n-1], '\''); err == nil {
				return small(code)
			}
		}
	case token.STRING:
		if s, err := strconv.Unquote(lit); err == nil {
			return MakeString(s)
		}
	default:
		panic(fmt.Sprintf("%v is not a valid token", tok))
	}
	return unknown{}
}

func parseFloat(lit string) Value {
	f, ok := newFloat().SetString(lit)
	if !ok {
		return nil
	}
	if moderate(f) {
		if f.Sign() == 0 {
			lit = "0" // the exponent may be anything
		}
		if r, ok := new(big.Rat).SetString(lit); ok {
			return ratio{r}
		}
	}
	return ofFloat(f)
}

// Make returns the value of a bool, string, int64, *big.Int, *big.Rat or *big.Float; of others the unknown value.
func Make(x any) Value {
	switch x := x.(type) {
	case bool:
		return boolean(x)
	case string:
		return MakeString(x)
	case int64:
		return small(x)
	case *big.Int:
		return ofInt(x)
	case *big.Rat:
		return ofRat(x)
	case *big.Float:
		return ofFloat(x)
	}
	return unknown{}
}

// MakeFromBytes returns the integer whose bytes these are, the least significant first.
func MakeFromBytes(bytes []byte) Value {
	reversed := make([]byte, len(bytes))
	for i, b := range bytes {
		reversed[len(bytes)-1-i] = b
	}
	return ofInt(new(big.Int).SetBytes(reversed))
}

// MakeImag returns x times i.
func MakeImag(x Value) Value {
	switch x.Kind() {
	case Unknown:
		return x
	case Int, Float:
		return ofParts(small(0), x)
	}
	panic(fmt.Sprintf("%v not Int or Float", x))
}

// ---- taking values apart

// BoolVal returns the bool; false if x is unknown.
func BoolVal(x Value) bool {
	switch x := x.(type) {
	case boolean:
		return bool(x)
	case unknown:
		return false
	}
	panic(fmt.Sprintf("%v not a Bool", x))
}

// StringVal returns the string; "" if x is unknown.
func StringVal(x Value) string {
	switch x := x.(type) {
	case *text:
		return x.string()
	case unknown:
		return ""
	}
	panic(fmt.Sprintf("%v not a String", x))
}

// Int64Val returns an Int and whether that is exact; 0 and false if x is unknown.
func Int64Val(x Value) (int64, bool) {
	switch x := x.(type) {
	case small:
		return int64(x), true
	case large:
		return x.v.Int64(), false
	case unknown:
		return 0, false
	}
	panic(fmt.Sprintf("%v not an Int", x))
}

// Uint64Val returns an Int and whether that is exact; 0 and false if x is unknown.
func Uint64Val(x Value) (uint64, bool) {
	switch x := x.(type) {
	case small:
		return uint64(x), x >= 0
	case large:
		return x.v.Uint64(), x.v.IsUint64()
	case unknown:
		return 0, false
	}
	panic(fmt.Sprintf("%v not an Int", x))
}

// Float32Val returns the float32 next to a number and whether that is exact; 0 and false if x is unknown.
func Float32Val(x Value) (float32, bool) {
	switch x := x.(type) {
	case small:
		f := float32(x)
		return f, small(f) == x
	case large, float:
		f, acc := toFloat(x).v.Float32()
		return f, acc == big.Exact
	case ratio:
		return x.v.Float32()
	case unknown:
		return 0, false
	}
	panic(fmt.Sprintf("%v not a Float", x))
}

// Float64Val returns the float64 next to a number and whether that is exact; 0 and false if x is unknown.
func Float64Val(x Value) (float64, bool) {
	switch x := x.(type) {
	case small:
		f := float64(x)
		return f, small(f) == x
	case large, float:
		f, acc := toFloat(x).v.Float64()
		return f, acc == big.Exact
	case ratio:
		return x.v.Float64()
	case unknown:
		return 0, false
	}
	panic(fmt.Sprintf("%v not a Float", x))
}

// Val returns what x holds: a bool, string, int64, *big.Int, *big.Rat or *big.Float, or nil.
func Val(x Value) any {
	switch x := x.(type) {
	case boolean:
		return bool(x)
	case *text:
		return x.string()
	case small:
		return int64(x)
	case large:
		return x.v
	case ratio:
		return x.v
	case float:
		return x.v
	}
	return nil
}

// BitLen returns how many bits the absolute value of an Int takes; 0 if x is unknown.
func BitLen(x Value) int {
	switch x := x.(type) {
	case small:
		u := uint64(x)
		if x < 0 {
			u = -u
		}
		return bits.Len64(u)
	case large:
		return x.v.BitLen()
	case unknown:
		return 0
	}
	panic(fmt.Sprintf("%v not an Int", x))
}

// Sign returns -1, 0 or 1 as x is less than, equal to or greater than zero. Of complex numbers it tells only zero; unknown is 1.
func Sign(x Value) int {
	switch x := x.(type) {
	case small:
		switch {
		case x < 0:
			return -1
		case x > 0:
			return 1
		}
		return 0
	case large:
		return x.v.Sign()
	case ratio:
		return x.v.Sign()
	case float:
		return x.v.Sign()
	case pair:
		return Sign(x.re) | Sign(x.im)
	case unknown:
		return 1 // it shall not look like a division by zero
	}
	panic(fmt.Sprintf("%v not numeric", x))
}

// Bytes returns the bytes of the absolute value of an Int, the least significant first.
func Bytes(x Value) []byte {
	if x.Kind() != Int {
		panic(fmt.Sprintf("%v not an Int", x))
	}
	b := toInt(x).Bytes()
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return b
}

// fraction returns a number as numerator and denominator; nil if it is too large or small for that, or unknown.
func fraction(x Value) *big.Rat {
	switch x := x.(type) {
	case ratio:
		return x.v
	case float:
		if moderate(x.v) {
			r, _ := x.v.Rat(nil)
			return r
		}
		return nil
	case unknown:
		return nil
	}
	panic(fmt.Sprintf("%v not Int or Float", x))
}

// Num returns the numerator of a number; unknown where there is none.
func Num(x Value) Value {
	if x.Kind() == Int {
		return x
	}
	if r := fraction(x); r != nil {
		return ofInt(r.Num())
	}
	return unknown{}
}

// Denom returns the denominator of a number; unknown where there is none.
func Denom(x Value) Value {
	if x.Kind() == Int {
		return small(1)
	}
	if r := fraction(x); r != nil {
		return ofInt(r.Denom())
	}
	return unknown{}
}

// Real returns the real part of a number.
func Real(x Value) Value {
	switch x.Kind() {
	case Unknown, Int, Float:
		return x
	case Complex:
		return x.(pair).re
	}
	panic(fmt.Sprintf("%v not numeric", x))
}

// Imag returns the imaginary part of a number.
func Imag(x Value) Value {
	switch x.Kind() {
	case Unknown:
		return x
	case Int, Float:
		return small(0)
	case Complex:
		return x.(pair).im
	}
	panic(fmt.Sprintf("%v not numeric", x))
}

// ToInt returns x as an Int if it is one in value, else the unknown value. Of floats the last bits do not count.
func ToInt(x Value) Value {
	switch x := x.(type) {
	case small, large:
		return x
	case ratio:
		if x.v.IsInt() {
			return ofInt(x.v.Num())
		}
	case float:
		if !moderate(x.v) {
			break
		}
		const uncertain = 4 // bits that rounding may have made
		for _, mode := range []big.RoundingMode{big.ToNearestEven, big.ToZero, big.AwayFromZero} {
			t := x.v
			if mode != big.ToNearestEven {
				t = new(big.Float).SetPrec(precision - uncertain).SetMode(mode).Set(x.v)
			}
			if i, acc := t.Int(nil); acc == big.Exact {
				return ofInt(i)
			}
		}
	case pair:
		if re := ToFloat(x); re.Kind() == Float {
			return ToInt(re)
		}
	}
	return unknown{}
}

// ToFloat returns x as a Float if it is one in value, else the unknown value.
func ToFloat(x Value) Value {
	switch x := x.(type) {
	case small:
		return ratio{toRat(x)}
	case large:
		if x.v.BitLen() < maxExp {
			return ratio{toRat(x)}
		}
		return toFloat(x)
	case ratio, float:
		return x
	case pair:
		if Sign(x.im) == 0 {
			return ToFloat(x.re)
		}
	}
	return unknown{}
}

// ToComplex returns a number as a Complex, anything else as the unknown value.
func ToComplex(x Value) Value {
	switch x.Kind() {
	case Int, Float:
		return pair{x, small(0)}
	case Complex:
		return x
	}
	return unknown{}
}
