// Package tls is connections by TLS 1.0 to 1.3. OpenSSL speaks the protocol; certificates are verified by crypto/x509, and what
// a Config says is done here.
//
// OpenSSL is loaded when the first connection is made, and must be installed then. QUIC, encrypted client hellos, and sessions
// that are resumed are not supported; private keys must be of the types that X509KeyPair returns.
package tls

import (
	"fmt"
	"net"
	"strconv"
)

// Versions of the protocol.
const (
	VersionTLS10 = 0x0301
	VersionTLS11 = 0x0302
	VersionTLS12 = 0x0303
	VersionTLS13 = 0x0304

	// Deprecated: SSL is broken, and not supported.
	VersionSSL30 = 0x0300
)

// VersionName returns the name of a version.
func VersionName(version uint16) string {
	switch version {
	case VersionSSL30:
		return "SSLv3"
	case VersionTLS10:
		return "TLS 1.0"
	case VersionTLS11:
		return "TLS 1.1"
	case VersionTLS12:
		return "TLS 1.2"
	case VersionTLS13:
		return "TLS 1.3"
	}
	return fmt.Sprintf("0x%04X", version)
}

// CurveID is a way to exchange keys.
type CurveID uint16

// The ways.
const (
	CurveP256          CurveID = 23
	CurveP384          CurveID = 24
	CurveP521          CurveID = 25
	X25519             CurveID = 29
	X25519MLKEM768     CurveID = 4588
	SecP256r1MLKEM768  CurveID = 4587
	SecP384r1MLKEM1024 CurveID = 4589
)

func (i CurveID) String() string {
	switch i {
	case CurveP256:
		return "CurveP256"
	case CurveP384:
		return "CurveP384"
	case CurveP521:
		return "CurveP521"
	case X25519:
		return "X25519"
	case X25519MLKEM768:
		return "X25519MLKEM768"
	case SecP256r1MLKEM768:
		return "SecP256r1MLKEM768"
	case SecP384r1MLKEM1024:
		return "SecP384r1MLKEM1024"
	}
	return "CurveID(" + strconv.Itoa(int(i)) + ")"
}

// ClientAuthType says what a server wants of a client's certificate.
type ClientAuthType int

const (
	// NoClientCert asks for none.
	NoClientCert ClientAuthType = iota
	// RequestClientCert asks for one, and takes what comes.
	RequestClientCert
	// RequireAnyClientCert needs one, whatever it is.
	RequireAnyClientCert
	// VerifyClientCertIfGiven asks for one, which must be valid if it comes.
	VerifyClientCertIfGiven
	// RequireAndVerifyClientCert needs a valid one.
	RequireAndVerifyClientCert
)

func (i ClientAuthType) String() string {
	switch i {
	case NoClientCert:
		return "NoClientCert"
	case RequestClientCert:
		return "RequestClientCert"
	case RequireAnyClientCert:
		return "RequireAnyClientCert"
	case VerifyClientCertIfGiven:
		return "VerifyClientCertIfGiven"
	case RequireAndVerifyClientCert:
		return "RequireAndVerifyClientCert"
	}
	return "ClientAuthType(" + strconv.Itoa(int(i)) + ")"
}

// SignatureScheme is an algorithm of signatures.
type SignatureScheme uint16

// The algorithms.
const (
	PKCS1WithSHA256 SignatureScheme = 0x0401
	PKCS1WithSHA384 SignatureScheme = 0x0501
	PKCS1WithSHA512 SignatureScheme = 0x0601

	PSSWithSHA256 SignatureScheme = 0x0804
	PSSWithSHA384 SignatureScheme = 0x0805
	PSSWithSHA512 SignatureScheme = 0x0806

	ECDSAWithP256AndSHA256 SignatureScheme = 0x0403
	ECDSAWithP384AndSHA384 SignatureScheme = 0x0503
	ECDSAWithP521AndSHA512 SignatureScheme = 0x0603

	Ed25519 SignatureScheme = 0x0807

	PKCS1WithSHA1 SignatureScheme = 0x0201
	ECDSAWithSHA1 SignatureScheme = 0x0203
)

func (i SignatureScheme) String() string {
	switch i {
	case PKCS1WithSHA256:
		return "PKCS1WithSHA256"
	case PKCS1WithSHA384:
		return "PKCS1WithSHA384"
	case PKCS1WithSHA512:
		return "PKCS1WithSHA512"
	case PSSWithSHA256:
		return "PSSWithSHA256"
	case PSSWithSHA384:
		return "PSSWithSHA384"
	case PSSWithSHA512:
		return "PSSWithSHA512"
	case ECDSAWithP256AndSHA256:
		return "ECDSAWithP256AndSHA256"
	case ECDSAWithP384AndSHA384:
		return "ECDSAWithP384AndSHA384"
	case ECDSAWithP521AndSHA512:
		return "ECDSAWithP521AndSHA512"
	case Ed25519:
		return "Ed25519"
	case PKCS1WithSHA1:
		return "PKCS1WithSHA1"
	case ECDSAWithSHA1:
		return "ECDSAWithSHA1"
	}
	return "SignatureScheme(" + strconv.Itoa(int(i)) + ")"
}

