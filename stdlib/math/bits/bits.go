// Package bits counts and manipulates the bits of unsigned integers.
package bits

// UintSize is the number of bits of a uint.
const UintSize = 64

func divideError()
func overflowError()

// LeadingZeros returns the number of zero bits before the first one bit of x.
func LeadingZeros(x uint) int { return 64 - Len64(uint64(x)) }

// TrailingZeros returns the number of zero bits after the last one bit of x.
func TrailingZeros(x uint) int

// OnesCount returns the number of one bits of x.
func OnesCount(x uint) int

// RotateLeft returns x rotated left by k bits.
func RotateLeft(x uint, k int) uint {
	s := uint(k) & 63
	return x<<s | x>>(64-s)
}

// Reverse returns x with its bits in reverse order.
func Reverse(x uint) uint

// ReverseBytes returns x with its bytes in reverse order.
func ReverseBytes(x uint) uint

// Len returns the number of bits needed to represent x.
func Len(x uint) int

// LeadingZeros8 returns the number of zero bits before the first one bit of x.
func LeadingZeros8(x uint8) int { return 8 - Len64(uint64(x)) }

// TrailingZeros8 returns the number of zero bits after the last one bit of x.
func TrailingZeros8(x uint8) int { return TrailingZeros64(uint64(x) | 1<<8) }

// OnesCount8 returns the number of one bits of x.
func OnesCount8(x uint8) int { return OnesCount64(uint64(x)) }

// RotateLeft8 returns x rotated left by k bits.
func RotateLeft8(x uint8, k int) uint8 {
	s := uint(k) & 7
	return x<<s | x>>(8-s)
}

// Reverse8 returns x with its bits in reverse order.
func Reverse8(x uint8) uint8 { return uint8(Reverse64(uint64(x)) >> 56) }

// Len8 returns the number of bits needed to represent x.
func Len8(x uint8) int { return Len64(uint64(x)) }

// LeadingZeros16 returns the number of zero bits before the first one bit of x.
func LeadingZeros16(x uint16) int { return 16 - Len64(uint64(x)) }

// TrailingZeros16 returns the number of zero bits after the last one bit of x.
func TrailingZeros16(x uint16) int { return TrailingZeros64(uint64(x) | 1<<16) }

// OnesCount16 returns the number of one bits of x.
func OnesCount16(x uint16) int { return OnesCount64(uint64(x)) }

// RotateLeft16 returns x rotated left by k bits.
func RotateLeft16(x uint16, k int) uint16 {
	s := uint(k) & 15
	return x<<s | x>>(16-s)
}

// Reverse16 returns x with its bits in reverse order.
func Reverse16(x uint16) uint16 { return uint16(Reverse64(uint64(x)) >> 48) }

// ReverseBytes16 returns x with its bytes in reverse order.
func ReverseBytes16(x uint16) uint16 { return uint16(ReverseBytes64(uint64(x)) >> 48) }

// Len16 returns the number of bits needed to represent x.
func Len16(x uint16) (n int) { return Len64(uint64(x)) }

// LeadingZeros32 returns the number of zero bits before the first one bit of x.
func LeadingZeros32(x uint32) int { return 32 - Len64(uint64(x)) }

// TrailingZeros32 returns the number of zero bits after the last one bit of x.
func TrailingZeros32(x uint32) int { return TrailingZeros64(uint64(x) | 1<<32) }

// OnesCount32 returns the number of one bits of x.
func OnesCount32(x uint32) int { return OnesCount64(uint64(x)) }

// RotateLeft32 returns x rotated left by k bits.
func RotateLeft32(x uint32, k int) uint32 {
	s := uint(k) & 31
	return x<<s | x>>(32-s)
}

// Reverse32 returns x with its bits in reverse order.
func Reverse32(x uint32) uint32 { return uint32(Reverse64(uint64(x)) >> 32) }

// ReverseBytes32 returns x with its bytes in reverse order.
func ReverseBytes32(x uint32) uint32 { return uint32(ReverseBytes64(uint64(x)) >> 32) }

// Len32 returns the number of bits needed to represent x.
func Len32(x uint32) (n int) { return Len64(uint64(x)) }

// LeadingZeros64 returns the number of zero bits before the first one bit of x.
func LeadingZeros64(x uint64) int { return 64 - Len64(uint64(x)) }

// TrailingZeros64 returns the number of zero bits after the last one bit of x.
func TrailingZeros64(x uint64) int

// OnesCount64 returns the number of one bits of x.
func OnesCount64(x uint64) int

