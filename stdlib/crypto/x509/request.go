package x509

import (
	"crypto"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"io"
	"net"
	"net/url"
)

// CertificateRequest is a request for a certificate (PKCS #10) that was read, or the template of one to be made.
type CertificateRequest struct {
	Raw                      []byte // the whole
	RawTBSCertificateRequest []byte // the part that is signed
	RawSubjectPublicKeyInfo  []byte
	RawSubject               []byte

	Version            int
	Signature          []byte
	SignatureAlgorithm SignatureAlgorithm

	PublicKeyAlgorithm PublicKeyAlgorithm
	PublicKey          any

	Subject pkix.Name

	// Attributes are those that have the form of the type.
	//
	// Deprecated: use Extensions and ExtraExtensions.
	Attributes []pkix.AttributeTypeAndValueSET

	// Extensions are all that were read. They are not written.
	Extensions []pkix.Extension

	// ExtraExtensions are written as they are. They are not read.
	ExtraExtensions []pkix.Extension

	// From the extension Subject Alternate Name.
	DNSNames       []string
	EmailAddresses []string
	IPAddresses    []net.IP
	URIs           []*url.URL
}

type tbsCertificateRequest struct {
	Raw           asn1.RawContent
	Version       int
	Subject       asn1.RawValue
	PublicKey     publicKeyInfo
	RawAttributes []asn1.RawValue `asn1:"tag:0"`
}

type certificateRequest struct {
	Raw                asn1.RawContent
	TBSCSR             tbsCertificateRequest
	SignatureAlgorithm pkix.AlgorithmIdentifier
	SignatureValue     asn1.BitString
}

// extensions returns those that are requested.
func (r *CertificateRequest) extensions() ([]pkix.Extension, error) {
	var list []pkix.Extension
	if len(r.DNSNames)+len(r.EmailAddresses)+len(r.IPAddresses)+len(r.URIs) > 0 && !has(idSubjectAltName, r.ExtraExtensions) {
		b, err := marshalNames(r.DNSNames, r.EmailAddresses, r.IPAddresses, r.URIs)
		if err != nil {
			return nil, err
		}
		list = append(list, pkix.Extension{Id: id(idSubjectAltName), Value: b})
	}
	return append(list, r.ExtraExtensions...), nil
}

// attributes returns all attributes with the extensions, which go to the attribute that requests some if there is one.
func (r *CertificateRequest) attributes() ([]asn1.RawValue, error) {
	extensions, err := r.extensions()
	if err != nil {
		return nil, err
	}
	var list []pkix.AttributeTypeAndValueSET
	for _, a := range r.Attributes {
		values := append([][]pkix.AttributeTypeAndValue{}, a.Value...)
		if len(extensions) > 0 && a.Type.String() == idExtensionRequest && len(values) > 0 {
			given := map[string]bool{}
			for _, value := range values {
				for _, tv := range value {
					given[tv.Type.String()] = true
				}
			}
			first := append([]pkix.AttributeTypeAndValue{}, values[0]...)
			for _, e := range extensions {
				if !given[e.Id.String()] {
					first = append(first, pkix.AttributeTypeAndValue{Type: e.Id, Value: e.Value})
				}
			}
			values[0] = first
			extensions = nil
		}
		list = append(list, pkix.AttributeTypeAndValueSET{Type: a.Type, Value: values})
	}
	b, err := asn1.Marshal(list)
	if err != nil {
		return nil, err
	}
	var raw []asn1.RawValue
	if _, err := asn1.Unmarshal(b, &raw); err != nil {
		return nil, err
	}
	if len(extensions) > 0 {
		b, err := asn1.Marshal(struct {
			Type  asn1.ObjectIdentifier
			Value [][]pkix.Extension `asn1:"set"`
		}{id(idExtensionRequest), [][]pkix.Extension{extensions}})
		if err != nil {
			return nil, errors.New("x509: failed to serialise extensions attribute: " + err.Error())
		}
		raw = append(raw, asn1.RawValue{FullBytes: b})
	}
	return raw, nil
}

