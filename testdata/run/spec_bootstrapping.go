// The specification's "Bootstrapping": print and println write to standard error.
package main

type S string
type B bool
type N int8

func main() {
	print("a", 1, true, 'x', uint8(2), int64(-3), S("named"), B(false), N(-4), "\n")
	println("b", 1, true, nil == any(nil), 'x', S("s"), 1<<40)
	println()
	print()
	println(1.5, float32(-2.25), 1e100, 0.0, 3+4i)
	var p *int
	var s []int
	var m map[string]int
	var f func()
	var e any
	println(p, s, m, f, e, uintptr(7))
	defer println("deferred", len("x"))
	println("é", "multi\nline")
}
