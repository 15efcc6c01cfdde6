// What the specification forbids in composite literals.
package main

type P struct{ x, y int }

var (
	a = P{1}
	b = P{x: 1, 2}
	c = P{z: 1}
	d = P{1, 2, 3}
	e = P{x: 1, x: 2}
	f = [2]int{1, 2, 3}
	g = []int{-1: 1}
	h = []int{1, 0: 2}
	i = map[string]int{"a": 1, "a": 2}
	j = map[string]int{1}
)

var k = []int{"s": 1}
var v = 1
var l = [...]int{v: 1}
var m = *P{1, 2}
