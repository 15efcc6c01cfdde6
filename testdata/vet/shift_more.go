package main

type U8 uint8

const big = 1 << 40

func g[T ~int8 | ~int64](t T) T { return t >> 10 }
func h[T int8](t T) T           { return t << 9 }

func main() {
	var a [4]uint8
	var p *int16
	var u U8
	var up uintptr
	var x any = 1
	_ = a[1] << 8
	_ = *p >> 16
	_ = u << 8
	_ = up << 64
	_ = uint8(1) << 7
	_ = byte(a[0]) << 8
	_ = uint16(a[0]) << 8
	_ = uint64(big) >> 41
	_ = x.(int32) << 32
	_ = (a[0] & 1) << 9
	_ = -a[0] << 9
	_ = 1.0 << 3
	_ = a[0] << 8.0
	a[0] <<= 100
	*p >>= 0
	if false {
		_ = u << 8
	}
	if true {
		_ = u << 8
	} else {
		_ = u << 9
	}
	g(int8(1))
	h(int8(1))
}
