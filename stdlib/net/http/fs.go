package http

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"net/textproto"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// FileSystem gives access to named files; names have slashes.
type FileSystem interface {
	Open(name string) (File, error)
}

// File is a file of a FileSystem.
type File interface {
	io.Closer
	io.Reader
	io.Seeker
	Readdir(count int) ([]fs.FileInfo, error)
	Stat() (fs.FileInfo, error)
}

// Dir is a directory of the system as a FileSystem.
type Dir string

// Open opens a file below the directory.
func (d Dir) Open(name string) (File, error) {
	p := path.Clean("/" + name)[1:]
	if p == "" {
		p = "."
	}
	p, err := filepath.Localize(p)
	if err != nil {
		return nil, errors.New("http: invalid or unsafe file path")
	}
	dir := string(d)
	if dir == "" {
		dir = "."
	}
	full := filepath.Join(dir, p)
	f, err := os.Open(full)
	if err != nil {
		return nil, mapOpenError(err, full)
	}
	return f, nil
}

// mapOpenError makes "not a directory" in the middle of a path "does not exist".
func mapOpenError(err error, name string) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return err
	}
	parts := strings.Split(name, string(filepath.Separator))
	for i := range parts {
		if parts[i] == "" {
			continue
		}
		fi, e := os.Stat(strings.Join(parts[:i+1], string(filepath.Separator)))
		if e != nil {
			return err
		}
		if !fi.IsDir() {
			return fs.ErrNotExist
		}
	}
	return err
}

// FS returns a FileSystem of an fs.FS.
func FS(fsys fs.FS) FileSystem { return ioFS{fsys} }

type ioFS struct{ fsys fs.FS }

func (f ioFS) Open(name string) (File, error) {
	if name == "/" {
		name = "."
	} else {
		name = strings.TrimPrefix(name, "/")
	}
	file, err := f.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	return ioFile{file}, nil
}

type ioFile struct{ file fs.File }

func (f ioFile) Close() error               { return f.file.Close() }
func (f ioFile) Read(b []byte) (int, error) { return f.file.Read(b) }
func (f ioFile) Stat() (fs.FileInfo, error) { return f.file.Stat() }

func (f ioFile) Seek(offset int64, whence int) (int64, error) {
	s, ok := f.file.(io.Seeker)
	if !ok {
		return 0, errors.New("io.File missing Seek method")
	}
	return s.Seek(offset, whence)
}

func (f ioFile) ReadDir(count int) ([]fs.DirEntry, error) {
	d, ok := f.file.(fs.ReadDirFile)
	if !ok {
		return nil, errors.New("io.File directory missing ReadDir method")
	}
	return d.ReadDir(count)
}

func (f ioFile) Readdir(count int) ([]fs.FileInfo, error) {
	entries, err := f.ReadDir(count)
	var list []fs.FileInfo
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return list, err
		}
		list = append(list, info)
	}
	return list, err
}

// FileServer serves the files of a FileSystem; index.html for directories, or a list.
func FileServer(root FileSystem) Handler { return &fileHandler{root} }

// FileServerFS serves the files of an fs.FS.
func FileServerFS(root fs.FS) Handler { return FileServer(FS(root)) }

type fileHandler struct{ root FileSystem }

func (f *fileHandler) ServeHTTP(w ResponseWriter, r *Request) {
	p := r.URL.Path
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
		r.URL.Path = p
	}
	serveFile(w, r, f.root, path.Clean(p), true)
}

func dotDot(p string) bool {
	return strings.Contains(p, "..") && slices.Contains(strings.FieldsFunc(p, func(r rune) bool { return r == '/' || r == '\\' }), "..")
}

// ServeFile answers with a file or directory of the system.
func ServeFile(w ResponseWriter, r *Request, name string) {
	if dotDot(r.URL.Path) {
		serveError(w, "invalid URL path", StatusBadRequest)
		return
	}
	dir, file := filepath.Split(name)
	serveFile(w, r, Dir(dir), file, false)
}

