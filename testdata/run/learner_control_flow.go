package main

import "fmt"

func collatz(n int) (steps int) {
loop:
	if n == 1 {
		return
	}
	steps++
	if n%2 == 0 {
		n /= 2
		goto loop
	}
	n = 3*n + 1
	goto loop
}

func search(g [][]int, want int) (r, c int) {
	r, c = -1, -1
rows:
	for i, row := range g {
		for j, v := range row {
			switch {
			case v < 0:
				continue rows
			case v == want:
				r, c = i, j
				break rows
			}
		}
	}
	return
}

func sw(n int) (s string) {
	switch n := n * 2; {
	case n > 10:
		s += "big "
		if n > 20 {
			break
		}
		fallthrough
	case n < 0:
		s += "second "
	default:
		s += "default "
	case n == 4:
		s += "four "
	}
	return s
}

func sel(chs ...chan int) (out []int) {
	done := 0
loop:
	for {
		select {
		case v, ok := <-chs[0]:
			if !ok {
				chs[0] = nil
				if done++; done == 2 {
					break loop
				}
				continue loop
			}
			out = append(out, v)
		case v, ok := <-chs[1]:
			if !ok {
				chs[1] = nil
				if done++; done == 2 {
					break loop
				}
				continue
			}
			out = append(out, -v)
			if v == 0 {
				break
			}
		}
	}
	return
}

func deferLoop() (out []int) {
	for i := 0; i < 3; i++ {
		func() {
			defer func() {
				if r := recover(); r != nil {
					out = append(out, r.(int))
				}
			}()
			if i%2 == 0 {
				panic(i * 100)
			}
			out = append(out, i)
		}()
	}
	return
}

func closuresInLoop() {
	var fs [6]func() int
	for i, j := 0, 10; i < 3; i, j = i+1, j-1 {
		fs[i] = func() int { return i*100 + j }
		fs[i+3] = func() int { i++; j++; return i + j }
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	for i := 0; i < 6; i++ {
		defer func() { fmt.Print("D", i, " ") }()
		if i == 1 {
			i += 2
		}
		inc := func() { i++ }
		if i == 4 {
			inc()
		}
	}
}

func main() {
	fmt.Println(collatz(27))
	fmt.Println(search([][]int{{1, 2}, {-1, 5}, {3, 5}}, 5))
	for _, n := range []int{2, 6, 11, -1, 1} {
		fmt.Print(sw(n), "|")
	}
	fmt.Println()
	a, b := make(chan int, 3), make(chan int, 3)
	a <- 1
	a <- 2
	close(a)
	close(b)
	fmt.Println(sel(a, b))
	fmt.Println(deferLoop())
	closuresInLoop()
	fmt.Println()
	i := 0
	for {
		i++
		if i%2 == 0 {
			continue
		}
		if i > 7 {
			break
		}
	}
	for i < 20 {
		i *= 2
	}
	fmt.Println(i)
	for range 3 {
		fmt.Print(".")
	}
	for i := range uint8(3) {
		fmt.Printf("%T%d ", i, i)
	}
	const n = 2
	for i := range n {
		fmt.Printf("%T%d ", i, i)
	}
	for i := range "né" {
		fmt.Print(i, " ")
	}
	for i := range [3]int{} {
		fmt.Print(i, " ")
	}
	fmt.Println()
	switch x := any(i).(type) {
	case string:
	case int:
		switch {
		case x > 10:
			fmt.Println("gt10")
		}
	}
	switch {
	}
	switch i {
	}
	switch f := func() int { return 3 }; f() {
	case 1, 2:
	case 3, 4:
		fmt.Println("three or four")
	}
	{
		goto inner
	inner:
		fmt.Println("inner")
	}
}
