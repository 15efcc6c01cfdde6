package main

import (
	"fmt"
	"math"
	"slices"
)

type K struct {
	a [2]string
	b any
}
type V struct {
	arr [3]int
	s   []string
	m   map[string]int
}

func main() {
	m := map[int]int{}
	for i := range 1000 {
		m[i] = i
	}
	seen := 0
	for k := range m {
		seen++
		delete(m, k)
		delete(m, k+1)
	}
	fmt.Println(len(m), seen >= 500)
	for i := range 8 {
		m[i] = i
	}
	n := 0
	for k := range m {
		m[k+1000] = k
		if n++; n > 1<<20 {
			break
		}
		if len(m) > 500 {
			break
		}
	}
	fmt.Println(n >= 8)
	nan := map[float64]int{}
	nan[math.NaN()] = 1
	nan[math.NaN()] = 2
	nan[0.0] = 3
	nan[math.Copysign(0, -1)] = 4
	_, ok := nan[math.NaN()]
	fmt.Println(len(nan), ok, nan[0])
	delete(nan, math.NaN())
	fmt.Println(len(nan))
	clear(nan)
	fmt.Println(len(nan))
	km := map[K]V{}
	k := K{[2]string{"x", "y"}, 3}
	km[k] = V{arr: [3]int{1, 2, 3}}
	v := km[k]
	v.arr[0] = 100
	v.s = append(v.s, "q")
	fmt.Println(km[k].arr[0], len(km[k].s), km[K{[2]string{"x", "y"}, int64(3)}].arr)
	km[K{b: "str"}] = v
	fmt.Println(km[K{b: "st" + "r"}].s, len(km))
	pm := map[string]*V{"a": {}}
	pm["a"].arr[2] = 7
	pm["a"].s = append(pm["a"].s, "1", "2")
	fmt.Println(*pm["a"])
	fm := map[string]func(int) int{"dbl": func(i int) int { return i * 2 }}
	fmt.Println(fm["dbl"](4), fm["x"] == nil)
	cm := map[chan int]string{}
	c1, c2 := make(chan int), make(chan int)
	cm[c1], cm[c2], cm[nil] = "c1", "c2", "nil"
	fmt.Println(cm[c1], cm[c2], cm[nil], len(cm))
	im := map[interface{ M() }]int{}
	im[nil]++
	fmt.Println(im[nil])
	am := map[any]string{1: "int", int8(1): "int8", "1": "string", 1.0: "float", [1]int{1}: "array", struct{ x int }{1}: "struct", true: "bool", nil: "nil", 'a': "rune", 1i: "complex"}
	fmt.Println(am[1], am[int8(1)], am["1"], am[1.0], am[[1]int{1}], am[struct{ x int }{1}], am[true], am[nil], am[int32(97)], am[complex(0, 1)], am[uint(1)] == "")
	var nm map[string][]int
	fmt.Println(nm["x"], len(nm), nm == nil)
	for range nm {
		panic("no")
	}
	delete(nm, "x")
	mm := map[string]map[string][]int{"a": {"b": {1}}}
	mm["a"]["b"][0]++
	mm["a"]["c"] = append(mm["a"]["c"], 5)
	fmt.Println(mm)
	ms := map[string]struct{ n int }{"z": {1}}
	s := ms["z"]
	s.n = 5
	ms["z"] = s
	fmt.Println(ms)
	ks := []string{}
	for k := range map[string]bool{"q": true, "w": false, "e": true} {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	fmt.Println(ks)
	orders := map[string]bool{}
	for range 200 {
		o := ""
		for k := range map[int]bool{1: true, 2: true, 3: true} {
			o += fmt.Sprint(k)
		}
		orders[o] = true
	}
	fmt.Println(len(orders) > 1)
	big := make(map[[16]int]int, 100)
	for i := range 300 {
		big[[16]int{15: i}] = i
	}
	sum := 0
	for k, v := range big {
		if k[15] != v {
			panic("mismatch")
		}
		sum += v
	}
	fmt.Println(sum, len(big))
	type pt struct{ x, y int8 }
	g := map[pt]rune{}
	for i := int8(-3); i < 3; i++ {
		g[pt{i, -i}] = 'a' + rune(i)
	}
	fmt.Println(len(g), string(g[pt{-1, 1}]), g[pt{1, 1}])
	em := map[struct{}]int{}
	em[struct{}{}]++
	em[struct{}{}]++
	fmt.Println(em)
	fmt.Println(map[bool]int{true: 1, false: 0}, map[[2]int]string{{2, 1}: "b", {1, 2}: "a"})
}