// ServeFileFS answers with a file or directory of an fs.FS.
func ServeFileFS(w ResponseWriter, r *Request, fsys fs.FS, name string) {
	if dotDot(r.URL.Path) {
		serveError(w, "invalid URL path", StatusBadRequest)
		return
	}
	serveFile(w, r, FS(fsys), name, false)
}

func serveError(w ResponseWriter, text string, code int) {
	h := w.Header()
	for _, k := range []string{"Cache-Control", "Content-Encoding", "Etag", "Last-Modified"} {
		h.Del(k)
	}
	Error(w, text, code)
}

func localRedirect(w ResponseWriter, r *Request, target string) {
	if q := r.URL.RawQuery; q != "" {
		target += "?" + q
	}
	w.Header().Set("Location", target)
	w.WriteHeader(StatusMovedPermanently)
}

func toHTTPError(err error) (text string, code int) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "404 page not found", StatusNotFound
	case errors.Is(err, fs.ErrPermission):
		return "403 Forbidden", StatusForbidden
	}
	return "500 Internal Server Error", StatusInternalServerError
}

func serveFile(w ResponseWriter, r *Request, fsys FileSystem, name string, redirect bool) {
	const index = "/index.html"
	if strings.HasSuffix(r.URL.Path, index) {
		localRedirect(w, r, "./")
		return
	}
	f, err := fsys.Open(name)
	if err != nil {
		text, code := toHTTPError(err)
		serveError(w, text, code)
		return
	}
	defer f.Close()
	d, err := f.Stat()
	if err != nil {
		text, code := toHTTPError(err)
		serveError(w, text, code)
		return
	}
	u := r.URL.Path
	if redirect {
		// Directories end with a slash, files do not.
		if d.IsDir() {
			if u[len(u)-1] != '/' {
				localRedirect(w, r, path.Base(u)+"/")
				return
			}
		} else if u[len(u)-1] == '/' {
			base := path.Base(u)
			if base == "/" || base == "." {
				serveError(w, "http: attempting to traverse a non-directory", StatusInternalServerError)
				return
			}
			localRedirect(w, r, "../"+base)
			return
		}
	}
	if d.IsDir() {
		if u == "" || u[len(u)-1] != '/' {
			localRedirect(w, r, path.Base(u)+"/")
			return
		}
		if ff, err := fsys.Open(strings.TrimSuffix(name, "/") + index); err == nil {
			defer ff.Close()
			if dd, err := ff.Stat(); err == nil {
				d, f = dd, ff
			}
		}
	}
	if d.IsDir() {
		if unmodifiedSince(r, d.ModTime()) {
			notModified(w)
			return
		}
		lastModified(w, d.ModTime())
		listDir(w, r, f)
		return
	}
	serveContent(w, r, d.Name(), d.ModTime(), func() (int64, error) { return d.Size(), nil }, f)
}

func listDir(w ResponseWriter, r *Request, f File) {
	var names []string
	var err error
	if d, ok := f.(fs.ReadDirFile); ok {
		var list []fs.DirEntry
		list, err = d.ReadDir(-1)
		for _, e := range list {
			name := e.Name()
			if e.IsDir() {
				name += "/"
			}
			names = append(names, name)
		}
	} else {
		var list []fs.FileInfo
		list, err = f.Readdir(-1)
		for _, e := range list {
			name := e.Name()
			if e.IsDir() {
				name += "/"
			}
			names = append(names, name)
		}
	}
	if err != nil {
		if s, ok := r.Context().Value(ServerContextKey).(*Server); ok {
			s.logf("http: error reading directory: %v", err)
		}
		Error(w, "Error reading directory", StatusInternalServerError)
		return
	}
	slices.SortFunc(names, func(a, b string) int {
		return strings.Compare(strings.TrimSuffix(a, "/"), strings.TrimSuffix(b, "/"))
	})
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n")
	for _, name := range names {
		u := url.URL{Path: name}
		fmt.Fprintf(w, "<a href=\"%s\">%s</a>\n", u.String(), htmlReplacer.Replace(name))
	}
	fmt.Fprintf(w, "</pre>\n")
}

