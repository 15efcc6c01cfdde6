// flags: -lang=go1.20

package main

func main() {
	m := map[int]int{}
	clear(m)
	_ = min(1, 2)
	_ = max(1.5, 2)
	x := 3
	_ = max(x, 2)
}
