package main

func main() {
	switch 1 {
	case 1:
		fallthrough
	case 2:
		if true {
			fallthrough
		}
	case 3:
		fallthrough
	}
	switch any(1).(type) {
	case int:
		fallthrough
	default:
	}
}
