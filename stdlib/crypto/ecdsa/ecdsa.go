// Package ecdsa is signatures over elliptic curves (FIPS 186-5).
package ecdsa

import (
	"crypto"
	"crypto/ecdh"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/internal/group"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"hash"
	"io"
	"math/big"
)

// PublicKey is a point of a curve.
type PublicKey struct {
	elliptic.Curve

	// Deprecated: the coordinates are for package elliptic; use Bytes and ParseUncompressedPublicKey.
	X, Y *big.Int
}

// PrivateKey is a number and the multiple of the base point by it.
type PrivateKey struct {
	PublicKey

	// Deprecated: use Bytes and ParseRawPrivateKey.
	D *big.Int
}

// known returns the arithmetic of a curve, nil if it has none of its own.
func known(c elliptic.Curve) *group.Curve {
	if c == nil {
		return nil
	}
	switch c.Params() {
	case elliptic.P224().Params():
		return group.P224
	case elliptic.P256().Params():
		return group.P256
	case elliptic.P384().Params():
		return group.P384
	case elliptic.P521().Params():
		return group.P521
	}
	return nil
}

// standard is known for what takes the very curves of package elliptic.
func standard(c elliptic.Curve) *group.Curve {
	switch c {
	case elliptic.P224(), elliptic.P256(), elliptic.P384(), elliptic.P521():
		return known(c)
	}
	return nil
}

func exchange(c elliptic.Curve) ecdh.Curve {
	switch c {
	case elliptic.P256():
		return ecdh.P256()
	case elliptic.P384():
		return ecdh.P384()
	case elliptic.P521():
		return ecdh.P521()
	}
	return nil
}

// ECDH returns the key for package ecdh. It is an error if the key is invalid, or ecdh lacks its curve.
func (pub *PublicKey) ECDH() (*ecdh.PublicKey, error) {
	c := exchange(pub.Curve)
	if c == nil {
		return nil, errors.New("ecdsa: unsupported curve by crypto/ecdh")
	}
	k, err := pub.Bytes()
	if err != nil {
		return nil, err
	}
	return c.NewPublicKey(k)
}

// Equal reports whether x is the same key of the same curve.
func (pub *PublicKey) Equal(x crypto.PublicKey) bool {
	o, ok := x.(*PublicKey)
	return ok && equal(pub.X, o.X) && equal(pub.Y, o.Y) && pub.Curve == o.Curve
}

func equal(a, b *big.Int) bool { return subtle.ConstantTimeCompare(a.Bytes(), b.Bytes()) == 1 }

// ParseUncompressedPublicKey returns the key of a point in SEC 1's uncompressed form.
func ParseUncompressedPublicKey(curve elliptic.Curve, data []byte) (*PublicKey, error) {
	if len(data) < 1 || data[0] != 4 {
		return nil, errors.New("ecdsa: invalid uncompressed public key")
	}
	c := standard(curve)
	if c == nil {
		return nil, errors.New("ecdsa: curve not supported by ParseUncompressedPublicKey")
	}
	if len(data) != 1+2*c.Size {
		return nil, errors.New("invalid " + c.Name + " point encoding")
	}
	if !c.Contains(data[1:]) {
		return nil, errors.New(c.Name + " point not on curve")
	}
	x, y := coordinates(c, data[1:])
	return &PublicKey{Curve: curve, X: x, Y: y}, nil
}

func coordinates(c *group.Curve, p []byte) (x, y *big.Int) {
	return new(big.Int).SetBytes(p[:c.Size]), new(big.Int).SetBytes(p[c.Size:])
}

// Bytes returns the point in SEC 1's uncompressed form.
func (pub *PublicKey) Bytes() ([]byte, error) {
	c := standard(pub.Curve)
	if c == nil {
		return nil, errors.New("ecdsa: curve not supported by PublicKey.Bytes")
	}
	p, err := pub.point(c)
	if err != nil {
		return nil, err
	}
	return append([]byte{4}, p...), nil
}

