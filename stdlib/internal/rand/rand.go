// Package rand is the generators and tables that math/rand and math/rand/v2 share.
package rand

// Additive is the state of math/rand's seeded source.
type Additive struct {
	Tap, Feed int
	Vec       [607]int64
}

// SeedAdditive brings s into the state of seed.
func SeedAdditive(s *Additive, seed int64)

// NextAdditive returns the next 64 bits of s.
func NextAdditive(s *Additive) uint64

// ChaCha8Block computes the four interleaved blocks from counter on.
func ChaCha8Block(seed *[4]uint64, out *[32]uint64, counter uint32)

// NormRow returns row i of the ziggurat of the normal distribution, i < 128: limit, width, height, height of row i-1.
func NormRow(i int) (k uint32, w, f, before float32)

// ExpRow returns row i of the ziggurat of the exponential distribution, i < 256.
func ExpRow(i int) (k uint32, w, f, before float32)

// Runtime returns 64 random bits of the runtime.
func Runtime() uint64
