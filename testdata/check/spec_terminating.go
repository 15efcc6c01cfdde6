// What is no terminating statement.
package main

func f1() int {
	for {
		break
	}
}
func f2() int {
L:
	for {
		for {
			break L
		}
	}
}
func f3(b bool) int {
	if b {
		return 1
	}
}
func f4(n int) int {
	switch n {
	case 1:
		return 1
	}
}
func f5(n int) int {
	switch {
	default:
		if n > 1 {
			break
		}
		return 1
	}
}
func f6() int {
	for true {
	}
}
func f7() int {
	for range 3 {
		return 1
	}
}
func f8(c chan int) int {
	select {
	case <-c:
		break
	}
}
func f9() int {
	panic := func(any) {}
	panic(1)
}
func f10() int {
	{
	}
}

func main() {}
