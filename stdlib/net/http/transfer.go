package http

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http/internal"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
)

// framing is how long a message's body is.
type framing struct {
	length  int64 // -1: not known
	chunked bool
	close   bool // the connection ends after the message
	trailer Header
}

func protoAtLeast(major, minor, wantMajor, wantMinor int) bool {
	return major > wantMajor || major == wantMajor && minor >= wantMinor
}

// shouldClose reports whether the connection ends after a message with such a header.
func shouldClose(major, minor int, h Header) bool {
	if major < 1 {
		return true
	}
	values := h["Connection"]
	hasClose := hasToken(values, "close")
	if major == 1 && minor == 0 {
		return hasClose || !hasToken(values, "keep-alive")
	}
	return hasClose
}

func bodyAllowedForStatus(status int) bool {
	return !(status >= 100 && status <= 199 || status == 204 || status == 304)
}

// badStringError is an error about a text.
func badStringError(what, val string) error { return fmt.Errorf("%s %q", what, val) }

// unsupportedTEError is a Transfer-Encoding that is not known.
type unsupportedTEError struct{ err string }

func (e *unsupportedTEError) Error() string { return e.err }

// parseLength returns the value of Content-Length, -1 if there is none. Headers that say the same several times become one.
func parseLength(h Header) (int64, error) {
	values := h["Content-Length"]
	if len(values) == 0 {
		return -1, nil
	}
	first := textproto.TrimString(values[0])
	for _, v := range values[1:] {
		if textproto.TrimString(v) != first {
			return 0, fmt.Errorf("http: message cannot contain multiple Content-Length headers; got %q", values)
		}
	}
	if len(values) > 1 {
		h["Content-Length"] = []string{first}
	}
	if first == "" {
		return 0, badStringError("invalid empty Content-Length", "")
	}
	n, err := strconv.ParseUint(first, 10, 63)
	if err != nil {
		return 0, badStringError("bad Content-Length", first)
	}
	return int64(n), nil
}

// readFraming finds out about a message's body. status is 0 for requests.
func readFraming(h Header, major, minor, status int, method string) (f framing, err error) {
	request := status == 0
	f.close = shouldClose(major, minor, h)
	if !request && f.close && hasToken(h["Connection"], "close") && protoAtLeast(major, minor, 1, 1) {
		delete(h, "Connection") // Response.Close tells
	}
	if te, ok := h["Transfer-Encoding"]; ok {
		delete(h, "Transfer-Encoding")
		if protoAtLeast(major, minor, 1, 1) {
			if len(te) != 1 {
				return f, &unsupportedTEError{fmt.Sprintf("too many transfer encodings: %q", te)}
			}
			if !strings.EqualFold(te[0], "chunked") {
				return f, &unsupportedTEError{fmt.Sprintf("unsupported transfer encoding: %q", te[0])}
			}
			f.chunked = true
		}
	}
	length, err := parseLength(h)
	if err != nil {
		return f, err
	}
	switch {
	case !request && method == "HEAD":
		f.length = length
	case !request && !bodyAllowedForStatus(status):
		f.length = 0
		f.chunked = false
	case f.chunked:
		delete(h, "Content-Length")
		f.length = -1
	case length >= 0:
		f.length = length
	case request:
		f.length = 0
	default:
		f.length = -1
		f.close = true
	}
	if f.chunked {
		for _, v := range h["Trailer"] {
			for part := range strings.SplitSeq(v, ",") {
				key := CanonicalHeaderKey(textproto.TrimString(part))
				switch key {
				case "":
					continue
				case "Transfer-Encoding", "Trailer", "Content-Length":
					return f, badStringError("bad trailer key", key)
				}
				if f.trailer == nil {
					f.trailer = make(Header)
				}
				f.trailer[key] = nil
			}
		}
		delete(h, "Trailer")
	}
	return f, nil
}

// body returns the reader of a message's body. method is that of the request a response belongs to, "" for requests.
func (f *framing) body(r *bufio.Reader, method string, trailer *Header) io.ReadCloser {
	switch {
	case method == "HEAD":
		return NoBody
	case f.chunked:
		return &body{src: internal.NewChunkedReader(r), r: r, chunked: true, trailer: trailer, closing: f.close}
	case f.length == 0:
		return NoBody
	case f.length > 0:
		return &body{src: io.LimitReader(r, f.length), left: f.length, closing: f.close}
	}
	return &body{src: r, untilEOF: true, closing: f.close}
}

// body is the body of a message that is being read. Close skips what is left, so that the next message follows.
type body struct {
	src      io.Reader
	r        *bufio.Reader // for trailers
	chunked  bool
	untilEOF bool
	left     int64
	trailer  *Header
	closing  bool // the connection ends after the message
	limited  bool // a server skips no more than maxSkip

	mu     sync.Mutex
	sawEOF bool
	closed bool
	early  bool // closed without having skipped all
	onEOF  func()
}

const maxSkip = 256 << 10

func (b *body) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, ErrBodyReadAfterClose
	}
	return b.read(p)
}

func (b *body) read(p []byte) (n int, err error) {
	if b.sawEOF {
		return 0, io.EOF
	}
	n, err = b.src.Read(p)
	if b.left > 0 {
		b.left -= int64(n)
		if err == io.EOF && b.left > 0 {
			return n, io.ErrUnexpectedEOF
		}
		if err == nil && b.left == 0 {
			err = io.EOF
		}
	}
	if err == io.EOF {
		if b.chunked {
			if e := b.readTrailer(); e != nil {
				b.sawEOF = false
				return n, e
			}
		}
		b.sawEOF = true
		if b.onEOF != nil {
			b.onEOF()
		}
	}
	return n, err
}

var errTrailerEOF = errors.New("http: unexpected EOF reading trailer")

func (b *body) readTrailer() error {
	buf, err := b.r.Peek(2)
	if string(buf) == "\r\n" {
		b.r.Discard(2)
		return nil
	}
	if len(buf) < 2 {
		return errTrailerEOF
	}
	if err != nil {
		return err
	}
	h, err := textproto.NewReader(b.r).ReadMIMEHeader()
	if err != nil {
		if err == io.EOF {
			return errTrailerEOF
		}
		return err
	}
	if b.trailer != nil {
		if *b.trailer == nil {
			*b.trailer = make(Header)
		}
		for k, v := range h {
			(*b.trailer)[k] = v
		}
	}
	return nil
}

func (b *body) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	var err error
	switch {
	case b.sawEOF:
	case b.closing:
		// What follows does not matter.
	case b.limited:
		if b.left > maxSkip {
			b.early = true
			break
		}
		var n int64
		n, err = io.CopyN(io.Discard, skipReader{b}, maxSkip)
		if err == io.EOF {
			err = nil
		}
		if n == maxSkip {
			b.early = true
		}
	default:
		_, err = io.Copy(io.Discard, skipReader{b})
	}
	b.closed = true
	return err
}

type skipReader struct{ b *body }

func (s skipReader) Read(p []byte) (int, error) { return s.b.read(p) }

func (b *body) remains() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.sawEOF
}
