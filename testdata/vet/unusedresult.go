package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
)

type T int

func (T) String() string    { return "" }
func (T) Error() string     { return "" }
func (T) Other() string     { return "" }
func (*T) Strings() string  { return "" }

type G[X any] struct{}

func (G[X]) String() string { return "" }

type S interface{ String() string }

func main() {
	var t T
	var s S = t
	fmt.Sprintf("a")
	fmt.Sprint()
	(fmt.Sprintln())
	errors.New("a")
	fmt.Errorf("a")
	fmt.Println(fmt.Sprint())
	t.String()
	t.Error()
	t.Other()
	s.String()
	G[int]{}.String()
	(&t).String()
	slices.Clone([]int{})
	slices.Contains[[]int](nil, 1)
	slices.Sort([]int{})
	maps.Keys(map[int]int{})
	sort.Reverse(nil)
	strings.ToUpper("a")
	_ = fmt.Sprint()
	go fmt.Sprint()
	defer fmt.Sprint()
	var b strings.Builder
	b.String()
	T.String(1)
	f := fmt.Sprint
	f()
	fmt.Append(nil)
	errors.New("x").Error()
}