// CreateCertificateRequest returns a request by the fields of template for the key of priv, which signs it.
func CreateCertificateRequest(rand io.Reader, template *CertificateRequest, priv any) (csr []byte, err error) {
	key, ok := priv.(crypto.Signer)
	if !ok {
		return nil, errNoSigner
	}
	algo, ai, err := algorithmFor(key, template.SignatureAlgorithm)
	if err != nil {
		return nil, err
	}
	public, publicAlgorithm, err := marshalPublicKey(key.Public())
	if err != nil {
		return nil, err
	}
	attributes, err := template.attributes()
	if err != nil {
		return nil, err
	}
	subject := template.RawSubject
	if len(subject) == 0 {
		if subject, err = asn1.Marshal(template.Subject.ToRDNSequence()); err != nil {
			return nil, err
		}
	}
	tbs := tbsCertificateRequest{
		Subject:       asn1.RawValue{FullBytes: subject},
		PublicKey:     publicKeyInfo{nil, publicAlgorithm, bitString(public)},
		RawAttributes: attributes,
	}
	if tbs.Raw, err = asn1.Marshal(tbs); err != nil {
		return nil, err
	}
	signature, err := sign(tbs.Raw, key, algo, rand)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(certificateRequest{nil, tbs, ai, signature})
}

// ParseCertificateRequest reads a request.
func ParseCertificateRequest(asn1Data []byte) (*CertificateRequest, error) {
	var in certificateRequest
	rest, err := asn1.Unmarshal(asn1Data, &in)
	if err != nil {
		return nil, err
	}
	if len(rest) != 0 {
		return nil, asn1.SyntaxError{Msg: "trailing data"}
	}
	tbs := &in.TBSCSR
	r := &CertificateRequest{
		Raw:                      in.Raw,
		RawTBSCertificateRequest: tbs.Raw,
		RawSubjectPublicKeyInfo:  tbs.PublicKey.Raw,
		RawSubject:               tbs.Subject.FullBytes,
		Signature:                in.SignatureValue.RightAlign(),
		SignatureAlgorithm:       signatureAlgorithm(in.SignatureAlgorithm),
		PublicKeyAlgorithm:       publicKeyAlgorithm(tbs.PublicKey.Algorithm.Algorithm),
		Version:                  tbs.Version,
	}
	for _, raw := range tbs.RawAttributes {
		var a pkix.AttributeTypeAndValueSET
		if rest, err := asn1.Unmarshal(raw.FullBytes, &a); err == nil && len(rest) == 0 {
			r.Attributes = append(r.Attributes, a)
		}
	}
	if r.PublicKeyAlgorithm != UnknownPublicKeyAlgorithm {
		if r.PublicKey, err = parsePublicKey(tbs.PublicKey.Algorithm, tbs.PublicKey.PublicKey); err != nil {
			return nil, err
		}
	}
	var subject pkix.RDNSequence
	if rest, err := asn1.Unmarshal(tbs.Subject.FullBytes, &subject); err != nil {
		return nil, err
	} else if len(rest) != 0 {
		return nil, errors.New("x509: trailing data after X.509 Subject")
	}
	r.Subject.FillFromRDNSequence(&subject)
	if err := r.takeExtensions(tbs.RawAttributes); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *CertificateRequest) takeExtensions(attributes []asn1.RawValue) error {
	seen := map[string]bool{}
	for _, raw := range attributes {
		var a struct {
			Id     asn1.ObjectIdentifier
			Values []asn1.RawValue `asn1:"set"`
		}
		rest, err := asn1.Unmarshal(raw.FullBytes, &a)
		if err != nil || len(rest) != 0 || len(a.Values) == 0 || a.Id.String() != idExtensionRequest {
			continue
		}
		var list []pkix.Extension
		if _, err := asn1.Unmarshal(a.Values[0].FullBytes, &list); err != nil {
			return err
		}
		for _, e := range list {
			if seen[e.Id.String()] {
				return errors.New("x509: certificate request contains duplicate requested extensions")
			}
			seen[e.Id.String()] = true
		}
		r.Extensions = append(r.Extensions, list...)
	}
	if e := extension(idSubjectAltName, r.Extensions); e != nil {
		var err error
		r.DNSNames, r.EmailAddresses, r.IPAddresses, r.URIs, err = parseNames(e.Value)
		return err
	}
	return nil
}

// CheckSignature returns an error unless the request is signed by its own key.
func (c *CertificateRequest) CheckSignature() error {
	return checkSignature(c.SignatureAlgorithm, c.RawTBSCertificateRequest, c.Signature, c.PublicKey, true)
}
