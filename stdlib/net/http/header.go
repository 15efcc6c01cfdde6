package http

import (
	"errors"
	"io"
	"net/textproto"
	"slices"
	"strings"
	"time"
)

// Header is the header of a request or response: canonical keys and their values.
type Header map[string][]string

// Add adds a value.
func (h Header) Add(key, value string) { textproto.MIMEHeader(h).Add(key, value) }

// Set makes value the only one.
func (h Header) Set(key, value string) { textproto.MIMEHeader(h).Set(key, value) }

// Get returns the first value, or "".
func (h Header) Get(key string) string { return textproto.MIMEHeader(h).Get(key) }

// Values returns all values.
func (h Header) Values(key string) []string { return textproto.MIMEHeader(h).Values(key) }

// Del deletes the values.
func (h Header) Del(key string) { textproto.MIMEHeader(h).Del(key) }

// get is Get for a key that is canonical.
func (h Header) get(key string) string {
	if v := h[key]; len(v) > 0 {
		return v[0]
	}
	return ""
}

func (h Header) has(key string) bool {
	_, ok := h[key]
	return ok
}

// Clone returns a copy.
func (h Header) Clone() Header {
	if h == nil {
		return nil
	}
	c := make(Header, len(h))
	for k, v := range h {
		c[k] = slices.Clone(v)
	}
	return c
}

// Write writes the header, sorted by key.
func (h Header) Write(w io.Writer) error { return h.WriteSubset(w, nil) }

var newlines = strings.NewReplacer("\n", " ", "\r", " ")

// WriteSubset is Write without the keys for which exclude is true.
func (h Header) WriteSubset(w io.Writer, exclude map[string]bool) error {
	keys := make([]string, 0, len(h))
	for k := range h {
		if !exclude[k] {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		if !isToken(k) {
			continue
		}
		for _, v := range h[k] {
			if strings.ContainsAny(v, "\r\n") {
				v = newlines.Replace(v)
			}
			if _, err := io.WriteString(w, k+": "+textproto.TrimString(v)+"\r\n"); err != nil {
				return err
			}
		}
	}
	return nil
}

// CanonicalHeaderKey returns a key with the first letter and those after hyphens in upper case.
func CanonicalHeaderKey(s string) string { return textproto.CanonicalMIMEHeaderKey(s) }

// TimeFormat is the layout of times in headers; they are in UTC.
const TimeFormat = "Mon, 02 Jan 2006 15:04:05 GMT"

// ParseTime parses a time of a header, in any of the three layouts that HTTP/1.1 allows.
func ParseTime(text string) (t time.Time, err error) {
	for _, layout := range []string{TimeFormat, time.RFC850, time.ANSIC} {
		if t, err = time.Parse(layout, text); err == nil {
			return
		}
	}
	return
}

func isTokenByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c < 0x80 && strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

func isToken(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isTokenByte(s[i]) {
			return false
		}
	}
	return s != ""
}

