// A room goroutine owns the members; clients talk to it only by channels.
package main

import "fmt"

type client struct {
	name string
	in   chan string
}

func room(join, leave <-chan client, say <-chan string, done chan<- bool) {
	members := map[string]client{}
	tell := func(s string) {
		for _, m := range members {
			m.in <- s
		}
	}
	for {
		select {
		case c := <-join:
			tell(c.name + " joined")
			members[c.name] = c
		case c := <-leave:
			delete(members, c.name)
			close(c.in)
			tell(c.name + " left")
		case s, ok := <-say:
			if !ok {
				close(done)
				return
			}
			tell(s)
		}
	}
}

func main() {
	join, leave, say, done := make(chan client), make(chan client), make(chan string), make(chan bool)
	go room(join, leave, say, done)
	a, b := client{"ada", make(chan string, 9)}, client{"bob", make(chan string, 9)}
	join <- a
	join <- b
	say <- "hi all"
	leave <- b
	say <- "alone"
	close(say)
	<-done
	close(a.in)
	for m := range a.in {
		fmt.Println("ada:", m)
	}
	for m := range b.in {
		fmt.Println("bob:", m)
	}
}
