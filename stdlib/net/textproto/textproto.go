// Package textproto reads and writes what text protocols like HTTP, NNTP and SMTP have in common: lines, headers,
// numbered responses and dot-terminated texts.
package textproto

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
)

// Error is a response with a code that was not expected.
type Error struct {
	Code int
	Msg  string
}

func (e *Error) Error() string { return fmt.Sprintf("%03d %s", e.Code, e.Msg) }

// ProtocolError is an answer that breaks the protocol.
type ProtocolError string

func (p ProtocolError) Error() string { return string(p) }

// Conn is a connection with lines.
type Conn struct {
	Reader
	Writer
	Pipeline
	conn io.ReadWriteCloser
}

// NewConn returns a Conn over conn.
func NewConn(conn io.ReadWriteCloser) *Conn {
	return &Conn{Reader: Reader{R: bufio.NewReader(conn)}, Writer: Writer{W: bufio.NewWriter(conn)}, conn: conn}
}

// Close closes the connection.
func (c *Conn) Close() error { return c.conn.Close() }

// Dial connects and returns a Conn.
func Dial(network, addr string) (*Conn, error) {
	c, err := net.Dial(network, addr)
	if err != nil {
		return nil, err
	}
	return NewConn(c), nil
}

// Cmd sends a command when its turn comes and returns its number, for StartResponse and EndResponse.
func (c *Conn) Cmd(format string, args ...any) (id uint, err error) {
	id = c.Next()
	c.StartRequest(id)
	err = c.PrintfLine(format, args...)
	c.EndRequest(id)
	if err != nil {
		return 0, err
	}
	return id, nil
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// TrimString returns s without space at both ends, in ASCII.
func TrimString(s string) string {
	for len(s) > 0 && isSpace(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// TrimBytes returns b without space at both ends, in ASCII.
func TrimBytes(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// Pipeline keeps requests and their responses in order. The zero Pipeline is ready for use.
type Pipeline struct {
	mu       sync.Mutex
	id       uint
	request  sequencer
	response sequencer
}

// Next returns the number of the next pair.
func (p *Pipeline) Next() uint {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.id++
	return p.id - 1
}

// StartRequest waits until it is time to send request id.
func (p *Pipeline) StartRequest(id uint) { p.request.start(id) }

// EndRequest says that request id was sent.
func (p *Pipeline) EndRequest(id uint) { p.request.end(id) }

// StartResponse waits until it is time to receive response id.
func (p *Pipeline) StartResponse(id uint) { p.response.start(id) }

// EndResponse says that response id was received.
func (p *Pipeline) EndResponse(id uint) { p.response.end(id) }

type sequencer struct {
	mu   sync.Mutex
	id   uint
	wait map[uint]chan struct{}
}

func (s *sequencer) start(id uint) {
	s.mu.Lock()
	if s.id == id {
		s.mu.Unlock()
		return
	}
	c := make(chan struct{})
	if s.wait == nil {
		s.wait = make(map[uint]chan struct{})
	}
	s.wait[id] = c
	s.mu.Unlock()
	<-c
}

func (s *sequencer) end(id uint) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.id != id {
		panic("out of sync")
	}
	s.id++
	if c, ok := s.wait[s.id]; ok {
		delete(s.wait, s.id)
		close(c)
	}
}

// MIMEHeader maps keys to values; keys are canonical.
type MIMEHeader map[string][]string

// Add adds a value.
func (h MIMEHeader) Add(key, value string) {
	key = CanonicalMIMEHeaderKey(key)
	h[key] = append(h[key], value)
}

// Set makes value the only one.
func (h MIMEHeader) Set(key, value string) { h[CanonicalMIMEHeaderKey(key)] = []string{value} }

// Get returns the first value, or "".
func (h MIMEHeader) Get(key string) string {
	if v := h[CanonicalMIMEHeaderKey(key)]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Values returns all values.
func (h MIMEHeader) Values(key string) []string { return h[CanonicalMIMEHeaderKey(key)] }

// Del deletes the values.
func (h MIMEHeader) Del(key string) { delete(h, CanonicalMIMEHeaderKey(key)) }

func isToken(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c < 0x80 && strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

// CanonicalMIMEHeaderKey returns a key with the first letter and those after hyphens in upper case, others in lower
// case. What is no key stays as it is.
func CanonicalMIMEHeaderKey(s string) string {
	upper, same := true, true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !isToken(c) {
			return s
		}
		if upper && 'a' <= c && c <= 'z' || !upper && 'A' <= c && c <= 'Z' {
			same = false
		}
		upper = c == '-'
	}
	if same {
		return s
	}
	b := []byte(s)
	upper = true
	for i, c := range b {
		if upper && 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		} else if !upper && 'A' <= c && c <= 'Z' {
			b[i] = c - 'A' + 'a'
		}
		upper = c == '-'
	}
	return string(b)
}

// Reader reads lines.
type Reader struct {
	R   *bufio.Reader
	dot *dotReader
}

// NewReader returns a Reader; to limit memory, give r a limit.
func NewReader(r *bufio.Reader) *Reader { return &Reader{R: r} }

var errTooLarge = errors.New("message too large")

// ReadLine reads a line, without its end.
func (r *Reader) ReadLine() (string, error) {
	b, err := r.ReadLineBytes()
	return string(b), err
}

// ReadLineBytes reads a line, without its end.
func (r *Reader) ReadLineBytes() ([]byte, error) { return r.line(-1) }

func (r *Reader) line(limit int) ([]byte, error) {
	r.closeDot()
	var line []byte
	for {
		part, more, err := r.R.ReadLine()
		if err != nil {
			return nil, err
		}
		if limit >= 0 && len(line)+len(part) > limit {
			return nil, errTooLarge
		}
		line = append(line, part...)
		if !more {
			if line == nil {
				line = []byte{}
			}
			return line, nil
		}
	}
}

// ReadContinuedLine reads a line and those after it that begin with space, joined by spaces.
func (r *Reader) ReadContinuedLine() (string, error) {
	b, err := r.ReadContinuedLineBytes()
	return string(b), err
}

// ReadContinuedLineBytes reads a line and those after it that begin with space, joined by spaces.
func (r *Reader) ReadContinuedLineBytes() ([]byte, error) { return r.continued(-1, nil) }

func trimBlank(b []byte) []byte { return bytes.Trim(b, " \t") }

func (r *Reader) continued(limit int, check func([]byte) error) ([]byte, error) {
	line, err := r.line(limit)
	if err != nil || len(line) == 0 {
		return line, err
	}
	if check != nil {
		if err := check(line); err != nil {
			return nil, err
		}
	}
	line = trimBlank(line)
	for {
		c, err := r.R.Peek(1)
		if err != nil || c[0] != ' ' && c[0] != '\t' {
			return line, nil
		}
		next, err := r.line(limit)
		if err != nil {
			return line, nil
		}
		line = append(append(line, ' '), trimBlank(next)...)
		if limit >= 0 && len(line) > limit {
			return nil, errTooLarge
		}
	}
}

func parseCodeLine(line string, expect int) (code int, continued bool, message string, err error) {
	if len(line) < 4 || line[3] != ' ' && line[3] != '-' {
		return 0, false, "", ProtocolError(fmt.Sprintf("short response: %q", line))
	}
	continued = line[3] == '-'
	code, err = strconv.Atoi(line[:3])
	if err != nil || code < 100 {
		return code, continued, "", ProtocolError(fmt.Sprintf("invalid response code: %q", line))
	}
	message = line[4:]
	if 1 <= expect && expect < 10 && code/100 != expect || 10 <= expect && expect < 100 && code/10 != expect ||
		100 <= expect && expect < 1000 && code != expect {
		err = &Error{code, message}
	}
	return
}

// ReadCodeLine reads "code message"; a code that does not begin with expectCode is an *Error.
func (r *Reader) ReadCodeLine(expectCode int) (code int, message string, err error) {
	line, err := r.ReadLine()
	if err != nil {
		return 0, "", err
	}
	code, continued, message, err := parseCodeLine(line, expectCode)
	if err == nil && continued {
		err = ProtocolError("unexpected multi-line response: " + message)
	}
	return
}

// ReadResponse reads a response of one or more lines.
func (r *Reader) ReadResponse(expectCode int) (code int, message string, err error) {
	line, err := r.ReadLine()
	if err != nil {
		return 0, "", err
	}
	code, continued, message, err := parseCodeLine(line, expectCode)
	multi := continued
	for continued {
		line, e := r.ReadLine()
		if e != nil {
			return 0, "", e
		}
		code2, more, text, e := parseCodeLine(line, 0)
		if e != nil || code2 != code {
			message += "\n" + strings.TrimRight(line, "\r\n")
			continue
		}
		continued = more
		message += "\n" + text
	}
	if err != nil && multi && message != "" {
		err = &Error{code, message}
	}
	return
}

// ReadMIMEHeader reads a header up to the empty line.
func (r *Reader) ReadMIMEHeader() (MIMEHeader, error) {
	m := make(MIMEHeader)
	malformed := func(what string, line []byte) error {
		return ProtocolError(fmt.Sprintf("malformed MIME header %s: %q", what, line))
	}
	if c, err := r.R.Peek(1); err == nil && (c[0] == ' ' || c[0] == '\t') {
		line, err := r.line(1 << 20)
		if err != nil {
			return m, err
		}
		return m, malformed("initial line", line)
	}
	check := func(line []byte) error {
		if bytes.IndexByte(line, ':') < 0 {
			return malformed("line", line)
		}
		return nil
	}
	for {
		line, err := r.continued(-1, check)
		if len(line) == 0 {
			return m, err
		}
		k, v, _ := bytes.Cut(line, []byte{':'})
		if len(k) == 0 {
			return m, malformed("line", line)
		}
		spaced := false
		for _, c := range k {
			if c == ' ' {
				spaced = true
			} else if !isToken(c) {
				return m, malformed("line", line)
			}
		}
		for _, c := range v {
			if c < ' ' && c != '\t' || c == 0x7f {
				return m, malformed("line", line)
			}
		}
		key := string(k)
		if !spaced {
			key = CanonicalMIMEHeaderKey(key)
		}
		m[key] = append(m[key], string(bytes.TrimLeft(v, " \t")))
		if err != nil {
			return m, err
		}
	}
}

// DotReader returns a Reader of a text that ends with a line that is just a dot.
func (r *Reader) DotReader() io.Reader {
	r.closeDot()
	r.dot = &dotReader{r: r}
	return r.dot
}

type dotReader struct {
	r     *Reader
	begun bool // in a line
	rest  []byte
	err   error
}

func (d *dotReader) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if len(d.rest) > 0 {
			k := copy(p[n:], d.rest)
			d.rest = d.rest[k:]
			n += k
			continue
		}
		if d.err != nil {
			break
		}
		line, err := d.r.R.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			err = nil
		} else if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			d.err = err
			d.rest = append([]byte(nil), line...)
			continue
		}
		whole := line[len(line)-1] == '\n'
		if whole {
			if line = line[:len(line)-1]; len(line) > 0 && line[len(line)-1] == '\r' {
				line = line[:len(line)-1]
			}
		}
		if !d.begun && len(line) > 0 && line[0] == '.' {
			if line = line[1:]; len(line) == 0 && whole {
				d.err = io.EOF
				break
			}
		}
		d.begun = !whole
		d.rest = append([]byte(nil), line...)
		if whole {
			d.rest = append(d.rest, '\n')
		}
	}
	if n == 0 && len(p) > 0 {
		if d.r.dot == d {
			d.r.dot = nil
		}
		return 0, d.err
	}
	return n, nil
}

