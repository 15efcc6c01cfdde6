// Package ed25519 is the signatures Ed25519 (RFC 8032). A private key here is the seed with the public key behind it.
package ed25519

import (
	"crypto"
	"crypto/internal/group"
	"crypto/rand"
	"crypto/sha512"
	"crypto/subtle"
	"errors"
	"io"
	"strconv"
)

const (
	// PublicKeySize is the size of public keys.
	PublicKeySize = 32
	// PrivateKeySize is the size of private keys.
	PrivateKeySize = 64
	// SignatureSize is the size of signatures.
	SignatureSize = 64
	// SeedSize is the size of seeds, which RFC 8032 calls private keys.
	SeedSize = 32
)

// PublicKey is a public key.
type PublicKey []byte

// Equal reports whether x is the same key.
func (pub PublicKey) Equal(x crypto.PublicKey) bool {
	o, ok := x.(PublicKey)
	return ok && subtle.ConstantTimeCompare(pub, o) == 1
}

// PrivateKey is a private key. It implements crypto.Signer.
type PrivateKey []byte

// Public returns the public part, a PublicKey.
func (priv PrivateKey) Public() crypto.PublicKey {
	return PublicKey(append(make([]byte, 0, PublicKeySize), priv[32:]...))
}

// Equal reports whether x is the same key.
func (priv PrivateKey) Equal(x crypto.PrivateKey) bool {
	o, ok := x.(PrivateKey)
	return ok && subtle.ConstantTimeCompare(priv, o) == 1
}

// Seed returns the seed, from which NewKeyFromSeed makes the key.
func (priv PrivateKey) Seed() []byte { return append(make([]byte, 0, SeedSize), priv[:SeedSize]...) }

// Sign signs a message, which is not hashed unless opts.HashFunc() is SHA-512: then message is its hash, and the signature an
// Ed25519ph one. Options may give a context.
func (priv PrivateKey) Sign(rand io.Reader, message []byte, opts crypto.SignerOpts) (signature []byte, err error) {
	if err := priv.check(); err != nil {
		return nil, err
	}
	context := ""
	if o, ok := opts.(*Options); ok {
		context = o.Context
	}
	prefix, err := domain(opts.HashFunc(), message, context,
		"ed25519: expected opts.HashFunc() zero (unhashed message, for standard Ed25519) or SHA-512 (for Ed25519ph)")
	if err != nil {
		return nil, err
	}
	return priv.sign(prefix, message), nil
}

func (priv PrivateKey) check() error {
	if n := len(priv); n != PrivateKeySize {
		return errors.New("ed25519: bad private key length: " + strconv.Itoa(n))
	}
	if _, ok := group.EdwardsCheck(priv[32:], nil, nil); !ok {
		return errors.New("ed25519: bad public key")
	}
	return nil
}

// Options say which of the variants of Ed25519 is meant.
type Options struct {
	// Hash is 0 for Ed25519, SHA-512 for Ed25519ph.
	Hash crypto.Hash

	// Context is up to 255 bytes: if not empty, Ed25519ctx is meant, or the context of Ed25519ph.
	Context string
}

// HashFunc returns o.Hash.
func (o *Options) HashFunc() crypto.Hash { return o.Hash }

// domain returns what is hashed before the message.
func domain(hash crypto.Hash, message []byte, context, bad string) (string, error) {
	flag, name := "\x00", "Ed25519ctx"
	switch {
	case hash == crypto.SHA512:
		if n := len(message); n != sha512.Size {
			return "", errors.New("ed25519: bad Ed25519ph message hash length: " + strconv.Itoa(n))
		}
		flag, name = "\x01", "Ed25519ph"
	case hash != 0:
		return "", errors.New(bad)
	case context == "":
		return "", nil
	}
	if n := len(context); n > 255 {
		return "", errors.New("ed25519: bad " + name + " context length: " + strconv.Itoa(n))
	}
	return "SigEd25519 no Ed25519 collisions" + flag + string([]byte{byte(len(context))}) + context, nil
}

// GenerateKey returns a random pair of keys, from the reader or, if it is nil, the system's randomness.
func GenerateKey(random io.Reader) (PublicKey, PrivateKey, error) {
	if random == nil {
		random = rand.Reader
	}
	seed := make([]byte, SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return nil, nil, err
	}
	key := NewKeyFromSeed(seed)
	return key.Public().(PublicKey), key, nil
}

// expand returns the number and the prefix that a seed stands for.
func expand(seed []byte) (s, prefix []byte) {
	h := sha512.Sum512(seed)
	h[0] &= 248
	h[31] = h[31]&63 | 64
	return h[:32], h[32:]
}

// NewKeyFromSeed returns the key of a seed. It panics if the seed has a wrong length.
func NewKeyFromSeed(seed []byte) PrivateKey {
	if n := len(seed); n != SeedSize {
		panic("ed25519: bad seed length: " + strconv.Itoa(n))
	}
	s, _ := expand(seed)
	return append(append(make(PrivateKey, 0, PrivateKeySize), seed...), group.EdwardsBase(s)...)
}

func sum(parts ...[]byte) []byte {
	h := sha512.New()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

func (priv PrivateKey) sign(domain string, message []byte) []byte {
	s, prefix := expand(priv[:SeedSize])
	r := group.EdwardsMulAdd(sum([]byte(domain), prefix, message), []byte{1}, nil)
	R := group.EdwardsBase(r)
	k := sum([]byte(domain), R, priv[32:], message)
	return append(R, group.EdwardsMulAdd(k, s, r)...)
}

// Sign signs a message. It panics if the key has a wrong length.
func Sign(privateKey PrivateKey, message []byte) []byte {
	if err := privateKey.check(); err != nil {
		panic("ed25519: bad private key: " + err.Error())
	}
	return privateKey.sign("", message)
}

// Verify reports whether sig is a signature of message. It panics if the key has a wrong length.
func Verify(publicKey PublicKey, message, sig []byte) bool {
	return VerifyWithOptions(publicKey, message, sig, &Options{}) == nil
}

// VerifyWithOptions returns an error if sig is no signature of message, of the variant that opts tell. It panics if the key has a
// wrong length.
func VerifyWithOptions(publicKey PublicKey, message, sig []byte, opts *Options) error {
	if n := len(publicKey); n != PublicKeySize {
		panic("ed25519: bad public key length: " + strconv.Itoa(n))
	}
	if _, ok := group.EdwardsCheck(publicKey, nil, nil); !ok {
		return errors.New("ed25519: bad public key")
	}
	prefix, err := domain(opts.Hash, message, opts.Context,
		"ed25519: expected opts.Hash zero (unhashed message, for standard Ed25519) or SHA-512 (for Ed25519ph)")
	if err != nil {
		return err
	}
	if n := len(sig); n != SignatureSize {
		return errors.New("ed25519: bad signature length: " + strconv.Itoa(n))
	}
	if !group.EdwardsReduced(sig[32:]) {
		return errors.New("ed25519: invalid signature")
	}
	k := group.EdwardsMulAdd(sum([]byte(prefix), sig[:32], publicKey, message), []byte{1}, nil)
	if R, _ := group.EdwardsCheck(publicKey, k, sig[32:]); string(R) != string(sig[:32]) {
		return errors.New("ed25519: invalid signature")
	}
	return nil
}
