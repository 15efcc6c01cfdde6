package rsa

import (
	"bytes"
	"crypto"
	"crypto/subtle"
	"errors"
	"hash"
	"io"
)

const (
	// PSSSaltLengthAuto signs with the longest salt there is room for, and takes any when it verifies.
	PSSSaltLengthAuto = 0
	// PSSSaltLengthEqualsHash is a salt as long as the hash.
	PSSSaltLengthEqualsHash = -1
)

// PSSOptions are the options of signatures by PSS.
type PSSOptions struct {
	// SaltLength is the length of the salt in bytes, or one of the constants.
	SaltLength int

	// Hash, if not 0, is the function of SignPSS instead of its argument. PrivateKey.Sign needs it.
	Hash crypto.Hash
}

// HashFunc returns opts.Hash.
func (opts *PSSOptions) HashFunc() crypto.Hash { return opts.Hash }

func (opts *PSSOptions) saltLength() int {
	if opts == nil {
		return PSSSaltLengthAuto
	}
	return opts.SaltLength
}

// mask combines out with the bytes that seed gives (MGF1).
func mask(out []byte, h hash.Hash, seed []byte) {
	for counter := uint32(0); len(out) > 0; counter++ {
		h.Reset()
		h.Write(seed)
		h.Write([]byte{byte(counter >> 24), byte(counter >> 16), byte(counter >> 8), byte(counter)})
		n := subtle.XORBytes(out, out, h.Sum(nil))
		out = out[n:]
	}
	h.Reset()
}

// SignPSS signs digest, the hash of a message, with a salt from random; opts may be nil.
func SignPSS(random io.Reader, priv *PrivateKey, hash crypto.Hash, digest []byte, opts *PSSOptions) ([]byte, error) {
	if err := priv.checkSize(); err != nil {
		return nil, err
	}
	if opts != nil && opts.Hash != 0 {
		hash = opts.Hash
	}
	h := hash.New()
	k, err := priv.checked()
	if err != nil {
		return nil, err
	}
	bits := k.n.BitLen() - 1
	size := (bits + 7) / 8
	salt := opts.saltLength()
	switch {
	case salt == PSSSaltLengthAuto:
		if salt = size - 2 - h.Size(); salt < 0 {
			return nil, ErrMessageTooLong
		}
	case salt == PSSSaltLengthEqualsHash:
		salt = h.Size()
	case salt < 0:
		return nil, errors.New("crypto/rsa: invalid PSS salt length")
	}
	if len(digest) != h.Size() {
		return nil, errors.New("crypto/rsa: input must be hashed with given hash")
	}
	if size < h.Size()+salt+2 {
		return nil, ErrMessageTooLong
	}
	s := make([]byte, salt)
	if _, err := io.ReadFull(random, s); err != nil {
		return nil, err
	}
	// zeros, 1, salt, masked by the hash behind them, 0xbc
	em := make([]byte, size)
	db := em[:size-h.Size()-1]
	db[len(db)-salt-1] = 1
	copy(db[len(db)-salt:], s)
	sum := pssHash(h, digest, s)
	copy(em[len(db):], sum)
	mask(db, h, sum)
	db[0] &= 0xff >> (8*size - bits)
	em[size-1] = 0xbc
	return k.decrypt(em, true)
}

func pssHash(h hash.Hash, digest, salt []byte) []byte {
	h.Reset()
	h.Write(make([]byte, 8))
	h.Write(digest)
	h.Write(salt)
	return h.Sum(nil)
}

// VerifyPSS returns an error if sig is no signature of digest. opts may be nil.
func VerifyPSS(pub *PublicKey, hash crypto.Hash, digest []byte, sig []byte, opts *PSSOptions) error {
	if err := pub.checkSize(); err != nil {
		return err
	}
	h := hash.New()
	salt := opts.saltLength()
	switch {
	case salt == PSSSaltLengthEqualsHash:
		salt = h.Size()
	case salt < 0:
		return errors.New("crypto/rsa: salt length cannot be negative")
	}
	if err := pub.check(); err != nil {
		return err
	}
	if len(sig) != pub.Size() {
		return ErrVerification
	}
	em, err := pub.encrypt(sig)
	if err != nil {
		return ErrVerification
	}
	bits := pub.N.BitLen() - 1
	size := (bits + 7) / 8
	if len(em) > size {
		if em[0] != 0 {
			return ErrVerification
		}
		em = em[1:]
	}
	if len(digest) != h.Size() || size < h.Size()+max(salt, 0)+2 || em[size-1] != 0xbc {
		return ErrVerification
	}
	db, sum := em[:size-h.Size()-1], em[size-h.Size()-1:size-1]
	keep := byte(0xff >> (8*size - bits))
	if db[0]&^keep != 0 {
		return ErrVerification
	}
	mask(db, h, sum)
	db[0] &= keep
	at := len(db) - salt - 1
	if opts.saltLength() == PSSSaltLengthAuto {
		if at = bytes.IndexByte(db, 1); at < 0 {
			return ErrVerification
		}
	}
	for _, b := range db[:at] {
		if b != 0 {
			return ErrVerification
		}
	}
	if db[at] != 1 || !bytes.Equal(pssHash(h, digest, db[at+1:]), sum) {
		return ErrVerification
	}
	return nil
}

