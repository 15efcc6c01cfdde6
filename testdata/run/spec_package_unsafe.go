// The specification's "Package unsafe" and "Size and alignment guarantees".
package main

import (
	"fmt"
	"unsafe"
)

type S struct {
	a bool
	b int64
	c uint16
	d string
	e [3]byte
	f any
	E
}
type E struct{ x, y int32 }
type EP struct{ *E }
type Empty struct{}
type Tail struct {
	n int64
	z struct{}
}

const size = unsafe.Sizeof(S{}) // a constant

var arr [unsafe.Sizeof(int32(0))]int

func sizeOf[T any](v T) uintptr { return unsafe.Sizeof(v) }

func main() {
	var s S
	fmt.Println(unsafe.Sizeof(byte(0)), unsafe.Sizeof(int16(0)), unsafe.Sizeof(float32(0)), unsafe.Sizeof(int64(0)), unsafe.Sizeof(1i), unsafe.Sizeof(complex64(0)))
	fmt.Println(unsafe.Sizeof(""), unsafe.Sizeof([]int{}), unsafe.Sizeof(any(nil)), unsafe.Sizeof(map[int]int{}), unsafe.Sizeof(func() {}), unsafe.Sizeof(make(chan int)), unsafe.Sizeof(&s))
	fmt.Println(size, unsafe.Sizeof(Empty{}), unsafe.Sizeof([0]int{}), unsafe.Sizeof([3]E{}), unsafe.Sizeof(Tail{}), unsafe.Sizeof([5]Empty{}), len(arr))
	fmt.Println(unsafe.Offsetof(s.a), unsafe.Offsetof(s.b), unsafe.Offsetof(s.c), unsafe.Offsetof(s.d), unsafe.Offsetof(s.e), unsafe.Offsetof(s.f), unsafe.Offsetof(s.E), unsafe.Offsetof(s.y), unsafe.Offsetof(s.E.y))
	fmt.Println(unsafe.Alignof(s), unsafe.Alignof(s.a), unsafe.Alignof(s.c), unsafe.Alignof(s.e), unsafe.Alignof(E{}), unsafe.Alignof(""), unsafe.Alignof([2]int16{}), unsafe.Alignof(Empty{}))
	fmt.Println(uintptr(unsafe.Pointer(&s))+unsafe.Offsetof(s.d) == uintptr(unsafe.Pointer(&s.d)), uintptr(unsafe.Pointer(&s.b))%unsafe.Alignof(s.b))
	fmt.Println(sizeOf(s), sizeOf(int8(1)), sizeOf([3]int32{}), sizeOf(""))
	// Pointers to any type convert to Pointer and back.
	f := 1.0
	bits := *(*uint64)(unsafe.Pointer(&f))
	var p unsafe.Pointer = unsafe.Pointer(&f)
	*(*uint64)(p) = 0x4000000000000000
	fmt.Printf("%#x %v %T %v\n", bits, f, p, unsafe.Pointer(nil) == nil)
	a := [4]int32{10, 20, 30, 40}
	third := *(*int32)(unsafe.Add(unsafe.Pointer(&a[0]), 2*unsafe.Sizeof(a[0])))
	second := *(*int32)(unsafe.Pointer(uintptr(unsafe.Pointer(&a[0])) + 4))
	fmt.Println(third, second, *(*int32)(unsafe.Add(unsafe.Pointer(&a[3]), -4)))
	sl := unsafe.Slice(&a[1], 2)
	sl[0] = 99
	fmt.Println(sl, len(sl), cap(sl), a, unsafe.SliceData(sl) == &a[1], unsafe.Slice((*int)(nil), 0) == nil)
	str := unsafe.String(unsafe.StringData("hello"), 3)
	b := []byte("bytes")
	fmt.Println(str, unsafe.String(&b[1], 4), unsafe.String(&b[0], 0) == "", unsafe.SliceData([]int(nil)) == nil)
	x := [2]byte{1, 2}
	fmt.Println(*(*[2]int8)(unsafe.Pointer(&x)), *(*uint16)(unsafe.Pointer(&x)))
	neg := -1
	for _, f := range []func(){
		func() { _ = unsafe.Slice(&a[0], neg) },
		func() { _ = unsafe.String(&b[0], neg) },
		func() { var np *int; _ = unsafe.Slice(np, 1-neg) },
	} {
		func() {
			defer func() { fmt.Println(recover()) }()
			f()
		}()
	}
}
