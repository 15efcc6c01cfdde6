// Formatting and parsing of numbers: fmt.Sprintf, strconv.
//
// group: data
// args: 100
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func bench(n int) int {
	sum := 0
	for i := range n {
		s := fmt.Sprintf("%d:%s:%6.2f:%x:%v", i, "name", float64(i)/7, i, i%2 == 0)
		sum += len(s)
		k, err := strconv.Atoi(strconv.Itoa(i * 3))
		if err != nil {
			panic(err)
		}
		f, _ := strconv.ParseFloat(strconv.FormatFloat(float64(i)/8, 'g', -1, 64), 64)
		sum += k%7 + int(f)%5
	}
	return sum
}

func main() {
	n := 600000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("format", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
