// What the grammar of declarations forbids.
package main

var x
const c int
var a, b := 1, 2
type T = 
func (a, b T) m() {}
func () n() {}
func f(a int, string) {}
func g(a ...int, b int) {}
func h(...int, string) {}
