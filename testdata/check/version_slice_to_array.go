// flags: -lang=go1.19

package main

func main() {
	s := make([]int, 4)
	_ = [4]int(s)
	_ = (*[4]int)(s)
}
