//go:debug panicnil=1

package main

//go:debug http2client=0

//go:noinline
func f() {}

func main() { f() }
