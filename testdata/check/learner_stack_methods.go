package main

import "fmt"

type Stack struct { items []int }
func (s Stack) Push(x int) { s.items = append(s.items, x) }
func (s *Stack) Pop() int {
	if len(s.items) == 0 {
		return nil
	}
	return s.items[len(s.items) - 1:]
}
func NewStack() *Stack { return Stack{} }
func main() {
	s := NewStack()
	s.push(1)
	s.Push("x")
	s.Push()
	v, err := s.Pop()
	fmt.Println(s.items.len, v)
}
