package main

import (
	"fmt"
	"math"
	"math/big"
	"math/rand"
)

var r = rand.New(rand.NewSource(2))

func try(f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Printf("panic: %v %T\n", e, e)
		}
	}()
	f()
}

func rat() *big.Rat {
	switch r.Intn(4) {
	case 0:
		return big.NewRat(int64(r.Intn(200)-100), int64(r.Intn(50)+1))
	case 1:
		return big.NewRat(r.Int63()-r.Int63(), r.Int63n(1<<uint(r.Intn(60)+1))+1)
	case 2:
		return new(big.Rat).SetFloat64(math.Ldexp(r.NormFloat64(), r.Intn(200)-100))
	}
	a := new(big.Int).Rand(r, new(big.Int).Lsh(big.NewInt(1), 300))
	b := new(big.Int).Rand(r, new(big.Int).Lsh(big.NewInt(1), uint(r.Intn(300))))
	return new(big.Rat).SetFrac(a, b.Add(b, big.NewInt(1)))
}

func float() *big.Float {
	z := new(big.Float)
	switch r.Intn(10) {
	case 0:
		z.SetInf(r.Intn(2) == 0)
	case 1:
		z.SetInt64(int64(r.Intn(100) - 50))
	case 2:
		z.SetPrec(uint(r.Intn(300))).SetRat(rat())
	case 3:
		z.SetPrec(uint(r.Intn(60) + 1)).SetFloat64(r.NormFloat64())
	case 4:
		if r.Intn(2) == 0 {
			z.Neg(z)
		}
	default:
		z.SetPrec(uint(r.Intn(200) + 20)).SetMode(big.RoundingMode(r.Intn(6))).SetRat(rat())
	}
	return z
}

const rounds = 8

