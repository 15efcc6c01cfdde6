// More of what the specification forbids in composite literals.
package main

import "strings"

type P struct{ x, y int }
type PP *P

var (
	a           = PP{1, 2}
	b           = int{1}
	c           = []P{{1, 2}, {"s", 3}}
	d           = map[P]int{{1, 2}: 1, {1, 2}: 2}
	e           = strings.Builder{nil, nil}
	f           = [...]int{1.5}
	g           = []any{1, x: 2}
	h [2]string = [...]string{"a"}
)

func main() {
	if v := (P{1, 2}); v == (P{}) {
	}
}
