// The specification's "Types", "Boolean types", "Numeric types" and "String types".
package main

import (
	"fmt"
	"unsafe"
)

type Flag bool
type Celsius float64
type Name string

func main() {
	var b bool
	var f Flag = true
	fmt.Println(b, f, !f, f && Flag(!b), f == (1 < 2))

	fmt.Println(unsafe.Sizeof(uint8(0)), unsafe.Sizeof(uint16(0)), unsafe.Sizeof(uint32(0)), unsafe.Sizeof(uint64(0)),
		unsafe.Sizeof(int8(0)), unsafe.Sizeof(int16(0)), unsafe.Sizeof(int32(0)), unsafe.Sizeof(int64(0)), unsafe.Sizeof(float32(0)),
		unsafe.Sizeof(float64(0)), unsafe.Sizeof(complex64(0)), unsafe.Sizeof(complex128(0)), unsafe.Sizeof(uint(0)) == unsafe.Sizeof(int(0)))
	i8, i16, i32, i64 := int8(127), int16(32767), int32(2147483647), int64(9223372036854775807)
	u8, u16, u32, u64 := uint8(255), uint16(65535), uint32(4294967295), uint64(18446744073709551615)
	fmt.Println(i8, i16, i32, i64, u8, u16, u32, u64)
	// Two's complement: one more wraps around.
	i8++
	i16++
	i32++
	i64++
	u8++
	u16++
	u32++
	u64++
	fmt.Println(i8, i16, i32, i64, u8, u16, u32, u64, -i8, -i64, i8-1, u8-1, u64-1)

	// byte is uint8, rune is int32: the same types under other names.
	var by byte = 'x'
	var ru rune = 'y'
	var pu *uint8 = &by
	var pi *int32 = &ru
	fmt.Printf("%T %T %v %v %T %T\n", by, ru, *pu, *pi, []byte{}, map[rune]byte{})
	// int, uint and uintptr are types of their own.
	var any1 any = int(1)
	_, is64 := any1.(int64)
	_, isInt := any1.(int)
	fmt.Println(is64, isInt, any(byte(1)) == any(uint8(1)), any(rune(1)) == any(int32(1)), any(uint(1)) == any(uintptr(1)))
	fmt.Println(float32(16777216)+1, float32(0.1), float64(0.1), complex64(1+2i), Celsius(36.6)+1)

	// Strings: immutable sequences of bytes.
	s := "héllo"
	t := s
	s += "!"
	fmt.Println(len(s), len(t), s[1], s[2], t[len(t)-1], s[:1], Name(t)+"?")
	bs := []byte(t)
	bs[0] = 'H'
	fmt.Println(t, string(bs), len(""), "" == t[:0])
	const k = len("constant")
	var arr [k]int
	fmt.Println(len(arr))
	fmt.Printf("%T %T %T\n", s[0], Name("x")[0], Name("xyz")[1:])
	for i, r := range Name("aé") {
		fmt.Printf("%d %c %T;", i, r, r)
	}
	fmt.Println()
}
