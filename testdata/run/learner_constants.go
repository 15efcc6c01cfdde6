package main

import (
	"fmt"
	"math"
	"time"
	"unsafe"
)

const (
	_  = iota
	KB = 1 << (10 * iota)
	MB
	GB
)
const (
	A, B = iota, iota * 10
	C, D
	_, _
	E, F
)
const (
	x = "s"
	y
	z = iota
	w
)

type Color uint8

const (
	Red Color = iota + 1
	Green
	Blue
	numColors = iota
)
const Big = 1 << 200
const Huge = Big * Big
const third = 1.0 / 3
const c = 'a' + 1
const cplx = 1 + 2i
const typed int8 = -1 << 7
const str = "const" + "ant"
const l = len(str)
const timeout = 2 * time.Second / 3
const isBig = Big > 1<<100
const (
	f32 float32 = 0.1
	f64         = 0.1
)

func (c Color) String() string { return [...]string{"?", "R", "G", "B"}[c] }

func main() {
	fmt.Println(KB, MB, GB, A, B, C, D, E, F, x, y, z, w)
	fmt.Println(Red, Blue, numColors, Big>>198, Huge/Big/Big, Big/(1<<190), third, c, string(rune(c)), cplx, typed, str, l, timeout, isBig)
	fmt.Println(f32, f64, float64(f32) == f64, f32*3, f64*3)
	var f float32 = third
	var i = 7 / 2 * 2.0
	var j = 7 / 2.0
	var k int = 10.0
	var r = 'x' - '0'
	var s uint = 3
	var sh int64 = 1 << s
	var fsh float64 = float64(int(1) << s)
	fmt.Println(f, i, j, k, r, sh, fsh)
	fmt.Printf("%T %T %T %T %T %T %T\n", 1, 1.0, 'a', 1i, "s", true, 1<<s)
	fmt.Println(math.MaxUint32, uint64(math.MaxUint64), -math.MaxInt64-1, math.Pi*2, math.E)
	fmt.Println(5/2, -5/2, 5%3, -5%3, 5.0/2, 1/2.0, 7/2*2, 1<<3+1, 3&1|4^2, !true || true && false)
	fmt.Println(unsafe.Sizeof(x), unsafe.Sizeof(struct {
		a bool
		b int64
		c bool
	}{}), unsafe.Alignof(int32(0)), unsafe.Offsetof(struct {
		a int8
		b int16
		c int32
	}{}.c))
	const local = iota
	fmt.Println(local, 0x_FF, 0b1111_0000, 0o755, 1e3, 0x1p4, .5, 1., 1_0.2_5)
	var u8 = uint8(255)
	u8 += 2
	var i16 int16 = math.MaxInt16
	i16++
	var u uint = 0
	u--
	fmt.Println(u8, i16, u, ^0, -(-128), uint32(1<<32-1))
	fl := 1e100
	fmt.Println(int64(float32(16777217)), uint8(fl/1e98), float32(1e10), int(1e9), complex(1, 2)*complex(0, 1), real(cplx), imag(cplx))
	fmt.Println(len([10]int{}), cap([5]string{}), len([...]int{9: 1}), len("日本"), "日本"[1], "abc"[1:2])
	fmt.Println(0.1+0.2 == 0.3, f64+0.2 == 0.3, func() bool { a, b := 0.1, 0.2; return a+b == 0.3 }())
	fmt.Println(time.Duration(1.5*float64(time.Second)), 1500*time.Millisecond, time.Second*2)
	switch Color(2) {
	case Red, Blue:
		fmt.Println("rb")
	case Green:
		fmt.Println("g", Green)
	}
	fmt.Printf("%d %v %s %x %q %#v %+v\n", Green, Green, Green, Green, Green, Green, Green)
	fmt.Println(math.Inf(1) > math.MaxFloat64, 07, 'a' < 'b', "a"+"b" < "ac")
}
