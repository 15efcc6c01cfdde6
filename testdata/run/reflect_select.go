package main

import (
	"fmt"
	"reflect"
)

func main() {
	var cases []reflect.SelectCase
	for i := range 3 {
		c := make(chan int, 1)
		c <- i * 10
		close(c)
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)})
	}
	sum, closed := 0, 0
	for len(cases) > 0 {
		i, v, ok := reflect.Select(cases)
		if !ok {
			closed++
			cases = append(cases[:i], cases[i+1:]...)
			continue
		}
		sum += int(v.Int())
	}
	fmt.Println(sum, closed)
}
