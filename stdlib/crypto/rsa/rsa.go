// Package rsa is encryption and signatures by RSA (PKCS #1, RFC 8017).
package rsa

import (
	"bytes"
	"crypto"
	"crypto/internal/group"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"internal/rt"
	"io"
	"math"
	"math/big"
	"os"
	"strconv"
	"strings"
)

var bigOne = big.NewInt(1)

// PublicKey is the public part of a key.
type PublicKey struct {
	N *big.Int // the modulus
	E int      // the public exponent
}

// Size returns the size of the modulus in bytes. Signatures and what is encrypted have that size.
func (pub *PublicKey) Size() int { return (pub.N.BitLen() + 7) / 8 }

// Equal reports whether x is the same key.
func (pub *PublicKey) Equal(x crypto.PublicKey) bool {
	o, ok := x.(*PublicKey)
	return ok && equal(pub.N, o.N) && pub.E == o.E
}

func equal(a, b *big.Int) bool { return subtle.ConstantTimeCompare(a.Bytes(), b.Bytes()) == 1 }

// OAEPOptions are the options of decryption by OAEP.
type OAEPOptions struct {
	// Hash makes the mask.
	Hash crypto.Hash

	// MGFHash makes the mask instead of Hash if it is not 0.
	MGFHash crypto.Hash

	// Label is the label given for encryption.
	Label []byte
}

// PrivateKey is a key.
type PrivateKey struct {
	PublicKey            // the public part
	D         *big.Int   // the private exponent
	Primes    []*big.Int // the factors of N, at least two

	// Precomputed are numbers that make private operations faster, if there are any. Keys that have them must not be changed.
	Precomputed PrecomputedValues
}

// Public returns the public part, a *PublicKey.
func (priv *PrivateKey) Public() crypto.PublicKey { return &priv.PublicKey }

// Equal reports whether x is the same key. Precomputed numbers do not count.
func (priv *PrivateKey) Equal(x crypto.PrivateKey) bool {
	o, ok := x.(*PrivateKey)
	if !ok || !priv.PublicKey.Equal(&o.PublicKey) || !equal(priv.D, o.D) || len(priv.Primes) != len(o.Primes) {
		return false
	}
	for i, p := range priv.Primes {
		if !equal(p, o.Primes[i]) {
			return false
		}
	}
	return true
}

// Sign signs digest, by PSS if opts is a *PSSOptions, else by PKCS #1 v1.5.
func (priv *PrivateKey) Sign(rand io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if o, ok := opts.(*PSSOptions); ok {
		return SignPSS(rand, priv, o.Hash, digest, o)
	}
	return SignPKCS1v15(rand, priv, opts.HashFunc(), digest)
}

// Decrypt decrypts ciphertext, by OAEP or PKCS #1 v1.5 as the type of opts says; nil is the latter.
func (priv *PrivateKey) Decrypt(rand io.Reader, ciphertext []byte, opts crypto.DecrypterOpts) (plaintext []byte, err error) {
	switch opts := opts.(type) {
	case nil:
		return DecryptPKCS1v15(rand, priv, ciphertext)
	case *OAEPOptions:
		mgf := opts.MGFHash
		if mgf == 0 {
			mgf = opts.Hash
		}
		return decryptOAEP(opts.Hash.New(), mgf.New(), priv, ciphertext, opts.Label)
	case *PKCS1v15DecryptOptions:
		if opts.SessionKeyLen <= 0 {
			return DecryptPKCS1v15(rand, priv, ciphertext)
		}
		plaintext = make([]byte, opts.SessionKeyLen)
		if _, err := io.ReadFull(rand, plaintext); err != nil {
			return nil, err
		}
		if err := DecryptPKCS1v15SessionKey(rand, priv, ciphertext, plaintext); err != nil {
			return nil, err
		}
		return plaintext, nil
	}
	return nil, errors.New("crypto/rsa: invalid options for Decrypt")
}