func validHeaderValue(v string) bool {
	for i := 0; i < len(v); i++ {
		if c := v[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

// hasToken reports whether a list of values, separated by commas, contains a token.
func hasToken(values []string, token string) bool {
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			if strings.EqualFold(textproto.TrimString(part), token) {
				return true
			}
		}
	}
	return false
}

// Methods.
const (
	MethodGet     = "GET"
	MethodHead    = "HEAD"
	MethodPost    = "POST"
	MethodPut     = "PUT"
	MethodPatch   = "PATCH"
	MethodDelete  = "DELETE"
	MethodConnect = "CONNECT"
	MethodOptions = "OPTIONS"
	MethodTrace   = "TRACE"
)

// TrailerPrefix marks keys of a ResponseWriter's Header as trailers.
const TrailerPrefix = "Trailer:"

// DefaultMaxHeaderBytes is how large a request's header may be.
const DefaultMaxHeaderBytes = 1 << 20

// DefaultMaxIdleConnsPerHost is how many idle connections a Transport keeps for each host.
const DefaultMaxIdleConnsPerHost = 2

// ProtocolError is an error of the protocol.
type ProtocolError struct {
	ErrorString string
}

func (pe *ProtocolError) Error() string { return pe.ErrorString }

// Is lets errors.Is(http.ErrNotSupported, errors.ErrUnsupported) be true.
func (pe *ProtocolError) Is(err error) bool {
	return pe == ErrNotSupported && err == errors.ErrUnsupported
}

// Errors of the package.
var (
	ErrNotSupported         = &ProtocolError{"feature not supported"}
	ErrUnexpectedTrailer    = &ProtocolError{"trailer header without chunked transfer encoding"}
	ErrMissingBoundary      = &ProtocolError{"no multipart boundary param in Content-Type"}
	ErrNotMultipart         = &ProtocolError{"request Content-Type isn't multipart/form-data"}
	ErrHeaderTooLong        = &ProtocolError{"header too long"}
	ErrShortBody            = &ProtocolError{"entity body too short"}
	ErrMissingContentLength = &ProtocolError{"missing ContentLength in HEAD response"}

	ErrBodyNotAllowed     = errors.New("http: request method or response status code does not allow body")
	ErrHijacked           = errors.New("http: connection has been hijacked")
	ErrContentLength      = errors.New("http: wrote more than the declared Content-Length")
	ErrWriteAfterFlush    = errors.New("unused")
	ErrBodyReadAfterClose = errors.New("http: invalid Read on closed Body")
	ErrLineTooLong        = errors.New("header line too long")
	ErrMissingFile        = errors.New("http: no such file")
	ErrNoCookie           = errors.New("http: named cookie not present")
	ErrNoLocation         = errors.New("http: no Location header in response")
	ErrSchemeMismatch     = errors.New("http: server gave HTTP response to HTTPS client")
	ErrServerClosed       = errors.New("http: Server closed")
	ErrHandlerTimeout     = errors.New("http: Handler timeout")
	ErrAbortHandler       = errors.New("net/http: abort Handler")
	ErrUseLastResponse    = errors.New("net/http: use last response")
	ErrSkipAltProtocol    = errors.New("net/http: skip alternate protocol")
)

type contextKey struct{ name string }

func (k *contextKey) String() string { return "net/http context value " + k.name }

// Keys of values in the contexts of a server's requests.
var (
	ServerContextKey    = &contextKey{"http-server"}
	LocalAddrContextKey = &contextKey{"local-addr"}
)

// noBody is a body without bytes.
type noBody struct{}

func (noBody) Read([]byte) (int, error)         { return 0, io.EOF }
func (noBody) Close() error                     { return nil }
func (noBody) WriteTo(io.Writer) (int64, error) { return 0, nil }

// NoBody is a body without bytes.
var NoBody = noBody{}

// Protocols is a set of protocols; only HTTP/1 works.
type Protocols struct{ bits uint8 }

func (p *Protocols) set(bit uint8, on bool) {
	if on {
		p.bits |= bit
	} else {
		p.bits &^= bit
	}
}

// HTTP1 reports whether HTTP/1 is in the set.
func (p Protocols) HTTP1() bool { return p.bits&1 != 0 }

// SetHTTP1 adds or removes HTTP/1.
func (p *Protocols) SetHTTP1(ok bool) { p.set(1, ok) }

// HTTP2 reports whether HTTP/2 is in the set.
func (p Protocols) HTTP2() bool { return p.bits&2 != 0 }

// SetHTTP2 adds or removes HTTP/2.
func (p *Protocols) SetHTTP2(ok bool) { p.set(2, ok) }

// UnencryptedHTTP2 reports whether HTTP/2 without TLS is in the set.
func (p Protocols) UnencryptedHTTP2() bool { return p.bits&4 != 0 }

// SetUnencryptedHTTP2 adds or removes HTTP/2 without TLS.
func (p *Protocols) SetUnencryptedHTTP2(ok bool) { p.set(4, ok) }

// String returns the protocols' names.
func (p Protocols) String() string {
	var s []string
	for i, name := range []string{"HTTP1", "HTTP2", "UnencryptedHTTP2"} {
		if p.bits&(1<<i) != 0 {
			s = append(s, name)
		}
	}
	return "{" + strings.Join(s, ",") + "}"
}

// HTTP2Config has the settings of HTTP/2, which is not spoken.
type HTTP2Config struct {
	MaxConcurrentStreams          int
	StrictMaxConcurrentRequests   bool
	MaxDecoderHeaderTableSize     int
	MaxEncoderHeaderTableSize     int
	MaxReadFrameSize              int
	MaxReceiveBufferPerConnection int
	MaxReceiveBufferPerStream     int
	SendPingTimeout               time.Duration
	PingTimeout                   time.Duration
	WriteByteTimeout              time.Duration
	PermitProhibitedCipherSuites  bool
	CountError                    func(errType string)
}
