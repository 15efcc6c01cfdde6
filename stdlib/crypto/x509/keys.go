package x509

import (
	"bytes"
	"crypto/dsa"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/internal/der"
	"crypto/rsa"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
)

// publicKeyInfo is a key in PKIX form.
type publicKeyInfo struct {
	Raw       asn1.RawContent
	Algorithm pkix.AlgorithmIdentifier
	PublicKey asn1.BitString
}

func curveID(curve elliptic.Curve) (string, bool) {
	switch curve {
	case elliptic.P224():
		return "1.3.132.0.33", true
	case elliptic.P256():
		return "1.2.840.10045.3.1.7", true
	case elliptic.P384():
		return "1.3.132.0.34", true
	case elliptic.P521():
		return "1.3.132.0.35", true
	}
	return "", false
}

func curveOf(oid asn1.ObjectIdentifier) elliptic.Curve {
	for _, curve := range []elliptic.Curve{elliptic.P224(), elliptic.P256(), elliptic.P384(), elliptic.P521()} {
		if text, _ := curveID(curve); text == oid.String() {
			return curve
		}
	}
	return nil
}

func exchangeCurve(curve ecdh.Curve) elliptic.Curve {
	switch curve {
	case ecdh.P256():
		return elliptic.P256()
	case ecdh.P384():
		return elliptic.P384()
	case ecdh.P521():
		return elliptic.P521()
	}
	return nil
}

// ecdsaAlgorithm returns the algorithm of keys of a curve.
func ecdsaAlgorithm(curve elliptic.Curve) (ai pkix.AlgorithmIdentifier, ok bool) {
	text, ok := curveID(curve)
	if !ok {
		return ai, false
	}
	ai.Algorithm = id(idECDSA)
	ai.Parameters.FullBytes, _ = asn1.Marshal(id(text))
	return ai, true
}

func parsePublicKey(ai pkix.AlgorithmIdentifier, bits asn1.BitString) (any, error) {
	params := der.String(ai.Parameters.FullBytes)
	data := der.String(bits.RightAlign())
	switch ai.Algorithm.String() {
	case idRSA:
		if !bytes.Equal(params, asn1.NullBytes) {
			return nil, errors.New("x509: RSA key missing NULL parameters")
		}
		s, ok := data.Read(der.Sequence)
		if !ok {
			return nil, errors.New("x509: invalid RSA public key")
		}
		n, ok := s.BigInt()
		if !ok {
			return nil, errors.New("x509: invalid RSA modulus")
		}
		e, ok := s.Int(der.Integer)
		if !ok {
			return nil, errors.New("x509: invalid RSA public exponent")
		}
		if n.Sign() <= 0 {
			return nil, errors.New("x509: RSA modulus is not a positive number")
		}
		if e <= 0 {
			return nil, errors.New("x509: RSA public exponent is not a positive number")
		}
		return &rsa.PublicKey{N: n, E: int(e)}, nil
	case idECDSA:
		oid, ok := params.OID()
		if !ok {
			return nil, errors.New("x509: invalid ECDSA parameters")
		}
		curve := curveOf(oid)
		if curve == nil {
			return nil, errors.New("x509: unsupported elliptic curve")
		}
		return ecdsa.ParseUncompressedPublicKey(curve, data)
	case idEd25519:
		if !params.Empty() {
			return nil, errors.New("x509: Ed25519 key encoded with illegal parameters")
		}
		if len(data) != ed25519.PublicKeySize {
			return nil, errors.New("x509: wrong Ed25519 public key size")
		}
		return ed25519.PublicKey(data), nil
	case idX25519:
		if !params.Empty() {
			return nil, errors.New("x509: X25519 key encoded with illegal parameters")
		}
		return ecdh.X25519().NewPublicKey(data)
	case idDSA:
		y, ok := data.BigInt()
		if !ok {
			return nil, errors.New("x509: invalid DSA public key")
		}
		s, ok := params.Read(der.Sequence)
		p, ok1 := s.BigInt()
		q, ok2 := s.BigInt()
		g, ok3 := s.BigInt()
		if !ok || !ok1 || !ok2 || !ok3 {
			return nil, errors.New("x509: invalid DSA parameters")
		}
		if y.Sign() <= 0 || p.Sign() <= 0 || q.Sign() <= 0 || g.Sign() <= 0 {
			return nil, errors.New("x509: zero or negative DSA parameter")
		}
		return &dsa.PublicKey{Parameters: dsa.Parameters{P: p, Q: q, G: g}, Y: y}, nil
	}
	return nil, errors.New("x509: unknown public key algorithm")
}

