package constant

import (
	"cmp"
	"fmt"
	"go/token"
	"math/big"
	"math/bits"
	"strings"
)

// UnaryOp returns op y; unknown if y is. For ^ of unsigned integers prec is how many bits they have, otherwise it is 0.
func UnaryOp(op token.Token, y Value, prec uint) Value {
	kind := y.Kind()
	number := kind >= Int
	switch {
	case kind == Unknown && (op == token.ADD || op == token.SUB || op == token.XOR || op == token.NOT), number && op == token.ADD:
		return y
	case number && op == token.SUB:
		switch y := y.(type) {
		case small, large:
			return ofInt(new(big.Int).Neg(toInt(y)))
		case ratio:
			return ofRat(new(big.Rat).Neg(y.v))
		case float:
			return ofFloat(newFloat().Neg(y.v))
		case pair:
			return ofParts(UnaryOp(token.SUB, y.re, 0), UnaryOp(token.SUB, y.im, 0))
		}
	case kind == Int && op == token.XOR:
		z := new(big.Int).Not(toInt(y))
		if prec > 0 {
			high := new(big.Int).Lsh(big.NewInt(-1), prec)
			z.AndNot(z, high)
		}
		return ofInt(z)
	case kind == Bool && op == token.NOT:
		return !y.(boolean)
	}
	panic(fmt.Sprintf("invalid unary operation %s%v", op, y))
}

// rank orders values by what they are made of; those below that of small are not converted.
func rank(x Value) int {
	switch x.(type) {
	case unknown:
		return 0
	case boolean, *text:
		return 1
	case small:
		return 2
	case large:
		return 3
	case ratio:
		return 4
	case float:
		return 5
	case pair:
		return 6
	}
	return -1
}

// match returns x and y made of the same. If they cannot be, the first one comes twice that fits nothing: the unknown one if there
// is one.
func match(x, y Value) (Value, Value) {
	a, b := rank(x), rank(y)
	switch {
	case a == b:
		return x, y
	case a < 2 && a < b:
		return x, x
	case b < 2:
		return y, y
	}
	return lift(x, max(a, b)), lift(y, max(a, b))
}

func lift(x Value, to int) Value {
	switch {
	case rank(x) == to:
		return x
	case to == 3:
		return large{toInt(x)}
	case to == 4:
		return ratio{toRat(x)}
	case to == 5:
		return toFloat(x)
	}
	return pair{x, small(0)}
}

// BinaryOp returns x op y; unknown if one of them is. QUO of integers is a fraction, QUO_ASSIGN cuts it off. It is not for
// comparisons and shifts.
func BinaryOp(x_ Value, op token.Token, y_ Value) Value {
	x, y := match(x_, y_)
	var z Value
	switch x := x.(type) {
	case unknown:
		return x
	case boolean:
		if y, ok := y.(boolean); ok {
			switch op {
			case token.LAND:
				return x && y
			case token.LOR:
				return x || y
			}
		}
	case *text:
		if y, ok := y.(*text); ok && op == token.ADD {
			return &text{a: x, b: y}
		}
	case small:
		z = smallOp(x, op, y.(small))
	case large:
		z = intOp(x.v, op, y.(large).v)
	case ratio:
		c := new(big.Rat)
		if f, ok := pick(op, c.Add, c.Sub, c.Mul, c.Quo); ok {
			z = ofRat(f(x.v, y.(ratio).v))
		}
	case float:
		c := newFloat()
		if f, ok := pick(op, c.Add, c.Sub, c.Mul, c.Quo); ok {
			z = ofFloat(f(x.v, y.(float).v))
		}
	case pair:
		z = pairOp(x, op, y.(pair))
	}
	if z == nil {
		panic(fmt.Sprintf("invalid binary operation %v %s %v", x_, op, y_))
	}
	return z
}

// pick returns the function for an operator that fractions and floats have.
func pick[F any](op token.Token, add, sub, mul, quo F) (f F, ok bool) {
	switch op {
	case token.ADD:
		return add, true
	case token.SUB:
		return sub, true
	case token.MUL:
		return mul, true
	case token.QUO:
		return quo, true
	}
	return f, false
}

