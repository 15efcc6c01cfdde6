// Package multipart reads and writes bodies of several parts: forms with files, above all.
package multipart

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

var emptyParams = make(map[string]string)

// Part is one part of a body.
type Part struct {
	Header textproto.MIMEHeader

	mr          *Reader
	disposition string
	params      map[string]string
	r           io.Reader // what Read reads: the raw part, or its decoded text
	n           int       // bytes in the buffer that belong to the part
	total       int64
	err         error // at the end of those bytes
	readErr     error
}

// FormName returns the name parameter of a part of form-data.
func (p *Part) FormName() string {
	if p.params == nil {
		p.parseDisposition()
	}
	if p.disposition != "form-data" {
		return ""
	}
	return p.params["name"]
}

// FileName returns the filename parameter, without directories.
func (p *Part) FileName() string {
	if p.params == nil {
		p.parseDisposition()
	}
	name := p.params["filename"]
	if name == "" {
		return ""
	}
	return filepath.Base(name)
}

func (p *Part) parseDisposition() {
	var err error
	p.disposition, p.params, err = mime.ParseMediaType(p.Header.Get("Content-Disposition"))
	if err != nil {
		p.params = emptyParams
	}
}

// Read reads the part's body.
func (p *Part) Read(d []byte) (n int, err error) { return p.r.Read(d) }

// Close skips the rest of the part.
func (p *Part) Close() error {
	io.Copy(io.Discard, p)
	return nil
}

// rawPart reads the part as it stands.
type rawPart struct{ p *Part }

func (r rawPart) Read(d []byte) (int, error) {
	p := r.p
	br := p.mr.r
	// More input until something is known to belong to the part.
	for p.n == 0 && p.readErr == nil {
		peek, _ := br.Peek(br.Buffered())
		p.n, p.readErr = scanBoundary(peek, p.mr.dashBoundary, p.mr.nlDashBoundary, p.total, p.err)
		if p.n == 0 && p.readErr == nil {
			_, p.err = br.Peek(len(peek) + 1)
			if p.err == io.EOF {
				p.err = io.ErrUnexpectedEOF
			}
		}
	}
	if p.n == 0 {
		return 0, p.readErr
	}
	n := min(len(d), p.n)
	n, _ = br.Read(d[:n])
	p.total += int64(n)
	p.n -= n
	if p.n == 0 {
		return n, p.readErr
	}
	return n, nil
}

// scanBoundary returns how many bytes of buf belong to the part; io.EOF: up to the boundary.
func scanBoundary(buf, dash, nlDash []byte, total int64, readErr error) (int, error) {
	if total == 0 {
		if bytes.HasPrefix(buf, dash) {
			switch matchAfter(buf, dash, readErr) {
			case -1:
				return len(dash), nil
			case 0:
				return 0, nil
			case 1:
				return 0, io.EOF
			}
		}
		if bytes.HasPrefix(dash, buf) {
			return 0, readErr
		}
	}
	if i := bytes.Index(buf, nlDash); i >= 0 {
		switch matchAfter(buf[i:], nlDash, readErr) {
		case -1:
			return i + len(nlDash), nil
		case 0:
			return i, nil
		case 1:
			return i, io.EOF
		}
	}
	if bytes.HasPrefix(nlDash, buf) {
		return 0, readErr
	}
	// The end may be the beginning of a boundary.
	i := bytes.LastIndexByte(buf, nlDash[0])
	if i >= 0 && bytes.HasPrefix(nlDash, buf[i:]) {
		return i, nil
	}
	return len(buf), readErr
}

// matchAfter says whether what follows the prefix makes it a boundary: 1 yes, -1 no, 0 not known yet.
func matchAfter(buf, prefix []byte, readErr error) int {
	if len(buf) == len(prefix) {
		if readErr != nil {
			return 1
		}
		return 0
	}
	switch c := buf[len(prefix)]; c {
	case ' ', '\t', '\r', '\n':
		return 1
	case '-':
		if len(buf) == len(prefix)+1 {
			if readErr != nil {
				return -1
			}
			return 0
		}
		if buf[len(prefix)+1] == '-' {
			return 1
		}
	}
	return -1
}

// Reader reads the parts of a body.
type Reader struct {
	r              *bufio.Reader
	tempDir        string
	current        *Part
	parts          int
	nl             []byte // "\r\n" or "\n"
	nlDashBoundary []byte
	dashDash       []byte
	dashBoundary   []byte
}

// NewReader returns a Reader; the boundary is that of the Content-Type header.
func NewReader(r io.Reader, boundary string) *Reader {
	b := []byte("\r\n--" + boundary + "--")
	return &Reader{
		r:              bufio.NewReaderSize(r, 4096+len(b)),
		nl:             b[:2],
		nlDashBoundary: b[:len(b)-2],
		dashDash:       b[2:],
		dashBoundary:   b[2 : len(b)-2],
	}
}

