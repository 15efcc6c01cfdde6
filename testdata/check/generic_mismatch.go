package main

import "fmt"

type List[T any] struct{ items []T }

func (l *List[T]) Add(v T)          { l.items = append(l.items, v) }
func (l *List[T]) Map[U any](f func(T) U) {}

func Same[T any](a, b T) {}

func main() {
	var l List[int]
	l.Add("x")
	Same(1, "a")
	var m List[string] = l
	fmt.Println(m)
}
