// Package strconv converts basic values to and from text.
package strconv

import (
	"errors"
	"internal/rt"
)

// IntSize is the number of bits of an int.
const IntSize = 64

// ErrRange says that a value does not fit its type.
var ErrRange = errors.New("value out of range")

// ErrSyntax says that a text is not of the right form.
var ErrSyntax = errors.New("invalid syntax")

// A NumError tells which function failed on which text, and why.
type NumError struct {
	Func string
	Num  string
	Err  error
}

// Error returns the message.
func (e *NumError) Error() string {
	return "strconv." + e.Func + ": " + "parsing " + Quote(e.Num) + ": " + e.Err.Error()
}

// Unwrap returns the reason.
func (e *NumError) Unwrap() error { return e.Err }

// What natives report.
const (
	statusOK = iota
	statusSyntax
	statusRange
	statusBase
	statusBitSize
)

func failed(fn, s string, status, base, bitSize int) error {
	e := &NumError{Func: fn, Num: string([]byte(s))}
	switch status {
	case statusSyntax:
		e.Err = ErrSyntax
	case statusRange:
		e.Err = ErrRange
	case statusBase:
		e.Err = errors.New("invalid base " + Itoa(base))
	default:
		e.Err = errors.New("invalid bit size " + Itoa(bitSize))
	}
	return e
}

func parseUint(s string, base, bitSize int) (uint64, int)
func parseInt(s string, base, bitSize int) (int64, int)
func parseFloatPrefix(s string, bitSize int) (f float64, n int, status int)

// ParseUint reads an unsigned number in the given base (0: told by its prefix) that fits bitSize bits (0: int).
func ParseUint(s string, base int, bitSize int) (uint64, error) {
	n, status := parseUint(s, base, bitSize)
	if status != statusOK {
		return n, failed("ParseUint", s, status, base, bitSize)
	}
	return n, nil
}

// ParseInt reads a number, perhaps with a sign, in the given base (0: told by its prefix) that fits bitSize bits.
func ParseInt(s string, base int, bitSize int) (i int64, err error) {
	n, status := parseInt(s, base, bitSize)
	if status != statusOK {
		return n, failed("ParseInt", s, status, base, bitSize)
	}
	return n, nil
}

// Atoi is ParseInt(s, 10, 0) as an int.
func Atoi(s string) (int, error) {
	n, status := parseInt(s, 10, 0)
	if status != statusOK {
		return int(n), failed("Atoi", s, status, 10, 0)
	}
	return int(n), nil
}

// ParseFloat reads a floating-point number: the float64, or float32 when bitSize is 32, nearest to it.
func ParseFloat(s string, bitSize int) (float64, error) {
	f, n, status := parseFloatPrefix(s, bitSize)
	if n != len(s) && status != statusSyntax {
		f, status = 0, statusSyntax
	}
	if status != statusOK {
		return f, failed("ParseFloat", s, status, 0, bitSize)
	}
	return f, nil
}

// ParseComplex reads a complex number of the form N, Ni or N±Ni, perhaps in parentheses.
func ParseComplex(s string, bitSize int) (complex128, error) {
	c, status := parseComplex(s, bitSize)
	if status != statusOK {
		return c, failed("ParseComplex", s, status, 0, bitSize)
	}
	return c, nil
}

func parseComplex(s string, bitSize int) (complex128, int) {
	size := 64
	if bitSize == 64 {
		size = 32
	}
	if len(s) >= 2 && s[0] == '(' && s[len(s)-1] == ')' {
		s = s[1 : len(s)-1]
	}
	pending := statusOK
	re, n, status := parseFloatPrefix(s, size)
	if status == statusSyntax {
		return 0, status
	}
	if status != statusOK {
		pending = status
	}
	s = s[n:]
	if s == "" {
		return complex(re, 0), pending
	}
	switch {
	case s == "i":
		return complex(0, re), pending
	case s[0] == '+':
		if len(s) > 1 && s[1] != '+' {
			s = s[1:]
		}
	case s[0] == '-':
	default:
		return 0, statusSyntax
	}
	im, n, status := parseFloatPrefix(s, size)
	if status == statusSyntax {
		return 0, status
	}
	if status != statusOK {
		pending = status
	}
	if s[n:] != "i" {
		return 0, statusSyntax
	}
	return complex(re, im), pending
}

// ParseBool reads 1, t, T, TRUE, true, True, 0, f, F, FALSE, false or False.
func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, failed("ParseBool", str, statusSyntax, 0, 0)
}

// FormatBool returns "true" or "false".
func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// AppendBool appends "true" or "false" to dst.
func AppendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, "true"...)
	}
	return append(dst, "false"...)
}

func checkBase(base int) {
	if base < 2 || base > 36 {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
}

func formatInt(i int64, base int) string
func formatUint(i uint64, base int) string
func appendInt(dst []byte, i int64, base int) []byte
func appendUint(dst []byte, i uint64, base int) []byte

// FormatInt returns i in the given base, 2 to 36.
func FormatInt(i int64, base int) string {
	checkBase(base)
	return formatInt(i, base)
}

// FormatUint returns i in the given base, 2 to 36.
func FormatUint(i uint64, base int) string {
	checkBase(base)
	return formatUint(i, base)
}

// Itoa returns i in decimal.
func Itoa(i int) string { return rt.Itoa(int64(i)) }

// AppendInt appends i in the given base to dst.
func AppendInt(dst []byte, i int64, base int) []byte {
	checkBase(base)
	return appendInt(dst, i, base)
}

// AppendUint appends i in the given base to dst.
func AppendUint(dst []byte, i uint64, base int) []byte {
	checkBase(base)
	return appendUint(dst, i, base)
}

func formatFloat(f float64, fmt byte, prec, bitSize int) string
func appendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte

func checkBits(bitSize int) {
	if bitSize != 32 && bitSize != 64 {
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
}

// FormatFloat returns f in the format fmt (b, e, E, f, g, G, x or X) with prec digits, or as many as are needed to read
// f back when prec is -1.
func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	checkBits(bitSize)
	return formatFloat(f, fmt, prec, bitSize)
}

// AppendFloat appends what FormatFloat returns to dst.
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	checkBits(bitSize)
	return appendFloat(dst, f, fmt, prec, bitSize)
}

// FormatComplex returns c as (a+bi), the parts as FormatFloat formats them.
func FormatComplex(c complex128, fmt byte, prec, bitSize int) string {
	if bitSize != 64 && bitSize != 128 {
		panic("invalid bitSize")
	}
	bitSize >>= 1
	b := append(make([]byte, 0, 64), '(')
	b = AppendFloat(b, real(c), fmt, prec, bitSize)
	n := len(b)
	b = AppendFloat(b, imag(c), fmt, prec, bitSize)
	if b[n] != '+' && b[n] != '-' {
		b = append(b, 0)
		copy(b[n+1:], b[n:])
		b[n] = '+'
	}
	return rt.StringOf(append(b, 'i', ')'))
}
