// Each kind of range loop.
package main

func main() {
	s := []int{1, 2, 3}
	for i, v := range s {
		println(i, v)
	}
	for i := range s {
		println(i)
	}
	for i := range 3 {
		println(i)
	}
	for i, r := range "aé" {
		println(i, r)
	}
	a := [2]string{"x", "y"}
	for _, v := range a {
		println(v)
	}
	m := map[string]int{"k": 1}
	for k, v := range m {
		println(k, v)
	}
	c := make(chan int, 1)
	c <- 1
	close(c)
	for v := range c {
		println(v)
	}
}
