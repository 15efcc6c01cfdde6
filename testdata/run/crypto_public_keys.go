// Public-key cryptography: keys and signatures that do not depend on chance, and round trips of those that do.
package main

import (
	"bytes"
	"crypto"
	"crypto/des"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"math/big"
)

func main() {
	curves()
	exchange()
	signatures()
	edwards()
	rsaKeys()
	des3()
}

func curves() {
	for _, c := range []elliptic.Curve{elliptic.P224(), elliptic.P256(), elliptic.P384(), elliptic.P521()} {
		p := c.Params()
		fmt.Println(p.Name, p.BitSize, p.B.Text(16), c.IsOnCurve(p.Gx, p.Gy), c.IsOnCurve(p.Gy, p.Gx))
		k := sha256.Sum256([]byte(p.Name))
		x, y := c.ScalarBaseMult(k[:])
		fmt.Println(x, y)
		x2, y2 := c.Add(x, y, p.Gx, p.Gy)
		x3, y3 := c.Double(x2, y2)
		x4, y4 := c.ScalarMult(x3, y3, []byte{0x1f, 0xff, 3})
		fmt.Println(x4.Text(36), y4.Text(36))
		zx, zy := c.ScalarBaseMult(p.N.Bytes())
		fmt.Println(zx, zy)
		gx, gy := c.Add(zx, zy, p.Gx, p.Gy)
		fmt.Println(gx.Cmp(p.Gx), gy.Cmp(p.Gy))
		nx, ny := c.Add(x, y, x, new(big.Int).Sub(p.P, y))
		fmt.Println(nx, ny)
		small := elliptic.MarshalCompressed(c, x, y)
		ux, uy := elliptic.UnmarshalCompressed(c, small)
		fmt.Println(hex.EncodeToString(small), ux.Cmp(x), uy.Cmp(y))
		small[0] ^= 7
		fmt.Println(elliptic.UnmarshalCompressed(c, small))
		mx, my := elliptic.Unmarshal(c, elliptic.Marshal(c, x, y))
		fmt.Println(mx.Cmp(x), my.Cmp(y))
		// A copy of the parameters has only the generic arithmetic.
		own := *p
		gx, gy = own.ScalarMult(x3, y3, []byte{0x1f, 0xff, 3})
		fmt.Println(gx.Cmp(x4), gy.Cmp(y4), own.IsOnCurve(gx, gy))
		func() {
			defer func() { fmt.Println(recover()) }()
			c.Add(x, x, y, y)
		}()
	}
}

func exchange() {
	for _, c := range []ecdh.Curve{ecdh.P256(), ecdh.P384(), ecdh.P521(), ecdh.X25519()} {
		a, _ := c.GenerateKey(rand.Reader)
		b, _ := c.GenerateKey(rand.Reader)
		s1, err1 := a.ECDH(b.PublicKey())
		s2, err2 := b.ECDH(a.PublicKey())
		fmt.Println(c, len(a.Bytes()), len(a.PublicKey().Bytes()), len(s1), bytes.Equal(s1, s2), err1, err2)
		again, err := c.NewPrivateKey(a.Bytes())
		fmt.Println(again.Equal(a), again.PublicKey().Equal(a.Public()), err)
		_, err = c.NewPrivateKey(make([]byte, 5))
		fmt.Println(err)
		_, err = c.NewPublicKey([]byte{4, 2})
		fmt.Println(err)
		bad := a.PublicKey().Bytes()
		bad[len(bad)-1] ^= 1
		_, err = c.NewPublicKey(bad)
		fmt.Println(err)
		_, err = a.ECDH(func() *ecdh.PublicKey { k, _ := ecdh.P256().GenerateKey(rand.Reader); return k.PublicKey() }())
		fmt.Println(err)
	}
	seed := sha256.Sum256([]byte("scalar"))
	point := sha256.Sum256([]byte("point"))
	k, _ := ecdh.X25519().NewPrivateKey(seed[:])
	p, _ := ecdh.X25519().NewPublicKey(point[:])
	s, err := k.ECDH(p)
	fmt.Printf("%x %x %v\n", k.PublicKey().Bytes(), s, err)
	p, _ = ecdh.X25519().NewPublicKey(make([]byte, 32))
	_, err = k.ECDH(p)
	fmt.Println(err)
	k, err = ecdh.P256().NewPrivateKey(seed[:])
	fmt.Printf("%x %v\n", k.PublicKey().Bytes(), err)
}

