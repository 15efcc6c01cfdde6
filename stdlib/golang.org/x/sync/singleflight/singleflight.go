// Package singleflight lets concurrent calls for one key share one execution.
package singleflight

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"sync"
)

var errGoexit = errors.New("runtime.Goexit was called")

type panicError struct {
	value any
	stack []byte
}

func (p *panicError) Error() string { return fmt.Sprintf("%v\n\n%s", p.value, p.stack) }

func (p *panicError) Unwrap() error {
	err, _ := p.value.(error)
	return err
}

type call struct {
	wg    sync.WaitGroup
	val   any
	err   error
	dups  int
	chans []chan<- Result
}

// Group is a set of keys and the executions under way for them.
type Group struct {
	mu sync.Mutex
	m  map[string]*call
}

// Result is what DoChan sends.
type Result struct {
	Val    any
	Err    error
	Shared bool
}

// Do calls fn, or waits for a call for key that is under way; shared reports whether others got the same result.
func (g *Group) Do(key string, fn func() (any, error)) (v any, err error, shared bool) {
	g.mu.Lock()
	if g.m == nil {
		g.m = make(map[string]*call)
	}
	if c, ok := g.m[key]; ok {
		c.dups++
		g.mu.Unlock()
		c.wg.Wait()
		if e, ok := c.err.(*panicError); ok {
			panic(e)
		} else if c.err == errGoexit {
			runtime.Goexit()
		}
		return c.val, c.err, true
	}
	c := new(call)
	c.wg.Add(1)
	g.m[key] = c
	g.mu.Unlock()
	g.do(c, key, fn)
	return c.val, c.err, c.dups > 0
}

// DoChan is Do that returns a channel for the result.
func (g *Group) DoChan(key string, fn func() (any, error)) <-chan Result {
	ch := make(chan Result, 1)
	g.mu.Lock()
	if g.m == nil {
		g.m = make(map[string]*call)
	}
	if c, ok := g.m[key]; ok {
		c.dups++
		c.chans = append(c.chans, ch)
		g.mu.Unlock()
		return ch
	}
	c := &call{chans: []chan<- Result{ch}}
	c.wg.Add(1)
	g.m[key] = c
	g.mu.Unlock()
	go g.do(c, key, fn)
	return ch
}

func (g *Group) do(c *call, key string, fn func() (any, error)) {
	normal, recovered := false, false
	defer func() {
		if !normal && !recovered {
			c.err = errGoexit
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		c.wg.Done()
		if g.m[key] == c {
			delete(g.m, key)
		}
		if e, ok := c.err.(*panicError); ok {
			if len(c.chans) > 0 {
				// Those who wait on channels would wait for ever: end the program.
				go panic(e)
				select {}
			}
			panic(e)
		}
		if c.err == errGoexit {
			return
		}
		for _, ch := range c.chans {
			ch <- Result{c.val, c.err, c.dups > 0}
		}
	}()
	func() {
		defer func() {
			if !normal {
				if r := recover(); r != nil {
					stack := stackText()
					// Without the line "goroutine N", which is not this one's when it is printed.
					if i := bytes.IndexByte(stack, '\n'); i >= 0 {
						stack = stack[i+1:]
					}
					c.err = &panicError{r, stack}
				}
			}
		}()
		c.val, c.err = fn()
		normal = true
	}()
	if !normal {
		recovered = true
	}
}

// Forget makes the next call for key execute, whatever is under way.
func (g *Group) Forget(key string) {
	g.mu.Lock()
	delete(g.m, key)
	g.mu.Unlock()
}

func stackText() []byte {
	buf := make([]byte, 4096)
	for {
		n := runtime.Stack(buf, false)
		if n < len(buf) {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}
