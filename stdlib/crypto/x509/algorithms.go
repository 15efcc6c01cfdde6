package x509

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	_ "crypto/sha1"
	_ "crypto/sha256"
	_ "crypto/sha512"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// SignatureAlgorithm is an algorithm of signatures.
type SignatureAlgorithm int

// The algorithms. Those with MD2, MD5, and DSA are not supported; SHA-1 is, but not for the signatures of certificates.
const (
	UnknownSignatureAlgorithm SignatureAlgorithm = iota

	MD2WithRSA
	MD5WithRSA
	SHA1WithRSA
	SHA256WithRSA
	SHA384WithRSA
	SHA512WithRSA
	DSAWithSHA1
	DSAWithSHA256
	ECDSAWithSHA1
	ECDSAWithSHA256
	ECDSAWithSHA384
	ECDSAWithSHA512
	SHA256WithRSAPSS
	SHA384WithRSAPSS
	SHA512WithRSAPSS
	PureEd25519
)

// details is what there is to know of an algorithm.
type details struct {
	name string
	oid  string
	key  PublicKeyAlgorithm
	hash crypto.Hash
	pss  bool
}

const idPSS = "1.2.840.113549.1.1.10"

func (algo SignatureAlgorithm) details() (d details, ok bool) {
	switch algo {
	case MD5WithRSA:
		d = details{"MD5-RSA", "1.2.840.113549.1.1.4", RSA, crypto.MD5, false}
	case SHA1WithRSA:
		d = details{"SHA1-RSA", "1.2.840.113549.1.1.5", RSA, crypto.SHA1, false}
	case SHA256WithRSA:
		d = details{"SHA256-RSA", "1.2.840.113549.1.1.11", RSA, crypto.SHA256, false}
	case SHA384WithRSA:
		d = details{"SHA384-RSA", "1.2.840.113549.1.1.12", RSA, crypto.SHA384, false}
	case SHA512WithRSA:
		d = details{"SHA512-RSA", "1.2.840.113549.1.1.13", RSA, crypto.SHA512, false}
	case SHA256WithRSAPSS:
		d = details{"SHA256-RSAPSS", idPSS, RSA, crypto.SHA256, true}
	case SHA384WithRSAPSS:
		d = details{"SHA384-RSAPSS", idPSS, RSA, crypto.SHA384, true}
	case SHA512WithRSAPSS:
		d = details{"SHA512-RSAPSS", idPSS, RSA, crypto.SHA512, true}
	case DSAWithSHA1:
		d = details{"DSA-SHA1", "1.2.840.10040.4.3", DSA, crypto.SHA1, false}
	case DSAWithSHA256:
		d = details{"DSA-SHA256", "2.16.840.1.101.3.4.3.2", DSA, crypto.SHA256, false}
	case ECDSAWithSHA1:
		d = details{"ECDSA-SHA1", "1.2.840.10045.4.1", ECDSA, crypto.SHA1, false}
	case ECDSAWithSHA256:
		d = details{"ECDSA-SHA256", "1.2.840.10045.4.3.2", ECDSA, crypto.SHA256, false}
	case ECDSAWithSHA384:
		d = details{"ECDSA-SHA384", "1.2.840.10045.4.3.3", ECDSA, crypto.SHA384, false}
	case ECDSAWithSHA512:
		d = details{"ECDSA-SHA512", "1.2.840.10045.4.3.4", ECDSA, crypto.SHA512, false}
	case PureEd25519:
		d = details{"Ed25519", "1.3.101.112", Ed25519, 0, false}
	}
	return d, d.name != ""
}

func (algo SignatureAlgorithm) String() string {
	if d, ok := algo.details(); ok {
		return d.name
	}
	return strconv.Itoa(int(algo))
}

// PublicKeyAlgorithm is an algorithm of keys.
type PublicKeyAlgorithm int

// The algorithms. DSA keys are only read.
const (
	UnknownPublicKeyAlgorithm PublicKeyAlgorithm = iota
	RSA
	DSA
	ECDSA
	Ed25519
)

func (algo PublicKeyAlgorithm) String() string {
	switch algo {
	case RSA:
		return "RSA"
	case DSA:
		return "DSA"
	case ECDSA:
		return "ECDSA"
	case Ed25519:
		return "Ed25519"
	}
	return strconv.Itoa(int(algo))
}

