// Pairs of integer instructions that are one: multiply and add, add twice, shift and exclusive or; elements of arrays of narrow types
// in the frame, constant indexes of strings, comparisons with the empty string, sums of bytes that are cut once.
package main

func at(i, j, n int) (int, int, int) { return i*n + j, j + i*31, i + j + 1 }

func fnv(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func xorshift(x uint64) uint64 {
	x ^= x << 13
	x ^= x >> 7
	return x & 0xffffffff
}

func around(row []byte, i, n int) byte { return row[(i+n-1)%16] + row[i] + row[i+1] }

func letters(s string) int {
	var seen [256]bool
	var last [4]int32
	for i := range len(s) {
		seen[s[i]] = true
		last[i&3] += int32(i)
	}
	if s == "" || s[0] != 'a' || !seen['b'] {
		return 0
	}
	return int(last[1])
}

func main() {
	println(at(1, 2, 3))
	println(fnv("a"), xorshift(5), around(make([]byte, 16), 3, 16), letters("abc"))
}
