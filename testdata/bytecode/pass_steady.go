// Fields, rows and package variables that a loop does not change are loaded before it.
package main

type matrix struct {
	rows, cols int
	data       []float64
}

func (m *matrix) at(i, j int) float64 { return m.data[i*m.cols+j] }

func dot(m, o *matrix, i, j int) float64 {
	if o.cols == 0 {
		return 0
	}
	s := 0.0
	for k := 0; k < m.cols; k++ {
		s += m.at(i, k) * o.at(k, j)
	}
	return s
}

func relax(dist [][]int, k int) {
	for i := 0; i < len(dist); i++ {
		for j := 0; j < len(dist); j++ {
			if d := dist[i][k] + dist[k][j]; d < dist[i][j] {
				dist[i][j] = d
			}
		}
	}
}

var weights = []int{1, 2}

func weighted(xs []int) int {
	sum := 0
	for i := 0; i < len(xs); i++ {
		sum += xs[i] * weights[i&1]
	}
	return sum
}

func main() {
	m := &matrix{1, 2, []float64{3, 4}}
	println(dot(m, &matrix{2, 1, []float64{5, 6}}, 0, 0), weighted([]int{1, 2}))
	d := [][]int{{0, 1}, {5, 0}}
	relax(d, 1)
	println(d[0][1])
}
