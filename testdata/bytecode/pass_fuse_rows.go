// Elements of arrays of arrays are one load, and bits of words two instructions: 1 << (i & 63), and an element that is or-ed.
package main

var dp [9][17]int

//go:noinline
func rows(a *[4][5]byte, i, j int) (int, int) {
	return dp[i][j] + dp[i-1][j+1], int(a[j][i])
}

//go:noinline
func set(words []uint64, i int) {
	words[i>>6] |= 1 << (uint(i) & 63)
	words[uint(i)/64] |= 1 << (uint(i) % 64)
}

//go:noinline
func has(words []uint64, i uint) bool { return words[i>>6]&(1<<(i&63)) != 0 }

func main() {
	w := make([]uint64, 4)
	set(w, 70)
	println(w[1], has(w, 70))
	println(rows(&[4][5]byte{}, 2, 3))
}
