//go:build go1.21

package main

func main() {
	for i := range 10 {
		println(i)
	}
	_ = min(1, 2)
}
