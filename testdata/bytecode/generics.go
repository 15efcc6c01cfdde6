// Each instance is compiled by itself.
package main

type Number interface{ ~int | ~float64 }

func Sum[T Number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return s
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }

func main() {
	var s Stack[string]
	s.Push("a")
	println(Sum(1, 2), Sum(1.5), len(s.items))
}
