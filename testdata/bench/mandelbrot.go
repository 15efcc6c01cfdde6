// The Mandelbrot set: floating-point variables in a tight loop.
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

func bench(n int) int {
	inside := 0
	for y := range n {
		for x := range n {
			cr, ci := 3*float64(x)/float64(n)-2, 2*float64(y)/float64(n)-1
			zr, zi := 0.0, 0.0
			i := 0
			for ; i < 200 && zr*zr+zi*zi <= 4; i++ {
				zr, zi = zr*zr-zi*zi+cr, 2*zr*zi+ci
			}
			inside += i
		}
	}
	return inside
}

func main() {
	n := 900
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("mandelbrot", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
