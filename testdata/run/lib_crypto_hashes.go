package main

import (
	"crypto"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding"
	"fmt"
	"hash"
	"io"
	"math/rand"
)

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	r := rand.New(rand.NewSource(1))
	mk := []func() hash.Hash{md5.New, sha1.New, sha256.New, sha256.New224, sha512.New, sha512.New384, sha512.New512_224, sha512.New512_256}
	for i, f := range mk {
		for _, size := range []int{0, 55, 64, 112, 1000} {
			b := make([]byte, size)
			r.Read(b)
			h := f()
			h.Write(b[:size/3])
			st, err := h.(encoding.BinaryMarshaler).MarshalBinary()
			g := f()
			fmt.Println(g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st), err)
			c, _ := h.(hash.Cloner).Clone()
			io.WriteString(h, string(b[size/3:]))
			g.Write(b[size/3:])
			m := hmac.New(f, b)
			m.Write(b)
			fmt.Printf("%d %d %x %x %x %x %d %d\n", i, size, h.Sum([]byte{1}), g.Sum(nil), c.Sum(nil), m.Sum(nil), h.Size(), h.BlockSize())
			if size == 64 {
				fmt.Printf("%x\n", st)
			}
			st[1]++
			fmt.Println(g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st))
			st[1]--
			fmt.Println(g.(encoding.BinaryUnmarshaler).UnmarshalBinary(st[:9]))
			h.Reset()
			m.Reset()
			fmt.Printf("%x %x\n", h.Sum(nil), m.Sum(nil))
		}
	}
	s := []byte("The quick brown fox jumps over the lazy dog")
	fmt.Printf("%x\n%x\n%x\n%x\n%x\n%x\n%x\n%x\n", md5.Sum(s), sha1.Sum(s), sha256.Sum256(s), sha256.Sum224(s), sha512.Sum512(s), sha512.Sum384(s), sha512.Sum512_224(s), sha512.Sum512_256(s))
	for h := crypto.Hash(0); h < 22; h++ {
		fmt.Println(h)
		if h.Available() && (h < crypto.SHA3_224 || h > crypto.SHA3_512) {
			fmt.Println(h.Size(), h.New().Size())
		}
	}
	try(func() { crypto.MD4.New() })
	try(func() { crypto.Hash(77).Size() })
	try(func() { h := sha256.New(); hmac.New(func() hash.Hash { return h }, nil) })
	fmt.Println(hmac.Equal([]byte("a"), []byte("a")), hmac.Equal([]byte("a"), []byte("b")), subtle.ConstantTimeCompare(s, s), subtle.ConstantTimeCompare(s, s[1:]))
	fmt.Println(subtle.ConstantTimeSelect(1, 5, 6), subtle.ConstantTimeSelect(0, 5, 6), subtle.ConstantTimeByteEq(3, 3), subtle.ConstantTimeByteEq(3, 4), subtle.ConstantTimeEq(-1, -1), subtle.ConstantTimeEq(-1, 1), subtle.ConstantTimeLessOrEq(3, 4), subtle.ConstantTimeLessOrEq(4, 4), subtle.ConstantTimeLessOrEq(5, 4))
	d := make([]byte, 4)
	fmt.Println(subtle.XORBytes(d, []byte{1, 2, 3}, []byte{7, 7, 7, 7}), d)
	subtle.ConstantTimeCopy(1, d, []byte{9, 8, 7, 6})
	subtle.ConstantTimeCopy(0, d, []byte{1, 1, 1, 1})
	fmt.Println(d)
	try(func() { subtle.XORBytes(d[:1], d, d) })
	try(func() { subtle.XORBytes(d[1:], d[:3], d) })
	c, err := rc4.NewCipher([]byte("Key"))
	out := make([]byte, 9)
	c.XORKeyStream(out, []byte("Plaintext"))
	fmt.Printf("%x %v\n", out, err)
	_, err = rc4.NewCipher(nil)
	fmt.Println(err)
}