// ServeContent answers with content, parts of it, or that it has not changed.
func ServeContent(w ResponseWriter, req *Request, name string, modtime time.Time, content io.ReadSeeker) {
	size := func() (int64, error) {
		n, err := content.Seek(0, io.SeekEnd)
		if err == nil {
			_, err = content.Seek(0, io.SeekStart)
		}
		if err != nil {
			return 0, errors.New("seeker can't seek")
		}
		return n, nil
	}
	serveContent(w, req, name, modtime, size, content)
}

func noTime(t time.Time) bool { return t.IsZero() || t.Equal(time.Unix(0, 0)) }

func lastModified(w ResponseWriter, t time.Time) {
	if !noTime(t) {
		w.Header().Set("Last-Modified", t.UTC().Format(TimeFormat))
	}
}

func notModified(w ResponseWriter) {
	h := w.Header()
	delete(h, "Content-Type")
	delete(h, "Content-Length")
	delete(h, "Content-Encoding")
	if h.Get("Etag") != "" {
		delete(h, "Last-Modified")
	}
	w.WriteHeader(StatusNotModified)
}

// cutETag returns the entity tag at the beginning of s.
func cutETag(s string) (etag, rest string) {
	s = textproto.TrimString(s)
	start := 0
	if strings.HasPrefix(s, "W/") {
		start = 2
	}
	if len(s[start:]) < 2 || s[start] != '"' {
		return "", ""
	}
	for i := start + 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == 0x21 || c >= 0x23 && c <= 0x7E || c >= 0x80:
		case c == '"':
			return s[:i+1], s[i+1:]
		default:
			return "", ""
		}
	}
	return "", ""
}

func matchesETag(list, etag string, weak bool) bool {
	for {
		list = textproto.TrimString(list)
		if list == "" {
			return false
		}
		if list[0] == ',' {
			list = list[1:]
			continue
		}
		if list[0] == '*' {
			return true
		}
		tag, rest := cutETag(list)
		if tag == "" {
			return false
		}
		if weak && strings.TrimPrefix(tag, "W/") == strings.TrimPrefix(etag, "W/") || !weak && tag == etag && tag[0] == '"' {
			return true
		}
		list = rest
	}
}

// unmodifiedSince reports whether If-Modified-Since says that the client has this version.
func unmodifiedSince(r *Request, modtime time.Time) bool {
	if r.Method != "GET" && r.Method != "HEAD" {
		return false
	}
	v := r.Header.Get("If-Modified-Since")
	if v == "" || noTime(modtime) {
		return false
	}
	t, err := ParseTime(v)
	return err == nil && !modtime.Truncate(time.Second).After(t)
}

// checkPreconditions answers if the request's conditions say that there is nothing to send; otherwise it returns the
// ranges that are wanted.
func checkPreconditions(w ResponseWriter, r *Request, modtime time.Time) (done bool, ranges string) {
	etag := w.Header().get("Etag")
	if im := r.Header.Get("If-Match"); im != "" {
		if !matchesETag(im, etag, false) {
			w.WriteHeader(StatusPreconditionFailed)
			return true, ""
		}
	} else if v := r.Header.Get("If-Unmodified-Since"); v != "" && !noTime(modtime) {
		if t, err := ParseTime(v); err == nil && modtime.Truncate(time.Second).After(t) {
			w.WriteHeader(StatusPreconditionFailed)
			return true, ""
		}
	}
	if inm := r.Header.get("If-None-Match"); inm != "" {
		if matchesETag(inm, etag, true) {
			if r.Method == "GET" || r.Method == "HEAD" {
				notModified(w)
			} else {
				w.WriteHeader(StatusPreconditionFailed)
			}
			return true, ""
		}
	} else if unmodifiedSince(r, modtime) {
		notModified(w)
		return true, ""
	}
	ranges = r.Header.get("Range")
	if v := r.Header.get("If-Range"); ranges != "" && v != "" && (r.Method == "GET" || r.Method == "HEAD") {
		ok := false
		if tag, _ := cutETag(v); tag != "" {
			ok = tag == etag && tag[0] == '"'
		} else if t, err := ParseTime(v); err == nil && !modtime.IsZero() {
			ok = t.Unix() == modtime.Unix()
		}
		if !ok {
			ranges = ""
		}
	}
	return false, ranges
}

