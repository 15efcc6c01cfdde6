package main

import "unsafe"

type small int8

const wide = 40

func f[T int8 | int16, U int32 | uint32, V any](t T, u U) {
	_ = t << 7
	_ = t << 8
	_ = u >> 32
	_ = u >> 31
}

func main() {
	var i8 int8
	var u16 uint16
	var i32 int32
	var i64 int64
	var i int
	var s small
	_ = i8 << 7
	_ = i8 << 8
	_ = (i8 + 1) << 8
	_ = i8 << 7 >> 8
	_ = u16 >> 16
	_ = i32 << wide
	_ = i64 << 63
	_ = i64 << 64
	_ = i << 64
	_ = s >> 9
	_ = 1 << 8
	_ = i32 << i
	i8 <<= 8
	i8 >>= 3
	u16 >>= 17
	if unsafe.Sizeof(i) == 4 {
		_ = i << 64
	} else {
		_ = i << 65
	}
	if unsafe.Sizeof(i) == 8 {
		_ = i << 66
	} else {
		_ = i << 67
	}
	switch unsafe.Sizeof(i) {
	case 4:
		_ = i << 68
	case 8:
		_ = i << 69
	default:
		_ = i << 70
	}
	switch {
	case unsafe.Sizeof(i) == 4:
		_ = i << 71
	case i > 1:
		_ = i << 72
	}
	f[int8, int32, int](1, 1)
}
