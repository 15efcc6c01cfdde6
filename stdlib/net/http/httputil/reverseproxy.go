package httputil

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// ProxyRequest is a request that is to be passed on.
type ProxyRequest struct {
	// In is the request as it came. It must not be changed.
	In *http.Request
	// Out is what will be sent. Headers of the connection and of other proxies have been taken out.
	Out *http.Request
}

// SetURL makes Out go to target, whose path comes before its own. The Host header will be target's.
func (r *ProxyRequest) SetURL(target *url.URL) {
	redirect(r.Out, target)
	r.Out.Host = ""
}

// SetXForwarded sets X-Forwarded-For, X-Forwarded-Host and X-Forwarded-Proto of Out. To go on with a list of clients, copy In's
// X-Forwarded-For before.
func (r *ProxyRequest) SetXForwarded() {
	h := r.Out.Header
	if client, _, err := net.SplitHostPort(r.In.RemoteAddr); err == nil {
		h.Set("X-Forwarded-For", strings.Join(append(h["X-Forwarded-For"][:len(h["X-Forwarded-For"]):len(h["X-Forwarded-For"])], client), ", "))
	} else {
		h.Del("X-Forwarded-For")
	}
	h.Set("X-Forwarded-Host", r.In.Host)
	if r.In.TLS == nil {
		h.Set("X-Forwarded-Proto", "http")
	} else {
		h.Set("X-Forwarded-Proto", "https")
	}
}

// BufferPool keeps buffers for ReverseProxy.
type BufferPool interface {
	Get() []byte
	Put([]byte)
}

// ReverseProxy is a handler that passes requests on to other servers, and their responses back. One of Rewrite and Director must
// be set.
type ReverseProxy struct {
	// Rewrite changes a request before it is sent.
	Rewrite func(*ProxyRequest)
	// Transport sends it; nil means http.DefaultTransport.
	Transport http.RoundTripper
	// FlushInterval is how long parts of a response may wait; 0: as the server has it, negative: not at all. Streams never wait.
	FlushInterval time.Duration
	// ErrorLog gets errors; nil means the standard logger.
	ErrorLog *log.Logger
	// BufferPool, which may be nil, has buffers for copying.
	BufferPool BufferPool
	// ModifyResponse, which may be nil, changes a response. If it fails, ErrorHandler answers.
	ModifyResponse func(*http.Response) error
	// ErrorHandler answers when the server cannot be asked; nil: with 502, and in the log.
	ErrorHandler func(http.ResponseWriter, *http.Request, error)
	// Director changes a request before it is sent.
	//
	// Deprecated: Headers that a client says are of the connection are taken out after it.
	Director func(*http.Request)
}

// NewSingleHostReverseProxy returns a proxy for target, whose path comes before that of requests. The Host header stays.
func NewSingleHostReverseProxy(target *url.URL) *ReverseProxy {
	return &ReverseProxy{Director: func(req *http.Request) { redirect(req, target) }}
}

// joinSlash joins two paths with one slash.
func joinSlash(a, b string) string {
	return strings.TrimSuffix(a, "/") + "/" + strings.TrimPrefix(b, "/")
}

func redirect(req *http.Request, target *url.URL) {
	u := req.URL
	u.Scheme, u.Host = target.Scheme, target.Host
	path, raw := joinSlash(target.Path, u.Path), ""
	if target.RawPath != "" || u.RawPath != "" {
		a, b := target.EscapedPath(), u.EscapedPath()
		raw = joinSlash(a, b)
		path = target.Path + u.Path
		switch strings.HasSuffix(a, "/") {
		case true:
			if strings.HasPrefix(b, "/") {
				path = target.Path + u.Path[1:]
			}
		case false:
			if !strings.HasPrefix(b, "/") {
				path = target.Path + "/" + u.Path
			}
		}
	}
	u.Path, u.RawPath = path, raw
	if target.RawQuery == "" || u.RawQuery == "" {
		u.RawQuery = target.RawQuery + u.RawQuery
	} else {
		u.RawQuery = target.RawQuery + "&" + u.RawQuery
	}
}

func addAll(to, from http.Header) {
	for k, list := range from {
		for _, v := range list {
			to.Add(k, v)
		}
	}
}

// hasToken reports whether a token is in lists with commas.
func hasToken(lists []string, token string) bool {
	for _, list := range lists {
		for s := range strings.SplitSeq(list, ",") {
			if strings.EqualFold(strings.TrimSpace(s), token) {
				return true
			}
		}
	}
	return false
}

func upgrade(h http.Header) string {
	if !hasToken(h["Connection"], "Upgrade") {
		return ""
	}
	return h.Get("Upgrade")
}

func isPrintable(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}

// removeHopHeaders takes out what is of one connection only.
func removeHopHeaders(h http.Header) {
	for _, list := range h["Connection"] {
		for k := range strings.SplitSeq(list, ",") {
			if k = strings.TrimSpace(k); k != "" {
				h.Del(k)
			}
		}
	}
	for _, k := range [...]string{"Connection", "Proxy-Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Te",
		"Trailer", "Transfer-Encoding", "Upgrade"} {
		h.Del(k)
	}
}

