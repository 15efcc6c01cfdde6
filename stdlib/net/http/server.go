// Package http is HTTP/1.1: clients and servers.
package http

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http/internal"
	"net/textproto"
	urlpkg "net/url"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Handler answers requests.
type Handler interface {
	ServeHTTP(ResponseWriter, *Request)
}

// HandlerFunc is a function as a Handler.
type HandlerFunc func(ResponseWriter, *Request)

// ServeHTTP calls f.
func (f HandlerFunc) ServeHTTP(w ResponseWriter, r *Request) { f(w, r) }

// ResponseWriter takes the answer to a request, until the handler returns.
type ResponseWriter interface {
	Header() Header
	Write([]byte) (int, error)
	WriteHeader(statusCode int)
}

// Flusher is a ResponseWriter that can send what it has so far.
type Flusher interface {
	Flush()
}

// Hijacker is a ResponseWriter that can hand over its connection.
type Hijacker interface {
	Hijack() (net.Conn, *bufio.ReadWriter, error)
}

// CloseNotifier is a ResponseWriter that says when the client is gone; use Request.Context.
type CloseNotifier interface {
	CloseNotify() <-chan bool
}

// Pusher is a ResponseWriter of HTTP/2.
type Pusher interface {
	Push(target string, opts *PushOptions) error
}

// PushOptions are options of Push.
type PushOptions struct {
	Method string
	Header Header
}

// ConnState is what a server's connection does.
type ConnState int

// The states of a connection.
const (
	StateNew ConnState = iota
	StateActive
	StateIdle
	StateHijacked
	StateClosed
)

// String returns the state's name.
func (c ConnState) String() string {
	if c < StateNew || c > StateClosed {
		return ""
	}
	return [...]string{"new", "active", "idle", "hijacked", "closed"}[c]
}

// Server serves requests.
type Server struct {
	Addr                         string
	Handler                      Handler // nil: DefaultServeMux
	DisableGeneralOptionsHandler bool
	ReadTimeout                  time.Duration
	ReadHeaderTimeout            time.Duration
	WriteTimeout                 time.Duration
	IdleTimeout                  time.Duration
	MaxHeaderBytes               int
	ConnState                    func(net.Conn, ConnState)
	TLSConfig                    *tls.Config
	TLSNextProto                 map[string]func(*Server, *tls.Conn, Handler)
	ErrorLog                     *log.Logger
	BaseContext                  func(net.Listener) context.Context
	ConnContext                  func(ctx context.Context, c net.Conn) context.Context
	HTTP2                        *HTTP2Config
	Protocols                    *Protocols

	closing    atomic.Bool
	noAlive    atomic.Bool
	mu         sync.Mutex
	listeners  map[*net.Listener]bool
	conns      map[*conn]bool
	onShutdown []func()
	serving    sync.WaitGroup // listeners
}

// conn is a connection of a server.
type conn struct {
	server *Server
	rwc    net.Conn
	remote string
	tls    *tls.ConnectionState // nil without TLS
	cancel context.CancelFunc
	r      *connReader
	br     *bufio.Reader
	bw     *bufio.Writer
	cur    atomic.Pointer[response]
	state  atomic.Int64 // unix seconds << 8 | ConnState
	mu     sync.Mutex
	taken  bool // hijacked
	werr   error
}

// connReader reads from the connection. While a handler runs it waits in the background for a byte, to notice that the
// client is gone.
type connReader struct {
	conn *conn

	mu      sync.Mutex
	has     bool
	b       [1]byte
	cond    *sync.Cond
	waiting bool // in the background
	aborted bool // the wait was ended on purpose
	limit   int64
}

func (cr *connReader) startBackground() {
	cr.mu.Lock()
	defer cr.mu.Unlock()
	if cr.waiting {
		panic("invalid concurrent Body.Read call")
	}
	if cr.has {
		return
	}
	cr.waiting = true
	cr.conn.rwc.SetReadDeadline(time.Time{})
	go cr.background()
}

func (cr *connReader) background() {
	n, err := cr.conn.rwc.Read(cr.b[:])
	cr.mu.Lock()
	if n == 1 {
		cr.has = true
	}
	if ne, ok := err.(net.Error); !(ok && cr.aborted && ne.Timeout()) && err != nil {
		cr.gone()
	}
	cr.aborted = false
	cr.waiting = false
	cr.mu.Unlock()
	cr.cond.Broadcast()
}

// abortPending ends the wait in the background.
func (cr *connReader) abortPending() {
	cr.mu.Lock()
	defer cr.mu.Unlock()
	if !cr.waiting {
		return
	}
	cr.aborted = true
	cr.conn.rwc.SetReadDeadline(time.Unix(1, 0))
	for cr.waiting {
		cr.cond.Wait()
	}
	cr.conn.rwc.SetReadDeadline(time.Time{})
}

func (cr *connReader) gone() {
	cr.conn.cancel()
	if res := cr.conn.cur.Load(); res != nil {
		res.notifyClose()
	}
}

func (cr *connReader) Read(p []byte) (n int, err error) {
	cr.mu.Lock()
	for cr.waiting {
		cr.mu.Unlock()
		cr.abortPending()
		cr.mu.Lock()
	}
	if cr.limit <= 0 {
		cr.mu.Unlock()
		return 0, io.EOF
	}
	if len(p) == 0 {
		cr.mu.Unlock()
		return 0, nil
	}
	if int64(len(p)) > cr.limit {
		p = p[:cr.limit]
	}
	if cr.has {
		p[0] = cr.b[0]
		cr.has = false
		cr.mu.Unlock()
		return 1, nil
	}
	cr.mu.Unlock()
	n, err = cr.conn.rwc.Read(p)
	if err != nil {
		cr.gone()
	}
	cr.limit -= int64(n)
	return n, err
}

// connWriter notes the first error of the connection.
type connWriter struct{ c *conn }

func (w connWriter) Write(p []byte) (n int, err error) {
	n, err = w.c.rwc.Write(p)
	if err != nil && w.c.werr == nil {
		w.c.werr = err
		w.c.cancel()
	}
	return
}

