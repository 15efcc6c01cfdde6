package rsa

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"io"
)

// PKCS1v15DecryptOptions are the options of decryption by PKCS #1 v1.5.
type PKCS1v15DecryptOptions struct {
	// SessionKeyLen is the length of the key that is expected. If it is not 0, a random one of that length is returned for
	// what cannot be decrypted.
	SessionKeyLen int
}

// EncryptPKCS1v15 encrypts msg, at most Size less 11 bytes. The reader is not used.
//
// Deprecated: use EncryptOAEP; what is encrypted this way is hard to decrypt without telling an attacker.
func EncryptPKCS1v15(random io.Reader, pub *PublicKey, msg []byte) ([]byte, error) {
	if err := pub.checkSize(); err != nil {
		return nil, err
	}
	k := pub.Size()
	if len(msg) > k-11 {
		return nil, ErrMessageTooLong
	}
	// 0, 2, random bytes but zeros, 0, msg
	em := make([]byte, k)
	em[1] = 2
	end := k - len(msg) - 1
	for i := 2; i < end; i++ {
		for em[i] == 0 {
			rand.Read(em[i : i+1])
		}
	}
	copy(em[end+1:], msg)
	if err := pub.check(); err != nil {
		return nil, err
	}
	return pub.encrypt(em)
}

// DecryptPKCS1v15 decrypts what EncryptPKCS1v15 has encrypted. The reader is not used.
//
// Deprecated: whoever learns whether it returned an error can decrypt as if he had the key.
func DecryptPKCS1v15(random io.Reader, priv *PrivateKey, ciphertext []byte) ([]byte, error) {
	if err := priv.checkSize(); err != nil {
		return nil, err
	}
	valid, em, at, err := priv.decryptPKCS1v15(ciphertext)
	if err != nil {
		return nil, err
	}
	if valid == 0 {
		return nil, ErrDecryption
	}
	return em[at:], nil
}

// DecryptPKCS1v15SessionKey decrypts a key of the length of key to it, and leaves key as it is, without error, if that fails: key
// should hold a random one.
//
// Deprecated: use OAEP.
func DecryptPKCS1v15SessionKey(random io.Reader, priv *PrivateKey, ciphertext []byte, key []byte) error {
	if err := priv.checkSize(); err != nil {
		return err
	}
	if priv.Size()-(len(key)+3+8) < 0 {
		return ErrDecryption
	}
	valid, em, at, err := priv.decryptPKCS1v15(ciphertext)
	if err != nil {
		return err
	}
	valid &= subtle.ConstantTimeEq(int32(len(em)-at), int32(len(key)))
	subtle.ConstantTimeCopy(valid, key, em[len(em)-len(key):])
	return nil
}

// decryptPKCS1v15 returns the decrypted bytes, whether they have the right form, and where the message begins.
func (priv *PrivateKey) decryptPKCS1v15(ciphertext []byte) (valid int, em []byte, at int, err error) {
	if priv.Size() < 11 {
		return 0, nil, 0, ErrDecryption
	}
	k, err := priv.checked()
	if err != nil {
		return 0, nil, 0, err
	}
	if em, err = k.decrypt(ciphertext, false); err != nil {
		return 0, nil, 0, ErrDecryption
	}
	first := subtle.ConstantTimeByteEq(em[0], 0)
	second := subtle.ConstantTimeByteEq(em[1], 2)
	looking := 1
	for i := 2; i < len(em); i++ {
		zero := subtle.ConstantTimeByteEq(em[i], 0)
		at = subtle.ConstantTimeSelect(looking&zero, i, at)
		looking = subtle.ConstantTimeSelect(zero, 0, looking)
	}
	valid = first & second & (^looking & 1) & subtle.ConstantTimeLessOrEq(2+8, at)
	return valid, em, subtle.ConstantTimeSelect(valid, at+1, 0), nil
}

// prefix returns the ASN.1 of a hash before its bytes.
func prefix(hash crypto.Hash) (string, bool) {
	long := func(id byte) (string, bool) {
		n := byte(hash.Size())
		return string([]byte{0x30, 0x11 + n, 0x30, 0x0d, 0x06, 0x09}) + "\x60\x86\x48\x01\x65\x03\x04\x02" +
			string([]byte{id, 0x05, 0x00, 0x04, n}), true
	}
	switch hash {
	case 0, crypto.MD5SHA1:
		return "", true
	case crypto.MD5:
		return "\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10", true
	case crypto.SHA1:
		return "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14", true
	case crypto.RIPEMD160:
		return "\x30\x20\x30\x08\x06\x06\x28\xcf\x06\x03\x00\x31\x04\x14", true
	case crypto.SHA256:
		return long(1)
	case crypto.SHA384:
		return long(2)
	case crypto.SHA512:
		return long(3)
	case crypto.SHA224:
		return long(4)
	case crypto.SHA512_224:
		return long(5)
	case crypto.SHA512_256:
		return long(6)
	case crypto.SHA3_224:
		return long(7)
	case crypto.SHA3_256:
		return long(8)
	case crypto.SHA3_384:
		return long(9)
	case crypto.SHA3_512:
		return long(10)
	}
	return "", false
}

// padded returns what is signed: 0, 1, bytes of 0xff, 0, the hash with its prefix.
func (pub *PublicKey) padded(hash crypto.Hash, hashed []byte) ([]byte, error) {
	p, ok := prefix(hash)
	if !ok {
		return nil, errors.New("crypto/rsa: unsupported hash function")
	}
	k := pub.Size()
	end := k - len(p) - len(hashed)
	if end < 2+8+1 {
		return nil, ErrMessageTooLong
	}
	em := bytes.Repeat([]byte{0xff}, k)
	em[0], em[1], em[end-1] = 0, 1, 0
	copy(em[end:], p)
	copy(em[end+len(p):], hashed)
	return em, nil
}

// SignPKCS1v15 signs hashed, the hash of a message by the function hash, or just the bytes if that is 0. The reader is not used.
func SignPKCS1v15(random io.Reader, priv *PrivateKey, hash crypto.Hash, hashed []byte) ([]byte, error) {
	if hash != 0 && len(hashed) != hash.Size() {
		return nil, errors.New("crypto/rsa: input must be hashed message")
	}
	if err := priv.checkSize(); err != nil {
		return nil, err
	}
	k, err := priv.checked()
	if err != nil {
		return nil, err
	}
	em, err := priv.padded(hash, hashed)
	if err != nil {
		return nil, err
	}
	return k.decrypt(em, true)
}

// VerifyPKCS1v15 returns an error if sig is no signature of hashed.
func VerifyPKCS1v15(pub *PublicKey, hash crypto.Hash, hashed []byte, sig []byte) error {
	if hash != 0 && len(hashed) != hash.Size() {
		return errors.New("crypto/rsa: input must be hashed message")
	}
	if err := pub.checkSize(); err != nil {
		return err
	}
	if err := pub.check(); err != nil {
		return err
	}
	if pub.Size() != len(sig) {
		return ErrVerification
	}
	em, err := pub.encrypt(sig)
	if err != nil {
		return ErrVerification
	}
	want, err := pub.padded(hash, hashed)
	if err != nil || !bytes.Equal(em, want) {
		return ErrVerification
	}
	return nil
}
