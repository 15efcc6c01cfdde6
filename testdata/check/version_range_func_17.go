// flags: -lang=go1.17

package main

func seq(yield func(int) bool) { yield(1) }

func main() {
	for i := range seq {
		println(i)
	}
	for i := range 3 {
		println(i)
	}
}