func signatures() {
	for _, c := range []elliptic.Curve{elliptic.P224(), elliptic.P256(), elliptic.P384(), elliptic.P521()} {
		raw := make([]byte, (c.Params().BitSize+7)/8)
		for i := 1; i < len(raw); i++ {
			raw[i] = byte(i)
		}
		key, err := ecdsa.ParseRawPrivateKey(c, raw)
		fmt.Println(key.X, key.Y, err)
		for _, h := range []crypto.Hash{crypto.SHA256, crypto.SHA512, crypto.SHA1} {
			f := h.New()
			f.Write([]byte("message"))
			sum := f.Sum(nil)
			sig, err := key.Sign(nil, sum, h)
			fmt.Printf("%x %v %v\n", sig, err, ecdsa.VerifyASN1(&key.PublicKey, sum, sig))
			sig, err = ecdsa.SignASN1(rand.Reader, key, sum)
			fmt.Println(err, ecdsa.VerifyASN1(&key.PublicKey, sum, sig), ecdsa.VerifyASN1(&key.PublicKey, sum[1:], sig))
			sig[len(sig)-1] ^= 1
			fmt.Println(ecdsa.VerifyASN1(&key.PublicKey, sum, sig), ecdsa.VerifyASN1(&key.PublicKey, sum, sig[:9]))
			r, s, err := ecdsa.Sign(rand.Reader, key, sum)
			fmt.Println(err, ecdsa.Verify(&key.PublicKey, sum, r, s), ecdsa.Verify(&key.PublicKey, sum, s, r))
		}
		_, err = key.Sign(nil, make([]byte, 5), crypto.SHA256)
		fmt.Println(err)
		random, _ := ecdsa.GenerateKey(c, rand.Reader)
		fmt.Println(random.Equal(key), key.Equal(key), c.IsOnCurve(random.X, random.Y))
		k, err := key.ECDH()
		fmt.Println(k != nil, err)
		_, err = ecdsa.ParseRawPrivateKey(c, make([]byte, len(raw)))
		fmt.Println(err)
		bad := *key
		bad.D = new(big.Int).Lsh(key.D, 200)
		_, err = ecdsa.SignASN1(rand.Reader, &bad, raw)
		fmt.Println(err)
	}
}

func edwards() {
	seed := sha256.Sum256([]byte("seed"))
	key := ed25519.NewKeyFromSeed(seed[:])
	public := key.Public().(ed25519.PublicKey)
	msg := []byte("the message")
	sig := ed25519.Sign(key, msg)
	fmt.Printf("%x\n%x\n", public, sig)
	fmt.Println(ed25519.Verify(public, msg, sig), ed25519.Verify(public, msg[1:], sig), ed25519.Verify(public, msg, sig[1:]))
	sum := sha512.Sum512(msg)
	for _, o := range []*ed25519.Options{{Hash: crypto.SHA512}, {Hash: crypto.SHA512, Context: "c"}, {Context: "context"}, {Hash: crypto.SHA256}} {
		m := msg
		if o.Hash != 0 {
			m = sum[:]
		}
		sig, err := key.Sign(nil, m, o)
		fmt.Printf("%x %v\n", sig, err)
		fmt.Println(ed25519.VerifyWithOptions(public, m, sig, o), ed25519.VerifyWithOptions(public, m, sig, &ed25519.Options{}))
	}
	pub, priv, err := ed25519.GenerateKey(bytes.NewReader(seed[:]))
	fmt.Println(pub.Equal(public), priv.Equal(key), bytes.Equal(priv.Seed(), seed[:]), err)
	func() {
		defer func() { fmt.Println(recover()) }()
		ed25519.Verify(public[1:], msg, sig)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		ed25519.NewKeyFromSeed(seed[1:])
	}()
	bad := bytes.Repeat([]byte{2}, 32)
	fmt.Println(ed25519.VerifyWithOptions(bad, msg, sig, &ed25519.Options{}))
}


