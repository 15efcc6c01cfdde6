// Non-blocking sends and receives.
package main

import "fmt"

func trySend[T any](c chan<- T, v T) bool {
	select {
	case c <- v:
		return true
	default:
		return false
	}
}

func tryRecv[T any](c <-chan T) (v T, open, ready bool) {
	select {
	case v, open = <-c:
		return v, open, true
	default:
		return
	}
}

func main() {
	c := make(chan int, 2)
	fmt.Println(tryRecv(c))
	fmt.Println(trySend(c, 1), trySend(c, 2), trySend(c, 3))
	fmt.Println(tryRecv(c))
	fmt.Println(tryRecv(c))
	fmt.Println(tryRecv(c))
	close(c)
	fmt.Println(tryRecv(c))
	un := make(chan string)
	fmt.Println(trySend(un, "nobody listens"))
	dropped := 0
	q := make(chan int, 5)
	for i := range 12 {
		if !trySend(q, i) {
			dropped++
		}
	}
	fmt.Println("dropped", dropped, "kept", len(q))
}
