// A small pattern matcher (characters, dot, star) over bytes, n rounds.
//
// group: loops
// args: 1
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func matchHere(pattern, text string) bool {
	if pattern == "" {
		return true
	}
	if len(pattern) > 1 && pattern[1] == '*' {
		return matchStar(pattern[0], pattern[2:], text)
	}
	if text != "" && (pattern[0] == '.' || pattern[0] == text[0]) {
		return matchHere(pattern[1:], text[1:])
	}
	return false
}

func matchStar(c byte, pattern, text string) bool {
	for {
		if matchHere(pattern, text) {
			return true
		}
		if text == "" || (text[0] != c && c != '.') {
			return false
		}
		text = text[1:]
	}
}

func bench(n int) int {
	letters := make([]byte, 20_000)
	seed := 7
	for i := range letters {
		seed = seed * 16807 % 2147483647
		letters[i] = byte('a' + seed%5)
	}
	text := string(letters)
	found := 0
	for range n {
		for _, pattern := range []string{"abc", "ab*c", "a.c*d", "b*ab*e", "edcba"} {
			for i := range text {
				if matchHere(pattern, text[i:]) {
					found++
				}
			}
		}
	}
	return found
}

func main() {
	n := 150
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("match", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
