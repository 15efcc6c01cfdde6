package x509

import (
	"bytes"
	"crypto"
	"crypto/internal/der"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"math/bits"
	"net"
	"net/url"
	"time"
)

type certificate struct {
	TBSCertificate     tbsCertificate
	SignatureAlgorithm pkix.AlgorithmIdentifier
	SignatureValue     asn1.BitString
}

type tbsCertificate struct {
	Raw                asn1.RawContent
	Version            int `asn1:"optional,explicit,default:0,tag:0"`
	SerialNumber       *big.Int
	SignatureAlgorithm pkix.AlgorithmIdentifier
	Issuer             asn1.RawValue
	Validity           validity
	Subject            asn1.RawValue
	PublicKey          publicKeyInfo
	Extensions         []pkix.Extension `asn1:"omitempty,optional,explicit,tag:3"`
}

type validity struct {
	NotBefore, NotAfter time.Time
}

type authKeyId struct {
	Id []byte `asn1:"optional,tag:0"`
}

type basicConstraints struct {
	IsCA       bool `asn1:"optional"`
	MaxPathLen int  `asn1:"optional,default:-1"`
}

type authorityInfoAccess struct {
	Method   asn1.ObjectIdentifier
	Location asn1.RawValue
}

var errNoSigner = errors.New("x509: certificate private key does not implement crypto.Signer")

// name returns a name of one of the kinds as it is written.
func name(kind int, b []byte) asn1.RawValue {
	return asn1.RawValue{Tag: kind, Class: asn1.ClassContextSpecific, Bytes: b}
}

func asciiName(kind int, s string) (asn1.RawValue, error) { return name(kind, []byte(s)), ascii(s) }

func marshalNames(dns, emails []string, ips []net.IP, uris []*url.URL) ([]byte, error) {
	var list []asn1.RawValue
	var failed error
	add := func(kind int, s string) {
		v, err := asciiName(kind, s)
		if err != nil && failed == nil {
			failed = err
		}
		list = append(list, v)
	}
	for _, s := range dns {
		add(nameDNS, s)
	}
	for _, s := range emails {
		add(nameEmail, s)
	}
	for _, ip := range ips {
		if four := ip.To4(); four != nil {
			ip = four
		}
		list = append(list, name(nameIP, ip))
	}
	for _, uri := range uris {
		add(nameURI, uri.String())
	}
	if failed != nil {
		return nil, failed
	}
	return asn1.Marshal(list)
}

func marshalKeyUsage(usage KeyUsage) ([]byte, error) {
	b := []byte{bits.Reverse8(byte(usage)), bits.Reverse8(byte(usage >> 8))}
	if b[1] == 0 {
		b = b[:1]
	}
	n := 8 * len(b)
	for n > 0 && b[(n-1)/8]>>(7-(n-1)%8)&1 == 0 {
		n--
	}
	return asn1.Marshal(asn1.BitString{Bytes: b, BitLength: n})
}

// trees returns name constraints of one kind.
func trees(dns []string, ips []*net.IPNet, emails, uris []string) ([]byte, error) {
	var out []byte
	add := func(kind byte, value []byte) {
		out = append(out, der.Wrap(der.Sequence, der.Wrap(der.Context(kind), value))...)
	}
	texts := func(kind byte, list []string) error {
		for _, s := range list {
			if err := ascii(s); err != nil {
				return err
			}
			add(kind, []byte(s))
		}
		return nil
	}
	if err := texts(nameDNS, dns); err != nil {
		return nil, err
	}
	for _, n := range ips {
		add(nameIP, append(append([]byte{}, n.IP.Mask(n.Mask)...), n.Mask...))
	}
	if err := texts(nameEmail, emails); err != nil {
		return nil, err
	}
	return out, texts(nameURI, uris)
}

