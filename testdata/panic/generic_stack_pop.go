package main

import "fmt"

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(v T) { s.items = append(s.items, v) }
func (s *Stack[T]) Pop() T {
	if len(s.items) == 0 {
		panic(fmt.Errorf("pop from empty Stack[%T]", *new(T)))
	}
	v := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v
}

func main() {
	var s Stack[string]
	s.Push("x")
	fmt.Println(s.Pop())
	fmt.Println(s.Pop())
}
