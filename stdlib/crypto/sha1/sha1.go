// Package sha1 is the hash function SHA-1 (RFC 3174), which is broken: not for security.
package sha1

import (
	"crypto"
	"crypto/internal/digest"
	"hash"
)

func init() { crypto.RegisterHash(crypto.SHA1, New) }

// Size is the length of a hash.
const Size = 20

// BlockSize is the size of a block.
const BlockSize = 64

// New returns a new hash, which can be marshaled.
func New() hash.Hash { return digest.SHA1.New() }

// Sum returns the hash of data.
func Sum(data []byte) [Size]byte { return [Size]byte(digest.SHA1.Sum(data)) }
