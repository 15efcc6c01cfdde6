package http

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

type (
	dialFunc  = func(ctx context.Context, network, addr string) (net.Conn, error)
	dial0Func = func(network, addr string) (net.Conn, error)
)

// DefaultTransport is what clients use without a Transport of their own.
var DefaultTransport RoundTripper = &Transport{
	Proxy:                 ProxyFromEnvironment,
	DialContext:           (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
	ForceAttemptHTTP2:     true,
	MaxIdleConns:          100,
	IdleConnTimeout:       90 * time.Second,
	TLSHandshakeTimeout:   10 * time.Second,
	ExpectContinueTimeout: time.Second,
}

// ProxyURL returns a function that always returns that URL.
func ProxyURL(fixedURL *url.URL) func(*Request) (*url.URL, error) {
	return func(*Request) (*url.URL, error) { return fixedURL, nil }
}

// ProxyFromEnvironment returns the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name for a request.
func ProxyFromEnvironment(req *Request) (*url.URL, error) {
	env := func(name string) string {
		if v := os.Getenv(name); v != "" {
			return v
		}
		return os.Getenv(strings.ToLower(name))
	}
	proxy := ""
	switch req.URL.Scheme {
	case "https":
		proxy = env("HTTPS_PROXY")
	case "http":
		proxy = env("HTTP_PROXY")
		if proxy != "" && os.Getenv("REQUEST_METHOD") != "" {
			return nil, errors.New("refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy")
		}
	}
	if proxy == "" {
		return nil, nil
	}
	host := strings.ToLower(req.URL.Hostname())
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil, nil
	}
	for p := range strings.SplitSeq(env("NO_PROXY"), ",") {
		p = strings.ToLower(strings.TrimSpace(p))
		if p == "" {
			continue
		}
		if p == "*" {
			return nil, nil
		}
		if _, network, err := net.ParseCIDR(p); err == nil {
			if ip := net.ParseIP(host); ip != nil && network.Contains(ip) {
				return nil, nil
			}
			continue
		}
		name, port, err := net.SplitHostPort(p)
		if err != nil {
			name, port = p, ""
		}
		if port != "" && port != portOf(req.URL) {
			continue
		}
		name = strings.TrimPrefix(name, "*")
		if host == strings.TrimPrefix(name, ".") && !strings.HasPrefix(name, ".") || strings.HasSuffix(host, "."+strings.TrimPrefix(name, ".")) {
			return nil, nil
		}
	}
	u, err := url.Parse(proxy)
	if err != nil || u.Scheme == "" || u.Host == "" {
		if u2, err2 := url.Parse("http://" + proxy); err2 == nil {
			return u2, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("invalid proxy address %q: %v", proxy, err)
	}
	return u, nil
}

func portOf(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if u.Scheme == "https" {
		return "443"
	}
	return "80"
}

func canonicalAddr(u *url.URL) string { return net.JoinHostPort(u.Hostname(), portOf(u)) }

var (
	errServerClosedIdle = errors.New("http: server closed idle connection")
	errCloseIdle        = errors.New("http: CloseIdleConnections called")
	errIdleTimeout      = errors.New("http: idle connection timeout")
	errReadLoopDone     = errors.New("http: persistConn.readLoop exiting")
	errHeaderTimeout    = &transportTimeout{"net/http: timeout awaiting response headers"}
	errRequestCanceled  = errors.New("net/http: request canceled")
)

type transportTimeout struct{ text string }

func (e *transportTimeout) Error() string        { return e.text }
func (e *transportTimeout) Timeout() bool        { return true }
func (e *transportTimeout) Temporary() bool      { return true }
func (e *transportTimeout) Is(target error) bool { return target == context.DeadlineExceeded }

// notWritten is an error before anything of the request was sent: it can be sent again.
type notWritten struct{ error }

func (e notWritten) Unwrap() error { return e.error }

// RoundTrip sends a request over a connection.
func (t *Transport) RoundTrip(req *Request) (*Response, error) {
	ctx := req.Context()
	if req.URL == nil {
		req.closeBody()
		return nil, errors.New("http: nil Request.URL")
	}
	if req.Header == nil {
		req.closeBody()
		return nil, errors.New("http: nil Request.Header")
	}
	scheme := req.URL.Scheme
	web := scheme == "http" || scheme == "https"
	if web {
		for i, h := range []Header{req.Header, req.Trailer} {
			what := [...]string{"header", "trailer"}[i]
			for k, list := range h {
				if !isToken(k) {
					req.closeBody()
					return nil, fmt.Errorf("net/http: invalid %s field name %q", what, k)
				}
				for _, v := range list {
					if !validHeaderValue(v) {
						req.closeBody()
						return nil, fmt.Errorf("net/http: invalid %s field value for %q", what, k)
					}
				}
			}
		}
	}
	t.altMu.Lock()
	alt := t.alt[scheme]
	t.altMu.Unlock()
	if alt != nil {
		resp, err := alt.RoundTrip(req)
		if err != ErrSkipAltProtocol {
			return resp, err
		}
	}
	if !web {
		req.closeBody()
		return nil, badStringError("unsupported protocol scheme", scheme)
	}
	if req.Method != "" && !isToken(req.Method) {
		req.closeBody()
		return nil, fmt.Errorf("net/http: invalid method %q", req.Method)
	}
	if req.URL.Host == "" {
		req.closeBody()
		return nil, errors.New("http: no Host in request URL")
	}
	var stop context.CancelFunc
	ctx, stop = context.WithCancel(ctx)
	if req.Cancel != nil {
		go func() {
			select {
			case <-req.Cancel:
				stop()
			case <-ctx.Done():
			}
		}()
	}
	origBody := req.Body
	for {
		if err := ctx.Err(); err != nil {
			req.closeBody()
			stop()
			return nil, cause(req, ctx)
		}
		var proxy *url.URL
		if t.Proxy != nil {
			var err error
			if proxy, err = t.Proxy(req); err != nil {
				req.closeBody()
				stop()
				return nil, err
			}
		}
		pc, err := t.conn(ctx, req, proxy)
		if err != nil {
			req.closeBody()
			if ctx.Err() != nil {
				err = cause(req, ctx)
			}
			stop()
			return nil, err
		}
		resp, err := pc.roundTrip(ctx, req, stop)
		if err == nil {
			resp.Request = req
			if tc, ok := pc.conn.(*tls.Conn); ok && req.URL.Scheme == "https" {
				state := tc.ConnectionState()
				resp.TLS = &state
			}
			return resp, nil
		}
		if !pc.shouldRetry(req, err) {
			stop()
			var nw notWritten
			if errors.As(err, &nw) {
				err = nw.error
			}
			if e, ok := err.(readFromServer); ok {
				err = e.error
			}
			if b, ok := err.(requestBodyReadError); ok {
				err = b.error
			}
			return nil, err
		}
		if req.Body != nil && req.Body != NoBody && req.GetBody != nil {
			body, err := req.GetBody()
			if err != nil {
				stop()
				return nil, err
			}
			fresh := *req
			fresh.Body = body
			req = &fresh
		} else if origBody != nil && origBody != NoBody {
			stop()
			return nil, err
		}
	}
}

// cause returns why a request's context has ended.
func cause(req *Request, ctx context.Context) error {
	if err := req.Context().Err(); err != nil {
		return context.Cause(req.Context())
	}
	return errRequestCanceled
}

// readFromServer is an error of reading before the answer began.
type readFromServer struct{ error }

// clientConn is a connection of a Transport. Its read loop waits for requests, reads their answers, and puts it back.
type clientConn struct {
	t     *Transport
	key   string
	conn  net.Conn
	br    *bufio.Reader
	bw    *bufio.Writer
	proxy bool
	reqs  chan exchange
	done  chan struct{} // closed when the connection is

	mu       sync.Mutex
	closed   error
	used     int  // how many requests were sent
	busy     bool // a request is under way
	canceled error
	wrote    int64
	timer    *time.Timer
	limit    int64 // bytes that the header of an answer may have
}

// exchange is a request under way.
type exchange struct {
	gzip   bool // whether Accept-Encoding was added
	req    *Request
	ctx    context.Context
	stop   context.CancelFunc
	answer chan answer
	gone   chan struct{} // nobody waits for the answer any more
	// written gets the error of sending.
	written chan error
	cont    chan bool // whether the body is to be sent, after 100-continue
}

type answer struct {
	resp *Response
	err  error
}

func (t *Transport) key(req *Request, proxy *url.URL) string {
	key := ""
	if proxy != nil {
		key = "proxy " + proxy.String()
	}
	if req.URL.Scheme == "https" {
		// Through a proxy, too, a connection is one to its server.
		return key + " https " + canonicalAddr(req.URL)
	}
	if key != "" {
		return key
	}
	return canonicalAddr(req.URL)
}

// conn returns an idle or a new connection.
func (t *Transport) conn(ctx context.Context, req *Request, proxy *url.URL) (*clientConn, error) {
	key := t.key(req, proxy)
	t.mu.Lock()
	if pc := t.takeIdle(key); pc != nil {
		t.mu.Unlock()
		return pc, nil
	}
	if t.MaxConnsPerHost > 0 {
		if t.count[key] >= t.MaxConnsPerHost {
			// Whoever closes or puts back a connection serves the first that waits.
			c := make(chan *clientConn, 1)
			if t.waiting == nil {
				t.waiting = make(map[string][]chan *clientConn)
			}
			t.waiting[key] = append(t.waiting[key], c)
			t.mu.Unlock()
			select {
			case pc := <-c:
				if pc != nil {
					return pc, nil
				}
			case <-ctx.Done():
				t.mu.Lock()
				t.waiting[key] = slices.DeleteFunc(t.waiting[key], func(x chan *clientConn) bool { return x == c })
				t.mu.Unlock()
				select {
				case pc := <-c:
					if pc != nil {
						pc.release()
					} else {
						t.forget(key)
					}
				default:
				}
				return nil, ctx.Err()
			}
			return t.dial(ctx, req, proxy, key)
		}
		if t.count == nil {
			t.count = make(map[string]int)
		}
		t.count[key]++
	}
	t.mu.Unlock()
	return t.dial(ctx, req, proxy, key)
}

// forget gives a place among the limited connections to the next that waits.
func (t *Transport) forget(key string) {
	if t.MaxConnsPerHost <= 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if w := t.waiting[key]; len(w) > 0 {
		t.waiting[key] = w[1:]
		w[0] <- nil
		return
	}
	if t.count[key]--; t.count[key] <= 0 {
		delete(t.count, key)
	}
}

// takeIdle is called with t.mu held.
func (t *Transport) takeIdle(key string) *clientConn {
	for {
		list := t.idle[key]
		if len(list) == 0 {
			return nil
		}
		pc := list[len(list)-1]
		t.removeIdle(pc)
		pc.mu.Lock()
		ok := pc.closed == nil
		if ok {
			pc.busy = true
		}
		if pc.timer != nil {
			pc.timer.Stop()
			pc.timer = nil
		}
		pc.mu.Unlock()
		if ok {
			return pc
		}
	}
}

// removeIdle is called with t.mu held.
func (t *Transport) removeIdle(pc *clientConn) {
	same := func(x *clientConn) bool { return x == pc }
	t.idleList = slices.DeleteFunc(t.idleList, same)
	if list := slices.DeleteFunc(t.idle[pc.key], same); len(list) > 0 {
		t.idle[pc.key] = list
	} else {
		delete(t.idle, pc.key)
	}
}

// CloseIdleConnections closes all connections without a request.
func (t *Transport) CloseIdleConnections() {
	t.mu.Lock()
	list := t.idleList
	t.idleList, t.idle = nil, nil
	t.mu.Unlock()
	for _, pc := range list {
		pc.close(errCloseIdle)
	}
}

// CancelRequest does nothing any more; use contexts.
func (t *Transport) CancelRequest(req *Request) {}

// secure does the handshake of TLS with a host.
func (t *Transport) secure(ctx context.Context, c net.Conn, host string) (net.Conn, error) {
	config := t.TLSClientConfig.Clone()
	if config == nil {
		config = &tls.Config{}
	}
	if config.ServerName == "" {
		config.ServerName = host
	}
	// A protocol that is not spoken here must not be agreed on.
	config.NextProtos = slices.DeleteFunc(slices.Clone(config.NextProtos), func(p string) bool { return p == "h2" })
	if len(config.NextProtos) == 0 && t.ForceAttemptHTTP2 {
		config.NextProtos = []string{"http/1.1"}
	}
	if t.TLSHandshakeTimeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, t.TLSHandshakeTimeout, errHandshakeTimeout)
		defer cancel()
	}
	tc := tls.Client(c, config)
	err := tc.HandshakeContext(ctx)
	if err == nil {
		return tc, nil
	}
	c.Close()
	if ctx.Err() != nil && context.Cause(ctx) == errHandshakeTimeout {
		return nil, errHandshakeTimeout
	}
	var header tls.RecordHeaderError
	if errors.As(err, &header) && string(header.RecordHeader[:]) == "HTTP/" {
		return nil, ErrSchemeMismatch
	}
	return nil, err
}

