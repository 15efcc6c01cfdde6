package tls

import (
	"container/list"
	"context"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"time"
)

// Certificate is a chain of certificates, the leaf first, and its key.
type Certificate struct {
	Certificate [][]byte
	// PrivateKey is the leaf's key: an *rsa.PrivateKey, *ecdsa.PrivateKey, or ed25519.PrivateKey.
	PrivateKey crypto.PrivateKey
	// SupportedSignatureAlgorithms, if there are any, are those that the key may be used for.
	SupportedSignatureAlgorithms []SignatureScheme
	// OCSPStaple is not sent.
	OCSPStaple []byte
	// SignedCertificateTimestamps are not sent.
	SignedCertificateTimestamps [][]byte
	// Leaf is the first certificate, parsed; it may be nil.
	Leaf *x509.Certificate
}

func (c *Certificate) leaf() (*x509.Certificate, error) {
	if c.Leaf != nil {
		return c.Leaf, nil
	}
	if len(c.Certificate) == 0 {
		return nil, errors.New("tls: no certificates configured")
	}
	return x509.ParseCertificate(c.Certificate[0])
}

// Config says how connections are made. It must not be changed once it is used.
type Config struct {
	// Rand is not used.
	Rand io.Reader

	// Time returns the time for certificates; nil means time.Now.
	Time func() time.Time

	// Certificates are what the other side is shown, the first that suits.
	Certificates []Certificate

	// NameToCertificate has certificates by the name that clients ask for.
	//
	// Deprecated: Certificates are searched for names.
	NameToCertificate map[string]*Certificate

	// GetCertificate returns a server's certificate if a client asks for a name, or there are no Certificates. If it returns nil,
	// the other ways are tried.
	GetCertificate func(*ClientHelloInfo) (*Certificate, error)

	// GetClientCertificate returns a client's certificate when a server asks for it; one without certificates means none.
	GetClientCertificate func(*CertificateRequestInfo) (*Certificate, error)

	// GetConfigForClient returns the Config for a connection to a server, nil for this one.
	GetConfigForClient func(*ClientHelloInfo) (*Config, error)

	// VerifyPeerCertificate is called after certificates were verified, or not: then there are no chains.
	VerifyPeerCertificate func(rawCerts [][]byte, verifiedChains [][]*x509.Certificate) error

	// VerifyConnection is called at the end of that.
	VerifyConnection func(ConnectionState) error

	// RootCAs are the authorities that a client trusts; nil means the system's.
	RootCAs *x509.CertPool

	// NextProtos are the protocols to be spoken, in order of preference.
	NextProtos []string

	// ServerName is the name that a client asks for, and verifies certificates for.
	ServerName string

	// ClientAuth says whether a server asks for certificates.
	ClientAuth ClientAuthType

	// ClientCAs are the authorities that a server trusts.
	ClientCAs *x509.CertPool

	// InsecureSkipVerify takes any certificate for any name.
	InsecureSkipVerify bool

	// CipherSuites are those to be used up to TLS 1.2; nil means safe ones.
	CipherSuites []uint16

	// PreferServerCipherSuites is not used.
	//
	// Deprecated: it is not used.
	PreferServerCipherSuites bool

	// SessionTicketsDisabled is as if it were true.
	SessionTicketsDisabled bool

	// SessionTicketKey is used by EncryptTicket.
	//
	// Deprecated: use SetSessionTicketKeys.
	SessionTicketKey [32]byte

	// ClientSessionCache is not used: each connection has a session of its own.
	ClientSessionCache ClientSessionCache

	// UnwrapSession is not called.
	UnwrapSession func(identity []byte, cs ConnectionState) (*SessionState, error)

	// WrapSession is not called.
	WrapSession func(ConnectionState, *SessionState) ([]byte, error)

	// MinVersion is the lowest version, 0 for TLS 1.2.
	MinVersion uint16

	// MaxVersion is the highest version, 0 for TLS 1.3.
	MaxVersion uint16

	// CurvePreferences are the ways to exchange keys, nil for the usual ones.
	CurvePreferences []CurveID

	// DynamicRecordSizingDisabled is not used.
	DynamicRecordSizingDisabled bool

	// Renegotiation is as if it were RenegotiateNever.
	Renegotiation RenegotiationSupport

	// KeyLogWriter gets the secrets of connections, for programs that show what went over the net.
	KeyLogWriter io.Writer

	// EncryptedClientHelloConfigList and what follows are for encrypted client hellos, which are not supported: a client with
	// such a list makes no connection.
	EncryptedClientHelloConfigList []byte

	EncryptedClientHelloRejectionVerify func(ConnectionState) error

	GetEncryptedClientHelloKeys func(*ClientHelloInfo) ([]EncryptedClientHelloKey, error)

	EncryptedClientHelloKeys []EncryptedClientHelloKey

	mu   sync.Mutex
	keys [][32]byte // for tickets
}