func rsaKeys() {
	// The primes after two numbers.
	p := new(big.Int).Lsh(big.NewInt(0xfedcba98), 480)
	q := new(big.Int).Lsh(big.NewInt(0xe1234567), 480)
	for _, x := range []*big.Int{p, q} {
		for x.SetBit(x, 0, 1); !x.ProbablyPrime(10); x.Add(x, big.NewInt(2)) {
		}
	}
	one := big.NewInt(1)
	phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
	key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: new(big.Int).Mul(p, q), E: 65537}, Primes: []*big.Int{p, q}}
	key.D = new(big.Int).ModInverse(big.NewInt(65537), phi)
	fmt.Println(key.Validate(), key.Size(), key.N.BitLen())
	key.Precompute()
	fmt.Println(key.Precomputed.Qinv, len(key.Precomputed.CRTValues))
	sum := sha256.Sum256([]byte("message"))
	sig, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, sum[:])
	fmt.Printf("%x %v\n", sig, err)
	fmt.Println(rsa.VerifyPKCS1v15(&key.PublicKey, crypto.SHA256, sum[:], sig), rsa.VerifyPKCS1v15(&key.PublicKey, crypto.SHA256, sum[:], sig[1:]))
	for _, h := range []crypto.Hash{0, crypto.MD5, crypto.SHA1, crypto.SHA224, crypto.SHA384, crypto.SHA512, crypto.SHA3_256, crypto.MD5SHA1, crypto.BLAKE2b_256} {
		hashed := make([]byte, 16)
		if h != 0 {
			hashed = make([]byte, h.Size())
		}
		sig, err := rsa.SignPKCS1v15(rand.Reader, key, h, hashed)
		fmt.Printf("%x %v\n", sig, err)
	}
	_, err = rsa.SignPKCS1v15(nil, key, crypto.SHA256, sum[1:])
	fmt.Println(err)
	for _, o := range []*rsa.PSSOptions{nil, {SaltLength: rsa.PSSSaltLengthEqualsHash}, {SaltLength: 7}, {SaltLength: 500}, {SaltLength: -9}} {
		sig, err := rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], o)
		fmt.Println(len(sig), err)
		fmt.Println(rsa.VerifyPSS(&key.PublicKey, crypto.SHA256, sum[:], sig, o))
		fmt.Println(rsa.VerifyPSS(&key.PublicKey, crypto.SHA256, sum[:], sig, &rsa.PSSOptions{SaltLength: 8}))
		fmt.Println(rsa.VerifyPSS(&key.PublicKey, crypto.SHA256, sum[:], sig, nil))
	}
	for _, msg := range []string{"", "secret", string(make([]byte, 62)), string(make([]byte, 120))} {
		c, err := rsa.EncryptOAEP(sha1.New(), rand.Reader, &key.PublicKey, []byte(msg), []byte("label"))
		fmt.Println(len(c), err)
		m, err := rsa.DecryptOAEP(sha1.New(), nil, key, c, []byte("label"))
		fmt.Println(string(m) == msg, err)
		_, err = rsa.DecryptOAEP(sha1.New(), nil, key, c, nil)
		fmt.Println(err)
		c, err = rsa.EncryptPKCS1v15(rand.Reader, &key.PublicKey, []byte(msg))
		fmt.Println(len(c), err)
		m, err = key.Decrypt(nil, c, nil)
		fmt.Println(string(m) == msg, err)
		session := bytes.Repeat([]byte{7}, 6)
		err = rsa.DecryptPKCS1v15SessionKey(nil, key, c, session)
		fmt.Printf("%q %v\n", session, err)
	}
	fmt.Println(rsa.GenerateKey(rand.Reader, 512))
	made, err := rsa.GenerateKey(rand.Reader, 1024)
	fmt.Println(made.N.BitLen(), made.E, made.Validate(), err, made.Equal(key), key.Equal(key))
	for _, change := range []func(k *rsa.PrivateKey){
		func(k *rsa.PrivateKey) { k.N = new(big.Int).Add(k.N, one) },
		func(k *rsa.PrivateKey) { k.N = new(big.Int).Add(k.N, big.NewInt(2)) },
		func(k *rsa.PrivateKey) { k.E = 4 },
		func(k *rsa.PrivateKey) { k.E = 1 },
		func(k *rsa.PrivateKey) { k.E = 3 },
		func(k *rsa.PrivateKey) { k.D = new(big.Int).Add(k.D, one) },
		func(k *rsa.PrivateKey) { k.D = nil },
		func(k *rsa.PrivateKey) { k.Primes = k.Primes[:1] },
		func(k *rsa.PrivateKey) { k.Primes = []*big.Int{one, k.N} },
		func(k *rsa.PrivateKey) { k.Primes = []*big.Int{q, p} },
	} {
		k := &rsa.PrivateKey{PublicKey: key.PublicKey, D: key.D, Primes: []*big.Int{p, q}}
		change(k)
		fmt.Println(k.Validate())
	}
	changed := *key
	changed.E = 5
	fmt.Println(changed.Validate())
}

func des3() {
	text := []byte("12345678")
	out := make([]byte, 8)
	c, _ := des.NewCipher([]byte("8 bytes."))
	c.Encrypt(out, text)
	fmt.Printf("%x\n", out)
	c.Decrypt(out, out)
	fmt.Printf("%q\n", out)
	c, _ = des.NewTripleDESCipher([]byte("24 bytes, three of eight"))
	c.Encrypt(out, text)
	fmt.Printf("%x\n", out)
	c.Decrypt(out, out)
	fmt.Printf("%q\n", out)
	fmt.Println(des.NewCipher(nil))
	fmt.Println(des.NewTripleDESCipher([]byte("8 bytes.")))
}
