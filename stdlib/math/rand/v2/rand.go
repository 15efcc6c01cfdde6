// Package rand makes pseudo-random numbers, not for cryptography.
package rand

import (
	"internal/rand"
	"math"
	"math/bits"
)

// Source makes 64 random bits a call.
type Source interface {
	Uint64() uint64
}

// Rand makes numbers of many kinds from a Source.
type Rand struct {
	src Source
}

// New returns a Rand of src.
func New(src Source) *Rand { return &Rand{src} }

// Int64 returns 63 random bits.
func (r *Rand) Int64() int64 { return int64(r.src.Uint64() << 1 >> 1) }

// Uint32 returns 32 random bits.
func (r *Rand) Uint32() uint32 { return uint32(r.src.Uint64() >> 32) }

// Uint64 returns 64 random bits.
func (r *Rand) Uint64() uint64 { return r.src.Uint64() }

// Int32 returns 31 random bits.
func (r *Rand) Int32() int32 { return int32(r.src.Uint64() >> 33) }

// Int returns a random int that is not negative.
func (r *Rand) Int() int { return int(r.src.Uint64() << 1 >> 1) }

// Uint returns random bits.
func (r *Rand) Uint() uint { return uint(r.src.Uint64()) }

// below returns a number in [0, n), by Lemire's method.
func (r *Rand) below(n uint64) uint64 {
	if n&(n-1) == 0 {
		return r.src.Uint64() & (n - 1)
	}
	hi, lo := bits.Mul64(r.src.Uint64(), n)
	if lo < n {
		for least := -n % n; lo < least; {
			hi, lo = bits.Mul64(r.src.Uint64(), n)
		}
	}
	return hi
}

// Int64N returns a number in [0, n); n must be positive.
func (r *Rand) Int64N(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int64N")
	}
	return int64(r.below(uint64(n)))
}

// Uint32N returns a number in [0, n); n must be positive.
func (r *Rand) Uint32N(n uint32) uint32 {
	if n == 0 {
		panic("invalid argument to Uint32N")
	}
	return uint32(r.below(uint64(n)))
}

// Uint64N returns a number in [0, n); n must be positive.
func (r *Rand) Uint64N(n uint64) uint64 {
	if n == 0 {
		panic("invalid argument to Uint64N")
	}
	return uint64(r.below(uint64(n)))
}

// Int32N returns a number in [0, n); n must be positive.
func (r *Rand) Int32N(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int32N")
	}
	return int32(r.below(uint64(n)))
}

// IntN returns a number in [0, n); n must be positive.
func (r *Rand) IntN(n int) int {
	if n <= 0 {
		panic("invalid argument to IntN")
	}
	return int(r.below(uint64(n)))
}

// UintN returns a number in [0, n); n must be positive.
func (r *Rand) UintN(n uint) uint {
	if n == 0 {
		panic("invalid argument to UintN")
	}
	return uint(r.below(uint64(n)))
}

// Float64 returns a number in [0, 1).
func (r *Rand) Float64() float64 { return float64(r.src.Uint64()<<11>>11) / (1 << 53) }

// Float32 returns a number in [0, 1).
func (r *Rand) Float32() float32 { return float32(r.Uint32()<<8>>8) / (1 << 24) }

// Perm returns the numbers [0, n) in random order.
func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	r.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
}

// Shuffle brings n elements into random order by swap.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		swap(i, int(r.below(uint64(i+1))))
	}
}

// NormFloat64 returns a normally distributed number, mean 0 and deviation 1.
func (r *Rand) NormFloat64() float64 {
	const edge = 3.442619855899
	for {
		u := r.src.Uint64()
		j := int32(u)
		i := int(u >> 32 & 0x7F)
		k, w, f, before := rand.NormRow(i)
		x := float64(j) * float64(w)
		size := uint32(j)
		if j < 0 {
			size = uint32(-j)
		}
		if size < k {
			return x
		}
		if i == 0 {
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
		u := r.src.Uint64()
		j := uint32(u)
		i := int(u >> 32 & 0xFF)
		k, w, f, before := rand.ExpRow(i)
		x := float64(j) * float64(w)
		if j < k {
			return x
		}
		if i == 0 {
			return 7.69711747013104972 - math.Log(r.Float64())
		}
		if f+float32(r.Float64())*(before-f) < float32(math.Exp(-x)) {
			return x
		}
	}
}

type runtimeSource struct{}

func (runtimeSource) Uint64() uint64 { return rand.Runtime() }

var global = &Rand{runtimeSource{}}

// N returns a number in [0, n) of any integer type; n must be positive.
func N[Int intType](n Int) Int {
	if n <= 0 {
		panic("invalid argument to N")
	}
	return Int(global.below(uint64(n)))
}

type intType interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// Int64 is Rand.Int64 of the common source.
func Int64() int64 { return global.Int64() }

// Int64N is Rand.Int64N of the common source.
func Int64N(n int64) int64 { return global.Int64N(n) }

// Uint32 is Rand.Uint32 of the common source.
func Uint32() uint32 { return global.Uint32() }

// Uint32N is Rand.Uint32N of the common source.
func Uint32N(n uint32) uint32 { return global.Uint32N(n) }

// Uint64 is Rand.Uint64 of the common source.
func Uint64() uint64 { return global.Uint64() }

// Uint64N is Rand.Uint64N of the common source.
func Uint64N(n uint64) uint64 { return global.Uint64N(n) }

// Int32 is Rand.Int32 of the common source.
func Int32() int32 { return global.Int32() }

// Int32N is Rand.Int32N of the common source.
func Int32N(n int32) int32 { return global.Int32N(n) }

// Int is Rand.Int of the common source.
func Int() int { return global.Int() }

// IntN is Rand.IntN of the common source.
func IntN(n int) int { return global.IntN(n) }

// Uint is Rand.Uint of the common source.
func Uint() uint { return global.Uint() }

// UintN is Rand.UintN of the common source.
func UintN(n uint) uint { return global.UintN(n) }

// Float64 is Rand.Float64 of the common source.
func Float64() float64 { return global.Float64() }

// Float32 is Rand.Float32 of the common source.
func Float32() float32 { return global.Float32() }

// NormFloat64 is Rand.NormFloat64 of the common source.
func NormFloat64() float64 { return global.NormFloat64() }

// ExpFloat64 is Rand.ExpFloat64 of the common source.
func ExpFloat64() float64 { return global.ExpFloat64() }

// Perm is Rand.Perm of the common source.
func Perm(n int) []int { return global.Perm(n) }

// Shuffle is Rand.Shuffle of the common source.
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }
