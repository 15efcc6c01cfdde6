package main

import (
	"fmt"
	"sort"
	"strings"
)

func hanoi(n int, a, b, c string, moves *int) {
	if n == 0 {
		return
	}
	hanoi(n-1, a, c, b, moves)
	*moves++
	hanoi(n-1, c, b, a, moves)
}

func permutations(xs []string) (out [][]string) {
	var rec func(int)
	rec = func(k int) {
		if k == len(xs) {
			out = append(out, append([]string(nil), xs...))
			return
		}
		for i := k; i < len(xs); i++ {
			xs[k], xs[i] = xs[i], xs[k]
			rec(k + 1)
			xs[k], xs[i] = xs[i], xs[k]
		}
	}
	rec(0)
	return
}

func ackermann(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

type board [8]int

func (b board) safe(row, col int) bool {
	for r := 0; r < row; r++ {
		if c := b[r]; c == col || c-col == row-r || col-c == row-r {
			return false
		}
	}
	return true
}

func queens(b board, row int, found func(board)) {
	if row == len(b) {
		found(b)
		return
	}
	for c := range b {
		if b.safe(row, c) {
			b[row] = c
			queens(b, row+1, found)
		}
	}
}

func subsets[T any](xs []T) [][]T {
	if len(xs) == 0 {
		return [][]T{{}}
	}
	rest := subsets(xs[1:])
	for _, r := range rest[:len(rest):len(rest)] {
		rest = append(rest, append([]T{xs[0]}, r...))
	}
	return rest
}

func isEven(n int) bool {
	if n == 0 {
		return true
	}
	return isOdd(n - 1)
}
func isOdd(n int) bool {
	if n == 0 {
		return false
	}
	return isEven(n - 1)
}

func flood(g [][]byte, x, y int, c byte) int {
	if y < 0 || y >= len(g) || x < 0 || x >= len(g[y]) || g[y][x] != '.' {
		return 0
	}
	g[y][x] = c
	return 1 + flood(g, x+1, y, c) + flood(g, x-1, y, c) + flood(g, x, y+1, c) + flood(g, x, y-1, c)
}

func lcs(a, b string) string {
	dp := make([][]int, len(a)+1)
	for i := range dp {
		dp[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				dp[i][j] = 1 + dp[i+1][j+1]
			} else {
				dp[i][j] = max(dp[i+1][j], dp[i][j+1])
			}
		}
	}
	var sb strings.Builder
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			sb.WriteByte(a[i])
			i++
			j++
		case dp[i+1][j] >= dp[i][j+1]:
			i++
		default:
			j++
		}
	}
	return sb.String()
}

func flatten(v any, out *[]int) {
	switch v := v.(type) {
	case int:
		*out = append(*out, v)
	case []any:
		for _, x := range v {
			flatten(x, out)
		}
	}
}

func quick(xs []int) []int {
	if len(xs) < 2 {
		return xs
	}
	p := xs[len(xs)/2]
	var l, m, r []int
	for _, x := range xs {
		switch {
		case x < p:
			l = append(l, x)
		case x > p:
			r = append(r, x)
		default:
			m = append(m, x)
		}
	}
	return append(append(quick(l), m...), quick(r)...)
}

func main() {
	n := 0
	hanoi(12, "A", "B", "C", &n)
	fmt.Println(n, ackermann(2, 9))
	ps := permutations([]string{"a", "b", "c"})
	sort.Slice(ps, func(i, j int) bool { return strings.Join(ps[i], "") < strings.Join(ps[j], "") })
	fmt.Println(len(ps), ps)
	sols := 0
	var first board
	queens(board{}, 0, func(b board) {
		if sols == 0 {
			first = b
		}
		sols++
	})
	fmt.Println(sols, first)
	fmt.Println(len(subsets([]int{1, 2, 3, 4})), subsets([]string{"x", "y"}))
	fmt.Println(isEven(100001), isOdd(99999))
	g := [][]byte{[]byte("..#."), []byte(".##."), []byte("#...")}
	fmt.Println(flood(g, 0, 0, 'o'), flood(g, 3, 0, '~'))
	for _, r := range g {
		fmt.Printf("%s\n", r)
	}
	fmt.Println(lcs("AGGTABQWERTY", "GXTXAYBWRT"))
	var out []int
	flatten([]any{1, []any{2, []any{3, []any{}}}, 4, "skip"}, &out)
	fmt.Println(out, quick([]int{5, 3, 9, 1, 5, 7, -2}))
	var deep func(int) int
	deep = func(n int) int {
		var pad [64]int
		pad[n%64] = n
		if n == 0 {
			return 0
		}
		return deep(n-1) + pad[n%64]%2
	}
	fmt.Println(deep(50000))
	memo := map[[2]int]int{}
	var paths func(r, c int) int
	paths = func(r, c int) int {
		if r == 0 || c == 0 {
			return 1
		}
		k := [2]int{r, c}
		if v, ok := memo[k]; ok {
			return v
		}
		memo[k] = paths(r-1, c) + paths(r, c-1)
		return memo[k]
	}
	fmt.Println(paths(16, 16))
}
