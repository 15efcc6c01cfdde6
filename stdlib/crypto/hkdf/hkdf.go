// Package hkdf derives keys from a secret (RFC 5869).
package hkdf

import (
	"crypto/hmac"
	"errors"
	"hash"
)

func plain[H hash.Hash](h func() H) func() hash.Hash { return func() hash.Hash { return h() } }

// Extract returns a key for Expand from a secret that need not be uniformly random; salt may be nil.
func Extract[H hash.Hash](h func() H, secret, salt []byte) ([]byte, error) {
	if salt == nil {
		salt = make([]byte, h().Size())
	}
	m := hmac.New(plain(h), salt)
	m.Write(secret)
	return m.Sum(nil), nil
}

// Expand returns a key of keyLength bytes for the use that info names, from a key that is uniformly random.
func Expand[H hash.Hash](h func() H, pseudorandomKey []byte, info string, keyLength int) ([]byte, error) {
	if keyLength > h().Size()*255 {
		return nil, errors.New("hkdf: requested key length too large")
	}
	m := hmac.New(plain(h), pseudorandomKey)
	out := make([]byte, 0, keyLength)
	var block []byte
	for n := byte(1); len(out) < keyLength; n++ {
		m.Reset()
		m.Write(block)
		m.Write([]byte(info))
		m.Write([]byte{n})
		block = m.Sum(block[:0])
		out = append(out, block[:min(len(block), keyLength-len(out))]...)
	}
	return out, nil
}

// Key is Extract and Expand.
func Key[Hash hash.Hash](h func() Hash, secret, salt []byte, info string, keyLength int) ([]byte, error) {
	key, err := Extract(h, secret, salt)
	if err != nil {
		return nil, err
	}
	return Expand(h, key, info, keyLength)
}
