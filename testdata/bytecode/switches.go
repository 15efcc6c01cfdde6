// Dense cases make a table, sparse ones are searched, strings are compared.
package main

func dense(i int) string {
	switch i {
	case 0:
		return "zero"
	case 1, 2:
		return "few"
	case 3:
		return "three"
	case 4:
		return "four"
	case 5:
		return "five"
	}
	return "many"
}

func sparse(i int) int {
	switch i {
	case 10:
		return 1
	case 1000:
		return 2
	case 100000:
		return 3
	}
	return 0
}

func words(s string) int {
	switch s {
	case "go":
		return 1
	case "stop":
		return 2
	}
	return 0
}

func main() { println(dense(4), sparse(1000), words("stop")) }
