package main

import "fmt"

type Color int
const (
	Red Color = iota
	Green
)
func paint(c Color) string {
	switch c {
	case Red: return "r"
	case "green": return "g"
	case 1.5: return "x"
	}
}
func main() {
	var c Color = "red"
	c = 3
	n := 2
	c = n
	paint(n)
	Red = 5
	Red++
	fmt.Println(&Red, c)
}
