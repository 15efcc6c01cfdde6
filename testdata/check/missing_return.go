package main

import "fmt"

func sign(n int) int {
	if n > 0 {
		return 1
	} else if n < 0 {
		return -1
	}
}

func loop(n int) int {
	for n > 0 {
		n--
	}
}

func sw(n int) string {
	switch n {
	case 1:
		return "one"
	}
}

func main() { fmt.Println(sign(1), loop(1), sw(1)) }
