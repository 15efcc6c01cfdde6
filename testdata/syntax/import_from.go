package main

import f from "fmt"

func main() {
	f.Println("hello")
}
