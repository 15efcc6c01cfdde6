// Package cipher has modes of operation, which make block ciphers encrypt messages of any length.
package cipher

import (
	"crypto/internal/block"
	"crypto/subtle"
	"io"
	"unsafe"
)

// Block encrypts and decrypts single blocks. dst and src are the same memory or do not overlap.
type Block interface {
	BlockSize() int
	Encrypt(dst, src []byte)
	Decrypt(dst, src []byte)
}

// Stream combines bytes with a keystream.
type Stream interface {
	// XORKeyStream goes on where the call before ended. dst has room for src.
	XORKeyStream(dst, src []byte)
}

// BlockMode encrypts or decrypts whole blocks.
type BlockMode interface {
	BlockSize() int
	// CryptBlocks goes on where the call before ended. dst has room for src, whole blocks.
	CryptBlocks(dst, src []byte)
}

// StreamReader decrypts what it reads.
type StreamReader struct {
	S Stream
	R io.Reader
}

func (r StreamReader) Read(dst []byte) (n int, err error) {
	n, err = r.R.Read(dst)
	r.S.XORKeyStream(dst[:n], dst[:n])
	return n, err
}

// StreamWriter encrypts what is written to it. After a short write the Stream is out of step.
type StreamWriter struct {
	S   Stream
	W   io.Writer
	Err error // not used
}

func (w StreamWriter) Write(src []byte) (n int, err error) {
	c := make([]byte, len(src))
	w.S.XORKeyStream(c, src)
	n, err = w.W.Write(c)
	if n != len(src) && err == nil {
		err = io.ErrShortWrite
	}
	return n, err
}

// Close closes W if it can be closed.
func (w StreamWriter) Close() error {
	if c, ok := w.W.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// overlap reports whether x and y share memory.
func overlap(x, y []byte) bool {
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	a, b := uintptr(unsafe.Pointer(&x[0])), uintptr(unsafe.Pointer(&y[0]))
	return a < b+uintptr(len(y)) && b < a+uintptr(len(x))
}

// inexact reports whether x and y share memory but do not begin at the same place.
func inexact(x, y []byte) bool { return overlap(x, y) && &x[0] != &y[0] }

func checkRoom(dst, src []byte) {
	if len(dst) < len(src) {
		panic("crypto/cipher: output smaller than input")
	}
	if inexact(dst[:len(src)], src) {
		panic("crypto/cipher: invalid buffer overlap")
	}
}

type cbc struct {
	b       Block
	iv      []byte
	decrypt bool
}

func newCBC(b Block, iv []byte, name string, decrypt bool) BlockMode {
	if len(iv) != b.BlockSize() {
		panic("cipher." + name + ": IV length must equal block size")
	}
	return &cbc{b, append([]byte(nil), iv...), decrypt}
}

// NewCBCEncrypter returns cipher block chaining that encrypts.
func NewCBCEncrypter(b Block, iv []byte) BlockMode { return newCBC(b, iv, "NewCBCEncrypter", false) }

// NewCBCDecrypter returns cipher block chaining that decrypts.
func NewCBCDecrypter(b Block, iv []byte) BlockMode { return newCBC(b, iv, "NewCBCDecrypter", true) }

func (x *cbc) BlockSize() int { return len(x.iv) }

func (x *cbc) SetIV(iv []byte) {
	if len(iv) != len(x.iv) {
		panic("cipher: incorrect length IV")
	}
	copy(x.iv, iv)
}

func (x *cbc) CryptBlocks(dst, src []byte) {
	size := len(x.iv)
	if len(src)%size != 0 {
		panic("crypto/cipher: input not full blocks")
	}
	checkRoom(dst, src)
	if a, ok := x.b.(*block.AES); ok {
		a.CBC((*[block.Size]byte)(x.iv), dst, src, x.decrypt)
		return
	}
	next := make([]byte, size)
	for ; len(src) > 0; dst, src = dst[size:], src[size:] {
		if x.decrypt {
			copy(next, src)
			x.b.Decrypt(dst[:size], src[:size])
			subtle.XORBytes(dst[:size], dst[:size], x.iv)
			copy(x.iv, next)
		} else {
			subtle.XORBytes(x.iv, src[:size], x.iv)
			x.b.Encrypt(x.iv, x.iv)
			copy(dst, x.iv)
		}
	}
}

// stream is a keystream that comes in blocks.
type stream struct {
	b    Block
	next []byte // what is encrypted for the next block
	out  []byte // the block of the keystream
	used int
	mode streamMode
}

type streamMode uint8

const (
	ctr streamMode = iota
	ofb
	cfbEncrypt
	cfbDecrypt
)

func newStream(b Block, iv []byte, name string, mode streamMode) Stream {
	size := b.BlockSize()
	if len(iv) != size {
		panic("cipher." + name + ": IV length must equal block size")
	}
	return &stream{b, append([]byte(nil), iv...), make([]byte, size), size, mode}
}

// NewCTR returns counter mode.
func NewCTR(block Block, iv []byte) Stream {
	if isAES(block) && len(iv) != block.BlockSize() {
		panic("bad IV length")
	}
	return newStream(block, iv, "NewCTR", ctr)
}

func isAES(b Block) bool {
	_, ok := b.(*block.AES)
	return ok
}

// NewOFB returns output feedback mode. Deprecated: use an AEAD, or NewCTR.
func NewOFB(b Block, iv []byte) Stream { return newStream(b, iv, "NewOFB", ofb) }

// NewCFBEncrypter returns cipher feedback mode that encrypts. Deprecated: use an AEAD, or NewCTR.
func NewCFBEncrypter(block Block, iv []byte) Stream { return newStream(block, iv, "newCFB", cfbEncrypt) }

// NewCFBDecrypter returns cipher feedback mode that decrypts. Deprecated: use an AEAD, or NewCTR.
func NewCFBDecrypter(block Block, iv []byte) Stream { return newStream(block, iv, "newCFB", cfbDecrypt) }

func (x *stream) XORKeyStream(dst, src []byte) {
	if _, ok := x.b.(*block.AES); ok && x.mode == ctr {
		if len(dst) < len(src) {
			panic("crypto/aes: len(dst) < len(src)")
		}
		if inexact(dst[:len(src)], src) {
			panic("crypto/aes: invalid buffer overlap")
		}
	}
	checkRoom(dst, src)
	for len(src) > 0 {
		if x.used == len(x.out) {
			if a, ok := x.b.(*block.AES); ok && x.mode == ctr && len(src) >= block.Size {
				n := len(src) / block.Size * block.Size
				a.Counter((*[block.Size]byte)(x.next), dst, src[:n], block.Size)
				dst, src = dst[n:], src[n:]
				continue
			}
			x.b.Encrypt(x.out, x.next)
			x.used = 0
			switch x.mode {
			case ctr:
				for i := len(x.next) - 1; i >= 0; i-- {
					if x.next[i]++; x.next[i] != 0 {
						break
					}
				}
			case ofb:
				copy(x.next, x.out)
			}
		}
		if x.mode == cfbDecrypt {
			copy(x.next[x.used:], src)
		}
		n := subtle.XORBytes(dst, src, x.out[x.used:])
		if x.mode == cfbEncrypt {
			copy(x.next[x.used:], dst[:n])
		}
		x.used += n
		dst, src = dst[n:], src[n:]
	}
}
