// cmp.Compare, cmp.Or and slices.Sort of all ordered types: what is an instruction or native must do what Go does.
package main

import (
	"cmp"
	"fmt"
	"math"
	"math/rand"
	"slices"
	"sort"
	"strings"
)

type ID int16
type F float32
type S string
type P struct {
	a, b int
	s    string
	f    float64
	u    uint8
}

func check[T cmp.Ordered](name string, x []T) {
	y := slices.Clone(x)
	slices.SortFunc(y, func(a, b T) int { return cmp.Compare(a, b) })
	slices.Sort(x)
	for i := range x {
		if cmp.Compare(x[i], y[i]) != 0 || i > 0 && cmp.Less(x[i], x[i-1]) {
			fmt.Println(name, "BAD at", i, x[i], y[i])
			return
		}
	}
}

func calls(s *[]string, n int) int { *s = append(*s, fmt.Sprint("f", n)); return n }

func gen[T cmp.Ordered](a, b T) (int, bool) { return cmp.Compare(a, b), cmp.Less(a, b) }

func main() {
	r := rand.New(rand.NewSource(1))
	for _, n := range []int{0, 1, 2, 3, 10, 24, 25, 26, 50, 100, 255, 256, 300, 520} {
		for _, m := range []int{2, 10, 1 << 30} {
			ints := make([]int, n)
			ids := make([]ID, n)
			bytes := make([]byte, n)
			fs := make([]F, n)
			ds := make([]float64, n)
			ss := make([]S, n)
			us := make([]uint64, n)
			rs := make([]rune, n)
			for i := range ints {
				v := r.Intn(m) - m/2
				ints[i], ids[i], bytes[i], fs[i], ds[i], ss[i], us[i], rs[i] = v, ID(v), byte(v), F(v)/3, float64(v)*1.5, S(fmt.Sprint(v)), uint64(v), rune(v)
				if v%7 == 3 {
					ds[i] = math.NaN()
					fs[i] = F(math.NaN())
				}
				if v%7 == 4 {
					ds[i] = math.Inf(v%2*2 + 1)
				}
			}
			check("int", ints)
			check("id", ids)
			check("byte", bytes)
			check("f", fs)
			check("d", ds)
			check("s", ss)
			check("u", us)
			check("r", rs)
			slices.Reverse(ints)
			check("rev", ints)
			for i := range ints {
				ints[i] = i * (n - i)
			}
			check("organ", ints)
			for i := range ints {
				ints[i] = i ^ 1
			}
			check("pairs", ints)
			for i := range ints {
				ints[i] = i % 17
			}
			check("saw", ints)
		}
	}
	nan := math.NaN()
	for _, a := range []float64{nan, math.Inf(-1), -1, math.Copysign(0, -1), 0, 1, math.Inf(1)} {
		for _, b := range []float64{nan, math.Inf(-1), -1, 0, 1, math.Inf(1)} {
			c1, l1 := gen(a, b)
			c2, l2 := gen(float32(a), float32(b))
			fmt.Print(cmp.Compare(a, b), cmp.Compare(float32(a), float32(b)), cmp.Less(a, b), c1, l1, c2, l2, ";")
		}
		fmt.Println()
	}
	fmt.Println(gen(int8(-1), 3))
	fmt.Println(gen(uint8(255), 3))
	fmt.Println(gen(uint64(1<<63), 3))
	fmt.Println(gen("a", "b"))
	fmt.Println(gen("b", "b"))
	fmt.Println(gen("bc", "b"))
	fmt.Println(cmp.Compare[int](3, 2), cmp.Compare(uint64(1)<<63, 1), strings.Compare("x", "yy"), strings.Compare("x", ""))
	var log []string
	fmt.Println(cmp.Or(calls(&log, 0), calls(&log, 0), calls(&log, 3), calls(&log, 4)), log)
	log = nil
	x := 0
	fmt.Println(cmp.Or(calls(&log, 0), x, 7), cmp.Or("", "a", "b"), cmp.Or("", ""), cmp.Or[int](), cmp.Or(0.0, 2.5), cmp.Or(nil, &x) == &x)
	x = cmp.Or(0, x, x+1)
	fmt.Println(x, log, cmp.Or([]int{0, 9}...))
	var p *P
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(cmp.Or(1, p.a))
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		z := 0
		fmt.Println(cmp.Or(1, 1/z))
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(cmp.Or(cmp.Compare(p.a, 1), p.b))
	}()
	ps := make([]*P, 300)
	qs := make([]P, 300)
	for i := range ps {
		ps[i] = &P{r.Intn(10), r.Intn(10), fmt.Sprint(r.Intn(10)), r.Float64(), uint8(r.Intn(300))}
		qs[i] = *ps[i]
	}
	count := 0
	slices.SortFunc(ps, func(a, b *P) int {
		count++
		return cmp.Or(cmp.Compare(a.a, b.a), -cmp.Compare(a.b, b.b), strings.Compare(a.s, b.s), cmp.Compare(a.u, b.u), cmp.Compare(a.f, b.f))
	})
	slices.SortStableFunc(qs, func(a, b P) int {
		return cmp.Or(cmp.Compare(a.a, b.a), -cmp.Compare(a.b, b.b), cmp.Compare(a.s, b.s), cmp.Compare(a.u, b.u), cmp.Compare(a.f, b.f))
	})
	for i := range ps {
		if *ps[i] != qs[i] {
			fmt.Println("differ", i)
		}
	}
	fmt.Println(count, *ps[0], *ps[299])
	sort.Slice(qs, func(i, j int) bool { return cmp.Compare(qs[i].f, qs[j].f) < 0 })
	fmt.Println(qs[0], qs[299])
	i, ok := slices.BinarySearch([]float64{nan, nan, 1, 2}, nan)
	fmt.Println(i, ok)
	i, ok = slices.BinarySearchFunc(ps, 5, func(p *P, v int) int { return cmp.Compare(p.a, v) })
	fmt.Println(i, ok)
}
