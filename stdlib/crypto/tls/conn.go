package tls

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Natives on a session, which only one goroutine may use at a time. They do not wait.

func open(server bool, low, high int, ciphers, groups string, pause, keylog bool) (handle uintptr, problem string)

func free(handle uintptr)

func names(handle uintptr, protocols []byte, name string)

func ask(handle uintptr, how int, authorities []byte)

func use(handle uintptr, chain, key []byte) string

func verdict(handle uintptr, alert int)

func handshake(handle uintptr) int

func read(handle uintptr, b []byte) (n, status int)

func write(handle uintptr, b []byte) (n, status int)

func shutdown(handle uintptr)

func feed(handle uintptr, b []byte)

func waiting(handle uintptr) int

func drain(handle uintptr) []byte

func problem(handle uintptr) (text string, reason int)

func state(handle uintptr) (version, cipher, group int)

func chosen(handle uintptr) (protocol, name string)

func clientHello(handle uintptr) []byte

func chain(handle uintptr) []byte

func authorities(handle uintptr) []byte

func takeKeyLog(handle uintptr) []byte

func export(handle uintptr, label string, context []byte, hasContext bool, n int) []byte

// What natives return.
const (
	done = iota
	wantRead
	closed
	failed
	wantConfig
	wantVerdict
	wantCertificate
)

// session owns a handle.
type session struct {
	mu     sync.Mutex
	handle uintptr
}

func newSession(server bool, c *Config, pause bool) (*session, error) {
	low, high := c.versions()
	h, problem := open(server, int(low), int(high), c.ciphers(), c.groups(), pause, c.KeyLogWriter != nil)
	if problem != "" {
		return nil, errors.New(problem)
	}
	s := &session{handle: h}
	runtime.SetFinalizer(s, func(s *session) { free(s.handle) })
	return s, nil
}

// Conn is a connection. It implements net.Conn.
type Conn struct {
	conn     net.Conn
	isClient bool
	config   *Config

	handshakeMu  sync.Mutex
	handshakeErr error
	complete     atomic.Bool

	s     *session
	first []byte // what was read before the session has its Config; nil after that

	readMu  sync.Mutex
	readErr error
	buf     []byte

	writeMu    sync.Mutex
	closeWrite bool
	closed     atomic.Bool
	certs      []*x509.Certificate
	chains     [][]*x509.Certificate
}

// ConnectionState is what there is to know of a connection.
type ConnectionState struct {
	// Version is the version of the protocol.
	Version uint16
	// HandshakeComplete says that the handshake is over.
	HandshakeComplete bool
	// DidResume says that an earlier session goes on.
	DidResume bool
	// CipherSuite is the cipher suite.
	CipherSuite uint16
	// CurveID is how keys were exchanged.
	CurveID CurveID
	// NegotiatedProtocol is the protocol that both speak.
	NegotiatedProtocol string
	// NegotiatedProtocolIsMutual is true.
	//
	// Deprecated: it is always true.
	NegotiatedProtocolIsMutual bool
	// ServerName is the name that the client has asked for.
	ServerName string
	// PeerCertificates are what the other side has shown, the leaf first.
	PeerCertificates []*x509.Certificate
	// VerifiedChains are the chains that make it valid, if that was asked for.
	VerifiedChains [][]*x509.Certificate
	// SignedCertificateTimestamps and OCSPResponse are not asked for.
	SignedCertificateTimestamps [][]byte
	OCSPResponse                []byte
	// TLSUnique is empty.
	//
	// Deprecated: it does not hold what it promises.
	TLSUnique []byte
	// ECHAccepted says that the client's hello was encrypted.
	ECHAccepted bool
	// HelloRetryRequest says that the client had to begin twice.
	HelloRetryRequest bool

	s *session
}

// ExportKeyingMaterial returns bytes that both sides of the connection get, and nobody else (RFC 5705).
func (cs *ConnectionState) ExportKeyingMaterial(label string, context []byte, length int) ([]byte, error) {
	if cs.s == nil {
		return nil, errors.New("crypto/tls: ExportKeyingMaterial is unavailable before the handshake")
	}
	cs.s.mu.Lock()
	defer cs.s.mu.Unlock()
	b := export(cs.s.handle, label, context, context != nil, length)
	if b == nil {
		return nil, errors.New("crypto/tls: ExportKeyingMaterial failed")
	}
	return b, nil
}

