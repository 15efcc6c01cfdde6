// flags: -lang=go1.16

package main

import "unsafe"

func main() {
	var x int
	p := unsafe.Pointer(&x)
	_ = unsafe.Add(p, 4)
	_ = unsafe.Slice(&x, 1)
}
