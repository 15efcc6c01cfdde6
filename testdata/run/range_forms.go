package main

import "fmt"

func main() {
	for i := range 3 {
		fmt.Print(i, " ")
	}
	var n int8 = 3
	for i := range n {
		fmt.Printf("%T%d ", i, i)
	}
	for range 2 {
		fmt.Print("* ")
	}
	arr := [3]int{1, 2, 3}
	for i, v := range arr {
		arr[2] = 10
		fmt.Print(i, ":", v, " ")
	}
	for i, v := range &arr {
		arr[2] = 20
		fmt.Print(i, ":", v, " ")
	}
	for i := range "añ" {
		fmt.Print(i, " ")
	}
	var p *[4]int
	for i := range p {
		fmt.Print(i, " ")
	}
	fmt.Println(len(p))
	s := []int{1, 2}
	for _, v := range s {
		s = append(s, v*10)
	}
	var k, e int
	for k, e = range s {
	}
	fmt.Println(s, k, e)
	var x struct{ i int }
	for x.i = range 5 {
	}
	fmt.Println(x)
	for i := 10; i > 0; i /= 2 {
		fmt.Print(i, " ")
	}
	fmt.Println()
}
