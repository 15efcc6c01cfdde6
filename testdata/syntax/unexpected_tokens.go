package main

func main() {
	a := []int{1, 2
	}
	a[1 = 3
	return )
}