var errHandshakeTimeout error = &transportTimeout{"net/http: TLS handshake timeout"}

// tunnel asks a proxy for a connection to the server of the request.
func (t *Transport) tunnel(ctx context.Context, c net.Conn, req *Request, proxy *url.URL) error {
	target := canonicalAddr(req.URL)
	h := t.ProxyConnectHeader
	if t.GetProxyConnectHeader != nil {
		var err error
		if h, err = t.GetProxyConnectHeader(ctx, proxy, target); err != nil {
			return err
		}
	}
	h = h.Clone()
	if h == nil {
		h = Header{}
	}
	if u := proxy.User; u != nil && h.Get("Proxy-Authorization") == "" {
		password, _ := u.Password()
		h.Set("Proxy-Authorization", "Basic "+basicAuth(u.Username(), password))
	}
	connect := &Request{Method: "CONNECT", URL: &url.URL{Opaque: target}, Host: target, Header: h}
	stop := context.AfterFunc(ctx, func() { c.Close() })
	defer stop()
	if err := connect.Write(c); err != nil {
		return err
	}
	// Byte by byte: what follows the header belongs to the server.
	resp, err := ReadResponse(bufio.NewReaderSize(oneByte{c}, 16), connect)
	if err != nil {
		return err
	}
	if t.OnProxyConnectResponse != nil {
		if err := t.OnProxyConnectResponse(ctx, proxy, connect, resp); err != nil {
			return err
		}
	}
	if resp.StatusCode != StatusOK {
		_, text, ok := strings.Cut(resp.Status, " ")
		if !ok {
			return errors.New("unknown status code")
		}
		return errors.New(text)
	}
	return nil
}

