// Package httptest has servers and recorders for testing what uses HTTP.
package httptest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
	"time"
)

// DefaultRemoteAddr is the RemoteAddr of requests made by NewRequest.
const DefaultRemoteAddr = "1.2.3.4"

// NewRequest returns a request as a server gets it; it panics if that cannot be done.
func NewRequest(method, target string, body io.Reader) *http.Request {
	return NewRequestWithContext(context.Background(), method, target, body)
}

// NewRequestWithContext is NewRequest with a context.
func NewRequestWithContext(ctx context.Context, method, target string, body io.Reader) *http.Request {
	if method == "" {
		method = "GET"
	}
	req, err := http.ReadRequest(bufio.NewReader(strings.NewReader(method + " " + target + " HTTP/1.0\r\n\r\n")))
	if err != nil {
		panic("invalid NewRequest arguments; " + err.Error())
	}
	req = req.WithContext(ctx)
	req.Proto = "HTTP/1.1"
	req.ProtoMinor = 1
	req.Close = false
	if body != nil {
		switch v := body.(type) {
		case *bytes.Buffer:
			req.ContentLength = int64(v.Len())
		case *bytes.Reader:
			req.ContentLength = int64(v.Len())
		case *strings.Reader:
			req.ContentLength = int64(v.Len())
		default:
			req.ContentLength = -1
		}
		if rc, ok := body.(io.ReadCloser); ok {
			req.Body = rc
		} else {
			req.Body = io.NopCloser(body)
		}
	}
	req.RemoteAddr = "192.0.2.1:1234"
	if req.Host == "" {
		req.Host = "example.com"
	}
	return req
}

// ResponseRecorder is a ResponseWriter that keeps the answer.
type ResponseRecorder struct {
	Code      int
	HeaderMap http.Header // use Result().Header
	Body      *bytes.Buffer
	Flushed   bool

	result      *http.Response
	snapshot    http.Header // the header when it was "sent"
	wroteHeader bool
}

// NewRecorder returns a recorder.
func NewRecorder() *ResponseRecorder {
	return &ResponseRecorder{HeaderMap: make(http.Header), Body: new(bytes.Buffer), Code: 200}
}

// Header returns the header that the handler changes.
func (rw *ResponseRecorder) Header() http.Header {
	if rw.HeaderMap == nil {
		rw.HeaderMap = make(http.Header)
	}
	return rw.HeaderMap
}

func (rw *ResponseRecorder) writeHeader(b []byte, s string) {
	if rw.wroteHeader {
		return
	}
	if len(s) > 512 {
		s = s[:512]
	}
	h := rw.Header()
	_, typed := h["Content-Type"]
	if !typed && h.Get("Transfer-Encoding") == "" {
		if b == nil {
			b = []byte(s)
		}
		h.Set("Content-Type", http.DetectContentType(b))
	}
	rw.WriteHeader(200)
}

func bodyAllowed(status int) bool {
	return !(status >= 100 && status <= 199 || status == 204 || status == 304)
}

// Write keeps buf.
func (rw *ResponseRecorder) Write(buf []byte) (int, error) {
	rw.writeHeader(buf, "")
	if !bodyAllowed(rw.Code) {
		return 0, http.ErrBodyNotAllowed
	}
	if rw.Body != nil {
		rw.Body.Write(buf)
	}
	return len(buf), nil
}

// WriteString keeps str.
func (rw *ResponseRecorder) WriteString(str string) (int, error) {
	rw.writeHeader(nil, str)
	if !bodyAllowed(rw.Code) {
		return 0, http.ErrBodyNotAllowed
	}
	if rw.Body != nil {
		rw.Body.WriteString(str)
	}
	return len(str), nil
}

// WriteHeader keeps the status; the first counts.
func (rw *ResponseRecorder) WriteHeader(code int) {
	if rw.wroteHeader {
		return
	}
	if code < 100 || code > 999 {
		panic(fmt.Sprintf("invalid WriteHeader code %v", code))
	}
	rw.Code = code
	rw.wroteHeader = true
	rw.snapshot = rw.Header().Clone()
}

// Flush notes that it was called.
func (rw *ResponseRecorder) Flush() {
	if !rw.wroteHeader {
		rw.WriteHeader(200)
	}
	rw.Flushed = true
}

