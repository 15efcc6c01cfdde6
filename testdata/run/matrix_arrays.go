package main

import "fmt"

type Matrix [3][3]float64

func (a Matrix) Mul(b Matrix) (c Matrix) {
	for i := range a {
		for j := range b[0] {
			for k := range b {
				c[i][j] += a[i][k] * b[k][j]
			}
		}
	}
	return
}

func transpose(m *Matrix) {
	for i := range m {
		for j := range i {
			m[i][j], m[j][i] = m[j][i], m[i][j]
		}
	}
}

func main() {
	m := Matrix{{1, 2, 3}, {0, 1, 4}, {5, 6, 0}}
	n := m
	transpose(&n)
	fmt.Println(m.Mul(n), m == n)
	for _, row := range n {
		fmt.Printf("%5.1f\n", row)
	}
}
