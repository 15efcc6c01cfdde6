// Requests that carry their own reply channel.
package main

import "fmt"

type request struct {
	key   string
	value int
	write bool
	reply chan response
}

type response struct {
	value int
	found bool
}

func server(reqs <-chan request) {
	data := map[string]int{}
	for r := range reqs {
		if r.write {
			data[r.key] = r.value
			r.reply <- response{r.value, true}
			continue
		}
		v, ok := data[r.key]
		r.reply <- response{v, ok}
	}
}

func main() {
	reqs := make(chan request)
	go server(reqs)
	call := func(r request) response {
		r.reply = make(chan response)
		reqs <- r
		return <-r.reply
	}
	fmt.Println(call(request{key: "a"}))
	fmt.Println(call(request{key: "a", value: 42, write: true}))
	fmt.Printf("%+v\n", call(request{key: "a"}))
	close(reqs)

	cc := make(chan chan string, 2)
	c := make(chan string, 1)
	cc <- c
	c <- "nested"
	fmt.Println(<-<-cc)
}
