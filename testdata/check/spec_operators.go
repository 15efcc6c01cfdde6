// What the specification forbids of operators.
package main

func main() {
	var i int
	var f float64
	var s string
	var b bool
	var u uint = 3
	_ = i + f
	_ = s - s
	_ = f % 2
	_ = !i
	_ = -s
	_ = ^f
	_ = b + b
	_ = i && b
	_ = 1.0 << u * f
	_ = f << 1
}