// EncryptOAEP encrypts msg, at most Size less twice the length of a hash less 2 bytes. The label is needed for decryption, and
// may be nil. random must not be nil.
func EncryptOAEP(hash hash.Hash, random io.Reader, pub *PublicKey, msg []byte, label []byte) ([]byte, error) {
	return encryptOAEP(hash, hash, random, pub, msg, label)
}

// EncryptOAEPWithOptions is EncryptOAEP with what opts say, where the mask may have a hash function of its own.
func EncryptOAEPWithOptions(random io.Reader, pub *PublicKey, msg []byte, opts *OAEPOptions) ([]byte, error) {
	mgf := opts.MGFHash
	if mgf == 0 {
		mgf = opts.Hash
	}
	return encryptOAEP(opts.Hash.New(), mgf.New(), random, pub, msg, opts.Label)
}

func encryptOAEP(hash, mgf hash.Hash, random io.Reader, pub *PublicKey, msg, label []byte) ([]byte, error) {
	if err := pub.checkSize(); err != nil {
		return nil, err
	}
	defer hash.Reset()
	defer mgf.Reset()
	if err := pub.check(); err != nil {
		return nil, err
	}
	k, n := pub.Size(), hash.Size()
	if len(msg) > k-2*n-2 {
		return nil, ErrMessageTooLong
	}
	// 0, masked seed, masked: hash of the label, zeros, 1, msg
	hash.Reset()
	hash.Write(label)
	em := make([]byte, k)
	seed, db := em[1:1+n], em[1+n:]
	copy(db, hash.Sum(nil))
	db[len(db)-len(msg)-1] = 1
	copy(db[len(db)-len(msg):], msg)
	if _, err := io.ReadFull(random, seed); err != nil {
		return nil, err
	}
	mask(db, mgf, seed)
	mask(seed, mgf, db)
	return pub.encrypt(em)
}

// DecryptOAEP decrypts what EncryptOAEP has encrypted with the same hash and label. The reader is not used.
func DecryptOAEP(hash hash.Hash, random io.Reader, priv *PrivateKey, ciphertext []byte, label []byte) ([]byte, error) {
	defer hash.Reset()
	return decryptOAEP(hash, hash, priv, ciphertext, label)
}

func decryptOAEP(hash, mgf hash.Hash, priv *PrivateKey, ciphertext, label []byte) ([]byte, error) {
	if err := priv.checkSize(); err != nil {
		return nil, err
	}
	key, err := priv.checked()
	if err != nil {
		return nil, err
	}
	k, n := priv.Size(), hash.Size()
	if len(ciphertext) > k || k < 2*n+2 {
		return nil, ErrDecryption
	}
	em, err := key.decrypt(ciphertext, false)
	if err != nil {
		return nil, err
	}
	hash.Reset()
	hash.Write(label)
	want := hash.Sum(nil)
	first := subtle.ConstantTimeByteEq(em[0], 0)
	seed, db := em[1:1+n], em[1+n:]
	mask(seed, mgf, db)
	mask(db, mgf, seed)
	// What was wrong must not show in the time.
	good := subtle.ConstantTimeCompare(want, db[:n])
	looking, invalid, at := 1, 0, 0
	rest := db[n:]
	for i, b := range rest {
		zero := subtle.ConstantTimeByteEq(b, 0)
		one := subtle.ConstantTimeByteEq(b, 1)
		at = subtle.ConstantTimeSelect(looking&one, i, at)
		looking = subtle.ConstantTimeSelect(one, 0, looking)
		invalid = subtle.ConstantTimeSelect(looking&^zero, 1, invalid)
	}
	if first&good&^invalid&^looking != 1 {
		return nil, ErrDecryption
	}
	return rest[at+1:], nil
}
