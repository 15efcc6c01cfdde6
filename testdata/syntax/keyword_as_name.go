package main

func main() {
	type := 3
	var func = 2
	println(type)
}
