// Package hash holds the interfaces of hash functions.
package hash

import "io"

// Hash is a hash of what is written to it; Write never fails.
type Hash interface {
	io.Writer
	// Sum appends the hash to b and changes nothing.
	Sum(b []byte) []byte
	// Reset begins anew.
	Reset()
	// Size is the number of bytes that Sum appends.
	Size() int
	// BlockSize is the size of writes that suits best.
	BlockSize() int
}

// Hash32 is a hash of 32 bits.
type Hash32 interface {
	Hash
	Sum32() uint32
}

// Hash64 is a hash of 64 bits.
type Hash64 interface {
	Hash
	Sum64() uint64
}

// Cloner is a Hash that can be copied with its state.
type Cloner interface {
	Hash
	Clone() (Cloner, error)
}

// XOF is a hash of any length that is read.
type XOF interface {
	io.Writer
	io.Reader
	Reset()
	BlockSize() int
}
