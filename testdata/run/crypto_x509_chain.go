// Certificates: a chain of three made with keys that do not depend on chance, read back, verified, and what is wrong with others.
package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/url"
	"os"
	"time"
)

func key(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte(name))
	return ed25519.NewKeyFromSeed(seed[:])
}

var (
	start = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	end   = time.Date(2060, 1, 1, 0, 0, 0, 0, time.UTC)
	now   = time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
)

func issue(template, parent *x509.Certificate, pub any, signer crypto.Signer) *x509.Certificate {
	der, err := x509.CreateCertificate(rand.Reader, template, parent, pub, signer)
	if err != nil {
		fmt.Println("create:", err)
		return nil
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		fmt.Println("parse:", err)
	}
	return c
}

func authority(name string, n int64) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber:          big.NewInt(n),
		Subject:               pkix.Name{CommonName: name, Organization: []string{"Gophers, Inc."}, Country: []string{"CH"}},
		NotBefore:             start,
		NotAfter:              end,
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
}

func main() {
	root := authority("Root", 1)
	root = issue(root, root, key("root").Public(), key("root"))
	middle := authority("Middle", 2)
	middle.MaxPathLenZero = true
	middle.PermittedDNSDomains = []string{"example.com"}
	middle.ExcludedDNSDomains = []string{"bad.example.com"}
	_, network, _ := net.ParseCIDR("10.1.0.0/16")
	middle.PermittedIPRanges = []*net.IPNet{network}
	middle = issue(middle, root, key("middle").Public(), key("root"))
	uri, _ := url.Parse("https://example.com/x")
	policy, _ := x509.ParseOID("1.2.3.4.5")
	leaf := &x509.Certificate{
		SerialNumber:          big.NewInt(3),
		Subject:               pkix.Name{CommonName: "leaf", ExtraNames: []pkix.AttributeTypeAndValue{{Type: asn1.ObjectIdentifier{1, 2, 3}, Value: "extra"}}},
		NotBefore:             start,
		NotAfter:              end,
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageDecipherOnly,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		UnknownExtKeyUsage:    []asn1.ObjectIdentifier{{1, 9, 9}},
		DNSNames:              []string{"example.com", "*.example.com"},
		IPAddresses:           []net.IP{net.ParseIP("10.1.2.3")},
		URIs:                  []*url.URL{uri},
		OCSPServer:            []string{"http://ocsp.example.com"},
		IssuingCertificateURL: []string{"http://ca.example.com"},
		CRLDistributionPoints: []string{"http://crl.example.com"},
		Policies:              []x509.OID{policy},
		ExtraExtensions:       []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 2, 3, 4}, Value: []byte("extension")}},
	}
	good := issue(leaf, middle, key("leaf").Public(), key("middle"))
	for _, c := range []*x509.Certificate{root, middle, good} {
		pem.Encode(os.Stdout, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
		fmt.Println(c.Subject, "|", c.Issuer, c.SerialNumber, c.SignatureAlgorithm, c.PublicKeyAlgorithm, c.Version)
		fmt.Println(c.KeyUsage, c.ExtKeyUsage, c.UnknownExtKeyUsage, c.IsCA, c.MaxPathLen, c.MaxPathLenZero, c.NotBefore, c.NotAfter)
		fmt.Println(c.DNSNames, c.IPAddresses, c.URIs, c.OCSPServer, c.IssuingCertificateURL, c.CRLDistributionPoints, c.Policies, c.PolicyIdentifiers)
		fmt.Println(c.PermittedDNSDomains, c.ExcludedDNSDomains, c.PermittedIPRanges, c.PermittedDNSDomainsCritical)
		for _, e := range c.Extensions {
			fmt.Printf("%v %v %x\n", e.Id, e.Critical, e.Value)
		}
	}

	roots, middles := x509.NewCertPool(), x509.NewCertPool()
	roots.AddCert(root)
	middles.AddCert(middle)
	verify := func(c *x509.Certificate, change func(o *x509.VerifyOptions)) {
		o := x509.VerifyOptions{Roots: roots, Intermediates: middles, CurrentTime: now}
		if change != nil {
			change(&o)
		}
		chains, err := c.Verify(o)
		for _, chain := range chains {
			for _, c := range chain {
				fmt.Print(c.Subject.CommonName, " ")
			}
		}
		fmt.Printf("%v %T\n", err, err)
	}
	verify(good, nil)
	verify(good, func(o *x509.VerifyOptions) { o.DNSName = "a.example.com" })
	verify(good, func(o *x509.VerifyOptions) { o.DNSName = "a.b.example.com" })
	verify(good, func(o *x509.VerifyOptions) { o.DNSName = "10.1.2.3" })
	verify(good, func(o *x509.VerifyOptions) { o.DNSName = "[10.1.2.4]" })
	verify(good, func(o *x509.VerifyOptions) { o.Intermediates = nil })
	verify(good, func(o *x509.VerifyOptions) { o.Roots = middles })
	verify(good, func(o *x509.VerifyOptions) { o.Roots = x509.NewCertPool() })
	verify(good, func(o *x509.VerifyOptions) { o.CurrentTime = start.AddDate(-1, 0, 0) })
	verify(good, func(o *x509.VerifyOptions) { o.CurrentTime = end.AddDate(1, 0, 0) })
	verify(good, func(o *x509.VerifyOptions) { o.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} })
	verify(good, func(o *x509.VerifyOptions) { o.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageAny} })
	verify(good, func(o *x509.VerifyOptions) { o.CertificatePolicies = []x509.OID{policy} })
	verify(root, nil)

	other := func(change func(c *x509.Certificate)) {
		c := *leaf
		change(&c)
		verify(issue(&c, middle, key("leaf").Public(), key("middle")), nil)
	}
	other(func(c *x509.Certificate) { c.DNSNames = []string{"example.org"} })
	other(func(c *x509.Certificate) { c.DNSNames = []string{"x.bad.example.com"} })
	other(func(c *x509.Certificate) { c.DNSNames = []string{"*.example.com", "bad.example.com"} })
	other(func(c *x509.Certificate) { c.IPAddresses = []net.IP{net.ParseIP("10.2.0.0")} })
	other(func(c *x509.Certificate) {
		c.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 2, 3, 4}, Critical: true, Value: []byte{1}}}
	})
	second := authority("Second", 4)
	second = issue(second, middle, key("second").Public(), key("middle"))
	middles.AddCert(second)
	deep := *leaf
	verify(issue(&deep, second, key("leaf").Public(), key("second")), nil)
	impostor := authority("Middle", 5)
	impostor = issue(impostor, impostor, key("impostor").Public(), key("impostor"))
	verify(issue(&deep, impostor, key("leaf").Public(), key("impostor")), nil)
	fmt.Println(good.CheckSignatureFrom(middle), good.CheckSignatureFrom(root), root.CheckSignatureFrom(good))
	fmt.Println(middle.CheckSignatureFrom(root), good.Equal(good), good.Equal(root))
	fmt.Println(good.VerifyHostname("leaf"), (&x509.Certificate{Subject: pkix.Name{CommonName: "cn"}}).VerifyHostname("cn"))

	bad := func(change func(c *x509.Certificate)) {
		c := *leaf
		change(&c)
		_, err := x509.CreateCertificate(rand.Reader, &c, middle, key("leaf").Public(), key("middle"))
		fmt.Println(err)
	}
	bad(func(c *x509.Certificate) { c.SerialNumber = big.NewInt(-1) })
	bad(func(c *x509.Certificate) { c.SignatureAlgorithm = x509.SHA256WithRSA })
	bad(func(c *x509.Certificate) { c.SignatureAlgorithm = 99 })
	bad(func(c *x509.Certificate) { c.DNSNames = []string{"é"} })
	bad(func(c *x509.Certificate) { c.BasicConstraintsValid, c.MaxPathLen = true, 4 })
	bad(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{77} })
	_, err := x509.CreateCertificate(rand.Reader, leaf, middle, key("leaf").Public(), key("root"))
	fmt.Println(err)
	_, err = x509.CreateCertificate(rand.Reader, leaf, middle, "key", key("middle"))
	fmt.Println(err)
	for _, data := range [][]byte{nil, good.Raw[1:], good.Raw[:50], append(append([]byte{}, good.Raw...), 0)} {
		_, err := x509.ParseCertificate(data)
		fmt.Println(err)
	}
	keys()
	requests(middle)
}

