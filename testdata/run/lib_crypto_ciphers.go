package main

import (
	"bytes"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/pbkdf2"
	crand "crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding"
	"fmt"
	"hash"
	"io"
	"math/big"
	"math/rand"
)

func try(f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println("panic:", e)
		}
	}()
	f()
}

// xorBlock is a block cipher of another kind.
type xorBlock struct{ size int }

func (x xorBlock) BlockSize() int { return x.size }
func (x xorBlock) Encrypt(dst, src []byte) {
	t := bytes.Clone(src[:x.size])
	for i := range x.size {
		dst[i] = t[(i+1)%x.size] ^ byte(i*7)
	}
}
func (x xorBlock) Decrypt(dst, src []byte) {
	t := bytes.Clone(src[:x.size])
	for i := range x.size {
		dst[(i+1)%x.size] = t[i] ^ byte(i*7)
	}
}

func main() {
	r := rand.New(rand.NewSource(1))
	buf := func(n int) []byte {
		b := make([]byte, n)
		r.Read(b)
		return b
	}
	for i := range 8 {
		var b cipher.Block
		b, err := aes.NewCipher(buf([]int{16, 24, 32}[i%3]))
		if i%4 == 3 {
			b = xorBlock{[]int{8, 16}[i/4%2]}
		}
		size := b.BlockSize()
		iv := buf(size)
		x := buf(size)
		y, z := make([]byte, size), make([]byte, size)
		b.Encrypt(y, x)
		b.Decrypt(z, y)
		fmt.Printf("%x %x %v %v\n", x, y, bytes.Equal(x, z), err)
		plain := buf(size * r.Intn(6))
		out := make([]byte, len(plain))
		m := cipher.NewCBCEncrypter(b, iv)
		m.CryptBlocks(out, plain)
		back := bytes.Clone(out)
		cipher.NewCBCDecrypter(b, iv).CryptBlocks(back, back)
		m.CryptBlocks(plain, plain)
		fmt.Printf("%x %x %x\n", out, back, plain)
		for _, f := range []func(cipher.Block, []byte) cipher.Stream{cipher.NewCTR, cipher.NewOFB, cipher.NewCFBEncrypter, cipher.NewCFBDecrypter} {
			s := f(b, bytes.Repeat([]byte{255}, size))
			p := buf(70)
			o := make([]byte, 70)
			for at := 0; at < 70; {
				n := min(r.Intn(40), 70-at)
				s.XORKeyStream(o[at:], p[at:at+n])
				at += n
			}
			fmt.Printf("%x\n", o)
		}
		g, err := cipher.NewGCM(b)
		if err != nil {
			fmt.Println(err)
			continue
		}
		for k := range 4 {
			nonce, p, ad := buf(12), buf(r.Intn(60)), buf(r.Intn(40))
			if k == 1 {
				g, err = cipher.NewGCMWithNonceSize(b, 20)
				nonce = buf(20)
			}
			if k == 3 {
				g, err = cipher.NewGCMWithTagSize(b, 13)
			}
			if k == 2 {
				g, err = cipher.NewGCM(b)
			}
			c := g.Seal([]byte("xy"), nonce, p, ad)
			d, err2 := g.Open(nil, nonce, c[2:], ad)
			fmt.Printf("%x %x %v %v %d %d\n", c, d, err, err2, g.NonceSize(), g.Overhead())
			c[5%len(c)] ^= 1
			_, err = g.Open(nil, nonce, c[2:], ad)
			fmt.Println(err)
			_, err = g.Open(nil, nonce, c[:3], ad)
			fmt.Println(err)
			in := append(p, make([]byte, 16)...)[:len(p)]
			fmt.Printf("%x\n", g.Seal(in[:0], nonce, in, ad))
			try(func() { g.Seal(nil, nonce[:1], p, ad) })
		}
	}
	b, _ := aes.NewCipher(make([]byte, 16))
	_, err := aes.NewCipher(make([]byte, 5))
	fmt.Println(err)
	_, err = cipher.NewGCMWithTagSize(b, 5)
	fmt.Println(err)
	_, err = cipher.NewGCMWithNonceSize(b, 0)
	fmt.Println(err)
	_, err = cipher.NewGCMWithRandomNonce(xorBlock{16})
	fmt.Println(err)
	g, err := cipher.NewGCMWithRandomNonce(b)
	c := g.Seal(nil, nil, []byte("hello"), []byte("ad"))
	p, err2 := g.Open(nil, nil, c, []byte("ad"))
	fmt.Println(len(c), string(p), err, err2, g.NonceSize(), g.Overhead())
	try(func() { b.Encrypt(make([]byte, 16), make([]byte, 3)) })
	try(func() { b.Encrypt(make([]byte, 3), make([]byte, 16)) })
	try(func() { cipher.NewCBCEncrypter(b, nil) })
	try(func() { cipher.NewCBCDecrypter(b, make([]byte, 16)).CryptBlocks(make([]byte, 16), make([]byte, 5)) })
	try(func() { cipher.NewCBCDecrypter(b, make([]byte, 16)).CryptBlocks(make([]byte, 6), make([]byte, 16)) })
	try(func() { cipher.NewCTR(b, make([]byte, 3)) })
	try(func() { cipher.NewOFB(b, make([]byte, 3)) })
	try(func() { cipher.NewCFBEncrypter(b, make([]byte, 3)) })
	try(func() { x := make([]byte, 40); cipher.NewCTR(b, make([]byte, 16)).XORKeyStream(x[1:], x[:20]) })
	try(func() { cipher.NewCTR(b, make([]byte, 16)).XORKeyStream(nil, make([]byte, 3)) })

	var out bytes.Buffer
	w := cipher.StreamWriter{S: cipher.NewCTR(b, make([]byte, 16)), W: &out}
	fmt.Fprint(w, "some text that is longer than a block")
	fmt.Println(w.Close())
	fmt.Printf("%x\n", out.Bytes())
	text, err := io.ReadAll(cipher.StreamReader{S: cipher.NewCTR(b, make([]byte, 16)), R: &out})
	fmt.Println(string(text), err)

	k, err := hkdf.Key(sha256.New, []byte("secret"), []byte("salt"), "info", 50)
	fmt.Printf("%x %v\n", k, err)
	k, err = hkdf.Extract(sha512.New, []byte("secret"), nil)
	fmt.Printf("%x %v\n", k, err)
	_, err = hkdf.Expand(sha1.New, k, "", 20*255+1)
	fmt.Println(err)
	k, err = pbkdf2.Key(sha256.New, "password", []byte("salt"), 20, 50)
	fmt.Printf("%x %v\n", k, err)
	_, err = pbkdf2.Key(sha256.New, "password", nil, 1, 0)
	fmt.Println(err)

	fmt.Printf("%x %x\n%x\n%x\n", sha3.Sum224([]byte("abc")), sha3.Sum256(nil), sha3.Sum384([]byte("abc")), sha3.Sum512([]byte("abc")))
	fmt.Printf("%x\n%x\n", sha3.SumSHAKE128([]byte("abc"), 200), sha3.SumSHAKE256(nil, 10))
	for _, h := range []func() *sha3.SHA3{sha3.New224, sha3.New256, sha3.New384, sha3.New512, func() *sha3.SHA3 { return new(sha3.SHA3) }} {
		for _, n := range []int{0, 72, 400} {
			p := buf(n)
			x := h()
			x.Write(p[:n/3])
			st, _ := x.MarshalBinary()
			y := h()
			fmt.Println(y.UnmarshalBinary(st), y.UnmarshalBinary(st[1:]))
			var cl hash.Cloner
			cl, _ = x.Clone()
			x.Write(p[n/3:])
			y.Write(p[n/3:])
			fmt.Printf("%x %x %x %d %d\n", x.Sum(nil), y.Sum([]byte{1}), cl.Sum(nil), x.Size(), x.BlockSize())
		}
	}
	for _, s := range []*sha3.SHAKE{sha3.NewSHAKE128(), sha3.NewSHAKE256(), sha3.NewCSHAKE128([]byte("N"), []byte("S")), sha3.NewCSHAKE256(nil, bytes.Repeat([]byte("S"), 300)), sha3.NewCSHAKE256(nil, nil), new(sha3.SHAKE)} {
		for range 2 {
			s.Write([]byte("hello"))
			o := make([]byte, 300)
			s.Read(o[:7])
			st, err := encoding.BinaryMarshaler(s).MarshalBinary()
			s.Read(o[7:])
			fmt.Printf("%x %d %v\n", o, s.BlockSize(), err)
			s.UnmarshalBinary(st)
			s.Read(o[:20])
			fmt.Printf("%x\n", o[:20])
			try(func() { s.Write(nil) })
			s.Reset()
		}
	}
	fmt.Println(crypto.SHA3_256.New().Size())

	n, err := crand.Read(make([]byte, 100))
	fmt.Println(n, err, len(crand.Text()))
	v, err := crand.Int(crand.Reader, big.NewInt(100))
	fmt.Println(v.Cmp(big.NewInt(100)) < 0, err)
	v, err = crand.Int(r, new(big.Int).Lsh(big.NewInt(1), 100))
	fmt.Println(v, err)
	for _, bits := range []int{2, 3, 9, 16, 64, 129} {
		pr, err := crand.Prime(crand.Reader, bits)
		fmt.Println(pr.BitLen(), pr.ProbablyPrime(5), err)
	}
	_, err = crand.Prime(crand.Reader, 1)
	fmt.Println(err)
	try(func() { crand.Int(crand.Reader, new(big.Int)) })
	_, err = crand.Int(bytes.NewReader(nil), big.NewInt(7))
	fmt.Println(err)
}