func (c *conn) setState(state ConnState) {
	s := c.server
	s.mu.Lock()
	switch state {
	case StateNew:
		if s.conns == nil {
			s.conns = make(map[*conn]bool)
		}
		s.conns[c] = true
	case StateHijacked, StateClosed:
		delete(s.conns, c)
	}
	s.mu.Unlock()
	c.state.Store(time.Now().Unix()<<8 | int64(state))
	if s.ConnState != nil {
		s.ConnState(c.rwc, state)
	}
}

func (c *conn) close() {
	c.bw.Flush()
	c.rwc.Close()
}

// closeLate closes so that the client still gets the answer, though it may be sending.
func (c *conn) closeLate() {
	c.bw.Flush()
	if t, ok := c.rwc.(interface{ CloseWrite() error }); ok {
		t.CloseWrite()
	}
	time.Sleep(500 * time.Millisecond)
}

// statusError is an answer given instead of calling a handler.
type statusError struct {
	code int
	text string
}

func (e statusError) Error() string { return StatusText(e.code) + ": " + e.text }

func (c *conn) hijacked() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.taken
}

func (c *conn) serve(ctx context.Context) {
	if ra := c.rwc.RemoteAddr(); ra != nil {
		c.remote = ra.String()
	}
	ctx = context.WithValue(ctx, LocalAddrContextKey, c.rwc.LocalAddr())
	var inFlight *response
	defer func() {
		if err := recover(); err != nil && err != ErrAbortHandler {
			buf := make([]byte, 64<<10)
			buf = buf[:runtime.Stack(buf, false)]
			c.server.logf("http: panic serving %v: %v\n%s", c.remote, err, buf)
		}
		if inFlight != nil {
			inFlight.cancel()
		}
		if !c.hijacked() {
			if inFlight != nil {
				c.r.abortPending()
				inFlight.reqBody.Close()
			}
			c.close()
			c.setState(StateClosed)
		}
	}()
	ctx, cancel := context.WithCancel(ctx)
	c.cancel = cancel
	defer cancel()
	c.r = &connReader{conn: c}
	c.r.cond = sync.NewCond(&c.r.mu)
	c.br = bufio.NewReader(c.r)
	c.bw = bufio.NewWriterSize(connWriter{c}, 4<<10)
	if !c.handshake(ctx) {
		return
	}
	for {
		w, err := c.readRequest(ctx)
		if c.r.limit != c.server.headerLimit() {
			c.setState(StateActive)
		}
		if err != nil {
			c.refuse(err)
			return
		}
		req := w.req
		if hasToken(req.Header["Expect"], "100-continue") {
			if req.ProtoAtLeast(1, 1) && req.ContentLength != 0 {
				req.Body = &expectReader{readCloser: req.Body, resp: w}
				w.canContinue.Store(true)
			}
		} else if req.Header.get("Expect") != "" {
			w.Header().Set("Connection", "close")
			w.WriteHeader(StatusExpectationFailed)
			w.finish()
			return
		}
		c.cur.Store(w)
		if b, ok := w.reqBody.(*body); ok && b.remains() {
			b.onEOF = c.r.startBackground
		} else {
			c.r.startBackground()
		}
		inFlight = w
		c.server.handler().ServeHTTP(w, req)
		inFlight = nil
		w.cancel()
		if c.hijacked() {
			return
		}
		w.finish()
		c.rwc.SetWriteDeadline(time.Time{})
		if !w.reusable() {
			if w.bodyTooLarge || w.leftBody() {
				c.closeLate()
			}
			return
		}
		c.setState(StateIdle)
		c.cur.Store(nil)
		if c.server.noAlive.Load() || c.server.closing.Load() {
			return
		}
		if d := c.server.idleTimeout(); d > 0 {
			c.rwc.SetReadDeadline(time.Now().Add(d))
		} else {
			c.rwc.SetReadDeadline(time.Time{})
		}
		c.r.limit = 1 << 62
		if _, err := c.br.Peek(4); err != nil {
			return
		}
		c.rwc.SetReadDeadline(time.Time{})
	}
}

// refuse answers a request that could not be read.
func (c *conn) refuse(err error) {
	const head = "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
	switch {
	case err == errTooLarge:
		const text = "431 Request Header Fields Too Large"
		fmt.Fprintf(c.rwc, "HTTP/1.1 %s%s%s", text, head, text)
		c.closeLate()
	case isUnsupportedTE(err):
		fmt.Fprintf(c.rwc, "HTTP/1.1 %d %s%sUnsupported transfer encoding", StatusNotImplemented, StatusText(StatusNotImplemented), head)
	default:
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return
		}
		if ne, ok := err.(net.Error); ok && ne.Timeout() {
			return
		}
		if oe, ok := err.(*net.OpError); ok && oe.Op == "read" {
			return
		}
		if v, ok := err.(statusError); ok {
			fmt.Fprintf(c.rwc, "HTTP/1.1 %d %s: %s%s%d %s: %s", v.code, StatusText(v.code), v.text, head, v.code, StatusText(v.code), v.text)
			return
		}
		const text = "400 Bad Request"
		fmt.Fprintf(c.rwc, "HTTP/1.1 %s%s%s", text, head, text)
	}
}

func isUnsupportedTE(err error) bool {
	_, ok := err.(*unsupportedTEError)
	return ok
}

var errTooLarge = errors.New("http: request too large")

func (s *Server) headerLimit() int64 {
	if s.MaxHeaderBytes > 0 {
		return int64(s.MaxHeaderBytes) + 4096
	}
	return DefaultMaxHeaderBytes + 4096
}

func (s *Server) idleTimeout() time.Duration {
	if s.IdleTimeout != 0 {
		return s.IdleTimeout
	}
	return s.ReadTimeout
}

func (s *Server) headerTimeout() time.Duration {
	if s.ReadHeaderTimeout != 0 {
		return s.ReadHeaderTimeout
	}
	return s.ReadTimeout
}

func (s *Server) handler() Handler { return serverHandler{s} }

type serverHandler struct{ s *Server }

func (sh serverHandler) ServeHTTP(w ResponseWriter, r *Request) {
	h := sh.s.Handler
	if h == nil {
		h = DefaultServeMux
	}
	if !sh.s.DisableGeneralOptionsHandler && r.RequestURI == "*" && r.Method == "OPTIONS" {
		w.Header().Set("Content-Length", "0")
		if r.ContentLength != 0 {
			io.Copy(io.Discard, MaxBytesReader(w, r.Body, 4<<10))
		}
		return
	}
	h.ServeHTTP(w, r)
}

