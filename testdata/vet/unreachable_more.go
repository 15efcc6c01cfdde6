package main

import "os"

func a() {
	os.Exit(1)
	println()
}

func b() int {
	panic("x")
	return 1
}

func c(n int) int {
	for {
		switch n {
		case 1:
			break
		default:
			return 1
		}
	}
	return 2
}

func d(n int) {
loop:
	for {
		switch n {
		case 1:
			break loop
		}
		select {
		default:
			continue loop
			n++
		}
	}
	n++
}

func e(n int) int {
	switch {
	case n > 1:
		return 1
	case n > 2:
		return 2
	}
	return 3
}

func f(ch chan int) int {
	for v := range ch {
		return v
		println()
	}
	return 0
}

func g() {
	if true {
		return
	} else if false {
		panic(1)
	} else {
		return
	}
	println()
}

func h() {
	goto L
	println()
L:
	println()
	goto L
	println()
}

func i() {
	panic := func(int) {}
	panic(1)
	println()
}

func j() func() {
	return func() {
		panic(1)
		println()
	}
	println()
	return nil
}

func k() {
	{
		{
			return
		}
		println()
	}
	println()
}

func l(n int) {
	switch n {
	case 1:
		return
		println()
	case 2:
		println()
	}
	for n < 3 {
		continue
		n++
	}
	for ; ; n++ {
		if n > 5 {
			goto end
		}
	}
end:
	return
	if n > 1 {
		println()
	}
	for {
	}
}

func main() {}
