package big

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Text returns x in a base from 2 to MaxBase, with lower case letters for 10 to 35 and upper case ones beyond.
func (x *Int) Text(base int) string { return string(x.Append(nil, base)) }

// String returns x in decimal.
func (x *Int) String() string { return x.Text(10) }

// Append appends Text(base).
func (x *Int) Append(buf []byte, base int) []byte {
	if x == nil {
		return append(buf, "<nil>"...)
	}
	if base < 2 || base > MaxBase {
		panic("invalid base")
	}
	return append(buf, text(x.abs, base, x.neg)...)
}

func writeRepeated(s fmt.State, text string, n int) {
	if n > 0 {
		io.WriteString(s, strings.Repeat(text, n))
	}
}

// Format implements fmt.Formatter for the verbs of integers.
func (x *Int) Format(s fmt.State, ch rune) {
	base, prefix := 10, ""
	switch ch {
	case 'd', 's', 'v':
	case 'b':
		base, prefix = 2, "0b"
	case 'o':
		base, prefix = 8, "0"
	case 'O':
		base = 8
	case 'x', 'X':
		base, prefix = 16, "0"+string(ch)
	default:
		fmt.Fprintf(s, "%%!%c(big.Int=%s)", ch, x.String())
		return
	}
	if x == nil {
		io.WriteString(s, "<nil>")
		return
	}
	if !s.Flag('#') {
		prefix = ""
	}
	if ch == 'O' {
		prefix = "0o"
	}
	sign := ""
	switch {
	case x.neg:
		sign = "-"
	case s.Flag('+'):
		sign = "+"
	case s.Flag(' '):
		sign = " "
	}
	digits := string(text(x.abs, base, false))
	if ch == 'X' {
		digits = strings.ToUpper(digits)
	}
	precision, hasPrecision := s.Precision()
	if hasPrecision && precision == 0 && digits == "0" {
		return
	}
	zeros := 0
	if hasPrecision {
		zeros = max(precision-len(digits), 0)
	}
	left, right := 0, 0
	if width, ok := s.Width(); ok {
		d := max(width-len(sign)-len(prefix)-zeros-len(digits), 0)
		switch {
		case s.Flag('-'):
			right = d
		case s.Flag('0') && !hasPrecision:
			zeros += d
		default:
			left = d
		}
	}
	writeRepeated(s, " ", left)
	io.WriteString(s, sign+prefix)
	writeRepeated(s, "0", zeros)
	io.WriteString(s, digits)
	writeRepeated(s, " ", right)
}

// SetString sets z to the number that s is, all of it: a sign and digits of the base. With base 0 a prefix tells the base
// (0b, 0, 0o, 0x; else 10), and underscores may stand between digits. ok is false, and z undefined, if s is no such.
func (z *Int) SetString(s string, base int) (*Int, bool) {
	digits, neg := s, false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		digits, neg = s[1:], s[0] == '-'
	}
	plain := base
	if base == 0 && digits != "" && '1' <= digits[0] && digits[0] <= '9' {
		plain = 10
	}
	if 2 <= plain && plain <= MaxBase {
		if abs, ok := fromText(z.abs, digits, plain); ok {
			z.abs, z.neg = abs, neg && len(abs) > 0
			return z, true
		}
		if plain == base {
			return nil, false
		}
	}
	r := strings.NewReader(s)
	if _, _, err := z.scan(r, base); err != nil || r.Len() != 0 {
		return nil, false
	}
	return z, true
}

func (z *Int) scan(r io.ByteScanner, base int) (*Int, int, error) {
	neg, err := scanSign(r)
	if err != nil {
		return nil, 0, err
	}
	z.abs, base, _, err = scanNat(z.abs, r, base, false)
	if err != nil {
		return nil, base, err
	}
	z.neg = neg && len(z.abs) > 0
	return z, base, nil
}

// Scan implements fmt.Scanner for the verbs b, o, d, x, X, s and v.
func (z *Int) Scan(s fmt.ScanState, ch rune) error {
	s.SkipSpace()
	base := 0
	switch ch {
	case 'b':
		base = 2
	case 'o':
		base = 8
	case 'd':
		base = 10
	case 'x', 'X':
		base = 16
	case 's', 'v':
	default:
		return errors.New("Int.Scan: invalid verb")
	}
	_, _, err := z.scan(byteReader{s}, base)
	return err
}

// byteReader is a fmt.ScanState that reads bytes.
type byteReader struct {
	fmt.ScanState
}

func (r byteReader) ReadByte() (byte, error) {
	c, size, err := r.ReadRune()
	if size != 1 && err == nil {
		err = fmt.Errorf("invalid rune %#U", c)
	}
	return byte(c), err
}

func (r byteReader) UnreadByte() error { return r.UnreadRune() }

var (
	errNoDigits = errors.New("number has no digits")
	errInvalSep = errors.New("'_' must separate successive digits")
)

func scanSign(r io.ByteScanner) (neg bool, err error) {
	c, err := r.ReadByte()
	if err != nil {
		return false, err
	}
	if c != '+' && c != '-' {
		r.UnreadByte()
	}
	return c == '-', nil
}

func digitValue(c byte, base int) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'Z' && base <= 36:
		return int(c-'A') + 10
	case 'A' <= c && c <= 'Z':
		return int(c-'A') + 36
	}
	return MaxBase + 1
}

// scanNat reads the longest number that r begins with, in the given base or that of a prefix. With frac it may have a
// point, and a leading 0 is no prefix. count is the number of digits, or minus the number of those after the point.
func scanNat(z nat, r io.ByteScanner, base int, frac bool) (x nat, b, count int, err error) {
	ok := base == 2 || base == 8 || base == 10 || base == 16 || !frac && 2 <= base && base <= MaxBase
	if base != 0 && !ok {
		panic(fmt.Sprintf("invalid number base %d", base))
	}
	last := byte('.') // '0': a digit; '_': a separator; '.': neither
	misplaced := false
	c, err := r.ReadByte()
	b = base
	octal := false
	var digits []byte
	if base == 0 {
		b = 10
		if err == nil && c == '0' {
			last = '0'
			digits = append(digits, 0)
			c, err = r.ReadByte()
			if err == nil {
				switch c {
				case 'b', 'B':
					b = 2
				case 'o', 'O':
					b = 8
				case 'x', 'X':
					b = 16
				default:
					octal = !frac
				}
				if octal {
					b, digits = 8, nil
				} else if b != 10 {
					digits = nil
					c, err = r.ReadByte()
				}
			}
		}
	}
	point := -1
	for ; err == nil; c, err = r.ReadByte() {
		if c == '.' && frac {
			frac = false
			misplaced = misplaced || last == '_'
			last = '.'
			point = len(digits)
			continue
		}
		if c == '_' && base == 0 {
			misplaced = misplaced || last != '0'
			last = '_'
			continue
		}
		v := digitValue(c, b)
		if v >= b {
			r.UnreadByte()
			break
		}
		last = '0'
		digits = append(digits, byte(v))
	}
	if err == io.EOF {
		err = nil
	}
	if err == nil && (misplaced || last == '_') {
		err = errInvalSep
	}
	count = len(digits)
	if count == 0 {
		if octal {
			return z[:0], 10, 1, err
		}
		err = errNoDigits
	}
	x = fromDigits(z, digits, b)
	if point >= 0 {
		count = point - count
	}
	return x, b, count, err
}
