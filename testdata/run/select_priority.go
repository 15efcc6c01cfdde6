// Giving one channel priority by asking it first.
package main

import "fmt"

func main() {
	high, low := make(chan string, 3), make(chan string, 3)
	for i := 1; i <= 3; i++ {
		low <- fmt.Sprint("low", i)
		high <- fmt.Sprint("high", i)
	}
	for range 6 {
		select {
		case v := <-high:
			fmt.Println(v)
			continue
		default:
		}
		select {
		case v := <-high:
			fmt.Println(v)
		case v := <-low:
			fmt.Println(v)
		}
	}
	select {
	case v := <-high:
		fmt.Println("surprise", v)
	case v := <-low:
		fmt.Println("surprise", v)
	default:
		fmt.Println("both empty")
	}
}
