package http

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// RoundTripper sends one request.
type RoundTripper interface {
	RoundTrip(*Request) (*Response, error)
}

// Client sends requests, follows redirects and keeps cookies. Its zero value uses DefaultTransport.
type Client struct {
	Transport     RoundTripper
	CheckRedirect func(req *Request, via []*Request) error
	Jar           CookieJar
	Timeout       time.Duration // for the whole of it, body included; 0: none
}

// DefaultClient is what Get, Head and Post use.
var DefaultClient = &Client{}

func (c *Client) transport() RoundTripper {
	if c.Transport != nil {
		return c.Transport
	}
	return DefaultTransport
}

// timeoutErr is an error because of Client.Timeout.
type timeoutErr struct{ text string }

func (e *timeoutErr) Error() string        { return e.text }
func (e *timeoutErr) Timeout() bool        { return true }
func (e *timeoutErr) Is(target error) bool { return target == context.DeadlineExceeded }

// send sends a request with the jar's cookies.
func (c *Client) send(req *Request, deadline time.Time) (resp *Response, timedOut func() bool, err error) {
	if c.Jar != nil {
		for _, cookie := range c.Jar.Cookies(req.URL) {
			req.AddCookie(cookie)
		}
	}
	resp, timedOut, err = send(req, c.transport(), deadline)
	if err != nil {
		return nil, timedOut, err
	}
	if c.Jar != nil {
		if list := resp.Cookies(); len(list) > 0 {
			c.Jar.SetCookies(req.URL, list)
		}
	}
	return resp, nil, nil
}

func never() bool { return false }

func send(orig *Request, rt RoundTripper, deadline time.Time) (resp *Response, timedOut func() bool, err error) {
	req := orig
	fork := func() {
		if req == orig {
			req = new(Request)
			*req = *orig
		}
	}
	switch {
	case req.URL == nil:
		orig.closeBody()
		return nil, never, errors.New("http: nil Request.URL")
	case req.RequestURI != "":
		orig.closeBody()
		return nil, never, errors.New("http: Request.RequestURI can't be set in client requests")
	}
	if req.Header == nil {
		fork()
		req.Header = make(Header)
	}
	if u := req.URL.User; u != nil && req.Header.Get("Authorization") == "" {
		name := u.Username()
		password, _ := u.Password()
		fork()
		req.Header = orig.Header.Clone()
		if req.Header == nil {
			req.Header = make(Header)
		}
		req.Header.Set("Authorization", "Basic "+basicAuth(name, password))
	}
	stop := func() {}
	timedOut = never
	if !deadline.IsZero() {
		fork()
		var flag atomic.Bool
		ctx, cancel := context.WithDeadline(orig.Context(), deadline)
		req.ctx = ctx
		stop = cancel
		timedOut = func() bool { return flag.Load() || time.Now().After(deadline) }
		context.AfterFunc(ctx, func() {
			if ctx.Err() == context.DeadlineExceeded {
				flag.Store(true)
			}
		})
	}
	resp, err = rt.RoundTrip(req)
	if err != nil {
		stop()
		if resp != nil {
			log.Printf("RoundTripper returned a response & error; ignoring response")
		}
		return nil, timedOut, err
	}
	if resp == nil {
		stop()
		return nil, timedOut, fmt.Errorf("http: RoundTripper implementation (%T) returned a nil *Response with a nil error", rt)
	}
	if resp.Body == nil {
		if resp.ContentLength > 0 && req.Method != "HEAD" {
			stop()
			return nil, timedOut, fmt.Errorf("http: RoundTripper implementation (%T) returned a *Response with content length %d but a nil Body", rt, resp.ContentLength)
		}
		resp.Body = io.NopCloser(strings.NewReader(""))
	}
	if !deadline.IsZero() {
		resp.Body = &cancelBody{stop: stop, rc: resp.Body, timedOut: timedOut}
	}
	return resp, nil, nil
}

// cancelBody ends the deadline's timer when the body was read.
type cancelBody struct {
	stop     func()
	rc       io.ReadCloser
	timedOut func() bool
}

func (b *cancelBody) Read(p []byte) (n int, err error) {
	n, err = b.rc.Read(p)
	if err == nil {
		return n, nil
	}
	if err != io.EOF && b.timedOut() {
		err = &timeoutErr{err.Error() + " (Client.Timeout or context cancellation while reading body)"}
	}
	return n, err
}

func (b *cancelBody) Close() error {
	err := b.rc.Close()
	b.stop()
	return err
}

// Get sends a GET.
func Get(url string) (resp *Response, err error) { return DefaultClient.Get(url) }

