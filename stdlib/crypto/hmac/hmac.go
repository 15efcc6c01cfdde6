// Package hmac authenticates messages with a key and a hash function (FIPS 198).
package hmac

import (
	"crypto/subtle"
	"errors"
	"hash"
)

type hmac struct {
	inner, outer       hash.Hash
	innerKey, outerKey []byte
}

// New returns a hash of messages with a key. h returns a new hash at each call.
func New(h func() hash.Hash, key []byte) hash.Hash {
	m := &hmac{inner: h(), outer: h()}
	unique := true
	func() {
		// Hashes that cannot be compared are taken to be new ones.
		defer func() { _ = recover() }()
		if m.inner == m.outer {
			unique = false
		}
	}()
	if !unique {
		panic("crypto/hmac: hash generation function does not produce unique values")
	}
	size := m.inner.BlockSize()
	if len(key) > size {
		m.outer.Write(key)
		key = m.outer.Sum(nil)
	}
	m.innerKey, m.outerKey = make([]byte, size), make([]byte, size)
	for i := range size {
		var k byte
		if i < len(key) {
			k = key[i]
		}
		m.innerKey[i], m.outerKey[i] = k^0x36, k^0x5c
	}
	m.Reset()
	return m
}

func (m *hmac) Write(p []byte) (int, error) { return m.inner.Write(p) }
func (m *hmac) Size() int                   { return m.inner.Size() }
func (m *hmac) BlockSize() int              { return m.inner.BlockSize() }

func (m *hmac) Reset() {
	m.inner.Reset()
	m.inner.Write(m.innerKey)
}

func (m *hmac) Sum(in []byte) []byte {
	at := len(in)
	in = m.inner.Sum(in)
	m.outer.Reset()
	m.outer.Write(m.outerKey)
	m.outer.Write(in[at:])
	return m.outer.Sum(in[:at])
}

func (m *hmac) Clone() (hash.Cloner, error) {
	c := *m
	for _, h := range []*hash.Hash{&c.inner, &c.outer} {
		cloner, ok := (*h).(hash.Cloner)
		if !ok {
			return nil, errors.ErrUnsupported
		}
		copied, err := cloner.Clone()
		if err != nil {
			return nil, errors.ErrUnsupported
		}
		*h = copied
	}
	return &c, nil
}

// Equal reports whether two MACs are equal, in a time that does not tell where they differ.
func Equal(mac1, mac2 []byte) bool { return subtle.ConstantTimeCompare(mac1, mac2) == 1 }