func keys() {
	ec, _ := ecdsa.ParseRawPrivateKey(elliptic.P256(), append(make([]byte, 28), 1, 2, 3, 4))
	r, _ := rsa.GenerateKey(rand.Reader, 1024)
	for _, k := range []any{key("k"), ec, r} {
		b, err := x509.MarshalPKCS8PrivateKey(k)
		if k != any(r) {
			fmt.Printf("%x %v\n", b, err)
		}
		again, err := x509.ParsePKCS8PrivateKey(b)
		fmt.Println(again.(interface{ Equal(crypto.PrivateKey) bool }).Equal(k), err)
		public, err := x509.MarshalPKIXPublicKey(k.(crypto.Signer).Public())
		if k != any(r) {
			fmt.Printf("%x %v\n", public, err)
		}
		p, err := x509.ParsePKIXPublicKey(public)
		fmt.Printf("%T %v %v\n", p, p.(interface{ Equal(crypto.PublicKey) bool }).Equal(k.(crypto.Signer).Public()), err)
		_, err = x509.ParsePKCS1PrivateKey(b)
		fmt.Println(err)
		_, err = x509.ParseECPrivateKey(b)
		fmt.Println(err)
	}
	b, err := x509.MarshalECPrivateKey(ec)
	fmt.Printf("%x %v\n", b, err)
	again, err := x509.ParseECPrivateKey(b)
	fmt.Println(again.Equal(ec), err)
	b = x509.MarshalPKCS1PrivateKey(r)
	again2, err := x509.ParsePKCS1PrivateKey(b)
	fmt.Println(again2.Equal(r), err)
	_, err = x509.ParsePKCS8PrivateKey(b)
	fmt.Println(err)
	b = x509.MarshalPKCS1PublicKey(&r.PublicKey)
	pub, err := x509.ParsePKCS1PublicKey(b)
	fmt.Println(pub.Equal(&r.PublicKey), err)
	_, err = x509.ParsePKIXPublicKey(b)
	fmt.Println(err)
	for c := x509.PEMCipherDES; c <= x509.PEMCipherAES256; c++ {
		block, err := x509.EncryptPEMBlock(rand.Reader, "SECRET", []byte("some text"), []byte("password"), c)
		fmt.Println(block.Type, len(block.Bytes), x509.IsEncryptedPEMBlock(block), err)
		text, err := x509.DecryptPEMBlock(block, []byte("password"))
		fmt.Printf("%s %v\n", text, err)
	}
}

