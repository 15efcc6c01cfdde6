// m[k] op= v: what is evaluated when, and which entries are left behind by what panics.
package main

import "fmt"

type key struct {
	a int
	b string
}

func boom() int { panic("boom") }

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, r)
		}
	}()
	f()
}

func main() {
	a := map[string]int{}
	b := map[int]float64{}
	c := map[uint8]int8{}
	d := map[key]string{}
	e := map[any]int{}
	f := map[float64]uint16{}
	g := map[string]map[int]uint32{}
	k, z := 3, 0
	arr := []int{1, 2, 3}
	for i := range 1000 {
		a[fmt.Sprint(i%7)]++
		a["x"] += i
		a["y"] -= arr[i%3]
		a["z"] |= i
		b[i%5] += 1.5
		b[i%3] *= float64(k)
		b[1] += float64(i) * 2.5
		b[2] -= float64(k) * float64(i)
		c[uint8(i)] += 3
		c[uint8(i)] *= 5
		c[7]--
		d[key{i % 3, "q"}] += "s"
		e[i%4]++
		f[float64(i)/3] ^= uint16(i)
		if g["in"] == nil {
			g["in"] = map[int]uint32{}
		}
		g["in"][i%9] += 1 << 30
		a["len"] += len(a)
		a["self"] += a["x"]
		a["call"] += func() int { a["call"] = 5; return 1 }()
	}
	fmt.Println(a, b, c[7], c[200], len(d[key{1, "q"}]), e, len(f), g)
	var n map[string]int
	try("nil", func() { n["a"]++ })
	try("index", func() { n["a"] += arr[k] })
	try("index2", func() { a["new"] += arr[k] })
	try("div", func() { a["div"] /= z })
	try("div2", func() { a["div2"] += k / z })
	try("boom", func() { a["boom"] += boom() })
	try("unhashable", func() { e[arr]++ })
	_, p := a["new"]
	_, q := a["div"]
	_, r := a["boom"]
	_, t := a["div2"]
	fmt.Println(p, q, r, t, len(a))
	h := map[[2]int]*int{}
	h[[2]int{1, 2}] = &k
	*h[[2]int{1, 2}] += 4
	fmt.Println(k)
	for i := range 3000 {
		d[key{i % 1000, "t"}] += "uvw"
	}
	total := 0
	for _, v := range d {
		total += len(v)
	}
	fmt.Println(total)
}