func (c *conn) readRequest(ctx context.Context) (w *response, err error) {
	if c.hijacked() {
		return nil, ErrHijacked
	}
	start := time.Now()
	var wholeDeadline time.Time
	if d := c.server.headerTimeout(); d > 0 {
		c.rwc.SetReadDeadline(start.Add(d))
	}
	if d := c.server.ReadTimeout; d > 0 {
		wholeDeadline = start.Add(d)
	}
	if d := c.server.WriteTimeout; d > 0 {
		defer func() { c.rwc.SetWriteDeadline(time.Now().Add(d)) }()
	}
	c.r.limit = c.server.headerLimit()
	// Clients of old send an empty line after a POST.
	for range 2 {
		if peek, _ := c.br.Peek(2); string(peek) == "\r\n" {
			c.br.Discard(2)
		}
	}
	req, err := readRequest(c.br)
	if err != nil {
		if c.r.limit <= 0 {
			return nil, errTooLarge
		}
		return nil, err
	}
	if req.ProtoMajor != 1 {
		return nil, statusError{StatusHTTPVersionNotSupported, "unsupported protocol version"}
	}
	c.r.limit = 1 << 62
	hosts, have := req.Header["Host"]
	if req.ProtoAtLeast(1, 1) && (!have || len(hosts) == 0) && req.Method != "CONNECT" {
		return nil, statusError{StatusBadRequest, "missing required Host header"}
	}
	if len(hosts) == 1 && !validHost(hosts[0]) {
		return nil, statusError{StatusBadRequest, "malformed Host header"}
	}
	for k, list := range req.Header {
		if !isToken(k) {
			return nil, statusError{StatusBadRequest, "invalid header name"}
		}
		for _, v := range list {
			if !validHeaderValue(v) {
				return nil, statusError{StatusBadRequest, "invalid header value"}
			}
		}
	}
	delete(req.Header, "Host")
	ctx, cancel := context.WithCancel(ctx)
	req.ctx = ctx
	req.RemoteAddr = c.remote
	req.TLS = c.tls
	if b, ok := req.Body.(*body); ok {
		b.limited = true
	}
	if !wholeDeadline.IsZero() {
		c.rwc.SetReadDeadline(wholeDeadline)
	} else {
		c.rwc.SetReadDeadline(time.Time{})
	}
	w = &response{
		conn:    c,
		cancel:  cancel,
		req:     req,
		reqBody: req.Body,
		header:  make(Header),
		length:  -1,
		closed:  make(chan bool, 1),
		alive10: !req.ProtoAtLeast(1, 1) && hasToken(req.Header["Connection"], "keep-alive"),
		close:   req.wantsClose() || shouldClose(req.ProtoMajor, req.ProtoMinor, req.Header),
	}
	w.out.res = w
	w.w = bufio.NewWriterSize(&w.out, 2048)
	return w, nil
}

func validHost(h string) bool {
	for i := 0; i < len(h); i++ {
		c := h[i]
		if !isTokenByte(c) && strings.IndexByte(":[]%@/\\,;=()?\"<>{}", c) < 0 || c == '/' || c == '\\' {
			return false
		}
	}
	return true
}

// expectReader asks the client for the body when it is first read.
type expectReader struct {
	resp       *response
	readCloser io.ReadCloser
	closed     atomic.Bool
	sawEOF     atomic.Bool
}

func (er *expectReader) Read(p []byte) (n int, err error) {
	if er.closed.Load() {
		return 0, ErrBodyReadAfterClose
	}
	er.resp.writeContinue()
	n, err = er.readCloser.Read(p)
	if err == io.EOF {
		er.sawEOF.Store(true)
	}
	return
}

func (er *expectReader) Close() error {
	er.closed.Store(true)
	return er.readCloser.Close()
}

// response is the server's ResponseWriter. What the handler writes goes to w, then to out, which sends the header
// when it gets the first bytes, and frames them.
type response struct {
	conn    *conn
	req     *Request
	reqBody io.ReadCloser
	cancel  context.CancelFunc
	w       *bufio.Writer
	out     chunkWriter

	header  Header // the handler's
	status  int
	wrote   bool  // WriteHeader was called
	written int64 // bytes of the body
	length  int64 // Content-Length, -1
	done    bool  // the handler has returned
	alive10 bool  // an HTTP/1.0 client that asks to keep the connection
	close   bool  // the connection ends after this response
	closed  chan bool
	once    sync.Once

	canContinue  atomic.Bool
	continueMu   sync.Mutex
	bodyTooLarge bool
	fullDuplex   bool
	trailers     []string
}

type chunkWriter struct {
	res     *response
	header  Header // as it was when WriteHeader was called
	wrote   bool   // the header was sent
	chunked bool
	cw      io.WriteCloser
}

func (w *response) notifyClose() {
	w.once.Do(func() {
		w.closed <- true
	})
}

// CloseNotify returns a channel that gets a value when the client is gone.
func (w *response) CloseNotify() <-chan bool { return w.closed }

func (w *response) requestTooLarge() {
	w.close = true
	w.bodyTooLarge = true
	if !w.wrote {
		w.Header().Set("Connection", "close")
	}
}

func (w *response) writeContinue() {
	w.continueMu.Lock()
	defer w.continueMu.Unlock()
	if w.canContinue.Load() {
		w.conn.bw.WriteString("HTTP/1.1 100 Continue\r\n\r\n")
		w.conn.bw.Flush()
		w.canContinue.Store(false)
	}
}

// Header returns the header that WriteHeader will send.
func (w *response) Header() Header {
	if w.out.header == nil && w.wrote && !w.out.wrote {
		// What is changed from now on is not sent, but for trailers.
		w.out.header = w.header.Clone()
	}
	return w.header
}

func checkCode(code int) {
	if code < 100 || code > 999 {
		panic(fmt.Sprintf("invalid WriteHeader code %v", code))
	}
}

// caller returns the function outside of this package that called it.
func caller() runtime.Frame {
	var pcs [16]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs[:])])
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "net/http.") || !more {
			return frame
		}
	}
}

