// print and println show no structs and arrays; the compiler says so once everything else is right.
package main

import "time"

type Point struct{ X, Y int }

func main() {
	p := Point{1, 2}
	println(p)
	print(1, p, "and", [2]int{}, p)
	defer println(struct{}{}, struct {
		A int
		B []Point
	}{})
	go print(time.Time{}, &p, []Point{p}, any(p), main, p.X)
	for range 3 {
		println("line", [1]Point{}, map[string]int{}, make(chan Point), 1i)
	}
}
