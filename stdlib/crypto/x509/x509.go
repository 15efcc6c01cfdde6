// Package x509 is certificates: reading, making and verifying them, requests for them, lists of revoked ones, and the formats of
// keys that go with them (RFC 5280 and others).
package x509

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// setting returns what GODEBUG has for a name.
func setting(name string) string {
	value := ""
	for part := range strings.SplitSeq(os.Getenv("GODEBUG"), ",") {
		if v, ok := strings.CutPrefix(part, name+"="); ok {
			value = v
		}
	}
	return value
}

// id returns the object identifier of a text.
func id(text string) asn1.ObjectIdentifier {
	var oid asn1.ObjectIdentifier
	for part := range strings.SplitSeq(text, ".") {
		n, _ := strconv.Atoi(part)
		oid = append(oid, n)
	}
	return oid
}

// Object identifiers of extensions.
const (
	idSubjectKeyId     = "2.5.29.14"
	idKeyUsage         = "2.5.29.15"
	idSubjectAltName   = "2.5.29.17"
	idBasicConstraints = "2.5.29.19"
	idCRLNumber        = "2.5.29.20"
	idReasonCode       = "2.5.29.21"
	idNameConstraints  = "2.5.29.30"
	idCRLPoints        = "2.5.29.31"
	idPolicies         = "2.5.29.32"
	idPolicyMappings   = "2.5.29.33"
	idAuthorityKeyId   = "2.5.29.35"
	idPolicyConstraint = "2.5.29.36"
	idExtKeyUsage      = "2.5.29.37"
	idInhibitAnyPolicy = "2.5.29.54"
	idAuthorityAccess  = "1.3.6.1.5.5.7.1.1"
	idAccessOCSP       = "1.3.6.1.5.5.7.48.1"
	idAccessIssuers    = "1.3.6.1.5.5.7.48.2"
	idExtensionRequest = "1.2.840.113549.1.9.14"
)

func extension(text string, list []pkix.Extension) *pkix.Extension {
	for i := range list {
		if list[i].Id.String() == text {
			return &list[i]
		}
	}
	return nil
}

func has(text string, list []pkix.Extension) bool { return extension(text, list) != nil }

// Certificate is a certificate that was read, or the template of one to be made.
type Certificate struct {
	Raw                     []byte // the whole
	RawTBSCertificate       []byte // the part that is signed
	RawSubjectPublicKeyInfo []byte
	RawSubject              []byte
	RawIssuer               []byte

	Signature          []byte
	SignatureAlgorithm SignatureAlgorithm

	PublicKeyAlgorithm PublicKeyAlgorithm
	PublicKey          any

	Version             int
	SerialNumber        *big.Int
	Issuer              pkix.Name
	Subject             pkix.Name
	NotBefore, NotAfter time.Time // when it is valid
	KeyUsage            KeyUsage

	// Extensions are all that were read. They are not written.
	Extensions []pkix.Extension

	// ExtraExtensions are written as they are, instead of what fields say. They are not read.
	ExtraExtensions []pkix.Extension

	// UnhandledCriticalExtensions are those that must be understood and are not. Verify fails if there are any: who
	// understands one takes it off the list.
	UnhandledCriticalExtensions []asn1.ObjectIdentifier

	ExtKeyUsage        []ExtKeyUsage
	UnknownExtKeyUsage []asn1.ObjectIdentifier

	// BasicConstraintsValid says that IsCA, MaxPathLen, and MaxPathLenZero are there.
	BasicConstraintsValid bool
	IsCA                  bool

	// MaxPathLen is how many certificates may follow this one but for the last. It is not limited if it is -1, or 0 with
	// MaxPathLenZero false.
	MaxPathLen int
	// MaxPathLenZero says that a MaxPathLen of 0 is meant.
	MaxPathLenZero bool

	SubjectKeyId   []byte
	AuthorityKeyId []byte

	// From the extension Authority Information Access.
	OCSPServer            []string
	IssuingCertificateURL []string

	// From the extension Subject Alternate Name. Values that were read may not be valid names.
	DNSNames       []string
	EmailAddresses []string
	IPAddresses    []net.IP
	URIs           []*url.URL

	// Name constraints
	PermittedDNSDomainsCritical bool // that the extension is critical
	PermittedDNSDomains         []string
	ExcludedDNSDomains          []string
	PermittedIPRanges           []*net.IPNet
	ExcludedIPRanges            []*net.IPNet
	PermittedEmailAddresses     []string
	ExcludedEmailAddresses      []string
	PermittedURIDomains         []string
	ExcludedURIDomains          []string

	// CRLDistributionPoints are where lists of revoked certificates are found.
	CRLDistributionPoints []string

	// PolicyIdentifiers are those of Policies that fit.
	PolicyIdentifiers []asn1.ObjectIdentifier

	// Policies are the policies that the certificate was issued under. They are written unless GODEBUG has x509usepolicies=0.
	Policies []OID

	// InhibitAnyPolicy is the number of certificates after which anyPolicy no longer counts; 0 with InhibitAnyPolicyZero false is
	// no limit. The following are alike.
	InhibitAnyPolicy     int
	InhibitAnyPolicyZero bool

	InhibitPolicyMapping     int
	InhibitPolicyMappingZero bool

	RequireExplicitPolicy     int
	RequireExplicitPolicyZero bool

	// PolicyMappings say which policies of others are taken for which.
	PolicyMappings []PolicyMapping
}

