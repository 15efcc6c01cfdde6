package ecdsa

import (
	"crypto/elliptic"
	"errors"
	"io"
	"math/big"
)

// Curves that users made.

var errZeroParam = errors.New("zero parameter")

func encodeBig(r, s *big.Int) ([]byte, error) {
	if r.Sign() <= 0 || s.Sign() <= 0 {
		return nil, errors.New("invalid integer")
	}
	if len(r.Bytes())+len(s.Bytes()) > 200 {
		return nil, errors.New("ecdsa: internal error: curve size too large")
	}
	return encode(r.Bytes(), s.Bytes()), nil
}

func hashToInt(hash []byte, c elliptic.Curve) *big.Int {
	n := c.Params().N.BitLen()
	if size := (n + 7) / 8; len(hash) > size {
		hash = hash[:size]
	}
	e := new(big.Int).SetBytes(hash)
	if extra := len(hash)*8 - n; extra > 0 {
		e.Rsh(e, uint(extra))
	}
	return e
}

func signOther(rand io.Reader, priv *PrivateKey, hash []byte) (r, s *big.Int, err error) {
	c := priv.Curve
	n := c.Params().N
	if n.Sign() == 0 {
		return nil, nil, errZeroParam
	}
	for {
		k, err := below(c, rand)
		if err != nil {
			return nil, nil, err
		}
		r, _ = c.ScalarBaseMult(k.Bytes())
		r.Mod(r, n)
		if r.Sign() == 0 {
			continue
		}
		s = new(big.Int).Mul(priv.D, r)
		s.Add(s, hashToInt(hash, c))
		s.Mul(s, k.ModInverse(k, n))
		s.Mod(s, n)
		if s.Sign() != 0 {
			return r, s, nil
		}
	}
}

func verifyOther(pub *PublicKey, hash []byte, r, s *big.Int) bool {
	c := pub.Curve
	n := c.Params().N
	if r.Sign() <= 0 || s.Sign() <= 0 || r.Cmp(n) >= 0 || s.Cmp(n) >= 0 {
		return false
	}
	w := new(big.Int).ModInverse(s, n)
	if w == nil {
		return false
	}
	u1 := hashToInt(hash, c)
	u1.Mod(u1.Mul(u1, w), n)
	u2 := w.Mod(w.Mul(r, w), n)
	x1, y1 := c.ScalarBaseMult(u1.Bytes())
	x2, y2 := c.ScalarMult(pub.X, pub.Y, u2.Bytes())
	x, y := c.Add(x1, y1, x2, y2)
	if x.Sign() == 0 && y.Sign() == 0 {
		return false
	}
	return x.Mod(x, n).Cmp(r) == 0
}
