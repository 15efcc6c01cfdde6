// Package pkix is the structures that certificates, revocation lists and the like share.
package pkix

import (
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"time"
)

// AlgorithmIdentifier names an algorithm and its parameters.
type AlgorithmIdentifier struct {
	Algorithm  asn1.ObjectIdentifier
	Parameters asn1.RawValue `asn1:"optional"`
}

// RDNSequence is a distinguished name, from the most general part to the most special one.
type RDNSequence []RelativeDistinguishedNameSET

// attribute returns the number of an attribute of X.520, 0 for others.
func attribute(id asn1.ObjectIdentifier) int {
	if len(id) == 4 && id[0] == 2 && id[1] == 5 && id[2] == 4 {
		return id[3]
	}
	return 0
}

// Numbers of attributes.
const (
	commonName         = 3
	serialNumber       = 5
	country            = 6
	locality           = 7
	province           = 8
	streetAddress      = 9
	organization       = 10
	organizationalUnit = 11
	postalCode         = 17
)

func attributeName(n int) string {
	switch n {
	case commonName:
		return "CN"
	case serialNumber:
		return "SERIALNUMBER"
	case country:
		return "C"
	case locality:
		return "L"
	case province:
		return "ST"
	case streetAddress:
		return "STREET"
	case organization:
		return "O"
	case organizationalUnit:
		return "OU"
	case postalCode:
		return "POSTALCODE"
	}
	return ""
}

// String returns the name by RFC 2253, more or less.
func (r RDNSequence) String() string {
	var parts []string
	for i := len(r) - 1; i >= 0; i-- {
		var values []string
		for _, tv := range r[i] {
			values = append(values, tv.text())
		}
		parts = append(parts, strings.Join(values, "+"))
	}
	return strings.Join(parts, ",")
}

func (tv AttributeTypeAndValue) text() string {
	name := attributeName(attribute(tv.Type))
	if name == "" {
		name = tv.Type.String()
		if b, err := asn1.Marshal(tv.Value); err == nil {
			return name + "=#" + hex.EncodeToString(b)
		}
	}
	value := fmt.Sprint(tv.Value)
	var b strings.Builder
	for i, c := range value {
		switch c {
		case ',', '+', '"', '\\', '<', '>', ';':
			b.WriteByte('\\')
		case ' ':
			if i == 0 || i == len(value)-1 {
				b.WriteByte('\\')
			}
		case '#':
			if i == 0 {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(c)
	}
	return name + "=" + b.String()
}

// RelativeDistinguishedNameSET is one part of a name.
type RelativeDistinguishedNameSET []AttributeTypeAndValue

// AttributeTypeAndValue is an attribute of a name.
type AttributeTypeAndValue struct {
	Type  asn1.ObjectIdentifier
	Value any
}

// AttributeTypeAndValueSET is an attribute with a set of values (RFC 2986).
type AttributeTypeAndValueSET struct {
	Type  asn1.ObjectIdentifier
	Value [][]AttributeTypeAndValue `asn1:"set"`
}

// Extension is an extension of a certificate (RFC 5280, section 4.2).
type Extension struct {
	Id       asn1.ObjectIdentifier
	Critical bool `asn1:"optional"`
	Value    []byte
}

// Name is a distinguished name by its common attributes. It has no place for the order of parts, or sets of several.
type Name struct {
	Country, Organization, OrganizationalUnit []string
	Locality, Province                        []string
	StreetAddress, PostalCode                 []string
	SerialNumber, CommonName                  string

	// Names are all attributes that were read. They are not written.
	Names []AttributeTypeAndValue

	// ExtraNames are attributes to be written, instead of those of the same type above. They are not read.
	ExtraNames []AttributeTypeAndValue
}

// FillFromRDNSequence adds the attributes of a name.
func (n *Name) FillFromRDNSequence(rdns *RDNSequence) {
	for _, set := range *rdns {
		for _, tv := range set {
			n.Names = append(n.Names, tv)
			value, ok := tv.Value.(string)
			if !ok {
				continue
			}
			switch attribute(tv.Type) {
			case commonName:
				n.CommonName = value
			case serialNumber:
				n.SerialNumber = value
			case country:
				n.Country = append(n.Country, value)
			case locality:
				n.Locality = append(n.Locality, value)
			case province:
				n.Province = append(n.Province, value)
			case streetAddress:
				n.StreetAddress = append(n.StreetAddress, value)
			case organization:
				n.Organization = append(n.Organization, value)
			case organizationalUnit:
				n.OrganizationalUnit = append(n.OrganizationalUnit, value)
			case postalCode:
				n.PostalCode = append(n.PostalCode, value)
			}
		}
	}
}

// ToRDNSequence returns the name as it is written.
func (n Name) ToRDNSequence() (ret RDNSequence) {
	add := func(number int, values ...string) {
		if len(values) == 0 {
			return
		}
		id := asn1.ObjectIdentifier{2, 5, 4, number}
		for _, tv := range n.ExtraNames {
			if tv.Type.Equal(id) {
				return
			}
		}
		set := make(RelativeDistinguishedNameSET, len(values))
		for i, value := range values {
			set[i] = AttributeTypeAndValue{id, value}
		}
		ret = append(ret, set)
	}
	add(country, n.Country...)
	add(province, n.Province...)
	add(locality, n.Locality...)
	add(streetAddress, n.StreetAddress...)
	add(postalCode, n.PostalCode...)
	add(organization, n.Organization...)
	add(organizationalUnit, n.OrganizationalUnit...)
	if n.CommonName != "" {
		add(commonName, n.CommonName)
	}
	if n.SerialNumber != "" {
		add(serialNumber, n.SerialNumber)
	}
	for _, tv := range n.ExtraNames {
		ret = append(ret, RelativeDistinguishedNameSET{tv})
	}
	return ret
}

// String returns the name by RFC 2253, more or less.
func (n Name) String() string {
	var rdns RDNSequence
	if n.ExtraNames == nil {
		// What Names has that no field stands for comes last in the text.
		for _, tv := range n.Names {
			if attributeName(attribute(tv.Type)) == "" {
				rdns = append(rdns, RelativeDistinguishedNameSET{tv})
			}
		}
	}
	return append(rdns, n.ToRDNSequence()...).String()
}

// CertificateList is a list of revoked certificates (RFC 5280). Signatures are checked by Certificate.CheckCRLSignature.
//
// Deprecated: use RevocationList of crypto/x509.
type CertificateList struct {
	TBSCertList        TBSCertificateList
	SignatureAlgorithm AlgorithmIdentifier
	SignatureValue     asn1.BitString
}

// HasExpired reports whether the list should have been updated by now.
func (certList *CertificateList) HasExpired(now time.Time) bool {
	return !now.Before(certList.TBSCertList.NextUpdate)
}

// TBSCertificateList is the part of a list that is signed.
//
// Deprecated: use RevocationList of crypto/x509.
type TBSCertificateList struct {
	Raw                 asn1.RawContent
	Version             int `asn1:"optional,default:0"`
	Signature           AlgorithmIdentifier
	Issuer              RDNSequence
	ThisUpdate          time.Time
	NextUpdate          time.Time            `asn1:"optional"`
	RevokedCertificates []RevokedCertificate `asn1:"optional"`
	Extensions          []Extension          `asn1:"tag:0,optional,explicit"`
}

// RevokedCertificate is an entry of a list.
type RevokedCertificate struct {
	SerialNumber   *big.Int
	RevocationTime time.Time
	Extensions     []Extension `asn1:"optional"`
}
