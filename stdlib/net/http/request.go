package http

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http/internal"
	"net/textproto"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

const defaultMaxMemory = 32 << 20

// Request is a request: received by a server, or to be sent by a client.
type Request struct {
	Method           string
	URL              *url.URL
	Proto            string
	ProtoMajor       int
	ProtoMinor       int
	Header           Header
	Body             io.ReadCloser
	GetBody          func() (io.ReadCloser, error)
	ContentLength    int64
	TransferEncoding []string
	Close            bool
	Host             string
	Form             url.Values
	PostForm         url.Values
	MultipartForm    *multipart.Form
	Trailer          Header
	RemoteAddr       string
	RequestURI       string
	TLS              *tls.ConnectionState
	Cancel           <-chan struct{}
	Response         *Response
	Pattern          string

	ctx     context.Context
	matches []string          // values of the pattern's wildcards
	names   []string          // their names
	others  map[string]string // set by SetPathValue
}

// Context returns the request's context: a server's is canceled when the client is gone or the handler returns.
func (r *Request) Context() context.Context {
	if r.ctx != nil {
		return r.ctx
	}
	return context.Background()
}

// WithContext returns a shallow copy with another context.
func (r *Request) WithContext(ctx context.Context) *Request {
	if ctx == nil {
		panic("nil context")
	}
	c := *r
	c.ctx = ctx
	return &c
}

// Clone returns a deep copy with another context; the Body is shared.
func (r *Request) Clone(ctx context.Context) *Request {
	if ctx == nil {
		panic("nil context")
	}
	c := *r
	c.ctx = ctx
	if r.URL != nil {
		u := *r.URL
		if u.User != nil {
			info := *u.User
			u.User = &info
		}
		c.URL = &u
	}
	c.Header = r.Header.Clone()
	c.Trailer = r.Trailer.Clone()
	c.TransferEncoding = slices.Clone(r.TransferEncoding)
	c.Form = url.Values(Header(r.Form).Clone())
	c.PostForm = url.Values(Header(r.PostForm).Clone())
	if f := r.MultipartForm; f != nil {
		m := &multipart.Form{Value: map[string][]string(Header(f.Value).Clone())}
		if f.File != nil {
			m.File = make(map[string][]*multipart.FileHeader)
			for k, list := range f.File {
				for _, fh := range list {
					h := *fh
					h.Header = textproto.MIMEHeader(Header(fh.Header).Clone())
					m.File[k] = append(m.File[k], &h)
				}
			}
		}
		c.MultipartForm = m
	}
	c.matches = slices.Clone(r.matches)
	c.others = maps.Clone(r.others)
	return &c
}

// ProtoAtLeast reports whether the protocol is at least major.minor.
func (r *Request) ProtoAtLeast(major, minor int) bool {
	return protoAtLeast(r.ProtoMajor, r.ProtoMinor, major, minor)
}

// PathValue returns what a wildcard of the matched pattern stands for.
func (r *Request) PathValue(name string) string {
	for i, n := range r.names {
		if n == name && i < len(r.matches) {
			return r.matches[i]
		}
	}
	return r.others[name]
}

// SetPathValue sets what PathValue returns.
func (r *Request) SetPathValue(name, value string) {
	for i, n := range r.names {
		if n == name && i < len(r.matches) {
			r.matches[i] = value
			return
		}
	}
	if r.others == nil {
		r.others = map[string]string{}
	}
	r.others[name] = value
}

// UserAgent returns the client's name.
func (r *Request) UserAgent() string { return r.Header.Get("User-Agent") }

// Referer returns where the link was.
func (r *Request) Referer() string { return r.Header.Get("Referer") }

// Cookies returns the cookies of the request.
func (r *Request) Cookies() []*Cookie { return readCookies(r.Header, "") }

// CookiesNamed returns the cookies of that name.
func (r *Request) CookiesNamed(name string) []*Cookie {
	if name == "" {
		return []*Cookie{}
	}
	return readCookies(r.Header, name)
}

// Cookie returns the first cookie of that name, or ErrNoCookie.
func (r *Request) Cookie(name string) (*Cookie, error) {
	if name != "" {
		for _, c := range readCookies(r.Header, name) {
			return c, nil
		}
	}
	return nil, ErrNoCookie
}

