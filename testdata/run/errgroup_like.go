// A group of goroutines whose first error cancels the others, written with the standard library alone.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

type Group struct {
	wg     sync.WaitGroup
	once   sync.Once
	err    error
	cancel context.CancelCauseFunc
	sem    chan struct{}
}

func WithContext(ctx context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	return &Group{cancel: cancel}, ctx
}

func (g *Group) SetLimit(n int) { g.sem = make(chan struct{}, n) }

func (g *Group) Go(f func() error) {
	if g.sem != nil {
		g.sem <- struct{}{}
	}
	g.wg.Add(1)
	go func() {
		defer func() {
			if g.sem != nil {
				<-g.sem
			}
			g.wg.Done()
		}()
		if err := f(); err != nil {
			g.once.Do(func() {
				g.err = err
				if g.cancel != nil {
					g.cancel(err)
				}
			})
		}
	}()
}

func (g *Group) Wait() error {
	g.wg.Wait()
	if g.cancel != nil {
		g.cancel(g.err)
	}
	return g.err
}

func main() {
	g, ctx := WithContext(context.Background())
	g.SetLimit(8)
	cancelled := make([]bool, 4)
	for i := range 4 {
		g.Go(func() error {
			if i == 2 {
				return fmt.Errorf("task %d failed", i)
			}
			<-ctx.Done()
			cancelled[i] = true
			return ctx.Err()
		})
	}
	fmt.Println(g.Wait(), cancelled, context.Cause(ctx))
	var plain Group
	for range 3 {
		plain.Go(func() error { return nil })
	}
	fmt.Println(plain.Wait())
	e := &Group{}
	e.Go(func() error { return errors.Join(errors.New("a"), errors.New("b")) })
	fmt.Println(e.Wait())
}