func main() {
	for i := range rounds {
		a, b := rat(), rat()
		z := new(big.Rat)
		fmt.Println(i, a, b, a.Cmp(b), a.Sign(), a.IsInt(), a.RatString())
		fmt.Println(z.Add(a, b), new(big.Rat).Sub(a, b), new(big.Rat).Mul(a, b))
		try(func() { fmt.Println(new(big.Rat).Quo(a, b), new(big.Rat).Inv(a)) })
		fmt.Println(z.Neg(a), z.Abs(z), z.Mul(z, z), z.Add(z, z))
		f, ex := a.Float64()
		g, ex2 := a.Float32()
		fmt.Println(f, ex, g, ex2, a.FloatString(r.Intn(30)), a.FloatString(0))
		fmt.Println(a.FloatPrec())
		gob, _ := a.GobEncode()
		fmt.Printf("%x %v\n", gob, z.GobDecode(gob))
		t, _ := a.MarshalText()
		fmt.Println(string(t), z.UnmarshalText(t), z.Cmp(a))
	}
	for _, f := range []float64{5e-324, 1e-310, math.MaxFloat64, 1e-320, 0.1, -0.1, 1 << 60} {
		x := new(big.Rat).SetFloat64(f)
		g, ex := x.Float64()
		h, ex2 := x.Float32()
		x.Quo(x, big.NewRat(3, 1))
		g2, ex3 := x.Float64()
		fmt.Println(g == f, ex, h, ex2, g2, ex3)
	}
	for _, s := range []string{"", "1/2", "-3/6", "1/0", "1/-2", "+1.5", "1e3", "1.25e-2", ".5", "5.", ".", "1e", "0x1.8p1", "0b1p-3", "0x10", "1_000.5", "1/0x10", "0b1.01", "0o17", "017", "1e1000001", "1p10", "abc", "1/2/3", "1.5/2", "0e5", "-0.0", "1e+5", "1 ", "3e-5_0"} {
		z, ok := new(big.Rat).SetString(s)
		if ok {
			fmt.Print(s, "=", z, "; ")
		} else {
			fmt.Print(s, " ", ok, "; ")
		}
		f, b, err := big.ParseFloat(s, 0, 100, big.ToNearestEven)
		if err == nil {
			fmt.Println(f, b, f.Prec(), f.Acc())
		} else {
			fmt.Println(err, b)
		}
	}
	for range rounds * 3 {
		x, y := float(), float()
		fmt.Println(x.Text('p', 0), x.Prec(), x.Mode(), x.Acc(), x.MinPrec(), x.Sign(), x.Signbit(), x.IsInf(), x.IsInt(), x.Cmp(y))
		mode, prec := big.RoundingMode(r.Intn(6)), uint(r.Intn(150))
		for _, op := range []func(z, x, y *big.Float) *big.Float{(*big.Float).Add, (*big.Float).Sub, (*big.Float).Mul, (*big.Float).Quo} {
			try(func() {
				z := op(new(big.Float).SetMode(mode).SetPrec(prec), x, y)
				fmt.Println(z.Text('p', 0), z.Acc(), z.Prec(), z)
			})
		}
		try(func() { z := new(big.Float).SetPrec(prec).Sqrt(x); fmt.Println(z.Text('p', 0), z.Acc()) })
		u, ua := x.Uint64()
		in, ia := x.Int64()
		f, fa := x.Float64()
		g, ga := x.Float32()
		bi, ba := x.Int(nil)
		ra, raa := x.Rat(nil)
		fmt.Println(u, ua, in, ia, f, fa, g, ga, bi, ba, ra, raa)
		var m big.Float
		e := x.MantExp(&m)
		fmt.Println(e, &m, new(big.Float).SetMantExp(&m, e).Cmp(x))
		for _, fm := range "eEfgGbpxz" {
			fmt.Print(x.Text(byte(fm), -1), " ", x.Text(byte(fm), r.Intn(12)), " ")
		}
		fmt.Println(x)
		fmt.Printf("%v|%10.3f|%-20g|%+e|%020.4f|% g|%s|%x|%d|%G\n", x, x, x, x, x, x, x, x, x, x)
		gob, _ := x.GobEncode()
		var un big.Float
		fmt.Printf("%x %v\n", gob, un.GobDecode(gob))
		fmt.Println(un.Text('p', 0), new(big.Float).Copy(x).SetPrec(prec).Text('p', 0))
		t, _ := x.MarshalText()
		fmt.Println(string(t), un.UnmarshalText(t))
	}
	for _, f := range []float64{5e-324, 2.5e-324 * 3, 1e-310, math.MaxFloat64, 1e-45, 1e-46, 7e-46, 3.5e38, 0.1} {
		x := new(big.Float).SetFloat64(f)
		for _, m := range []float64{1, 0.5, 0.75, 3, -1, 1.0000001} {
			y := new(big.Float).SetPrec(200).Mul(x, big.NewFloat(m))
			a, aa := y.Float64()
			b, ba := y.Float32()
			fmt.Println(a, aa, b, ba)
		}
	}
	two := new(big.Float).SetPrec(1000).SetInt64(2)
	fmt.Println(new(big.Float).Sqrt(two).Text('f', 290))
	var x, y big.Float
	fmt.Println(fmt.Sscan("1.5 2e10", &x, &y))
	fmt.Println(&x, &y)
	var q big.Rat
	fmt.Println(fmt.Sscan("3/9", &q))
	fmt.Println(&q)
	fmt.Println(fmt.Sscanf("x", "%f", &q))
	try(func() { big.NewFloat(math.NaN()) })
	try(func() { x.SetFloat64(math.NaN()) })
	try(func() { big.NewRat(1, 0) })
	try(func() { new(big.Rat).SetFrac(big.NewInt(1), big.NewInt(0)) })
	try(func() { fmt.Println(new(big.Rat).Quo(big.NewRat(1, 2), new(big.Rat)), 1) })
	fmt.Println(new(big.Rat).SetFloat64(math.Inf(1)), new(big.Rat).Denom(), new(big.Rat).Num(), new(big.Rat))
	big1 := new(big.Float).SetMantExp(big.NewFloat(0.5), math.MaxInt32)
	fmt.Println(big1.Mul(big1, big1), big1.Acc(), new(big.Float).SetMantExp(big.NewFloat(1), math.MinInt32-5), big.ToNegativeInf, big.RoundingMode(9), big.Accuracy(5), big.Above)
	// pi by Machin's formula
	pi := func(digits int) string {
		prec := uint(float64(digits)*3.33) + 20
		atan := func(k int64) *big.Float {
			x := new(big.Float).SetPrec(prec).Quo(big.NewFloat(1), new(big.Float).SetInt64(k))
			x2 := new(big.Float).SetPrec(prec).Mul(x, x)
			sum, term := new(big.Float).SetPrec(prec).Set(x), new(big.Float).SetPrec(prec).Set(x)
			for n := int64(3); term.MantExp(nil) > -int(prec); n += 2 {
				term.Mul(term, x2).Neg(term)
				sum.Add(sum, new(big.Float).SetPrec(prec).Quo(term, new(big.Float).SetInt64(n)))
			}
			return sum
		}
		a, b := atan(5), atan(239)
		a.Mul(a, big.NewFloat(16))
		b.Mul(b, big.NewFloat(4))
		return a.Sub(a, b).Text('f', digits)
	}
	fmt.Println(pi(200))
}