type oneByte struct{ io.Reader }

func (r oneByte) Read(b []byte) (int, error) { return r.Reader.Read(b[:min(len(b), 1)]) }

func (t *Transport) dial(ctx context.Context, req *Request, proxy *url.URL, key string) (*clientConn, error) {
	target := canonicalAddr(req.URL)
	if proxy != nil {
		target = canonicalAddr(proxy)
	}
	var c net.Conn
	var err error
	ready := false // for TLS
	switch {
	case req.URL.Scheme == "https" && proxy == nil && (t.DialTLSContext != nil || t.DialTLS != nil):
		ready = true
		if t.DialTLSContext != nil {
			c, err = t.DialTLSContext(ctx, "tcp", target)
		} else {
			c, err = t.DialTLS("tcp", target)
		}
		if c == nil && err == nil {
			err = errors.New("net/http: Transport.DialTLS hook returned (nil, nil)")
		}
		if tc, ok := c.(*tls.Conn); ok && err == nil {
			err = tc.HandshakeContext(ctx)
		}
	case t.DialContext != nil:
		c, err = t.DialContext(ctx, "tcp", target)
		if c == nil && err == nil {
			err = errors.New("net/http: Transport.DialContext hook returned (nil, nil)")
		}
	case t.Dial != nil:
		c, err = t.Dial("tcp", target)
		if c == nil && err == nil {
			err = errors.New("net/http: Transport.Dial hook returned (nil, nil)")
		}
	default:
		var d net.Dialer
		c, err = d.DialContext(ctx, "tcp", target)
	}
	if err == nil && proxy != nil && proxy.Scheme == "https" {
		c, err = t.secure(ctx, c, proxy.Hostname())
	}
	if err != nil {
		t.forget(key)
		if proxy != nil {
			err = &net.OpError{Op: "proxyconnect", Net: "tcp", Err: err}
		}
		return nil, err
	}
	if req.URL.Scheme == "https" {
		if proxy != nil {
			if err = t.tunnel(ctx, c, req, proxy); err != nil {
				c.Close()
			}
		}
		if err == nil && !ready {
			c, err = t.secure(ctx, c, req.URL.Hostname())
		}
		if err != nil {
			t.forget(key)
			return nil, err
		}
		proxy = nil
	}
	pc := &clientConn{t: t, key: key, conn: c, proxy: proxy != nil, busy: true, reqs: make(chan exchange, 1), done: make(chan struct{})}
	pc.br = bufio.NewReaderSize(limitedConn{pc}, max(t.ReadBufferSize, 4<<10))
	pc.bw = bufio.NewWriterSize(countedConn{pc}, max(t.WriteBufferSize, 4<<10))
	pc.limit = 1 << 62
	go pc.readLoop()
	return pc, nil
}

