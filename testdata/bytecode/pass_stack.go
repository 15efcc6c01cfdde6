// Where addresses go nowhere else, what they lead to lives in the frame.
package main

type vec struct{ x, y int }

var kept *vec

//go:noinline
func (v *vec) add(o *vec) { v.x += o.x }

//go:noinline
func sum(s []int) (t int) {
	for _, x := range s {
		t += x
	}
	return t
}

//go:noinline
func keep(v *vec) { kept = v }

func local(n int) int {
	v := vec{n, 1}
	w := &vec{x: 2}
	v.add(w)
	return v.x + sum([]int{n})
}

func slices(n int) int {
	s := []int{n, 2}
	var a [2]int
	return sum(s) + sum(a[:])
}

func heap(n int) int {
	v := vec{n, 1}
	keep(&v)
	var last *vec
	for i := 0; i < n; i++ {
		w := vec{i, i}
		last = &w
	}
	return last.x
}

func main() { println(local(3), slices(3), heap(3)) }
