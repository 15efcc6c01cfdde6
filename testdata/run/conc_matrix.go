package main

import (
	"fmt"
	"runtime"
	"sync"
)

type Matrix [][]float64

func New(n int, f func(i, j int) float64) Matrix {
	m := make(Matrix, n)
	for i := range m {
		m[i] = make([]float64, n)
		for j := range m[i] {
			m[i][j] = f(i, j)
		}
	}
	return m
}

func serial(a, b Matrix) Matrix {
	return New(len(a), func(i, j int) float64 {
		s := 0.0
		for k := range b {
			s += a[i][k] * b[k][j]
		}
		return s
	})
}

func parallel(a, b Matrix, workers int) Matrix {
	n := len(a)
	c := New(n, func(int, int) float64 { return 0 })
	rows := make(chan int)
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range rows {
				for k := 0; k < n; k++ {
					x := a[i][k]
					for j := 0; j < n; j++ {
						c[i][j] += x * b[k][j]
					}
				}
			}
		}()
	}
	for i := 0; i < n; i++ {
		rows <- i
	}
	close(rows)
	wg.Wait()
	return c
}

type Mat3 [3][3]int

func (m Mat3) Mul(o Mat3) (r Mat3) {
	for i := range m {
		for j := range o {
			for k := range 3 {
				r[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return
}

func (m *Mat3) T() {
	for i := range m {
		for j := range i {
			m[i][j], m[j][i] = m[j][i], m[i][j]
		}
	}
}

func main() {
	n := 96
	a := New(n, func(i, j int) float64 { return float64(i*j%7) + 0.5 })
	b := New(n, func(i, j int) float64 { return float64((i+j)%5) - 1 })
	s, p := serial(a, b), parallel(a, b, runtime.NumCPU())
	same := true
	trace := 0.0
	for i := range s {
		trace += s[i][i]
		for j := range s[i] {
			if s[i][j] != p[i][j] {
				same = false
			}
		}
	}
	fmt.Println(same, trace)
	m := Mat3{{1, 2, 3}, {4, 5, 6}, {7, 8, 10}}
	r := m.Mul(m)
	r.T()
	fmt.Println(r, m, r == m, r != Mat3{})
	fmt.Printf("%v %T %d\n", r[1:], r, len(r[0]))
	ms := map[Mat3]string{m: "m", r: "r"}
	fmt.Println(ms[m], ms[m.Mul(Mat3{{1}, {0, 1}, {0, 0, 1}})])
}
