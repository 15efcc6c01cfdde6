package main

func a() int {
	return 1
	println()
	println()
	return 2
}

func b(n int) int {
	if n > 0 {
		return 1
	} else {
		return 2
	}
	return 3
}

func c() {
	for {
	}
	println()
}

func d(n int) {
	for {
		if n > 1 {
			break
		}
		continue
		println()
	}
	println()
	panic(1)
	println()
}

func e(n int) int {
	switch n {
	case 1:
		return 1
	default:
		return 2
	}
	return 3
}

func f(n int) int {
	switch n {
	case 1:
		return 1
	}
	return 3
}

func g(n int) int {
	switch n {
	case 1:
		return 1
	default:
		break
		println()
	}
	return 3
}

func h(ch chan int) int {
	select {
	case <-ch:
		return 1
	case ch <- 1:
		panic(2)
	}
	return 3
}

func i() {
	select {}
	println()
}

func j(n int) {
	goto end
	println()
end:
	println()
}

func k(n int) {
outer:
	for {
		for {
			break outer
		}
		println()
	}
	println()
}

func l(x any) int {
	switch x.(type) {
	case int:
		return 1
	default:
		panic(1)
	}
	{
		println()
	}
	return 1
}

func m() {
	func() {
		return
		println()
	}()
	return
	;
}

func n(k int) {
	for k < 3 {
		return
	}
	for range 3 {
		return
	}
	println()
	if k > 0 {
		return
	}
	println()
}

func o() int {
	{
		return 1
	}
	type T int
	return 2
}

func p(n int) {
	switch {
	case n > 1:
		fallthrough
	case n > 2:
		return
		fallthrough
	default:
		return
	}
}

func q() {
L:
	for {
		goto L
	}
	x := 1
	_ = x
}

func main() {}