// extensions returns the extensions of a certificate: those that fields ask for, unless ExtraExtensions has them, and the latter.
func (c *Certificate) extensions(noSubject bool, authority, subject []byte) ([]pkix.Extension, error) {
	var list []pkix.Extension
	var failed error
	add := func(oid string, critical, wanted bool, value func() ([]byte, error)) {
		if !wanted || failed != nil || has(oid, c.ExtraExtensions) {
			return
		}
		b, err := value()
		if err != nil {
			failed = err
		}
		list = append(list, pkix.Extension{Id: id(oid), Critical: critical, Value: b})
	}
	add(idKeyUsage, true, c.KeyUsage != 0, func() ([]byte, error) { return marshalKeyUsage(c.KeyUsage) })
	add(idExtKeyUsage, false, len(c.ExtKeyUsage)+len(c.UnknownExtKeyUsage) > 0, func() ([]byte, error) {
		var oids []asn1.ObjectIdentifier
		for _, eku := range c.ExtKeyUsage {
			_, text := eku.describe()
			if text == "" {
				return nil, errors.New("x509: unknown extended key usage")
			}
			oids = append(oids, id(text))
		}
		return asn1.Marshal(append(oids, c.UnknownExtKeyUsage...))
	})
	add(idBasicConstraints, true, c.BasicConstraintsValid, func() ([]byte, error) {
		n := c.MaxPathLen
		if n == 0 && !c.MaxPathLenZero {
			n = -1
		}
		return asn1.Marshal(basicConstraints{c.IsCA, n})
	})
	add(idSubjectKeyId, false, len(subject) > 0, func() ([]byte, error) { return asn1.Marshal(subject) })
	add(idAuthorityKeyId, false, len(authority) > 0, func() ([]byte, error) { return asn1.Marshal(authKeyId{authority}) })
	add(idAuthorityAccess, false, len(c.OCSPServer)+len(c.IssuingCertificateURL) > 0, func() ([]byte, error) {
		var access []authorityInfoAccess
		for _, s := range c.OCSPServer {
			access = append(access, authorityInfoAccess{id(idAccessOCSP), name(nameURI, []byte(s))})
		}
		for _, s := range c.IssuingCertificateURL {
			access = append(access, authorityInfoAccess{id(idAccessIssuers), name(nameURI, []byte(s))})
		}
		return asn1.Marshal(access)
	})
	names := len(c.DNSNames)+len(c.EmailAddresses)+len(c.IPAddresses)+len(c.URIs) > 0
	add(idSubjectAltName, noSubject, names, func() ([]byte, error) {
		return marshalNames(c.DNSNames, c.EmailAddresses, c.IPAddresses, c.URIs)
	})
	old := setting("x509usepolicies") == "0"
	add(idPolicies, false, !old && len(c.Policies) > 0 || old && len(c.PolicyIdentifiers) > 0, func() ([]byte, error) {
		return c.marshalPolicies(old)
	})
	constraints := len(c.PermittedDNSDomains)+len(c.ExcludedDNSDomains)+len(c.PermittedIPRanges)+len(c.ExcludedIPRanges)+
		len(c.PermittedEmailAddresses)+len(c.ExcludedEmailAddresses)+len(c.PermittedURIDomains)+len(c.ExcludedURIDomains) > 0
	add(idNameConstraints, c.PermittedDNSDomainsCritical, constraints, func() ([]byte, error) {
		permitted, err := trees(c.PermittedDNSDomains, c.PermittedIPRanges, c.PermittedEmailAddresses, c.PermittedURIDomains)
		if err != nil {
			return nil, err
		}
		excluded, err := trees(c.ExcludedDNSDomains, c.ExcludedIPRanges, c.ExcludedEmailAddresses, c.ExcludedURIDomains)
		if err != nil {
			return nil, err
		}
		var body []byte
		if len(permitted) > 0 {
			body = append(body, der.Wrap(der.Compound(0), permitted)...)
		}
		if len(excluded) > 0 {
			body = append(body, der.Wrap(der.Compound(1), excluded)...)
		}
		return der.Wrap(der.Sequence, body), nil
	})
	add(idCRLPoints, false, len(c.CRLDistributionPoints) > 0, func() ([]byte, error) {
		var points []byte
		for _, s := range c.CRLDistributionPoints {
			full := der.Wrap(der.Compound(0), der.Wrap(der.Context(nameURI), []byte(s)))
			points = append(points, der.Wrap(der.Sequence, der.Wrap(der.Compound(0), full))...)
		}
		return der.Wrap(der.Sequence, points), nil
	})
	return append(list, c.ExtraExtensions...), failed
}

func (c *Certificate) marshalPolicies(old bool) ([]byte, error) {
	var body []byte
	policies := c.Policies
	if old {
		policies = nil
		for _, oid := range c.PolicyIdentifiers {
			p, err := OIDFromASN1OID(oid)
			if err != nil {
				return nil, err
			}
			policies = append(policies, p)
		}
	}
	for _, p := range policies {
		if len(p.der) == 0 {
			return nil, errors.New("invalid policy object identifier")
		}
		body = append(body, der.Wrap(der.Sequence, der.Wrap(der.ObjectIdentifier, p.der))...)
	}
	return der.Wrap(der.Sequence, body), nil
}

func (c *Certificate) subject() ([]byte, error) {
	if len(c.RawSubject) > 0 {
		return c.RawSubject, nil
	}
	return asn1.Marshal(c.Subject.ToRDNSequence())
}

