// Multiplication of matrices that are slices of slices.
//
// group: floats
// args: 20
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func matrix(n int, f func(i, j int) float64) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
		for j := range m[i] {
			m[i][j] = f(i, j)
		}
	}
	return m
}

func bench(n int) string {
	a := matrix(n, func(i, j int) float64 { return float64(i-j) / float64(n) })
	b := matrix(n, func(i, j int) float64 { return float64(i+j) / float64(n) })
	c := matrix(n, func(i, j int) float64 { return 0 })
	for i := range n {
		for j := range n {
			sum := 0.0
			for k := range n {
				sum += a[i][k] * b[k][j]
			}
			c[i][j] = sum
		}
	}
	return fmt.Sprintf("%.6f", c[n/2][n/3])
}

func main() {
	n := 420
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("matmul", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