// WriteHeader sets the status; the header is sent with the first bytes of the body.
func (w *response) WriteHeader(code int) {
	if w.conn.hijacked() {
		f := caller()
		w.conn.server.logf("http: response.WriteHeader on hijacked connection from %s (%s:%d)", f.Function, path.Base(f.File), f.Line)
		return
	}
	if w.wrote {
		f := caller()
		w.conn.server.logf("http: superfluous response.WriteHeader call from %s (%s:%d)", f.Function, path.Base(f.File), f.Line)
		return
	}
	checkCode(code)
	if code < 101 || code > 199 {
		w.continueMu.Lock()
		w.canContinue.Store(false)
		w.continueMu.Unlock()
	}
	if code >= 100 && code <= 199 && code != StatusSwitchingProtocols {
		if code == 100 && w.canContinue.Load() {
			w.writeContinue()
			return
		}
		fmt.Fprintf(w.conn.bw, "HTTP/1.1 %03d %s\r\n", code, StatusText(code))
		w.header.WriteSubset(w.conn.bw, map[string]bool{"Content-Length": true, "Transfer-Encoding": true})
		w.conn.bw.WriteString("\r\n")
		w.conn.bw.Flush()
		return
	}
	w.wrote = true
	w.status = code
	if v := w.header.get("Content-Length"); v != "" {
		n, err := strconv.ParseInt(v, 10, 64)
		if err == nil && n >= 0 {
			w.length = n
		} else {
			w.conn.server.logf("http: invalid Content-Length of %q", v)
			w.header.Del("Content-Length")
		}
	}
	w.out.header = w.header.Clone()
}

// Write writes to the body.
func (w *response) Write(data []byte) (int, error) { return w.write(data) }

// WriteString writes to the body.
func (w *response) WriteString(data string) (int, error) { return w.write([]byte(data)) }

func (w *response) write(data []byte) (int, error) {
	if w.conn.hijacked() {
		if len(data) > 0 {
			f := caller()
			w.conn.server.logf("http: response.Write on hijacked connection from %s (%s:%d)", f.Function, path.Base(f.File), f.Line)
		}
		return 0, ErrHijacked
	}
	if !w.wrote {
		w.WriteHeader(StatusOK)
	}
	if len(data) == 0 {
		return 0, nil
	}
	if !bodyAllowedForStatus(w.status) {
		return 0, ErrBodyNotAllowed
	}
	w.written += int64(len(data))
	if w.length >= 0 && w.written > w.length {
		return 0, ErrContentLength
	}
	return w.w.Write(data)
}

// ReadFrom copies src to the body.
func (w *response) ReadFrom(src io.Reader) (int64, error) {
	return io.CopyBuffer(writerOnly{w}, src, make([]byte, 32<<10))
}

type writerOnly struct{ io.Writer }

// Flush sends what was written so far.
func (w *response) Flush() { w.FlushError() }

// FlushError is Flush with the error.
func (w *response) FlushError() error {
	if !w.wrote {
		w.WriteHeader(StatusOK)
	}
	err := w.w.Flush()
	if e := w.out.flush(); err == nil {
		err = e
	}
	return err
}

// SetReadDeadline sets when reading the request fails.
func (w *response) SetReadDeadline(deadline time.Time) error {
	return w.conn.rwc.SetReadDeadline(deadline)
}

// SetWriteDeadline sets when writing the response fails.
func (w *response) SetWriteDeadline(deadline time.Time) error {
	return w.conn.rwc.SetWriteDeadline(deadline)
}

// EnableFullDuplex lets the handler read the body after it began to write.
func (w *response) EnableFullDuplex() error {
	w.fullDuplex = true
	return nil
}

// Hijack hands the connection over to the caller.
func (w *response) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if w.done {
		panic("net/http: Hijack called after ServeHTTP finished")
	}
	if w.wrote {
		w.out.flush()
	}
	c := w.conn
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.taken {
		return nil, nil, ErrHijacked
	}
	c.r.abortPending()
	c.taken = true
	c.rwc.SetDeadline(time.Time{})
	if c.r.has {
		c.br.Peek(c.br.Buffered() + 1)
	}
	c.setState(StateHijacked)
	return c.rwc, bufio.NewReadWriter(c.br, bufio.NewWriter(c.rwc)), nil
}

func (cw *chunkWriter) flush() error {
	if !cw.wrote {
		cw.writeHeader(nil)
	}
	return cw.res.conn.bw.Flush()
}

func (cw *chunkWriter) Write(p []byte) (int, error) {
	if !cw.wrote {
		cw.writeHeader(p)
	}
	if cw.res.req.Method == "HEAD" {
		return len(p), nil
	}
	if cw.cw != nil {
		return cw.cw.Write(p)
	}
	return cw.res.conn.bw.Write(p)
}

// declareTrailer notes the keys that the Trailer header names.
func (w *response) declareTrailers(h Header) {
	for _, v := range h["Trailer"] {
		for part := range strings.SplitSeq(v, ",") {
			k := CanonicalHeaderKey(textproto.TrimString(part))
			if k != "" && k != "Transfer-Encoding" && k != "Content-Length" && k != "Trailer" {
				w.trailers = append(w.trailers, k)
			}
		}
	}
}

// finalTrailers returns what the handler set after the header was sent.
func (w *response) finalTrailers() Header {
	t := Header{}
	for k, v := range w.header {
		if key, ok := strings.CutPrefix(k, TrailerPrefix); ok {
			t[key] = v
		}
	}
	for _, k := range w.trailers {
		if v := w.header[k]; v != nil {
			t[k] = v
		}
	}
	return t
}

