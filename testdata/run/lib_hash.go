package main

import (
	"encoding"
	"fmt"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"hash/crc64"
	"hash/maphash"
	"math/rand"
)

func main() {
	r := rand.New(rand.NewSource(1))
	mk := map[string]func() hash.Hash{
		"adler": func() hash.Hash { return adler32.New() },
		"ieee":  func() hash.Hash { return crc32.NewIEEE() },
		"cast":  func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) },
		"koop":  func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Koopman)) },
		"iso":   func() hash.Hash { return crc64.New(crc64.MakeTable(crc64.ISO)) },
		"ecma":  func() hash.Hash { return crc64.New(crc64.MakeTable(crc64.ECMA)) },
		"other": func() hash.Hash { return crc64.New(crc64.MakeTable(12345)) },
	}
	for _, n := range []string{"adler", "ieee", "cast", "koop", "iso", "ecma", "other"} {
		for _, size := range []int{0, 9, 20000} {
			b := make([]byte, size)
			r.Read(b)
			h := mk[n]()
			h.Write(b[:size/3])
			st, err := h.(encoding.BinaryMarshaler).MarshalBinary()
			g := mk[n]()
			fmt.Println(g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st))
			c, _ := h.(hash.Cloner).Clone()
			h.Write(b[size/3:])
			g.Write(b[size/3:])
			fmt.Printf("%s %d %x %x %x %x %v %d %d\n", n, size, h.Sum([]byte{1}), g.Sum(nil), c.Sum(nil), st, err, h.Size(), h.BlockSize())
			st[0] = 'x'
			fmt.Println(g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st), g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st[:5]))
			st[0], st[5] = "ac"[min(1, len(st)/9)], st[5]+1
			fmt.Println(g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st), g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st[:5]))
			h.Reset()
			fmt.Printf("%x\n", h.Sum(nil))
		}
	}
	fmt.Println(crc32.ChecksumIEEE([]byte("hello")), crc32.Checksum([]byte("hello"), crc32.IEEETable), crc32.Update(5, crc32.MakeTable(crc32.Castagnoli), []byte("abc")), adler32.Checksum([]byte("hello")), crc64.Checksum([]byte("hello"), crc64.MakeTable(crc64.ISO)))
	s := maphash.MakeSeed()
	var h maphash.Hash
	h.SetSeed(s)
	big := make([]byte, 1000)
	r.Read(big)
	for i := 0; i < len(big); i += 37 {
		h.Write(big[i:min(i+37, len(big))])
	}
	fmt.Println(h.Sum64() == maphash.Bytes(s, big), h.Sum64() == maphash.String(s, string(big)), h.Seed() == s, h.Size(), h.BlockSize())
	h.Reset()
	h.WriteString("ab")
	h.WriteByte('c')
	fmt.Println(h.Sum64() == maphash.String(s, "abc"), len(h.Sum(nil)))
	type k struct {
		a string
		b any
		f float64
	}
	fmt.Println(maphash.Comparable(s, k{"x", 5, 0}) == maphash.Comparable(s, k{string([]byte{'x'}), 5, -0.0}), maphash.Comparable(s, 1) == maphash.Comparable(s, 2))
	var a, b maphash.Hash
	a.SetSeed(s)
	b.SetSeed(s)
	maphash.WriteComparable(&a, k{"x", 5, 1})
	maphash.WriteComparable(&b, k{"x", 5, 1})
	fmt.Println(a.Sum64() == b.Sum64())
	defer func() { fmt.Println(recover()) }()
	func() {
		defer func() { fmt.Println(recover()) }()
		maphash.Comparable(s, any([]int{1}))
	}()
	maphash.Bytes(maphash.Seed{}, nil)
}
