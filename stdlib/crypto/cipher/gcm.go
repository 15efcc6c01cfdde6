package cipher

import (
	"crypto/internal/block"
	"crypto/internal/entropy"
	"crypto/subtle"
	"errors"
	"internal/byteorder"
	"slices"
)

// AEAD encrypts messages such that changes are found when they are decrypted, also changes of additional data that are
// not encrypted.
type AEAD interface {
	NonceSize() int
	// Overhead is how much longer than its plaintext a ciphertext can be.
	Overhead() int
	// Seal appends plaintext encrypted. A nonce is used only once with a key. The storage of plaintext can be reused:
	// dst is plaintext[:0].
	Seal(dst, nonce, plaintext, additionalData []byte) []byte
	// Open appends ciphertext decrypted, or returns an error. The storage of ciphertext can be reused.
	Open(dst, nonce, ciphertext, additionalData []byte) ([]byte, error)
}

const (
	usualNonce = 12
	usualTag   = 16
)

var errOpen = errors.New("cipher: message authentication failed")

type gcm struct {
	b          Block
	h          [block.Size]byte
	nonce, tag int
}

// NewGCM returns b, of blocks of 128 bits, in Galois/Counter Mode.
func NewGCM(cipher Block) (AEAD, error) { return newGCM(cipher, usualNonce, usualTag) }

// NewGCMWithNonceSize is NewGCM with nonces of another length than 12.
func NewGCMWithNonceSize(cipher Block, size int) (AEAD, error) { return newGCM(cipher, size, usualTag) }

// NewGCMWithTagSize is NewGCM with tags of another length than 16, from 12 on.
func NewGCMWithTagSize(cipher Block, tagSize int) (AEAD, error) { return newGCM(cipher, usualNonce, tagSize) }

func newGCM(b Block, nonce, tag int) (AEAD, error) {
	if tag < 12 || tag > block.Size {
		return nil, errors.New("cipher: incorrect tag size given to GCM")
	}
	if nonce <= 0 {
		return nil, errors.New("cipher: the nonce can't have zero length")
	}
	if b.BlockSize() != block.Size {
		return nil, errors.New("cipher: NewGCM requires 128-bit block cipher")
	}
	g := &gcm{b: b, nonce: nonce, tag: tag}
	b.Encrypt(g.h[:], g.h[:])
	return g, nil
}

func (g *gcm) NonceSize() int { return g.nonce }
func (g *gcm) Overhead() int  { return g.tag }

// start returns the counter of the tag's mask for a nonce.
func (g *gcm) start(nonce []byte) (c [block.Size]byte) {
	if len(nonce) == usualNonce {
		copy(c[:], nonce)
		c[15] = 1
		return c
	}
	block.GHASH(&g.h, &c, nonce)
	block.GHASH(&g.h, &c, byteorder.AppendUint64(make([]byte, 8), uint64(len(nonce))*8))
	return c
}

// crypt combines src with the keystream after counter c.
func (g *gcm) crypt(c [block.Size]byte, dst, src []byte) {
	step := func() {
		for i := 15; i >= 12; i-- {
			if c[i]++; c[i] != 0 {
				break
			}
		}
	}
	step()
	if a, ok := g.b.(*block.AES); ok {
		n := len(src) / block.Size * block.Size
		a.Counter(&c, dst, src[:n], 4)
		dst, src = dst[n:], src[n:]
	}
	var mask [block.Size]byte
	for len(src) > 0 {
		g.b.Encrypt(mask[:], c[:])
		step()
		n := subtle.XORBytes(dst, src, mask[:])
		dst, src = dst[n:], src[n:]
	}
}

func (g *gcm) sum(c [block.Size]byte, ciphertext, additional []byte) []byte {
	var y [block.Size]byte
	block.GHASH(&g.h, &y, additional)
	block.GHASH(&g.h, &y, ciphertext)
	lengths := byteorder.AppendUint64(nil, uint64(len(additional))*8)
	block.GHASH(&g.h, &y, byteorder.AppendUint64(lengths, uint64(len(ciphertext))*8))
	g.b.Encrypt(c[:], c[:])
	subtle.XORBytes(y[:], y[:], c[:])
	return y[:g.tag]
}

