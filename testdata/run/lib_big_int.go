package main

import (
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"strings"
)

var r = rand.New(rand.NewSource(1))

func num(bits int) *big.Int {
	n := r.Intn(bits + 1)
	z := new(big.Int)
	if n == 0 {
		return z
	}
	z.Rand(r, z.Lsh(big.NewInt(1), uint(n)))
	switch r.Intn(6) {
	case 0:
		z.Sub(z.Lsh(big.NewInt(1), uint(n)), big.NewInt(1))
	case 1:
		z.Lsh(big.NewInt(1), uint(n))
	}
	if r.Intn(2) == 0 {
		z.Neg(z)
	}
	return z
}

func try(f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println("panic:", e)
		}
	}()
	f()
}

const rounds = 10

func main() {
	for i := range rounds {
		a, b, c := num(200), num(150), num(70)
		if c.Sign() == 0 {
			c.SetInt64(7)
		}
		z := new(big.Int)
		fmt.Println(i, a, b, c)
		fmt.Println(z.Add(a, b), z.Sign(), a.Cmp(b), a.CmpAbs(b))
		fmt.Println(z.Sub(a, b), a.BitLen(), a.TrailingZeroBits())
		fmt.Println(z.Mul(a, b), z.Mul(c, c), z.Mul(z, z))
		fmt.Println(z.And(a, b), new(big.Int).Or(a, b), new(big.Int).Xor(a, b), new(big.Int).AndNot(a, b), new(big.Int).Not(a))
		s := uint(r.Intn(150))
		fmt.Println(z.Lsh(a, s), new(big.Int).Rsh(a, s), a.Bit(int(s)), new(big.Int).SetBit(a, int(s), 1), new(big.Int).SetBit(a, int(s), 0))
		try(func() {
			c := c
			if i%50 == 0 {
				c = new(big.Int)
			}
			q, m := new(big.Int).QuoRem(a, c, new(big.Int))
			d, e := new(big.Int).DivMod(a, c, new(big.Int))
			fmt.Println(q, m, d, e, new(big.Int).Quo(a, c), new(big.Int).Rem(a, c), new(big.Int).Div(a, c), new(big.Int).Mod(a, c))
		})
		var x, y big.Int
		g := new(big.Int).GCD(&x, &y, a, c)
		z.Set(g)
		chk := new(big.Int).Add(new(big.Int).Mul(a, &x), new(big.Int).Mul(c, &y))
		fmt.Println(g, x.Add(&x, z.Sub(z, g)), y.Add(&y, z), chk.Cmp(g))
		fmt.Println(new(big.Int).GCD(nil, nil, b, c))
		fmt.Println(new(big.Int).Exp(c, big.NewInt(int64(r.Intn(9)-2)), nil), new(big.Int).Exp(a, b, c), new(big.Int).ModInverse(a, c))
		z.Set(a)
		fmt.Println(z.Add(z, z), z.Sub(z, a), z.Mul(z, z), z.Quo(z, new(big.Int).Add(z, big.NewInt(1))))
		fmt.Println(a.Int64(), a.Uint64(), a.IsInt64(), a.IsUint64(), c.Int64(), c.IsInt64(), c.IsUint64())
		f, acc := a.Float64()
		fmt.Println(f, acc, len(a.Bits()))
		base := r.Intn(61) + 2
		t := a.Text(base)
		w, ok := new(big.Int).SetString(t, base)
		fmt.Println(t, ok, w.Cmp(a) == 0, a.ProbablyPrime(5))
		bs := a.Bytes()
		fmt.Printf("%x %v %x\n", bs, new(big.Int).SetBytes(bs), a.FillBytes(make([]byte, 40)))
		fmt.Printf("%d|%+d|%50d|%-50d|%050d|%x|%X|%#x|%#X|%b|%o|%#o|%O|%s|%v|% d|%.60d|%60.55d|%q\n", b, b, b, b, b, b, b, b, b, c, b, b, b, b, b, b, b, b, c)
		if a.Sign() >= 0 {
			fmt.Println(z.Sqrt(a))
		}
		if c.Bit(0) == 1 {
			fmt.Println(big.Jacobi(a, c))
		}
		gob, _ := a.GobEncode()
		var un big.Int
		fmt.Printf("%x %v %v\n", gob, un.GobDecode(gob), &un)
	}
	for _, p := range []int64{3, 5, 7, 13, 17, 41, 97, 193, 1000003, 998244353} {
		for x := int64(-3); x < 12; x++ {
			fmt.Print(new(big.Int).ModSqrt(big.NewInt(x), big.NewInt(p)), " ")
		}
		fmt.Println()
	}
	for _, s := range []string{"", "0", "-0", "+5", "0x1F", "0X_1f", "0b101", "0o17", "017", "08", "09", "0_9", "1_000", "1__0", "_1", "1_", "0x", "0b", "12a", " 1", "1 ", "-", "+-1", "0x_", "zz", "99999999999999999999999", "é", "0.5"} {
		for _, base := range []int{0, 2, 8, 10, 16, 36, 62} {
			z, ok := new(big.Int).SetString(s, base)
			if ok {
				fmt.Print(s, " ", base, " ", z, "; ")
			} else {
				fmt.Print(ok, z == nil, "; ")
			}
		}
		fmt.Println()
	}
	fmt.Println(new(big.Int).Binomial(100, 50), new(big.Int).Binomial(5, 7), new(big.Int).Binomial(5, -1), new(big.Int).Binomial(-5, -7), new(big.Int).Binomial(10, 10))
	fmt.Println(new(big.Int).MulRange(1, 60), new(big.Int).MulRange(-3, -1), new(big.Int).MulRange(-3, 1), new(big.Int).MulRange(5, 4), new(big.Int).MulRange(-4, -1), new(big.Int).MulRange(math.MaxInt64-1, math.MaxInt64))
	var n *big.Int
	fmt.Println(n, n.String(), n.Text(3))
	fmt.Printf("%d %x %s\n", n, n, n)
	type doc struct{ A, B *big.Int }
	jb, err := big.NewInt(-12).MarshalJSON()
	jn, _ := n.MarshalJSON()
	fmt.Println(string(jb), string(jn), err)
	d := doc{A: new(big.Int)}
	fmt.Println(d.A.UnmarshalJSON([]byte("123456789012345678901234567890")), d.A)
	fmt.Println(d.A.UnmarshalText([]byte("x")), d.A.UnmarshalJSON([]byte("null")))
	var x, y big.Int
	fmt.Println(fmt.Sscan(" 123456789012345678901234567890  0xff", &x, &y))
	fmt.Println(&x, &y)
	fmt.Println(fmt.Sscanf("ff 077,101", "%x %o,%b", &x, &y, new(big.Int)))
	fmt.Println(&x, &y)
	fmt.Println(fmt.Sscanf("12q", "%d", &x))
	fmt.Println(fmt.Sscanf("q", "%d", &x))
	fmt.Println(fmt.Sscanf("5", "%f", &x))
	try(func() { x.Quo(&y, big.NewInt(0)) })
	try(func() { x.Mod(&y, big.NewInt(0)) })
	try(func() { x.Sqrt(big.NewInt(-1)) })
	try(func() { x.Bit(-1) })
	try(func() { x.SetBit(&x, -1, 1) })
	try(func() { x.SetBit(&x, 1, 2) })
	try(func() { x.Text(1) })
	try(func() { x.SetString("1", 63) })
	try(func() { x.SetString("1", -1) })
	try(func() { big.Jacobi(&x, big.NewInt(4)) })
	try(func() { x.ProbablyPrime(-1) })
	try(func() { big.NewInt(1000).FillBytes(make([]byte, 1)) })
	try(func() { x.Add(nil, &y) })
	try(func() { n.Cmp(&y) })
	try(func() { n.Sign() })
	primes := 0
	for i := int64(0); i < 2000; i++ {
		if big.NewInt(i).ProbablyPrime(0) {
			primes++
		}
	}
	fmt.Println(primes)
	f := new(big.Int).MulRange(1, 3000)
	s := f.String()
	fmt.Println(len(s), s[:30], strings.TrimRight(s, "0")[len(strings.TrimRight(s, "0"))-30:])
	z, _ := new(big.Int).SetString(s, 10)
	fmt.Println(z.Cmp(f), z.Rsh(z, 30000).BitLen())
	p1 := new(big.Int).Exp(big.NewInt(2), big.NewInt(607), nil)
	p1.Sub(p1, big.NewInt(1))
	fmt.Println(p1.ProbablyPrime(10), p1.Sub(p1, big.NewInt(2)).ProbablyPrime(10))
	fmt.Println(new(big.Int).Exp(big.NewInt(0), big.NewInt(0), nil), new(big.Int).Exp(big.NewInt(-1), new(big.Int).Lsh(big.NewInt(1), 70), nil), new(big.Int).Exp(big.NewInt(3), big.NewInt(5), big.NewInt(1)), new(big.Int).Exp(big.NewInt(-3), big.NewInt(3), big.NewInt(5)), new(big.Int).Exp(big.NewInt(2), big.NewInt(-1), big.NewInt(4)))
	fmt.Println(new(big.Int).Lsh(big.NewInt(0), 1<<40), new(big.Int).Rsh(big.NewInt(-5), 1<<40), new(big.Int).SetBits([]big.Word{5, 0, 0}), new(big.Int).SetBits([]big.Word{1, 2}).Bits())
	a, bb := big.NewInt(0), big.NewInt(1)
	for range 1000 {
		a.Add(a, bb)
		a, bb = bb, a
	}
	fmt.Println(a)
}
