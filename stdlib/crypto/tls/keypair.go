package tls

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strings"
)

// LoadX509KeyPair is X509KeyPair with the texts of files.
func LoadX509KeyPair(certFile, keyFile string) (Certificate, error) {
	cert, err := os.ReadFile(certFile)
	if err != nil {
		return Certificate{}, err
	}
	key, err := os.ReadFile(keyFile)
	if err != nil {
		return Certificate{}, err
	}
	return X509KeyPair(cert, key)
}

// X509KeyPair returns a certificate, its chain, and its key from PEM texts. The certificate is in Leaf, too.
func X509KeyPair(certPEMBlock, keyPEMBlock []byte) (Certificate, error) {
	fail := func(format string, args ...any) (Certificate, error) {
		return Certificate{}, fmt.Errorf("tls: "+format, args...)
	}
	var cert Certificate
	var skipped []string
	for {
		var block *pem.Block
		if block, certPEMBlock = pem.Decode(certPEMBlock); block == nil {
			break
		}
		if block.Type == "CERTIFICATE" {
			cert.Certificate = append(cert.Certificate, block.Bytes)
		} else {
			skipped = append(skipped, block.Type)
		}
	}
	if len(cert.Certificate) == 0 {
		switch {
		case len(skipped) == 0:
			return fail("failed to find any PEM data in certificate input")
		case len(skipped) == 1 && strings.HasSuffix(skipped[0], "PRIVATE KEY"):
			return fail("failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched")
		}
		return fail("failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of the following types: %v", skipped)
	}
	skipped = skipped[:0]
	var der []byte
	for der == nil {
		var block *pem.Block
		block, keyPEMBlock = pem.Decode(keyPEMBlock)
		switch {
		case block != nil && (block.Type == "PRIVATE KEY" || strings.HasSuffix(block.Type, " PRIVATE KEY")):
			der = append([]byte{}, block.Bytes...)
		case block != nil:
			skipped = append(skipped, block.Type)
		case len(skipped) == 0:
			return fail("failed to find any PEM data in key input")
		case len(skipped) == 1 && skipped[0] == "CERTIFICATE":
			return fail("found a certificate rather than a key in the PEM for the private key")
		default:
			return fail("failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping PEM blocks of the following types: %v", skipped)
		}
	}
	var err error
	if cert.Leaf, err = x509.ParseCertificate(cert.Certificate[0]); err != nil {
		return Certificate{}, err
	}
	if cert.PrivateKey, err = parseKey(der); err != nil {
		return Certificate{}, err
	}
	var same, match bool
	switch pub := cert.Leaf.PublicKey.(type) {
	case *rsa.PublicKey:
		var key *rsa.PrivateKey
		if key, same = cert.PrivateKey.(*rsa.PrivateKey); same {
			match = key.PublicKey.Equal(pub)
		}
	case *ecdsa.PublicKey:
		var key *ecdsa.PrivateKey
		if key, same = cert.PrivateKey.(*ecdsa.PrivateKey); same {
			match = key.PublicKey.Equal(pub)
		}
	case ed25519.PublicKey:
		var key ed25519.PrivateKey
		if key, same = cert.PrivateKey.(ed25519.PrivateKey); same {
			match = key.Public().(ed25519.PublicKey).Equal(pub)
		}
	default:
		return fail("unknown public key algorithm")
	}
	if !same {
		return fail("private key type does not match public key type")
	}
	if !match {
		return fail("private key does not match public key")
	}
	return cert, nil
}

// parseKey reads a private key in any format.
func parseKey(der []byte) (crypto.PrivateKey, error) {
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key, nil
	}
	if key, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		switch key.(type) {
		case *rsa.PrivateKey, *ecdsa.PrivateKey, ed25519.PrivateKey:
			return key, nil
		}
		return nil, errors.New("tls: found unknown private key type in PKCS#8 wrapping")
	}
	if key, err := x509.ParseECPrivateKey(der); err == nil {
		return key, nil
	}
	return nil, errors.New("tls: failed to parse private key")
}
