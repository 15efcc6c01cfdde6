//go:build go1.22

// flags: -lang=go1.20

package main

func main() {
	for i := range 3 {
		println(i)
	}
	for i := range func(yield func(int) bool) {} {
		println(i)
	}
}