// PrecomputedValues are numbers that follow from a key.
type PrecomputedValues struct {
	Dp, Dq *big.Int // D modulo P-1 and Q-1
	Qinv   *big.Int // 1/Q modulo P

	// CRTValues are those of the third and further primes. They are filled in and not used.
	//
	// Deprecated: keys of more than two primes are no longer made.
	CRTValues []CRTValue

	// checked is the key that the numbers were computed from and found right for.
	checked *checkedKey
}

// CRTValue are the numbers of a further prime.
type CRTValue struct {
	Exp   *big.Int // D modulo the prime less one
	Coeff *big.Int // 1/R modulo the prime
	R     *big.Int // the product of the primes before
}

// checkedKey is a key as bytes. p, q, dp, dq, qinv are nil without primes.
type checkedKey struct {
	n, d               *big.Int
	e                  int
	p, q, dp, dq, qinv *big.Int
}

func same(a, b *big.Int) bool { return a != nil && b != nil && a.Cmp(b) == 0 }

func (priv *PrivateKey) consistent() bool {
	k := priv.Precomputed.checked
	if k == nil || !same(priv.N, k.n) || priv.E != k.e || !same(priv.D, k.d) {
		return false
	}
	if len(priv.Primes) != 2 {
		return k.p == nil
	}
	v := &priv.Precomputed
	return same(priv.Primes[0], k.p) && same(priv.Primes[1], k.q) && same(v.Dp, k.dp) && same(v.Dq, k.dq) &&
		same(v.Qinv, k.qinv)
}

// Validate returns an error if the numbers of the key do not fit. Whether primes are prime is not tried.
func (priv *PrivateKey) Validate() error {
	if len(priv.Primes) < 2 {
		return errors.New("crypto/rsa: missing primes")
	}
	if priv.consistent() {
		return nil
	}
	if priv.Precomputed.checked != nil {
		return errors.New("crypto/rsa: precomputed values are inconsistent with the key")
	}
	_, err := priv.precompute()
	return err
}

// Precompute fills in priv.Precomputed. An error is kept for the first use of the key; call Validate to see it.
func (priv *PrivateKey) Precompute() {
	if priv.consistent() {
		return
	}
	v, err := priv.precompute()
	if err != nil {
		priv.Precomputed.checked = nil
		return
	}
	priv.Precomputed = v
}

func clone(x *big.Int) *big.Int { return new(big.Int).Set(x) }

func less(x *big.Int) *big.Int { return new(big.Int).Sub(x, bigOne) }

var (
	errModulusSmall = errors.New("modulus must be > 1")
	errOverflow     = errors.New("input overflows the modulus")
)

func modulus(x *big.Int) error {
	if x.Sign() == 0 || x.Cmp(bigOne) == 0 {
		return errModulusSmall
	}
	return nil
}

func (priv *PrivateKey) precompute() (v PrecomputedValues, err error) {
	switch {
	case priv.N == nil:
		return v, errors.New("crypto/rsa: missing public modulus")
	case priv.D == nil:
		return v, errors.New("crypto/rsa: missing private exponent")
	case len(priv.Primes) != 2:
		return priv.precomputeMany()
	case priv.Primes[0] == nil:
		return v, errors.New("crypto/rsa: prime P is nil")
	case priv.Primes[1] == nil:
		return v, errors.New("crypto/rsa: prime Q is nil")
	}
	k := &checkedKey{n: clone(priv.N), d: clone(priv.D), e: priv.E, p: clone(priv.Primes[0]), q: clone(priv.Primes[1])}
	for _, x := range []*big.Int{k.n, k.p, k.q} {
		if err := modulus(x); err != nil {
			return v, err
		}
	}
	if k.d.Cmp(k.n) >= 0 {
		return v, errOverflow
	}
	old := &priv.Precomputed
	if old.Dp != nil && old.Dq != nil && old.Qinv != nil {
		if old.Qinv.Cmp(k.p) >= 0 {
			return v, errOverflow
		}
		k.dp, k.dq, k.qinv = clone(old.Dp), clone(old.Dq), clone(old.Qinv)
	} else {
		if k.p.Bit(0) == 0 {
			return v, errors.New("crypto/rsa: p is even")
		}
		for _, x := range []*big.Int{less(k.p), less(k.q)} {
			if err := modulus(x); err != nil {
				return v, err
			}
		}
		k.dp = new(big.Int).Mod(k.d, less(k.p))
		k.dq = new(big.Int).Mod(k.d, less(k.q))
		if k.qinv = new(big.Int).ModInverse(k.q, k.p); k.qinv == nil {
			k.qinv = new(big.Int)
		}
	}
	if err := k.check(); err != nil {
		return v, err
	}
	v = PrecomputedValues{Dp: clone(k.dp), Dq: clone(k.dq), Qinv: clone(k.qinv), CRTValues: []CRTValue{}, checked: k}
	return v, nil
}

