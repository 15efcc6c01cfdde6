// A program's own type that implements context.Context, wrapped by the library.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

type manual struct {
	done chan struct{}
	err  error
}

func (m *manual) Deadline() (t time.Time, ok bool) { return }
func (m *manual) Done() <-chan struct{}            { return m.done }
func (m *manual) Err() error {
	select {
	case <-m.done:
		return m.err
	default:
		return nil
	}
}
func (m *manual) Value(k any) any {
	if k == "kind" {
		return "manual"
	}
	return nil
}

func main() {
	m := &manual{done: make(chan struct{}), err: errors.New("pulled the plug")}
	var ctx context.Context = m
	child, cancel := context.WithCancel(context.WithValue(ctx, "x", 1))
	defer cancel()
	fmt.Println(child.Err(), child.Value("kind"), child.Value("x"))
	close(m.done)
	<-child.Done()
	fmt.Println(child.Err(), context.Cause(child))
}
