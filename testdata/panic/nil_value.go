package main

func main() {
	defer println("before")
	panic(nil)
}