// ParsePKIXPublicKey reads a public key, in PEM's blocks "PUBLIC KEY": an *rsa.PublicKey, *dsa.PublicKey, *ecdsa.PublicKey,
// ed25519.PublicKey, or for X25519 an *ecdh.PublicKey.
func ParsePKIXPublicKey(derBytes []byte) (pub any, err error) {
	var info publicKeyInfo
	rest, err := asn1.Unmarshal(derBytes, &info)
	if err != nil {
		if _, err := asn1.Unmarshal(derBytes, &pkcs1PublicKey{}); err == nil {
			return nil, errors.New("x509: failed to parse public key (use ParsePKCS1PublicKey instead for this key format)")
		}
		return nil, err
	}
	if len(rest) != 0 {
		return nil, errors.New("x509: trailing data after ASN.1 of public-key")
	}
	return parsePublicKey(info.Algorithm, info.PublicKey)
}

func marshalPublicKey(pub any) (bits []byte, ai pkix.AlgorithmIdentifier, err error) {
	ok := true
	switch pub := pub.(type) {
	case *rsa.PublicKey:
		bits, err = asn1.Marshal(pkcs1PublicKey{pub.N, pub.E})
		ai = pkix.AlgorithmIdentifier{Algorithm: id(idRSA), Parameters: asn1.NullRawValue}
	case *ecdsa.PublicKey:
		if ai, ok = ecdsaAlgorithm(pub.Curve); ok {
			bits, err = pub.Bytes()
		}
	case ed25519.PublicKey:
		bits, ai.Algorithm = pub, id(idEd25519)
	case *ecdh.PublicKey:
		bits = pub.Bytes()
		if pub.Curve() == ecdh.X25519() {
			ai.Algorithm = id(idX25519)
		} else {
			ai, ok = ecdsaAlgorithm(exchangeCurve(pub.Curve()))
		}
	default:
		err = fmt.Errorf("x509: unsupported public key type: %T", pub)
	}
	if !ok {
		err = errors.New("x509: unsupported elliptic curve")
	}
	if err != nil {
		return nil, pkix.AlgorithmIdentifier{}, err
	}
	return bits, ai, nil
}

// MarshalPKIXPublicKey returns a public key as ParsePKIXPublicKey reads it.
func MarshalPKIXPublicKey(pub any) ([]byte, error) {
	bits, ai, err := marshalPublicKey(pub)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(publicKeyInfo{nil, ai, bitString(bits)})
}

type pkcs1PublicKey struct {
	N *big.Int
	E int
}

type pkcs1Prime struct {
	Prime, Exp, Coeff *big.Int
}

type pkcs1PrivateKey struct {
	Version int
	N       *big.Int
	E       int
	D, P, Q *big.Int
	Dp      *big.Int     `asn1:"optional"`
	Dq      *big.Int     `asn1:"optional"`
	Qinv    *big.Int     `asn1:"optional"`
	Primes  []pkcs1Prime `asn1:"optional,omitempty"`
}

// other returns err, or a hint if data is a private key in another format.
func other(data []byte, tried string, err error) error {
	for _, format := range []struct {
		name string
		to   any
	}{
		{"EC", &ecPrivateKey{}}, {"PKCS8", &pkcs8{}}, {"PKCS1", &pkcs1PrivateKey{}},
	} {
		if format.name == tried {
			continue
		}
		if _, e := asn1.Unmarshal(data, format.to); e == nil {
			return errors.New("x509: failed to parse private key (use Parse" + format.name +
				"PrivateKey instead for this key format)")
		}
	}
	return err
}

// ParsePKCS1PrivateKey reads an RSA key, in PEM's blocks "RSA PRIVATE KEY".
func ParsePKCS1PrivateKey(der []byte) (*rsa.PrivateKey, error) {
	var k pkcs1PrivateKey
	rest, err := asn1.Unmarshal(der, &k)
	switch {
	case len(rest) > 0:
		return nil, asn1.SyntaxError{Msg: "trailing data"}
	case err != nil:
		return nil, other(der, "PKCS1", err)
	case k.Version > 1:
		return nil, errors.New("x509: unsupported private key version")
	}
	for _, n := range []*big.Int{k.N, k.D, k.P, k.Q, k.Dp, k.Dq, k.Qinv} {
		if n != nil && n.Sign() <= 0 {
			return nil, errors.New("x509: private key contains zero or negative value")
		}
	}
	key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: k.N, E: k.E}, D: k.D, Primes: []*big.Int{k.P, k.Q}}
	key.Precomputed.Dp, key.Precomputed.Dq, key.Precomputed.Qinv = k.Dp, k.Dq, k.Qinv
	for _, p := range k.Primes {
		if p.Prime.Sign() <= 0 {
			return nil, errors.New("x509: private key contains zero or negative prime")
		}
		key.Primes = append(key.Primes, p.Prime)
	}
	key.Precompute()
	if err := key.Validate(); err != nil {
		if setting("x509rsacrt") != "0" {
			return nil, err
		}
		key.Precomputed.Dp, key.Precomputed.Dq, key.Precomputed.Qinv = nil, nil, nil
		key.Precompute()
		if key.Validate() != nil {
			return nil, err
		}
	}
	return key, nil
}

