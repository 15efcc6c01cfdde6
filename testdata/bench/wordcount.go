// Scanning a text for words and counting them, the ten commonest last.
//
// group: data
// args: 1
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"
)

func bench(n int) string {
	var text bytes.Buffer
	seed := 17
	for range 20_000 {
		for k := 0; k < 3+seed%5; k++ {
			seed = seed * 16807 % 2147483647
			text.WriteByte(byte('a' + seed%7*(seed>>8%3)%26))
		}
		text.WriteByte(" \n"[seed>>5&1])
	}
	counts := map[string]int{}
	for range n {
		scanner := bufio.NewScanner(bytes.NewReader(text.Bytes()))
		scanner.Split(bufio.ScanWords)
		for scanner.Scan() {
			counts[scanner.Text()]++
		}
	}
	type pair struct {
		word string
		n    int
	}
	var list []pair
	for w, c := range counts {
		list = append(list, pair{w, c})
	}
	slices.SortFunc(list, func(a, b pair) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.word, b.word)) })
	return fmt.Sprint(len(list), list[:min(10, len(list))])
}

func main() {
	n := 60
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("wordcount", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
