package main

type myStr string
type myInt int
type num interface{ ~int8 | ~uint8 }
type strs interface{ ~string }
type A = string
type R = rune

func f[T num, S strs, U ~rune](t T, u U) {
	_ = string(t)
	_ = S(t)
	_ = string(u)
}

func main() {
	var i int
	var m myInt
	var u uint16
	var b byte
	var r rune
	var u64 uint64
	_ = string(i)
	_ = string(m)
	_ = string(u)
	_ = string(b)
	_ = string(r)
	_ = string(rune(i))
	_ = myStr(i)
	_ = A(u64)
	_ = string(R(i))
	_ = string(65)
	_ = string('a')
	_ = string(i + 1)
	_ = string([]byte("a"))
	_ = (string)(i)
	_ = []string{string(i)}
	_ = string("a")
	f[int8, string, rune](1, 1)
}
