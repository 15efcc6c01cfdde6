package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
)

type emp struct {
	Name string
	Age  int
	Dept string
}

func main() {
	a := []int{1, 2, 3, 4, 5}
	b := a[1:3]
	c := append(b, 99)
	fmt.Println(a, b, c, len(b), cap(b), cap(a[1:3:3]))
	d := append(a[:1:1], 7)
	fmt.Println(a, d)
	var nilS []int
	fmt.Println(nilS == nil, len(nilS), append(nilS, 1), nilS[:0] == nil, []int{} == nil)
	e := make([]int, 2, 10)
	copy(e, a[3:])
	fmt.Println(e, e[:5], copy([]byte("abc"), "xx"[:1]))
	a = append(a[:1], a[2:]...)
	fmt.Println(a)
	a = slices.Insert(a, 1, 10, 20)
	a = slices.Delete(a, 0, 1)
	fmt.Println(a, slices.Contains(a, 20), slices.Index(a, 4), slices.Max(a))
	grid := make([][]rune, 3)
	for i := range grid {
		grid[i] = []rune(strings.Repeat(".", 4))
	}
	grid[1][2] = '#'
	for _, r := range grid {
		fmt.Println(string(r))
	}
	es := []emp{{"Bob", 30, "eng"}, {"Al", 25, "ops"}, {"Cy", 30, "ops"}, {"Di", 25, "eng"}}
	sort.Slice(es, func(i, j int) bool { return es[i].Age < es[j].Age || es[i].Age == es[j].Age && es[i].Name < es[j].Name })
	fmt.Println(es)
	slices.SortStableFunc(es, func(a, b emp) int { return cmp.Compare(a.Dept, b.Dept) })
	fmt.Printf("%+v\n", es)
	i, ok := slices.BinarySearchFunc(es, "ops", func(e emp, t string) int { return strings.Compare(e.Dept, t) })
	fmt.Println(i, ok, sort.SearchInts([]int{1, 3, 5}, 4))
	by := map[string][]emp{}
	for _, x := range es {
		by[x.Dept] = append(by[x.Dept], x)
	}
	fmt.Println(by, len(by["none"]))
	m := map[string]int{"z": 26, "a": 1, "m": 13}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		fmt.Print(k, m[k], " ")
	}
	v, ok := m["q"]
	delete(m, "z")
	delete(m, "nope")
	m["a"] += 5
	m["new"]++
	fmt.Println(v, ok, m, len(m))
	type key struct{ x, y int }
	mk := map[key]*emp{{1, 2}: &es[0]}
	mk[key{1, 2}].Age = 99
	fmt.Println(es[0].Age, mk[key{}] == nil)
	m2 := maps.Clone(m)
	m2["a"] = 0
	fmt.Println(maps.Equal(m, m2), m["a"])
	clear(m2)
	fmt.Println(len(m2), m2)
	set := map[int]struct{}{}
	for _, x := range []int{3, 1, 3, 2, 1} {
		set[x] = struct{}{}
	}
	fmt.Println(len(set), slices.Sorted(maps.Keys(set)))
	arr := [5]int{1, 2, 3}
	arr2 := arr
	arr2[0] = 100
	p := &arr
	p[1] = 50
	for i, v := range p {
		fmt.Print(i, v, ",")
	}
	sl := arr[:]
	sl[4] = 9
	fmt.Println(arr, arr2, len(p), arr == [5]int{1, 50, 3, 0, 9})
	fmt.Println(slices.Compact([]int{1, 1, 2, 2, 1}), slices.Equal([]int{1}, []int{1}), slices.Repeat([]int{1, 2}, 2), slices.Concat([]int{1}, []int{2, 3}))
	fmt.Println(slices.IndexFunc(a, func(x int) bool { return x > 10 }), slices.MinFunc(es, func(a, b emp) int { return a.Age - b.Age }).Name, slices.ContainsFunc(a, func(x int) bool { return x < 0 }))
	stack := []int{}
	for i := range 5 {
		stack = append(stack, i*i)
	}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		fmt.Print(top, " ")
	}
	fmt.Println()
	x := []string{5: "five", 2: "two", "three"}
	fmt.Printf("%q %d\n", x, len(x))
	var arr3 [2][3]int
	arr3[1][2] = 5
	fmt.Println(arr3, len(arr3), len(arr3[0]))
	for i, row := range arr3 {
		row[0] = 7
		_ = i
	}
	fmt.Println(arr3)
	s4 := [4]int(slices.Repeat([]int{8}, 4))
	ptr := (*[2]int)(s4[:2])
	ptr[0] = 1
	fmt.Println(s4, *ptr)
	for i := range a {
		a = append(a, i)
	}
	fmt.Println(a)
	mm := map[string]map[string]int{}
	for _, w := range []string{"a:x", "a:y", "b:x", "a:x"} {
		k, v, _ := strings.Cut(w, ":")
		if mm[k] == nil {
			mm[k] = make(map[string]int)
		}
		mm[k][v]++
	}
	fmt.Println(mm)
	fmt.Println(cap(append([]byte("abc"), "defghijkl"...)), cap(append([]int{1, 2, 3}, 4, 5, 6, 7)), cap(append([]string(nil), make([]string, 5)...)))
}
