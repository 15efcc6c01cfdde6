package main

func main() {
	a := 1 # 2
	b := a ? 1 : 2
	println(a @ b)
}