// precomputeMany is precompute for keys that have not two primes, whose private operations do without them.
func (priv *PrivateKey) precomputeMany() (v PrecomputedValues, err error) {
	k := &checkedKey{n: clone(priv.N), d: clone(priv.D), e: priv.E}
	if err := modulus(k.n); err != nil {
		return v, err
	}
	if k.d.Cmp(k.n) >= 0 {
		return v, errOverflow
	}
	if err := checkPublic(k.n, k.e); err != nil {
		return v, err
	}
	v.checked = k
	if len(priv.Primes) < 2 {
		return v, nil
	}
	for _, p := range priv.Primes {
		if p == nil {
			return v, errors.New("crypto/rsa: prime factor is nil")
		}
		if p.Cmp(bigOne) <= 0 {
			return v, errors.New("crypto/rsa: prime factor is <= 1")
		}
	}
	p, q := priv.Primes[0], priv.Primes[1]
	v.Dp = new(big.Int).Mod(priv.D, less(p))
	v.Dq = new(big.Int).Mod(priv.D, less(q))
	bad := errors.New("crypto/rsa: prime factors are not relatively prime")
	if v.Qinv = new(big.Int).ModInverse(q, p); v.Qinv == nil {
		return v, bad
	}
	r := new(big.Int).Mul(p, q)
	v.CRTValues = make([]CRTValue, len(priv.Primes)-2)
	for i, p := range priv.Primes[2:] {
		coeff := new(big.Int).ModInverse(r, p)
		if coeff == nil {
			return v, bad
		}
		v.CRTValues[i] = CRTValue{Exp: new(big.Int).Mod(priv.D, less(p)), Coeff: coeff, R: clone(r)}
		r.Mul(r, p)
	}
	return v, nil
}

func checkPublic(n *big.Int, e int) error {
	switch {
	case n == nil:
		return errors.New("crypto/rsa: missing public modulus")
	case n.Bit(0) == 0:
		return errors.New("crypto/rsa: public modulus is even")
	case e < 2:
		return errors.New("crypto/rsa: public exponent too small or negative")
	case e&1 == 0:
		return errors.New("crypto/rsa: public exponent is even")
	case e > 1<<31-1:
		return errors.New("crypto/rsa: public exponent too large")
	}
	return nil
}

// check returns what is wrong with a key of two primes.
func (k *checkedKey) check() error {
	if err := checkPublic(k.n, k.e); err != nil {
		return err
	}
	if k.p.Cmp(k.n) >= 0 || k.q.Cmp(k.n) >= 0 {
		return errors.New("crypto/rsa: invalid prime")
	}
	z := new(big.Int).Mul(k.p, k.q)
	if z.Mod(z, k.n).Sign() != 0 {
		return errors.New("crypto/rsa: p * q != n")
	}
	e := big.NewInt(int64(k.e))
	for _, half := range [][2]*big.Int{{k.p, k.dp}, {k.q, k.dq}} {
		phi := less(half[0])
		if modulus(phi) != nil {
			return errors.New("crypto/rsa: invalid prime")
		}
		if half[1].Cmp(phi) >= 0 || z.Mod(z.Mul(half[1], e), phi).Cmp(bigOne) != 0 {
			return errors.New("crypto/rsa: invalid CRT exponent")
		}
	}
	if z.Mod(z.Mul(k.q, k.qinv), k.p).Cmp(bigOne) != 0 {
		return errors.New("crypto/rsa: invalid CRT coefficient")
	}
	if z.Mod(k.d, less(k.p)).Cmp(k.dp) != 0 {
		return errors.New("crypto/rsa: d does not match dP")
	}
	if z.Mod(k.d, less(k.q)).Cmp(k.dq) != 0 {
		return errors.New("crypto/rsa: d does not match dQ")
	}
	switch z.Sub(k.p, k.q); {
	case z.Sign() == 0:
		return errors.New("crypto/rsa: p == q")
	case z.BitLen() <= k.n.BitLen()/2-100:
		return errors.New("crypto/rsa: |p - q| too small")
	}
	if k.d.BitLen() <= k.n.BitLen()/2 {
		return errors.New("crypto/rsa: d too small")
	}
	return nil
}

