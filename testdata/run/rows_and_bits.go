// Elements of arrays of arrays, with the panics of either index, and words of bits.
package main

import "fmt"

type board struct {
	pad  int
	cell [9][9]int
	mark [3][7]bool
	name [2][3]string
}

var global [5][6]int
var bytes [5][300]uint8

func try(name string, f func() int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, r)
		}
	}()
	fmt.Println(name, f())
}

func at(b *board, i, j int) int             { return b.cell[i][j] }
func marked(b *board, i, j int) bool        { return b.mark[i][j] }
func of(p *[3][4]int, i, j int) int         { return p[i][j] }
func text(b *board, i, j int) string        { return b.name[i][j] }
func fill(p *[3][4]int, i, j int) int       { p[i][j] += 10; return p[i][j] + p[j%3][i] }
func deep(p *[2][3][4]int, i, j, k int) int { return p[i][j][k] }

func main() {
	b := &board{pad: 7}
	for i := range 9 {
		for j := range 9 {
			b.cell[i][j] = i*10 + j
		}
	}
	b.mark[2][6] = true
	b.name[1][2] = "last"
	for i := range 5 {
		for j := range 6 {
			global[i][j] = i ^ j
			bytes[i][j*50] = uint8(i * j)
		}
	}
	sum := 0
	for round := range 400 {
		for i := range 5 {
			for j := 1; j < 6; j++ {
				sum += global[i][j] + global[i][j-1]*round + int(bytes[i][j*50]) + at(b, i, j)
				global[i][j] = max(global[i][j-1], global[(i+1)%5][j]) ^ round&3
			}
		}
	}
	fmt.Println(sum, global, text(b, 1, 2), marked(b, 2, 6))
	var none *board
	var np *[3][4]int
	p := &[3][4]int{{1, 2}, {3, 4}}
	q := &[2][3][4]int{1: {2: {3: 5}}}
	for _, i := range []int{0, 8, 9, -1, 1 << 40} {
		for _, j := range []int{0, 8, 9, -1, 1 << 33} {
			try(fmt.Sprint(i, " ", j), func() int { return at(b, i, j) })
		}
	}
	try("nil", func() int { return at(none, 1, 1) })
	try("nil, index", func() int { return at(none, 10, 1) })
	try("nil array", func() int { return of(np, 1, 1) })
	try("row", func() int { return of(p, 3, 1) })
	try("column", func() int { return of(p, 2, 4) })
	try("fill", func() int { return fill(p, 1, 1) })
	try("deep", func() int { return deep(q, 1, 2, 3) })
	try("deep row", func() int { return deep(q, 1, 3, 3) })
	try("deep column", func() int { return deep(q, 1, 2, 4) })

	words := make([]uint64, 4)
	ints := make([]int, 2)
	set := func(i int) int {
		words[i>>6] |= 1 << (uint(i) & 63)
		ints[i/64%2] |= 1 << (i & 63)
		return int(words[i>>6] >> 60)
	}
	for i := 0; i < 256; i += 7 {
		set(i)
	}
	try("beyond", func() int { return set(256) })
	try("before", func() int { return set(-1) })
	for k := range uint8(70) {
		words[k%4] |= 1 << (k % 64)
		words[0] |= words[k&3] & (1 << (int64(k) & 63))
	}
	var narrow int32 = 1 << (words[0] & 63 & 7)
	words[1] |= words[1]
	words[3] = words[2] | words[3]
	fmt.Printf("%x %x %d\n", words, ints, narrow)
}