// PolicyMapping says that a policy of the subject counts as one of the issuer.
type PolicyMapping struct {
	// IssuerDomainPolicy is the policy that counts.
	IssuerDomainPolicy OID
	// SubjectDomainPolicy is the one that stands for it.
	SubjectDomainPolicy OID
}

// ErrUnsupportedAlgorithm is returned for algorithms that are not implemented.
var ErrUnsupportedAlgorithm = errors.New("x509: cannot verify signature: algorithm unimplemented")

// InsecureAlgorithmError is returned for signatures that prove nothing any more.
type InsecureAlgorithmError SignatureAlgorithm

func (e InsecureAlgorithmError) Error() string {
	return fmt.Sprintf("x509: cannot verify signature: insecure algorithm %v", SignatureAlgorithm(e))
}

// ConstraintViolationError is returned for a signature by a certificate that is not for signing.
type ConstraintViolationError struct{}

func (ConstraintViolationError) Error() string {
	return "x509: invalid signature: parent certificate cannot sign this kind of certificate"
}

// UnhandledCriticalExtension is returned by Verify for a certificate with an extension that is not understood.
type UnhandledCriticalExtension struct{}

func (h UnhandledCriticalExtension) Error() string { return "x509: unhandled critical extension" }

// Equal reports whether both are the same certificate.
func (c *Certificate) Equal(other *Certificate) bool {
	if c == nil || other == nil {
		return c == other
	}
	return bytes.Equal(c.Raw, other.Raw)
}

// canSign returns an error unless the certificate may sign what usage says.
func (c *Certificate) canSign(usage KeyUsage) error {
	if c.Version == 3 && !c.BasicConstraintsValid || c.BasicConstraintsValid && !c.IsCA ||
		c.KeyUsage != 0 && c.KeyUsage&usage == 0 {
		return ConstraintViolationError{}
	}
	if c.PublicKeyAlgorithm == UnknownPublicKeyAlgorithm {
		return ErrUnsupportedAlgorithm
	}
	return nil
}

// CheckSignatureFrom returns an error unless parent has signed c. It does not build chains: use Verify.
func (c *Certificate) CheckSignatureFrom(parent *Certificate) error {
	if err := parent.canSign(KeyUsageCertSign); err != nil {
		return err
	}
	return checkSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature, parent.PublicKey, false)
}

// CheckSignature returns an error unless signature is one of signed by c's key.
func (c *Certificate) CheckSignature(algo SignatureAlgorithm, signed, signature []byte) error {
	return checkSignature(algo, signed, signature, c.PublicKey, true)
}

// CheckCRLSignature returns an error unless c's key has signed crl.
//
// Deprecated: use RevocationList.CheckSignatureFrom.
func (c *Certificate) CheckCRLSignature(crl *pkix.CertificateList) error {
	algo := signatureAlgorithm(crl.SignatureAlgorithm)
	return c.CheckSignature(algo, crl.TBSCertList.Raw, crl.SignatureValue.RightAlign())
}

// KeyUsage is a set of things that a key is for.
type KeyUsage int

// What keys are for.
const (
	KeyUsageDigitalSignature KeyUsage = 1 << iota
	KeyUsageContentCommitment
	KeyUsageKeyEncipherment
	KeyUsageDataEncipherment
	KeyUsageKeyAgreement
	KeyUsageCertSign
	KeyUsageCRLSign
	KeyUsageEncipherOnly
	KeyUsageDecipherOnly
)

