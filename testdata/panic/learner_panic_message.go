package main

import "fmt"

type Matrix struct {
	rows, cols int
	data       []float64
}

func New(r, c int) *Matrix { return &Matrix{r, c, make([]float64, r*c)} }

func (m *Matrix) At(i, j int) float64 { return m.data[i*m.cols+j] }

func (m *Matrix) Mul(o *Matrix) *Matrix {
	if m.cols != o.rows {
		panic(fmt.Sprintf("dimension mismatch: %dx%d * %dx%d", m.rows, m.cols, o.rows, o.cols))
	}
	return nil
}

func main() {
	defer fmt.Println("deferred 1")
	a, b := New(2, 3), New(2, 3)
	fmt.Println(a.At(1, 2))
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		a.At(5, 5)
	}()
	a.Mul(b)
}