// RenegotiationSupport says whether servers may ask for a new handshake. They may not, whatever it says.
type RenegotiationSupport int

// What it may say.
const (
	RenegotiateNever RenegotiationSupport = iota
	RenegotiateOnceAsClient
	RenegotiateFreelyAsClient
)

// Cipher suites: those up to TLS 1.2, those of TLS 1.3, and a mark that a client sends.
const (
	TLS_RSA_WITH_RC4_128_SHA                      uint16 = 0x0005
	TLS_RSA_WITH_3DES_EDE_CBC_SHA                 uint16 = 0x000a
	TLS_RSA_WITH_AES_128_CBC_SHA                  uint16 = 0x002f
	TLS_RSA_WITH_AES_256_CBC_SHA                  uint16 = 0x0035
	TLS_RSA_WITH_AES_128_CBC_SHA256               uint16 = 0x003c
	TLS_RSA_WITH_AES_128_GCM_SHA256               uint16 = 0x009c
	TLS_RSA_WITH_AES_256_GCM_SHA384               uint16 = 0x009d
	TLS_ECDHE_ECDSA_WITH_RC4_128_SHA              uint16 = 0xc007
	TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA          uint16 = 0xc009
	TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA          uint16 = 0xc00a
	TLS_ECDHE_RSA_WITH_RC4_128_SHA                uint16 = 0xc011
	TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA           uint16 = 0xc012
	TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA            uint16 = 0xc013
	TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA            uint16 = 0xc014
	TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256       uint16 = 0xc023
	TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256         uint16 = 0xc027
	TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256         uint16 = 0xc02f
	TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256       uint16 = 0xc02b
	TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384         uint16 = 0xc030
	TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384       uint16 = 0xc02c
	TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256   uint16 = 0xcca8
	TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 uint16 = 0xcca9

	TLS_AES_128_GCM_SHA256       uint16 = 0x1301
	TLS_AES_256_GCM_SHA384       uint16 = 0x1302
	TLS_CHACHA20_POLY1305_SHA256 uint16 = 0x1303

	TLS_FALLBACK_SCSV uint16 = 0x5600

	TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305   = TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
	TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305 = TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
)

// CipherSuite is a cipher suite.
type CipherSuite struct {
	ID   uint16
	Name string

	// SupportedVersions are the versions of the protocol that can have it.
	SupportedVersions []uint16

	// Insecure says that it has known problems.
	Insecure bool
}

// suite is a cipher suite with OpenSSL's name. It is for TLS 1.3 if that is empty, else up to 1.2, or for 1.2 only.
type suite struct {
	id       uint16
	name     string
	openssl  string
	only12   bool
	insecure bool
}