func (i KeyUsage) String() string {
	switch i {
	case KeyUsageDigitalSignature:
		return "digitalSignature"
	case KeyUsageContentCommitment:
		return "contentCommitment"
	case KeyUsageKeyEncipherment:
		return "keyEncipherment"
	case KeyUsageDataEncipherment:
		return "dataEncipherment"
	case KeyUsageKeyAgreement:
		return "keyAgreement"
	case KeyUsageCertSign:
		return "keyCertSign"
	case KeyUsageCRLSign:
		return "cRLSign"
	case KeyUsageEncipherOnly:
		return "encipherOnly"
	case KeyUsageDecipherOnly:
		return "decipherOnly"
	}
	return "KeyUsage(" + strconv.Itoa(int(i)) + ")"
}

// ExtKeyUsage is a purpose of a certificate.
type ExtKeyUsage int

// The purposes that are known.
const (
	ExtKeyUsageAny ExtKeyUsage = iota
	ExtKeyUsageServerAuth
	ExtKeyUsageClientAuth
	ExtKeyUsageCodeSigning
	ExtKeyUsageEmailProtection
	ExtKeyUsageIPSECEndSystem
	ExtKeyUsageIPSECTunnel
	ExtKeyUsageIPSECUser
	ExtKeyUsageTimeStamping
	ExtKeyUsageOCSPSigning
	ExtKeyUsageMicrosoftServerGatedCrypto
	ExtKeyUsageNetscapeServerGatedCrypto
	ExtKeyUsageMicrosoftCommercialCodeSigning
	ExtKeyUsageMicrosoftKernelCodeSigning
)

// describe returns name and object identifier.
func (eku ExtKeyUsage) describe() (name, oid string) {
	switch eku {
	case ExtKeyUsageAny:
		return "anyExtendedKeyUsage", "2.5.29.37.0"
	case ExtKeyUsageServerAuth:
		return "serverAuth", "1.3.6.1.5.5.7.3.1"
	case ExtKeyUsageClientAuth:
		return "clientAuth", "1.3.6.1.5.5.7.3.2"
	case ExtKeyUsageCodeSigning:
		return "codeSigning", "1.3.6.1.5.5.7.3.3"
	case ExtKeyUsageEmailProtection:
		return "emailProtection", "1.3.6.1.5.5.7.3.4"
	case ExtKeyUsageIPSECEndSystem:
		return "ipsecEndSystem", "1.3.6.1.5.5.7.3.5"
	case ExtKeyUsageIPSECTunnel:
		return "ipsecTunnel", "1.3.6.1.5.5.7.3.6"
	case ExtKeyUsageIPSECUser:
		return "ipsecUser", "1.3.6.1.5.5.7.3.7"
	case ExtKeyUsageTimeStamping:
		return "timeStamping", "1.3.6.1.5.5.7.3.8"
	case ExtKeyUsageOCSPSigning:
		return "OCSPSigning", "1.3.6.1.5.5.7.3.9"
	case ExtKeyUsageMicrosoftServerGatedCrypto:
		return "msSGC", "1.3.6.1.4.1.311.10.3.3"
	case ExtKeyUsageNetscapeServerGatedCrypto:
		return "nsSGC", "2.16.840.1.113730.4.1"
	case ExtKeyUsageMicrosoftCommercialCodeSigning:
		return "msCodeCom", "1.3.6.1.4.1.311.2.1.22"
	case ExtKeyUsageMicrosoftKernelCodeSigning:
		return "msKernelCode", "1.3.6.1.4.1.311.61.1.1"
	}
	return "", ""
}

func (i ExtKeyUsage) String() string {
	if name, _ := i.describe(); name != "" {
		return name
	}
	return "ExtKeyUsage(" + strconv.Itoa(int(i)) + ")"
}

// OID returns the object identifier of a purpose; it panics for values that are not among the constants.
func (eku ExtKeyUsage) OID() OID {
	_, text := eku.describe()
	if text == "" {
		panic("x509: internal error: known ExtKeyUsage has no OID")
	}
	oid, _ := ParseOID(text)
	return oid
}

func extKeyUsage(oid asn1.ObjectIdentifier) (ExtKeyUsage, bool) {
	text := oid.String()
	for eku := ExtKeyUsageAny; eku <= ExtKeyUsageMicrosoftKernelCodeSigning; eku++ {
		if _, t := eku.describe(); t == text {
			return eku, true
		}
	}
	return 0, false
}
