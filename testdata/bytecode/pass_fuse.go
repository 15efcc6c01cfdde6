// Several instructions become one: products that are added, rows of rows, slices in fields, indexes with an offset, bits that are
// tested, elements that are jumped on, and loops that step by a variable.
package main

type box struct {
	n    int
	list []int
}

func dot(x, y []float64) (s float64) {
	for i := range x {
		s += x[i] * y[i]
	}
	return s
}

func product(a, b [][]float64, i, j, n int) float64 {
	s := 0.0
	for k := 0; k < n; k++ {
		s += a[i][k] * b[k][j]
	}
	return s
}

func set(a [][]float64, i, j int, v float64) { a[i][j] = v }

func (b *box) at(i int) int     { return b.list[i] }
func (b *box) put(i int, v int) { b.list[i] = v }

func neighbours(a []int, i int) int { return a[i-1] + a[i+1] }

func odd(n int) int {
	if n%2 == 0 {
		return 0
	}
	if n&12 != 0 {
		return 2
	}
	return 1
}

func sieve(s []bool, i, n int) int {
	for j := i * i; j <= n; j += i {
		s[j] = true
	}
	if !s[i] {
		return 1
	}
	return 0
}

func main() {
	b := &box{list: make([]int, 4)}
	b.put(1, 2)
	m := [][]float64{{1, 2}, {3, 4}}
	set(m, 0, 1, 5)
	println(dot(m[0], m[1]), product(m, m, 0, 1, 2), b.at(1), neighbours(b.list, 2), odd(7), sieve(make([]bool, 10), 2, 9))
}
