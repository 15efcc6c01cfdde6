// What the specification forbids in calls.
package main

func two() (int, string)   { return 1, "s" }
func none()                {}
func f(a int, s ...string) {}
func g(a int, b string)    {}

func main() {
	g(1)
	g(1, "s", 2)
	g(two(), 1)
	g(two()...)
	f(1, []int{1}...)
	f(1, "a", []string{"b"}...)
	f(two(), "x")
	g(none())
	x := none()
	3()
	f()
	f(nil...)
	_ = two()
}
