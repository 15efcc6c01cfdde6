// TLS over loopback and pipes: both sides, mutual authentication, protocols, names, and what goes wrong.
package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"
	"time"
)

var pool = x509.NewCertPool()

func authority() (*x509.Certificate, *ecdsa.PrivateKey) {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	t := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "ca"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		panic(err)
	}
	c, _ := x509.ParseCertificate(der)
	return c, key
}

var ca, caKey = authority()

func issue(name string, usage x509.ExtKeyUsage) tls.Certificate {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	t := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{name}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{usage}, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, t, ca, key.Public(), caKey)
	if err != nil {
		panic(err)
	}
	k, _ := x509.MarshalPKCS8PrivateKey(key)
	c, err := tls.X509KeyPair(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: k}))
	if err != nil {
		panic(err)
	}
	return c
}

// meet connects a client and a server, and says what became of it.
func meet(what string, server, client *tls.Config) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	result := make(chan string)
	go func() {
		raw, err := l.Accept()
		if err != nil {
			panic(err)
		}
		c := tls.Server(raw, server)
		b := make([]byte, 100)
		n, err := c.Read(b)
		s := c.ConnectionState()
		text := fmt.Sprintf("%q %v", b[:n], err)
		if err == nil {
			text += fmt.Sprintf(" | %s %q %q %d %d", tls.VersionName(s.Version), s.ServerName, s.NegotiatedProtocol, len(s.PeerCertificates), len(s.VerifiedChains))
			c.Write([]byte("hello " + string(b[:n])))
		}
		c.Close()
		result <- text
	}()
	raw, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		panic(err)
	}
	c := tls.Client(raw, client)
	defer c.Close()
	fmt.Println("---", what)
	_, err = c.Write([]byte("client"))
	if err != nil {
		var v *tls.CertificateVerificationError
		fmt.Println("client:", err, errors.As(err, &v))
		if v == nil {
			raw.Close()
		}
	} else {
		b, err := io.ReadAll(c)
		s := c.ConnectionState()
		fmt.Printf("client: %q %v | %s %q %q %d %d %v\n", b, err, tls.VersionName(s.Version), s.ServerName, s.NegotiatedProtocol,
			len(s.PeerCertificates), len(s.VerifiedChains), s.HandshakeComplete)
	}
	fmt.Println("server:", <-result)
}

func main() {
	pool.AddCert(ca)
	one, two := issue("one.example.com", x509.ExtKeyUsageServerAuth), issue("two.example.com", x509.ExtKeyUsageServerAuth)
	mine := issue("client", x509.ExtKeyUsageClientAuth)
	server := func(change func(c *tls.Config)) *tls.Config {
		c := &tls.Config{Certificates: []tls.Certificate{one, two}}
		if change != nil {
			change(c)
		}
		return c
	}
	client := func(change func(c *tls.Config)) *tls.Config {
		c := &tls.Config{RootCAs: pool, ServerName: "one.example.com"}
		if change != nil {
			change(c)
		}
		return c
	}
	meet("plain", server(nil), client(nil))
	meet("second name", server(nil), client(func(c *tls.Config) { c.ServerName = "two.example.com" }))
	meet("wrong name", server(nil), client(func(c *tls.Config) { c.ServerName = "three.example.com" }))
	meet("address", server(nil), client(func(c *tls.Config) { c.ServerName = "127.0.0.1" }))
	meet("unknown authority", server(nil), client(func(c *tls.Config) { c.RootCAs = x509.NewCertPool() }))
	meet("skip", server(nil), client(func(c *tls.Config) { c.RootCAs, c.InsecureSkipVerify, c.ServerName = nil, true, "" }))
	meet("neither", server(nil), client(func(c *tls.Config) { c.ServerName = "" }))
	meet("TLS 1.2", server(func(c *tls.Config) { c.MaxVersion = tls.VersionTLS12 }), client(nil))
	meet("versions", server(func(c *tls.Config) { c.MaxVersion = tls.VersionTLS12 }), client(func(c *tls.Config) { c.MinVersion = tls.VersionTLS13 }))
	meet("protocols", server(func(c *tls.Config) { c.NextProtos = []string{"b", "c"} }), client(func(c *tls.Config) { c.NextProtos = []string{"a", "c", "b"} }))
	meet("no protocol", server(func(c *tls.Config) { c.NextProtos = []string{"x"} }), client(func(c *tls.Config) { c.NextProtos = []string{"a"} }))
	meet("protocols of one side", server(nil), client(func(c *tls.Config) { c.NextProtos = []string{"a"} }))
	mutual := func(c *tls.Config) { c.ClientAuth, c.ClientCAs = tls.RequireAndVerifyClientCert, pool }
	meet("mutual", server(mutual), client(func(c *tls.Config) { c.Certificates = []tls.Certificate{mine} }))
	meet("mutual, TLS 1.2", server(mutual), client(func(c *tls.Config) { c.Certificates, c.MaxVersion = []tls.Certificate{mine}, tls.VersionTLS12 }))
	meet("requested", server(func(c *tls.Config) { c.ClientAuth = tls.RequestClientCert }), client(nil))
	meet("client's function", server(mutual), client(func(c *tls.Config) {
		c.GetClientCertificate = func(i *tls.CertificateRequestInfo) (*tls.Certificate, error) {
			fmt.Println("asked:", len(i.AcceptableCAs), i.SupportsCertificate(&mine))
			return &mine, nil
		}
	}))
	meet("server's functions", server(func(c *tls.Config) {
		c.Certificates = nil
		c.GetConfigForClient = func(h *tls.ClientHelloInfo) (*tls.Config, error) {
			fmt.Println("hello:", h.ServerName, h.SupportedProtos, len(h.CipherSuites) > 0, h.Context() != nil)
			c := c.Clone()
			c.GetConfigForClient, c.NextProtos = nil, []string{"p"}
			c.GetCertificate = func(h *tls.ClientHelloInfo) (*tls.Certificate, error) { return &one, h.SupportsCertificate(&one) }
			return c, nil
		}
	}), client(func(c *tls.Config) { c.NextProtos = []string{"p"} }))
	meet("no certificate", &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, errors.New("none today") }}, client(nil))
	meet("verifiers", server(nil), client(func(c *tls.Config) {
		c.VerifyPeerCertificate = func(raw [][]byte, chains [][]*x509.Certificate) error {
			fmt.Println("verify:", len(raw), len(chains))
			return nil
		}
		c.VerifyConnection = func(s tls.ConnectionState) error {
			fmt.Println("connection:", len(s.PeerCertificates))
			return errors.New("I do not like it")
		}
	}))
	other()
	pairs(one)
}

