package main

import "fmt"

func msort(s []int, depth int) []int {
	if len(s) < 2 {
		return s
	}
	m := len(s) / 2
	var a, b []int
	if depth > 0 {
		done := make(chan struct{})
		go func() { defer close(done); a = msort(s[:m], depth-1) }()
		b = msort(s[m:], depth-1)
		<-done
	} else {
		a, b = msort(s[:m], 0), msort(s[m:], 0)
	}
	out := make([]int, 0, len(s))
	for len(a) > 0 && len(b) > 0 {
		if a[0] <= b[0] {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

func main() {
	s := make([]int, 2000)
	x := uint32(1)
	for i := range s {
		x = x*1664525 + 1013904223
		s[i] = int(x >> 20)
	}
	r := msort(s, 3)
	ok := true
	for i := 1; i < len(r); i++ {
		ok = ok && r[i-1] <= r[i]
	}
	fmt.Println(ok, len(r), r[0], r[1000], r[1999])
}
