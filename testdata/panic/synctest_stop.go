// A timer of a bubble, stopped from outside.
package main

import (
	"testing"
	"testing/synctest"
	"time"
)

func test(t *testing.T) {
	var tm *time.Timer
	synctest.Test(t, func(t *testing.T) { tm = time.NewTimer(time.Second) })
	go func() {
		tm.Stop()
	}()
	select {}
}

func main() {
	match := func(pat, str string) (bool, error) { return true, nil }
	testing.Main(match, []testing.InternalTest{{"Test", test}}, nil, nil)
}
