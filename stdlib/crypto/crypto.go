// Package crypto names hash functions and holds the interfaces of keys.
package crypto

import (
	"hash"
	"io"
	"strconv"
)

// Hash names a hash function, which may live in a package that is not linked in.
type Hash uint

// The hash functions.
const (
	MD4         Hash = 1 + iota // golang.org/x/crypto/md4
	MD5                         // crypto/md5
	SHA1                        // crypto/sha1
	SHA224                      // crypto/sha256
	SHA256                      // crypto/sha256
	SHA384                      // crypto/sha512
	SHA512                      // crypto/sha512
	MD5SHA1                     // of TLS; there is no package
	RIPEMD160                   // golang.org/x/crypto/ripemd160
	SHA3_224                    // crypto/sha3
	SHA3_256                    // crypto/sha3
	SHA3_384                    // crypto/sha3
	SHA3_512                    // crypto/sha3
	SHA512_224                  // crypto/sha512
	SHA512_256                  // crypto/sha512
	BLAKE2s_256                 // golang.org/x/crypto/blake2s
	BLAKE2b_256                 // golang.org/x/crypto/blake2b
	BLAKE2b_384                 // golang.org/x/crypto/blake2b
	BLAKE2b_512                 // golang.org/x/crypto/blake2b
	end
)

var names = [end]string{"", "MD4", "MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "MD5+SHA1", "RIPEMD-160",
	"SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512", "SHA-512/224", "SHA-512/256", "BLAKE2s-256", "BLAKE2b-256",
	"BLAKE2b-384", "BLAKE2b-512"}

var sizes = [end]uint8{0, 16, 16, 20, 28, 32, 48, 64, 36, 20, 28, 32, 48, 64, 28, 32, 32, 32, 48, 64}

var functions [end]func() hash.Hash

// HashFunc returns h.
func (h Hash) HashFunc() Hash { return h }

func (h Hash) String() string {
	if h == 0 || h >= end {
		return "unknown hash value " + strconv.Itoa(int(h))
	}
	return names[h]
}

// Size returns the length of the hash; the function need not be linked in.
func (h Hash) Size() int {
	if h == 0 || h >= end {
		panic("crypto: Size of unknown hash function")
	}
	return int(sizes[h])
}

// New returns a new hash; it panics if the function is not linked in.
func (h Hash) New() hash.Hash {
	if !h.Available() {
		panic("crypto: requested hash function #" + strconv.Itoa(int(h)) + " is unavailable")
	}
	return functions[h]()
}

// Available reports whether the function is linked in.
func (h Hash) Available() bool { return h < end && functions[h] != nil }

// RegisterHash is called by the packages of hash functions.
func RegisterHash(h Hash, f func() hash.Hash) {
	if h >= end {
		panic("crypto: RegisterHash of unknown hash function")
	}
	functions[h] = f
}

// PublicKey is a public key of any algorithm.
type PublicKey any

// PrivateKey is a private key of any algorithm.
type PrivateKey any

// Signer is a private key that signs, wherever it may be kept.
type Signer interface {
	Public() PublicKey
	Sign(rand io.Reader, digest []byte, opts SignerOpts) (signature []byte, err error)
}

// MessageSigner is a Signer that takes whole messages.
type MessageSigner interface {
	Signer
	SignMessage(rand io.Reader, msg []byte, opts SignerOpts) (signature []byte, err error)
}

// SignMessage signs msg, itself or its hash.
func SignMessage(signer Signer, rand io.Reader, msg []byte, opts SignerOpts) (signature []byte, err error) {
	if ms, ok := signer.(MessageSigner); ok {
		return ms.SignMessage(rand, msg, opts)
	}
	if f := opts.HashFunc(); f != 0 {
		h := f.New()
		h.Write(msg)
		msg = h.Sum(nil)
	}
	return signer.Sign(rand, msg, opts)
}

// SignerOpts says how to sign.
type SignerOpts interface {
	// HashFunc is the function that made the digest, 0 if there is none.
	HashFunc() Hash
}

// Decrypter is a private key that decrypts.
type Decrypter interface {
	Public() PublicKey
	Decrypt(rand io.Reader, msg []byte, opts DecrypterOpts) (plaintext []byte, err error)
}

// DecrypterOpts says how to decrypt.
type DecrypterOpts any

// Encapsulator is a public key of a key encapsulation mechanism.
type Encapsulator interface {
	Bytes() []byte
	Encapsulate() (sharedKey, ciphertext []byte)
}

// Decapsulator is a private key of a key encapsulation mechanism.
type Decapsulator interface {
	Encapsulator() Encapsulator
	Decapsulate(ciphertext []byte) (sharedKey []byte, err error)
}