// NextPart returns the next part, io.EOF after the last. Quoted-printable parts are decoded.
func (r *Reader) NextPart() (*Part, error) { return r.next(false) }

// NextRawPart is NextPart without decoding.
func (r *Reader) NextRawPart() (*Part, error) { return r.next(true) }

func (r *Reader) next(raw bool) (*Part, error) {
	if r.current != nil {
		r.current.Close()
	}
	if string(r.dashBoundary) == "--" {
		return nil, fmt.Errorf("multipart: boundary is empty")
	}
	expect := false
	for {
		line, err := r.r.ReadSlice('\n')
		if err == io.EOF && r.isFinal(line) {
			return nil, io.EOF
		}
		if err != nil {
			return nil, fmt.Errorf("multipart: NextPart: %w", err)
		}
		if r.isDelimiter(line) {
			r.parts++
			p := &Part{mr: r}
			h, err := textproto.NewReader(r.r).ReadMIMEHeader()
			if err != nil {
				if err == io.EOF {
					err = io.ErrUnexpectedEOF
				}
				return nil, err
			}
			p.Header = h
			p.r = rawPart{p}
			const cte = "Content-Transfer-Encoding"
			if !raw && strings.EqualFold(p.Header.Get(cte), "quoted-printable") {
				p.Header.Del(cte)
				p.r = quotedprintable.NewReader(p.r)
			}
			r.current = p
			return p, nil
		}
		if r.isFinal(line) {
			return nil, io.EOF
		}
		if expect {
			return nil, fmt.Errorf("multipart: expecting a new Part; got line %q", string(line))
		}
		if r.parts == 0 {
			continue // text before the first part
		}
		if bytes.Equal(line, r.nl) {
			expect = true
			continue
		}
		return nil, fmt.Errorf("multipart: unexpected line in Next(): %q", line)
	}
}

func (r *Reader) isFinal(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, r.dashDash)
	rest = bytes.TrimLeft(rest, " \t")
	return ok && (len(rest) == 0 || bytes.Equal(rest, r.nl))
}

func (r *Reader) isDelimiter(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, r.dashBoundary)
	if !ok {
		return false
	}
	rest = bytes.TrimLeft(rest, " \t")
	if r.parts == 0 && len(rest) == 1 && rest[0] == '\n' {
		// Lines that end with just a newline.
		r.nl = r.nl[1:]
		r.nlDashBoundary = r.nlDashBoundary[1:]
	}
	return bytes.Equal(rest, r.nl)
}

// ErrMessageTooLarge says that the parts that are no files are too large for the memory allowed.
var ErrMessageTooLarge = errors.New("multipart: message too large")

// Form is a parsed form; RemoveAll removes its files.
type Form struct {
	Value map[string][]string
	File  map[string][]*FileHeader
}

// FileHeader is a file of a form.
type FileHeader struct {
	Filename string
	Header   textproto.MIMEHeader
	Size     int64

	content []byte
	tmpfile string
}

// File is an opened file of a form.
type File interface {
	io.Reader
	io.ReaderAt
	io.Seeker
	io.Closer
}

type memoryFile struct{ *io.SectionReader }

func (memoryFile) Close() error { return nil }

// Open opens the file.
func (fh *FileHeader) Open() (File, error) {
	if fh.tmpfile == "" {
		return memoryFile{io.NewSectionReader(bytes.NewReader(fh.content), 0, int64(len(fh.content)))}, nil
	}
	return os.Open(fh.tmpfile)
}

// RemoveAll removes the form's files from the disk.
func (f *Form) RemoveAll() error {
	var err error
	for _, list := range f.File {
		for _, fh := range list {
			if fh.tmpfile != "" {
				if e := os.Remove(fh.tmpfile); e != nil && !errors.Is(e, os.ErrNotExist) && err == nil {
					err = e
				}
			}
		}
	}
	return err
}

const maxParts = 1000

// ReadForm reads a whole form: up to maxMemory bytes of files in memory, the others on the disk; up to 10 MB besides for
// other values.
func (r *Reader) ReadForm(maxMemory int64) (form *Form, err error) {
	form = &Form{make(map[string][]string), make(map[string][]*FileHeader)}
	defer func() {
		if err != nil {
			form.RemoveAll()
			form = nil
		}
	}()
	files := max(maxMemory, 0)
	values := files + 10<<20
	if values < files {
		values = files
	}
	for n := 0; ; n++ {
		p, err := r.next(false)
		if err == io.EOF {
			return form, nil
		}
		if err != nil {
			return form, err
		}
		if n >= maxParts {
			return form, ErrMessageTooLarge
		}
		name := p.FormName()
		if name == "" {
			continue
		}
		filename := p.FileName()
		values -= int64(len(name)) + 100
		if values < 0 {
			return form, ErrMessageTooLarge
		}
		var b bytes.Buffer
		if filename == "" && !hasFilename(p) {
			got, err := io.CopyN(&b, p, values+1)
			if err != nil && err != io.EOF {
				return form, err
			}
			if values -= got; values < 0 {
				return form, ErrMessageTooLarge
			}
			form.Value[name] = append(form.Value[name], b.String())
			continue
		}
		fh := &FileHeader{Filename: filename, Header: p.Header}
		got, err := io.CopyN(&b, p, files+1)
		if err != nil && err != io.EOF {
			return form, err
		}
		if got > files {
			file, err := os.CreateTemp(r.tempDir, "multipart-")
			if err != nil {
				return form, err
			}
			fh.tmpfile = file.Name()
			form.File[name] = append(form.File[name], fh)
			size, err := io.Copy(file, io.MultiReader(&b, p))
			if e := file.Close(); err == nil {
				err = e
			}
			if err != nil {
				return form, err
			}
			fh.Size = size
			continue
		}
		fh.content = b.Bytes()
		fh.Size = got
		files -= got
		form.File[name] = append(form.File[name], fh)
	}
}

