package main

func main() {
	n := 1
	if n {
	}
	for n {
	}
	if s := "x"; s {
	}
	for i := 0; i; i++ {
	}
}
