// A channel of a bubble, used outside of it.
package main

import (
	"testing"
	"testing/synctest"
)

func test(t *testing.T) {
	var c chan int
	synctest.Test(t, func(t *testing.T) { c = make(chan int, 1) })
	go func() {
		select {
		case <-c:
		default:
		}
	}()
	select {}
}

func main() {
	match := func(pat, str string) (bool, error) { return true, nil }
	testing.Main(match, []testing.InternalTest{{"Test", test}}, nil, nil)
}