type limitedConn struct{ pc *clientConn }

func (l limitedConn) Read(p []byte) (int, error) {
	if l.pc.limit <= 0 {
		return 0, fmt.Errorf("read limit of %d bytes exhausted", l.pc.maxHeader())
	}
	if int64(len(p)) > l.pc.limit {
		p = p[:l.pc.limit]
	}
	n, err := l.pc.conn.Read(p)
	l.pc.limit -= int64(n)
	return n, err
}

type countedConn struct{ pc *clientConn }

func (w countedConn) Write(p []byte) (int, error) {
	n, err := w.pc.conn.Write(p)
	w.pc.mu.Lock()
	w.pc.wrote += int64(n)
	w.pc.mu.Unlock()
	return n, err
}

func (pc *clientConn) maxHeader() int64 {
	if n := pc.t.MaxResponseHeaderBytes; n != 0 {
		return n
	}
	return 10 << 20
}

func (pc *clientConn) close(err error) {
	pc.mu.Lock()
	first := pc.closed == nil
	if first {
		pc.closed = err
	}
	if pc.timer != nil {
		pc.timer.Stop()
	}
	pc.mu.Unlock()
	if !first {
		return
	}
	pc.conn.Close()
	close(pc.done)
	pc.t.mu.Lock()
	pc.t.removeIdle(pc)
	pc.t.mu.Unlock()
	pc.t.forget(pc.key)
}

