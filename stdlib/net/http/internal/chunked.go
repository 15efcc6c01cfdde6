// Package internal reads and writes bodies in chunks, for net/http and net/http/httputil.
package internal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

const maxLine = 4096

// ErrLineTooLong says that the line before a chunk is too long.
var ErrLineTooLong = errors.New("header line too long")

// NewChunkedReader returns the data of r's chunks; trailers are left unread.
func NewChunkedReader(r io.Reader) io.Reader {
	br, ok := r.(*bufio.Reader)
	if !ok {
		br = bufio.NewReader(r)
	}
	return &chunkedReader{r: br}
}

type chunkedReader struct {
	r      *bufio.Reader
	n      uint64 // left of this chunk
	err    error
	end    bool  // the chunk's CRLF is still to be read
	excess int64 // bytes of lines beyond what is normal for the data
}

func (c *chunkedReader) begin() {
	line, err := readLine(c.r)
	if err != nil {
		c.err = err
		return
	}
	c.excess += int64(len(line)) + 2
	line = bytes.TrimRight(line, " \t\r\n")
	line, _, _ = bytes.Cut(line, []byte(";"))
	line = bytes.TrimRight(line, " \t")
	if c.n, c.err = parseHex(line); c.err != nil {
		return
	}
	// Chunks of one byte with long extensions are an attack.
	c.excess -= 16 + 2*int64(min(c.n, 1<<40))
	c.excess = max(c.excess, 0)
	if c.excess > 16*1024 {
		c.err = errors.New("chunked encoding contains too much non-data")
		return
	}
	if c.n == 0 {
		c.err = io.EOF
	}
}

// ready reports whether there is data without waiting.
func (c *chunkedReader) ready() bool {
	n := c.r.Buffered()
	if n > 0 {
		peek, _ := c.r.Peek(n)
		return bytes.IndexByte(peek, '\n') >= 0
	}
	return false
}

func (c *chunkedReader) Read(b []byte) (n int, err error) {
	for c.err == nil {
		if c.end {
			if n > 0 && c.r.Buffered() < 2 {
				break
			}
			var crlf [2]byte
			if _, c.err = io.ReadFull(c.r, crlf[:]); c.err == nil {
				if string(crlf[:]) != "\r\n" {
					c.err = errors.New("malformed chunked encoding")
					break
				}
			} else {
				if c.err == io.EOF {
					c.err = io.ErrUnexpectedEOF
				}
				break
			}
			c.end = false
		}
		if c.n == 0 {
			if n > 0 && !c.ready() {
				break
			}
			c.begin()
			continue
		}
		if len(b) == 0 {
			break
		}
		part := b
		if uint64(len(part)) > c.n {
			part = part[:c.n]
		}
		var k int
		k, c.err = c.r.Read(part)
		n += k
		b = b[k:]
		c.n -= uint64(k)
		if c.n == 0 && c.err == nil {
			c.end = true
		} else if c.err == io.EOF {
			c.err = io.ErrUnexpectedEOF
		}
	}
	return n, c.err
}

func readLine(r *bufio.Reader) ([]byte, error) {
	p, err := r.ReadSlice('\n')
	if err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		} else if err == bufio.ErrBufferFull {
			err = ErrLineTooLong
		}
		return nil, err
	}
	if i := bytes.IndexByte(p, '\r'); i == -1 {
		return nil, errors.New("chunked line ends with bare LF")
	} else if i != len(p)-2 {
		return nil, errors.New("invalid CR in chunked line")
	}
	if len(p) >= maxLine {
		return nil, ErrLineTooLong
	}
	return p, nil
}

func parseHex(v []byte) (n uint64, err error) {
	if len(v) == 0 {
		return 0, errors.New("empty hex number for chunk length")
	}
	for i, b := range v {
		switch {
		case '0' <= b && b <= '9':
			b -= '0'
		case 'a' <= b && b <= 'f':
			b -= 'a' - 10
		case 'A' <= b && b <= 'F':
			b -= 'A' - 10
		default:
			return 0, errors.New("invalid byte in chunk length")
		}
		if i == 16 {
			return 0, errors.New("http chunk length too large")
		}
		n = n<<4 | uint64(b)
	}
	return n, nil
}

// NewChunkedWriter writes each Write as a chunk; Close writes the last one, but no trailers and not the final CRLF.
func NewChunkedWriter(w io.Writer) io.WriteCloser { return &chunkedWriter{w} }

type chunkedWriter struct{ w io.Writer }

func (c *chunkedWriter) Write(data []byte) (n int, err error) {
	if len(data) == 0 {
		return 0, nil
	}
	if _, err = fmt.Fprintf(c.w, "%x\r\n", len(data)); err != nil {
		return 0, err
	}
	if n, err = c.w.Write(data); err != nil {
		return n, err
	}
	if n != len(data) {
		return n, io.ErrShortWrite
	}
	if _, err = io.WriteString(c.w, "\r\n"); err != nil {
		return n, err
	}
	if f, ok := c.w.(*FlushAfterChunkWriter); ok {
		err = f.Flush()
	}
	return n, err
}

func (c *chunkedWriter) Close() error {
	_, err := io.WriteString(c.w, "0\r\n")
	return err
}

// FlushAfterChunkWriter says that each chunk is to be sent at once.
type FlushAfterChunkWriter struct{ *bufio.Writer }
