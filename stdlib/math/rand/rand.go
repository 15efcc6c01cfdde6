// Package rand makes pseudo-random numbers, not for cryptography.
package rand

import (
	"internal/rand"
	"internal/rt"
	"math"
	"sync"
)

// Source makes 63 random bits a call.
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// Source64 is a Source that makes 64 bits as well.
type Source64 interface {
	Source
	Uint64() uint64
}

// NewSource returns a Source with a sequence that seed determines. Not for concurrent use.
func NewSource(seed int64) Source {
	s := new(rngSource)
	s.Seed(seed)
	return s
}

type rngSource struct {
	state rand.Additive
}

func (s *rngSource) Seed(seed int64) { rand.SeedAdditive(&s.state, seed) }
func (s *rngSource) Int63() int64    { return int64(rand.NextAdditive(&s.state) << 1 >> 1) }
func (s *rngSource) Uint64() uint64  { return rand.NextAdditive(&s.state) }

// Rand makes numbers of many kinds from a Source.
type Rand struct {
	src     Source
	s64     Source64 // src if it is one
	readVal int64
	readPos int8
}

// New returns a Rand of src.
func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, s64: s64}
}

// Seed brings the source into the state of seed.
func (r *Rand) Seed(seed int64) {
	r.src.Seed(seed)
	r.readPos = 0
}

// Int63 returns 63 random bits.
func (r *Rand) Int63() int64 { return r.src.Int63() }

// Uint32 returns 32 random bits.
func (r *Rand) Uint32() uint32 { return uint32(r.src.Int63() >> 31) }

// Uint64 returns 64 random bits.
func (r *Rand) Uint64() uint64 {
	if r.s64 != nil {
		return r.s64.Uint64()
	}
	return uint64(r.Int63())>>31 | uint64(r.Int63())<<32
}

// Int31 returns 31 random bits.
func (r *Rand) Int31() int32 { return int32(r.src.Int63() >> 32) }

// Int returns a random int that is not negative.
func (r *Rand) Int() int { return int(r.src.Int63()) }

// Int63n returns a number in [0, n); n must be positive.
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.src.Int63() & (n - 1)
	}
	limit := int64(1<<63 - 1 - 1<<63%uint64(n))
	v := r.src.Int63()
	for v > limit {
		v = r.src.Int63()
	}
	return v % n
}

// Int31n returns a number in [0, n); n must be positive.
func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	limit := int32(1<<31 - 1 - 1<<31%uint32(n))
	v := r.Int31()
	for v > limit {
		v = r.Int31()
	}
	return v % n
}

// below is Int31n by Lemire's method, for Shuffle.
func (r *Rand) below(n int32) int32 {
	prod := uint64(r.Uint32()) * uint64(n)
	if low := uint32(prod); low < uint32(n) {
		for least := uint32(-n) % uint32(n); low < least; {
			prod = uint64(r.Uint32()) * uint64(n)
			low = uint32(prod)
		}
	}
	return int32(prod >> 32)
}

// Intn returns a number in [0, n); n must be positive.
func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n <= 1<<31-1 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

// Float64 returns a number in [0, 1).
func (r *Rand) Float64() float64 {
	for {
		if f := float64(r.src.Int63()) / (1 << 63); f != 1 {
			return f
		}
	}
}

// Float32 returns a number in [0, 1).
func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f != 1 {
			return f
		}
	}
}

// Perm returns the numbers [0, n) in random order.
func (r *Rand) Perm(n int) []int {
	m := make([]int, n)
	for i := range n {
		j := r.Intn(i + 1)
		m[i] = m[j]
		m[j] = i
	}
	return m
}

// Shuffle brings n elements into random order by swap.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		if i > 1<<31-2 {
			swap(i, int(r.Int63n(int64(i+1))))
		} else {
			swap(i, int(r.below(int32(i+1))))
		}
	}
}

// Read fills p; it never fails.
func (r *Rand) Read(p []byte) (n int, err error) {
	for i := range p {
		if r.readPos == 0 {
			r.readVal = r.src.Int63()
			r.readPos = 7
		}
		p[i] = byte(r.readVal)
		r.readVal >>= 8
		r.readPos--
	}
	return len(p), nil
}

