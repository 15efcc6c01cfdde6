// Initialization cycles, and references to init.
package main

var a = b
var b = f()

func f() int { return a }

var x = T{}.m()

type T struct{}

func (T) m() int { return x }

var self = func() int { return self }()

func init() {}

var i = init

func main() { main(); init() }
