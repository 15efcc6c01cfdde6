package main

import "fmt"

type Matrix struct {
	r, c int
	d    [][]float64
}

func (m Matrix) Row(i int) []float64 { return m.d[i] }
func (m Matrix) At(i, j int) float64 { return m.Row(i)[j] }
func Dot(a, b Matrix) (s float64) {
	for i := range a.d {
		for j := range a.d[i] {
			s += a.At(i, j) *
				b.At(i, j)
		}
	}
	return
}

func main() {
	a := Matrix{2, 2, [][]float64{{1, 2}, {3, 4}}}
	b := Matrix{2, 1, [][]float64{{1, 2}, {3}}}
	fmt.Println(
		Dot(a, a),
		Dot(a,
			b),
	)
}