// AddCookie adds a cookie.
func (r *Request) AddCookie(c *Cookie) {
	s := cleanCookieName(c.Name) + "=" + cleanCookieValue(c.Value, c.Quoted)
	if old := r.Header.Get("Cookie"); old != "" {
		s = old + "; " + s
	}
	r.Header.Set("Cookie", s)
}

// BasicAuth returns name and password of basic authentication.
func (r *Request) BasicAuth() (username, password string, ok bool) {
	auth := r.Header.Get("Authorization")
	const prefix = "Basic "
	if len(auth) < len(prefix) || !strings.EqualFold(auth[:len(prefix)], prefix) {
		return "", "", false
	}
	b, err := base64.StdEncoding.DecodeString(auth[len(prefix):])
	if err != nil {
		return "", "", false
	}
	return strings.Cut(string(b), ":")
}

// SetBasicAuth sets name and password of basic authentication.
func (r *Request) SetBasicAuth(username, password string) {
	r.Header.Set("Authorization", "Basic "+basicAuth(username, password))
}

func basicAuth(username, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(username + ":" + password))
}

// NewRequest returns a request for a client.
func NewRequest(method, url string, body io.Reader) (*Request, error) {
	return NewRequestWithContext(context.Background(), method, url, body)
}

// NewRequestWithContext returns a request for a client. Bodies of types bytes.Buffer, bytes.Reader and strings.Reader get
// their length, and can be sent again.
func NewRequestWithContext(ctx context.Context, method, target string, body io.Reader) (*Request, error) {
	if method == "" {
		method = "GET"
	}
	if !isToken(method) {
		return nil, fmt.Errorf("net/http: invalid method %q", method)
	}
	if ctx == nil {
		return nil, errors.New("net/http: nil Context")
	}
	u, err := url.Parse(target)
	if err != nil {
		return nil, err
	}
	rc, ok := body.(io.ReadCloser)
	if !ok && body != nil {
		rc = io.NopCloser(body)
	}
	u.Host = strings.TrimSuffix(u.Host, ":")
	req := &Request{
		ctx:        ctx,
		Method:     method,
		URL:        u,
		Proto:      "HTTP/1.1",
		ProtoMajor: 1,
		ProtoMinor: 1,
		Header:     make(Header),
		Body:       rc,
		Host:       u.Host,
	}
	if body != nil {
		switch v := body.(type) {
		case *bytes.Buffer:
			req.ContentLength = int64(v.Len())
			buf := v.Bytes()
			req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(buf)), nil }
		case *bytes.Reader:
			req.ContentLength = int64(v.Len())
			snapshot := *v
			req.GetBody = func() (io.ReadCloser, error) {
				r := snapshot
				return io.NopCloser(&r), nil
			}
		case *strings.Reader:
			req.ContentLength = int64(v.Len())
			snapshot := *v
			req.GetBody = func() (io.ReadCloser, error) {
				r := snapshot
				return io.NopCloser(&r), nil
			}
		}
		if req.GetBody != nil && req.ContentLength == 0 {
			req.Body = NoBody
			req.GetBody = func() (io.ReadCloser, error) { return NoBody, nil }
		}
	}
	return req, nil
}

// outgoingLength returns the length of the body to be sent, -1 if it is not known.
func (r *Request) outgoingLength() int64 {
	if r.Body == nil || r.Body == NoBody {
		return 0
	}
	if r.ContentLength != 0 {
		return r.ContentLength
	}
	return -1
}

func (r *Request) isReplayable() bool {
	if r.Body == nil || r.Body == NoBody || r.GetBody != nil {
		switch r.Method {
		case "", "GET", "HEAD", "OPTIONS", "TRACE":
			return true
		}
		return r.Header.has("Idempotency-Key") || r.Header.has("X-Idempotency-Key")
	}
	return false
}

func (r *Request) closeBody() error {
	if r.Body == nil {
		return nil
	}
	return r.Body.Close()
}

func (r *Request) wantsClose() bool { return r.Close || hasToken(r.Header["Connection"], "close") }