// cleanQuery takes out of a query what servers may read differently.
func cleanQuery(s string) string {
	bad := strings.Contains(s, ";") || strings.Count(s, "&") >= 10_000
	for i := 0; i < len(s) && !bad; i++ {
		if s[i] == '%' {
			_, err := url.PathUnescape(s[i:min(i+3, len(s))])
			bad = err != nil
			i += 2
		}
	}
	if bad {
		v, _ := url.ParseQuery(s)
		return v.Encode()
	}
	return s
}

func (p *ReverseProxy) logf(format string, args ...any) {
	if p.ErrorLog != nil {
		p.ErrorLog.Printf(format, args...)
	} else {
		log.Printf(format, args...)
	}
}

func (p *ReverseProxy) fail(w http.ResponseWriter, req *http.Request, err error) {
	if p.ErrorHandler != nil {
		p.ErrorHandler(w, req, err)
		return
	}
	p.logf("http: proxy error: %v", err)
	w.WriteHeader(http.StatusBadGateway)
}

// modify calls ModifyResponse, and reports whether the response is still to be sent.
func (p *ReverseProxy) modify(w http.ResponseWriter, resp *http.Response, req *http.Request) bool {
	if p.ModifyResponse == nil {
		return true
	}
	err := p.ModifyResponse(resp)
	if err != nil {
		resp.Body.Close()
		p.fail(w, req, err)
	}
	return err == nil
}

// onceBody is a body that is not closed, but not read either once that was asked for.
type onceBody struct {
	body   io.ReadCloser
	closed atomic.Bool
}

func (b *onceBody) Close() error {
	b.closed.Store(true)
	return nil
}

func (b *onceBody) Read(p []byte) (int, error) {
	if b.closed.Load() {
		return 0, errors.New("ReverseProxy does an invalid Read on closed Body")
	}
	return b.body.Read(p)
}

// outgoing makes the request that is sent, or returns an error.
func (p *ReverseProxy) outgoing(ctx context.Context, req *http.Request) (*http.Request, error) {
	out := req.Clone(ctx)
	if req.ContentLength == 0 {
		out.Body = nil
	}
	if out.Body != nil {
		out.Body = &onceBody{body: out.Body}
	}
	if out.Header == nil {
		out.Header = make(http.Header)
	}
	if (p.Director != nil) == (p.Rewrite != nil) {
		return out, errors.New("ReverseProxy must have exactly one of Director or Rewrite set")
	}
	if p.Director != nil {
		p.Director(out)
		if out.Form != nil {
			out.URL.RawQuery = cleanQuery(out.URL.RawQuery)
		}
	}
	out.Close = false
	protocol := upgrade(out.Header)
	if !isPrintable(protocol) {
		return out, fmt.Errorf("client tried to switch to invalid protocol %q", protocol)
	}
	removeHopHeaders(out.Header)
	if hasToken(req.Header["Te"], "trailers") {
		out.Header.Set("Te", "trailers")
	}
	if protocol != "" {
		out.Header.Set("Connection", "Upgrade")
		out.Header.Set("Upgrade", protocol)
	}
	if p.Rewrite != nil {
		for _, k := range [...]string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
			out.Header.Del(k)
		}
		out.URL.RawQuery = cleanQuery(out.URL.RawQuery)
		pr := &ProxyRequest{In: req, Out: out}
		p.Rewrite(pr)
		out = pr.Out
	} else if client, _, err := net.SplitHostPort(req.RemoteAddr); err == nil {
		// A header set to nil is to stay away.
		before, set := out.Header["X-Forwarded-For"]
		if !set || before != nil {
			out.Header.Set("X-Forwarded-For", strings.Join(append(before[:len(before):len(before)], client), ", "))
		}
	}
	if _, ok := out.Header["User-Agent"]; !ok {
		out.Header.Set("User-Agent", "") // none, rather than the transport's
	}
	return out, nil
}

