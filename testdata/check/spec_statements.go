// What the specification forbids of expression, send, IncDec and assignment statements.
package main

func f() int { return 1 }

func main() {
	var x int
	var c chan string
	var r <-chan int
	append([]int{}, 1)
	len("foo")
	x
	f
	-f()
	c <- 1
	r <- 1
	f()++
	"s"++
	x.y = 1
}
