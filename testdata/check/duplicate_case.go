package main

func f(n int, v any, s string) {
	switch n {
	case 1, 2:
	case 2:
	}
	switch s {
	case "a":
	case "b", "a":
	}
	switch v.(type) {
	case int:
	case string, int:
	}
}

func main() { f(1, 2, "") }