// MarshalPKCS1PrivateKey returns a key as ParsePKCS1PrivateKey reads it. The key should be valid.
func MarshalPKCS1PrivateKey(key *rsa.PrivateKey) []byte {
	key.Precompute()
	v := &key.Precomputed
	k := pkcs1PrivateKey{N: key.N, E: key.E, D: key.D, P: key.Primes[0], Q: key.Primes[1], Dp: v.Dp, Dq: v.Dq, Qinv: v.Qinv}
	if len(key.Primes) > 2 {
		k.Version = 1
	}
	for i, c := range v.CRTValues {
		k.Primes = append(k.Primes, pkcs1Prime{key.Primes[2+i], c.Exp, c.Coeff})
	}
	b, _ := asn1.Marshal(k)
	return b
}

// ParsePKCS1PublicKey reads an RSA key, in PEM's blocks "RSA PUBLIC KEY".
func ParsePKCS1PublicKey(der []byte) (*rsa.PublicKey, error) {
	var k pkcs1PublicKey
	rest, err := asn1.Unmarshal(der, &k)
	switch {
	case err != nil:
		if _, err := asn1.Unmarshal(der, &publicKeyInfo{}); err == nil {
			return nil, errors.New("x509: failed to parse public key (use ParsePKIXPublicKey instead for this key format)")
		}
		return nil, err
	case len(rest) > 0:
		return nil, asn1.SyntaxError{Msg: "trailing data"}
	case k.N.Sign() <= 0 || k.E <= 0:
		return nil, errors.New("x509: public key contains zero or negative value")
	case k.E > 1<<31-1:
		return nil, errors.New("x509: public key contains large public exponent")
	}
	return &rsa.PublicKey{N: k.N, E: k.E}, nil
}

// MarshalPKCS1PublicKey returns a key as ParsePKCS1PublicKey reads it.
func MarshalPKCS1PublicKey(key *rsa.PublicKey) []byte {
	b, _ := asn1.Marshal(pkcs1PublicKey{key.N, key.E})
	return b
}

// pkcs8 is a key of any kind (RFC 5208).
type pkcs8 struct {
	Version    int
	Algo       pkix.AlgorithmIdentifier
	PrivateKey []byte
}

// ParsePKCS8PrivateKey reads a private key, in PEM's blocks "PRIVATE KEY": an *rsa.PrivateKey, *ecdsa.PrivateKey,
// ed25519.PrivateKey, or for X25519 an *ecdh.PrivateKey. Encrypted ones are not for it.
func ParsePKCS8PrivateKey(der []byte) (key any, err error) {
	var k pkcs8
	if _, err := asn1.Unmarshal(der, &k); err != nil {
		return nil, other(der, "PKCS8", err)
	}
	params := k.Algo.Parameters.FullBytes
	octets := func(name string) (b []byte, err error) {
		if len(params) != 0 {
			return nil, errors.New("x509: invalid " + name + " private key parameters")
		}
		if _, err := asn1.Unmarshal(k.PrivateKey, &b); err != nil {
			return nil, fmt.Errorf("x509: invalid %s private key: %v", name, err)
		}
		return b, nil
	}
	switch k.Algo.Algorithm.String() {
	case idRSA:
		key, err := ParsePKCS1PrivateKey(k.PrivateKey)
		if err != nil {
			return nil, errors.New("x509: failed to parse RSA private key embedded in PKCS#8: " + err.Error())
		}
		return key, nil
	case idECDSA:
		curve := new(asn1.ObjectIdentifier)
		if _, err := asn1.Unmarshal(params, curve); err != nil {
			curve = nil
		}
		key, err := parseECPrivateKey(curve, k.PrivateKey)
		if err != nil {
			return nil, errors.New("x509: failed to parse EC private key embedded in PKCS#8: " + err.Error())
		}
		return key, nil
	case idEd25519:
		b, err := octets("Ed25519")
		if err != nil {
			return nil, err
		}
		if n := len(b); n != ed25519.SeedSize {
			return nil, fmt.Errorf("x509: invalid Ed25519 private key length: %d", n)
		}
		return ed25519.NewKeyFromSeed(b), nil
	case idX25519:
		b, err := octets("X25519")
		if err != nil {
			return nil, err
		}
		return ecdh.X25519().NewPrivateKey(b)
	}
	return nil, fmt.Errorf("x509: PKCS#8 wrapping contained private key with unknown algorithm: %v", k.Algo.Algorithm)
}