func serveContent(w ResponseWriter, r *Request, name string, modtime time.Time, sizeOf func() (int64, error), content io.ReadSeeker) {
	lastModified(w, modtime)
	done, rangeText := checkPreconditions(w, r, modtime)
	if done {
		return
	}
	code := StatusOK
	types, typed := w.Header()["Content-Type"]
	ctype := ""
	if !typed {
		if ctype = mime.TypeByExtension(filepath.Ext(name)); ctype == "" {
			var buf [512]byte
			n, _ := io.ReadFull(content, buf[:])
			ctype = DetectContentType(buf[:n])
			if _, err := content.Seek(0, io.SeekStart); err != nil {
				serveError(w, "seeker can't seek", StatusInternalServerError)
				return
			}
		}
		w.Header().Set("Content-Type", ctype)
	} else if len(types) > 0 {
		ctype = types[0]
	}
	size, err := sizeOf()
	if err == nil && size < 0 {
		err = errors.New("negative content size computed")
	}
	if err != nil {
		serveError(w, err.Error(), StatusInternalServerError)
		return
	}
	send := size
	body := io.Reader(content)
	ranges, err := parseRange(rangeText, size)
	if err == errNoOverlap && size == 0 {
		ranges, err = nil, nil
	}
	if err != nil {
		if err == errNoOverlap {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes */%d", size))
		}
		serveError(w, err.Error(), StatusRequestedRangeNotSatisfiable)
		return
	}
	total := int64(0)
	for _, ra := range ranges {
		total += ra.length
	}
	if total > size {
		ranges = nil // more than all of it
	}
	switch {
	case len(ranges) == 1:
		ra := ranges[0]
		if _, err := content.Seek(ra.start, io.SeekStart); err != nil {
			serveError(w, err.Error(), StatusRequestedRangeNotSatisfiable)
			return
		}
		send = ra.length
		code = StatusPartialContent
		w.Header().Set("Content-Range", ra.contentRange(size))
	case len(ranges) > 1:
		send = rangesSize(ranges, ctype, size)
		code = StatusPartialContent
		pr, pw := io.Pipe()
		mw := multipart.NewWriter(pw)
		w.Header().Set("Content-Type", "multipart/byteranges; boundary="+mw.Boundary())
		body = pr
		defer pr.Close()
		go func() {
			for _, ra := range ranges {
				part, err := mw.CreatePart(ra.header(ctype, size))
				if err == nil {
					_, err = content.Seek(ra.start, io.SeekStart)
				}
				if err == nil {
					_, err = io.CopyN(part, content, ra.length)
				}
				if err != nil {
					pw.CloseWithError(err)
					return
				}
			}
			mw.Close()
			pw.Close()
		}()
	}
	w.Header().Set("Accept-Ranges", "bytes")
	if len(ranges) > 0 || w.Header().Get("Content-Encoding") == "" {
		w.Header().Set("Content-Length", strconv.FormatInt(send, 10))
	}
	w.WriteHeader(code)
	if r.Method != "HEAD" {
		io.CopyN(w, body, send)
	}
}

// byteRange is a part of a content.
type byteRange struct{ start, length int64 }

func (r byteRange) contentRange(size int64) string {
	return fmt.Sprintf("bytes %d-%d/%d", r.start, r.start+r.length-1, size)
}

func (r byteRange) header(ctype string, size int64) textproto.MIMEHeader {
	return textproto.MIMEHeader{"Content-Range": {r.contentRange(size)}, "Content-Type": {ctype}}
}

type countWriter int64