const defaultUserAgent = "Go-http-client/1.1"

// Write writes the request as HTTP/1.1.
func (r *Request) Write(w io.Writer) error { return r.write(w, false, nil, nil) }

// WriteProxy is Write for a proxy: the request line has the whole URL.
func (r *Request) WriteProxy(w io.Writer) error { return r.write(w, true, nil, nil) }

var errMissingHost = errors.New("http: Request.Write on Request with no Host or URL set")

// write sends the request; wait, if not nil, is called before the body, and says whether it is to be sent.
func (r *Request) write(w io.Writer, proxy bool, extra Header, wait func() bool) (err error) {
	closed := false
	defer func() {
		if !closed {
			if e := r.closeBody(); e != nil && err == nil {
				err = e
			}
		}
	}()
	host := r.Host
	if host == "" {
		if r.URL == nil {
			return errMissingHost
		}
		host = r.URL.Host
	}
	host, _, _ = strings.Cut(host, "/")
	host, _, _ = strings.Cut(host, " ")
	if i := strings.LastIndex(host, "%"); strings.HasPrefix(host, "[") && i >= 0 {
		// A zone means nothing to the other side.
		if end := strings.LastIndex(host, "]"); end > i {
			host = host[:i] + host[end:]
		}
	}
	uri := r.URL.RequestURI()
	if proxy && r.URL.Scheme != "" && r.URL.Opaque == "" {
		uri = r.URL.Scheme + "://" + host + uri
	} else if r.Method == "CONNECT" && r.URL.Path == "" {
		uri = host
		if r.URL.Opaque != "" {
			uri = r.URL.Opaque
		}
	}
	if strings.IndexFunc(uri, func(c rune) bool { return c < ' ' || c == 0x7f }) >= 0 {
		return errors.New("net/http: can't write control character in Request.URL")
	}
	var flush *bufio.Writer
	if _, ok := w.(io.ByteWriter); !ok {
		flush = bufio.NewWriter(w)
		w = flush
	}
	method := r.Method
	if method == "" {
		method = "GET"
	}
	fmt.Fprintf(w, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, uri, host)
	agent := defaultUserAgent
	if r.Header.has("User-Agent") {
		agent = textproto.TrimString(newlines.Replace(r.Header.Get("User-Agent")))
	}
	if agent != "" {
		fmt.Fprintf(w, "User-Agent: %s\r\n", agent)
	}
	length := r.outgoingLength()
	chunked := len(r.TransferEncoding) > 0 && r.TransferEncoding[0] == "chunked"
	body := io.Reader(r.Body)
	if length < 0 && !chunked {
		// A body that turns out to be empty is none.
		var one [1]byte
		n, e := io.ReadFull(r.Body, one[:])
		switch {
		case n == 1:
			chunked = true
			body = io.MultiReader(bytes.NewReader(one[:]), r.Body)
		case e == io.EOF:
			length = 0
		default:
			return e
		}
	}
	if r.wantsClose() && !hasToken(r.Header["Connection"], "close") {
		io.WriteString(w, "Connection: close\r\n")
	}
	if chunked {
		length = -1
		io.WriteString(w, "Transfer-Encoding: chunked\r\n")
	} else if length > 0 || length == 0 && (method == "POST" || method == "PUT" || method == "PATCH") {
		fmt.Fprintf(w, "Content-Length: %d\r\n", length)
	}
	if r.Trailer != nil && chunked {
		keys := slices.Sorted(maps.Keys(r.Trailer))
		if len(keys) > 0 {
			fmt.Fprintf(w, "Trailer: %s\r\n", strings.Join(keys, ","))
		}
	}
	exclude := map[string]bool{"Host": true, "User-Agent": true, "Content-Length": true, "Transfer-Encoding": true, "Trailer": true}
	if err := r.Header.WriteSubset(w, exclude); err != nil {
		return err
	}
	if err := extra.Write(w); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\r\n"); err != nil {
		return err
	}
	if wait != nil {
		if f, ok := w.(*bufio.Writer); ok {
			if err := f.Flush(); err != nil {
				return err
			}
		}
		if !wait() {
			closed = true
			r.closeBody()
			return nil
		}
	}
	if r.Body != nil && length != 0 {
		if f, ok := w.(*bufio.Writer); ok && (chunked || length > int64(f.Available())) {
			// The header goes ahead of a body that may take its time.
			if err := f.Flush(); err != nil {
				return err
			}
		}
		var n int64
		if chunked {
			cw := internal.NewChunkedWriter(w)
			if f, ok := w.(*bufio.Writer); ok {
				cw = internal.NewChunkedWriter(&internal.FlushAfterChunkWriter{Writer: f})
			}
			if _, err = io.Copy(cw, body); err == nil {
				err = cw.Close()
			}
			if err == nil {
				r.Trailer.Write(w)
				_, err = io.WriteString(w, "\r\n")
			}
		} else {
			n, err = io.Copy(w, io.LimitReader(body, length))
			if err == nil && n == length {
				var extra int64
				extra, err = io.Copy(io.Discard, body)
				n += extra
			}
			if err == nil && n != length {
				err = fmt.Errorf("http: ContentLength=%d with Body length %d", length, n)
			}
		}
		if err != nil {
			return requestBodyReadError{err}
		}
	}
	closed = true
	if err := r.closeBody(); err != nil {
		return err
	}
	if flush != nil {
		return flush.Flush()
	}
	return nil
}

