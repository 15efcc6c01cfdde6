// flags: -lang=go1.21

package main

func main() {
	for i := range 10 {
		println(i)
	}
	for range 3 {
	}
	n := 5
	for range n {
	}
}
