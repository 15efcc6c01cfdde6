// Package dsa is signatures by DSA (FIPS 186-3).
//
// Deprecated: it is a thing of the past; use ed25519 or ecdsa.
package dsa

import (
	"crypto/internal/group"
	"crypto/rand"
	"errors"
	"io"
	"math/big"
)

// Parameters are what many keys may share.
type Parameters struct {
	P, Q, G *big.Int
}

// PublicKey is a public key.
type PublicKey struct {
	Parameters
	Y *big.Int
}

// PrivateKey is a private key.
type PrivateKey struct {
	PublicKey
	X *big.Int
}

// ErrInvalidPublicKey is returned for parameters that are impossible.
var ErrInvalidPublicKey = errors.New("crypto/dsa: invalid public key")

// ParameterSizes are the sizes of P and Q in bits.
type ParameterSizes int

// The sizes.
const (
	L1024N160 ParameterSizes = iota
	L2048N224
	L2048N256
	L3072N256
)

// tests is the number of rounds that primes are tested with.
const tests = 64

// GenerateParameters fills in params with random ones. It may take many seconds.
func GenerateParameters(params *Parameters, rand io.Reader, sizes ParameterSizes) error {
	var l, n int
	switch sizes {
	case L1024N160:
		l, n = 1024, 160
	case L2048N224:
		l, n = 2048, 224
	case L2048N256:
		l, n = 2048, 256
	case L3072N256:
		l, n = 3072, 256
	default:
		return errors.New("crypto/dsa: invalid ParameterSizes")
	}
	number := func(b []byte) (*big.Int, error) {
		if _, err := io.ReadFull(rand, b); err != nil {
			return nil, err
		}
		b[0] |= 0x80
		b[len(b)-1] |= 1
		return new(big.Int).SetBytes(b), nil
	}
	one := big.NewInt(1)
	qb, pb := make([]byte, n/8), make([]byte, l/8)
	for {
		q, err := number(qb)
		if err != nil {
			return err
		}
		if !q.ProbablyPrime(tests) {
			continue
		}
		for range 4 * l {
			p, err := number(pb)
			if err != nil {
				return err
			}
			// The next lower number that q divides when it is less one.
			r := new(big.Int).Mod(p, q)
			p.Sub(p, r.Sub(r, one))
			if p.BitLen() < l || !p.ProbablyPrime(tests) {
				continue
			}
			e := new(big.Int).Sub(p, one)
			e.Div(e, q)
			g := new(big.Int)
			for h := big.NewInt(2); g.Exp(h, e, p).Cmp(one) == 0; h.Add(h, one) {
			}
			params.P, params.Q, params.G = p, q, g
			return nil
		}
	}
}

// GenerateKey fills in a random key for the parameters of priv.
func GenerateKey(priv *PrivateKey, rand io.Reader) error {
	if priv.P == nil || priv.Q == nil || priv.G == nil {
		return errors.New("crypto/dsa: parameters not set up before generating key")
	}
	x, err := below(rand, priv.Q)
	if err != nil {
		return err
	}
	priv.X = x
	priv.Y = new(big.Int).Exp(priv.G, x, priv.P)
	return nil
}

// below returns a random number from 1 to q-1.
func below(r io.Reader, q *big.Int) (*big.Int, error) {
	b := make([]byte, q.BitLen()/8)
	for {
		if _, err := io.ReadFull(r, b); err != nil {
			return nil, err
		}
		if x := new(big.Int).SetBytes(b); x.Sign() != 0 && x.Cmp(q) < 0 {
			return x, nil
		}
	}
}

// Sign signs hash, which should be no longer than Q: the caller cuts it. The reader is not used.
func Sign(random io.Reader, priv *PrivateKey, hash []byte) (r, s *big.Int, err error) {
	q := priv.Q
	if q.Sign() <= 0 || priv.P.Sign() <= 0 || priv.G.Sign() <= 0 || priv.X.Sign() <= 0 || q.BitLen()%8 != 0 {
		return nil, nil, ErrInvalidPublicKey
	}
	for range 10 {
		k, err := below(rand.Reader, q)
		if err != nil {
			return nil, nil, err
		}
		inverse := new(big.Int).Exp(k, new(big.Int).Sub(q, big.NewInt(2)), q)
		r = new(big.Int).SetBytes(group.ModExp(priv.G.Bytes(), k.Bytes(), priv.P.Bytes(), true))
		if r.Mod(r, q).Sign() == 0 {
			continue
		}
		s = new(big.Int).Mul(priv.X, r)
		s.Add(s, new(big.Int).SetBytes(hash))
		s.Mul(s.Mod(s, q), inverse)
		if s.Mod(s, q).Sign() != 0 {
			return r, s, nil
		}
	}
	return nil, nil, ErrInvalidPublicKey
}

// Verify reports whether r and s are a signature of hash, which the caller cuts as for Sign.
func Verify(pub *PublicKey, hash []byte, r, s *big.Int) bool {
	q := pub.Q
	if pub.P.Sign() == 0 || r.Sign() < 1 || r.Cmp(q) >= 0 || s.Sign() < 1 || s.Cmp(q) >= 0 {
		return false
	}
	w := new(big.Int).ModInverse(s, q)
	if w == nil || q.BitLen()%8 != 0 {
		return false
	}
	u := new(big.Int).Mul(new(big.Int).SetBytes(hash), w)
	v := new(big.Int).Exp(pub.G, u.Mod(u, q), pub.P)
	u.Mul(r, w)
	v.Mul(v, u.Exp(pub.Y, u.Mod(u, q), pub.P))
	v.Mod(v, pub.P)
	return v.Mod(v, q).Cmp(r) == 0
}
