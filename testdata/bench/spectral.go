// The spectral norm of an infinite matrix: division and calls of a small function.
//
// group: floats
// args: 30
package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"time"
)

func at(i, j int) float64 { return 1 / float64((i+j)*(i+j+1)/2+i+1) }

func times(u, v []float64) {
	for i := range v {
		sum := 0.0
		for j := range u {
			sum += at(i, j) * u[j]
		}
		v[i] = sum
	}
}

func transposed(u, v []float64) {
	for i := range v {
		sum := 0.0
		for j := range u {
			sum += at(j, i) * u[j]
		}
		v[i] = sum
	}
}

func bench(n int) string {
	u, v, t := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range u {
		u[i] = 1
	}
	for range 10 {
		times(u, t)
		transposed(t, v)
		times(v, t)
		transposed(t, u)
	}
	var uv, vv float64
	for i := range u {
		uv += u[i] * v[i]
		vv += v[i] * v[i]
	}
	return fmt.Sprintf("%.9f", math.Sqrt(uv/vv))
}

func main() {
	n := 1600
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("spectral", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
