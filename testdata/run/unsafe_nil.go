package main

import (
	"fmt"
	"unsafe"
)

// nil as the pointer of the functions of package unsafe.
func main() {
	fmt.Println(unsafe.String(nil, 0) == "", unsafe.Slice((*int)(nil), 0) == nil, unsafe.Add(nil, 8) == unsafe.Add(nil, 4+4))
	defer func() { fmt.Println(recover()) }()
	fmt.Println(unsafe.String(nil, 1))
}
