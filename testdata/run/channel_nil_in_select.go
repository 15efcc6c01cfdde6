// A nil channel never is ready: merging two inputs by setting the finished one to nil.
package main

import "fmt"

func gen(vs ...int) <-chan int {
	c := make(chan int, len(vs))
	for _, v := range vs {
		c <- v
	}
	close(c)
	return c
}

func main() {
	a, b := gen(1, 3, 5), gen(2, 4, 6, 8)
	sumA, sumB, turns := 0, 0, 0
	for a != nil || b != nil {
		select {
		case v, ok := <-a:
			if !ok {
				a = nil
				continue
			}
			sumA += v
		case v, ok := <-b:
			if !ok {
				b = nil
				continue
			}
			sumB += v
		}
		turns++
	}
	fmt.Println(sumA, sumB, turns)
	var n chan int
	select {
	case <-n:
		fmt.Println("impossible")
	case n <- 1:
		fmt.Println("impossible")
	default:
		fmt.Println("nil channels are never ready")
	}
}