func requests(ca *x509.Certificate) {
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{
		Subject:  pkix.Name{CommonName: "request", Province: []string{"P"}, Locality: []string{"L"}},
		DNSNames: []string{"r.example.com"},
	}, key("request"))
	fmt.Printf("%x %v\n", der, err)
	r, err := x509.ParseCertificateRequest(der)
	fmt.Println(r.Subject, r.DNSNames, r.Extensions, r.CheckSignature(), err)
	subject := *ca
	subject.SubjectKeyId = []byte{1, 2, 3}
	der, err = x509.CreateRevocationList(rand.Reader, &x509.RevocationList{
		Number:     big.NewInt(7),
		ThisUpdate: start,
		NextUpdate: end,
		RevokedCertificateEntries: []x509.RevocationListEntry{
			{SerialNumber: big.NewInt(3), RevocationTime: now, ReasonCode: 1}, {SerialNumber: big.NewInt(4), RevocationTime: now}},
	}, &subject, key("middle"))
	fmt.Printf("%x %v\n", der, err)
	l, err := x509.ParseRevocationList(der)
	fmt.Println(l.Issuer, l.Number, l.ThisUpdate, l.NextUpdate, l.CheckSignatureFrom(ca), err)
	for _, e := range l.RevokedCertificateEntries {
		fmt.Println(e.SerialNumber, e.RevocationTime, e.ReasonCode, e.Extensions)
	}
	_, err = x509.CreateRevocationList(rand.Reader, &x509.RevocationList{}, &subject, key("middle"))
	fmt.Println(err)
	var unknown x509.UnknownAuthorityError
	_, err = ca.Verify(x509.VerifyOptions{Roots: x509.NewCertPool(), CurrentTime: now})
	fmt.Println(errors.As(err, &unknown), unknown.Cert == ca)
}
