package main

import "fmt"

func grade(n int) string {
	switch {
	case n >= 90:
		return "A"
	case n >= 80:
		return "B"
	}
	return "C"
}

func f(s string) bool { fmt.Print("[", s, "]"); return s == "yes" }

func main() {
	fmt.Println(grade(95), grade(85), grade(10))
	switch x := 5; x % 3 {
	case 0, 1:
		fmt.Println("zero or one")
	case 2:
		fmt.Println("two")
		fallthrough
	case 7:
		fmt.Println("seven too")
	default:
		fmt.Println("default")
	}
	switch {
	default:
		fmt.Println("default in front")
	case f("no"), f("yes"), f("skipped"):
		fmt.Println("matched")
	}
	switch v := any(3); v {
	case "3":
		fmt.Println("string")
	case 3:
		fmt.Println("int in interface")
	}
	switch c := 'x'; {
	case 'a' <= c && c <= 'z':
		fmt.Println("lower")
	}
	switch [2]int{1, 2} {
	case [2]int{1, 2}:
		fmt.Println("array")
	}
	switch {
	}
}
