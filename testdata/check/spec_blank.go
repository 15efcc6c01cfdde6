// What the specification forbids of the blank identifier, of iota and of exported names.
package main

import "strings"

type _ struct{}

var a = iota

const b = _

type T struct{ _ int }

var c = T{_: 1}
var d = T{}._

func _() { _() }

func (_ *_) m() {}

var e strings._

func main() {
	_ = func() { _++ }
	var _ = nil
	strings.Builder{}.addr = nil
}
