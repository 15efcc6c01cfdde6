// A counting loop ends in one fused instruction; the condition is tested once before it.
package main

func main() {
	sum := 0
	for i := 0; i < 10; i++ {
		sum += i
	}
	for i, n := 0, len("abc")*sum; i < n; i++ {
		sum -= 2 * i
	}
	for sum > 5 && sum != 7 {
		sum /= 3
	}
	println(sum)
}