// EncryptedClientHelloKey is a key for encrypted client hellos.
type EncryptedClientHelloKey struct {
	// Config is the configuration that clients are told.
	Config []byte
	// PrivateKey is the key.
	PrivateKey []byte
	// SendAsRetry says whether clients with a wrong one are told this one.
	SendAsRetry bool
}

// ECHRejectionError is returned where a server does not take an encrypted client hello.
type ECHRejectionError struct {
	RetryConfigList []byte
}

func (e *ECHRejectionError) Error() string { return "tls: server rejected ECH" }

// Clone returns a copy, which may be changed. The Config may be in use.
func (c *Config) Clone() *Config {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return &Config{
		Rand:                                c.Rand,
		Time:                                c.Time,
		Certificates:                        c.Certificates,
		NameToCertificate:                   c.NameToCertificate,
		GetCertificate:                      c.GetCertificate,
		GetClientCertificate:                c.GetClientCertificate,
		GetConfigForClient:                  c.GetConfigForClient,
		VerifyPeerCertificate:               c.VerifyPeerCertificate,
		VerifyConnection:                    c.VerifyConnection,
		RootCAs:                             c.RootCAs,
		NextProtos:                          c.NextProtos,
		ServerName:                          c.ServerName,
		ClientAuth:                          c.ClientAuth,
		ClientCAs:                           c.ClientCAs,
		InsecureSkipVerify:                  c.InsecureSkipVerify,
		CipherSuites:                        c.CipherSuites,
		PreferServerCipherSuites:            c.PreferServerCipherSuites,
		SessionTicketsDisabled:              c.SessionTicketsDisabled,
		SessionTicketKey:                    c.SessionTicketKey,
		ClientSessionCache:                  c.ClientSessionCache,
		UnwrapSession:                       c.UnwrapSession,
		WrapSession:                         c.WrapSession,
		MinVersion:                          c.MinVersion,
		MaxVersion:                          c.MaxVersion,
		CurvePreferences:                    c.CurvePreferences,
		DynamicRecordSizingDisabled:         c.DynamicRecordSizingDisabled,
		Renegotiation:                       c.Renegotiation,
		KeyLogWriter:                        c.KeyLogWriter,
		EncryptedClientHelloConfigList:      c.EncryptedClientHelloConfigList,
		EncryptedClientHelloRejectionVerify: c.EncryptedClientHelloRejectionVerify,
		GetEncryptedClientHelloKeys:         c.GetEncryptedClientHelloKeys,
		EncryptedClientHelloKeys:            c.EncryptedClientHelloKeys,
		keys:                                c.keys,
	}
}

// SetSessionTicketKeys sets the keys of tickets: the first one is for new ones. It panics if there is none.
func (c *Config) SetSessionTicketKeys(keys [][32]byte) {
	if len(keys) == 0 {
		panic("tls: keys must have at least one key")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keys = slices.Clone(keys)
}

// ticketKeys returns the keys, which are made if there are none.
func (c *Config) ticketKeys() [][32]byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.keys) == 0 {
		key := c.SessionTicketKey
		if key == ([32]byte{}) {
			rand.Read(key[:])
		}
		c.keys = [][32]byte{key}
	}
	return c.keys
}

func seal(key [32]byte) cipher.AEAD {
	block, _ := aes.NewCipher(key[:])
	aead, _ := cipher.NewGCM(block)
	return aead
}

// EncryptTicket returns a session, encrypted, for WrapSession.
func (c *Config) EncryptTicket(cs ConnectionState, ss *SessionState) ([]byte, error) {
	b, err := ss.Bytes()
	if err != nil {
		return nil, err
	}
	aead := seal(c.ticketKeys()[0])
	nonce := make([]byte, aead.NonceSize())
	rand.Read(nonce)
	return aead.Seal(nonce, nonce, b, nil), nil
}

