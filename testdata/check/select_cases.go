package main

func main() {
	c := make(chan int)
	var out <-chan int
	select {
	case c <- "x":
	case out <- 1:
	case v := 5:
		_ = v
	}
}