func suites() []suite {
	return []suite{
		{TLS_AES_128_GCM_SHA256, "TLS_AES_128_GCM_SHA256", "", false, false},
		{TLS_AES_256_GCM_SHA384, "TLS_AES_256_GCM_SHA384", "", false, false},
		{TLS_CHACHA20_POLY1305_SHA256, "TLS_CHACHA20_POLY1305_SHA256", "", false, false},
		{TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "ECDHE-ECDSA-AES128-SHA", false, false},
		{TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "ECDHE-ECDSA-AES256-SHA", false, false},
		{TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "ECDHE-RSA-AES128-SHA", false, false},
		{TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "ECDHE-RSA-AES256-SHA", false, false},
		{TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256", true, false},
		{TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "ECDHE-ECDSA-AES256-GCM-SHA384", true, false},
		{TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE-RSA-AES128-GCM-SHA256", true, false},
		{TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "ECDHE-RSA-AES256-GCM-SHA384", true, false},
		{TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-RSA-CHACHA20-POLY1305", true, false},
		{TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305", true, false},
		{TLS_RSA_WITH_RC4_128_SHA, "TLS_RSA_WITH_RC4_128_SHA", "RC4-SHA", false, true},
		{TLS_RSA_WITH_3DES_EDE_CBC_SHA, "TLS_RSA_WITH_3DES_EDE_CBC_SHA", "DES-CBC3-SHA", false, true},
		{TLS_RSA_WITH_AES_128_CBC_SHA, "TLS_RSA_WITH_AES_128_CBC_SHA", "AES128-SHA", false, true},
		{TLS_RSA_WITH_AES_256_CBC_SHA, "TLS_RSA_WITH_AES_256_CBC_SHA", "AES256-SHA", false, true},
		{TLS_RSA_WITH_AES_128_CBC_SHA256, "TLS_RSA_WITH_AES_128_CBC_SHA256", "AES128-SHA256", true, true},
		{TLS_RSA_WITH_AES_128_GCM_SHA256, "TLS_RSA_WITH_AES_128_GCM_SHA256", "AES128-GCM-SHA256", true, true},
		{TLS_RSA_WITH_AES_256_GCM_SHA384, "TLS_RSA_WITH_AES_256_GCM_SHA384", "AES256-GCM-SHA384", true, true},
		{TLS_ECDHE_ECDSA_WITH_RC4_128_SHA, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA", "ECDHE-ECDSA-RC4-SHA", false, true},
		{TLS_ECDHE_RSA_WITH_RC4_128_SHA, "TLS_ECDHE_RSA_WITH_RC4_128_SHA", "ECDHE-RSA-RC4-SHA", false, true},
		{TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", "ECDHE-RSA-DES-CBC3-SHA", false, true},
		{TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "ECDHE-ECDSA-AES128-SHA256", true, true},
		{TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "ECDHE-RSA-AES128-SHA256", true, true},
	}
}

func listed(insecure bool) []*CipherSuite {
	var list []*CipherSuite
	for _, s := range suites() {
		if s.insecure != insecure {
			continue
		}
		versions := []uint16{VersionTLS10, VersionTLS11, VersionTLS12}
		switch {
		case s.openssl == "":
			versions = []uint16{VersionTLS13}
		case s.only12:
			versions = versions[2:]
		}
		list = append(list, &CipherSuite{s.id, s.name, versions, insecure})
	}
	return list
}

// CipherSuites returns the cipher suites that are not known to be insecure.
func CipherSuites() []*CipherSuite { return listed(false) }

// InsecureCipherSuites returns those that are.
func InsecureCipherSuites() []*CipherSuite { return listed(true) }

// CipherSuiteName returns the name of a cipher suite, or a number for others.
func CipherSuiteName(id uint16) string {
	for _, s := range suites() {
		if s.id == id {
			return s.name
		}
	}
	return fmt.Sprintf("0x%04X", id)
}

// AlertError is an alert: what one side tells the other before it ends the connection.
type AlertError uint8

func (e AlertError) Error() string { return alert(e).Error() }

type alert uint8

const (
	alertBadCertificate     alert = 42
	alertCertificateExpired alert = 45
	alertUnknownCA          alert = 48
)

func (e alert) String() string {
	text := ""
	switch e {
	case 0:
		text = "close notify"
	case 10:
		text = "unexpected message"
	case 20:
		text = "bad record MAC"
	case 21:
		text = "decryption failed"
	case 22:
		text = "record overflow"
	case 30:
		text = "decompression failure"
	case 40:
		text = "handshake failure"
	case alertBadCertificate:
		text = "bad certificate"
	case 43:
		text = "unsupported certificate"
	case 44:
		text = "revoked certificate"
	case alertCertificateExpired:
		text = "expired certificate"
	case 46:
		text = "unknown certificate"
	case 47:
		text = "illegal parameter"
	case alertUnknownCA:
		text = "unknown certificate authority"
	case 49:
		text = "access denied"
	case 50:
		text = "error decoding message"
	case 51:
		text = "error decrypting message"
	case 60:
		text = "export restriction"
	case 70:
		text = "protocol version not supported"
	case 71:
		text = "insufficient security level"
	case 80:
		text = "internal error"
	case 86:
		text = "inappropriate fallback"
	case 90:
		text = "user canceled"
	case 100:
		text = "no renegotiation"
	case 109:
		text = "missing extension"
	case 110:
		text = "unsupported extension"
	case 111:
		text = "certificate unobtainable"
	case 112:
		text = "unrecognized name"
	case 113:
		text = "bad certificate status response"
	case 114:
		text = "bad certificate hash value"
	case 115:
		text = "unknown PSK identity"
	case 116:
		text = "certificate required"
	case 120:
		text = "no application protocol"
	case 121:
		text = "encrypted client hello required"
	default:
		return "tls: alert(" + strconv.Itoa(int(e)) + ")"
	}
	return "tls: " + text
}

func (e alert) Error() string { return e.String() }

// RecordHeaderError is returned for a beginning that is not TLS.
type RecordHeaderError struct {
	// Msg is what is wrong.
	Msg string
	// RecordHeader is the first five bytes.
	RecordHeader [5]byte
	// Conn is the connection, if the other side may be told in its own protocol.
	Conn net.Conn
}

func (e RecordHeaderError) Error() string { return "tls: " + e.Msg }