// DecryptTicket returns the session that EncryptTicket has encrypted, nil if it is none.
func (c *Config) DecryptTicket(identity []byte, cs ConnectionState) (*SessionState, error) {
	for _, key := range c.ticketKeys() {
		aead := seal(key)
		if len(identity) < aead.NonceSize() {
			break
		}
		b, err := aead.Open(nil, identity[:aead.NonceSize()], identity[aead.NonceSize():], nil)
		if err == nil {
			if s, err := ParseSessionState(b); err == nil {
				return s, nil
			}
		}
	}
	return nil, nil
}

// BuildNameToCertificate fills in NameToCertificate from the names of Certificates.
//
// Deprecated: Certificates are searched for names.
func (c *Config) BuildNameToCertificate() {
	c.NameToCertificate = map[string]*Certificate{}
	for i := range c.Certificates {
		cert := &c.Certificates[i]
		leaf, err := cert.leaf()
		if err != nil {
			continue
		}
		if leaf.Subject.CommonName != "" && len(leaf.DNSNames) == 0 {
			c.NameToCertificate[leaf.Subject.CommonName] = cert
		}
		for _, name := range leaf.DNSNames {
			c.NameToCertificate[name] = cert
		}
	}
}

func (c *Config) time() time.Time {
	if c.Time != nil {
		return c.Time()
	}
	return time.Now()
}

// versions returns the lowest and the highest version.
func (c *Config) versions() (low, high uint16) {
	low, high = c.MinVersion, c.MaxVersion
	if low == 0 {
		low = VersionTLS12
	}
	if low < VersionTLS10 {
		low = VersionTLS10
	}
	if high == 0 || high > VersionTLS13 {
		high = VersionTLS13
	}
	return low, high
}

// ciphers returns OpenSSL's list of the cipher suites.
func (c *Config) ciphers() string {
	var names []string
	for _, s := range suites() {
		if s.openssl != "" && (c.CipherSuites == nil && !s.insecure || slices.Contains(c.CipherSuites, s.id)) {
			names = append(names, s.openssl)
		}
	}
	// Those with authenticated encryption first.
	slices.SortStableFunc(names, func(a, b string) int {
		rank := func(s string) int {
			switch {
			case strings.Contains(s, "128-GCM"):
				return 0
			case strings.Contains(s, "GCM"):
				return 1
			case strings.Contains(s, "CHACHA"):
				return 2
			}
			return 3
		}
		return rank(a) - rank(b)
	})
	return strings.Join(names, ":")
}

// groups returns OpenSSL's list of the ways to exchange keys.
func (c *Config) groups() string {
	var names []string
	for _, id := range c.CurvePreferences {
		switch id {
		case CurveP256:
			names = append(names, "P-256")
		case CurveP384:
			names = append(names, "P-384")
		case CurveP521:
			names = append(names, "P-521")
		case X25519:
			names = append(names, "X25519")
		}
	}
	if names == nil {
		return "X25519:P-256:P-384:P-521"
	}
	return strings.Join(names, ":")
}

// certificate returns a server's certificate for a client.
func (c *Config) certificate(hello *ClientHelloInfo) (*Certificate, error) {
	if c.GetCertificate != nil && (len(c.Certificates) == 0 || hello.ServerName != "") {
		cert, err := c.GetCertificate(hello)
		if cert != nil || err != nil {
			return cert, err
		}
	}
	if len(c.Certificates) == 0 {
		return nil, errors.New("tls: no certificates configured")
	}
	if len(c.Certificates) == 1 {
		return &c.Certificates[0], nil
	}
	if c.NameToCertificate != nil {
		name := strings.ToLower(hello.ServerName)
		if cert, ok := c.NameToCertificate[name]; ok {
			return cert, nil
		}
		if _, rest, ok := strings.Cut(name, "."); ok {
			if cert, ok := c.NameToCertificate["*."+rest]; ok {
				return cert, nil
			}
		}
	}
	for i := range c.Certificates {
		if hello.SupportsCertificate(&c.Certificates[i]) == nil {
			return &c.Certificates[i], nil
		}
	}
	return &c.Certificates[0], nil
}

// ClientHelloInfo is what a client says at the beginning.
type ClientHelloInfo struct {
	// CipherSuites are those that it has.
	CipherSuites []uint16
	// ServerName is the name that it asks for, if any.
	ServerName string
	// SupportedCurves are its ways to exchange keys.
	SupportedCurves []CurveID
	// SupportedPoints are its forms of points.
	SupportedPoints []uint8
	// SignatureSchemes are the signatures that it can verify.
	SignatureSchemes []SignatureScheme
	// SupportedProtos are the protocols that it speaks.
	SupportedProtos []string
	// SupportedVersions are its versions.
	SupportedVersions []uint16
	// Extensions are the numbers of its extensions.
	Extensions []uint16
	// Conn is the connection below, not to be read or written.
	Conn net.Conn
	// HelloRetryRequest says that it is the second beginning.
	HelloRetryRequest bool

	config *Config
	ctx    context.Context
}

