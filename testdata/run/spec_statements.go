// The specification's "Terminating statements", "Empty", "Labeled", "Expression", "Send" and "IncDec statements".
package main

import "fmt"

// Each function ends in another terminating statement: none needs a return at its end.
func t1() int { return 1 }
func t2() int { panic("t2") }
func t3() int {
	n := 0
L:
	n++
	if n > 3 {
		return n
	}
	goto L
}
func t4() int {
	{
		{
			return 4
		}
	}
}
func t5(b bool) int {
	if b {
		return 5
	} else if !b {
		panic(b)
	} else {
		return 0
	}
}
func t6() int {
	n := 0
	for {
		n++
		func() {
			for {
				break // refers to another loop
			}
		}()
		for {
			break
		}
		switch {
		case true:
			break
		}
		if n == 6 {
			return n
		}
	}
}
func t7(n int) int {
	switch n {
	case 1:
		return 7
	case 2:
		fallthrough
	case 3:
		goto end
	default:
		panic(n)
	}
end:
	return 70
}
func t8(v any) int {
	switch v := v.(type) {
	case int:
		return v
	default:
		return -1
	}
}
func t9(c chan int) int {
	select {
	case v := <-c:
		return v
	case c <- 9:
		{
			return 90
		}
	}
}
func t10() int {
	select {}
}
func t11() (n int) {
outer:
	for {
		for {
			n++
			if n < 3 {
				continue outer
			}
			return
		}
	}
}
func t12(n int) int {
label:
	for ; ; n++ {
		if n > 10 {
			return n
		}
		continue label
	}
}
func t13() int {

	{
	}
	return 13

}

type S []int

func (s *S) add(n int) int { *s = append(*s, n); return len(*s) }

func main() {
	defer func() { fmt.Println("recovered", recover()) }()
	c := make(chan int, 1)
	fmt.Println(t1(), t3(), t4(), t5(true), t6(), t7(1), t7(2), t8(8), t8(nil), t9(c), t9(c), t11(), t12(5), t13())
	// Calls and receives may stand as statements, also in parentheses.
	var s S
	s.add(1)
	(s.add(2))
	func() { s.add(3) }()
	c <- 1
	<-c
	c <- 2
	(<-c)
	copy(s, S{10})
	len := func(x S) int { return 0 }
	len(s) // not the built-in
	fmt.Println(s, len(s), t10 != nil)
	// Send: the channel and the value first; nil blocks, closed panics.
	var send chan<- int = c
	send <- s.add(4) + 3
	fmt.Println(<-c)
	var nilc chan int
	select {
	case nilc <- 1:
	case <-nilc:
	default:
		fmt.Println("a nil channel blocks for ever")
	}
	anyc := make(chan any, 2)
	anyc <- 1
	anyc <- "x"
	fmt.Println(<-anyc, <-anyc)
	close(c)
	func() {
		defer func() { fmt.Println(recover()) }()
		c <- s.add(5)
	}()
	fmt.Println(s)
	// ++ and -- are assignments x += 1, x -= 1.
	i, f, z, m, p, u := 1, 1.5, 1i, map[string]int{}, &s[0], uint8(255)
	i++
	f--
	z++
	m["new"]++
	m["new"]++
	s[1]--
	*p++
	u++
	(i)++
	type E struct{ n [2]int8 }
	e := &E{n: [2]int8{127}}
	e.n[0]++
	fmt.Println(i, f, z, m, s, u, e.n)

empty:
	for i := range 3 {
	inner:
		for {
			if i == 1 {
				continue empty
			}
			break inner
		}
	}
	goto done
done:
	t2()
}
