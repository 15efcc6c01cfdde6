// Package sha512 is the hash functions SHA-512, SHA-384, SHA-512/256 and SHA-512/224 (FIPS 180-4).
package sha512

import (
	"crypto"
	"crypto/internal/digest"
	"hash"
)

func init() {
	crypto.RegisterHash(crypto.SHA384, New384)
	crypto.RegisterHash(crypto.SHA512, New)
	crypto.RegisterHash(crypto.SHA512_224, New512_224)
	crypto.RegisterHash(crypto.SHA512_256, New512_256)
}

// The lengths of hashes, and the size of a block.
const (
	Size      = 64
	Size224   = 28
	Size256   = 32
	Size384   = 48
	BlockSize = 128
)

// New returns a new hash, which can be marshaled.
func New() hash.Hash { return digest.SHA512.New() }

// New384 is New for SHA-384.
func New384() hash.Hash { return digest.SHA384.New() }

// New512_256 is New for SHA-512/256.
func New512_256() hash.Hash { return digest.SHA512_256.New() }

// New512_224 is New for SHA-512/224.
func New512_224() hash.Hash { return digest.SHA512_224.New() }

// Sum512 returns the hash of data.
func Sum512(data []byte) [Size]byte { return [Size]byte(digest.SHA512.Sum(data)) }

// Sum384 is Sum512 for SHA-384.
func Sum384(data []byte) [Size384]byte { return [Size384]byte(digest.SHA384.Sum(data)) }

// Sum512_256 is Sum512 for SHA-512/256.
func Sum512_256(data []byte) [Size256]byte { return [Size256]byte(digest.SHA512_256.Sum(data)) }

// Sum512_224 is Sum512 for SHA-512/224.
func Sum512_224(data []byte) [Size224]byte { return [Size224]byte(digest.SHA512_224.Sum(data)) }