// writeHeader sends status and header; p is the beginning of the body, or all of it if the handler is done.
func (cw *chunkWriter) writeHeader(p []byte) {
	if cw.wrote {
		return
	}
	cw.wrote = true
	w := cw.res
	h := cw.header
	req := w.req
	head := req.Method == "HEAD"
	trailers := false
	for k := range h {
		if strings.HasPrefix(k, TrailerPrefix) {
			delete(h, k)
			trailers = true
		}
	}
	for range h["Trailer"] {
		trailers = true
	}
	w.declareTrailers(h)
	// Values that the header lacks.
	extra := Header{}
	if w.done && !trailers && bodyAllowedForStatus(w.status) && !h.has("Content-Length") && h.get("Transfer-Encoding") == "" &&
		(!head || len(p) > 0) {
		w.length = int64(len(p))
		extra["Content-Length"] = []string{strconv.Itoa(len(p))}
	}
	keepAlive := !w.conn.server.noAlive.Load() && !w.conn.server.closing.Load()
	if w.alive10 && keepAlive && (w.length >= 0 || head || !bodyAllowedForStatus(w.status)) {
		if !h.has("Connection") {
			extra["Connection"] = []string{"keep-alive"}
		}
	}
	hasLength := w.length != -1
	if w.alive10 && (head || hasLength || !bodyAllowedForStatus(w.status)) {
		w.close = w.req.Close && !w.alive10
	} else if !req.ProtoAtLeast(1, 1) {
		w.close = true
	}
	if hasToken(h["Connection"], "close") || !keepAlive {
		w.close = true
	}
	// What the client still sends must not be taken for the next request.
	if er, ok := req.Body.(*expectReader); ok && !er.sawEOF.Load() {
		w.close = true
	} else if b, ok := w.reqBody.(*body); ok && !w.close && !w.fullDuplex && req.ContentLength != 0 {
		b.mu.Lock()
		tooLarge := !b.closed && !b.sawEOF && b.left > maxSkip
		skip := !b.closed && !b.sawEOF && !tooLarge
		b.mu.Unlock()
		if skip {
			_, err := io.CopyN(io.Discard, w.reqBody, maxSkip+1)
			switch err {
			case nil:
				tooLarge = true
			case ErrBodyReadAfterClose:
			case io.EOF:
				if w.reqBody.Close() != nil {
					w.close = true
				}
			default:
				w.close = true
			}
		}
		if tooLarge {
			w.requestTooLarge()
			delete(h, "Connection")
		}
	}
	code := w.status
	if bodyAllowedForStatus(code) {
		if _, ok := h["Content-Type"]; !ok && h.get("Content-Encoding") == "" && !h.has("Transfer-Encoding") && len(p) > 0 {
			extra["Content-Type"] = []string{DetectContentType(p)}
		}
	} else {
		for _, k := range []string{"Transfer-Encoding", "Content-Length"} {
			if code != 304 || k == "Transfer-Encoding" {
				delete(h, k)
			}
		}
		if code == 304 {
			delete(h, "Content-Type")
		}
	}
	if !h.has("Date") {
		extra["Date"] = []string{time.Now().UTC().Format(TimeFormat)}
	}
	te := h.get("Transfer-Encoding")
	if hasLength && te != "" && te != "identity" {
		w.conn.server.logf("http: WriteHeader called with both Transfer-Encoding of %q and a Content-Length of %d", te, w.length)
		delete(h, "Content-Length")
		hasLength = false
	}
	switch {
	case head || !bodyAllowedForStatus(code):
		if te != "" {
			delete(h, "Transfer-Encoding")
		}
	case hasLength:
		delete(h, "Transfer-Encoding")
	case req.ProtoAtLeast(1, 1):
		if te == "identity" {
			cw.chunked = false
			w.close = true
			delete(h, "Transfer-Encoding")
		} else {
			cw.chunked = true
			extra["Transfer-Encoding"] = []string{"chunked"}
			delete(h, "Transfer-Encoding")
		}
	default:
		w.close = true
		delete(h, "Transfer-Encoding")
	}
	if cw.chunked {
		delete(h, "Content-Length")
	}
	if !req.ProtoAtLeast(1, 0) {
		return
	}
	if w.close && (!keepAlive || !hasToken(h["Connection"], "close")) {
		delete(h, "Connection")
		if req.ProtoAtLeast(1, 1) {
			extra["Connection"] = []string{"close"}
		}
	}
	bw := w.conn.bw
	version := "HTTP/1.0 "
	if req.ProtoAtLeast(1, 1) {
		version = "HTTP/1.1 "
	}
	text := StatusText(code)
	if text == "" {
		text = "status code " + strconv.Itoa(code)
	}
	fmt.Fprintf(bw, "%s%03d %s\r\n", version, code, text)
	h.Write(bw)
	for _, k := range []string{"Date", "Content-Length", "Content-Type", "Connection", "Transfer-Encoding"} {
		if v, ok := extra[k]; ok {
			bw.WriteString(k + ": " + v[0] + "\r\n")
		}
	}
	bw.WriteString("\r\n")
	if cw.chunked {
		cw.cw = internal.NewChunkedWriter(bw)
	}
}

// finish sends what is left.
func (w *response) finish() {
	w.done = true
	if !w.wrote {
		w.WriteHeader(StatusOK)
	}
	w.w.Flush()
	if !w.out.wrote {
		w.out.writeHeader(nil)
	}
	if w.out.cw != nil && w.req.Method != "HEAD" {
		w.out.cw.Close()
		if t := w.finalTrailers(); len(t) > 0 {
			t.Write(w.conn.bw)
		}
		w.conn.bw.WriteString("\r\n")
	}
	w.conn.bw.Flush()
	w.conn.r.abortPending()
	w.reqBody.Close()
	if w.req.MultipartForm != nil {
		w.req.MultipartForm.RemoveAll()
	}
}

// reusable reports whether another request may follow on the connection.
func (w *response) reusable() bool {
	if w.close || w.conn.werr != nil || w.leftBody() {
		return false
	}
	// Less than was announced: the client waits for the rest.
	return !(w.req.Method != "HEAD" && w.length != -1 && bodyAllowedForStatus(w.status) && w.length != w.written)
}

func (w *response) leftBody() bool {
	b, ok := w.reqBody.(*body)
	return ok && b.early
}

func (s *Server) logf(format string, args ...any) {
	if s.ErrorLog != nil {
		s.ErrorLog.Printf(format, args...)
	} else {
		log.Printf(format, args...)
	}
}

