package main

// What go and defer start is an operand: operators do not belong to it.

func f() int { return 0 }

func main() {
	var p *func()
	var c chan func()
	go -f()
	defer !f()
	go *p()
	defer <-c
	go f() + f()
	defer f() * 2
	go (f())
	defer (<-c)()
	go (*p)()
	defer []func(){f}[0]()
	go <-chan int(nil)
}