func hasFilename(p *Part) bool {
	_, ok := p.params["filename"]
	return ok
}

// Writer writes parts.
type Writer struct {
	w        io.Writer
	boundary string
	last     *partWriter
}

// NewWriter returns a Writer with a random boundary.
func NewWriter(w io.Writer) *Writer {
	var b [30]byte
	rand.Read(b[:])
	return &Writer{w: w, boundary: fmt.Sprintf("%x", b[:])}
}

// Boundary returns the boundary.
func (w *Writer) Boundary() string { return w.boundary }

// SetBoundary sets the boundary, before any part.
func (w *Writer) SetBoundary(boundary string) error {
	if w.last != nil {
		return errors.New("mime: SetBoundary called after write")
	}
	if len(boundary) < 1 || len(boundary) > 70 {
		return errors.New("mime: invalid boundary length")
	}
	for i, c := range boundary {
		switch {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c < 0x80 && strings.ContainsRune("'()+_,-./:=?", c):
		case c == ' ' && i != len(boundary)-1:
		default:
			return errors.New("mime: invalid boundary character")
		}
	}
	w.boundary = boundary
	return nil
}

// FormDataContentType returns the Content-Type of the form.
func (w *Writer) FormDataContentType() string {
	b := w.boundary
	if strings.ContainsAny(b, `()<>@,;:\"/[]?= `) {
		b = `"` + b + `"`
	}
	return "multipart/form-data; boundary=" + b
}

// CreatePart begins a part; what is written to the result is its body.
func (w *Writer) CreatePart(header textproto.MIMEHeader) (io.Writer, error) {
	if w.last != nil {
		if err := w.last.close(); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if w.last != nil {
		b.WriteString("\r\n")
	}
	fmt.Fprintf(&b, "--%s\r\n", w.boundary)
	keys := make([]string, 0, len(header))
	for k := range header {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		for _, v := range header[k] {
			fmt.Fprintf(&b, "%s: %s\r\n", k, v)
		}
	}
	b.WriteString("\r\n")
	if _, err := io.Copy(w.w, &b); err != nil {
		return nil, err
	}
	w.last = &partWriter{mw: w}
	return w.last, nil
}

var quoteEscaper = strings.NewReplacer("\\", "\\\\", `"`, "\\\"", "\r", "%0D", "\n", "%0A")

// FileContentDisposition returns the Content-Disposition of a file of a form.
func FileContentDisposition(fieldname, filename string) string {
	return fmt.Sprintf(`form-data; name="%s"; filename="%s"`, quoteEscaper.Replace(fieldname), quoteEscaper.Replace(filename))
}

// CreateFormFile begins a file of a form.
func (w *Writer) CreateFormFile(fieldname, filename string) (io.Writer, error) {
	return w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {FileContentDisposition(fieldname, filename)},
		"Content-Type":        {"application/octet-stream"},
	})
}

// CreateFormField begins a value of a form.
func (w *Writer) CreateFormField(fieldname string) (io.Writer, error) {
	return w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"`, quoteEscaper.Replace(fieldname))}})
}

// WriteField writes a value of a form.
func (w *Writer) WriteField(fieldname, value string) error {
	p, err := w.CreateFormField(fieldname)
	if err == nil {
		_, err = p.Write([]byte(value))
	}
	return err
}

// Close writes the end.
func (w *Writer) Close() error {
	if w.last != nil {
		if err := w.last.close(); err != nil {
			return err
		}
		w.last = nil
	}
	_, err := fmt.Fprintf(w.w, "\r\n--%s--\r\n", w.boundary)
	return err
}

type partWriter struct {
	mw     *Writer
	closed bool
	err    error
}

func (p *partWriter) close() error {
	p.closed = true
	return p.err
}

func (p *partWriter) Write(d []byte) (n int, err error) {
	if p.closed {
		return 0, errors.New("multipart: can't write to finished part")
	}
	n, err = p.mw.w.Write(d)
	if err != nil {
		p.err = err
	}
	return
}
