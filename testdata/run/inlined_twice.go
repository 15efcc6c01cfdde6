// A small function with a variable on the heap, called twice in one function: each call has its own cell, and the second
// call's arguments lie where the first had none.
package main

import (
	"encoding/json"
	"fmt"
)

type state struct {
	sum   int
	trace []any
}

func (s *state) add(v any, scale int) error {
	s.trace = append(s.trace, v)
	n, ok := v.(int)
	if !ok {
		return fmt.Errorf("%T is not a number", v)
	}
	s.sum += n * scale
	return nil
}

func run(v any) ([]any, error) {
	var s state
	if err := s.add(v, 2); err != nil {
		return nil, err
	}
	return append(s.trace, s.sum), nil
}

func grow(p *int) int {
	var x int
	y := &x
	*y = *p + 1
	return x
}

type node struct {
	V    int
	Next *node `json:",omitempty"`
}

func main() {
	p := new(int)
	_, err := run(p)
	fmt.Println(err)
	m := map[string]any{"a": 1}
	_, err = run(m)
	fmt.Println(err)
	var a, b, c any = 1, 2, "three"
	x, err := run(a)
	fmt.Println(x, err)
	q, w, e := 5, 6, 7
	x, err = run(b)
	fmt.Println(x, err, q+w+e)
	x, err = run(c)
	fmt.Println(x, err, q*w*e)

	k := grow(p)
	l := grow(&k)
	fmt.Println(k, l, grow(&l)+grow(&k))

	n := &node{V: 1}
	n.Next = n
	_, err = json.Marshal(n)
	fmt.Println(err)
	cycle := map[string]any{}
	cycle["m"] = cycle
	_, err = json.Marshal(cycle)
	fmt.Println(err)
	list := []any{nil}
	list[0] = list
	_, err = json.Marshal(list)
	fmt.Println(err)
}