// ServeHTTP passes a request on.
func (p *ReverseProxy) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	ctx := req.Context()
	if cn, ok := rw.(http.CloseNotifier); ok && ctx.Done() == nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithCancel(ctx)
		defer cancel()
		gone := cn.CloseNotify()
		go func() {
			select {
			case <-gone:
				cancel()
			case <-ctx.Done():
			}
		}()
	}
	out, err := p.outgoing(ctx, req)
	if out.Body != nil {
		defer out.Body.Close()
	}
	if err != nil {
		p.fail(rw, req, err)
		return
	}
	transport := p.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	resp, err := transport.RoundTrip(out)
	if err != nil {
		p.fail(rw, out, err)
		return
	}
	if resp.StatusCode == http.StatusSwitchingProtocols {
		if p.modify(rw, resp, out) {
			if err := p.tunnel(rw, out, resp); err != nil {
				p.fail(rw, out, err)
			}
		}
		return
	}
	removeHopHeaders(resp.Header)
	if !p.modify(rw, resp, out) {
		return
	}
	addAll(rw.Header(), resp.Header)
	announced := len(resp.Trailer)
	if announced > 0 {
		var keys []string
		for k := range resp.Trailer {
			keys = append(keys, k)
		}
		rw.Header().Add("Trailer", strings.Join(keys, ", "))
	}
	rw.WriteHeader(resp.StatusCode)
	if err := p.copyBody(rw, resp); err != nil {
		defer resp.Body.Close()
		if req.Context().Value(http.ServerContextKey) == nil {
			p.logf("suppressing panic for copyResponse error in test; copy error: %v", err)
			return
		}
		panic(http.ErrAbortHandler) // the client must notice
	}
	resp.Body.Close() // now trailers are known
	if len(resp.Trailer) > 0 {
		http.NewResponseController(rw).Flush()
	}
	if len(resp.Trailer) == announced {
		addAll(rw.Header(), resp.Trailer)
		return
	}
	for k, list := range resp.Trailer {
		for _, v := range list {
			rw.Header().Add(http.TrailerPrefix+k, v)
		}
	}
}

func (p *ReverseProxy) copyBody(rw http.ResponseWriter, resp *http.Response) error {
	interval := p.FlushInterval
	if kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")); kind == "text/event-stream" || resp.ContentLength == -1 {
		interval = -1
	}
	var w io.Writer = rw
	if interval != 0 {
		f := &flusher{w: rw, flush: http.NewResponseController(rw).Flush, interval: interval, pending: true}
		f.timer = time.AfterFunc(interval, f.late)
		defer f.stop()
		w = f
	}
	var buf []byte
	if p.BufferPool != nil {
		buf = p.BufferPool.Get()
		defer p.BufferPool.Put(buf)
	}
	if len(buf) == 0 {
		buf = make([]byte, 32<<10)
	}
	for {
		n, readErr := resp.Body.Read(buf)
		if readErr != nil && readErr != io.EOF && readErr != context.Canceled {
			p.logf("httputil: ReverseProxy read error during body copy: %v", readErr)
		}
		if n > 0 {
			written, err := w.Write(buf[:n])
			if err == nil && written != n {
				err = io.ErrShortWrite
			}
			if err != nil {
				return err
			}
		}
		if readErr == io.EOF {
			return nil
		}
		if readErr != nil {
			return readErr
		}
	}
}

// flusher flushes what is written, at once or after a while.
type flusher struct {
	w        io.Writer
	flush    func() error
	interval time.Duration

	mu      sync.Mutex
	timer   *time.Timer // mu
	pending bool        // mu
}

func (f *flusher) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n, err := f.w.Write(p)
	if f.interval < 0 {
		f.flush()
	} else if !f.pending {
		f.timer.Reset(f.interval)
		f.pending = true
	}
	return n, err
}

func (f *flusher) late() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.pending {
		f.flush()
		f.pending = false
	}
}

func (f *flusher) stop() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pending = false
	if f.timer != nil {
		f.timer.Stop()
	}
}

// tunnel connects client and server once they have agreed on another protocol.
func (p *ReverseProxy) tunnel(rw http.ResponseWriter, req *http.Request, resp *http.Response) error {
	want, got := upgrade(req.Header), upgrade(resp.Header)
	if !isPrintable(got) {
		return fmt.Errorf("backend tried to switch to invalid protocol %q", got)
	}
	if !strings.EqualFold(want, got) {
		return fmt.Errorf("backend tried to switch protocol %q when %q was requested", got, want)
	}
	server, ok := resp.Body.(io.ReadWriteCloser)
	if !ok {
		return errors.New("internal error: 101 switching protocols response with non-writable body")
	}
	client, buf, err := http.NewResponseController(rw).Hijack()
	if errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("can't switch protocols using non-Hijacker ResponseWriter type %T", rw)
	}
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-req.Context().Done():
		case <-done:
		}
		server.Close()
	}()
	if err != nil {
		return fmt.Errorf("Hijack failed on protocol switch: %v", err)
	}
	defer client.Close()
	addAll(rw.Header(), resp.Header)
	resp.Header = rw.Header()
	resp.Body = nil // only the header is written
	if err := resp.Write(buf); err != nil {
		return fmt.Errorf("response write: %v", err)
	}
	if err := buf.Flush(); err != nil {
		return fmt.Errorf("response flush: %v", err)
	}
	// The connection ends when one side fails, or both have said all; a side that cannot be told so ends it too.
	ends := make(chan error, 2)
	copyTo := func(to io.Writer, from io.Reader) {
		_, err := io.Copy(to, from)
		if err == nil {
			if c, ok := to.(interface{ CloseWrite() error }); ok {
				err = c.CloseWrite()
			} else {
				err = io.EOF
			}
		}
		ends <- err
	}
	go copyTo(client, server)
	go copyTo(server, client)
	if err := <-ends; err == nil {
		<-ends
	}
	return nil
}
