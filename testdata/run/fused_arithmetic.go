// Integers, narrow sums, arrays of narrow elements, slicing and assertions in the forms that the compiler makes single instructions of.
package main

import (
	"bufio"
	"fmt"
	"sort"
	"strings"
)

//go:noinline
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

//go:noinline
func mix(x uint64) uint64 {
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	y := int64(x)
	y ^= y >> 3
	return x ^ uint64(y)>>1 ^ 5<<60
}

//go:noinline
func index(i, j, n int) (int, int, int, int) { return i*n + j, i + j*7, i + j + 1, (i + n - 1) % n }

//go:noinline
func bytesum(a, b, c, d byte) (byte, byte, byte, int8, int16, uint16) {
	return a + b + c + d, a*b - c*3, (a + b) / c, int8(a) + int8(b) + 100 - int8(c), int16(a)*300*int16(b) + 7, uint16(a)*uint16(b)*uint16(c) + uint16(d)<<8
}

//go:noinline
func arrays(n int, k byte) (s string) {
	var bytes [5]byte
	var flags [3]bool
	var ints [3]int32
	var words [3]uint32
	var floats [2]float32
	var shorts [3]int16
	grid := [3][3]byte{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}
	for i := range n {
		bytes[i%5] += k + byte(i)
		flags[i%3] = i%2 == 0
		ints[i%3] -= int32(i) * 1000000007
		words[i%3] ^= uint32(i) * 0x9e3779b9
		floats[i%2] += float32(i) / 3
		shorts[i%3] = shorts[i%3]*31 + int16(i)
		grid[i%3][(i+1)%3] ^= k
	}
	for i, b := range bytes {
		s += fmt.Sprint(i, b, " ")
	}
	c := ints
	c[n%3]++
	return s + fmt.Sprint(flags, ints, words, floats, shorts, grid, c == ints, bytes == [5]byte{})
}

type table struct {
	tag  byte
	seen [4]byte
	odd  [4]int32
}

//go:noinline
func inner(t table, i int) (byte, int32) {
	t.seen[i] = t.tag
	t.odd[i] += int32(i)
	return t.seen[i] + t.seen[(i+1)%4], t.odd[i]
}

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

//go:noinline
func cut(s string, b []int, i, j, k int) (string, string, string, []int, []int, int) {
	x, y := b[i:j], b[i:j:k]
	return s[i:], s[:j], s[i:j], x, y, cap(x)*10 + cap(y)
}

//go:noinline
func first(s string) (bool, bool, bool) {
	return s == "", "" != s, len(s) > 2 && s[0] == 'a' && s[2] == 'c'
}

type pair struct{ a, b int }
type name string

func kind(v any) string {
	switch v := v.(type) {
	case int8:
		return fmt.Sprint("int8 ", v)
	case uint32:
		return fmt.Sprint("uint32 ", v)
	case float64:
		return fmt.Sprint("float64 ", v*2)
	case complex128:
		return fmt.Sprint("complex ", real(v), imag(v))
	case string:
		return "string " + v
	case []byte:
		return "bytes " + string(v)
	case pair:
		v.a++
		return fmt.Sprint("pair ", v.a, v.b)
	case *pair:
		return fmt.Sprint("*pair ", v.a)
	case [3]int:
		return fmt.Sprint("array ", v[1])
	case [0]int, struct{}:
		return fmt.Sprint("empty ", v)
	case [20000]byte:
		return fmt.Sprint("large ", v[9])
	case map[int]int:
		return fmt.Sprint("map ", v[1])
	case func() int:
		return fmt.Sprint("func ", v())
	case error, fmt.Stringer:
		return fmt.Sprint("interface ", v)
	}
	return "other"
}

//go:noinline
func assert(v any) string {
	i, ok1 := v.(int)
	s, ok2 := v.(string)
	p, ok3 := v.(*pair)
	f, ok4 := v.(float64)
	n, ok5 := v.(name)
	q, ok6 := v.(pair)
	_, ok7 := v.(bool)
	return fmt.Sprint(i, ok1, s, ok2, p != nil, ok3, f, ok4, n, ok5, q, ok6, ok7)
}

type odd struct {
	key byte
	pad [2]byte
}
type wide struct {
	key  int
	text string
	tail [3]byte
}

func sorts() {
	bytes := []byte("the quick brown fox jumps over the lazy dog")
	sort.Slice(bytes, func(i, j int) bool { return bytes[i] < bytes[j] })
	fmt.Println(string(bytes))
	var odds []odd
	var wides []wide
	for i := range 60 {
		odds = append(odds, odd{byte(i * 37 % 7), [2]byte{byte(i), byte(i + 1)}})
		wides = append(wides, wide{i * 31 % 11, fmt.Sprint(i), [3]byte{byte(i)}})
	}
	sort.SliceStable(odds, func(i, j int) bool { return odds[i].key < odds[j].key })
	sort.SliceStable(wides, func(i, j int) bool { return wides[i].key < wides[j].key })
	fmt.Println(odds)
	fmt.Println(wides)
	empty := make([]struct{}, 20)
	sort.Slice(empty, func(i, j int) bool { return i < j })
	try("not a slice", func() { sort.Slice(1, func(i, j int) bool { return false }) })
}

func main() {
	fmt.Println(hash("a"), hash("hello, world"), mix(88172645463325252), mix(1))
	fmt.Println(index(3, 4, 10))
	fmt.Println(index(-3, 1<<62, 7))
	fmt.Println(bytesum(250, 251, 9, 200))
	fmt.Println(bytesum(1, 2, 3, 4))
	fmt.Println(arrays(17, 77))
	fmt.Println(inner(table{tag: 9, seen: [4]byte{1, 2, 3, 4}}, 3))
	try("array", func() { inner(table{}, 4) })
	fmt.Println(cut("abcdefgh", []int{0, 1, 2, 3, 4, 5, 6, 7, 8}, 2, 5, 6))
	fmt.Println(cut("abcdefgh", []int{0, 1, 2, 3, 4, 5, 6, 7, 8}, 8, 8, 9))
	for _, c := range [][3]int{{3, 2, 6}, {0, 9, 9}, {-1, 2, 3}, {9, 9, 9}, {2, 5, 20}, {2, 5, 4}, {0, -1, 2}} {
		try(fmt.Sprint("slice ", c), func() { cut("abcdefgh", []int{0, 1, 2, 3, 4, 5, 6, 7, 8}, c[0], c[1], c[2]) })
	}
	fmt.Println(first(""))
	fmt.Println(first("abc"))
	try("index", func() { s := "ab"; fmt.Println(s[1], s[2:] == ""); t := s[:1]; fmt.Println(t[1]) })
	for _, v := range []any{int8(-3), uint32(4e9), 1.5, 2i, "text", []byte("b"), pair{1, 2}, &pair{3, 4}, [3]int{1, 2, 3}, [0]int{},
		struct{}{}, [20000]byte{9: 7}, map[int]int{1: 5}, func() int { return 6 }, fmt.Errorf("e"), nil, 'x', name("n")} {
		fmt.Println(kind(v), assert(v))
	}
	sorts()
	words := bufio.NewScanner(strings.NewReader(" one\ttwo\u00a0three\u0085four\v\f\r\n fünf  "))
	words.Split(bufio.ScanWords)
	for words.Scan() {
		fmt.Printf("%q ", words.Text())
	}
	fmt.Println()
}
