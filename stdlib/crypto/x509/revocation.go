package x509

import (
	"crypto"
	"crypto/internal/der"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"math/big"
	"time"
)

// RevocationListEntry is an entry of a list.
type RevocationListEntry struct {
	// Raw is the whole. It is not written.
	Raw []byte

	// SerialNumber is that of the certificate.
	SerialNumber *big.Int
	// RevocationTime is when it was revoked.
	RevocationTime time.Time
	// ReasonCode is why, by RFC 5280, section 5.3.1.
	ReasonCode int

	// Extensions are all that were read. They are not written.
	Extensions []pkix.Extension
	// ExtraExtensions are written as they are. They are not read.
	ExtraExtensions []pkix.Extension
}

// RevocationList is a list of revoked certificates that was read, or the template of one to be made.
type RevocationList struct {
	// Raw is the whole.
	Raw []byte
	// RawTBSRevocationList is the part that is signed.
	RawTBSRevocationList []byte
	// RawIssuer is who signed it.
	RawIssuer []byte

	// Issuer is the same.
	Issuer pkix.Name
	// AuthorityKeyId is the SubjectKeyId of its certificate.
	AuthorityKeyId []byte

	Signature []byte
	// SignatureAlgorithm may be 0 in a template.
	SignatureAlgorithm SignatureAlgorithm

	// RevokedCertificateEntries are the entries.
	RevokedCertificateEntries []RevocationListEntry

	// RevokedCertificates are the entries, and written if there are no others.
	//
	// Deprecated: use RevokedCertificateEntries.
	RevokedCertificates []pkix.RevokedCertificate

	// Number grows with each list of the issuer.
	Number *big.Int

	// ThisUpdate is when the list was made.
	ThisUpdate time.Time
	// NextUpdate is when there will be a new one.
	NextUpdate time.Time

	// Extensions are all that were read. They are not written.
	Extensions []pkix.Extension
	// ExtraExtensions are written as they are. They are not read.
	ExtraExtensions []pkix.Extension
}

type certificateList struct {
	TBSCertList        tbsCertificateList
	SignatureAlgorithm pkix.AlgorithmIdentifier
	SignatureValue     asn1.BitString
}

type tbsCertificateList struct {
	Raw                 asn1.RawContent
	Version             int `asn1:"optional,default:0"`
	Signature           pkix.AlgorithmIdentifier
	Issuer              asn1.RawValue
	ThisUpdate          time.Time
	NextUpdate          time.Time                 `asn1:"optional"`
	RevokedCertificates []pkix.RevokedCertificate `asn1:"optional"`
	Extensions          []pkix.Extension          `asn1:"tag:0,optional,explicit"`
}

func (e *RevocationListEntry) marshal() (r pkix.RevokedCertificate, err error) {
	if e.SerialNumber == nil {
		return r, errors.New("x509: template contains entry with nil SerialNumber field")
	}
	if e.RevocationTime.IsZero() {
		return r, errors.New("x509: template contains entry with zero RevocationTime field")
	}
	r = pkix.RevokedCertificate{SerialNumber: e.SerialNumber, RevocationTime: e.RevocationTime.UTC()}
	if has(idReasonCode, e.ExtraExtensions) {
		return r, errors.New("x509: template contains entry with ReasonCode ExtraExtension; use ReasonCode field instead")
	}
	r.Extensions = append(r.Extensions, e.ExtraExtensions...)
	if e.ReasonCode != 0 {
		value, err := asn1.Marshal(asn1.Enumerated(e.ReasonCode))
		if err != nil {
			return r, err
		}
		r.Extensions = append(r.Extensions, pkix.Extension{Id: id(idReasonCode), Value: value})
	}
	return r, nil
}

// CreateRevocationList returns a list by the fields of template, signed by issuer's key priv.
func CreateRevocationList(rand io.Reader, template *RevocationList, issuer *Certificate, priv crypto.Signer) ([]byte, error) {
	switch {
	case template == nil:
		return nil, errors.New("x509: template can not be nil")
	case issuer == nil:
		return nil, errors.New("x509: issuer can not be nil")
	case issuer.KeyUsage&KeyUsageCRLSign == 0:
		return nil, errors.New("x509: issuer must have the crlSign key usage bit set")
	case len(issuer.SubjectKeyId) == 0:
		return nil, errors.New("x509: issuer certificate doesn't contain a subject key identifier")
	case template.NextUpdate.Before(template.ThisUpdate):
		return nil, errors.New("x509: template.ThisUpdate is after template.NextUpdate")
	case template.Number == nil:
		return nil, errors.New("x509: template contains nil Number field")
	}
	algo, ai, err := algorithmFor(priv, template.SignatureAlgorithm)
	if err != nil {
		return nil, err
	}
	var revoked []pkix.RevokedCertificate
	if len(template.RevokedCertificateEntries) == 0 {
		for _, r := range template.RevokedCertificates {
			r.RevocationTime = r.RevocationTime.UTC()
			revoked = append(revoked, r)
		}
	}
	for i := range template.RevokedCertificateEntries {
		r, err := template.RevokedCertificateEntries[i].marshal()
		if err != nil {
			return nil, err
		}
		revoked = append(revoked, r)
	}
	if template.Number.BitLen() >= 8*20 {
		return nil, errors.New("x509: CRL number exceeds 20 octets")
	}
	authority, err := asn1.Marshal(authKeyId{issuer.SubjectKeyId})
	if err != nil {
		return nil, err
	}
	number, err := asn1.Marshal(template.Number)
	if err != nil {
		return nil, err
	}
	subject, err := issuer.subject()
	if err != nil {
		return nil, err
	}
	tbs := tbsCertificateList{
		Version:             1,
		Signature:           ai,
		Issuer:              asn1.RawValue{FullBytes: subject},
		ThisUpdate:          template.ThisUpdate.UTC(),
		NextUpdate:          template.NextUpdate.UTC(),
		RevokedCertificates: revoked,
		Extensions: append([]pkix.Extension{
			{Id: id(idAuthorityKeyId), Value: authority},
			{Id: id(idCRLNumber), Value: number},
		}, template.ExtraExtensions...),
	}
	if tbs.Raw, err = asn1.Marshal(tbs); err != nil {
		return nil, err
	}
	signature, err := sign(tbs.Raw, priv, algo, rand)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(certificateList{tbs, ai, signature})
}