type requestBodyReadError struct{ error }

// ParseHTTPVersion parses "HTTP/1.1".
func ParseHTTPVersion(vers string) (major, minor int, ok bool) {
	if len(vers) != len("HTTP/X.Y") || !strings.HasPrefix(vers, "HTTP/") || vers[6] != '.' {
		return 0, 0, false
	}
	a, b := vers[5], vers[7]
	if a < '0' || a > '9' || b < '0' || b > '9' {
		return 0, 0, false
	}
	return int(a - '0'), int(b - '0'), true
}

// ReadRequest reads a request, as a server does.
func ReadRequest(b *bufio.Reader) (*Request, error) {
	req, err := readRequest(b)
	if err != nil {
		return nil, err
	}
	delete(req.Header, "Host")
	return req, nil
}

func readRequest(b *bufio.Reader) (req *Request, err error) {
	tp := textproto.NewReader(b)
	line, err := tp.ReadLine()
	if err != nil {
		return nil, err
	}
	defer func() {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
	}()
	req = new(Request)
	var rest string
	var ok bool
	req.Method, rest, ok = strings.Cut(line, " ")
	var ok2 bool
	req.RequestURI, req.Proto, ok2 = strings.Cut(rest, " ")
	if !ok || !ok2 {
		return nil, badStringError("malformed HTTP request", line)
	}
	if !isToken(req.Method) {
		return nil, badStringError("invalid method", req.Method)
	}
	if req.ProtoMajor, req.ProtoMinor, ok = ParseHTTPVersion(req.Proto); !ok {
		return nil, badStringError("malformed HTTP version", req.Proto)
	}
	// CONNECT has a host instead of a URL.
	target := req.RequestURI
	justHost := req.Method == "CONNECT" && !strings.HasPrefix(target, "/")
	if justHost {
		target = "http://" + target
	}
	if req.URL, err = url.ParseRequestURI(target); err != nil {
		return nil, err
	}
	if justHost {
		req.URL.Scheme = ""
	}
	h, err := tp.ReadMIMEHeader()
	if err != nil {
		return nil, err
	}
	if len(h["Host"]) > 1 {
		return nil, fmt.Errorf("too many Host headers")
	}
	req.Header = Header(h)
	req.Host = req.URL.Host
	if req.Host == "" {
		req.Host = req.Header.get("Host")
	}
	if p, ok := req.Header["Pragma"]; ok && len(p) > 0 && p[0] == "no-cache" && !req.Header.has("Cache-Control") {
		req.Header["Cache-Control"] = []string{"no-cache"}
	}
	f, err := readFraming(req.Header, req.ProtoMajor, req.ProtoMinor, 0, req.Method)
	if err != nil {
		return nil, err
	}
	req.Close = f.close
	req.ContentLength = f.length
	if f.chunked {
		req.TransferEncoding = []string{"chunked"}
	}
	req.Trailer = f.trailer
	req.Body = f.body(b, "", &req.Trailer)
	return req, nil
}