// release puts the connection back among the idle ones; false: it is closed.
func (pc *clientConn) release() bool {
	t := pc.t
	pc.mu.Lock()
	if pc.closed != nil {
		pc.mu.Unlock()
		return false
	}
	pc.mu.Unlock()
	perHost := t.MaxIdleConnsPerHost
	if perHost == 0 {
		perHost = DefaultMaxIdleConnsPerHost
	}
	t.mu.Lock()
	if w := t.waiting[pc.key]; len(w) > 0 {
		t.waiting[pc.key] = w[1:]
		w[0] <- pc
		t.mu.Unlock()
		return true
	}
	if t.DisableKeepAlives || perHost < 0 || len(t.idle[pc.key]) >= perHost {
		t.mu.Unlock()
		pc.close(errReadLoopDone)
		return false
	}
	pc.mu.Lock()
	pc.busy = false
	if d := t.IdleConnTimeout; d > 0 {
		pc.timer = time.AfterFunc(d, func() {
			pc.mu.Lock()
			idle := !pc.busy
			pc.mu.Unlock()
			if idle {
				pc.close(errIdleTimeout)
			}
		})
	}
	pc.mu.Unlock()
	if t.idle == nil {
		t.idle = make(map[string][]*clientConn)
	}
	t.idle[pc.key] = append(t.idle[pc.key], pc)
	t.idleList = append(t.idleList, pc)
	var old *clientConn
	if t.MaxIdleConns > 0 && len(t.idleList) > t.MaxIdleConns {
		old = t.idleList[0]
		t.removeIdle(old)
	}
	t.mu.Unlock()
	if old != nil {
		old.close(errReadLoopDone)
	}
	return true
}

