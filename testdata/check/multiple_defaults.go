package main

func main() {
	switch n := 3; n {
	case 1:
	default:
	}
	switch {
	case 1:
	case "x":
	}
	switch x := any(1).(type) {
	case int:
	}
}
