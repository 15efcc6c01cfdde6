// Rotations, fields of bits, mixing steps, counts of bits; narrow values that are stored; minima and maxima; returns with their value.
package main

import "math/bits"

func rotr(x uint32, n uint) uint32 { return x>>n | x<<(32-n) }

func schedule(w *[64]uint32, i int) uint32 {
	s := rotr(w[i-15], 7) ^ rotr(w[i-15], 18) ^ bits.RotateLeft32(w[i-2], 15)
	w[i] = s
	return s
}

func splitmix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31 ^ bits.RotateLeft64(x, 13)
}

func encode(dst []byte, v uint32, alphabet string) {
	dst[0], dst[1] = byte(v>>8), byte(v)
	dst[2], dst[3] = alphabet[v>>6&63], alphabet[v&63]
}

func counts(x uint64) int { return bits.OnesCount64(x) + bits.TrailingZeros64(x) + bits.Len64(x) }

func wide(x, y uint64) (uint64, uint64) { return bits.Mul64(x, y) }

func triangle(n int) int { return n * (n + 1) / 2 }

func smaller(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func best(xs []int) (int, int) {
	low, high := xs[0], 0
	for _, x := range xs {
		low = smaller(low, x)
		if x > high {
			high = x
		}
	}
	return low, high
}

func main() {
	var w [64]uint32
	dst := make([]byte, 4)
	encode(dst, 0x1234, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
	println(schedule(&w, 16), splitmix(1), dst[2], counts(8), triangle(4))
	println(wide(1<<63, 6))
	println(best([]int{3, 1, 2}))
}