func other() {
	// No TLS on the other side.
	a, b := net.Pipe()
	go func() {
		go io.Copy(io.Discard, b)
		b.Write([]byte("HTTP/1.1 400 Bad Request\r\n"))
		b.Close()
	}()
	err := tls.Client(a, &tls.Config{InsecureSkipVerify: true}).Handshake()
	var h tls.RecordHeaderError
	fmt.Println(err, errors.As(err, &h), string(h.RecordHeader[:]), h.Conn == nil)

	// A context that ends.
	a, b = net.Pipe()
	go io.Copy(io.Discard, b)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	fmt.Println(tls.Client(a, &tls.Config{InsecureSkipVerify: true}).HandshakeContext(ctx))

	// Much data both ways, over a pipe.
	a, b = net.Pipe()
	data := bytes.Repeat([]byte("0123456789abcdef"), 100_000)
	cert := issue("x", x509.ExtKeyUsageServerAuth)
	s := tls.Server(b, &tls.Config{Certificates: []tls.Certificate{cert}})
	c := tls.Client(a, &tls.Config{RootCAs: pool, ServerName: "x"})
	go func() {
		io.Copy(s, s)
		s.Close()
	}()
	wrote := make(chan bool)
	go func() {
		defer close(wrote)
		n, err := c.Write(data)
		fmt.Println(n, err)
		fmt.Println(c.CloseWrite())
		_, err = c.Write([]byte("more"))
		fmt.Println(err)
	}()
	var got bytes.Buffer
	n, err := io.Copy(&got, c)
	<-wrote
	fmt.Println(n, err, bytes.Equal(got.Bytes(), data), c.VerifyHostname("x"), c.VerifyHostname("y"))
	fmt.Println(c.Close(), c.Close() == net.ErrClosed)
	_, err = c.Write([]byte("more"))
	fmt.Println(err)
	state1, state2 := c.ConnectionState(), s.ConnectionState()
	k1, err1 := state1.ExportKeyingMaterial("label", nil, 20)
	k2, err2 := state2.ExportKeyingMaterial("label", nil, 20)
	fmt.Println(len(k1), bytes.Equal(k1, k2), err1, err2)
}

func pairs(c tls.Certificate) {
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Certificate[0]})
	der, _ := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	key := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	for _, pair := range [][2][]byte{{nil, key}, {key, cert}, {cert, nil}, {cert, cert}, {[]byte("-----BEGIN X-----\n-----END X-----\n"), key}} {
		_, err := tls.X509KeyPair(pair[0], pair[1])
		fmt.Println(err)
	}
	fmt.Println(tls.Listen("tcp", "127.0.0.1:0", &tls.Config{}))
	_, err := tls.LoadX509KeyPair("/nowhere/cert.pem", "/nowhere/key.pem")
	fmt.Println(err)
	for _, s := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		fmt.Println(s.ID, s.Name, s.SupportedVersions, s.Insecure)
	}
	fmt.Println(tls.CipherSuiteName(0x1301), tls.CipherSuiteName(1), tls.VersionName(7), tls.X25519, tls.CurveID(1), tls.Ed25519, tls.SignatureScheme(2), tls.NoClientCert, tls.AlertError(40), tls.AlertError(200))
	cache := tls.NewLRUClientSessionCache(1)
	cache.Put("a", &tls.ClientSessionState{})
	cache.Put("b", &tls.ClientSessionState{})
	_, okA := cache.Get("a")
	_, okB := cache.Get("b")
	fmt.Println(okA, okB, strings.Contains(fmt.Sprint(tls.RequireAnyClientCert), "Any"))
}
