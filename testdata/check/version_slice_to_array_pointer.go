// flags: -lang=go1.16

package main

func main() {
	s := make([]int, 4)
	_ = (*[4]int)(s)
}
