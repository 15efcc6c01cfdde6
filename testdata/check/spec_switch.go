// What the specification forbids of if and switch statements.
package main

func main() {
	var x int
	var e any
	if x {
	}
	switch x {
	case 1, 2, 1:
	case "s":
	case 1.5:
	}
	switch nil {
	}
	switch f := func() {}; f {
	case f:
	}
	switch x {
	case 5:
		fallthrough
	}
	switch t := e.(type) {
	}
	switch e.(type) {
	case int:
		fallthrough
	case int, string:
	}
	switch x.(type) {
	}
	switch true {
	case x > 1, x:
	}
	fallthrough
}
