package main

func main() {
	f := func(n int) int {
		if n > 0 {
			return "x"
		}
	}
	var g func(string) = func(n int) {}
	f()
	g(1)
}