// ListenAndServe listens on Addr (":http" if empty) and serves. It returns ErrServerClosed after Shutdown or Close.
func (s *Server) ListenAndServe() error {
	if s.closing.Load() {
		return ErrServerClosed
	}
	addr := s.Addr
	if addr == "" {
		addr = ":http"
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return s.Serve(l)
}

// ListenAndServeTLS is ListenAndServe with TLS, on ":https" if Addr is empty. The files are not needed if TLSConfig has a
// certificate.
func (s *Server) ListenAndServeTLS(certFile, keyFile string) error {
	if s.closing.Load() {
		return ErrServerClosed
	}
	addr := s.Addr
	if addr == "" {
		addr = ":https"
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	defer l.Close()
	return s.ServeTLS(l, certFile, keyFile)
}

// ServeTLS is Serve with TLS. The files are not needed if TLSConfig has a certificate.
func (s *Server) ServeTLS(l net.Listener, certFile, keyFile string) error {
	config := s.TLSConfig.Clone()
	if config == nil {
		config = &tls.Config{}
	}
	config.NextProtos = slices.DeleteFunc(slices.Clone(config.NextProtos), func(p string) bool { return p == "h2" })
	if !slices.Contains(config.NextProtos, "http/1.1") {
		config.NextProtos = append(config.NextProtos, "http/1.1")
	}
	has := len(config.Certificates) > 0 || config.GetCertificate != nil || config.GetConfigForClient != nil
	if !has || certFile != "" || keyFile != "" {
		cert, err := tls.LoadX509KeyPair(certFile, keyFile)
		if err != nil {
			return err
		}
		config.Certificates = []tls.Certificate{cert}
	}
	return s.Serve(tls.NewListener(l, config))
}

// handshake does that of TLS, and reports whether it succeeded.
func (c *conn) handshake(ctx context.Context) bool {
	tc, ok := c.rwc.(*tls.Conn)
	if !ok {
		return true
	}
	s := c.server
	limit := time.Duration(0)
	for _, d := range []time.Duration{s.ReadHeaderTimeout, s.ReadTimeout, s.WriteTimeout} {
		if d > 0 && (limit == 0 || d < limit) {
			limit = d
		}
	}
	if limit > 0 {
		c.rwc.SetDeadline(time.Now().Add(limit))
	}
	if err := tc.HandshakeContext(ctx); err != nil {
		reason := err.Error()
		if re, ok := err.(tls.RecordHeaderError); ok && re.Conn != nil {
			switch string(re.RecordHeader[:]) {
			case "GET /", "HEAD ", "POST ", "PUT /", "OPTIO":
				io.WriteString(re.Conn, "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n")
				re.Conn.Close()
				reason = "client sent an HTTP request to an HTTPS server"
			}
		}
		s.logf("http: TLS handshake error from %s: %v", c.rwc.RemoteAddr(), reason)
		return false
	}
	if limit > 0 {
		c.rwc.SetDeadline(time.Time{})
	}
	state := tc.ConnectionState()
	c.tls = &state
	return true
}

type onceCloseListener struct {
	net.Listener
	once sync.Once
	err  error
}

func (l *onceCloseListener) Close() error {
	l.once.Do(func() { l.err = l.Listener.Close() })
	return l.err
}

func (s *Server) track(l *net.Listener, add bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listeners == nil {
		s.listeners = make(map[*net.Listener]bool)
	}
	if add {
		if s.closing.Load() {
			return false
		}
		s.listeners[l] = true
		s.serving.Add(1)
	} else {
		delete(s.listeners, l)
		s.serving.Done()
	}
	return true
}

// Serve accepts connections and serves each in a goroutine.
func (s *Server) Serve(l net.Listener) error {
	origin := l
	l = &onceCloseListener{Listener: l}
	defer l.Close()
	if !s.track(&l, true) {
		return ErrServerClosed
	}
	defer s.track(&l, false)
	base := context.Background()
	if s.BaseContext != nil {
		if base = s.BaseContext(origin); base == nil {
			panic("BaseContext returned a nil context")
		}
	}
	ctx := context.WithValue(base, ServerContextKey, s)
	var delay time.Duration
	for {
		rwc, err := l.Accept()
		if err != nil {
			if s.closing.Load() {
				return ErrServerClosed
			}
			if ne, ok := err.(net.Error); ok && ne.Temporary() {
				delay = min(max(2*delay, 5*time.Millisecond), time.Second)
				s.logf("http: Accept error: %v; retrying in %v", err, delay)
				time.Sleep(delay)
				continue
			}
			return err
		}
		delay = 0
		cctx := ctx
		if s.ConnContext != nil {
			if cctx = s.ConnContext(ctx, rwc); cctx == nil {
				panic("ConnContext returned nil")
			}
		}
		c := &conn{server: s, rwc: rwc}
		c.setState(StateNew)
		go c.serve(cctx)
	}
}

// Close ends the server at once: listeners and connections are closed.
func (s *Server) Close() error {
	s.closing.Store(true)
	s.mu.Lock()
	err := s.closeListeners()
	s.mu.Unlock()
	s.serving.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.rwc.Close()
		delete(s.conns, c)
	}
	return err
}

// closeListeners is called with s.mu held.
func (s *Server) closeListeners() error {
	var err error
	for l := range s.listeners {
		if e := (*l).Close(); e != nil && err == nil {
			err = e
		}
	}
	return err
}

// Shutdown ends the server when all requests are answered, or the context ends.
func (s *Server) Shutdown(ctx context.Context) error {
	s.closing.Store(true)
	s.mu.Lock()
	err := s.closeListeners()
	for _, f := range s.onShutdown {
		go f()
	}
	s.mu.Unlock()
	s.serving.Wait()
	pause := time.Millisecond
	timer := time.NewTimer(pause)
	defer timer.Stop()
	for {
		if s.closeIdle() {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
			pause = min(2*pause, 500*time.Millisecond)
			timer.Reset(pause)
		}
	}
}

// closeIdle closes connections without a request; it reports whether there are no others.
func (s *Server) closeIdle() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	quiet := true
	for c := range s.conns {
		packed := c.state.Load()
		state, since := ConnState(packed&0xff), packed>>8
		if state == StateNew && since < time.Now().Unix()-5 {
			state = StateIdle // a client that says nothing
		}
		if state != StateIdle || since == 0 {
			quiet = false
			continue
		}
		c.rwc.Close()
		delete(s.conns, c)
	}
	return quiet
}

// RegisterOnShutdown has f called by Shutdown.
func (s *Server) RegisterOnShutdown(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onShutdown = append(s.onShutdown, f)
}

// SetKeepAlivesEnabled says whether connections are kept for further requests.
func (s *Server) SetKeepAlivesEnabled(v bool) {
	s.noAlive.Store(!v)
	if !v {
		s.closeIdle()
	}
}

