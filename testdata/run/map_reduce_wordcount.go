package main

import (
	"fmt"
	"sort"
	"strings"
)

func mapper(s string) map[string]int {
	m := map[string]int{}
	for _, w := range strings.Fields(strings.ToLower(s)) {
		m[strings.Trim(w, ".,!")]++
	}
	return m
}

func main() {
	texts := []string{"The quick brown fox.", "the lazy dog, the end", "Quick quick! Brown dog."}
	parts := make(chan map[string]int, len(texts))
	for _, t := range texts {
		go func() { parts <- mapper(t) }()
	}
	total := map[string]int{}
	for range texts {
		for w, n := range <-parts {
			total[w] += n
		}
	}
	words := make([]string, 0, len(total))
	for w := range total {
		words = append(words, w)
	}
	sort.Slice(words, func(i, j int) bool {
		if total[words[i]] != total[words[j]] {
			return total[words[i]] > total[words[j]]
		}
		return words[i] < words[j]
	})
	for _, w := range words {
		fmt.Printf("%-6s %d\n", w, total[w])
	}
}