// shouldRetry reports whether a request may be sent again, over another connection: a server may close an idle one at
// any time.
func (pc *clientConn) shouldRetry(req *Request, err error) bool {
	pc.mu.Lock()
	used := pc.used
	pc.mu.Unlock()
	if used <= 1 {
		return false
	}
	if _, ok := err.(notWritten); ok {
		return req.outgoingLength() == 0 || req.GetBody != nil
	}
	if !req.isReplayable() {
		return false
	}
	_, ok := err.(readFromServer)
	return ok || err == errServerClosedIdle
}

func (pc *clientConn) roundTrip(ctx context.Context, req *Request, stop context.CancelFunc) (*Response, error) {
	pc.mu.Lock()
	pc.used++
	before := pc.wrote
	pc.mu.Unlock()
	x := exchange{req: req, ctx: ctx, stop: stop, answer: make(chan answer), gone: make(chan struct{}), written: make(chan error, 1)}
	defer close(x.gone)
	extra := Header{}
	if !pc.t.DisableCompression && req.Header.Get("Accept-Encoding") == "" && req.Header.Get("Range") == "" && req.Method != "HEAD" {
		// Bodies of HEAD have a length that nobody could tell; and a range would be one of the compressed text.
		x.gzip = true
		extra.Set("Accept-Encoding", "gzip")
	}
	if pc.t.DisableKeepAlives && !req.wantsClose() && !(hasToken(req.Header["Connection"], "upgrade")) {
		extra.Set("Connection", "close")
	}
	var wait func() bool
	if req.ProtoAtLeast(1, 1) && req.Body != nil && hasToken(req.Header["Expect"], "100-continue") && pc.t.ExpectContinueTimeout > 0 {
		x.cont = make(chan bool, 1)
		wait = func() bool {
			timer := time.NewTimer(pc.t.ExpectContinueTimeout)
			defer timer.Stop()
			select {
			case ok := <-x.cont:
				return ok
			case <-timer.C:
				return true
			case <-pc.done:
				return false
			}
		}
	}
	pc.reqs <- x
	go func() {
		err := req.write(pc.bw, pc.proxy, extra, wait)
		if err == nil {
			err = pc.bw.Flush()
		}
		if err != nil {
			pc.mu.Lock()
			none := pc.wrote == before
			pc.mu.Unlock()
			if none {
				if _, ok := err.(requestBodyReadError); !ok {
					err = notWritten{err}
				}
			}
		}
		x.written <- err
	}()
	var headerTimeout <-chan time.Time
	written := x.written
	for {
		select {
		case err := <-written:
			written = nil
			x.written <- err // the read loop asks, too
			if err != nil {
				// The server may have answered already, and closed.
				select {
				case a := <-x.answer:
					if a.err == nil {
						return a.resp, nil
					}
				case <-time.After(50 * time.Millisecond):
				case <-pc.done:
				}
				pc.close(err)
				return nil, pc.explain(ctx, req, err)
			}
			if d := pc.t.ResponseHeaderTimeout; d > 0 {
				timer := time.NewTimer(d)
				defer timer.Stop()
				headerTimeout = timer.C
			}
		case a := <-x.answer:
			if a.err != nil {
				return nil, pc.explain(ctx, req, a.err)
			}
			return a.resp, nil
		case <-pc.done:
			// The read loop may have a better answer.
			select {
			case a := <-x.answer:
				if a.err == nil {
					return a.resp, nil
				}
				return nil, pc.explain(ctx, req, a.err)
			case <-time.After(time.Millisecond):
			}
			pc.mu.Lock()
			err := pc.closed
			pc.mu.Unlock()
			return nil, pc.explain(ctx, req, err)
		case <-headerTimeout:
			pc.close(errHeaderTimeout)
			return nil, errHeaderTimeout
		case <-ctx.Done():
			err := cause(req, ctx)
			pc.mu.Lock()
			pc.canceled = err
			pc.mu.Unlock()
			pc.close(err)
			return nil, err
		}
	}
}