// Object identifiers of keys.
const (
	idRSA     = "1.2.840.113549.1.1.1"
	idDSA     = "1.2.840.10040.4.1"
	idECDSA   = "1.2.840.10045.2.1"
	idX25519  = "1.3.101.110"
	idEd25519 = "1.3.101.112"
)

func publicKeyAlgorithm(oid asn1.ObjectIdentifier) PublicKeyAlgorithm {
	switch oid.String() {
	case idRSA:
		return RSA
	case idDSA:
		return DSA
	case idECDSA:
		return ECDSA
	case idEd25519:
		return Ed25519
	}
	return UnknownPublicKeyAlgorithm
}

// pssParameters are the parameters of signatures by PSS (RFC 4055).
type pssParameters struct {
	Hash         pkix.AlgorithmIdentifier `asn1:"explicit,tag:0"`
	MGF          pkix.AlgorithmIdentifier `asn1:"explicit,tag:1"`
	SaltLength   int                      `asn1:"explicit,tag:2"`
	TrailerField int                      `asn1:"optional,explicit,tag:3,default:1"`
}

const idMGF1 = "1.2.840.113549.1.1.8"

func hashID(h crypto.Hash) string {
	switch h {
	case crypto.SHA256:
		return "2.16.840.1.101.3.4.2.1"
	case crypto.SHA384:
		return "2.16.840.1.101.3.4.2.2"
	}
	return "2.16.840.1.101.3.4.2.3"
}

// identifier returns how the algorithm is written.
func (d details) identifier() pkix.AlgorithmIdentifier {
	ai := pkix.AlgorithmIdentifier{Algorithm: id(d.oid)}
	switch {
	case d.pss:
		hash := pkix.AlgorithmIdentifier{Algorithm: id(hashID(d.hash)), Parameters: asn1.NullRawValue}
		inner, _ := asn1.Marshal(hash)
		ai.Parameters.FullBytes, _ = asn1.Marshal(pssParameters{
			Hash:         hash,
			MGF:          pkix.AlgorithmIdentifier{Algorithm: id(idMGF1), Parameters: asn1.RawValue{FullBytes: inner}},
			SaltLength:   d.hash.Size(),
			TrailerField: 1,
		})
	case d.key == RSA:
		ai.Parameters = asn1.NullRawValue
	}
	return ai
}

// signatureAlgorithm returns the algorithm that ai stands for.
func signatureAlgorithm(ai pkix.AlgorithmIdentifier) SignatureAlgorithm {
	oid := ai.Algorithm.String()
	switch oid {
	case "1.3.14.3.2.29": // ISO's number for the same
		return SHA1WithRSA
	case idEd25519:
		if len(ai.Parameters.FullBytes) != 0 {
			return UnknownSignatureAlgorithm
		}
	case idPSS:
		return pssAlgorithm(ai.Parameters.FullBytes)
	}
	for algo := MD5WithRSA; algo <= PureEd25519; algo++ {
		if d, _ := algo.details(); d.oid == oid {
			return algo
		}
	}
	return UnknownSignatureAlgorithm
}

func pssAlgorithm(parameters []byte) SignatureAlgorithm {
	var p pssParameters
	var mgf pkix.AlgorithmIdentifier
	if _, err := asn1.Unmarshal(parameters, &p); err != nil {
		return UnknownSignatureAlgorithm
	}
	if _, err := asn1.Unmarshal(p.MGF.Parameters.FullBytes, &mgf); err != nil {
		return UnknownSignatureAlgorithm
	}
	null := func(b []byte) bool { return len(b) == 0 || bytes.Equal(b, asn1.NullBytes) }
	if !null(p.Hash.Parameters.FullBytes) || !null(mgf.Parameters.FullBytes) || p.MGF.Algorithm.String() != idMGF1 ||
		!mgf.Algorithm.Equal(p.Hash.Algorithm) || p.TrailerField != 1 {
		return UnknownSignatureAlgorithm
	}
	for algo := SHA256WithRSAPSS; algo <= SHA512WithRSAPSS; algo++ {
		d, _ := algo.details()
		if p.Hash.Algorithm.String() == hashID(d.hash) && p.SaltLength == d.hash.Size() {
			return algo
		}
	}
	return UnknownSignatureAlgorithm
}

