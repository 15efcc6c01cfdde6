package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

type E struct{ error }
type T struct{}

func (T) Error() (s string)  { return }
func (T) String(n int) string { return "" }

func gen[X fmt.Stringer](x X) { x.String() }

func main() {
	var err error = errors.New("a")
	err.Error()
	E{err}.Error()
	T{}.Error()
	T{}.String(1)
	time.Now().String()
	time.Second.String()
	context.WithValue(context.Background(), 1, 2)
	context.Background().Err()
	slices.Max([]int{1})
	slices.Reverse([]int{1})
	slices.Sorted(slices.Values([]int{1}))
	errors.Join(err, err)
	errors.Unwrap(err)
	strings.NewReader("a")
	new(strings.Builder).String()
	var s fmt.Stringer
	s.String()
	fmt.Stringer.String(s)
	fmt.Appendf(nil, "a")
	func() string { return "" }()
	gen(time.Second)
}
