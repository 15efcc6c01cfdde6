// Constants: what is none, and values that do not fit.
package main

import "math"

const f = math.Sqrt(4)

var v = 1

const (
	c       = v
	d []int = nil
	e       = len([]int{1})
	g int8  = 1 << 7
	h       = 1.0 << 3.5
	i uint  = 1 - 2
	j       = nil
)

var s = "x"[2]
var x float32 = 1e39
