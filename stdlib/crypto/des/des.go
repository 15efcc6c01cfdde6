// Package des is the block ciphers DES and triple DES (FIPS 46-3). They are broken, and here for old formats.
package des

import (
	"crypto/cipher"
	"strconv"
)

// BlockSize is the size of a block.
const BlockSize = 8

// KeySizeError is a length that no key has.
type KeySizeError int

func (k KeySizeError) Error() string { return "crypto/des: invalid key size " + strconv.Itoa(int(k)) }

// schedule fills in the round keys.
func schedule(keys *[16]uint64, key []byte)

// crypt takes one block through the cipher, backwards to decrypt.
func crypt(keys *[16]uint64, dst, src []byte, backwards bool)

// overlap reports whether the blocks share memory without being the same.
func overlap(dst, src []byte) bool

type block struct {
	keys [][16]uint64 // one, or three
}

func newBlock(key []byte, n int) (cipher.Block, error) {
	if len(key) != 8*n {
		return nil, KeySizeError(len(key))
	}
	b := &block{make([][16]uint64, n)}
	for i := range b.keys {
		schedule(&b.keys[i], key[8*i:8*i+8])
	}
	return b, nil
}

// NewCipher returns DES with a key of 8 bytes.
func NewCipher(key []byte) (cipher.Block, error) { return newBlock(key, 1) }

// NewTripleDESCipher returns triple DES with a key of 24 bytes.
func NewTripleDESCipher(key []byte) (cipher.Block, error) { return newBlock(key, 3) }

func (b *block) BlockSize() int { return BlockSize }

func (b *block) Encrypt(dst, src []byte) { b.crypt(dst, src, false) }

func (b *block) Decrypt(dst, src []byte) { b.crypt(dst, src, true) }

func (b *block) crypt(dst, src []byte, decrypt bool) {
	if len(src) < BlockSize {
		panic("crypto/des: input not full block")
	}
	if len(dst) < BlockSize {
		panic("crypto/des: output not full block")
	}
	if overlap(dst, src) {
		panic("crypto/des: invalid buffer overlap")
	}
	n := len(b.keys)
	for i := range n {
		k := i
		if decrypt {
			k = n - 1 - i
		}
		crypt(&b.keys[k], dst, src, decrypt != (i == 1))
		src = dst
	}
}