// smallOp is intOp without memory where nothing overflows.
func smallOp(x small, op token.Token, y small) Value {
	switch op {
	case token.ADD:
		if z := x + y; (x^z)&(y^z) >= 0 {
			return z
		}
	case token.SUB:
		if z := x - y; (x^y)&(x^z) >= 0 {
			return z
		}
	case token.MUL:
		hi, lo := bits.Mul64(magnitude(x), magnitude(y))
		if hi == 0 && lo < 1<<63 {
			return x * y
		}
	case token.QUO_ASSIGN:
		return x / y
	case token.REM:
		return x % y
	case token.AND:
		return x & y
	case token.OR:
		return x | y
	case token.XOR:
		return x ^ y
	case token.AND_NOT:
		return x &^ y
	}
	return intOp(toInt(x), op, toInt(y))
}

func magnitude(x small) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

func intOp(x *big.Int, op token.Token, y *big.Int) Value {
	z := new(big.Int)
	switch op {
	case token.ADD:
		z.Add(x, y)
	case token.SUB:
		z.Sub(x, y)
	case token.MUL:
		z.Mul(x, y)
	case token.QUO:
		return ofRat(new(big.Rat).SetFrac(x, y))
	case token.QUO_ASSIGN:
		z.Quo(x, y)
	case token.REM:
		z.Rem(x, y)
	case token.AND:
		z.And(x, y)
	case token.OR:
		z.Or(x, y)
	case token.XOR:
		z.Xor(x, y)
	case token.AND_NOT:
		z.AndNot(x, y)
	default:
		return nil
	}
	return ofInt(z)
}

func pairOp(x pair, op token.Token, y pair) Value {
	do := func(a Value, op token.Token, b Value) Value { return BinaryOp(a, op, b) }
	a, b, c, d := x.re, x.im, y.re, y.im
	switch op {
	case token.ADD, token.SUB:
		return ofParts(do(a, op, c), do(b, op, d))
	case token.MUL, token.QUO:
		ac, bd := do(a, token.MUL, c), do(b, token.MUL, d)
		bc, ad := do(b, token.MUL, c), do(a, token.MUL, d)
		if op == token.MUL {
			return ofParts(do(ac, token.SUB, bd), do(bc, token.ADD, ad))
		}
		// Times the conjugate of y, by the square of its length.
		square := do(do(c, token.MUL, c), token.ADD, do(d, token.MUL, d))
		re := do(do(ac, token.ADD, bd), token.QUO, square)
		return ofParts(re, do(do(bc, token.SUB, ad), token.QUO, square))
	}
	return nil
}

// Shift returns the Int x shifted by s bits; op is SHL or SHR. Unknown stays unknown.
func Shift(x Value, op token.Token, s uint) Value {
	switch x.Kind() {
	case Unknown:
		return x
	case Int:
		switch {
		case s == 0:
			return x
		case op == token.SHL:
			return ofInt(new(big.Int).Lsh(toInt(x), s))
		case op == token.SHR:
			return ofInt(new(big.Int).Rsh(toInt(x), s))
		}
	}
	panic(fmt.Sprintf("invalid shift %v %s %d", x, op, s))
}

// Compare returns the result of x op y; false if one of them is unknown.
func Compare(x_ Value, op token.Token, y_ Value) bool {
	x, y := match(x_, y_)
	sign := 0
	ordered, fits := true, true
	switch x := x.(type) {
	case unknown:
		return false
	case boolean:
		ordered = false
		if fits = y.Kind() == Bool; fits && x != y.(boolean) {
			sign = 1
		}
	case *text:
		if fits = y.Kind() == String; fits {
			sign = strings.Compare(x.string(), y.(*text).string())
		}
	case small:
		sign = cmp.Compare(x, y.(small))
	case large:
		sign = x.v.Cmp(y.(large).v)
	case ratio:
		sign = x.v.Cmp(y.(ratio).v)
	case float:
		sign = x.v.Cmp(y.(float).v)
	case pair:
		ordered = false
		y := y.(pair)
		if !Compare(x.re, token.EQL, y.re) || !Compare(x.im, token.EQL, y.im) {
			sign = 1
		}
	}
	switch {
	case !fits:
	case op == token.EQL:
		return sign == 0
	case op == token.NEQ:
		return sign != 0
	case !ordered:
	case op == token.LSS:
		return sign < 0
	case op == token.LEQ:
		return sign <= 0
	case op == token.GTR:
		return sign > 0
	case op == token.GEQ:
		return sign >= 0
	}
	panic(fmt.Sprintf("invalid comparison %v %s %v", x_, op, y_))
}
