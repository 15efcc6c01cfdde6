package main

import (
	"fmt"
	"strings"
)

func main() {
	s := "abc"
	s[0] = 'x'
	for i, c := range s {
		if c == "a" {
			fmt.Println(i + c)
		}
	}
	if s == 'a' || s[0] == "a" {
	}
	n := s.len()
	t := s.ToUpper()
	u := strings.Split(s)
	v := strings.Join("a", "b")
	w := s * 2
	x := s - "a"
	fmt.Println(len(s, s), n, t, u, v, w, x)
}
