package big

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// SetString sets z to the number that s is; see Parse, with base 0.
func (z *Float) SetString(s string) (*Float, bool) {
	f, _, err := z.Parse(s, 0)
	return f, err == nil
}

// ParseFloat is Parse for a new Float of this precision and mode.
func ParseFloat(s string, base int, prec uint, mode RoundingMode) (f *Float, b int, err error) {
	return new(Float).SetPrec(prec).SetMode(mode).Parse(s, base)
}

// Parse sets z to the number that s is, rounded, and returns its base too: a sign, a mantissa of base 2, 8, 10 or 16 with
// or without point, an exponent (e: of 10, p: of 2); or Inf. With base 0 a prefix tells the base, and underscores may
// stand between digits. Precision 0 becomes 64.
func (z *Float) Parse(s string, base int) (f *Float, b int, err error) {
	switch s {
	case "Inf", "inf", "+Inf", "+inf":
		return z.SetInf(false), 0, nil
	case "-Inf", "-inf":
		return z.SetInf(true), 0, nil
	}
	r := strings.NewReader(s)
	if f, b, err = z.scan(r, base); err != nil {
		return f, b, err
	}
	if c, err := r.ReadByte(); err == nil {
		return f, b, fmt.Errorf("expected end of string, found %q", c)
	}
	return f, b, nil
}

// Scan implements fmt.Scanner.
func (z *Float) Scan(s fmt.ScanState, ch rune) error {
	s.SkipSpace()
	_, _, err := z.scan(byteReader{s}, 0)
	return err
}

func (z *Float) scan(r io.ByteScanner, base int) (f *Float, b int, err error) {
	prec := z.prec
	if prec == 0 {
		prec = 64
	}
	z.form = zero
	if z.neg, err = scanSign(r); err != nil {
		return nil, 0, err
	}
	var digits int
	z.mant, b, digits, err = scanNat(z.mant, r, base, true)
	if err != nil {
		return nil, b, err
	}
	e, ebase, err := scanExponent(r, base == 0)
	if err != nil {
		return nil, b, err
	}
	if len(z.mant) == 0 {
		z.prec, z.acc = prec, Exact
		return z, b, nil
	}
	exp2, exp5 := exponents(b, digits, e, ebase)
	exp2 += int64(len(z.mant)) * 64
	exp2 -= int64(normalize(z.mant))
	if exp2 < MinExp || exp2 > MaxExp {
		return nil, b, fmt.Errorf("exponent overflow")
	}
	z.prec = prec
	z.form = finite
	z.exp = int32(exp2)
	switch {
	case exp5 == 0:
		z.round(0)
	case exp5 < 0:
		z.Quo(z, new(Float).SetPrec(uint(prec)+64).powerOf5(uint64(-exp5)))
	default:
		z.Mul(z, new(Float).SetPrec(uint(prec)+64).powerOf5(uint64(exp5)))
	}
	return z, b, nil
}

// powerOf5 sets z to 5**n, rounded.
func (z *Float) powerOf5(n uint64) *Float {
	const exact = 27 // the greatest power that a word holds
	start := uint64(1)
	for range min(n, exact) {
		start *= 5
	}
	z.SetUint64(start)
	if n <= exact {
		return z
	}
	f := new(Float).SetPrec(z.Prec() + 64).SetUint64(5)
	for n -= exact; n > 0; n >>= 1 {
		if n&1 != 0 {
			z.Mul(z, f)
		}
		f.Mul(f, f)
	}
	return z
}

// Text returns x in a format: e, E, f, g and G as strconv.FormatFloat has them, with prec digits or, if that is negative,
// the fewest that tell x from its neighbours; b: an integer of x's precision times a power of 2; p: a hexadecimal fraction
// times a power of 2; x: as %x.
func (x *Float) Text(format byte, prec int) string { return string(x.Append(nil, format, prec)) }

// String returns x as Text('g', 10) does.
func (x *Float) String() string { return x.Text('g', 10) }