// point returns the key as package group has points, checked.
func (pub *PublicKey) point(c *group.Curve) ([]byte, error) {
	if pub.X.Sign() < 0 || pub.Y.Sign() < 0 {
		return nil, errors.New("negative coordinate")
	}
	if pub.X.BitLen() > c.Bits || pub.Y.BitLen() > c.Bits {
		return nil, errors.New("overflowing coordinate")
	}
	p := make([]byte, 2*c.Size)
	pub.X.FillBytes(p[:c.Size])
	pub.Y.FillBytes(p[c.Size:])
	if !c.Contains(p) {
		return nil, errors.New(c.Name + " point not on curve")
	}
	return p, nil
}

// scalar returns the number of the key, checked.
func (priv *PrivateKey) scalar(c *group.Curve) ([]byte, error) {
	if _, err := priv.point(c); err != nil {
		return nil, err
	}
	if priv.D.BitLen() > c.Bits {
		return nil, errors.New("ecdsa: private key scalar too large")
	}
	if priv.D.Sign() <= 0 {
		return nil, errors.New("ecdsa: private key scalar is zero or negative")
	}
	d := priv.D.FillBytes(make([]byte, c.Size))
	if !c.Scalar(d) {
		return nil, errors.New("ecdsa: private key scalar too large")
	}
	return d, nil
}

// ECDH returns the key for package ecdh. It is an error if the key is invalid, or ecdh lacks its curve.
func (priv *PrivateKey) ECDH() (*ecdh.PrivateKey, error) {
	c := exchange(priv.Curve)
	if c == nil {
		return nil, errors.New("ecdsa: unsupported curve by crypto/ecdh")
	}
	k, err := priv.Bytes()
	if err != nil {
		return nil, err
	}
	return c.NewPrivateKey(k)
}

// Public returns the public part, a *PublicKey.
func (priv *PrivateKey) Public() crypto.PublicKey { return &priv.PublicKey }

// Equal reports whether x is the same key of the same curve.
func (priv *PrivateKey) Equal(x crypto.PrivateKey) bool {
	o, ok := x.(*PrivateKey)
	return ok && priv.PublicKey.Equal(&o.PublicKey) && equal(priv.D, o.D)
}

// ParseRawPrivateKey returns the key of a number of the curve's size, the most significant byte first.
func ParseRawPrivateKey(curve elliptic.Curve, data []byte) (*PrivateKey, error) {
	c := standard(curve)
	if c == nil {
		return nil, errors.New("ecdsa: curve not supported by ParseRawPrivateKey")
	}
	if len(data) != c.Size {
		return nil, errors.New("invalid scalar length")
	}
	if !c.Scalar(data) {
		if new(big.Int).SetBytes(data).Sign() == 0 {
			return nil, errors.New("ecdsa: invalid public key encoding")
		}
		return nil, errors.New("input overflows the modulus")
	}
	return newKey(curve, c, data), nil
}

func newKey(curve elliptic.Curve, c *group.Curve, d []byte) *PrivateKey {
	x, y := coordinates(c, c.Mul(nil, d))
	return &PrivateKey{PublicKey{Curve: curve, X: x, Y: y}, new(big.Int).SetBytes(d)}
}

// Bytes returns the number of the key in the curve's size.
func (priv *PrivateKey) Bytes() ([]byte, error) {
	c := standard(priv.Curve)
	if c == nil {
		return nil, errors.New("ecdsa: curve not supported by PrivateKey.Bytes")
	}
	return priv.scalar(c)
}

// Sign signs digest, the hash of a message, by SignASN1. If rand is nil the signature is that of RFC 6979, and the same each
// time; the hash must then be that of opts.
func (priv *PrivateKey) Sign(rand io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if rand != nil {
		return SignASN1(rand, priv, digest)
	}
	if opts == nil {
		return nil, errors.New("ecdsa: Sign called with nil opts")
	}
	h := opts.HashFunc()
	if h.Size() != len(digest) {
		return nil, errors.New("ecdsa: hash length does not match hash function")
	}
	c := known(priv.Curve)
	if c == nil {
		return nil, errors.New("ecdsa: curve not supported by deterministic signatures")
	}
	d, err := priv.scalar(c)
	if err != nil {
		return nil, err
	}
	n := newNonces(h.New, c, d, digest)
	return sign(c, d, digest, n.next), nil
}

// random returns a random number of the curve.
func random(c *group.Curve) []byte {
	k := make([]byte, c.Size)
	for {
		rand.Read(k)
		trim(c, k)
		if c.Scalar(k) {
			return k
		}
	}
}

