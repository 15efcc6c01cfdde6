package main

import "fmt"

func main() {
	a := [5]int{1, 2, 3, 4, 5}
	s := a[1:3]
	t := append(s, 99)
	fmt.Println(a, s, t, len(s), cap(s))
	u := append(s[:2:2], 77)
	u[0] = -1
	fmt.Println(a, u)
	s = s[:cap(s)]
	copy(s, s[1:])
	n0 := copy(s, []int{7})
	fmt.Println(a, n0)
	var n []int
	fmt.Println(n == nil, len(n), append(n, n...) == nil, []int{} == nil)
	grid := make([][]rune, 3)
	for i := range grid {
		grid[i] = []rune(".....")
	}
	grid[1][2] = '#'
	for _, row := range grid {
		fmt.Println(string(row))
	}
	s2 := []int{0, 1, 2, 3, 4}
	s2 = append(s2[:1], s2[2:]...)
	fmt.Println(s2, s2[:5])
	p := (*[2]int)(s2)
	p[0] = 50
	fmt.Println(s2, *p, len(p))
	b := append([]byte("hi "), "there"...)
	fmt.Println(string(b))
	for i, v := range s2 {
		s2 = append(s2, v)
		s2[i] *= 2
	}
	fmt.Println(s2)
}