// Result returns the answer as a client gets it; call it when the handler is done.
func (rw *ResponseRecorder) Result() *http.Response {
	if rw.result != nil {
		return rw.result
	}
	if rw.snapshot == nil {
		rw.snapshot = rw.HeaderMap.Clone()
	}
	res := &http.Response{StatusCode: rw.Code, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: rw.snapshot}
	rw.result = res
	if res.StatusCode == 0 {
		res.StatusCode = 200
	}
	res.Status = fmt.Sprintf("%03d %s", res.StatusCode, http.StatusText(res.StatusCode))
	if rw.Body != nil {
		res.Body = io.NopCloser(bytes.NewReader(rw.Body.Bytes()))
	} else {
		res.Body = http.NoBody
	}
	res.ContentLength = -1
	if n, err := strconv.ParseUint(textproto.TrimString(res.Header.Get("Content-Length")), 10, 63); err == nil {
		res.ContentLength = int64(n)
	}
	for _, list := range rw.snapshot["Trailer"] {
		for k := range strings.SplitSeq(list, ",") {
			k = http.CanonicalHeaderKey(textproto.TrimString(k))
			if k == "" || k == "Transfer-Encoding" || k == "Content-Length" || k == "Trailer" {
				continue
			}
			if v, ok := rw.HeaderMap[k]; ok {
				if res.Trailer == nil {
					res.Trailer = make(http.Header)
				}
				res.Trailer[k] = append([]string(nil), v...)
			}
		}
	}
	for k, v := range rw.HeaderMap {
		if key, ok := strings.CutPrefix(k, http.TrailerPrefix); ok {
			if res.Trailer == nil {
				res.Trailer = make(http.Header)
			}
			for _, x := range v {
				res.Trailer.Add(key, x)
			}
		}
	}
	return res
}

// Server is a server on a port of its own.
type Server struct {
	URL         string // http://127.0.0.1:port
	Listener    net.Listener
	EnableHTTP2 bool        // not used: HTTP/1.1 is spoken
	TLS         *tls.Config // set before StartTLS; after that what is used
	Config      *http.Server

	certificate *x509.Certificate

	wg     sync.WaitGroup
	mu     sync.Mutex
	closed bool
	conns  map[net.Conn]http.ConnState
	client *http.Client
}

func newListener() net.Listener {
	if f := flag.Lookup("httptest.serve"); f != nil && f.Value.String() != "" {
		l, err := net.Listen("tcp", f.Value.String())
		if err != nil {
			panic(fmt.Sprintf("httptest: failed to listen on %v: %v", f.Value, err))
		}
		return l
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		if l, err = net.Listen("tcp6", "[::1]:0"); err != nil {
			panic(fmt.Sprintf("httptest: failed to listen on a port: %v", err))
		}
	}
	return l
}

// NewServer starts a server; Close it.
func NewServer(handler http.Handler) *Server {
	s := NewUnstartedServer(handler)
	s.Start()
	return s
}

// NewUnstartedServer returns a server that is not started yet.
func NewUnstartedServer(handler http.Handler) *Server {
	return &Server{Listener: newListener(), Config: &http.Server{Handler: handler}}
}

// Start starts the server.
func (s *Server) Start() {
	if s.URL != "" {
		panic("Server already started")
	}
	if s.client == nil {
		tr := &http.Transport{}
		addr := s.Listener.Addr().String()
		// example.com is this server.
		tr.DialContext = func(ctx context.Context, network, target string) (net.Conn, error) {
			if target == "example.com:80" || strings.HasSuffix(target, ".example.com:80") {
				target = addr
			}
			var d net.Dialer
			return d.DialContext(ctx, network, target)
		}
		s.client = &http.Client{Transport: tr}
	}
	s.URL = "http://" + s.Listener.Addr().String()
	s.wrap()
	s.wg.Go(func() { s.Config.Serve(s.Listener) })
}

// wrap has the states of connections noted.
func (s *Server) wrap() {
	old := s.Config.ConnState
	s.Config.ConnState = func(c net.Conn, cs http.ConnState) {
		s.mu.Lock()
		switch cs {
		case http.StateNew:
			if _, ok := s.conns[c]; ok {
				panic("invalid state transition")
			}
			if s.conns == nil {
				s.conns = make(map[net.Conn]http.ConnState)
			}
			s.wg.Add(1)
			s.conns[c] = cs
			if s.closed {
				s.closeConn(c)
			}
		case http.StateActive:
			if _, ok := s.conns[c]; ok {
				s.conns[c] = cs
			}
		case http.StateIdle:
			if _, ok := s.conns[c]; ok {
				s.conns[c] = cs
			}
			if s.closed {
				s.closeConn(c)
			}
		case http.StateHijacked, http.StateClosed:
			if _, ok := s.conns[c]; ok {
				delete(s.conns, c)
				defer s.wg.Done()
			}
		}
		s.mu.Unlock()
		if old != nil {
			old(c, cs)
		}
	}
}

