// Package aes is the block cipher AES (FIPS 197).
package aes

import (
	"crypto/cipher"
	"crypto/internal/block"
	"strconv"
)

// BlockSize is the size of a block.
const BlockSize = 16

// KeySizeError is a length that no key has.
type KeySizeError int

func (k KeySizeError) Error() string { return "crypto/aes: invalid key size " + strconv.Itoa(int(k)) }

// NewCipher returns AES with a key of 16, 24 or 32 bytes.
func NewCipher(key []byte) (cipher.Block, error) {
	switch len(key) {
	case 16, 24, 32:
		return block.New(key), nil
	}
	return nil, KeySizeError(len(key))
}
