// Linked lists, slices of slices and strings: a heap of many shapes under churn.
//
// group: memory
// args: 3
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

type list struct {
	next  *list
	value int
}

type doc struct {
	title string
	lines [][]byte
	tags  map[string]int
}

func bench(n int) int {
	sum := 0
	var keep [16]*list
	docs := make([]*doc, 500)
	for round := range n {
		var head *list
		for i := range 10_000 {
			head = &list{head, i}
		}
		keep[round%len(keep)] = head
		for i := range 100 {
			d := &doc{title: strings.Repeat("t", 1+i%20), tags: map[string]int{"a": i, "b": round}}
			for k := range 20 {
				d.lines = append(d.lines, make([]byte, k*3))
			}
			docs[(round*100+i)%len(docs)] = d
		}
		for l := keep[(round+5)%len(keep)]; l != nil; l = l.next {
			sum += l.value
		}
		if d := docs[round%len(docs)]; d != nil {
			sum += len(d.title) + len(d.lines) + d.tags["b"]
		}
	}
	return sum
}

func main() {
	n := 250
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("lists", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