// explain returns the error of a request, given that of the connection.
func (pc *clientConn) explain(ctx context.Context, req *Request, err error) error {
	if ctx.Err() != nil {
		return cause(req, ctx)
	}
	return err
}

func (pc *clientConn) readLoop() {
	reason := errReadLoopDone
	defer func() { pc.close(reason) }()
	for {
		pc.limit = pc.maxHeader()
		_, peekErr := pc.br.Peek(1)
		var x exchange
		select {
		case x = <-pc.reqs:
		default:
			// Nobody asked anything: the server closes, or talks nonsense.
			pc.mu.Lock()
			busy := pc.busy
			pc.mu.Unlock()
			if !busy {
				reason = errServerClosedIdle
				return
			}
			// A request is about to come for this connection.
			select {
			case x = <-pc.reqs:
			case <-time.After(time.Second):
				reason = errServerClosedIdle
				return
			}
		}
		deliver := func(a answer) bool {
			select {
			case x.answer <- a:
				return true
			case <-x.gone:
				if a.resp != nil {
					a.resp.Body.Close()
				}
				return false
			}
		}
		var resp *Response
		err := peekErr
		if err == nil {
			resp, err = pc.readResponse(x)
			if err != nil && pc.limit <= 0 {
				err = fmt.Errorf("net/http: server response headers exceeded %d bytes; aborted", pc.maxHeader())
			}
		} else {
			pc.mu.Lock()
			used := pc.used
			pc.mu.Unlock()
			if used > 1 && err == io.EOF {
				err = errServerClosedIdle
			} else {
				err = readFromServer{err}
			}
		}
		if err != nil {
			if e, ok := err.(readFromServer); ok {
				reason = e
			} else {
				reason = err
			}
			deliver(answer{err: err})
			return
		}
		pc.limit = 1 << 62
		hasBody := x.req.Method != "HEAD" && resp.ContentLength != 0 && bodyAllowedForStatus(resp.StatusCode)
		keep := !resp.Close && !x.req.wantsClose() && resp.StatusCode > 199
		if resp.StatusCode == StatusSwitchingProtocols {
			resp.Body = &switchedBody{pc.br, pc.conn, x.stop}
			keep, hasBody = false, false
			if !deliver(answer{resp: resp}) {
				return
			}
			<-pc.done
			return
		}
		if !hasBody {
			// Back among the idle ones before the caller goes on, so that its next request finds it.
			keep = keep && pc.sent(x) && pc.release()
			deliver(answer{resp: resp})
			x.stop()
			if !keep {
				return
			}
			continue
		}
		eof := make(chan bool, 1)
		settled := make(chan struct{})
		resp.Body = &clientBody{rc: resp.Body, eof: eof, settled: settled, pc: pc, x: x}
		if x.gzip && strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") {
			resp.Body = &gzipBody{ReadCloser: resp.Body}
			resp.Header.Del("Content-Encoding")
			resp.Header.Del("Content-Length")
			resp.ContentLength = -1
			resp.Uncompressed = true
		}
		if !deliver(answer{resp: resp}) {
			close(settled)
			return
		}
		select {
		case whole := <-eof:
			x.stop()
			keep = whole && keep && pc.sent(x) && pc.release()
			close(settled)
			if !keep {
				return
			}
		case <-x.ctx.Done():
			close(settled)
			pc.mu.Lock()
			pc.canceled = cause(x.req, x.ctx)
			reason = pc.canceled
			pc.mu.Unlock()
			return
		case <-pc.done:
			close(settled)
			return
		}
	}
}