func wireProtocols(list []string) ([]byte, error) {
	var b []byte
	for _, p := range list {
		if len(p) == 0 || len(p) > 255 {
			return nil, errors.New("tls: invalid NextProtos value")
		}
		b = append(append(b, byte(len(p))), p...)
	}
	return b, nil
}

// nameToAsk returns the name for a client's hello: IP addresses are not asked for.
func nameToAsk(name string) string {
	host := name
	if len(host) > 0 && host[0] == '[' && host[len(host)-1] == ']' {
		host = host[1 : len(host)-1]
	}
	if i := strings.LastIndexByte(host, '%'); i > 0 {
		host = host[:i]
	}
	if net.ParseIP(host) != nil {
		return ""
	}
	return strings.TrimRight(name, ".")
}

// LocalAddr returns the local address.
func (c *Conn) LocalAddr() net.Addr { return c.conn.LocalAddr() }

// RemoteAddr returns the other side's address.
func (c *Conn) RemoteAddr() net.Addr { return c.conn.RemoteAddr() }

// SetDeadline sets the deadlines of reads and writes. After a write that was too late the connection is broken.
func (c *Conn) SetDeadline(t time.Time) error { return c.conn.SetDeadline(t) }

// SetReadDeadline sets the deadline of reads.
func (c *Conn) SetReadDeadline(t time.Time) error { return c.conn.SetReadDeadline(t) }

// SetWriteDeadline sets the deadline of writes. After one that was too late the connection is broken.
func (c *Conn) SetWriteDeadline(t time.Time) error { return c.conn.SetWriteDeadline(t) }

// NetConn returns the connection below. What is read or written there breaks this one.
func (c *Conn) NetConn() net.Conn { return c.conn }

// Handshake does the handshake if it was not done yet. Read and Write do it, too.
func (c *Conn) Handshake() error { return c.HandshakeContext(context.Background()) }