func checkKeySize(size int) error {
	if size >= 1024 {
		return nil
	}
	debug := "," + os.Getenv("GODEBUG") + ","
	if strings.Contains(debug, ",rsa1024min=0,") || rt.GoMinor < 24 && !strings.Contains(debug, ",rsa1024min=") {
		return nil
	}
	return errors.New("crypto/rsa: " + strconv.Itoa(size) +
		"-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)")
}

func (pub *PublicKey) checkSize() error {
	if pub.N == nil {
		return errors.New("crypto/rsa: missing public modulus")
	}
	return checkKeySize(pub.N.BitLen())
}

// GenerateKey returns a random key of so many bits. The reader is not used: keys come from the system's randomness.
//
// Keys of less than 1024 bits are refused, unless GODEBUG has rsa1024min=0.
func GenerateKey(random io.Reader, bits int) (*PrivateKey, error) {
	if err := checkKeySize(bits); err != nil {
		return nil, err
	}
	if bits < 32 {
		return nil, errors.New("rsa: key too small")
	}
	for tries := 1; ; tries++ {
		priv, err := generate(bits)
		if priv == nil && err == nil {
			continue
		}
		if err == nil || bits >= 256 || tries == 8 {
			return priv, err
		}
	}
}

// generate returns a key, nil if the random primes do not make one.
func generate(bits int) (*PrivateKey, error) {
	prime := func(bits int) (*big.Int, error) {
		if bits < 16 {
			return nil, errors.New("rsa: prime size must be at least 16 bits")
		}
		return rand.Prime(rand.Reader, bits)
	}
	p, err := prime((bits + 1) / 2)
	if err != nil {
		return nil, err
	}
	q, err := prime(bits / 2)
	if err != nil {
		return nil, err
	}
	if p.Cmp(q) == 0 {
		return nil, errors.New("rsa: generated p == q, random source is broken")
	}
	n := new(big.Int).Mul(p, q)
	if n.BitLen() != bits {
		return nil, errors.New("rsa: internal error: modulus size incorrect")
	}
	a, b := less(p), less(q)
	lambda := new(big.Int).Mul(a, b)
	lambda.Div(lambda, new(big.Int).GCD(nil, nil, a, b))
	d := new(big.Int).ModInverse(big.NewInt(65537), lambda)
	if d == nil {
		return nil, nil
	}
	priv := &PrivateKey{PublicKey: PublicKey{N: n, E: 65537}, D: d, Primes: []*big.Int{p, q}}
	if priv.Precomputed, err = priv.precompute(); err != nil {
		return nil, err
	}
	return priv, nil
}

