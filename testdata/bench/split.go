// Splitting, joining, searching and replacing in texts.
//
// group: data
// args: 2
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

func bench(n int) int {
	text := strings.Repeat("the quick brown fox, jumps over the lazy dog; ", 60)
	sum := 0
	for i := range n {
		words := strings.Fields(text)
		for _, w := range words {
			if strings.HasSuffix(w, ",") || strings.Contains(w, "az") {
				sum += len(strings.ToUpper(w))
			}
		}
		parts := strings.Split(text, ", ")
		joined := strings.Join(parts, "|")
		sum += strings.Index(joined, "dog") + strings.Count(joined, "o")
		sum += len(strings.ReplaceAll(joined, "the", "a")) + len(strings.TrimSpace(parts[i%len(parts)]))
	}
	return sum
}

func main() {
	n := 5000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("split", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