func (s *Server) closeConn(c net.Conn) { c.Close() }

// Close ends the server when all requests are answered.
func (s *Server) Close() {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		s.Listener.Close()
		s.Config.SetKeepAlivesEnabled(false)
		for c, st := range s.conns {
			if st == http.StateIdle || st == http.StateNew {
				s.closeConn(c)
			}
		}
		t := time.AfterFunc(5*time.Second, s.logBlocked)
		defer t.Stop()
	}
	s.mu.Unlock()
	if t, ok := http.DefaultTransport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
	if s.client != nil {
		s.client.CloseIdleConnections()
	}
	s.wg.Wait()
}

func (s *Server) logBlocked() {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	b.WriteString("httptest.Server blocked in Close after 5 seconds, waiting for connections:\n")
	for c, st := range s.conns {
		fmt.Fprintf(&b, "  %T %p %v in state %v\n", c, c, c.RemoteAddr(), st)
	}
	log.Print(b.String())
}

// CloseClientConnections closes all connections.
func (s *Server) CloseClientConnections() {
	s.mu.Lock()
	for c := range s.conns {
		s.closeConn(c)
	}
	n := len(s.conns)
	s.mu.Unlock()
	deadline := time.Now().Add(5 * time.Second)
	for n > 0 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
		s.mu.Lock()
		n = len(s.conns)
		s.mu.Unlock()
	}
}

// Client returns a client for the server.
func (s *Server) Client() *http.Client { return s.client }

// StartTLS starts the server with TLS, and a certificate of its own for 127.0.0.1, ::1, and example.com if TLS has none.
func (s *Server) StartTLS() {
	if s.URL != "" {
		panic("Server already started")
	}
	if s.client == nil {
		s.client = &http.Client{}
	}
	if s.TLS = s.TLS.Clone(); s.TLS == nil {
		s.TLS = new(tls.Config)
	}
	if s.TLS.NextProtos == nil {
		s.TLS.NextProtos = []string{"http/1.1"}
	}
	if len(s.TLS.Certificates) == 0 {
		s.TLS.Certificates = []tls.Certificate{selfSigned()}
	}
	var err error
	if s.certificate, err = x509.ParseCertificate(s.TLS.Certificates[0].Certificate[0]); err != nil {
		panic(fmt.Sprintf("httptest: NewTLSServer: %v", err))
	}
	pool := x509.NewCertPool()
	pool.AddCert(s.certificate)
	addr := s.Listener.Addr().String()
	s.client.Transport = &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: pool},
		DialContext: func(ctx context.Context, network, target string) (net.Conn, error) {
			if target == "example.com:443" || strings.HasSuffix(target, ".example.com:443") {
				target = addr
			}
			var d net.Dialer
			return d.DialContext(ctx, network, target)
		},
	}
	s.Listener = tls.NewListener(s.Listener, s.TLS)
	s.URL = "https://" + s.Listener.Addr().String()
	s.wrap()
	s.wg.Go(func() { s.Config.Serve(s.Listener) })
}

// selfSigned returns a new certificate.
func selfSigned() tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(fmt.Sprintf("httptest: NewTLSServer: %v", err))
	}
	t := &x509.Certificate{
		Subject:               pkix.Name{Organization: []string{"Acme Co"}},
		NotBefore:             time.Unix(0, 0),
		NotAfter:              time.Date(2084, 1, 29, 16, 0, 0, 0, time.UTC),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
		DNSNames:              []string{"example.com", "*.example.com"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		panic(fmt.Sprintf("httptest: NewTLSServer: %v", err))
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// Certificate returns the server's certificate, nil without TLS.
func (s *Server) Certificate() *x509.Certificate { return s.certificate }

// NewTLSServer starts a server with TLS; Close it. Its Client trusts it.
func NewTLSServer(handler http.Handler) *Server {
	s := NewUnstartedServer(handler)
	s.StartTLS()
	return s
}
