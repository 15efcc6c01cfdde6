// What the specification forbids in variable and short variable declarations.
package main

func f() (int, int) { return 1, 2 }
func none()         {}

x := 1

func main() {
}
