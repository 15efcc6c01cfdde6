// Constants that a loop needs in slots are loaded before it, also out of nested loops; behind a call they are loaded again.
package main

func scramble(n int) uint64 {
	h := uint64(1)
	for i := 0; i < n; i++ {
		for j := i; j < 100000; j += 7 {
			h = h*6364136223846793005 + 1442695040888963407
		}
	}
	return h
}

//go:noinline
func next(x int) int { return x * 3 }

func calls(n int) int {
	x := 1
	for range n {
		x = next(x) % 1000003
	}
	return x
}

func fill(s []float64) {
	for i := range s {
		s[i] = 0.5
	}
}

func main() {
	s := make([]float64, 4)
	fill(s)
	println(scramble(3), calls(5), s[3])
}
