// Package elliptic is the curves P-224, P-256, P-384 and P-521, and others of their form, with coordinates as big numbers.
//
// The point at infinity is written (0, 0).
package elliptic

import (
	"io"
	"math/big"
)

// Curve is a curve y² = x³ - 3x + b over a prime field.
type Curve interface {
	// Params returns the numbers of the curve.
	Params() *CurveParams
	// IsOnCurve reports whether (x, y) is a point of the curve.
	//
	// Deprecated: NewPublicKey of crypto/ecdh checks points.
	IsOnCurve(x, y *big.Int) bool
	// Add returns the sum of two points.
	//
	// Deprecated: it is not what protocols need.
	Add(x1, y1, x2, y2 *big.Int) (x, y *big.Int)
	// Double returns 2*(x, y).
	//
	// Deprecated: it is not what protocols need.
	Double(x1, y1 *big.Int) (x, y *big.Int)
	// ScalarMult returns k*(x, y); k has its most significant byte first.
	//
	// Deprecated: use the method ECDH of a key of crypto/ecdh.
	ScalarMult(x1, y1 *big.Int, k []byte) (x, y *big.Int)
	// ScalarBaseMult returns k times the base point.
	//
	// Deprecated: use the method PublicKey of a key of crypto/ecdh.
	ScalarBaseMult(k []byte) (x, y *big.Int)
}

// masks are the bits of the first byte of numbers by their count.
var masks = [8]byte{0xff, 1, 3, 7, 0xf, 0x1f, 0x3f, 0x7f}

// GenerateKey returns a random number below the order of the curve, and that multiple of the base point.
//
// Deprecated: use GenerateKey of crypto/ecdh or crypto/ecdsa.
func GenerateKey(curve Curve, rand io.Reader) (priv []byte, x, y *big.Int, err error) {
	n := curve.Params().N
	bits := n.BitLen()
	priv = make([]byte, (bits+7)/8)
	for x == nil {
		if _, err = io.ReadFull(rand, priv); err != nil {
			return
		}
		priv[0] &= masks[bits%8]
		// A reader that always returns the same must not run forever.
		priv[1] ^= 0x42
		if new(big.Int).SetBytes(priv).Cmp(n) >= 0 {
			continue
		}
		x, y = curve.ScalarBaseMult(priv)
	}
	return
}

func size(curve Curve) int { return (curve.Params().BitSize + 7) / 8 }

func mustBeOnCurve(curve Curve, x, y *big.Int) {
	if x.Sign() == 0 && y.Sign() == 0 {
		return
	}
	if !curve.IsOnCurve(x, y) {
		panic("crypto/elliptic: attempted operation on invalid point")
	}
}

// Marshal returns a point in the uncompressed form of SEC 1: 4, x, y.
//
// Deprecated: keys of crypto/ecdh have a method Bytes.
func Marshal(curve Curve, x, y *big.Int) []byte {
	mustBeOnCurve(curve, x, y)
	n := size(curve)
	b := make([]byte, 1+2*n)
	b[0] = 4
	x.FillBytes(b[1 : 1+n])
	y.FillBytes(b[1+n:])
	return b
}

// MarshalCompressed returns a point in the compressed form of SEC 1: 2 or 3 by the parity of y, x.
func MarshalCompressed(curve Curve, x, y *big.Int) []byte {
	mustBeOnCurve(curve, x, y)
	b := make([]byte, 1+size(curve))
	b[0] = byte(y.Bit(0)) | 2
	x.FillBytes(b[1:])
	return b
}

// Unmarshal returns the point that Marshal has written; x is nil if it is none of the curve.
//
// Deprecated: use NewPublicKey of crypto/ecdh.
func Unmarshal(curve Curve, data []byte) (x, y *big.Int) {
	n := size(curve)
	if len(data) != 1+2*n || data[0] != 4 {
		return nil, nil
	}
	p := curve.Params().P
	x = new(big.Int).SetBytes(data[1 : 1+n])
	y = new(big.Int).SetBytes(data[1+n:])
	if x.Cmp(p) >= 0 || y.Cmp(p) >= 0 || !curve.IsOnCurve(x, y) {
		return nil, nil
	}
	return x, y
}

// UnmarshalCompressed returns the point that MarshalCompressed has written; x is nil if it is none of the curve.
func UnmarshalCompressed(curve Curve, data []byte) (x, y *big.Int) {
	if len(data) != 1+size(curve) || data[0] != 2 && data[0] != 3 {
		return nil, nil
	}
	params := curve.Params()
	x = new(big.Int).SetBytes(data[1:])
	if x.Cmp(params.P) >= 0 {
		return nil, nil
	}
	y = params.polynomial(x)
	if y = y.ModSqrt(y, params.P); y == nil {
		return nil, nil
	}
	if byte(y.Bit(0)) != data[0]&1 {
		y.Neg(y).Mod(y, params.P)
	}
	if !curve.IsOnCurve(x, y) {
		return nil, nil
	}
	return x, y
}