// MarshalPKCS8PrivateKey returns a key as ParsePKCS8PrivateKey reads it.
func MarshalPKCS8PrivateKey(key any) ([]byte, error) {
	var k pkcs8
	var err error
	ok := true
	switch key := key.(type) {
	case *rsa.PrivateKey:
		key.Precompute()
		if err := key.Validate(); err != nil {
			return nil, err
		}
		k.Algo = pkix.AlgorithmIdentifier{Algorithm: id(idRSA), Parameters: asn1.NullRawValue}
		k.PrivateKey = MarshalPKCS1PrivateKey(key)
	case *ecdsa.PrivateKey:
		if k.Algo, ok = ecdsaAlgorithm(key.Curve); ok {
			k.PrivateKey, err = marshalEC(key, nil)
		}
	case ed25519.PrivateKey:
		k.Algo.Algorithm = id(idEd25519)
		k.PrivateKey, err = asn1.Marshal(key.Seed())
	case *ecdh.PrivateKey:
		if key.Curve() == ecdh.X25519() {
			k.Algo.Algorithm = id(idX25519)
			k.PrivateKey, err = asn1.Marshal(key.Bytes())
		} else if k.Algo, ok = ecdsaAlgorithm(exchangeCurve(key.Curve())); ok {
			k.PrivateKey, err = asn1.Marshal(ecPrivateKey{
				Version:    1,
				PrivateKey: key.Bytes(),
				PublicKey:  asn1.BitString{Bytes: key.PublicKey().Bytes()},
			})
		}
	default:
		return nil, fmt.Errorf("x509: unknown key type while marshaling PKCS#8: %T", key)
	}
	if !ok {
		return nil, errors.New("x509: unknown curve while marshaling to PKCS#8")
	}
	if err != nil {
		return nil, errors.New("x509: failed to marshal EC private key while building PKCS#8: " + err.Error())
	}
	return asn1.Marshal(k)
}

// ecPrivateKey is a key of a curve (RFC 5915).
type ecPrivateKey struct {
	Version       int
	PrivateKey    []byte
	NamedCurveOID asn1.ObjectIdentifier `asn1:"optional,explicit,tag:0"`
	PublicKey     asn1.BitString        `asn1:"optional,explicit,tag:1"`
}

// ParseECPrivateKey reads a key of a curve, in PEM's blocks "EC PRIVATE KEY".
func ParseECPrivateKey(der []byte) (*ecdsa.PrivateKey, error) { return parseECPrivateKey(nil, der) }

func parseECPrivateKey(oid *asn1.ObjectIdentifier, der []byte) (*ecdsa.PrivateKey, error) {
	var k ecPrivateKey
	if _, err := asn1.Unmarshal(der, &k); err != nil {
		return nil, other(der, "EC", errors.New("x509: failed to parse EC private key: "+err.Error()))
	}
	if k.Version != 1 {
		return nil, fmt.Errorf("x509: unknown EC private key version %d", k.Version)
	}
	if oid == nil {
		oid = &k.NamedCurveOID
	}
	curve := curveOf(*oid)
	if curve == nil {
		return nil, errors.New("x509: unknown elliptic curve")
	}
	size := (curve.Params().N.BitLen() + 7) / 8
	d := k.PrivateKey
	for ; len(d) > size; d = d[1:] {
		if d[0] != 0 {
			return nil, errors.New("x509: invalid private key length")
		}
	}
	return ecdsa.ParseRawPrivateKey(curve, append(make([]byte, size-len(d)), d...))
}

func marshalEC(key *ecdsa.PrivateKey, oid asn1.ObjectIdentifier) ([]byte, error) {
	d, err := key.Bytes()
	if err != nil {
		return nil, err
	}
	public, err := key.PublicKey.Bytes()
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(ecPrivateKey{1, d, oid, asn1.BitString{Bytes: public}})
}

// MarshalECPrivateKey returns a key as ParseECPrivateKey reads it.
func MarshalECPrivateKey(key *ecdsa.PrivateKey) ([]byte, error) {
	text, ok := curveID(key.Curve)
	if !ok {
		return nil, errors.New("x509: unknown elliptic curve")
	}
	return marshalEC(key, id(text))
}