// trim clears the bits of k that the curve has not.
func trim(c *group.Curve, k []byte) { k[0] &= byte(1<<((c.Bits+7)%8+1) - 1) }

// GenerateKey returns a random key. The reader is not used for the curves of package elliptic: keys come from the system's
// randomness.
func GenerateKey(c elliptic.Curve, r io.Reader) (*PrivateKey, error) {
	if k := known(c); k != nil {
		return newKey(c, k, random(k)), nil
	}
	d, err := below(c, r)
	if err != nil {
		return nil, err
	}
	priv := &PrivateKey{D: d}
	priv.Curve = c
	priv.X, priv.Y = c.ScalarBaseMult(d.Bytes())
	return priv, nil
}

// below returns a random number from 1 to the order less one.
func below(c elliptic.Curve, r io.Reader) (*big.Int, error) {
	n := c.Params().N
	b := make([]byte, (n.BitLen()+7)/8)
	for {
		if _, err := io.ReadFull(r, b); err != nil {
			return nil, err
		}
		k := new(big.Int).SetBytes(b)
		k.Rsh(k, uint(len(b)*8-n.BitLen()))
		if k.Sign() != 0 && k.Cmp(n) < 0 {
			return k, nil
		}
	}
}

// bits returns the bits of a hash that count, in the curve's size, modulo its order.
func bits(c *group.Curve, digest []byte) []byte {
	if len(digest) > c.Size {
		digest = digest[:c.Size]
	}
	if extra := 8*len(digest) - c.Bits; extra > 0 {
		z := new(big.Int).SetBytes(digest)
		digest = z.Rsh(z, uint(extra)).FillBytes(make([]byte, len(digest)))
	}
	return c.Reduce(digest)
}

// sign returns the signature by the first of the numbers of next that makes one.
func sign(c *group.Curve, d, digest []byte, next func() []byte) []byte {
	e := bits(c, digest)
	for {
		k := next()
		r := c.Reduce(c.Mul(nil, k)[:c.Size])
		s := c.MulAdd(c.Invert(k), c.MulAdd(r, d, e), nil)
		if !zero(r) && !zero(s) {
			return encode(r, s)
		}
	}
}

func zero(b []byte) bool { return len(trimmed(b)) == 0 }

func trimmed(b []byte) []byte {
	for len(b) > 0 && b[0] == 0 {
		b = b[1:]
	}
	return b
}

// nonces are the numbers of RFC 6979, section 3.2.
type nonces struct {
	c    *group.Curve
	h    func() hash.Hash
	k, v []byte
	used bool
}

func newNonces(h func() hash.Hash, c *group.Curve, d, digest []byte) *nonces {
	size := h().Size()
	n := &nonces{c: c, h: h, k: make([]byte, size), v: make([]byte, size)}
	for i := range n.v {
		n.v[i] = 1
	}
	seed := append(append([]byte{}, d...), bits(c, digest)...)
	n.update(0, seed)
	n.update(1, seed)
	return n
}

func (n *nonces) mac(parts ...[]byte) []byte {
	m := hmac.New(n.h, n.k)
	for _, p := range parts {
		m.Write(p)
	}
	return m.Sum(nil)
}

func (n *nonces) update(b byte, seed []byte) {
	n.k = n.mac(n.v, []byte{b}, seed)
	n.v = n.mac(n.v)
}

func (n *nonces) next() []byte {
	for {
		if n.used {
			n.update(0, nil)
		}
		n.used = true
		var t []byte
		for len(t) < n.c.Size {
			n.v = n.mac(n.v)
			t = append(t, n.v...)
		}
		t = t[:n.c.Size]
		if extra := 8*len(t) - n.c.Bits; extra > 0 {
			z := new(big.Int).SetBytes(t)
			z.Rsh(z, uint(extra)).FillBytes(t)
		}
		if n.c.Scalar(t) {
			return t
		}
	}
}

// encode returns the ASN.1 of a signature: a sequence of two integers.
func encode(r, s []byte) []byte {
	var body []byte
	for _, b := range [][]byte{trimmed(r), trimmed(s)} {
		if len(b) == 0 || b[0] >= 0x80 {
			b = append([]byte{0}, b...)
		}
		body = append(append(body, 2, byte(len(b))), b...)
	}
	head := []byte{0x30, byte(len(body))}
	if len(body) >= 0x80 {
		head = []byte{0x30, 0x81, byte(len(body))}
	}
	return append(head, body...)
}

