// Package ecdh is the exchange of keys by the method of Diffie and Hellman over NIST's curves and Curve25519.
package ecdh

import (
	"bytes"
	"crypto"
	"crypto/internal/group"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"io"
)

// Curve is a curve for key exchange. Its values are comparable: each function returns always the same one.
type Curve interface {
	// GenerateKey returns a random key. The reader is not used: keys come from the system's randomness.
	GenerateKey(rand io.Reader) (*PrivateKey, error)

	// NewPrivateKey returns the key of those bytes: for NIST's curves a number of fixed length, the most significant byte
	// first, neither zero nor as large as the order; for X25519 any 32 bytes.
	NewPrivateKey(key []byte) (*PrivateKey, error)

	// NewPublicKey returns the key of those bytes: for NIST's curves an uncompressed point, which is checked; for X25519
	// any 32 bytes.
	NewPublicKey(key []byte) (*PublicKey, error)

	// ecdh returns the shared secret.
	ecdh(local *PrivateKey, remote *PublicKey) ([]byte, error)
}

// PublicKey is what the other side is given.
type PublicKey struct {
	curve Curve
	key   []byte
}

// Bytes returns a copy of the encoding that NewPublicKey takes.
func (k *PublicKey) Bytes() []byte { return bytes.Clone(k.key) }

// Equal reports whether x is the same key.
func (k *PublicKey) Equal(x crypto.PublicKey) bool {
	o, ok := x.(*PublicKey)
	return ok && k.curve == o.curve && subtle.ConstantTimeCompare(k.key, o.key) == 1
}

// Curve returns the curve of the key.
func (k *PublicKey) Curve() Curve { return k.curve }

// KeyExchanger is a private key, wherever it may be kept.
type KeyExchanger interface {
	PublicKey() *PublicKey
	Curve() Curve
	ECDH(*PublicKey) ([]byte, error)
}

// PrivateKey is a secret key.
type PrivateKey struct {
	curve  Curve
	key    []byte
	public *PublicKey
}

// ECDH returns the secret that this key and remote share. The other side gets the same with its private and our public key.
func (k *PrivateKey) ECDH(remote *PublicKey) ([]byte, error) {
	if k.curve != remote.curve {
		return nil, errors.New("crypto/ecdh: private key and public key curves do not match")
	}
	return k.curve.ecdh(k, remote)
}

// Bytes returns a copy of the encoding that NewPrivateKey takes.
func (k *PrivateKey) Bytes() []byte { return bytes.Clone(k.key) }

// Equal reports whether x is the same key.
func (k *PrivateKey) Equal(x crypto.PrivateKey) bool {
	o, ok := x.(*PrivateKey)
	return ok && k.curve == o.curve && subtle.ConstantTimeCompare(k.key, o.key) == 1
}

// Curve returns the curve of the key.
func (k *PrivateKey) Curve() Curve { return k.curve }

// PublicKey returns the public part.
func (k *PrivateKey) PublicKey() *PublicKey { return k.public }

// Public returns the public part, a *PublicKey.
func (k *PrivateKey) Public() crypto.PublicKey { return k.public }

type nist struct {
	c    *group.Curve
	name string
}

var (
	p256 = &nist{group.P256, "P-256"}
	p384 = &nist{group.P384, "P-384"}
	p521 = &nist{group.P521, "P-521"}
)

// P256 returns NIST's curve P-256.
func P256() Curve { return p256 }

// P384 returns NIST's curve P-384.
func P384() Curve { return p384 }

// P521 returns NIST's curve P-521.
func P521() Curve { return p521 }

func (c *nist) String() string { return c.name }

func (c *nist) GenerateKey(io.Reader) (*PrivateKey, error) {
	key := make([]byte, c.c.Size)
	for {
		rand.Read(key)
		key[0] &= byte(1<<((c.c.Bits+7)%8+1) - 1)
		if k, err := c.NewPrivateKey(key); err == nil {
			return k, nil
		}
	}
}

func (c *nist) NewPrivateKey(key []byte) (*PrivateKey, error) {
	if !c.c.Scalar(key) {
		return nil, errors.New("crypto/ecdh: invalid private key")
	}
	public := append([]byte{4}, c.c.Mul(nil, key)...)
	return &PrivateKey{c, bytes.Clone(key), &PublicKey{c, public}}, nil
}

func (c *nist) NewPublicKey(key []byte) (*PublicKey, error) {
	if len(key) == 0 || key[0] != 4 {
		return nil, errors.New("crypto/ecdh: invalid public key")
	}
	if len(key) != 1+2*c.c.Size {
		return nil, errors.New("invalid " + c.c.Name + " point encoding")
	}
	if !c.c.Contains(key[1:]) {
		for _, coordinate := range [][]byte{key[1 : 1+c.c.Size], key[1+c.c.Size:]} {
			if p, _, _, _, _ := c.c.Constants(); bytes.Compare(coordinate, p) >= 0 {
				return nil, errors.New("invalid " + c.c.Name + " element encoding")
			}
		}
		return nil, errors.New(c.c.Name + " point not on curve")
	}
	return &PublicKey{c, bytes.Clone(key)}, nil
}

func (c *nist) ecdh(local *PrivateKey, remote *PublicKey) ([]byte, error) {
	p := c.c.Mul(remote.key[1:], local.key)
	if len(p) == 0 {
		return nil, errors.New(c.c.Name + " point is the point at infinity")
	}
	return p[:c.c.Size], nil
}

type curve25519 struct{}

var x25519 = &curve25519{}

// X25519 returns the function X25519 of RFC 7748.
func X25519() Curve { return x25519 }

func (c *curve25519) String() string { return "X25519" }

func (c *curve25519) GenerateKey(io.Reader) (*PrivateKey, error) {
	key := make([]byte, 32)
	rand.Read(key)
	return c.NewPrivateKey(key)
}

func (c *curve25519) NewPrivateKey(key []byte) (*PrivateKey, error) {
	if len(key) != 32 {
		return nil, errors.New("crypto/ecdh: invalid private key size")
	}
	base := [32]byte{9}
	return &PrivateKey{c, bytes.Clone(key), &PublicKey{c, group.X25519(key, base[:])}}, nil
}

func (c *curve25519) NewPublicKey(key []byte) (*PublicKey, error) {
	if len(key) != 32 {
		return nil, errors.New("crypto/ecdh: invalid public key")
	}
	return &PublicKey{c, bytes.Clone(key)}, nil
}

func (c *curve25519) ecdh(local *PrivateKey, remote *PublicKey) ([]byte, error) {
	out := group.X25519(local.key, remote.key)
	zero := byte(0)
	for _, b := range out {
		zero |= b
	}
	if zero == 0 {
		return nil, errors.New("crypto/ecdh: bad X25519 remote ECDH input: low order point")
	}
	return out, nil
}
