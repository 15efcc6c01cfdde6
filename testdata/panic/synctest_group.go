// A WaitGroup of a bubble, added to from outside.
package main

import (
	"sync"
	"testing"
	"testing/synctest"
)

func test(t *testing.T) {
	var wg sync.WaitGroup
	synctest.Test(t, func(t *testing.T) { wg.Add(1) })
	go func() {
		wg.Add(1)
	}()
	select {}
}

func main() {
	match := func(pat, str string) (bool, error) { return true, nil }
	testing.Main(match, []testing.InternalTest{{"Test", test}}, nil, nil)
}