// Append appends Text(fmt, prec).
func (x *Float) Append(buf []byte, fmt byte, prec int) []byte {
	start := len(buf)
	if x.neg {
		buf = append(buf, '-')
	}
	if x.form == inf {
		if !x.neg {
			buf = append(buf, '+')
		}
		return append(buf, "Inf"...)
	}
	switch fmt {
	case 'b':
		return x.appendB(buf)
	case 'p':
		return x.appendP(buf)
	case 'x':
		return x.appendX(buf, prec)
	case 'e', 'E', 'f', 'g', 'G':
	default:
		return append(buf[:start], '%', fmt)
	}
	var d decimal
	if x.form == finite {
		d.set(x.mant, x.low())
	}
	shortest := prec < 0
	if shortest {
		d.shorten(x)
		switch fmt {
		case 'e', 'E':
			prec = len(d.digits) - 1
		case 'f':
			prec = max(len(d.digits)-d.point, 0)
		default:
			prec = len(d.digits)
		}
	} else {
		switch fmt {
		case 'e', 'E':
			d.round(1 + prec)
		case 'f':
			d.round(d.point + prec)
		default:
			prec = max(prec, 1)
			d.round(prec)
		}
	}
	switch fmt {
	case 'e', 'E':
		return d.appendE(buf, fmt, prec)
	case 'f':
		return d.appendF(buf, prec)
	}
	limit := prec
	if limit > len(d.digits) && len(d.digits) >= d.point {
		limit = len(d.digits)
	}
	if shortest {
		limit = 6
	}
	if e := d.point - 1; e < -4 || e >= limit {
		return d.appendE(buf, fmt+'e'-'g', min(prec, len(d.digits))-1)
	}
	if prec > d.point {
		prec = len(d.digits)
	}
	return d.appendF(buf, max(prec-d.point, 0))
}

func (x *Float) appendB(buf []byte) []byte {
	if x.form == zero {
		return append(buf, '0')
	}
	buf = append(buf, text(x.resized(uint(x.prec)), 10, false)...)
	return appendExponent(buf, int64(x.exp)-int64(x.prec), 1)
}

// resized returns the first n bits of the mantissa as an integer.
func (x *Float) resized(n uint) nat {
	if have := uint(len(x.mant)) * 64; have < n {
		return lsh(nil, x.mant, n-have)
	} else {
		return rsh(nil, x.mant, have-n)
	}
}

// appendExponent appends p, a sign and at least so many digits.
func appendExponent(buf []byte, e int64, digits int) []byte {
	sign := byte('+')
	if e < 0 {
		sign, e = '-', -e
	}
	buf = append(buf, 'p', sign)
	if digits == 2 && e < 10 {
		buf = append(buf, '0')
	}
	return strconv.AppendInt(buf, e, 10)
}

func (x *Float) appendX(buf []byte, prec int) []byte {
	if x.form == zero {
		buf = append(buf, "0x0"...)
		if prec > 0 {
			buf = append(buf, "."+strings.Repeat("0", prec)...)
		}
		return append(buf, "p+00"...)
	}
	n := 1 + 4*uint(prec)
	if prec < 0 {
		n = 1 + (x.MinPrec()+2)/4*4
	}
	x = new(Float).SetPrec(n).SetMode(x.mode).Set(x)
	hex := text(x.resized(n), 16, false)
	buf = append(buf, "0x1"...)
	if len(hex) > 1 {
		buf = append(append(buf, '.'), hex[1:]...)
	}
	return appendExponent(buf, int64(x.exp)-1, 2)
}

func (x *Float) appendP(buf []byte) []byte {
	if x.form == zero {
		return append(buf, '0')
	}
	hex := string(text(x.mant, 16, false))
	buf = append(buf, "0x."+strings.TrimRight(hex, "0")...)
	return appendExponent(buf, int64(x.exp), 1)
}

// Format implements fmt.Formatter for the verbs of floating-point numbers, and b and p of Text.
func (x *Float) Format(s fmt.State, format rune) {
	prec, ok := s.Precision()
	if !ok {
		prec = 6
	}
	switch format {
	case 'e', 'E', 'f', 'b', 'p', 'x':
	case 'F':
		format = 'f'
	case 'v', 'g', 'G':
		if format == 'v' {
			format = 'g'
		}
		if !ok {
			prec = -1
		}
	default:
		fmt.Fprintf(s, "%%!%c(*big.Float=%s)", format, x.String())
		return
	}
	number := x.Text(byte(format), prec)
	sign := ""
	switch {
	case number[0] == '-':
		sign, number = "-", number[1:]
	case number[0] == '+':
		sign, number = "+", number[1:]
		if s.Flag(' ') {
			sign = " "
		}
	case s.Flag('+'):
		sign = "+"
	case s.Flag(' '):
		sign = " "
	}
	padding := 0
	if width, ok := s.Width(); ok {
		padding = max(width-len(sign)-len(number), 0)
	}
	switch {
	case s.Flag('0') && !x.IsInf():
		io.WriteString(s, sign)
		writeRepeated(s, "0", padding)
		io.WriteString(s, number)
	case s.Flag('-'):
		io.WriteString(s, sign+number)
		writeRepeated(s, " ", padding)
	default:
		writeRepeated(s, " ", padding)
		io.WriteString(s, sign+number)
	}
}

