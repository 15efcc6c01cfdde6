package main

func append(s []int) []int { return s }

func main() {
	_ = append(nil)
}