// MaxBytesReader returns a reader of r that fails after n bytes; the server then closes the connection.
func MaxBytesReader(w ResponseWriter, r io.ReadCloser, n int64) io.ReadCloser {
	return &maxBytesReader{w: w, r: r, limit: max(n, 0), left: max(n, 0)}
}

// MaxBytesError is the error of a body that is too large.
type MaxBytesError struct {
	Limit int64
}

func (e *MaxBytesError) Error() string { return "http: request body too large" }

type maxBytesReader struct {
	w           ResponseWriter
	r           io.ReadCloser
	limit, left int64
	err         error
}

func (l *maxBytesReader) Read(p []byte) (n int, err error) {
	if l.err != nil {
		return 0, l.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	if int64(len(p))-1 > l.left {
		p = p[:l.left+1]
	}
	n, err = l.r.Read(p)
	if int64(n) <= l.left {
		l.left -= int64(n)
		l.err = err
		return n, err
	}
	n = int(l.left)
	l.left = 0
	if res, ok := l.w.(interface{ requestTooLarge() }); ok {
		res.requestTooLarge()
	}
	l.err = &MaxBytesError{l.limit}
	return n, l.err
}

func (l *maxBytesReader) Close() error { return l.r.Close() }

var multipartByReader = &multipart.Form{Value: map[string][]string{}, File: map[string][]*multipart.FileHeader{}}

// MultipartReader returns a reader of the parts of a multipart body, instead of ParseMultipartForm.
func (r *Request) MultipartReader() (*multipart.Reader, error) {
	if r.MultipartForm == multipartByReader {
		return nil, errors.New("http: MultipartReader called twice")
	}
	if r.MultipartForm != nil {
		return nil, errors.New("http: multipart handled by ParseMultipartForm")
	}
	r.MultipartForm = multipartByReader
	return r.multipartReader(true)
}

func (r *Request) multipartReader(allowMixed bool) (*multipart.Reader, error) {
	v := r.Header.Get("Content-Type")
	if v == "" {
		return nil, ErrNotMultipart
	}
	if r.Body == nil {
		return nil, errors.New("missing form body")
	}
	t, params, err := mime.ParseMediaType(v)
	if err != nil || !(t == "multipart/form-data" || allowMixed && t == "multipart/mixed") {
		return nil, ErrNotMultipart
	}
	boundary, ok := params["boundary"]
	if !ok {
		return nil, ErrMissingBoundary
	}
	return multipart.NewReader(r.Body, boundary), nil
}

func (r *Request) parsePostForm() (url.Values, error) {
	v := make(url.Values)
	if r.Body == nil {
		return v, nil
	}
	ct := r.Header.Get("Content-Type")
	if ct == "" {
		ct = "application/octet-stream"
	}
	ct, _, err := mime.ParseMediaType(ct)
	if ct != "application/x-www-form-urlencoded" {
		return v, err
	}
	reader := io.Reader(r.Body)
	const most = 10 << 20
	_, limited := r.Body.(*maxBytesReader)
	if !limited {
		reader = io.LimitReader(r.Body, most+1)
	}
	b, e := io.ReadAll(reader)
	if e != nil {
		return v, e
	}
	if !limited && int64(len(b)) > most {
		return v, errors.New("http: POST too large")
	}
	v, e = url.ParseQuery(string(b))
	if err == nil {
		err = e
	}
	return v, err
}

// ParseForm fills in Form, from query and body, and PostForm, from the body of POST, PUT and PATCH.
func (r *Request) ParseForm() error {
	var err error
	if r.PostForm == nil {
		if r.Method == "POST" || r.Method == "PUT" || r.Method == "PATCH" {
			if r.Body == nil {
				err = errors.New("missing form body")
			} else {
				r.PostForm, err = r.parsePostForm()
			}
		}
		if r.PostForm == nil {
			r.PostForm = make(url.Values)
		}
	}
	if r.Form == nil {
		form := make(url.Values)
		for k, v := range r.PostForm {
			form[k] = append(form[k], v...)
		}
		if r.URL != nil {
			query, e := url.ParseQuery(r.URL.RawQuery)
			if err == nil {
				err = e
			}
			for k, v := range query {
				form[k] = append(form[k], v...)
			}
		}
		r.Form = form
	}
	return err
}

// ParseMultipartForm fills in MultipartForm; files beyond maxMemory bytes go to the disk.
func (r *Request) ParseMultipartForm(maxMemory int64) error {
	if r.MultipartForm == multipartByReader {
		return errors.New("http: multipart handled by MultipartReader")
	}
	var formErr error
	if r.Form == nil {
		formErr = r.ParseForm()
	}
	if r.MultipartForm != nil {
		return nil
	}
	mr, err := r.multipartReader(false)
	if err != nil {
		return err
	}
	f, err := mr.ReadForm(maxMemory)
	if err != nil {
		return err
	}
	if r.PostForm == nil {
		r.PostForm = make(url.Values)
	}
	for k, v := range f.Value {
		r.Form[k] = append(r.Form[k], v...)
		r.PostForm[k] = append(r.PostForm[k], v...)
	}
	r.MultipartForm = f
	return formErr
}

func (r *Request) parseAll() { r.ParseMultipartForm(defaultMaxMemory) }

// FormValue returns the first value of a field of query or body.
func (r *Request) FormValue(key string) string {
	if r.Form == nil {
		r.parseAll()
	}
	return r.Form.Get(key)
}

// PostFormValue returns the first value of a field of the body.
func (r *Request) PostFormValue(key string) string {
	if r.PostForm == nil {
		r.parseAll()
	}
	return r.PostForm.Get(key)
}

// FormFile returns the first file of a field.
func (r *Request) FormFile(key string) (multipart.File, *multipart.FileHeader, error) {
	if r.MultipartForm == multipartByReader {
		return nil, nil, errors.New("http: multipart handled by MultipartReader")
	}
	if r.MultipartForm == nil {
		if err := r.ParseMultipartForm(defaultMaxMemory); err != nil {
			return nil, nil, err
		}
	}
	if r.MultipartForm != nil {
		if list := r.MultipartForm.File[key]; len(list) > 0 {
			f, err := list[0].Open()
			return f, list[0], err
		}
	}
	return nil, nil, ErrMissingFile
}

// Response is the answer to a request.
type Response struct {
	Status           string // "200 OK"
	StatusCode       int
	Proto            string
	ProtoMajor       int
	ProtoMinor       int
	Header           Header
	Body             io.ReadCloser
	ContentLength    int64
	TransferEncoding []string
	Close            bool
	Uncompressed     bool
	Trailer          Header
	Request          *Request
	TLS              *tls.ConnectionState
}

// Cookies returns the cookies that the server sets.
func (r *Response) Cookies() []*Cookie { return readSetCookies(r.Header) }

// Location returns the URL of the Location header.
func (r *Response) Location() (*url.URL, error) {
	l := r.Header.Get("Location")
	if l == "" {
		return nil, ErrNoLocation
	}
	if r.Request != nil && r.Request.URL != nil {
		return r.Request.URL.Parse(l)
	}
	return url.Parse(l)
}

// ProtoAtLeast reports whether the protocol is at least major.minor.
func (r *Response) ProtoAtLeast(major, minor int) bool {
	return protoAtLeast(r.ProtoMajor, r.ProtoMinor, major, minor)
}

// ReadResponse reads the answer to req (nil: a GET).
func ReadResponse(r *bufio.Reader, req *Request) (*Response, error) {
	tp := textproto.NewReader(r)
	resp := &Response{Request: req}
	unexpected := func(err error) error {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	line, err := tp.ReadLine()
	if err != nil {
		return nil, unexpected(err)
	}
	proto, status, ok := strings.Cut(line, " ")
	if !ok {
		return nil, badStringError("malformed HTTP response", line)
	}
	resp.Proto = proto
	resp.Status = strings.TrimLeft(status, " ")
	code, _, _ := strings.Cut(resp.Status, " ")
	if len(code) != 3 {
		return nil, badStringError("malformed HTTP status code", code)
	}
	if resp.StatusCode, err = strconv.Atoi(code); err != nil || resp.StatusCode < 0 {
		return nil, badStringError("malformed HTTP status code", code)
	}
	if resp.ProtoMajor, resp.ProtoMinor, ok = ParseHTTPVersion(proto); !ok {
		return nil, badStringError("malformed HTTP version", proto)
	}
	h, err := tp.ReadMIMEHeader()
	if err != nil {
		return nil, unexpected(err)
	}
	resp.Header = Header(h)
	method := "GET"
	if req != nil && req.Method != "" {
		method = req.Method
	}
	f, err := readFraming(resp.Header, resp.ProtoMajor, resp.ProtoMinor, resp.StatusCode, method)
	if err != nil {
		return nil, err
	}
	resp.Close = f.close
	resp.ContentLength = f.length
	if f.chunked {
		resp.TransferEncoding = []string{"chunked"}
	}
	resp.Trailer = f.trailer
	resp.Body = f.body(r, method, &resp.Trailer)
	return resp, nil
}

// Write writes the response as HTTP/1.x.
func (r *Response) Write(w io.Writer) error {
	text := r.Status
	if text == "" {
		if text = StatusText(r.StatusCode); text == "" {
			text = "status code " + strconv.Itoa(r.StatusCode)
		}
	} else {
		text = strings.TrimPrefix(text, strconv.Itoa(r.StatusCode)+" ")
	}
	if _, err := fmt.Fprintf(w, "HTTP/%d.%d %03d %s\r\n", r.ProtoMajor, r.ProtoMinor, r.StatusCode, text); err != nil {
		return err
	}
	length := r.ContentLength
	body := io.Reader(r.Body)
	if length == 0 && r.Body != nil {
		// Nobody said how long it is.
		var one [1]byte
		n, err := r.Body.Read(one[:])
		if err != nil && err != io.EOF {
			return err
		}
		if n == 0 {
			body = nil
		} else {
			length = -1
			body = io.MultiReader(bytes.NewReader(one[:]), r.Body)
		}
	}
	chunked := len(r.TransferEncoding) > 0 && r.TransferEncoding[0] == "chunked"
	closing := r.Close
	if length == -1 && !closing && r.ProtoAtLeast(1, 1) && !chunked && !r.Uncompressed {
		closing = true
	}
	if closing && !hasToken(r.Header["Connection"], "close") {
		io.WriteString(w, "Connection: close\r\n")
	}
	head := r.Request != nil && r.Request.Method == "HEAD"
	if chunked {
		io.WriteString(w, "Transfer-Encoding: chunked\r\n")
	} else if length > 0 || length == 0 && bodyAllowedForStatus(r.StatusCode) && (!head || r.ContentLength >= 0) {
		fmt.Fprintf(w, "Content-Length: %d\r\n", length)
	}
	if chunked && len(r.Trailer) > 0 {
		fmt.Fprintf(w, "Trailer: %s\r\n", strings.Join(slices.Sorted(maps.Keys(r.Trailer)), ","))
	}
	exclude := map[string]bool{"Content-Length": true, "Transfer-Encoding": true, "Trailer": true}
	if err := r.Header.WriteSubset(w, exclude); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\r\n"); err != nil {
		return err
	}
	if r.Body != nil {
		defer r.Body.Close()
	}
	if body == nil || head || !bodyAllowedForStatus(r.StatusCode) {
		return nil
	}
	if chunked {
		cw := internal.NewChunkedWriter(w)
		if _, err := io.Copy(cw, body); err != nil {
			return err
		}
		if err := cw.Close(); err != nil {
			return err
		}
		if err := r.Trailer.Write(w); err != nil {
			return err
		}
		_, err := io.WriteString(w, "\r\n")
		return err
	}
	if length >= 0 {
		n, err := io.Copy(w, io.LimitReader(body, length))
		if err == nil && n != length {
			err = fmt.Errorf("http: ContentLength=%d with Body length %d", length, n)
		}
		return err
	}
	_, err := io.Copy(w, body)
	return err
}
