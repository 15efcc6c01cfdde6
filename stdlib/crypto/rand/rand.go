// Package rand is random numbers that cannot be predicted.
package rand

import (
	"crypto/internal/entropy"
	"errors"
	"internal/rt"
	"io"
	"math/big"
)

type reader struct{}

func (reader) Read(b []byte) (int, error) {
	entropy.Read(b)
	return len(b), nil
}

// Reader is the source of random bytes, for all goroutines.
var Reader io.Reader = reader{}

// Read fills b from Reader. It never returns an error: where there is one the program ends.
func Read(b []byte) (n int, err error) {
	if _, err = io.ReadFull(Reader, b); err != nil {
		rt.Fatal("crypto/rand: failed to read random data (see https://go.dev/issue/66821): " + err.Error())
	}
	return len(b), nil
}

// Text returns a random text of 26 letters and digits, 130 bits.
func Text() string {
	b := make([]byte, 26)
	Read(b)
	for i, c := range b {
		b[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[c%32]
	}
	return string(b)
}

// Prime returns a number of so many bits that is prime, with the two highest bits set.
func Prime(r io.Reader, bits int) (*big.Int, error) {
	if bits < 2 {
		return nil, errors.New("crypto/rand: prime size must be at least 2-bit")
	}
	top := uint((bits-1)%8 + 1)
	b := make([]byte, (bits+7)/8)
	for p := new(big.Int); ; {
		if _, err := io.ReadFull(r, b); err != nil {
			return nil, err
		}
		b[0] &= byte(int(1<<top) - 1)
		if top >= 2 {
			b[0] |= 3 << (top - 2)
		} else {
			b[0] |= 1
			b[1] |= 0x80
		}
		b[len(b)-1] |= 1
		if p.SetBytes(b).ProbablyPrime(20) {
			return p, nil
		}
	}
}

// Int returns a number from 0 to max-1.
func Int(rand io.Reader, max *big.Int) (n *big.Int, err error) {
	if max.Sign() <= 0 {
		panic("crypto/rand: argument to Int is <= 0")
	}
	n = new(big.Int)
	bits := n.Sub(max, big.NewInt(1)).BitLen()
	if bits == 0 {
		return n, nil
	}
	mask := byte(int(1<<uint((bits-1)%8+1)) - 1)
	b := make([]byte, (bits+7)/8)
	for {
		if _, err = io.ReadFull(rand, b); err != nil {
			return nil, err
		}
		b[0] &= mask
		if n.SetBytes(b).Cmp(max) < 0 {
			return n, nil
		}
	}
}
