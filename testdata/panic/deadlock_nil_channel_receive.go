package main

import "fmt"

func main() {
	var c chan string
	fmt.Println("waiting")
	fmt.Println(<-c)
}