// sent waits a little until the request is written.
func (pc *clientConn) sent(x exchange) bool {
	select {
	case err := <-x.written:
		return err == nil
	case <-time.After(50 * time.Millisecond):
		return false
	}
}

// readResponse reads the answer, after any informational ones.
func (pc *clientConn) readResponse(x exchange) (*Response, error) {
	for n := 0; ; n++ {
		resp, err := ReadResponse(pc.br, x.req)
		if err != nil {
			return nil, err
		}
		code := resp.StatusCode
		if x.cont != nil {
			select {
			case x.cont <- code == 100 || code < 300 && code >= 200:
			default:
			}
		}
		if code >= 100 && code < 200 && code != StatusSwitchingProtocols {
			if n >= 5 {
				return nil, errors.New("net/http: too many 1xx informational responses")
			}
			pc.limit = pc.maxHeader()
			continue
		}
		return resp, nil
	}
}

// clientBody tells the connection when the body was read.
type clientBody struct {
	rc  io.ReadCloser
	eof chan bool
	// Closed when the connection is back among the idle ones, or gone: whoever read the end finds it there.
	settled chan struct{}
	pc      *clientConn
	x       exchange

	mu     sync.Mutex
	err    error
	told   bool
	closed bool
}

func (b *clientBody) tell(whole bool) {
	if !b.told {
		b.told = true
		b.eof <- whole
	}
}

func (b *clientBody) Read(p []byte) (n int, err error) {
	b.mu.Lock()
	closed, old := b.closed, b.err
	b.mu.Unlock()
	if closed {
		return 0, errors.New("http: read on closed response body")
	}
	if old != nil {
		return 0, old
	}
	n, err = b.rc.Read(p)
	if err != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		if err != io.EOF {
			b.pc.mu.Lock()
			if b.pc.canceled != nil {
				err = b.pc.canceled
			}
			b.pc.mu.Unlock()
			if e := b.x.req.Context().Err(); e != nil {
				err = context.Cause(b.x.req.Context())
			}
		}
		b.err = err
		b.tell(err == io.EOF)
		if err == io.EOF {
			<-b.settled
		}
	}
	return n, err
}

func (b *clientBody) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	b.closed = true
	if !b.told {
		// Not read to the end: the connection cannot be used again.
		b.tell(false)
		b.pc.close(errReadLoopDone)
	}
	return nil
}

// gzipBody is a body that the server has compressed because the transport, not the program, asked for it.
type gzipBody struct {
	io.ReadCloser
	mu     sync.Mutex
	gz     *gzip.Reader // made at the first Read
	err    error        // of making it
	closed bool
}

func (b *gzipBody) Read(p []byte) (n int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, errors.New("http: read on closed response body")
	}
	if b.gz == nil && b.err == nil {
		b.gz, b.err = gzip.NewReader(b.ReadCloser)
	}
	if b.err != nil {
		return 0, b.err
	}
	return b.gz.Read(p)
}

func (b *gzipBody) Close() error {
	err := b.ReadCloser.Close()
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	return err
}

// switchedBody is the connection itself, after 101 Switching Protocols.
type switchedBody struct {
	r    io.Reader
	conn net.Conn
	stop context.CancelFunc
}

func (b *switchedBody) Read(p []byte) (int, error)  { return b.r.Read(p) }
func (b *switchedBody) Write(p []byte) (int, error) { return b.conn.Write(p) }
func (b *switchedBody) Close() error {
	b.stop()
	return b.conn.Close()
}