// GenerateMultiPrimeKey returns a random key of so many primes.
//
// Deprecated: more primes than two have no use today.
func GenerateMultiPrimeKey(random io.Reader, nprimes int, bits int) (*PrivateKey, error) {
	if nprimes == 2 {
		return GenerateKey(random, bits)
	}
	if nprimes < 2 {
		return nil, errors.New("crypto/rsa: GenerateMultiPrimeKey: nprimes must be >= 2")
	}
	if bits < 64 {
		limit := float64(uint64(1) << uint(bits/nprimes))
		// As many primes are below limit; a quarter of them has the two bits that are set, and half as many are wanted so
		// that the search ends soon.
		if pi := limit / (math.Log(limit) - 1) / 8; pi <= float64(nprimes) {
			return nil, errors.New("crypto/rsa: too few primes of given length to generate an RSA key")
		}
	}
	priv := &PrivateKey{}
	priv.E = 65537
search:
	for {
		todo := bits
		if nprimes >= 7 {
			// The product of so many would be too short.
			todo += (nprimes - 2) / 5
		}
		primes := make([]*big.Int, nprimes)
		n, totient := big.NewInt(1), big.NewInt(1)
		for i := range primes {
			p, err := rand.Prime(rand.Reader, todo/(nprimes-i))
			if err != nil {
				return nil, err
			}
			for _, other := range primes[:i] {
				if p.Cmp(other) == 0 {
					continue search
				}
			}
			primes[i] = p
			todo -= p.BitLen()
			n.Mul(n, p)
			totient.Mul(totient, less(p))
		}
		if n.BitLen() != bits {
			continue
		}
		if d := new(big.Int).ModInverse(big.NewInt(65537), totient); d != nil {
			priv.N, priv.D, priv.Primes = n, d, primes
			break
		}
	}
	priv.Precompute()
	if err := priv.Validate(); err != nil {
		return nil, err
	}
	return priv, nil
}

// ErrMessageTooLong is returned for a message that the key is too short for.
var ErrMessageTooLong = errors.New("crypto/rsa: message too long for RSA key size")

// ErrDecryption is returned for what cannot be decrypted. It does not say why, on purpose.
var ErrDecryption = errors.New("crypto/rsa: decryption error")

// ErrVerification is returned for a wrong signature. It does not say why, on purpose.
var ErrVerification = errors.New("crypto/rsa: verification error")

func (pub *PublicKey) check() error {
	if err := modulus(pub.N); err != nil {
		return err
	}
	return checkPublic(pub.N, pub.E)
}

// encrypt returns m to the power of E, in Size bytes.
func (pub *PublicKey) encrypt(m []byte) ([]byte, error) {
	n := pub.N.Bytes()
	if err := fits(m, n); err != nil {
		return nil, err
	}
	return group.ModExp(m, big.NewInt(int64(pub.E)).Bytes(), n, false), nil
}

// fits returns an error unless m, of the length of n or less, is less than n.
func fits(m, n []byte) error {
	for len(m) > len(n) && m[0] == 0 {
		m = m[1:]
	}
	if len(m) > len(n) || len(m) == len(n) && bytes.Compare(m, n) >= 0 {
		return errOverflow
	}
	return nil
}

func (priv *PrivateKey) checked() (*checkedKey, error) {
	if k := priv.Precomputed.checked; k != nil {
		return k, nil
	}
	v, err := priv.precompute()
	return v.checked, err
}

// decrypt returns c to the power of D, in Size bytes. With verify the result is checked, as signatures ask for: a wrong one
// would tell the primes.
func (k *checkedKey) decrypt(c []byte, verify bool) ([]byte, error) {
	n := k.n.Bytes()
	if fits(c, n) != nil {
		return nil, ErrDecryption
	}
	var m []byte
	if k.p == nil {
		m = group.ModExp(c, k.d.Bytes(), n, true)
	} else {
		m1 := new(big.Int).SetBytes(group.ModExp(c, k.dp.Bytes(), k.p.Bytes(), true))
		m2 := new(big.Int).SetBytes(group.ModExp(c, k.dq.Bytes(), k.q.Bytes(), true))
		m1.Sub(m1, m2)
		m1.Mul(m1, k.qinv)
		m1.Mod(m1, k.p)
		m1.Mul(m1, k.q)
		m = m1.Add(m1, m2).FillBytes(make([]byte, len(n)))
	}
	if verify {
		again := group.ModExp(m, big.NewInt(int64(k.e)).Bytes(), n, false)
		if new(big.Int).SetBytes(c).Cmp(new(big.Int).SetBytes(again)) != 0 {
			return nil, ErrDecryption
		}
	}
	return m, nil
}