func checkSignature(algo SignatureAlgorithm, signed, signature []byte, key crypto.PublicKey, allowSHA1 bool) error {
	d, _ := algo.details()
	switch {
	case d.hash == 0:
		if d.key != Ed25519 {
			return ErrUnsupportedAlgorithm
		}
	case d.hash == crypto.MD5 || d.hash == crypto.SHA1 && !allowSHA1:
		return InsecureAlgorithmError(algo)
	case !d.hash.Available():
		return ErrUnsupportedAlgorithm
	default:
		h := d.hash.New()
		h.Write(signed)
		signed = h.Sum(nil)
	}
	mismatch := func(want PublicKeyAlgorithm) error {
		if d.key == want {
			return nil
		}
		return fmt.Errorf("x509: signature algorithm specifies an %s public key, but have public key of type %T", d.key, key)
	}
	switch key := key.(type) {
	case *rsa.PublicKey:
		if err := mismatch(RSA); err != nil {
			return err
		}
		if d.pss {
			return rsa.VerifyPSS(key, d.hash, signed, signature, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
		}
		return rsa.VerifyPKCS1v15(key, d.hash, signed, signature)
	case *ecdsa.PublicKey:
		if err := mismatch(ECDSA); err != nil {
			return err
		}
		if !ecdsa.VerifyASN1(key, signed, signature) {
			return errors.New("x509: ECDSA verification failure")
		}
		return nil
	case ed25519.PublicKey:
		if err := mismatch(Ed25519); err != nil {
			return err
		}
		if !ed25519.Verify(key, signed, signature) {
			return errors.New("x509: Ed25519 verification failure")
		}
		return nil
	}
	return ErrUnsupportedAlgorithm
}

// algorithmFor returns the algorithm to sign with, wanted or, if that is 0, the usual one for the key.
func algorithmFor(key crypto.Signer, wanted SignatureAlgorithm) (SignatureAlgorithm, pkix.AlgorithmIdentifier, error) {
	none := pkix.AlgorithmIdentifier{}
	var kind PublicKeyAlgorithm
	var usual SignatureAlgorithm
	switch pub := key.Public().(type) {
	case *rsa.PublicKey:
		kind, usual = RSA, SHA256WithRSA
	case *ecdsa.PublicKey:
		kind = ECDSA
		switch pub.Curve {
		case elliptic.P224(), elliptic.P256():
			usual = ECDSAWithSHA256
		case elliptic.P384():
			usual = ECDSAWithSHA384
		case elliptic.P521():
			usual = ECDSAWithSHA512
		default:
			return 0, none, errors.New("x509: unsupported elliptic curve")
		}
	case ed25519.PublicKey:
		kind, usual = Ed25519, PureEd25519
	default:
		return 0, none, errors.New("x509: only RSA, ECDSA and Ed25519 keys supported")
	}
	if wanted == 0 {
		wanted = usual
	}
	d, ok := wanted.details()
	switch {
	case !ok:
		return 0, none, errors.New("x509: unknown SignatureAlgorithm")
	case d.key != kind:
		return 0, none, errors.New("x509: requested SignatureAlgorithm does not match private key type")
	case d.hash == crypto.MD5:
		return 0, none, errors.New("x509: signing with MD5 is not supported")
	}
	return wanted, d.identifier(), nil
}

// sign signs tbs, and checks that the signer did.
func sign(tbs []byte, key crypto.Signer, algo SignatureAlgorithm, rand io.Reader) (asn1.BitString, error) {
	d, _ := algo.details()
	var opts crypto.SignerOpts = d.hash
	if d.pss {
		opts = &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: d.hash}
	}
	signature, err := crypto.SignMessage(key, rand, tbs, opts)
	if err != nil {
		return asn1.BitString{}, err
	}
	if err := checkSignature(algo, tbs, signature, key.Public(), true); err != nil {
		return asn1.BitString{}, fmt.Errorf("x509: signature returned by signer is invalid: %w", err)
	}
	return bitString(signature), nil
}

func bitString(b []byte) asn1.BitString { return asn1.BitString{Bytes: b, BitLength: 8 * len(b)} }
