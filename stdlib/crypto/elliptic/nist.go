package elliptic

import (
	"crypto/internal/group"
	"math/big"
	"sync"
)

// nistCurve is a curve whose arithmetic is native.
type nistCurve struct {
	c      *group.Curve
	name   string
	once   sync.Once
	params *CurveParams
}

var (
	p224 = &nistCurve{c: group.P224, name: "P-224"}
	p256 = &nistCurve{c: group.P256, name: "P-256"}
	p384 = &nistCurve{c: group.P384, name: "P-384"}
	p521 = &nistCurve{c: group.P521, name: "P-521"}
)

// P224 returns NIST's P-224, also known as secp224r1. It is always the same value.
func P224() Curve { return p224 }

// P256 returns NIST's P-256, also known as secp256r1 and prime256v1. It is always the same value.
func P256() Curve { return p256 }

// P384 returns NIST's P-384, also known as secp384r1. It is always the same value.
func P384() Curve { return p384 }

// P521 returns NIST's P-521, also known as secp521r1. It is always the same value.
func P521() Curve { return p521 }

func (curve *nistCurve) Params() *CurveParams {
	curve.once.Do(func() {
		num := func(b []byte) *big.Int { return new(big.Int).SetBytes(b) }
		p, n, b, x, y := curve.c.Constants()
		curve.params = &CurveParams{num(p), num(n), num(b), num(x), num(y), curve.c.Bits, curve.name}
	})
	return curve.params
}

// point returns (x, y) as package group has points.
func (curve *nistCurve) point(x, y *big.Int) (p []byte, ok bool) {
	if infinite(x, y) {
		return []byte{}, true
	}
	if x.Sign() < 0 || y.Sign() < 0 || x.BitLen() > curve.c.Bits || y.BitLen() > curve.c.Bits {
		return nil, false
	}
	n := curve.c.Size
	p = make([]byte, 2*n)
	x.FillBytes(p[:n])
	y.FillBytes(p[n:])
	return p, curve.c.Contains(p)
}

func (curve *nistCurve) coordinates(p []byte) (x, y *big.Int) {
	n := len(p) / 2
	return new(big.Int).SetBytes(p[:n]), new(big.Int).SetBytes(p[n:])
}

func (curve *nistCurve) IsOnCurve(x, y *big.Int) bool {
	_, ok := curve.point(x, y)
	return ok && !infinite(x, y)
}

func (curve *nistCurve) Add(x1, y1, x2, y2 *big.Int) (*big.Int, *big.Int) {
	p, ok1 := curve.point(x1, y1)
	q, ok2 := curve.point(x2, y2)
	if !ok1 || !ok2 {
		panic("crypto/elliptic: Add was called on an invalid point")
	}
	return curve.coordinates(curve.c.Add(p, q))
}

func (curve *nistCurve) Double(x1, y1 *big.Int) (*big.Int, *big.Int) {
	p, ok := curve.point(x1, y1)
	if !ok {
		panic("crypto/elliptic: Double was called on an invalid point")
	}
	return curve.coordinates(curve.c.Add(p, p))
}

func (curve *nistCurve) scalar(k []byte) []byte {
	n := curve.c.Size
	if len(k) == n {
		return k
	}
	s := new(big.Int).SetBytes(k)
	if len(k) > n {
		s.Mod(s, curve.Params().N)
	}
	return s.FillBytes(make([]byte, n))
}

func (curve *nistCurve) ScalarMult(Bx, By *big.Int, k []byte) (*big.Int, *big.Int) {
	p, ok := curve.point(Bx, By)
	if !ok {
		panic("crypto/elliptic: ScalarMult was called on an invalid point")
	}
	return curve.coordinates(curve.c.Mul(p, curve.scalar(k)))
}

func (curve *nistCurve) ScalarBaseMult(k []byte) (*big.Int, *big.Int) {
	return curve.coordinates(curve.c.Mul(nil, curve.scalar(k)))
}
