// The specification's "Operators", "Operator precedence", "Arithmetic operators", "Integer operators" and "Integer overflow".
package main

import "fmt"

func num[T ~int8 | ~uint8 | ~int64 | ~float64](a, b T) []T {
	return []T{a + b, a - b, a * b, a / b, +a, -a}
}
func bits[T ~int16 | ~uint16](a, b T) []T                             { return []T{a & b, a | b, a ^ b, a &^ b, ^a, a % b} }
func shift[T ~int8 | ~uint8 | ~uint64, S ~uint8 | ~int](a T, s S) []T { return []T{a << s, a >> s} }

type A string

func (a A) f() bool { return a == "f" }

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	// Precedence and associativity.
	x, y, z := 20, 3, 2
	p := &x
	c := make(chan int, 1)
	c <- 3
	fmt.Println(+x, 23+3*x, x <= y && y < z || z == 2, ^y>>0, x/y*z, x/(y*z), x-y-z, -x%y, x&y+z, x&(y+z), x|y^z&1, 1<<2+1, *p*2, -*p, !(x > y) == (y > x))
	fmt.Println(x == y+1 && <-c > 0 == true, 7&^2|1<<3, 2+3<<1, 1+2*3<<1, 5 - -3, ^-1, -^1, 1 < 2 == true, !false && false || true, x^y == 23)

	// Truncated division and remainder.
	for _, q := range [][2]int{{5, 3}, {-5, 3}, {5, -3}, {-5, -3}} {
		fmt.Print(q[0]/q[1], q[0]%q[1], (q[0]/q[1])*q[1]+q[0]%q[1] == q[0], " ")
	}
	for _, v := range []int{11, -11} {
		fmt.Print(v/4, v%4, v>>2, v&3, " ")
	}
	fmt.Println()
	m8, m64, mone := int8(-128), int64(-1<<63), -1
	fmt.Println(m8/int8(mone), m8%int8(mone), m64/int64(mone), m64%int64(mone), -m8, m8*m8, m64-1)
	zero := 0
	try(func() { fmt.Println(1 / zero) })
	try(func() { fmt.Println(1 % zero) })
	try(func() { fmt.Println(uint8(1) / uint8(zero)) })
	f := 1 / float64(zero)
	fmt.Println(f, -f, f-f)

	// Shifts: no upper limit of the count, arithmetic for signed, logical for unsigned.
	var s uint = 33
	var big uint64 = 1 << 63
	one, neg, u := 1, -8, uint8(200)
	fmt.Println(one<<s, one<<64>>1, neg>>1, neg>>100, u>>3, u<<1, u<<8, int32(one)<<32, big>>63, big<<1, int8(neg)<<4, uint64(one)<<big)
	fmt.Println(shift(int8(-128), uint8(3)), shift(uint8(129), 1), shift(uint64(1), 63), shift(int8(1), uint8(200)), 1.0<<3, one<<zero)
	try(func() { fmt.Println(one << mone) })
	try(func() { fmt.Println(big >> int8(mone)) })
	try(func() { one <<= mone })
	// The examples of constant operands in shifts: their type is what the shift's result would have.
	var (
		a  [1024]byte
		i        = 1 << s
		j  int32 = 1 << s
		k        = uint64(1 << s)
		w  int64 = 1.0 << 33
		xa       = a[1.0<<s-1<<s]
		b        = make([]byte, 1.0<<(s-30))
		mm int   = 1.0 << s
		n        = 1.0<<s == j
		o        = 1<<s == 2<<s
		pp       = 1<<s == 1<<33
		xx int8  = 1 << 3.0
	)
	fmt.Println(i, j, k, w, xa, len(b), mm, n, o, pp, xx, uint8(1<<s>>s), 1<<s != 1)
	fmt.Printf("%T %T %T\n", i, k, 1<<s)

	// Overflow wraps around; the result type is the operands'.
	u8, i8, u16, i32, u32 := uint8(255), int8(127), uint16(65535), int32(-1<<31), uint32(1<<31)
	fmt.Println(u8+1, i8+1, u8*u8, i8*i8, u16+u16, -i32, i32-1, u32<<1, u32*2, -u8, ^u8, ^i8, -u32+1, u16*u16)
	fmt.Println(u8+1 < u8, i8+1 < i8, uint64(0)-uint64(one-1)-1+big, int(u8)+1, uint8(int(u8)+zero+3))
	fmt.Println(num(int8(100), 100), num(uint8(3), 5), num(int64(7), -2), num(1.5, 0.5), bits(int16(-6), 4), bits(uint16(0xf0f0), 0xff))
	// Bitwise identities.
	for _, v := range []int{0, 5, -7} {
		fmt.Print(^v == -1^v, -v == ^v+1, v&^3 == v&(^3), v^v == 0, " ")
	}
	fmt.Println("str"+"ing"+string('s'-0), "a" < "b", A("f").f(), "x"+A("y"))
	str := "ab"
	str += "c" + str[:1]
	t := str
	str += "!"
	fmt.Println(str, t, A(str)+"?")
	i8, u8 = 5, 12
	i8 <<= 4
	u8 &^= 4
	u8 ^= 0xff
	x %= 7
	x |= 8
	fmt.Println(i8, u8, x)
}