// NormFloat64 returns a normally distributed number, mean 0 and deviation 1.
func (r *Rand) NormFloat64() float64 {
	const edge = 3.442619855899
	for {
		j := int32(r.Uint32())
		k, w, f, before := rand.NormRow(int(j & 0x7F))
		x := float64(j) * float64(w)
		size := uint32(j)
		if j < 0 {
			size = uint32(-j)
		}
		if size < k {
			return x
		}
		if j&0x7F == 0 {
			for {
				x = -math.Log(r.Float64()) * (1.0 / edge)
				y := -math.Log(r.Float64())
				if y+y >= x*x {
					break
				}
			}
			if j > 0 {
				return edge + x
			}
			return -edge - x
		}
		if f+float32(r.Float64())*(before-f) < float32(math.Exp(-.5*x*x)) {
			return x
		}
	}
}

// ExpFloat64 returns an exponentially distributed number of rate 1.
func (r *Rand) ExpFloat64() float64 {
	for {
		j := r.Uint32()
		k, w, f, before := rand.ExpRow(int(j & 0xFF))
		x := float64(j) * float64(w)
		if j < k {
			return x
		}
		if j&0xFF == 0 {
			return 7.69711747013104972 - math.Log(r.Float64())
		}
		if f+float32(r.Float64())*(before-f) < float32(math.Exp(-x)) {
			return x
		}
	}
}

type runtimeSource struct{}

func (runtimeSource) Int63() int64   { return int64(rand.Runtime() << 1 >> 1) }
func (runtimeSource) Uint64() uint64 { return rand.Runtime() }
func (runtimeSource) Seed(int64)     { panic("internal error: call to runtimeSource.Seed") }

// The Rand behind the package's functions.
var global = &Rand{src: runtimeSource{}, s64: runtimeSource{}}

// A source for several goroutines.
type lockedSource struct {
	mu  sync.Mutex
	src Source64
}

func (s *lockedSource) Int63() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.src.Int63()
}

func (s *lockedSource) Uint64() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.src.Uint64()
}

func (s *lockedSource) Seed(seed int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.src.Seed(seed)
}

// Seed does nothing: the functions of the package are seeded randomly. In modules of a version before go1.24 they give the
// sequence of NewSource(seed) from then on.
//
// Deprecated: use New(NewSource(seed)) for a sequence that can be repeated.
func Seed(seed int64) {
	if rt.GoMinor < 24 {
		global = New(&lockedSource{src: NewSource(seed).(Source64)})
	}
}

// Int63 is Rand.Int63 of the common source.
func Int63() int64 { return global.Int63() }

// Uint32 is Rand.Uint32 of the common source.
func Uint32() uint32 { return global.Uint32() }

// Uint64 is Rand.Uint64 of the common source.
func Uint64() uint64 { return global.Uint64() }

// Int31 is Rand.Int31 of the common source.
func Int31() int32 { return global.Int31() }

// Int is Rand.Int of the common source.
func Int() int { return global.Int() }

// Int63n is Rand.Int63n of the common source.
func Int63n(n int64) int64 { return global.Int63n(n) }

// Int31n is Rand.Int31n of the common source.
func Int31n(n int32) int32 { return global.Int31n(n) }

// Intn is Rand.Intn of the common source.
func Intn(n int) int { return global.Intn(n) }

// Float64 is Rand.Float64 of the common source.
func Float64() float64 { return global.Float64() }

// Float32 is Rand.Float32 of the common source.
func Float32() float32 { return global.Float32() }

// Perm is Rand.Perm of the common source.
func Perm(n int) []int { return global.Perm(n) }

// Shuffle is Rand.Shuffle of the common source.
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }

// Read is Rand.Read of the common source.
//
// Deprecated: use crypto/rand.Read.
func Read(p []byte) (n int, err error) { return New(runtimeSource{}).Read(p) }

// NormFloat64 is Rand.NormFloat64 of the common source.
func NormFloat64() float64 { return global.NormFloat64() }

// ExpFloat64 is Rand.ExpFloat64 of the common source.
func ExpFloat64() float64 { return global.ExpFloat64() }