// closeDot reads the rest of a dot-terminated text.
func (r *Reader) closeDot() {
	d := r.dot
	if d == nil {
		return
	}
	r.dot = nil
	buf := make([]byte, 128)
	for {
		if n, err := d.Read(buf); n == 0 || err != nil {
			return
		}
	}
}

// ReadDotBytes reads a text that ends with a line that is just a dot.
func (r *Reader) ReadDotBytes() ([]byte, error) { return io.ReadAll(r.DotReader()) }

// ReadDotLines reads the lines of such a text.
func (r *Reader) ReadDotLines() ([]string, error) {
	var lines []string
	for {
		line, err := r.ReadLine()
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return lines, err
		}
		if strings.HasPrefix(line, ".") {
			if line == "." {
				return lines, nil
			}
			line = line[1:]
		}
		lines = append(lines, line)
	}
}

// Writer writes lines.
type Writer struct {
	W   *bufio.Writer
	dot *dotWriter
}

// NewWriter returns a Writer.
func NewWriter(w *bufio.Writer) *Writer { return &Writer{W: w} }

// PrintfLine writes a line and flushes.
func (w *Writer) PrintfLine(format string, args ...any) error {
	w.closeDot()
	fmt.Fprintf(w.W, format, args...)
	w.W.WriteString("\r\n")
	return w.W.Flush()
}

// DotWriter returns a writer of a text; Close writes the line that is just a dot.
func (w *Writer) DotWriter() io.WriteCloser {
	w.closeDot()
	w.dot = &dotWriter{w: w, last: '\n'}
	return w.dot
}

func (w *Writer) closeDot() {
	if w.dot != nil {
		w.dot.Close()
	}
}

type dotWriter struct {
	w    *Writer
	last byte
}

func (d *dotWriter) Write(b []byte) (n int, err error) {
	bw := d.w.W
	for _, c := range b {
		if d.last == '\n' && c == '.' {
			bw.WriteByte('.')
		}
		if c == '\n' && d.last != '\r' {
			bw.WriteByte('\r')
		}
		if err = bw.WriteByte(c); err != nil {
			return n, err
		}
		d.last = c
		n++
	}
	return n, nil
}

func (d *dotWriter) Close() error {
	if d.w.dot == d {
		d.w.dot = nil
	}
	if d.last != '\n' {
		d.w.W.WriteString("\r\n")
	}
	d.w.W.WriteString(".\r\n")
	return d.w.W.Flush()
}