// element takes one element with the tag off b.
func element(b []byte, tag byte) (body, rest []byte, ok bool) {
	if len(b) < 2 || b[0] != tag {
		return nil, nil, false
	}
	n, at := int(b[1]), 2
	switch {
	case n == 0x81 && len(b) > 2 && b[2] >= 0x80:
		n, at = int(b[2]), 3
	case n == 0x82 && len(b) > 3 && b[2] != 0:
		n, at = int(b[2])<<8|int(b[3]), 4
	case n >= 0x80:
		return nil, nil, false
	}
	if len(b) < at+n {
		return nil, nil, false
	}
	return b[at : at+n], b[at+n:], true
}

// natural takes an integer that is not negative off b.
func natural(b []byte) (n, rest []byte, ok bool) {
	n, rest, ok = element(b, 2)
	if !ok || len(n) == 0 || n[0] >= 0x80 || n[0] == 0 && len(n) > 1 && n[1] < 0x80 {
		return nil, nil, false
	}
	return trimmed(n), rest, true
}

func decode(sig []byte) (r, s []byte, ok bool) {
	body, rest, ok := element(sig, 0x30)
	if !ok || len(rest) != 0 {
		return nil, nil, false
	}
	if r, body, ok = natural(body); !ok {
		return nil, nil, false
	}
	s, body, ok = natural(body)
	return r, s, ok && len(body) == 0
}

// SignASN1 signs hash, which should be the hash of a message, and returns the signature in ASN.1. The reader is not used for
// the curves of package elliptic.
func SignASN1(r io.Reader, priv *PrivateKey, hash []byte) ([]byte, error) {
	c := known(priv.Curve)
	if c == nil {
		r, s, err := signOther(r, priv, hash)
		if err != nil {
			return nil, err
		}
		return encodeBig(r, s)
	}
	d, err := priv.scalar(c)
	if err != nil {
		return nil, err
	}
	return sign(c, d, hash, func() []byte { return random(c) }), nil
}

// VerifyASN1 reports whether sig, in ASN.1, is a signature of hash.
func VerifyASN1(pub *PublicKey, hash, sig []byte) bool {
	rb, sb, ok := decode(sig)
	if !ok {
		return false
	}
	c := known(pub.Curve)
	if c == nil {
		return verifyOther(pub, hash, new(big.Int).SetBytes(rb), new(big.Int).SetBytes(sb))
	}
	q, err := pub.point(c)
	if err != nil || len(rb) > c.Size || len(sb) > c.Size {
		return false
	}
	pad := func(b []byte) []byte { return append(make([]byte, c.Size-len(b)), b...) }
	r, s := pad(rb), pad(sb)
	if !c.Scalar(r) || !c.Scalar(s) {
		return false
	}
	w := c.Invert(s)
	p := c.Add(c.Mul(nil, c.MulAdd(bits(c, hash), w, nil)), c.Mul(q, c.MulAdd(r, w, nil)))
	return len(p) != 0 && string(c.Reduce(p[:c.Size])) == string(r)
}

// Sign is SignASN1 with the two numbers of the signature apart.
func Sign(rand io.Reader, priv *PrivateKey, hash []byte) (r, s *big.Int, err error) {
	if known(priv.Curve) == nil {
		return signOther(rand, priv, hash)
	}
	sig, err := SignASN1(rand, priv, hash)
	if err != nil {
		return nil, nil, err
	}
	rb, sb, _ := decode(sig)
	return new(big.Int).SetBytes(rb), new(big.Int).SetBytes(sb), nil
}

// Verify is VerifyASN1 with the two numbers of the signature apart.
func Verify(pub *PublicKey, hash []byte, r, s *big.Int) bool {
	if r.Sign() <= 0 || s.Sign() <= 0 {
		return false
	}
	if c := known(pub.Curve); c == nil {
		return verifyOther(pub, hash, r, s)
	} else if r.BitLen() > c.Bits || s.BitLen() > c.Bits {
		return false
	}
	return VerifyASN1(pub, hash, encode(r.Bytes(), s.Bytes()))
}