// CreateCertificate returns a certificate for the key pub by the fields of template, signed by parent's key priv. If parent is
// template it is self-signed. A serial number is made if there is none; for CAs, a SubjectKeyId as well.
func CreateCertificate(rand io.Reader, template, parent *Certificate, pub, priv any) ([]byte, error) {
	key, ok := priv.(crypto.Signer)
	if !ok {
		return nil, errNoSigner
	}
	serial := template.SerialNumber
	if serial == nil {
		b := make([]byte, 20)
		if _, err := io.ReadFull(rand, b); err != nil {
			return nil, err
		}
		b[0] &= 0x7f
		serial = new(big.Int).SetBytes(b)
	}
	if serial.Sign() < 0 {
		return nil, errors.New("x509: serial number must be positive")
	}
	if template.BasicConstraintsValid {
		if template.MaxPathLen < -1 {
			return nil, errors.New("x509: invalid MaxPathLen, must be greater or equal to -1")
		}
		if !template.IsCA && template.MaxPathLen != -1 && (template.MaxPathLen != 0 || template.MaxPathLenZero) {
			return nil, errors.New("x509: only CAs are allowed to specify MaxPathLen")
		}
	}
	algo, ai, err := algorithmFor(key, template.SignatureAlgorithm)
	if err != nil {
		return nil, err
	}
	public, publicAlgorithm, err := marshalPublicKey(pub)
	if err != nil {
		return nil, err
	}
	if publicKeyAlgorithm(publicAlgorithm.Algorithm) == UnknownPublicKeyAlgorithm {
		return nil, fmt.Errorf("x509: unsupported public key type: %T", pub)
	}
	issuer, err := parent.subject()
	if err != nil {
		return nil, err
	}
	subject, err := template.subject()
	if err != nil {
		return nil, err
	}
	authority := template.AuthorityKeyId
	if !bytes.Equal(issuer, subject) && len(parent.SubjectKeyId) > 0 {
		authority = parent.SubjectKeyId
	}
	keyID := template.SubjectKeyId
	if len(keyID) == 0 && template.IsCA {
		h := sha256.Sum256(public)
		keyID = h[:20]
		if setting("x509sha256skid") == "0" {
			h := sha1.Sum(public)
			keyID = h[:]
		}
	}
	if p, ok := key.Public().(interface{ Equal(crypto.PublicKey) bool }); !ok {
		return nil, errors.New("x509: internal error: supported public key does not implement Equal")
	} else if parent.PublicKey != nil && !p.Equal(parent.PublicKey) {
		return nil, errors.New("x509: provided PrivateKey doesn't match parent's PublicKey")
	}
	extensions, err := template.extensions(len(subject) == 2, authority, keyID)
	if err != nil {
		return nil, err
	}
	c := tbsCertificate{
		Version:            2,
		SerialNumber:       serial,
		SignatureAlgorithm: ai,
		Issuer:             asn1.RawValue{FullBytes: issuer},
		Validity:           validity{template.NotBefore.UTC(), template.NotAfter.UTC()},
		Subject:            asn1.RawValue{FullBytes: subject},
		PublicKey:          publicKeyInfo{nil, publicAlgorithm, bitString(public)},
		Extensions:         extensions,
	}
	if c.Raw, err = asn1.Marshal(c); err != nil {
		return nil, err
	}
	signature, err := sign(c.Raw, key, algo, rand)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(certificate{c, ai, signature})
}

// ParseCRL reads a list of revoked certificates, in PEM or not.
//
// Deprecated: use ParseRevocationList.
func ParseCRL(crlBytes []byte) (*pkix.CertificateList, error) {
	if bytes.HasPrefix(crlBytes, []byte("-----BEGIN X509 CRL")) {
		if block, _ := pem.Decode(crlBytes); block != nil && block.Type == "X509 CRL" {
			crlBytes = block.Bytes
		}
	}
	return ParseDERCRL(crlBytes)
}

// ParseDERCRL reads a list of revoked certificates.
//
// Deprecated: use ParseRevocationList.
func ParseDERCRL(derBytes []byte) (*pkix.CertificateList, error) {
	list := new(pkix.CertificateList)
	rest, err := asn1.Unmarshal(derBytes, list)
	if err != nil {
		return nil, err
	}
	if len(rest) != 0 {
		return nil, errors.New("x509: trailing data after CRL")
	}
	return list, nil
}

// CreateCRL returns a list of revoked certificates, signed by c's key priv.
//
// Deprecated: it is not quite what standards want; use CreateRevocationList.
func (c *Certificate) CreateCRL(rand io.Reader, priv any, revokedCerts []pkix.RevokedCertificate, now, expiry time.Time) (crlBytes []byte, err error) {
	key, ok := priv.(crypto.Signer)
	if !ok {
		return nil, errNoSigner
	}
	algo, ai, err := algorithmFor(key, 0)
	if err != nil {
		return nil, err
	}
	revoked := make([]pkix.RevokedCertificate, len(revokedCerts))
	for i, r := range revokedCerts {
		r.RevocationTime = r.RevocationTime.UTC()
		revoked[i] = r
	}
	list := pkix.TBSCertificateList{
		Version:             1,
		Signature:           ai,
		Issuer:              c.Subject.ToRDNSequence(),
		ThisUpdate:          now.UTC(),
		NextUpdate:          expiry.UTC(),
		RevokedCertificates: revoked,
	}
	if len(c.SubjectKeyId) > 0 {
		value, err := asn1.Marshal(authKeyId{c.SubjectKeyId})
		if err != nil {
			return nil, err
		}
		list.Extensions = append(list.Extensions, pkix.Extension{Id: id(idAuthorityKeyId), Value: value})
	}
	if list.Raw, err = asn1.Marshal(list); err != nil {
		return nil, err
	}
	signature, err := sign(list.Raw, key, algo, rand)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(pkix.CertificateList{TBSCertList: list, SignatureAlgorithm: ai, SignatureValue: signature})
}
