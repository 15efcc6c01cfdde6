// Loops over fields and rows that stay what they are, and over some that do not: the fields of what the loop stores to, slices that
// are cut or replaced in the loop, memory with two names, and panics whose order tells what was looked at first.
package main

import "fmt"

type matrix struct {
	rows, cols int
	data       []float64
}

func (m *matrix) at(i, j int) float64     { return m.data[i*m.cols+j] }
func (m *matrix) set(i, j int, v float64) { m.data[i*m.cols+j] = v }

func (m *matrix) times(o *matrix) *matrix {
	out := &matrix{m.rows, o.cols, make([]float64, m.rows*o.cols)}
	for i := 0; i < m.rows; i++ {
		for j := 0; j < o.cols; j++ {
			s := 0.0
			for k := 0; k < m.cols; k++ {
				s += m.at(i, k) * o.at(k, j)
			}
			out.set(i, j, s)
		}
	}
	return out
}

// The loop's own limit and offset change.
type counter struct{ n, step, limit int }

func (c *counter) run() int {
	sum := 0
	for i := 0; i < c.limit; i++ {
		c.n += c.step
		if i == 3 {
			c.limit--
			c.step = 5
		}
		sum += c.n * c.step
	}
	return sum
}

func (c *counter) other(d *counter) int {
	sum := 0
	for i := 0; i < 6; i++ {
		d.step += 2
		sum += c.step
	}
	return sum
}

// Elements that are the slice's own length's neighbours, and the array that the slice is of.
type buffer struct {
	small [4]int
	n     int
	data  []int
}

func (b *buffer) fill() int {
	sum := 0
	for i := 0; i < 8; i++ {
		b.data[i&3] = i
		sum = sum*3 + b.small[2] + b.n
	}
	return sum
}

type one struct{ x int }

func elements(s []one, p *one) int {
	sum := 0
	for i := 0; i < len(s); i++ {
		s[i] = one{i + 10}
		sum += p.x
	}
	return sum
}

func rows(grid [][]int, n int) int {
	sum := 0
	for i := 1; i < n; i++ {
		for j := 0; j < len(grid[i]); j++ {
			grid[i][j] = grid[i-1][j] + 1
			if grid[i][j]%5 == 0 {
				sum += grid[i][j]
			}
		}
	}
	return sum
}

func replaced(grid [][]int) int {
	sum := 0
	for i := 0; i < 4; i++ {
		sum += len(grid[0])
		if i == 1 {
			grid[0] = grid[1]
		}
	}
	return sum
}

var table = []int{1, 2, 3}
var scale = 2

func globals(x []int) int {
	sum := 0
	for i := 0; i < len(x); i++ {
		x[i] += table[i%3] * scale
		sum += x[i]
		if i == 2 {
			scale++
		}
	}
	return sum
}

func conditional(m *matrix, n int) (sum float64) {
	for i := 0; i < n; i++ {
		if i > 2 {
			sum += m.data[i]
		}
	}
	return sum
}

type node struct {
	next *node
	v    []int
}

func walk(n *node, k int) int {
	sum := 0
	for i := 0; i < k; i++ {
		sum += n.v[i]
		n = n.next
	}
	return sum
}

func try(name string, f func() any) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(name, "panics:", e)
		}
	}()
	fmt.Println(name, f())
}

func first(x []int, p *counter, n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		sum += x[i] + p.n
	}
	return sum
}

func second(x []int, p *counter, n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		sum += p.n + x[i]
	}
	return sum
}

func stored(x []int, p *counter, n int) {
	for i := 0; i < n; i++ {
		x[i] = 7
		x[0] += p.n
	}
}

func main() {
	m := &matrix{2, 3, []float64{1, 2, 3, 4, 5, 6}}
	o := &matrix{3, 2, []float64{7, 8, 9, 10, 11, 12}}
	fmt.Println(*m.times(o), *m.times(o).times(m))
	fmt.Println((&counter{1, 2, 9}).run(), (&counter{1, 2, 9}).other(&counter{}))
	c := &counter{1, 2, 9}
	fmt.Println(c.other(c))
	b := &buffer{n: 1}
	b.data = b.small[:]
	fmt.Println(b.fill(), *b)
	s := make([]one, 4)
	fmt.Println(elements(s, &s[2]), elements(s, &one{3}))
	fmt.Println(rows([][]int{{1, 2, 3, 4}, make([]int, 4), make([]int, 2), nil}, 4))
	fmt.Println(replaced([][]int{{1}, {1, 2, 3}}))
	fmt.Println(globals(make([]int, 6)), scale)
	n := &node{nil, []int{1, 2, 3}}
	n.next = &node{n, []int{4, 5, 6}}
	fmt.Println(walk(n, 3))
	try("no rows", func() any { return rows([][]int{{1}, {2, 3}}, 2) })
	try("conditional nil", func() any { return conditional(nil, 3) })
	try("conditional nil, needed", func() any { return conditional(nil, 4) })
	try("index first", func() any { return first(nil, nil, 1) })
	try("nil first", func() any { return second(nil, nil, 1) })
	try("nothing", func() any { return first(nil, nil, 0) })
	x := make([]int, 2)
	try("stored", func() any { stored(x, nil, 2); return x })
	fmt.Println(x)
	try("too short", func() any { return m.times(&matrix{3, 2, []float64{1, 2, 3}}) })
	try("nil matrix", func() any { return m.times(nil) })
	try("walk off", func() any { return walk(&node{nil, []int{1}}, 2) })
}