// Get sends a GET.
func (c *Client) Get(url string) (resp *Response, err error) {
	req, err := NewRequest("GET", url, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

// Head sends a HEAD.
func Head(url string) (resp *Response, err error) { return DefaultClient.Head(url) }

// Head sends a HEAD.
func (c *Client) Head(url string) (resp *Response, err error) {
	req, err := NewRequest("HEAD", url, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

// Post sends a POST.
func Post(url, contentType string, body io.Reader) (resp *Response, err error) {
	return DefaultClient.Post(url, contentType, body)
}

// Post sends a POST.
func (c *Client) Post(url, contentType string, body io.Reader) (resp *Response, err error) {
	req, err := NewRequest("POST", url, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", contentType)
	return c.Do(req)
}

// PostForm sends a POST with a form.
func PostForm(url string, data url.Values) (resp *Response, err error) {
	return DefaultClient.PostForm(url, data)
}

// PostForm sends a POST with a form.
func (c *Client) PostForm(url string, data url.Values) (resp *Response, err error) {
	return c.Post(url, "application/x-www-form-urlencoded", strings.NewReader(data.Encode()))
}

// CloseIdleConnections closes the transport's idle connections.
func (c *Client) CloseIdleConnections() {
	if t, ok := c.transport().(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// redirectBehavior says whether a status is a redirect, with which method, and whether the body is sent again.
func redirectBehavior(method string, resp *Response, first *Request) (newMethod string, redirect, withBody bool) {
	switch resp.StatusCode {
	case 301, 302, 303:
		newMethod, redirect = method, true
		if method != "GET" && method != "HEAD" {
			newMethod = "GET"
		}
	case 307, 308:
		newMethod, redirect, withBody = method, true, true
		if first.GetBody == nil && first.outgoingLength() != 0 {
			redirect = false
		}
	}
	return
}

func urlErrorOp(method string) string {
	if method == "" {
		return "Get"
	}
	return method[:1] + strings.ToLower(method[1:])
}

func stripPassword(u *url.URL) string {
	if _, set := u.User.Password(); set {
		return strings.Replace(u.String(), u.User.String()+"@", u.User.Username()+":***@", 1)
	}
	return u.String()
}

// Do sends a request. The caller closes the response's Body.
func (c *Client) Do(req *Request) (resp *Response, err error) {
	if req.URL == nil {
		req.closeBody()
		return nil, &url.Error{Op: urlErrorOp(req.Method), Err: errors.New("http: nil Request.URL")}
	}
	var deadline time.Time
	if c.Timeout > 0 {
		deadline = time.Now().Add(c.Timeout)
	}
	var via []*Request
	method := req.Method
	withBody := true
	bodyClosed := false
	fail := func(err error) error {
		if !bodyClosed {
			req.closeBody()
		}
		u := ""
		if resp != nil && resp.Request != nil {
			u = stripPassword(resp.Request.URL)
		} else {
			u = stripPassword(req.URL)
		}
		return &url.Error{Op: urlErrorOp(via[0].Method), URL: u, Err: err}
	}
	headers := c.headerCopier(req)
	for {
		if len(via) > 0 {
			loc := resp.Header.Get("Location")
			if loc == "" {
				return resp, nil
			}
			u, err := req.URL.Parse(loc)
			if err != nil {
				resp.Body.Close()
				return nil, fail(fmt.Errorf("failed to parse Location header %q: %v", loc, err))
			}
			host := ""
			if req.Host != "" && req.Host != req.URL.Host {
				if u, _ := url.Parse(loc); u != nil && !u.IsAbs() {
					host = req.Host
				}
			}
			first := via[0]
			req = &Request{Method: method, Response: resp, URL: u, Header: make(Header), Host: host, Cancel: first.Cancel, ctx: first.ctx}
			if withBody && first.GetBody != nil {
				if req.Body, err = first.GetBody(); err != nil {
					resp.Body.Close()
					return nil, fail(err)
				}
				req.GetBody = first.GetBody
				req.ContentLength = first.ContentLength
			}
			headers(req, withBody)
			if ref := refererFor(via[len(via)-1].URL, req.URL, req.Header.Get("Referer")); ref != "" {
				req.Header.Set("Referer", ref)
			}
			err = c.checkRedirect(req, via)
			if err == ErrUseLastResponse {
				return resp, nil
			}
			// A little of the body is read so that the connection can be used again.
			if resp.ContentLength == -1 || resp.ContentLength <= 2<<10 {
				io.CopyN(io.Discard, resp.Body, 2<<10)
			}
			resp.Body.Close()
			if err != nil {
				err = fail(err)
				err.(*url.Error).URL = loc
				return resp, err
			}
		}
		via = append(via, req)
		var timedOut func() bool
		if resp, timedOut, err = c.send(req, deadline); err != nil {
			bodyClosed = true
			if !deadline.IsZero() && timedOut() {
				err = &timeoutErr{err.Error() + " (Client.Timeout exceeded while awaiting headers)"}
			}
			return nil, fail(err)
		}
		var redirect bool
		if method, redirect, withBody = redirectBehavior(req.Method, resp, via[0]); !redirect {
			return resp, nil
		}
		req.closeBody()
	}
}

func (c *Client) checkRedirect(req *Request, via []*Request) error {
	if c.CheckRedirect != nil {
		return c.CheckRedirect(req, via)
	}
	if len(via) >= 10 {
		return errors.New("stopped after 10 redirects")
	}
	return nil
}

func refererFor(last, next *url.URL, explicit string) string {
	if last.Scheme == "https" && next.Scheme == "http" {
		return ""
	}
	if explicit != "" {
		return explicit
	}
	s := last.String()
	if last.User != nil {
		s = strings.Replace(s, last.User.String()+"@", "", 1)
	}
	return s
}

// headerCopier returns a function that gives redirected requests the first one's header; what is secret only to the same
// domain.
func (c *Client) headerCopier(first *Request) func(req *Request, withBody bool) {
	initial := first.Header.Clone()
	if initial == nil {
		initial = make(Header)
	}
	var cookies map[string][]*Cookie
	if c.Jar != nil && initial.Get("Cookie") != "" {
		cookies = make(map[string][]*Cookie)
		for _, k := range first.Cookies() {
			cookies[k.Name] = append(cookies[k.Name], k)
		}
	}
	previous := first
	stripped := false
	return func(req *Request, withBody bool) {
		if c.Jar != nil && cookies != nil {
			changed := false
			for _, k := range req.Response.Cookies() {
				if _, ok := cookies[k.Name]; ok {
					delete(cookies, k.Name)
					changed = true
				}
			}
			if changed {
				initial.Del("Cookie")
				var s []string
				for _, list := range cookies {
					for _, k := range list {
						s = append(s, k.Name+"="+k.Value)
					}
				}
				slices.Sort(s)
				initial.Set("Cookie", strings.Join(s, "; "))
			}
		}
		if !stripped && previous.URL.Host != req.URL.Host {
			from, to := previous.URL.Hostname(), req.URL.Hostname()
			if !(from == to || strings.HasSuffix(to, "."+from)) {
				stripped = true
			}
		}
		for k, v := range initial {
			switch CanonicalHeaderKey(k) {
			case "Authorization", "Www-Authenticate", "Cookie", "Cookie2", "Proxy-Authorization", "Proxy-Authenticate":
				if stripped {
					continue
				}
			case "Content-Encoding", "Content-Language", "Content-Location", "Content-Type", "Content-Length":
				if !withBody {
					continue
				}
			}
			req.Header[k] = v
		}
		previous = req
	}
}

// Transport sends requests over connections that it keeps for further ones. Only HTTP/1.1 is spoken.
type Transport struct {
	Proxy                  func(*Request) (*url.URL, error)
	OnProxyConnectResponse func(ctx context.Context, proxyURL *url.URL, connectReq *Request, connectRes *Response) error
	DialContext            dialFunc
	Dial                   dial0Func
	DialTLSContext         dialFunc
	DialTLS                dial0Func
	TLSClientConfig        *tls.Config
	TLSNextProto           map[string]func(authority string, c *tls.Conn) RoundTripper
	DisableKeepAlives      bool
	DisableCompression     bool
	MaxIdleConns           int
	MaxIdleConnsPerHost    int
	MaxConnsPerHost        int
	IdleConnTimeout        time.Duration
	ResponseHeaderTimeout  time.Duration
	TLSHandshakeTimeout    time.Duration
	ExpectContinueTimeout  time.Duration
	ProxyConnectHeader     Header
	GetProxyConnectHeader  func(ctx context.Context, proxyURL *url.URL, target string) (Header, error)
	MaxResponseHeaderBytes int64
	WriteBufferSize        int
	ReadBufferSize         int
	ForceAttemptHTTP2      bool
	HTTP2                  *HTTP2Config
	Protocols              *Protocols

	mu       sync.Mutex
	idle     map[string][]*clientConn // by host, last used last
	idleList []*clientConn            // all, first used first
	count    map[string]int           // connections by host, if they are limited
	waiting  map[string][]chan *clientConn
	altMu    sync.Mutex
	alt      map[string]RoundTripper
}

// RegisterProtocol has requests of a scheme sent by rt.
func (t *Transport) RegisterProtocol(scheme string, rt RoundTripper) {
	t.altMu.Lock()
	defer t.altMu.Unlock()
	if _, ok := t.alt[scheme]; ok {
		panic("protocol " + scheme + " already registered")
	}
	if t.alt == nil {
		t.alt = make(map[string]RoundTripper)
	}
	t.alt[scheme] = rt
}

// Clone returns a Transport with the same settings.
func (t *Transport) Clone() *Transport {
	c := new(Transport)
	from, to := reflect.ValueOf(t).Elem(), reflect.ValueOf(c).Elem()
	for i := range from.NumField() {
		if from.Type().Field(i).IsExported() {
			to.Field(i).Set(from.Field(i))
		}
	}
	c.ProxyConnectHeader = t.ProxyConnectHeader.Clone()
	c.TLSClientConfig = t.TLSClientConfig.Clone()
	return c
}
