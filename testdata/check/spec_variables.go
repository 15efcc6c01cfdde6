// What the specification forbids in variable declarations and short ones.
package main

func f() (int, int) { return 1, 2 }
func none()         {}

func main() {
	var n = nil
	var i int = "s"
	a, b := 1, 2
	a, b := 3, 4
	x, y, x := 1, 2, 3
	var p, q = f(), 1
	c, d, e := f()
	w := none()
	var u, v int = 1, "2"
	unused := 1
	var s, t int = 1
	b, h := "s", 1
}
