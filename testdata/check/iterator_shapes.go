package main

func bad1(yield func(int)) {}

func bad2(yield func(a, b, c int) bool) {}

func main() {
	for range bad1 {
	}
	for range bad2 {
	}
	for a, b := range func(yield func(int) bool) {} {
		_, _ = a, b
	}
}
