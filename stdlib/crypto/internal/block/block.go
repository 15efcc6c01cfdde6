// Package block is the block cipher AES and what modes of operation need of it.
package block

// Size is the size of a block.
const Size = 16

// AES is the cipher with a key.
type AES struct {
	enc, dec [240]byte
	rounds   int
}

func expand(a *AES, key []byte)

func crypt(a *AES, dst, src []byte, decrypt bool)

func cbc(a *AES, iv *[Size]byte, dst, src []byte, decrypt bool)

func counter(a *AES, c *[Size]byte, dst, src []byte, width int)

func ghash(h, y *[Size]byte, p []byte)

// New returns the cipher of a key of 16, 24 or 32 bytes.
func New(key []byte) *AES {
	a := new(AES)
	expand(a, key)
	return a
}

// BlockSize returns Size.
func (a *AES) BlockSize() int { return Size }

func check(dst, src []byte) {
	if len(src) < Size {
		panic("crypto/aes: input not full block")
	}
	if len(dst) < Size {
		panic("crypto/aes: output not full block")
	}
}

// Encrypt encrypts the first block of src to dst.
func (a *AES) Encrypt(dst, src []byte) {
	check(dst, src)
	crypt(a, dst, src[:Size], false)
}

// Decrypt decrypts the first block of src to dst.
func (a *AES) Decrypt(dst, src []byte) {
	check(dst, src)
	crypt(a, dst, src[:Size], true)
}

// CBC encrypts or decrypts the blocks of src, each combined with the encrypted one before.
func (a *AES) CBC(iv *[Size]byte, dst, src []byte, decrypt bool) { cbc(a, iv, dst, src, decrypt) }

// Counter combines the whole blocks of src with the encrypted numbers from c on, of which the last width bytes count.
func (a *AES) Counter(c *[Size]byte, dst, src []byte, width int) { counter(a, c, dst, src, width) }

// GHASH adds p to the hash y of GCM, by the key h.
func GHASH(h, y *[Size]byte, p []byte) { ghash(h, y, p) }
