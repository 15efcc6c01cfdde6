// A go or defer statement may start a function that returns something, before anybody has called it.
package main

import "fmt"

type counter struct{ n int }

func (c *counter) add(n int, done chan string) (int, error) {
	c.n += n
	done <- fmt.Sprint("method ", c.n, " ", n)
	return c.n, nil
}

type adder interface {
	add(n int, done chan string) (int, error)
}

type outer struct{ *counter }

func generic[T any](v T, done chan string) (T, T) {
	done <- fmt.Sprint("generic ", v)
	return v, v
}

func main() {
	done := make(chan string)
	go func(a int, s string) int {
		done <- fmt.Sprint("literal ", a, s)
		return a
	}(42, "x")
	fmt.Println(<-done)

	f := func(a int, s string, t [3]string) (string, [2]int, error) {
		done <- fmt.Sprint("value ", a, s, t)
		return s, [2]int{}, nil
	}
	go f(2, "w", [3]string{"a", "b", "c"})
	fmt.Println(<-done)

	c := &counter{1}
	go c.add(2, done)
	fmt.Println(<-done)
	bound := (&counter{10}).add
	go bound(3, done)
	fmt.Println(<-done)
	go (*counter).add(&counter{20}, 4, done)
	fmt.Println(<-done)
	go adder.add(&counter{30}, 5, done)
	fmt.Println(<-done)
	var a adder = outer{&counter{40}}
	go a.add(6, done)
	fmt.Println(<-done)
	viaInterface := a.add
	go viaInterface(7, done)
	fmt.Println(<-done)
	go outer.add(outer{&counter{50}}, 8, done)
	fmt.Println(<-done)
	go generic("t", done)
	fmt.Println(<-done)

	defer func(a string) (x, y int) {
		fmt.Println("deferred", a)
		return 1, 2
	}("z")
}
