package main

import (
	"fmt"
	"math"
)

type Key struct {
	a string
	b int
}

func main() {
	m := map[string]int{"one": 1, "two": 2}
	m["three"]++
	v, ok := m["four"]
	fmt.Println(m, len(m), v, ok)
	delete(m, "one")
	delete(m, "none")
	fmt.Println(m)
	k := map[Key][]int{}
	k[Key{"x", 1}] = append(k[Key{"x", 1}], 1, 2)
	fmt.Println(k)
	nested := map[string]map[string]int{}
	for _, w := range []string{"ab", "ac", "bc"} {
		if nested[w[:1]] == nil {
			nested[w[:1]] = map[string]int{}
		}
		nested[w[:1]][w[1:]]++
	}
	fmt.Println(nested)
	big := map[int]int{}
	for i := range 1000 {
		big[i] = i
	}
	for i := range big {
		if i%2 == 0 {
			delete(big, i)
		}
	}
	sum := 0
	for _, v := range big {
		sum += v
	}
	fmt.Println(len(big), sum)
	clear(big)
	fmt.Println(len(big), big)
	nan := math.NaN()
	f := map[float64]int{nan: 1}
	f[nan] = 2
	fmt.Println(len(f), f[nan])
	fmt.Println(map[any]string{1: "i", "s": "s", 2.5: "f", true: "b"}[2.5])
}
