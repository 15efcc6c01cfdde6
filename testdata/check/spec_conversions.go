// Conversions that the specification calls illegal.
package main

type S struct{ a int }

func main() {
	i := 5
	s := "x"
	_ = string(65.0)
	_ = int("5")
	_ = []int(s)
	_ = bool(i)
	_ = *int(nil)
	_ = S(struct{ b int }{})
	_ = uint8(256)
	_ = (chan int)(make(<-chan int))
	_ = [3]int("abc")
	_ = int(nil)
	_ = []byte(i)
	_ = float32(s)
}