// grow returns dst with n bytes more, and those.
func grow(dst []byte, n int) (all, tail []byte) {
	at := len(dst)
	all = slices.Grow(dst, n)[:at+n]
	return all, all[at:]
}

func checkOverlap(out, in, additional []byte) {
	if inexact(out, in) {
		panic("crypto/cipher: invalid buffer overlap of output and input")
	}
	if overlap(out, additional) {
		panic("crypto/cipher: invalid buffer overlap of output and additional data")
	}
}

const longest = (1<<32 - 2) * block.Size

func (g *gcm) Seal(dst, nonce, plaintext, additionalData []byte) []byte {
	if len(nonce) != g.nonce {
		panic("crypto/cipher: incorrect nonce length given to GCM")
	}
	if uint64(len(plaintext)) > longest {
		panic("crypto/cipher: message too large for GCM")
	}
	all, out := grow(dst, len(plaintext)+g.tag)
	checkOverlap(out, plaintext, additionalData)
	c := g.start(nonce)
	g.crypt(c, out, plaintext)
	text := out[:len(plaintext)]
	copy(out[len(plaintext):], g.sum(c, text, additionalData))
	return all
}

func (g *gcm) Open(dst, nonce, ciphertext, additionalData []byte) ([]byte, error) {
	if len(nonce) != g.nonce {
		panic("crypto/cipher: incorrect nonce length given to GCM")
	}
	if len(ciphertext) < g.tag || uint64(len(ciphertext)) > longest+uint64(g.tag) {
		return nil, errOpen
	}
	text, tag := ciphertext[:len(ciphertext)-g.tag], ciphertext[len(ciphertext)-g.tag:]
	all, out := grow(dst, len(text))
	checkOverlap(out, ciphertext, additionalData)
	c := g.start(nonce)
	if subtle.ConstantTimeCompare(g.sum(c, text, additionalData), tag) != 1 {
		clear(out)
		return nil, errOpen
	}
	g.crypt(c, out, text)
	return all, nil
}

type randomNonce struct{ *gcm }

// NewGCMWithRandomNonce returns AES in Galois/Counter Mode with nonces that Seal chooses and puts before the ciphertext.
func NewGCMWithRandomNonce(cipher Block) (AEAD, error) {
	if _, ok := cipher.(*block.AES); !ok {
		return nil, errors.New("cipher: NewGCMWithRandomNonce requires aes.Block")
	}
	g, err := newGCM(cipher, usualNonce, usualTag)
	if err != nil {
		return nil, err
	}
	return randomNonce{g.(*gcm)}, nil
}

func (g randomNonce) NonceSize() int { return 0 }
func (g randomNonce) Overhead() int  { return usualNonce + usualTag }

func (g randomNonce) Seal(dst, nonce, plaintext, additionalData []byte) []byte {
	if len(nonce) != 0 {
		panic("crypto/cipher: non-empty nonce passed to GCMWithRandomNonce")
	}
	all, out := grow(dst, usualNonce+len(plaintext)+usualTag)
	checkOverlap(out, plaintext, additionalData)
	copy(out[usualNonce:], plaintext)
	entropy.Read(out[:usualNonce])
	text := out[usualNonce : usualNonce+len(plaintext)]
	g.gcm.Seal(text[:0], out[:usualNonce], text, additionalData)
	return all
}

func (g randomNonce) Open(dst, nonce, ciphertext, additionalData []byte) ([]byte, error) {
	if len(nonce) != 0 {
		panic("crypto/cipher: non-empty nonce passed to GCMWithRandomNonce")
	}
	if len(ciphertext) < usualNonce+usualTag {
		return nil, errOpen
	}
	all, out := grow(dst, len(ciphertext)-usualNonce-usualTag)
	checkOverlap(out, ciphertext, additionalData)
	text, err := g.gcm.Open(nil, ciphertext[:usualNonce], ciphertext[usualNonce:], additionalData)
	if err != nil {
		clear(out)
		return nil, err
	}
	copy(out, text)
	return all, nil
}