// Context returns the context of the handshake.
func (c *ClientHelloInfo) Context() context.Context { return c.ctx }

// SupportsCertificate returns an error if the client cannot do with a certificate: the name, the algorithm, or the version do not
// fit.
func (chi *ClientHelloInfo) SupportsCertificate(c *Certificate) error {
	low, high := VersionTLS12, VersionTLS13
	if chi.config != nil {
		l, h := chi.config.versions()
		low, high = int(l), int(h)
	}
	version := 0
	for _, v := range chi.SupportedVersions {
		if int(v) >= low && int(v) <= high {
			version = max(version, int(v))
		}
	}
	if version == 0 {
		return errors.New("no mutually supported protocol versions")
	}
	leaf, err := c.leaf()
	if err != nil {
		return fmt.Errorf("failed to parse certificate: %w", err)
	}
	if chi.ServerName != "" {
		if err := leaf.VerifyHostname(chi.ServerName); err != nil {
			return fmt.Errorf("certificate is not valid for requested server name: %w", err)
		}
	}
	schemes := schemesOf(c)
	if len(schemes) == 0 {
		return fmt.Errorf("tls: unsupported certificate key (%T)", c.PrivateKey)
	}
	if len(chi.SignatureSchemes) > 0 && !slices.ContainsFunc(schemes, func(s SignatureScheme) bool {
		return slices.Contains(chi.SignatureSchemes, s)
	}) {
		return errors.New("tls: peer doesn't support any of the certificate's signature algorithms")
	}
	return nil
}

// schemesOf returns the signatures that the key of a certificate makes.
func schemesOf(c *Certificate) (list []SignatureScheme) {
	signer, ok := c.PrivateKey.(crypto.Signer)
	if !ok {
		return nil
	}
	switch key := signer.Public().(type) {
	case *rsa.PublicKey:
		list = []SignatureScheme{PSSWithSHA256, PSSWithSHA384, PSSWithSHA512, PKCS1WithSHA256, PKCS1WithSHA384, PKCS1WithSHA512, PKCS1WithSHA1}
	case *ecdsa.PublicKey:
		switch key.Curve {
		case elliptic.P256():
			list = []SignatureScheme{ECDSAWithP256AndSHA256, ECDSAWithSHA1}
		case elliptic.P384():
			list = []SignatureScheme{ECDSAWithP384AndSHA384, ECDSAWithSHA1}
		case elliptic.P521():
			list = []SignatureScheme{ECDSAWithP521AndSHA512, ECDSAWithSHA1}
		}
	case ed25519.PublicKey:
		list = []SignatureScheme{Ed25519}
	}
	if c.SupportedSignatureAlgorithms != nil {
		list = slices.DeleteFunc(list, func(s SignatureScheme) bool { return !slices.Contains(c.SupportedSignatureAlgorithms, s) })
	}
	return list
}

// CertificateRequestInfo is what a server says when it asks for a certificate.
type CertificateRequestInfo struct {
	// AcceptableCAs are the names of the authorities that it trusts; none means that it does not tell.
	AcceptableCAs [][]byte
	// SignatureSchemes are the signatures that it can verify.
	SignatureSchemes []SignatureScheme
	// Version is the version of the connection.
	Version uint16

	ctx context.Context
}

// Context returns the context of the handshake.
func (c *CertificateRequestInfo) Context() context.Context { return c.ctx }

// SupportsCertificate returns an error if the server will not take a certificate.
func (cri *CertificateRequestInfo) SupportsCertificate(c *Certificate) error {
	if len(cri.SignatureSchemes) > 0 && !slices.ContainsFunc(schemesOf(c), func(s SignatureScheme) bool {
		return slices.Contains(cri.SignatureSchemes, s)
	}) {
		return errors.New("tls: peer doesn't support any of the certificate's signature algorithms")
	}
	if len(cri.AcceptableCAs) == 0 {
		return nil
	}
	for i, b := range c.Certificate {
		cert := c.Leaf
		if i != 0 || cert == nil {
			var err error
			if cert, err = x509.ParseCertificate(b); err != nil {
				return fmt.Errorf("failed to parse certificate #%d in the chain: %w", i, err)
			}
		}
		for _, name := range cri.AcceptableCAs {
			if string(name) == string(cert.RawIssuer) {
				return nil
			}
		}
	}
	return errors.New("chain is not signed by an acceptable CA")
}

