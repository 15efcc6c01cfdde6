// A WaitGroup of two bubbles.
package main

import (
	"sync"
	"testing"
	"testing/synctest"
)

func test(t *testing.T) {
	var wg sync.WaitGroup
	for range 2 {
		synctest.Test(t, func(t *testing.T) {
			go wg.Add(1)
			synctest.Wait()
		})
	}
}

func main() {
	match := func(pat, str string) (bool, error) { return true, nil }
	testing.Main(match, []testing.InternalTest{{"Test", test}}, nil, nil)
}
