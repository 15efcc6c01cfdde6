// A select fills a table of cases; one case alone is the operation itself.
package main

func main() {
	a, b := make(chan int, 1), make(chan string, 1)
	select {
	case a <- 1:
	case s, ok := <-b:
		println(s, ok)
	}
	select {
	case v := <-a:
		println(v)
	default:
		println("none")
	}
	select {
	case b <- "x":
	}
}