// ParseRevocationList reads a list.
func ParseRevocationList(data []byte) (*RevocationList, error) {
	o, err := open(data, "crl")
	if err != nil {
		return nil, err
	}
	l := &RevocationList{Raw: o.raw, RawTBSRevocationList: o.rawTBS}
	tbs := &o.tbs
	if !tbs.Is(der.Integer) {
		return nil, errors.New("x509: unsupported crl version")
	}
	version, ok := tbs.Int(der.Integer)
	if !ok {
		return nil, malformed("crl")
	}
	if version != 1 {
		return nil, fmt.Errorf("x509: unsupported crl version: %d", version)
	}
	if l.SignatureAlgorithm, err = o.algorithm(); err != nil {
		return nil, err
	}
	if l.Signature, err = o.signature(); err != nil {
		return nil, err
	}
	if l.RawIssuer, err = parseFullName(tbs, &l.Issuer); err != nil {
		return nil, err
	}
	if l.ThisUpdate, err = parseTime(tbs); err != nil {
		return nil, err
	}
	if isTime(*tbs) {
		if l.NextUpdate, err = parseTime(tbs); err != nil {
			return nil, err
		}
	}
	if tbs.Is(der.Sequence) {
		list, ok := tbs.Read(der.Sequence)
		if !ok {
			return nil, malformed("crl")
		}
		for !list.Empty() {
			e, err := parseEntry(&list)
			if err != nil {
				return nil, err
			}
			l.RevokedCertificateEntries = append(l.RevokedCertificateEntries, e)
			l.RevokedCertificates = append(l.RevokedCertificates, pkix.RevokedCertificate{
				SerialNumber: e.SerialNumber, RevocationTime: e.RevocationTime, Extensions: e.Extensions})
		}
	}
	s, present, ok := tbs.Optional(der.Compound(0))
	if !ok {
		return nil, malformed("extensions")
	}
	if !present {
		return l, nil
	}
	list, ok := s.Read(der.Sequence)
	if !ok {
		return nil, malformed("extensions")
	}
	for !list.Empty() {
		e, err := parseExtension(&list)
		if err != nil {
			return nil, err
		}
		switch e.Id.String() {
		case idAuthorityKeyId:
			if l.AuthorityKeyId, err = parseAuthorityKeyId(e); err != nil {
				return nil, err
			}
		case idCRLNumber:
			value := der.String(e.Value)
			if l.Number, ok = value.BigInt(); !ok {
				return nil, malformed("crl number")
			}
		}
		l.Extensions = append(l.Extensions, e)
	}
	return l, nil
}

func parseEntry(list *der.String) (e RevocationListEntry, err error) {
	full, ok := list.Element(der.Sequence)
	if !ok {
		return e, malformed("crl")
	}
	e.Raw = full
	s, ok := full.Read(der.Sequence)
	if !ok {
		return e, malformed("crl")
	}
	if e.SerialNumber, ok = s.BigInt(); !ok {
		return e, malformed("serial number")
	}
	if e.RevocationTime, err = parseTime(&s); err != nil {
		return e, err
	}
	extensions, _, ok := s.Optional(der.Sequence)
	if !ok {
		return e, malformed("extensions")
	}
	for !extensions.Empty() {
		x, err := parseExtension(&extensions)
		if err != nil {
			return e, err
		}
		if x.Id.String() == idReasonCode {
			value := der.String(x.Value)
			n, ok := value.Int(der.Enumerated)
			if !ok {
				return e, malformed("reasonCode extension")
			}
			e.ReasonCode = int(n)
		}
		e.Extensions = append(e.Extensions, x)
	}
	return e, nil
}

// CheckSignatureFrom returns an error unless parent has signed the list.
func (rl *RevocationList) CheckSignatureFrom(parent *Certificate) error {
	if err := parent.canSign(KeyUsageCRLSign); err != nil {
		return err
	}
	return parent.CheckSignature(rl.SignatureAlgorithm, rl.RawTBSRevocationList, rl.Signature)
}
