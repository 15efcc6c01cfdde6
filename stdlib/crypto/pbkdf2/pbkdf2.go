// Package pbkdf2 derives keys from passwords (RFC 8018).
package pbkdf2

import (
	"crypto/hmac"
	"crypto/subtle"
	"errors"
	"hash"
	"internal/byteorder"
)

// Key returns a key of keyLength bytes for a password, in iter rounds.
func Key[Hash hash.Hash](h func() Hash, password string, salt []byte, iter, keyLength int) ([]byte, error) {
	if keyLength <= 0 {
		return nil, errors.New("pkbdf2: keyLength must be larger than 0")
	}
	m := hmac.New(func() hash.Hash { return h() }, []byte(password))
	size := m.Size()
	if keyLength+size < keyLength || uint64(keyLength-1)/uint64(size)+1 > 1<<32-1 {
		return nil, errors.New("pbkdf2: keyLength too long")
	}
	var key []byte
	for n := uint32(1); len(key) < keyLength; n++ {
		m.Reset()
		m.Write(salt)
		m.Write(byteorder.AppendUint32(nil, n))
		key = m.Sum(key)
		block := key[len(key)-size:]
		u := append([]byte(nil), block...)
		for range iter - 1 {
			m.Reset()
			m.Write(u)
			u = m.Sum(u[:0])
			subtle.XORBytes(block, block, u)
		}
	}
	return key[:keyLength], nil
}
