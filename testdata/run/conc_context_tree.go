package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type key string
type key2 struct{}

func (key2) String() string { return "K2" }

func main() {
	root := context.WithValue(context.Background(), key("user"), "ann")
	fmt.Println(root)
	fmt.Println(context.Background(), context.TODO())
	a, cancelA := context.WithCancelCause(root)
	b, cancelB := context.WithTimeout(a, time.Hour)
	defer cancelB()
	c := context.WithValue(b, key2{}, 3)
	d := context.WithoutCancel(c)
	fmt.Println(c.Value(key("user")), c.Value(key2{}), c.Value("user"), d.Value(key2{}))
	_, has := d.Deadline()
	_, has2 := c.Deadline()
	fmt.Println(has, has2)
	var wg sync.WaitGroup
	wg.Add(2)
	context.AfterFunc(c, func() { defer wg.Done(); fmt.Println("afterfunc", context.Cause(c)) })
	stop := context.AfterFunc(c, func() { fmt.Println("never") })
	fmt.Println(stop(), stop())
	go func() { defer wg.Done(); <-c.Done() }()
	cancelA(errors.New("shutdown"))
	cancelA(errors.New("second ignored"))
	wg.Wait()
	fmt.Println(a.Err(), context.Cause(a))
	fmt.Println(b.Err(), context.Cause(b))
	fmt.Println(d.Err(), context.Cause(d), d.Done() == nil)
	fmt.Println(context.Cause(context.Background()))

	e, cancelE := context.WithDeadlineCause(context.Background(), time.Now().Add(5*time.Millisecond), errors.New("too slow"))
	defer cancelE()
	<-e.Done()
	fmt.Println(e.Err(), context.Cause(e), errors.Is(e.Err(), context.DeadlineExceeded))
	var te interface{ Timeout() bool }
	fmt.Println(errors.As(e.Err(), &te), te.Timeout())
	f, cancelF := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancelF()
	fmt.Println(f.Err())
	g, cancelG := context.WithCancel(e)
	fmt.Println(g.Err(), context.Cause(g))
	cancelG()
	fmt.Println(a)
	func() {
		defer func() { fmt.Println(recover()) }()
		context.WithValue(root, nil, 1)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		context.WithValue(root, []int{1}, 1)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		context.WithCancel(nil)
	}()
}