// RotateLeft64 returns x rotated left by k bits.
func RotateLeft64(x uint64, k int) uint64 {
	s := uint(k) & 63
	return x<<s | x>>(64-s)
}

// Reverse64 returns x with its bits in reverse order.
func Reverse64(x uint64) uint64

// ReverseBytes64 returns x with its bytes in reverse order.
func ReverseBytes64(x uint64) uint64

// Len64 returns the number of bits needed to represent x.
func Len64(x uint64) (n int)

// Add returns x+y+carry and the carry out; carry is 0 or 1.
func Add(x, y, carry uint) (sum, carryOut uint) {
	sum = x + y + carry
	return sum, ((x & y) | ((x | y) &^ sum)) >> 63
}

// Sub returns x-y-borrow and the borrow out; borrow is 0 or 1.
func Sub(x, y, borrow uint) (diff, borrowOut uint) {
	diff = x - y - borrow
	return diff, ((^x & y) | (^(x ^ y) & diff)) >> 63
}

// Mul returns the halves of x*y.
func Mul(x, y uint) (hi, lo uint)

// Div returns the quotient and remainder of (hi, lo) divided by y; it panics if y is 0 or <= hi.
func Div(hi, lo, y uint) (quo, rem uint) {
	if y == 0 {
		divideError()
	}
	if y <= hi {
		overflowError()
	}
	q, r := divide(uint64(hi), uint64(lo), uint64(y))
	return uint(q), uint(r)
}

// Rem returns the remainder of (hi, lo) divided by y; it panics if y is 0.
func Rem(hi, lo, y uint) uint {
	_, r := divide(uint64(hi%y), uint64(lo), uint64(y))
	return uint(r)
}

// Add32 returns x+y+carry and the carry out; carry is 0 or 1.
func Add32(x, y, carry uint32) (sum, carryOut uint32) {
	s := uint64(x) + uint64(y) + uint64(carry)
	return uint32(s), uint32(s >> 32)
}

// Sub32 returns x-y-borrow and the borrow out; borrow is 0 or 1.
func Sub32(x, y, borrow uint32) (diff, borrowOut uint32) {
	diff = x - y - borrow
	return diff, ((^x & y) | (^(x ^ y) & diff)) >> 31
}

// Mul32 returns the halves of x*y.
func Mul32(x, y uint32) (hi, lo uint32) {
	p := uint64(x) * uint64(y)
	return uint32(p >> 32), uint32(p)
}

// Div32 returns the quotient and remainder of (hi, lo) divided by y; it panics if y is 0 or <= hi.
func Div32(hi, lo, y uint32) (quo, rem uint32) {
	if y != 0 && y <= hi {
		overflowError()
	}
	z := uint64(hi)<<32 | uint64(lo)
	return uint32(z / uint64(y)), uint32(z % uint64(y))
}

// Rem32 returns the remainder of (hi, lo) divided by y; it panics if y is 0.
func Rem32(hi, lo, y uint32) uint32 { return uint32((uint64(hi)<<32 | uint64(lo)) % uint64(y)) }

// Add64 returns x+y+carry and the carry out; carry is 0 or 1.
func Add64(x, y, carry uint64) (sum, carryOut uint64) {
	sum = x + y + carry
	return sum, ((x & y) | ((x | y) &^ sum)) >> 63
}

// Sub64 returns x-y-borrow and the borrow out; borrow is 0 or 1.
func Sub64(x, y, borrow uint64) (diff, borrowOut uint64) {
	diff = x - y - borrow
	return diff, ((^x & y) | (^(x ^ y) & diff)) >> 63
}

// Mul64 returns the halves of x*y.
func Mul64(x, y uint64) (hi, lo uint64)

// Div64 returns the quotient and remainder of (hi, lo) divided by y; it panics if y is 0 or <= hi.
func Div64(hi, lo, y uint64) (quo, rem uint64) {
	if y == 0 {
		divideError()
	}
	if y <= hi {
		overflowError()
	}
	q, r := divide(uint64(hi), uint64(lo), uint64(y))
	return uint64(q), uint64(r)
}

// Rem64 returns the remainder of (hi, lo) divided by y; it panics if y is 0.
func Rem64(hi, lo, y uint64) uint64 {
	_, r := divide(uint64(hi%y), uint64(lo), uint64(y))
	return uint64(r)
}

// divide returns the quotient and remainder of (hi, lo) divided by y, which is > hi.
func divide(hi, lo, y uint64) (quo, rem uint64)
