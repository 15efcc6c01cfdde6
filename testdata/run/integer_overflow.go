package main

import (
	"fmt"
	"math"
	"math/bits"
)

func main() {
	var i8 int8 = 127
	i8++
	var u8 uint8 = 0
	u8--
	var i32 int32 = math.MinInt32
	var i64 int64 = math.MaxInt64
	fmt.Println(i8, u8, -i32, i32/-1, i64+1, i64*2)
	x := 300
	fmt.Println(int8(x), uint8(x), int16(x*300), uint32(int32(x-301)), int64(uint64(1<<63)+uint64(x)))
	f := -3.9
	fmt.Println(int(f), int(3.99+f-f), uint8(int(f)), float32(0.1), float64(float32(0.1)))
	s := uint(70)
	fmt.Println(1<<s == 0, int32(x)<<31, -8>>1, -1>>s, uint8(x-100)<<1, ^5, -5&3, 6^3, ^uint16(0))
	var z float64
	fmt.Println(1/z, -1/z, z/z, math.IsNaN(z/z), -0.0, 1/math.Copysign(0, -1))
	fmt.Println(bits.OnesCount(255), bits.LeadingZeros8(1), bits.Reverse8(1), bits.Len(1023))
	hi, lo := bits.Mul64(1<<63, 6)
	fmt.Println(hi, lo, -7/2, -7%2, 7%-2)
}
