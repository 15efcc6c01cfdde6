// Package subtle has functions whose time does not depend on the data.
package subtle

// ConstantTimeCompare returns 1 if x and y are equal, else 0; the time depends on the lengths only.
func ConstantTimeCompare(x, y []byte) int

// xor writes the bytes of x and y combined to dst; all have n.
func xor(dst, x, y []byte, n int)

// ConstantTimeSelect returns x if v is 1, y if it is 0.
func ConstantTimeSelect(v, x, y int) int { return ^(v-1)&x | (v-1)&y }

// ConstantTimeByteEq returns 1 if x equals y, else 0.
func ConstantTimeByteEq(x, y uint8) int { return ConstantTimeEq(int32(x), int32(y)) }

// ConstantTimeEq returns 1 if x equals y, else 0.
func ConstantTimeEq(x, y int32) int { return int((uint64(uint32(x^y)) - 1) >> 63) }

// ConstantTimeCopy copies y to x, of the same length, if v is 1, and does nothing if it is 0.
func ConstantTimeCopy(v int, x, y []byte) {
	if len(x) != len(y) {
		panic("subtle: slices have different lengths")
	}
	keep, take := byte(v-1), ^byte(v-1)
	for i := range x {
		x[i] = x[i]&keep | y[i]&take
	}
}

// ConstantTimeLessOrEq returns 1 if x <= y, else 0, for numbers from 0 to 2³¹-1.
func ConstantTimeLessOrEq(x, y int) int { return int(uint32(int32(x)-int32(y)-1) >> 31) }

// XORBytes writes x^y to dst, as many bytes as the shorter of the two has, and returns that number. dst may be x or y.
func XORBytes(dst, x, y []byte) int {
	n := min(len(x), len(y))
	if n == 0 {
		return 0
	}
	if n > len(dst) {
		panic("subtle.XORBytes: dst too short")
	}
	if inexact(dst[:n], x[:n]) || inexact(dst[:n], y[:n]) {
		panic("subtle.XORBytes: invalid overlap")
	}
	xor(dst, x, y, n)
	return n
}

// WithDataIndependentTiming calls f; there is nothing to switch on.
func WithDataIndependentTiming(f func()) { f() }

// inexact reports whether x and y share memory without beginning at the same place.
func inexact(x, y []byte) bool {
	return &x[0] != &y[0] && overlap(x, y)
}

func overlap(x, y []byte) bool