func (c *countWriter) Write(p []byte) (int, error) {
	*c += countWriter(len(p))
	return len(p), nil
}

// rangesSize returns how many bytes several ranges take.
func rangesSize(ranges []byteRange, ctype string, size int64) int64 {
	var n countWriter
	mw := multipart.NewWriter(&n)
	total := int64(0)
	for _, ra := range ranges {
		mw.CreatePart(ra.header(ctype, size))
		total += ra.length
	}
	mw.Close()
	return total + int64(n)
}

var errNoOverlap = errors.New("invalid range: failed to overlap")

func parseRange(s string, size int64) ([]byteRange, error) {
	if s == "" {
		return nil, nil
	}
	invalid := errors.New("invalid range")
	list, ok := strings.CutPrefix(s, "bytes=")
	if !ok {
		return nil, invalid
	}
	var ranges []byteRange
	missed := false
	for part := range strings.SplitSeq(list, ",") {
		part = textproto.TrimString(part)
		if part == "" {
			continue
		}
		start, end, ok := strings.Cut(part, "-")
		if !ok {
			return nil, invalid
		}
		start, end = textproto.TrimString(start), textproto.TrimString(end)
		if start == "" {
			// The last bytes.
			n, err := strconv.ParseInt(end, 10, 64)
			if end == "" || end[0] == '-' || n < 0 || err != nil {
				return nil, invalid
			}
			n = min(n, size)
			ranges = append(ranges, byteRange{size - n, n})
			continue
		}
		from, err := strconv.ParseInt(start, 10, 64)
		if err != nil || from < 0 {
			return nil, invalid
		}
		if from >= size {
			missed = true
			continue
		}
		r := byteRange{from, size - from}
		if end != "" {
			to, err := strconv.ParseInt(end, 10, 64)
			if err != nil || from > to {
				return nil, invalid
			}
			r.length = min(to, size-1) - from + 1
		}
		ranges = append(ranges, r)
	}
	if missed && len(ranges) == 0 {
		return nil, errNoOverlap
	}
	return ranges, nil
}

// NewFileTransport returns a RoundTripper that answers with files.
func NewFileTransport(fsys FileSystem) RoundTripper { return fileTransport{&fileHandler{fsys}} }

// NewFileTransportFS returns a RoundTripper that answers with files of an fs.FS.
func NewFileTransportFS(fsys fs.FS) RoundTripper { return NewFileTransport(FS(fsys)) }

type fileTransport struct{ h *fileHandler }

func (t fileTransport) RoundTrip(req *Request) (*Response, error) {
	pr, pw := io.Pipe()
	w := &pipeWriter{
		header: make(Header),
		pw:     pw,
		ready:  make(chan *Response, 1),
		resp:   &Response{Proto: "HTTP/1.0", ProtoMajor: 1, Header: nil, Close: true, Body: pr, Request: req},
	}
	w.resp.Header = w.header
	go func() {
		t.h.ServeHTTP(w, req)
		if !w.sent {
			w.WriteHeader(StatusOK)
		}
		pw.Close()
	}()
	return <-w.ready, nil
}

// pipeWriter is the ResponseWriter of a fileTransport.
type pipeWriter struct {
	header Header
	pw     *io.PipeWriter
	ready  chan *Response
	resp   *Response
	sent   bool
}

func (w *pipeWriter) Header() Header { return w.header }

func (w *pipeWriter) WriteHeader(code int) {
	if w.sent {
		return
	}
	w.sent = true
	w.resp.StatusCode = code
	w.resp.Status = fmt.Sprintf("%d %s", code, StatusText(code))
	w.resp.ContentLength = -1
	if n, err := strconv.ParseInt(w.header.Get("Content-Length"), 10, 64); err == nil {
		w.resp.ContentLength = n
	}
	w.ready <- w.resp
}

func (w *pipeWriter) Write(p []byte) (int, error) {
	if !w.sent {
		w.WriteHeader(StatusOK)
	}
	return w.pw.Write(p)
}