// ListenAndServe serves on an address; a nil handler stands for DefaultServeMux.
func ListenAndServe(addr string, handler Handler) error {
	s := &Server{Addr: addr, Handler: handler}
	return s.ListenAndServe()
}

// ListenAndServeTLS is ListenAndServe with TLS, whose certificates and key are in files in PEM.
func ListenAndServeTLS(addr, certFile, keyFile string, handler Handler) error {
	s := &Server{Addr: addr, Handler: handler}
	return s.ListenAndServeTLS(certFile, keyFile)
}

// Serve serves on a listener.
func Serve(l net.Listener, handler Handler) error {
	s := &Server{Handler: handler}
	return s.Serve(l)
}

// ServeTLS is Serve with TLS.
func ServeTLS(l net.Listener, handler Handler, certFile, keyFile string) error {
	s := &Server{Handler: handler}
	return s.ServeTLS(l, certFile, keyFile)
}

// Error answers with a text and a status.
func Error(w ResponseWriter, error string, code int) {
	h := w.Header()
	h.Del("Content-Length")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(code)
	fmt.Fprintln(w, error)
}

// NotFound answers 404.
func NotFound(w ResponseWriter, r *Request) { Error(w, "404 page not found", StatusNotFound) }

// NotFoundHandler returns a handler that answers 404.
func NotFoundHandler() Handler { return HandlerFunc(NotFound) }

// StripPrefix calls h with the prefix cut off the path.
func StripPrefix(prefix string, h Handler) Handler {
	if prefix == "" {
		return h
	}
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		p := strings.TrimPrefix(r.URL.Path, prefix)
		rp := strings.TrimPrefix(r.URL.RawPath, prefix)
		if len(p) < len(r.URL.Path) && (r.URL.RawPath == "" || len(rp) < len(r.URL.RawPath)) {
			r2 := new(Request)
			*r2 = *r
			r2.URL = new(urlpkg.URL)
			*r2.URL = *r.URL
			r2.URL.Path = p
			r2.URL.RawPath = rp
			h.ServeHTTP(w, r2)
		} else {
			NotFound(w, r)
		}
	})
}

var htmlReplacer = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// Redirect answers with another URL, which may be relative to the request's path.
func Redirect(w ResponseWriter, r *Request, url string, code int) {
	if u, err := urlpkg.Parse(url); err == nil && u.Scheme == "" && u.Host == "" {
		old := r.URL.EscapedPath()
		if old == "" {
			old = "/"
		}
		if url == "" || url[0] != '/' {
			dir, _ := path.Split(old)
			url = dir + url
		}
		query := ""
		if i := strings.Index(url, "?"); i >= 0 {
			url, query = url[:i], url[i:]
		}
		slash := strings.HasSuffix(url, "/")
		url = path.Clean(url)
		if slash && !strings.HasSuffix(url, "/") {
			url += "/"
		}
		url += query
	}
	h := w.Header()
	_, typed := h["Content-Type"]
	escaped := []byte{}
	for i := 0; i < len(url); i++ {
		if url[i] >= 0x80 {
			escaped = fmt.Appendf(escaped, "%%%02x", url[i])
		} else {
			escaped = append(escaped, url[i])
		}
	}
	h.Set("Location", string(escaped))
	if !typed && (r.Method == "GET" || r.Method == "HEAD") {
		h.Set("Content-Type", "text/html; charset=utf-8")
	}
	w.WriteHeader(code)
	if !typed && r.Method == "GET" {
		fmt.Fprintln(w, "<a href=\""+htmlReplacer.Replace(url)+"\">"+StatusText(code)+"</a>.\n")
	}
}

// RedirectHandler returns a handler that redirects.
func RedirectHandler(url string, code int) Handler {
	return HandlerFunc(func(w ResponseWriter, r *Request) { Redirect(w, r, url, code) })
}

// AllowQuerySemicolons lets semicolons separate parameters of a query.
func AllowQuerySemicolons(h Handler) Handler {
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		if strings.Contains(r.URL.RawQuery, ";") {
			r2 := new(Request)
			*r2 = *r
			r2.URL = new(urlpkg.URL)
			*r2.URL = *r.URL
			r2.URL.RawQuery = strings.ReplaceAll(r.URL.RawQuery, ";", "&")
			r = r2
		}
		h.ServeHTTP(w, r)
	})
}

// MaxBytesHandler limits the body of requests.
func MaxBytesHandler(h Handler, n int64) Handler {
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		r2 := *r
		r2.Body = MaxBytesReader(w, r.Body, n)
		h.ServeHTTP(w, &r2)
	})
}

// TimeoutHandler answers 503 with msg when h takes longer than dt.
func TimeoutHandler(h Handler, dt time.Duration, msg string) Handler {
	return &timeoutHandler{handler: h, body: msg, dt: dt}
}

type timeoutHandler struct {
	handler Handler
	body    string
	dt      time.Duration
}

func (h *timeoutHandler) ServeHTTP(w ResponseWriter, r *Request) {
	ctx, cancel := context.WithTimeout(r.Context(), h.dt)
	defer cancel()
	r = r.WithContext(ctx)
	done := make(chan struct{})
	tw := &timeoutWriter{w: w, h: make(Header), req: r}
	panicked := make(chan any, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				panicked <- p
			}
		}()
		h.handler.ServeHTTP(tw, r)
		close(done)
	}()
	select {
	case p := <-panicked:
		panic(p)
	case <-done:
		tw.mu.Lock()
		defer tw.mu.Unlock()
		maps.Copy(w.Header(), tw.h)
		if !tw.wrote {
			tw.code = StatusOK
		}
		w.WriteHeader(tw.code)
		w.Write(tw.buf.Bytes())
	case <-ctx.Done():
		tw.mu.Lock()
		defer tw.mu.Unlock()
		if ctx.Err() == context.DeadlineExceeded {
			w.WriteHeader(StatusServiceUnavailable)
			body := h.body
			if body == "" {
				body = "<html><head><title>Timeout</title></head><body><h1>Timeout</h1></body></html>"
			}
			io.WriteString(w, body)
			tw.err = ErrHandlerTimeout
		} else {
			w.WriteHeader(StatusServiceUnavailable)
			tw.err = ctx.Err()
		}
	}
}

