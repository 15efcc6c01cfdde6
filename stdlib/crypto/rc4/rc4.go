// Package rc4 is the cipher RC4, which is broken: not for security.
package rc4

import (
	"crypto/subtle"
	"strconv"
)

// Cipher is a keystream being used up.
type Cipher struct {
	s    [256]byte
	i, j uint8
}

// KeySizeError is a length that no key has.
type KeySizeError int

func (k KeySizeError) Error() string { return "crypto/rc4: invalid key size " + strconv.Itoa(int(k)) }

// NewCipher returns the Cipher of a key of 1 to 256 bytes.
func NewCipher(key []byte) (*Cipher, error) {
	if len(key) < 1 || len(key) > 256 {
		return nil, KeySizeError(len(key))
	}
	c := new(Cipher)
	for i := range c.s {
		c.s[i] = byte(i)
	}
	j := uint8(0)
	for i := range c.s {
		j += c.s[i] + key[i%len(key)]
		c.s[i], c.s[j] = c.s[j], c.s[i]
	}
	return c, nil
}

// Reset forgets the key.
func (c *Cipher) Reset() { *c = Cipher{} }

// XORKeyStream writes src combined with the keystream to dst, which may be src.
func (c *Cipher) XORKeyStream(dst, src []byte) {
	if len(src) == 0 {
		return
	}
	_ = dst[len(src)-1]
	stream := make([]byte, len(src))
	i, j := c.i, c.j
	for k := range stream {
		i++
		x := c.s[i]
		j += x
		y := c.s[j]
		c.s[i], c.s[j] = y, x
		stream[k] = c.s[x+y]
	}
	c.i, c.j = i, j
	subtle.XORBytes(dst, src, stream)
}
