// Package md5 is the hash function MD5 (RFC 1321), which is broken: not for security.
package md5

import (
	"crypto"
	"crypto/internal/digest"
	"hash"
)

func init() { crypto.RegisterHash(crypto.MD5, New) }

// Size is the length of a hash.
const Size = 16

// BlockSize is the size of a block.
const BlockSize = 64

// New returns a new hash, which can be marshaled.
func New() hash.Hash { return digest.MD5.New() }

// Sum returns the hash of data.
func Sum(data []byte) [Size]byte { return [Size]byte(digest.MD5.Sum(data)) }