type timeoutWriter struct {
	w     ResponseWriter
	h     Header
	req   *Request
	mu    sync.Mutex
	buf   bytes.Buffer
	err   error
	wrote bool
	code  int
}

func (tw *timeoutWriter) Header() Header { return tw.h }

func (tw *timeoutWriter) Write(p []byte) (int, error) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if tw.err != nil {
		return 0, tw.err
	}
	if !tw.wrote {
		tw.wrote, tw.code = true, StatusOK
	}
	return tw.buf.Write(p)
}

func (tw *timeoutWriter) WriteHeader(code int) {
	checkCode(code)
	tw.mu.Lock()
	defer tw.mu.Unlock()
	switch {
	case tw.err != nil:
	case tw.wrote:
		f := caller()
		log.Printf("http: superfluous response.WriteHeader call from %s (%s:%d)", f.Function, path.Base(f.File), f.Line)
	default:
		tw.wrote, tw.code = true, code
	}
}

// ResponseController has what a ResponseWriter may be able to do besides.
type ResponseController struct{ rw ResponseWriter }

// NewResponseController returns a controller of rw, which may wrap another by a method Unwrap.
func NewResponseController(rw ResponseWriter) *ResponseController { return &ResponseController{rw} }

type unwrapper interface{ Unwrap() ResponseWriter }

func errUnsupported() error { return fmt.Errorf("%w", ErrNotSupported) }

// Flush sends what was written so far.
func (c *ResponseController) Flush() error {
	for rw := c.rw; ; {
		switch t := rw.(type) {
		case interface{ FlushError() error }:
			return t.FlushError()
		case Flusher:
			t.Flush()
			return nil
		case unwrapper:
			rw = t.Unwrap()
		default:
			return errUnsupported()
		}
	}
}

// Hijack hands over the connection.
func (c *ResponseController) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	for rw := c.rw; ; {
		switch t := rw.(type) {
		case Hijacker:
			return t.Hijack()
		case unwrapper:
			rw = t.Unwrap()
		default:
			return nil, nil, errUnsupported()
		}
	}
}

// SetReadDeadline sets when reading the request fails.
func (c *ResponseController) SetReadDeadline(deadline time.Time) error {
	for rw := c.rw; ; {
		switch t := rw.(type) {
		case interface{ SetReadDeadline(time.Time) error }:
			return t.SetReadDeadline(deadline)
		case unwrapper:
			rw = t.Unwrap()
		default:
			return errUnsupported()
		}
	}
}

// SetWriteDeadline sets when writing the response fails.
func (c *ResponseController) SetWriteDeadline(deadline time.Time) error {
	for rw := c.rw; ; {
		switch t := rw.(type) {
		case interface{ SetWriteDeadline(time.Time) error }:
			return t.SetWriteDeadline(deadline)
		case unwrapper:
			rw = t.Unwrap()
		default:
			return errUnsupported()
		}
	}
}

// EnableFullDuplex lets the handler read the body after it began to write.
func (c *ResponseController) EnableFullDuplex() error {
	for rw := c.rw; ; {
		switch t := rw.(type) {
		case interface{ EnableFullDuplex() error }:
			return t.EnableFullDuplex()
		case unwrapper:
			rw = t.Unwrap()
		default:
			return errUnsupported()
		}
	}
}

// CrossOriginProtection refuses requests that change something and come from other sites.
type CrossOriginProtection struct {
	mu      sync.RWMutex
	trusted map[string]bool
	bypass  *ServeMux
	deny    Handler
}

// NewCrossOriginProtection returns a protection without exceptions.
func NewCrossOriginProtection() *CrossOriginProtection { return &CrossOriginProtection{} }

// AddTrustedOrigin allows an origin, "https://example.com".
func (c *CrossOriginProtection) AddTrustedOrigin(origin string) error {
	u, err := urlpkg.Parse(origin)
	if err != nil {
		return fmt.Errorf("invalid origin %q: %w", origin, err)
	}
	if u.Scheme == "" {
		return fmt.Errorf("invalid origin %q: scheme is required", origin)
	}
	if u.Host == "" {
		return fmt.Errorf("invalid origin %q: host is required", origin)
	}
	if u.Path != "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("invalid origin %q: path, query, and fragment are not allowed", origin)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.trusted == nil {
		c.trusted = make(map[string]bool)
	}
	c.trusted[origin] = true
	return nil
}

// AddInsecureBypassPattern allows all requests that match a pattern.
func (c *CrossOriginProtection) AddInsecureBypassPattern(pattern string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.bypass == nil {
		c.bypass = NewServeMux()
	}
	c.bypass.Handle(pattern, NotFoundHandler())
}

// SetDenyHandler sets what answers refused requests; nil: 403.
func (c *CrossOriginProtection) SetDenyHandler(h Handler) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.deny = h
}

// Check returns an error if the request is to be refused.
func (c *CrossOriginProtection) Check(req *Request) error {
	switch req.Method {
	case "GET", "HEAD", "OPTIONS":
		return nil
	}
	exempt := func() bool {
		c.mu.RLock()
		defer c.mu.RUnlock()
		if c.bypass != nil {
			if _, p, _, _ := c.bypass.findHandler(req); p != nil {
				return true
			}
		}
		return c.trusted[req.Header.Get("Origin")]
	}
	switch req.Header.Get("Sec-Fetch-Site") {
	case "":
	case "same-origin", "none":
		return nil
	default:
		if exempt() {
			return nil
		}
		return errors.New("cross-origin request detected from Sec-Fetch-Site header")
	}
	origin := req.Header.Get("Origin")
	if origin == "" {
		return nil
	}
	if u, err := urlpkg.Parse(origin); err == nil && u.Host == req.Host || exempt() {
		return nil
	}
	return errors.New("cross-origin request detected, and/or browser is out of date: Sec-Fetch-Site is missing, and Origin does not match Host")
}

// Handler returns h with the protection.
func (c *CrossOriginProtection) Handler(h Handler) Handler {
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		if err := c.Check(r); err != nil {
			c.mu.RLock()
			deny := c.deny
			c.mu.RUnlock()
			if deny != nil {
				deny.ServeHTTP(w, r)
			} else {
				Error(w, err.Error(), StatusForbidden)
			}
			return
		}
		h.ServeHTTP(w, r)
	})
}
