// The specification's "Index expressions" and "Slice expressions".
package main

import "fmt"

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

type Arr [4]int
type Str string

func at[T ~[]int | ~[4]int](t T, i int) int                     { return t[i] }
func byteAt[T ~string | ~[]byte](t T, i int) byte               { return t[i] }
func set[T ~[]E, E any](t T, i uint8, e E) T                    { t[i] = e; return t }
func sub[T ~string | ~[]byte](t T) int                          { return len(t[1:2]) }
func mapAt[M ~map[K]V, K comparable, V any](m M, k K) (V, bool) { v, ok := m[k]; return v, ok }
func ptrAt[P *[4]int](p P, i int) int                           { return p[i] }

func main() {
	a := [4]int{10, 11, 12, 13}
	s := []string{"a", "b", "c"}
	str := "héllo"
	m := map[string]int{"x": 1}
	p := &a
	i8, u64, c := int8(1), uint64(2), 'b'-'a'
	fmt.Println(a[0], p[3], (*p)[i8], a[u64], a[c], a[1.0], a[2+0i], s[len(s)-1], str[1], "const"[4], m["x"], m["none"], Str("ab")[1])
	fmt.Printf("%T %T %T\n", str[0], Str("x")[0], m["x"])
	a[1]++
	p[2] += 5
	s[0], s[1] = s[1], s[0]
	m["y"] -= 2
	v, ok := m["none"]
	var w, found = m["y"]
	v2, _ := m["x"]
	_, ok2 := m["x"]
	fmt.Println(a, s, m, v, ok, w, found, v2, ok2, map[bool]string{true: "t"}[1 < 2])
	var nilm map[string][]int
	fmt.Println(nilm["x"], len(nilm["x"]), at([]int{1, 2}, 1), at(a, 1), byteAt("xyz", 2), byteAt([]byte("xyz"), 0), set([]int{1, 2}, 1, 9), sub("abc"), ptrAt(p, 0))
	fmt.Println(mapAt(m, "x"))

	// Simple slices: of strings, arrays through their address, slices; defaults.
	b := [5]int{1, 2, 3, 4, 5}
	t := b[1:4]
	fmt.Println(t, len(t), cap(t), t[2:], t[:3], t[:], b[:], b[5:], b[:0], (&b)[3:], str[1:3], str[:0] == "", str[6:], "abc"[1:])
	t = t[:cap(t)]
	fmt.Println(t, t[1:][1:][:2])
	fmt.Printf("%T %T %T\n", Str("abc")[1:], b[:], []Str{}[:])
	var nils []int
	fmt.Println(nils[:] == nil, nils[0:0] == nil, nils[:0:0] == nil, []int{}[:] == nil, len(nils[:]))
	var d Arr
	d[0:][0] = 7
	fmt.Println(d, d[i8:u64], d[:2.0])
	// Full slices: the capacity is max - low.
	f := b[1:3:4]
	g := append(f, 100)
	g = append(g, 200)
	fmt.Println(f, len(f), cap(f), cap(b[:2:3]), b, g, len((&b)[0:0:0]), cap(f[1:2:2]))

	n, neg, zero := 4, -1, 0
	fmt.Println(zero)
	var np *[4]int
	try(func() { _ = a[n] })
	try(func() { _ = a[neg] })
	try(func() { _ = s[n] })
	try(func() { _ = str[n+2] })
	try(func() { _ = np[n-4] })
	try(func() { _ = nils[zero] })
	try(func() { nilm["x"] = nil })
	try(func() { _ = a[uint8(n+251)] })
	try(func() { _ = t[n:2] })
	try(func() { _ = t[neg:] })
	try(func() { _ = t[:n+5] })
	try(func() { _ = t[n+5:] })
	try(func() { _ = str[n:2] })
	try(func() { _ = str[:n+10] })
	try(func() { _ = b[n+2:] })
	try(func() { _ = b[: 2 : n+5] })
	try(func() { _ = t[2:n:3] })
	try(func() { _ = t[n:2:3] })
	try(func() { _ = np[:] })
	try(func() { _ = s[1:][n:] })
	fmt.Println(len(np), cap(np))
}
