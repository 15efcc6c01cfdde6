package main

func main() {
	println(0x, 0b12, 09, 1e, 1__0, 0o8)
}