// decimal is 0.digits × 10**point, exactly; no zeros at the end of digits, no digits for 0.
type decimal struct {
	digits []byte
	point  int
}

// set sets d to m × 2**shift.
func (d *decimal) set(m nat, shift int64) {
	*d = decimal{}
	if len(m) == 0 {
		return
	}
	if shift < 0 {
		s := min(uint(-shift), trailingZeros(m))
		m = rsh(nil, m, s)
		shift += int64(s)
	}
	moved := 0
	if shift >= 0 {
		m = lsh(nil, m, uint(shift))
	} else {
		// m / 2**s = m × 5**s / 10**s
		m = mul(nil, m, pow(nil, 5, uint64(-shift)))
		moved = int(-shift)
	}
	d.digits = text(m, 10, false)
	d.point = len(d.digits) - moved
	d.trim()
}

func (d *decimal) trim() {
	n := len(d.digits)
	for n > 0 && d.digits[n-1] == '0' {
		n--
	}
	d.digits = d.digits[:n]
	if n == 0 {
		d.point = 0
	}
}

// at returns digit i; 0 beyond the ends.
func (d *decimal) at(i int) byte {
	if 0 <= i && i < len(d.digits) {
		return d.digits[i]
	}
	return '0'
}

// round rounds d to n digits, halves to even.
func (d *decimal) round(n int) {
	if n < 0 || n >= len(d.digits) {
		return
	}
	up := d.digits[n] >= '5'
	if d.digits[n] == '5' && n+1 == len(d.digits) {
		up = n > 0 && (d.digits[n-1]-'0')&1 != 0
	}
	if up {
		d.roundUp(n)
	} else {
		d.roundDown(n)
	}
}

func (d *decimal) roundUp(n int) {
	if n < 0 || n >= len(d.digits) {
		return
	}
	for n > 0 && d.digits[n-1] >= '9' {
		n--
	}
	if n == 0 {
		d.digits[0] = '1'
		d.digits = d.digits[:1]
		d.point++
		return
	}
	d.digits[n-1]++
	d.digits = d.digits[:n]
}

func (d *decimal) roundDown(n int) {
	if n < 0 || n >= len(d.digits) {
		return
	}
	d.digits = d.digits[:n]
	d.trim()
}

// shorten rounds d, which is x, to the fewest digits that are nearer to x than to the next numbers of its precision.
func (d *decimal) shorten(x *Float) {
	if len(d.digits) == 0 {
		return
	}
	// One bit more than the precision: half a step down and up are ±1.
	m := x.resized(uint(x.prec) + 1)
	e := int64(x.exp) - int64(x.prec) - 1
	var lower, upper decimal
	lower.set(sub(nil, m, one), e)
	upper.set(add(nil, m, one), e)
	inclusive := m[0]&2 == 0
	for i, c := range d.digits {
		l, u := lower.at(i), upper.at(i)
		down := l != c || inclusive && i+1 == len(lower.digits)
		up := c != u && (inclusive || c+1 < u || i+1 < len(upper.digits))
		switch {
		case down && up:
			d.round(i + 1)
			return
		case down:
			d.roundDown(i + 1)
			return
		case up:
			d.roundUp(i + 1)
			return
		}
	}
}

func (d *decimal) appendE(buf []byte, fmt byte, prec int) []byte {
	buf = append(buf, d.at(0))
	if prec > 0 {
		buf = append(buf, '.')
		for i := 1; i <= prec; i++ {
			buf = append(buf, d.at(i))
		}
	}
	e := int64(0)
	if len(d.digits) > 0 {
		e = int64(d.point) - 1
	}
	sign := byte('+')
	if e < 0 {
		sign, e = '-', -e
	}
	buf = append(buf, fmt, sign)
	if e < 10 {
		buf = append(buf, '0')
	}
	return strconv.AppendInt(buf, e, 10)
}

func (d *decimal) appendF(buf []byte, prec int) []byte {
	if d.point > 0 {
		n := min(len(d.digits), d.point)
		buf = append(buf, d.digits[:n]...)
		buf = append(buf, strings.Repeat("0", d.point-n)...)
	} else {
		buf = append(buf, '0')
	}
	if prec > 0 {
		buf = append(buf, '.')
		for i := range prec {
			buf = append(buf, d.at(d.point+i))
		}
	}
	return buf
}
