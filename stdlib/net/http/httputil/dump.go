// Package httputil shows HTTP messages, and passes them on.
package httputil

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/internal"
	"net/url"
	"strings"
	"time"
)

// ErrLineTooLong: the line before a chunk is too long.
var ErrLineTooLong = internal.ErrLineTooLong

// NewChunkedReader returns a reader of what r has in chunks, up to the last one. Requests and responses are decoded without it.
func NewChunkedReader(r io.Reader) io.Reader { return internal.NewChunkedReader(r) }

// NewChunkedWriter returns a writer that writes chunks to w. Close writes the last chunk, and not what follows the trailer.
// Handlers do not need it.
func NewChunkedWriter(w io.Writer) io.WriteCloser { return internal.NewChunkedWriter(w) }

// drain reads a body, and returns it twice.
func drain(body io.ReadCloser) (first, second io.ReadCloser, err error) {
	if body == nil || body == http.NoBody {
		return http.NoBody, http.NoBody, nil
	}
	data, err := io.ReadAll(body)
	if err == nil {
		err = body.Close()
	}
	if err != nil {
		return nil, body, err
	}
	return io.NopCloser(bytes.NewReader(data)), io.NopCloser(bytes.NewReader(data)), nil
}

// DumpRequest returns a request as a server got it. If body is set, so is its body, which can still be read then.
func DumpRequest(req *http.Request, body bool) ([]byte, error) {
	saved := req.Body
	if !body || req.Body == nil {
		req.Body = nil
	} else {
		var err error
		if saved, req.Body, err = drain(req.Body); err != nil {
			return nil, err
		}
	}
	shown := req.Body
	req.Body = saved

	var b bytes.Buffer
	method, uri := req.Method, req.RequestURI
	if method == "" {
		method = "GET"
	}
	if uri == "" {
		uri = req.URL.RequestURI()
	}
	fmt.Fprintf(&b, "%s %s HTTP/%d.%d\r\n", method, uri, req.ProtoMajor, req.ProtoMinor)
	if !strings.HasPrefix(req.RequestURI, "http://") && !strings.HasPrefix(req.RequestURI, "https://") {
		host := req.Host
		if host == "" && req.URL != nil {
			host = req.URL.Host
		}
		if host != "" {
			b.WriteString("Host: " + host + "\r\n")
		}
	}
	chunked := len(req.TransferEncoding) > 0 && req.TransferEncoding[0] == "chunked"
	if len(req.TransferEncoding) > 0 {
		b.WriteString("Transfer-Encoding: " + strings.Join(req.TransferEncoding, ",") + "\r\n")
	}
	err := req.Header.WriteSubset(&b, map[string]bool{"Host": true, "Transfer-Encoding": true, "Trailer": true})
	if err != nil {
		return nil, err
	}
	b.WriteString("\r\n")
	if shown != nil && chunked {
		w := NewChunkedWriter(&b)
		if _, err = io.Copy(w, shown); err == nil {
			w.Close()
		}
		b.WriteString("\r\n")
	} else if shown != nil {
		_, err = io.Copy(&b, shown)
	}
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// exes is a body of the letter x, which stands for one that is not shown.
type exes struct{}

func (exes) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// echo is a connection to a server that reads one request, and answers.
type echo struct {
	io.Writer
	answer io.Reader
	ready  <-chan struct{}
}

func (c *echo) Read(p []byte) (int, error) {
	<-c.ready
	return c.answer.Read(p)
}

func (c *echo) Close() error                     { return nil }
func (c *echo) LocalAddr() net.Addr              { return nil }
func (c *echo) RemoteAddr() net.Addr             { return nil }
func (c *echo) SetDeadline(time.Time) error      { return nil }
func (c *echo) SetReadDeadline(time.Time) error  { return nil }
func (c *echo) SetWriteDeadline(time.Time) error { return nil }

// DumpRequestOut returns a request as a client sends it, with what the transport adds. If body is set, so is its body, which can
// still be sent then.
func DumpRequestOut(req *http.Request, body bool) ([]byte, error) {
	saved := req.Body
	headOnly := false
	if body {
		var err error
		if saved, req.Body, err = drain(req.Body); err != nil {
			return nil, err
		}
	} else if req.Body != nil && req.Body != http.NoBody {
		length := req.ContentLength
		if length == 0 {
			length = -1
		}
		req.Body = io.NopCloser(io.LimitReader(exes{}, length))
		headOnly = true
	}
	defer func() { req.Body = saved }()
	sent := req
	if req.URL.Scheme == "https" {
		// The transport must not encrypt.
		sent = new(http.Request)
		*sent = *req
		sent.URL = new(url.URL)
		*sent.URL = *req.URL
		sent.URL.Scheme = "http"
	}
	var b bytes.Buffer
	r, w := io.Pipe()
	defer r.Close()
	defer w.Close()
	ready := make(chan struct{})
	t := &http.Transport{
		Dial: func(string, string) (net.Conn, error) {
			return &echo{io.MultiWriter(&b, w), strings.NewReader("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"), ready}, nil
		},
	}
	defer t.CloseIdleConnections()
	go func() {
		defer close(ready)
		if in, err := http.ReadRequest(bufio.NewReader(r)); err == nil {
			io.Copy(io.Discard, in.Body)
			in.Body.Close()
		}
	}()
	if _, err := t.RoundTrip(sent); err != nil {
		return nil, err
	}
	dump := b.Bytes()
	if i := bytes.Index(dump, []byte("\r\n\r\n")); headOnly && i >= 0 {
		dump = dump[:i+4]
	}
	return dump, nil
}

var errNoBody = errors.New("the body is not shown")

type noBody struct{}

func (noBody) Read([]byte) (int, error) { return 0, errNoBody }

func (noBody) Close() error { return nil }

// DumpResponse returns a response. If body is set, so is its body, which can still be read then.
func DumpResponse(resp *http.Response, body bool) ([]byte, error) {
	saved, length := resp.Body, resp.ContentLength
	empty := io.NopCloser(strings.NewReader(""))
	switch {
	case !body && length != 0:
		resp.Body = noBody{}
	case !body || resp.Body == nil:
		resp.Body = empty
	default:
		var err error
		if saved, resp.Body, err = drain(resp.Body); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err := resp.Write(&b)
	resp.Body, resp.ContentLength = saved, length
	if err != nil && err != errNoBody {
		return nil, err
	}
	return b.Bytes(), nil
}
