package main

import (
	"fmt"
	"math"
)

type Weekday int

const (
	Sun Weekday = iota
	Mon
	Tue
)

func (d Weekday) String() string { return [...]string{"Sun", "Mon", "Tue"}[d] }

const (
	_  = iota
	KB = 1 << (10 * iota)
	MB
	GB
)

const (
	a, b = iota, iota * 10
	c, d
	_, _
	e, f
)

const (
	Read uint8 = 1 << iota
	Write
	Exec
	All = Read | Write | Exec
)

const huge = 1 << 200
const third = 1.0 / 3

func main() {
	fmt.Println(Sun, Tue, Weekday(1), KB, MB, GB)
	fmt.Println(a, b, c, d, e, f, Read, Write, Exec, All, All&^Write)
	fmt.Println(huge>>198, third*3 == 1, huge/(huge-1))
	fmt.Printf("%d %v %s %x %T %T\n", Mon, Mon, Mon, All, Mon, 'a'+1.0)
	const x = len("hello") + len([3]int{})
	var arr [x]byte
	fmt.Println(len(arr), 7/2, 7/2.0, -7/2, -7%3, 1<<3|1, 5&^1)
	var f32 float32 = 16777216.0
	fmt.Println(f32+1 == f32, math.MaxInt64, uint64(math.MaxUint64), math.Pi)
}
