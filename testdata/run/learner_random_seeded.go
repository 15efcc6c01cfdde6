package main

import (
	"fmt"
	"math/rand"
	r2 "math/rand/v2"
)

func main() {
	r := rand.New(rand.NewSource(42))
	fmt.Println(r.Intn(100), r.Intn(100), r.Float64(), r.Perm(5), r.Int63(), r.Uint32(), r.Int31n(10), r.NormFloat64(), r.ExpFloat64())
	s := []int{1, 2, 3, 4, 5, 6}
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	fmt.Println(s, r.Int(), r.Uint64(), r.Float32(), r.Int63n(1000))
	z := rand.NewZipf(r, 1.5, 2, 100)
	fmt.Println(z.Uint64(), z.Uint64(), z.Uint64())
	b := make([]byte, 5)
	r.Read(b)
	fmt.Println(b)
	p := r2.New(r2.NewPCG(1, 2))
	fmt.Println(p.IntN(100), p.Uint64(), p.Float64(), p.Perm(4), p.Int32N(10), p.NormFloat64(), p.UintN(9), p.ExpFloat64())
	c := r2.New(r2.NewChaCha8([32]byte([]byte("0123456789abcdef0123456789abcdef"))))
	fmt.Println(c.IntN(1000), c.Uint32(), c.Int64N(1e12))
	p.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	fmt.Println(s, r2.N(1), r2.IntN(5) < 5)
	func() {
		defer func() { fmt.Println(recover()) }()
		rand.Intn(0)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		r2.IntN(-1)
	}()
}
