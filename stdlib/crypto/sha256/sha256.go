// Package sha256 is the hash functions SHA-256 and SHA-224 (FIPS 180-4).
package sha256

import (
	"crypto"
	"crypto/internal/digest"
	"hash"
)

func init() {
	crypto.RegisterHash(crypto.SHA224, New224)
	crypto.RegisterHash(crypto.SHA256, New)
}

// The lengths of hashes, and the size of a block.
const (
	Size      = 32
	Size224   = 28
	BlockSize = 64
)

// New returns a new hash, which can be marshaled.
func New() hash.Hash { return digest.SHA256.New() }

// New224 is New for SHA-224.
func New224() hash.Hash { return digest.SHA224.New() }

// Sum256 returns the hash of data.
func Sum256(data []byte) [Size]byte { return [Size]byte(digest.SHA256.Sum(data)) }

// Sum224 is Sum256 for SHA-224.
func Sum224(data []byte) [Size224]byte { return [Size224]byte(digest.SHA224.Sum(data)) }
