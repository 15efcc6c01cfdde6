package main

import (
	"reflect"
	"unsafe"
)

func main() {
	var u uintptr
	var p unsafe.Pointer
	var v reflect.Value
	_ = unsafe.Pointer(u)
	_ = unsafe.Pointer(uintptr(p))
	_ = unsafe.Pointer(uintptr(p) + 1)
	_ = unsafe.Pointer(uintptr(p) - u)
	_ = unsafe.Pointer(uintptr(p) &^ 3)
	_ = unsafe.Pointer(1 + uintptr(p))
	_ = unsafe.Pointer(uintptr(p) * 2)
	_ = unsafe.Pointer(v.Pointer())
	_ = unsafe.Pointer(v.UnsafeAddr())
	_ = unsafe.Pointer(u + uintptr(p))
	_ = unsafe.Pointer(&u)
	_ = (*int)(unsafe.Pointer(u))
	_ = uintptr(p)
}
