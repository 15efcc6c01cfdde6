package main

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Pop() T {
	v := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v
}

func Map[T, U any](xs []T, f func(T) U) []U {
	var out []U
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

func main() {
	Map([]int{1, 0}, func(i int) int {
		s := &Stack[string]{}
		if i == 0 {
			s.Pop()
		}
		return 10 / i
	})
}