// CertificateVerificationError is returned for a certificate that is not valid.
type CertificateVerificationError struct {
	// UnverifiedCertificates are what the other side has shown.
	UnverifiedCertificates []*x509.Certificate
	Err                    error
}

func (e *CertificateVerificationError) Error() string {
	return "tls: failed to verify certificate: " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *CertificateVerificationError) Unwrap() error { return e.Err }

// SessionState is a session that may be resumed.
type SessionState struct {
	// Extra is data of the application, kept with the session.
	Extra [][]byte

	// EarlyData says that data may be sent at the beginning.
	EarlyData bool
}

// Bytes returns the session as ParseSessionState reads it.
func (s *SessionState) Bytes() ([]byte, error) {
	b := []byte{0}
	if s.EarlyData {
		b[0] = 1
	}
	for _, e := range s.Extra {
		if len(e) >= 1<<24 {
			return nil, errors.New("tls: session state is too large")
		}
		b = appendPart(b, e)
	}
	return b, nil
}

// ParseSessionState reads a session.
func ParseSessionState(data []byte) (*SessionState, error) {
	if len(data) == 0 || data[0] > 1 {
		return nil, errors.New("tls: invalid session encoding")
	}
	parts, ok := parts(data[1:])
	if !ok {
		return nil, errors.New("tls: invalid session encoding")
	}
	return &SessionState{Extra: parts, EarlyData: data[0] == 1}, nil
}

// appendPart appends p with three bytes of length before it.
func appendPart(b, p []byte) []byte {
	return append(append(b, byte(len(p)>>16), byte(len(p)>>8), byte(len(p))), p...)
}

// parts splits what appendPart has put together.
func parts(b []byte) (list [][]byte, ok bool) {
	for len(b) > 0 {
		if len(b) < 3 {
			return nil, false
		}
		n := int(b[0])<<16 | int(b[1])<<8 | int(b[2])
		if len(b) < 3+n {
			return nil, false
		}
		list = append(list, b[3:3+n:3+n])
		b = b[3+n:]
	}
	return list, true
}

// ClientSessionState is a session of a client.
type ClientSessionState struct {
	ticket []byte
	state  *SessionState
}

// ResumptionState returns the ticket and the session.
func (cs *ClientSessionState) ResumptionState() (ticket []byte, state *SessionState, err error) {
	if cs == nil || cs.state == nil {
		return nil, nil, nil
	}
	return cs.ticket, cs.state, nil
}

// NewResumptionState returns the session of a ticket.
func NewResumptionState(ticket []byte, state *SessionState) (*ClientSessionState, error) {
	return &ClientSessionState{ticket, state}, nil
}

// ClientSessionCache keeps sessions by server.
type ClientSessionCache interface {
	// Get returns the session of a key.
	Get(sessionKey string) (session *ClientSessionState, ok bool)

	// Put keeps a session; nil drops that of the key.
	Put(sessionKey string, cs *ClientSessionState)
}

type lruCache struct {
	mu       sync.Mutex
	m        map[string]*list.Element
	order    *list.List
	capacity int
}

type lruEntry struct {
	key   string
	state *ClientSessionState
}

// NewLRUClientSessionCache returns a cache of so many sessions, 64 if capacity is not positive, which drops the one that was not
// used for the longest time.
func NewLRUClientSessionCache(capacity int) ClientSessionCache {
	if capacity < 1 {
		capacity = 64
	}
	return &lruCache{m: map[string]*list.Element{}, order: list.New(), capacity: capacity}
}

func (c *lruCache) Put(key string, cs *ClientSessionState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.m[key]; ok {
		if cs == nil {
			c.order.Remove(e)
			delete(c.m, key)
		} else {
			e.Value.(*lruEntry).state = cs
			c.order.MoveToFront(e)
		}
		return
	}
	if cs == nil {
		return
	}
	if c.order.Len() >= c.capacity {
		last := c.order.Back()
		delete(c.m, last.Value.(*lruEntry).key)
		c.order.Remove(last)
	}
	c.m[key] = c.order.PushFront(&lruEntry{key, cs})
}

func (c *lruCache) Get(key string) (*ClientSessionState, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.m[key]; ok {
		c.order.MoveToFront(e)
		return e.Value.(*lruEntry).state, true
	}
	return nil, false
}
