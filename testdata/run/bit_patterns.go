// Rotations, fields of bits, mixing, and what package bits counts: with constants, variables, and narrow types.
package main

import (
	"fmt"
	"math/bits"
)

func rotr(x uint32, n uint) uint32  { return x>>n | x<<(32-n) }
func rotl64(x uint64, k int) uint64 { return x<<k | x>>(64-k) }

type word uint32

//go:noinline
func rotations(x uint32, y uint64, z int32, w uint16, b uint8) {
	fmt.Println(rotr(x, 7), rotr(x, 0), rotr(x, 32), rotr(x, 40), x<<5^x>>27, x<<5|x>>26, x<<31|x>>1)
	fmt.Println(rotl64(y, 13), rotl64(y, 64), y<<63|y>>1, y<<1^y>>63, y<<3|y>>60)
	fmt.Println(z<<5|z>>27, w<<5|w>>11, b<<3|b>>5, word(x)<<9|word(x)>>23)
	fmt.Println(bits.RotateLeft32(x, 7), bits.RotateLeft32(x, -7), bits.RotateLeft64(y, 65), bits.RotateLeft8(b, 3), bits.RotateLeft16(w, -1))
	// Of 64 bits, cut to 32: no rotation.
	fmt.Println(uint32(y)<<25|uint32(y>>7), uint32(y<<25|y>>7), uint64(x<<25)|uint64(x)>>7, uint64(uint32(y)<<25)|y>>7)
}

//go:noinline
func fields(x uint64, i int, u uint32, z int32) {
	fmt.Println(x>>12&63, x>>60&0xffff, i>>3&1, i>>62&3, i>>62&7, i>>3&-8, u>>5&31, z>>4&15, z>>28&255)
	fmt.Println(uint8(x>>8), uint16(x>>40), uint32(x>>20), byte(i>>60), int8(x>>8), uint8(z>>27), uint32(i>>40))
	if x>>7&1 == 1 {
		fmt.Println("bit 7")
	}
	if i>>63&1 != 0 {
		fmt.Println("negative")
	}
}

//go:noinline
func mix(x, y, k uint64) (uint64, uint64, uint64) {
	a := (x ^ x>>29) * k
	b := (x ^ y>>29) * k
	c := (x>>29 ^ x) * y
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return a + x, b, c
}

func triangle(n int) int   { return n * (n + 1) / 2 }
func swapped(n, m int) int { return (n + 1) * m }
func both(n int) int       { return (n + 1) * (n + 1) }

func narrow(s []byte, t []int32, a *[4]byte, w *[4]uint32, x int) {
	s[0], s[1] = byte(x), byte(x>>8)
	a[x&3] = uint8(x) + 1
	t[0], t[1] = int32(x), int32(x)+1
	w[1] = uint32(x)
	w[(x+1)&3] = uint32(x) ^ w[1]
	fmt.Println(s, t, *a, *w)
}

func counts(xs []int, p *struct{ n []int }, i int, d int) {
	xs[i]++
	xs[i] += d
	xs[i] -= 3
	xs[1] = xs[1] + xs[1]
	xs[2] = d + xs[2]
	p.n[i]++
	p.n[i] += xs[i]
	y := xs[i]
	xs[i] = y + 1
	fmt.Println(xs, p.n, y)
}

func index(x []int, i int) (err any) {
	defer func() { err = recover() }()
	x[i]++
	return nil
}

func main() {
	for _, v := range []uint64{0, 1, 0x80000001, 0x123456789abcdef0, 1<<64 - 1} {
		rotations(uint32(v), v, int32(v), uint16(v), uint8(v))
		fields(v, int(v), uint32(v), int32(v))
		fmt.Println(mix(v, ^v, 0x9e3779b97f4a7c15))
		fmt.Println(bits.OnesCount64(v), bits.OnesCount32(uint32(v)), bits.OnesCount(uint(v)), bits.TrailingZeros64(v), bits.TrailingZeros32(uint32(v)),
			bits.TrailingZeros8(uint8(v)), bits.TrailingZeros(uint(v)), bits.LeadingZeros64(v), bits.LeadingZeros32(uint32(v)), bits.Len(uint(v)), bits.Len8(uint8(v)))
		hi, lo := bits.Mul64(v, v+3)
		fmt.Println(hi, lo)
		hi, v = bits.Mul64(v, 0xfedcba9876543210)
		fmt.Println(hi, v)
		fmt.Println(bits.Mul(uint(v), 12345678901234567))
	}
	fmt.Println(triangle(10), triangle(-4), swapped(3, 5), both(6), triangle(1<<62))
	narrow(make([]byte, 2), make([]int32, 2), new([4]byte), new([4]uint32), 0x1ffff8081)
	counts([]int{1, 2, 3}, &struct{ n []int }{[]int{4, 5, 6}}, 0, 10)
	counts([]int{1, 2, 3}, &struct{ n []int }{[]int{4, 5, 6}}, 2, -1)
	fmt.Println(index([]int{1}, 0), index([]int{1}, 1), index(nil, -1))
}
