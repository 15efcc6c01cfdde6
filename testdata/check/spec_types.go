// What the specification forbids in array, struct, interface and map types.
package main

type T1 [10]T1

type T2 struct{ T2 }

type T3 [2]struct{ f T4 }
type T4 struct{ f T3 }

const n = -1

var a [n]int
var b [1.5]int
var m int
var c [m]int

type S struct {
	T1x
	*T1x
	x int
	x string
}
type T1x struct{}

type E struct {
	*I
	*P
	P
}

type I interface{ M() }
type P *int

var k map[[]int]string
var l map[func()]int
