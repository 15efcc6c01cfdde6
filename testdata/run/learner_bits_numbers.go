package main

import (
	"fmt"
	"math"
	"math/bits"
	"strconv"
)

type Perm uint8

const (
	Read Perm = 1 << iota
	Write
	Exec
	All = Read | Write | Exec
)

func (p Perm) String() string {
	s := []byte("---")
	for i, c := range "rwx" {
		if p&(1<<i) != 0 {
			s[i] = byte(c)
		}
	}
	return string(s)
}

type Bitset []uint64

func (b *Bitset) Set(i int) {
	for len(*b) <= i>>6 {
		*b = append(*b, 0)
	}
	(*b)[i>>6] |= 1 << (i & 63)
}
func (b Bitset) Has(i int) bool { return i>>6 < len(b) && b[i>>6]>>(uint(i)&63)&1 == 1 }
func (b Bitset) Count() (n int) {
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return
}

func main() {
	p := Read | Exec
	fmt.Println(p, All, p&^Exec, p^All, ^p, uint8(^p), p.String())
	fmt.Printf("%v %d %08b %s %x\n", p, p, p, All, All)
	var b Bitset
	for _, i := range []int{1, 63, 64, 200} {
		b.Set(i)
	}
	fmt.Println(b.Has(63), b.Has(65), b.Has(1000), b.Count(), len(b))
	x := uint32(0xDEADBEEF)
	fmt.Printf("%x %x %x %d %d %d %d\n", bits.Reverse32(x), bits.ReverseBytes32(x), bits.RotateLeft32(x, 8), bits.LeadingZeros32(x>>3), bits.TrailingZeros32(x<<5), bits.Len32(x), bits.OnesCount32(x))
	hi, lo := bits.Mul64(math.MaxUint64, 3)
	s, c := bits.Add64(math.MaxUint64, 1, 0)
	q, r := bits.Div64(1, 0, 3)
	fmt.Println(hi, lo, s, c, q, r)
	var i8 int8 = 127
	i8++
	var u8 uint8
	u8--
	fmt.Println(i8, u8, -7/2, -7%2, 7%-2, -7>>1, uint32(1)<<31, -5/3)
	var sh uint = 70
	fmt.Println(1<<sh == 0, int64(-1)>>sh, u8<<1, int8(-128)>>7, 1<<3|1, 6&^3, 5^1)
	fmt.Println(math.MaxInt64, uint64(math.MaxUint64), math.MinInt64, math.MaxInt8, math.Pi)
	n := 0
	for v := uint(0b1011_0110); v != 0; v &= v - 1 {
		n++
	}
	fmt.Println(n, 0o17, 0x1p-2, 1_000_000, 0b11, 017, 'a', '\x41', '\'')
	for _, v := range []int{0, 1, 2, 3, 16, 18} {
		fmt.Print(v > 0 && v&(v-1) == 0, " ")
	}
	fmt.Println()
	a, bb := 3, 5
	a ^= bb
	bb ^= a
	a ^= bb
	fmt.Println(a, bb)
	fmt.Println(strconv.FormatInt(-255, 16), strconv.FormatUint(math.MaxUint64, 36), strconv.Quote("hi\n\x00é"), strconv.QuoteToASCII("世"), strconv.Itoa(-45))
	for _, s := range []string{"12", "-0x1f", "0b101", "1e3", "99999999999999999999", "", "12a", "0777", "1_000", " 1"} {
		v, err := strconv.ParseInt(s, 0, 64)
		fmt.Println(v, err)
		_, err = strconv.Atoi(s)
		fmt.Println(err)
	}
	_, err := strconv.ParseInt("300", 10, 8)
	fmt.Println(err)
	_, err = strconv.ParseBool("maybe")
	fmt.Println(err)
	for _, s := range []string{"3.14", "1e400", "nan", "-Inf", "0x1p3", "1.5x", ".5", "1e"} {
		f, err := strconv.ParseFloat(s, 64)
		fmt.Println(f, err)
	}
	fmt.Println(strconv.FormatFloat(1.0/3, 'f', 4, 64), strconv.FormatFloat(1e21, 'g', -1, 64), strconv.FormatFloat(0.1, 'e', 3, 32), strconv.AppendInt(nil, 5, 2))
	u, err := strconv.Unquote(`"a\tb\u00e9"`)
	fmt.Println(u, err)
	fmt.Println(math.Sqrt(2), math.Floor(-1.5), math.Ceil(1.2), math.Round(2.5), math.RoundToEven(2.5), math.Trunc(-1.7), math.Mod(7, -3), math.Hypot(3, 4), math.Cbrt(27), math.Log2(8), math.Pow(2, 0.5), math.Max(1, math.NaN()), math.Signbit(-0.0), math.Copysign(0, -1))
	fmt.Println(math.Float64bits(1.5), math.Float32frombits(0x40490fdb), float32(0.1)+float32(0.2), 0.1+0.2, float64(float32(0.1)), uint8(int(300)&0xff))
	f := 0.1
	fmt.Println(f+0.2, f*3, 1/f, f/3, math.Nextafter(1, 2), math.SmallestNonzeroFloat64, math.MaxFloat32)
	var zero float64
	fmt.Println(1/zero, -1/zero, zero/zero, zero == -zero, math.IsNaN(zero/zero), math.IsInf(1/zero, 0))
	fr, ex := math.Frexp(8)
	ip, fp := math.Modf(-3.25)
	fmt.Println(fr, ex, ip, fp, math.Gamma(5), math.Erf(0.5), math.Sinh(1), math.Atan2(1, -1), math.Exp(1), math.Log1p(1e-10))
}
