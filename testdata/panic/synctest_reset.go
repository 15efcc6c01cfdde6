// A ticker of a bubble, reset from outside.
package main

import (
	"testing"
	"testing/synctest"
	"time"
)

func test(t *testing.T) {
	var tm *time.Ticker
	synctest.Test(t, func(t *testing.T) { tm = time.NewTicker(time.Second) })
	go func() {
		tm.Reset(1)
	}()
	select {}
}

func main() {
	match := func(pat, str string) (bool, error) { return true, nil }
	testing.Main(match, []testing.InternalTest{{"Test", test}}, nil, nil)
}
