// Once, OnceFunc, OnceValue, OnceValues, and a Once whose function panics.
package main

import (
	"errors"
	"fmt"
	"sync"
)

type config struct{ name string }

var (
	once sync.Once
	conf *config
)

func getConfig() *config {
	once.Do(func() {
		fmt.Println("loading")
		conf = &config{"prod"}
	})
	return conf
}

func main() {
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() { getConfig() })
	}
	wg.Wait()
	fmt.Println(getConfig().name, getConfig() == conf)

	f := sync.OnceFunc(func() { fmt.Println("only once") })
	f()
	f()
	calls := 0
	v := sync.OnceValue(func() int { calls++; return 40 + calls })
	fmt.Println(v(), v(), calls)
	vs := sync.OnceValues(func() (string, error) { return "x", errors.New("failed") })
	fmt.Println(vs())
	fmt.Println(vs())

	var o sync.Once
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		o.Do(func() { panic("in once") })
	}()
	o.Do(func() { fmt.Println("never") })
	p := sync.OnceFunc(func() { panic("sticky") })
	for range 2 {
		func() {
			defer func() { fmt.Println("again:", recover()) }()
			p()
		}()
	}
}
