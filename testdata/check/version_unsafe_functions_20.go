// flags: -lang=go1.19

package main

import "unsafe"

func main() {
	s := "x"
	p := unsafe.StringData(s)
	_ = unsafe.String(p, 1)
	_ = unsafe.SliceData([]int{1})
}
