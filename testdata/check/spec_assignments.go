// What the specification forbids of assignments.
package main

type T struct{ n int }

func one() int        { return 1 }
func two() (int, int) { return 1, 2 }
func f() T            { return T{} }

const c = 1

func main() {
	var x int
	m := map[string]T{}
	s := "abc"
	x, y := 1, 2
	c = 2
	m["a"].n = 1
	s[0] = 'x'
	f().n = 1
	one() = 1
	x, y = one()
	x = two()
	x = "s"
	_ = nil
	_ += 1
}
