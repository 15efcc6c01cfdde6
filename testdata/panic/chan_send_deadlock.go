package main

import "fmt"

func main() {
	myChan := make(chan int)
	myChan <- 76
	fmt.Println(<-myChan)
}