// HandshakeContext is Handshake as long as ctx is not done.
func (c *Conn) HandshakeContext(ctx context.Context) error {
	if c.complete.Load() {
		return nil
	}
	c.handshakeMu.Lock()
	defer c.handshakeMu.Unlock()
	if c.complete.Load() || c.handshakeErr != nil {
		return c.handshakeErr
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var stop func() bool
	if ctx.Done() != nil {
		stop = context.AfterFunc(ctx, func() { c.conn.Close() })
	}
	err := c.shake(inner)
	if stop != nil && !stop() && ctx.Err() != nil {
		err = ctx.Err()
	}
	if err == nil {
		c.complete.Store(true)
	}
	c.handshakeErr = err
	return err
}

func (c *Conn) shake(ctx context.Context) error {
	if c.config == nil {
		c.config = &Config{}
	}
	var err error
	if c.isClient {
		err = c.beginClient()
	} else {
		c.first = []byte{}
		c.s, err = newSession(true, c.config, true)
	}
	if err != nil {
		return err
	}
	for {
		c.s.mu.Lock()
		status := handshake(c.s.handle)
		c.s.mu.Unlock()
		if err := c.flush(); err != nil && status != failed {
			return err
		}
		switch status {
		case done:
			return c.finish()
		case wantRead:
			err = c.fill()
		case wantConfig:
			err = c.beginServer(ctx)
		case wantVerdict:
			err = c.decide()
		case wantCertificate:
			err = c.giveCertificate(ctx)
		case failed:
			err = c.failure()
		default:
			err = io.EOF
		}
		if err != nil {
			return err
		}
	}
}

func (c *Conn) beginClient() (err error) {
	config := c.config
	if config.ServerName == "" && !config.InsecureSkipVerify {
		return errors.New("tls: either ServerName or InsecureSkipVerify must be specified in the tls.Config")
	}
	if len(config.EncryptedClientHelloConfigList) > 0 {
		return errors.New("tls: encrypted client hellos are not supported")
	}
	protocols, err := wireProtocols(config.NextProtos)
	if err != nil {
		return err
	}
	if low, high := config.versions(); low > high {
		return errors.New("tls: no supported versions satisfy MinVersion and MaxVersion")
	}
	if c.s, err = newSession(false, config, false); err != nil {
		return err
	}
	names(c.s.handle, protocols, nameToAsk(config.ServerName))
	if config.GetClientCertificate != nil || len(config.Certificates) > 0 {
		ask(c.s.handle, 0, nil)
	}
	return nil
}

// alertPlain sends an alert before anything is encrypted.
func (c *Conn) alertPlain(code byte) { c.conn.Write([]byte{21, 3, 3, 0, 2, 2, code}) }

// beginServer sets up the session for the client whose hello has come.
func (c *Conn) beginServer(ctx context.Context) error {
	hello := c.hello(ctx)
	if c.config.GetConfigForClient != nil {
		config, err := c.config.GetConfigForClient(hello)
		if err != nil {
			c.alertPlain(80)
			return err
		}
		if config != nil {
			// From the beginning, with other settings.
			c.config, hello.config = config, config
			if c.s, err = newSession(true, config, false); err != nil {
				return err
			}
			feed(c.s.handle, c.first)
		}
	}
	c.first = nil
	config := c.config
	low, high := config.versions()
	fits := false
	for _, v := range hello.SupportedVersions {
		fits = fits || low <= v && v <= high
	}
	if !fits {
		c.alertPlain(70)
		return fmt.Errorf("tls: client offered only unsupported versions: %x", hello.SupportedVersions)
	}
	protocols, err := wireProtocols(config.NextProtos)
	if err != nil {
		return err
	}
	if len(hello.SupportedProtos) > 0 && len(protocols) > 0 {
		common := false
		for _, p := range config.NextProtos {
			common = common || slices.Contains(hello.SupportedProtos, p)
		}
		// A client of HTTP/1.1 at a server of HTTP/2 goes on without.
		http11 := slices.Equal(hello.SupportedProtos, []string{"http/1.1"}) && slices.Contains(config.NextProtos, "h2")
		switch {
		case !common && http11:
			protocols = nil
		case !common:
			c.alertPlain(120)
			return fmt.Errorf("tls: client requested unsupported application protocols (%q)", hello.SupportedProtos)
		}
	}
	cert, err := config.certificate(hello)
	if err != nil {
		if len(config.Certificates) == 0 && config.GetCertificate == nil {
			c.alertPlain(112)
		} else {
			c.alertPlain(80)
		}
		return err
	}
	if cert == nil {
		c.alertPlain(112)
		return errors.New("tls: no certificates configured")
	}
	names(c.s.handle, protocols, "")
	switch config.ClientAuth {
	case NoClientCert:
	case RequireAnyClientCert, RequireAndVerifyClientCert:
		ask(c.s.handle, 2, subjects(config.ClientCAs))
	default:
		ask(c.s.handle, 1, subjects(config.ClientCAs))
	}
	if err := c.use(cert); err != nil {
		c.alertPlain(80)
		return err
	}
	return nil
}

func subjects(pool *x509.CertPool) (b []byte) {
	if pool == nil {
		return nil
	}
	for _, name := range pool.Subjects() {
		b = appendPart(b, name)
	}
	return b
}

// use shows a certificate to the other side.
func (c *Conn) use(cert *Certificate) error {
	var chain []byte
	for _, b := range cert.Certificate {
		chain = appendPart(chain, b)
	}
	var key []byte
	if chain != nil {
		switch k := cert.PrivateKey.(type) {
		case *rsa.PrivateKey, *ecdsa.PrivateKey, ed25519.PrivateKey:
			var err error
			if key, err = x509.MarshalPKCS8PrivateKey(k); err != nil {
				return err
			}
		case *ed25519.PrivateKey:
			key, _ = x509.MarshalPKCS8PrivateKey(*k)
		case crypto.Signer:
			return fmt.Errorf("tls: private keys of type %T are not supported", k)
		default:
			return fmt.Errorf("tls: certificate private key of type %T does not implement crypto.Signer", k)
		}
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if problem := use(c.s.handle, chain, key); problem != "" {
		return errors.New("tls: " + problem)
	}
	return nil
}

// giveCertificate answers a server that asks for a certificate.
func (c *Conn) giveCertificate(ctx context.Context) error {
	version, _, _ := state(c.s.handle)
	info := &CertificateRequestInfo{Version: uint16(version), ctx: ctx}
	info.AcceptableCAs, _ = parts(authorities(c.s.handle))
	if f := c.config.GetClientCertificate; f != nil {
		cert, err := f(info)
		if err != nil {
			return err
		}
		if cert == nil {
			return errors.New("tls: GetClientCertificate returned a nil certificate")
		}
		return c.use(cert)
	}
	for i := range c.config.Certificates {
		if cert := &c.config.Certificates[i]; info.SupportsCertificate(cert) == nil {
			return c.use(cert)
		}
	}
	return c.use(&Certificate{})
}

// hello returns what the client has said.
func (c *Conn) hello(ctx context.Context) *ClientHelloInfo {
	b := clientHello(c.s.handle)
	hello := &ClientHelloInfo{Conn: c.conn, config: c.config, ctx: ctx}
	take := func(b *[]byte) (uint16, bool) {
		if len(*b) < 2 {
			return 0, false
		}
		n := uint16((*b)[0])<<8 | uint16((*b)[1])
		*b = (*b)[2:]
		return n, true
	}
	vector := func(b *[]byte) []byte {
		n, _ := take(b)
		v := (*b)[:min(int(n), len(*b))]
		*b = (*b)[len(v):]
		return v
	}
	legacy, _ := take(&b)
	for v := vector(&b); ; {
		id, ok := take(&v)
		if !ok {
			break
		}
		hello.CipherSuites = append(hello.CipherSuites, id)
	}
	for len(b) > 0 {
		id, _ := take(&b)
		v := vector(&b)
		hello.Extensions = append(hello.Extensions, id)
		switch id {
		case 0:
			list := vector(&v)
			if len(list) > 0 && list[0] == 0 {
				list = list[1:]
				hello.ServerName = string(vector(&list))
			}
		case 10:
			for list := vector(&v); len(list) > 1; {
				n, _ := take(&list)
				hello.SupportedCurves = append(hello.SupportedCurves, CurveID(n))
			}
		case 11:
			if len(v) > 0 {
				hello.SupportedPoints = v[1:]
			}
		case 13:
			for list := vector(&v); len(list) > 1; {
				n, _ := take(&list)
				hello.SignatureSchemes = append(hello.SignatureSchemes, SignatureScheme(n))
			}
		case 16:
			for list := vector(&v); len(list) > 0; {
				n := min(int(list[0]), len(list)-1)
				hello.SupportedProtos = append(hello.SupportedProtos, string(list[1:1+n]))
				list = list[1+n:]
			}
		case 43:
			if len(v) > 0 {
				for v = v[1:]; len(v) > 1; {
					n, _ := take(&v)
					hello.SupportedVersions = append(hello.SupportedVersions, n)
				}
			}
		}
	}
	if hello.SupportedVersions == nil {
		for v := min(legacy, VersionTLS12); v >= VersionTLS10; v-- {
			hello.SupportedVersions = append(hello.SupportedVersions, v)
		}
	}
	return hello
}

// decide says whether the other side's certificates will do. The error is returned when the alert was sent.
func (c *Conn) decide() error {
	code, err := c.verify()
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if err == nil {
		verdict(c.s.handle, 0)
		return nil
	}
	verdict(c.s.handle, int(code))
	handshake(c.s.handle)
	c.conn.Write(drain(c.s.handle))
	return err
}

func (c *Conn) verify() (alert, error) {
	raw, _ := parts(chain(c.s.handle))
	who := "server"
	if !c.isClient {
		who = "client"
	}
	for _, b := range raw {
		cert, err := x509.ParseCertificate(b)
		if err != nil {
			return alertBadCertificate, errors.New("tls: failed to parse certificate from " + who + ": " + err.Error())
		}
		c.certs = append(c.certs, cert)
	}
	opts := x509.VerifyOptions{CurrentTime: c.config.time(), Intermediates: x509.NewCertPool()}
	for _, cert := range c.certs[min(1, len(c.certs)):] {
		opts.Intermediates.AddCert(cert)
	}
	wanted := false
	if c.isClient {
		wanted = !c.config.InsecureSkipVerify
		opts.Roots, opts.DNSName = c.config.RootCAs, c.config.ServerName
	} else {
		wanted = c.config.ClientAuth >= VerifyClientCertIfGiven
		opts.Roots, opts.KeyUsages = c.config.ClientCAs, []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	if wanted && len(c.certs) > 0 {
		var err error
		if c.chains, err = c.certs[0].Verify(opts); err != nil {
			code := alertBadCertificate
			if !c.isClient {
				var unknown x509.UnknownAuthorityError
				var invalid x509.CertificateInvalidError
				if errors.As(err, &unknown) {
					code = alertUnknownCA
				} else if errors.As(err, &invalid) && invalid.Reason == x509.Expired {
					code = alertCertificateExpired
				}
			}
			return code, &CertificateVerificationError{c.certs, err}
		}
	}
	return alertBadCertificate, c.callVerifiers(raw, true)
}

// callVerifiers calls the Config's functions, that for certificates if any were asked for.
func (c *Conn) callVerifiers(raw [][]byte, asked bool) error {
	if f := c.config.VerifyPeerCertificate; f != nil && asked {
		if err := f(raw, c.chains); err != nil {
			return err
		}
	}
	if f := c.config.VerifyConnection; f != nil {
		return f(c.newState())
	}
	return nil
}

// finish is the end of the handshake.
func (c *Conn) finish() error {
	if c.isClient {
		return nil
	}
	if len(chain(c.s.handle)) > 0 {
		// The client learns only that the connection ends.
		_, err := c.verify()
		return err
	}
	return c.callVerifiers(nil, c.config.ClientAuth != NoClientCert)
}

func (c *Conn) newState() ConnectionState {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	version, cipher, group := state(c.s.handle)
	s := ConnectionState{
		Version:                    uint16(version),
		CipherSuite:                uint16(cipher),
		NegotiatedProtocolIsMutual: true,
		PeerCertificates:           c.certs,
		VerifiedChains:             c.chains,
		s:                          c.s,
	}
	switch group {
	case 415:
		s.CurveID = CurveP256
	case 715:
		s.CurveID = CurveP384
	case 716:
		s.CurveID = CurveP521
	case 1034:
		s.CurveID = X25519
	}
	s.NegotiatedProtocol, s.ServerName = chosen(c.s.handle)
	return s
}

// ConnectionState returns what there is to know of the connection.
func (c *Conn) ConnectionState() ConnectionState {
	if !c.complete.Load() {
		return ConnectionState{}
	}
	s := c.newState()
	s.HandshakeComplete = true
	return s
}

// OCSPResponse returns nil.
func (c *Conn) OCSPResponse() []byte { return nil }

// VerifyHostname returns an error unless the server's certificate, which must be valid, is one of the host.
func (c *Conn) VerifyHostname(host string) error {
	switch {
	case !c.isClient:
		return errors.New("tls: VerifyHostname called on TLS server connection")
	case !c.complete.Load():
		return errors.New("tls: handshake has not yet been performed")
	case len(c.chains) == 0:
		return errors.New("tls: handshake did not verify certificate chain")
	}
	return c.certs[0].VerifyHostname(host)
}

// failure returns what OpenSSL says is wrong.
func (c *Conn) failure() error {
	c.s.mu.Lock()
	text, reason := problem(c.s.handle)
	c.s.mu.Unlock()
	switch {
	case reason >= 1000 && reason < 1256:
		return &net.OpError{Op: "remote error", Err: alert(reason - 1000)}
	case text == "":
		return io.ErrUnexpectedEOF
	case strings.Contains(text, "peer did not return a certificate"):
		return errors.New("tls: client didn't provide a certificate")
	case strings.Contains(text, "no shared cipher"):
		return errors.New("tls: no cipher suite supported by both client and server")
	case strings.Contains(text, "unsupported protocol"), strings.Contains(text, "version number"):
		return errors.New("tls: server selected unsupported protocol version")
	}
	return errors.New("tls: " + text)
}

// flush sends what the session has for the other side.
func (c *Conn) flush() error {
	c.s.mu.Lock()
	b := drain(c.s.handle)
	if w := c.config.KeyLogWriter; w != nil {
		w.Write(takeKeyLog(c.s.handle))
	}
	c.s.mu.Unlock()
	if len(b) == 0 {
		return nil
	}
	_, err := c.conn.Write(b)
	return err
}

// fill waits for bytes and gives them to the session.
func (c *Conn) fill() error {
	if c.buf == nil {
		c.buf = make([]byte, 16<<10+512)
	}
	n, err := c.conn.Read(c.buf)
	b := c.buf[:n]
	if n > 0 && !c.complete.Load() && c.s != nil && !c.looked() {
		// The first header: whoever does not speak TLS is told so.
		for len(b) < 5 && err == nil {
			n, err = c.conn.Read(c.buf[len(b):])
			b = c.buf[:len(b)+n]
		}
		c.readErr = errLooked
		if len(b) >= 5 && (b[0] != 21 && b[0] != 22 || b[1] >= 0x10) {
			msg := "first record does not look like a TLS handshake"
			if b[0] == 0x80 && !c.isClient {
				msg = "unsupported SSLv2 handshake received"
			}
			return RecordHeaderError{msg, [5]byte(b), c.conn}
		}
	}
	if len(b) == 0 {
		if err == nil {
			return nil
		}
		c.s.mu.Lock()
		defer c.s.mu.Unlock()
		if err == io.EOF && waiting(c.s.handle) > 0 {
			return io.ErrUnexpectedEOF
		}
		return err
	}
	if c.first != nil {
		c.first = append(c.first, b...)
	}
	c.s.mu.Lock()
	feed(c.s.handle, b)
	c.s.mu.Unlock()
	return nil
}

// errLooked marks, during the handshake, that the first header was looked at.
var errLooked = errors.New("tls: looked")

func (c *Conn) looked() bool { return c.readErr == errLooked }

// Read reads data. It does the handshake first; a Conn that is used without Handshake should have a deadline.
func (c *Conn) Read(b []byte) (int, error) {
	if err := c.Handshake(); err != nil {
		return 0, err
	}
	if len(b) == 0 {
		return 0, nil
	}
	c.readMu.Lock()
	defer c.readMu.Unlock()
	if c.looked() {
		c.readErr = nil
	}
	for {
		if c.readErr != nil {
			return 0, c.readErr
		}
		c.s.mu.Lock()
		n, status := read(c.s.handle, b)
		c.s.mu.Unlock()
		if n > 0 {
			return n, nil
		}
		if status != wantRead || n == 0 {
			c.answer()
		}
		switch status {
		case wantRead:
			if err := c.fill(); err != nil {
				if ne, ok := err.(net.Error); !ok || !ne.Timeout() {
					c.readErr = err
				}
				return 0, err
			}
		case closed:
			c.readErr = io.EOF
		default:
			c.readErr = c.failure()
		}
	}
}

// answer sends what reading has given rise to.
func (c *Conn) answer() {
	c.s.mu.Lock()
	b := drain(c.s.handle)
	c.s.mu.Unlock()
	if len(b) > 0 {
		c.conn.Write(b)
	}
}

// Write writes data. It does the handshake first; a Conn that is used without Handshake should have a deadline.
func (c *Conn) Write(b []byte) (int, error) {
	if c.closed.Load() {
		return 0, net.ErrClosed
	}
	if err := c.Handshake(); err != nil {
		return 0, err
	}
	c.writeMu.Lock()
	defer c.writeMu.Unlock()
	if c.closeWrite {
		return 0, errShutdown
	}
	total := 0
	for len(b) > 0 {
		// In pieces, so that not all has to be in memory twice.
		piece := b[:min(len(b), 64<<10)]
		c.s.mu.Lock()
		n, status := write(c.s.handle, piece)
		out := drain(c.s.handle)
		c.s.mu.Unlock()
		if len(out) > 0 {
			if _, err := c.conn.Write(out); err != nil {
				return total, err
			}
		}
		if status != done {
			return total, c.failure()
		}
		total += n
		b = b[n:]
	}
	return total, nil
}

var errShutdown = errors.New("tls: protocol is shutdown")

// notify tells the other side that nothing more will be written.
func (c *Conn) notify() error {
	c.writeMu.Lock()
	defer c.writeMu.Unlock()
	if c.closeWrite {
		return nil
	}
	c.closeWrite = true
	c.conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	c.s.mu.Lock()
	shutdown(c.s.handle)
	out := drain(c.s.handle)
	c.s.mu.Unlock()
	_, err := c.conn.Write(out)
	c.conn.SetWriteDeadline(time.Now())
	return err
}

// CloseWrite ends writing: the other side reads an end. The handshake must be over.
func (c *Conn) CloseWrite() error {
	if !c.complete.Load() {
		return errors.New("tls: CloseWrite called before handshake complete")
	}
	return c.notify()
}

// Close closes the connection.
func (c *Conn) Close() error {
	if c.closed.Swap(true) {
		return net.ErrClosed
	}
	var notified error
	if c.complete.Load() && c.writeMu.TryLock() {
		c.writeMu.Unlock()
		if err := c.notify(); err != nil {
			notified = fmt.Errorf("tls: failed to send closeNotify alert (but connection was closed anyway): %w", err)
		}
	}
	if err := c.conn.Close(); err != nil {
		return err
	}
	return notified
}
