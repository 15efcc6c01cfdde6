package main

import (
	"fmt"
	"reflect"
	"sort"
	"time"
)

func merge(chs ...any) []string {
	cases := make([]reflect.SelectCase, len(chs))
	for i, c := range chs {
		cases[i] = reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)}
	}
	var out []string
	open := len(cases)
	for open > 0 {
		i, v, ok := reflect.Select(cases)
		if !ok {
			cases[i].Chan = reflect.Value{}
			open--
			out = append(out, fmt.Sprintf("closed %d %v", i, v))
			continue
		}
		out = append(out, fmt.Sprintf("%d:%v:%s", i, v.Interface(), v.Type()))
	}
	sort.Strings(out)
	return out
}

func main() {
	a := make(chan int, 3)
	b := make(chan string)
	c := make(chan []byte, 1)
	go func() { a <- 1; a <- 2; close(a) }()
	go func() { b <- "x"; close(b) }()
	go func() { c <- []byte("hi"); time.Sleep(time.Millisecond); close(c) }()
	for _, s := range merge(a, b, c) {
		fmt.Println(s)
	}
	d := make(chan int, 1)
	send := reflect.SelectCase{Dir: reflect.SelectSend, Chan: reflect.ValueOf(d), Send: reflect.ValueOf(5)}
	def := reflect.SelectCase{Dir: reflect.SelectDefault}
	fmt.Println(reflect.Select([]reflect.SelectCase{send, def}))
	fmt.Println(reflect.Select([]reflect.SelectCase{send, def}))
	rv := reflect.MakeChan(reflect.TypeOf(d), 2)
	rv.Send(reflect.ValueOf(8))
	fmt.Println(rv.TrySend(reflect.ValueOf(9)), rv.TrySend(reflect.ValueOf(10)), rv.Len(), rv.Cap())
	fmt.Println(rv.TryRecv())
	rv.Close()
	fmt.Println(rv.Recv())
	x, ok := rv.Recv()
	fmt.Println(x, ok, x.Kind())
	fmt.Println(reflect.ChanOf(reflect.RecvDir, reflect.TypeOf("")), reflect.TypeOf((chan<- int)(nil)).ChanDir())
	fn := reflect.ValueOf(func(n int, s ...string) (int, error) { return n + len(s), fmt.Errorf("e") })
	for _, r := range fn.Call([]reflect.Value{reflect.ValueOf(1), reflect.ValueOf("a"), reflect.ValueOf("b")}) {
		fmt.Println(r, r.Type())
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		fn.Call(nil)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		reflect.Select([]reflect.SelectCase{def, def})
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		reflect.ValueOf(3).Len()
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		reflect.ValueOf(3).SetInt(4)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		reflect.ValueOf((<-chan int)(nil)).Send(reflect.ValueOf(1))
	}()
}
