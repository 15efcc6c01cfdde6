package main

func main() int {
	return 1
}

func init(x int) {}
