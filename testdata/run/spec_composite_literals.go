// The specification's "Composite literals": every example and rule.
package main

import "fmt"

type Point3D struct{ x, y, z float64 }
type Line struct{ p, q Point3D }
type PPoint *Point3D
type Pt struct{ x, y int }
type Mat [2][2]int
type named struct {
	Pt
	list []Pt
	m    map[string]*Pt
	_    int
}

func lit[T ~[]int | ~map[int]int](t T) int { return len(t) }

type G[K comparable, V any] struct {
	k K
	v []V
}

func core[M ~map[string]int]() M     { return M{"a": 1} }
func corel[S ~[]E, E any](e E) S     { return S{0: e, 2: e} }
func cores[P struct{ a, b int }]() P { return P{a: 1} }

func main() {
	origin := &Point3D{}
	line := Line{*origin, Point3D{y: -4, z: 12.3}}
	fmt.Println(*origin, line)
	buffer := [10]string{}
	intSet := [6]int{1, 2, 3, 5}
	days := [...]string{"Sat", "Sun"}
	fmt.Println(len(buffer), intSet, days, len(days))
	p1, p2 := &[]int{}, new([]int)
	fmt.Println(*p1 == nil, *p2 == nil, len(*p1))

	// Elided types, also &T for *T and through names.
	fmt.Println([...]Pt{{1, 2}, {3, -4}}, [][]int{{1, 2, 3}, {4, 5}}, [][]Pt{{{0, 1}, {1, 2}}})
	fmt.Println(map[string]Pt{"orig": {0, 0}}, map[Pt]string{{0, 0}: "orig"})
	pp := [2]*Pt{{1, 2}, {}}
	ppp := [2]PPoint{{1.5, -3.5, 0}, {}}
	fmt.Println(*pp[0], *pp[1], *ppp[0], *ppp[1])
	mp := map[*Pt]*Pt{{1, 1}: {2, 2}}
	for k, v := range mp {
		fmt.Println(*k, *v)
	}
	fmt.Println(Mat{{1, 2}, {3, 4}}, []Mat{{{1}}}, map[string][]map[int]Pt{"a": {{1: {2, 3}}}}, []any{1, "x", nil, Pt{1, 2}})
	fmt.Println(*[]*[]int{{1, 2}}[0], [2]struct{ a, b int }{{1, 2}, {b: 3}}, [][2][]string{{{"a"}, {"b", "c"}}})

	// Keys: constants, any order, continued from the last.
	primes := []int{2, 3, 5, 7, 9, 2147483647}
	vowels := [128]bool{'a': true, 'e': true, 'i': true, 'o': true, 'u': true, 'y': true}
	filter := [10]float32{-1, 4: -0.1, -0.1, 9: -1}
	noteFrequency := map[string]float32{"C0": 16.35, "D0": 18.35}
	const last = 5
	fmt.Println(primes, vowels['e'], vowels['f'], filter, noteFrequency, []int{last: 1, 2, 0: 9, 8}, [...]int{3: 1, 1: 2}, len([...]int{7: 0, 1: 5, 6}))
	fmt.Println([]string{2.0: "two", 'a' - 'a': "zero"}, len([]int{9: 0}), cap([]int{1, 2}))

	n := named{Pt: Pt{1, 2}, list: []Pt{{y: 5}}, m: map[string]*Pt{"k": {7, 8}}}
	n.m["k"].x++
	fmt.Println(n.x, n.list, *n.m["k"], named{}.m == nil)
	g := G[string, *Pt]{"k", []*Pt{{1, 2}}}
	fmt.Println(g.k, *g.v[0], G[int, int]{v: []int{1}}, core[map[string]int](), corel[[]string]("e"), cores[struct{ a, b int }]())

	// The address of a literal is that of a new variable each time; elements are evaluated each time.
	var ptrs []*Pt
	for i := range 3 {
		ptrs = append(ptrs, &Pt{i, i})
	}
	ptrs[0].x = 10
	fmt.Println(*ptrs[0], *ptrs[1], *ptrs[2], &Pt{} == &Pt{1, 2}, *&[]int{1}, (&[2]int{1, 2})[1], len(&[3]int{}))
	x := 1
	inc := func() int { x++; return x }
	fmt.Println([]int{inc(), inc(), x}, map[int]int{inc(): inc()}, Pt{y: inc(), x: inc()}, [...]int{2: inc(), 0: inc()})
	// Map literal keys that are no constants may repeat: the last wins.
	a, b := "same", "same"
	fmt.Println(map[string]int{a: 1, b: 2}, lit([]int{1}), lit(map[int]int{1: 2, 3: 4}))
	fmt.Println(struct{}{}, [0]int{}, map[struct{}]bool{{}: true}, [...]struct{}{{}, {}}, [2][]int{})
	if p := (Pt{1, 2}); p == (Pt{1, 2}) {
		fmt.Println("parenthesized")
	}
}
