package http

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// pattern is "[METHOD ][HOST]/[PATH]".
type pattern struct {
	text     string
	method   string
	host     string
	segments []segment
	loc      string // where it was registered
	handler  Handler
}

// segment is a part of a path: literal text, "/" for a path that ends there with a slash ({$}), or a wildcard called s
// for one segment or (multi) all that are left.
type segment struct {
	s     string
	wild  bool
	multi bool
}

func (p *pattern) String() string { return p.text }

func (p *pattern) last() segment { return p.segments[len(p.segments)-1] }

func parsePattern(s string) (_ *pattern, err error) {
	if s == "" {
		return nil, errors.New("empty pattern")
	}
	off := 0
	defer func() {
		if err != nil {
			err = fmt.Errorf("at offset %d: %w", off, err)
		}
	}()
	method, rest, found := s, "", false
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		method, rest, found = s[:i], strings.TrimLeft(s[i+1:], " \t"), true
	}
	if !found {
		rest = method
		method = ""
	}
	if method != "" && !isToken(method) {
		return nil, fmt.Errorf("invalid method %q", method)
	}
	p := &pattern{text: s, method: method}
	if found {
		off = len(method) + 1
	}
	i := strings.IndexByte(rest, '/')
	if i < 0 {
		return nil, errors.New("host/path missing /")
	}
	p.host = rest[:i]
	rest = rest[i:]
	if j := strings.IndexByte(p.host, '{'); j >= 0 {
		off += j
		return nil, errors.New("host contains '{' (missing initial '/'?)")
	}
	off += i
	if method != "" && method != "CONNECT" && rest != cleanPath(rest) {
		return nil, errors.New("non-CONNECT pattern with unclean path can never match")
	}
	seen := map[string]bool{}
	for rest != "" {
		rest = rest[1:]
		off = len(s) - len(rest)
		if rest == "" {
			p.segments = append(p.segments, segment{wild: true, multi: true})
			break
		}
		end := strings.IndexByte(rest, '/')
		if end < 0 {
			end = len(rest)
		}
		var seg string
		seg, rest = rest[:end], rest[end:]
		brace := strings.IndexByte(seg, '{')
		if brace < 0 {
			if u, err := url.PathUnescape(seg); err == nil {
				seg = u
			}
			p.segments = append(p.segments, segment{s: seg})
			continue
		}
		if brace != 0 {
			return nil, errors.New("bad wildcard segment (must start with '{')")
		}
		if seg[len(seg)-1] != '}' {
			return nil, errors.New("bad wildcard segment (must end with '}')")
		}
		name := seg[1 : len(seg)-1]
		if name == "$" {
			if rest != "" {
				return nil, errors.New("{$} not at end")
			}
			p.segments = append(p.segments, segment{s: "/"})
			break
		}
		name, multi := strings.CutSuffix(name, "...")
		if multi && rest != "" {
			return nil, errors.New("{...} wildcard not at end")
		}
		if name == "" {
			return nil, errors.New("empty wildcard")
		}
		for i, c := range name {
			if !unicode.IsLetter(c) && c != '_' && (i == 0 || !unicode.IsDigit(c)) {
				return nil, fmt.Errorf("bad wildcard name %q", name)
			}
		}
		if seen[name] {
			return nil, fmt.Errorf("duplicate wildcard name %q", name)
		}
		seen[name] = true
		p.segments = append(p.segments, segment{s: name, wild: true, multi: multi})
	}
	return p, nil
}

// match reports whether the pattern matches an (escaped) path, and what its wildcards stand for.
func (p *pattern) match(path string) (values []string, ok bool) {
	for i, seg := range p.segments {
		if path == "" {
			return nil, false // used up: further segments need at least a slash
		}
		if seg.multi {
			if seg.s != "" {
				values = append(values, unescapePath(path[1:]))
			}
			return values, true
		}
		if seg.s == "/" && !seg.wild {
			return values, path == "/" && i == len(p.segments)-1
		}
		part := path[1:]
		path = ""
		if k := strings.IndexByte(part, '/'); k >= 0 {
			part, path = part[:k], part[k:]
		}
		if seg.wild {
			if part == "" {
				return nil, false
			}
			values = append(values, unescapePath(part))
		} else if unescapePath(part) != seg.s {
			return nil, false
		}
	}
	return values, path == ""
}

func unescapePath(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// relation says how the sets of requests that two patterns match are to each other.
type relation int

const (
	equivalent   relation = iota
	moreGeneral           // the first matches all that the second does
	moreSpecific          // the other way round
	disjoint
	overlaps
)

func combine(a, b relation) relation {
	switch {
	case a == disjoint || b == disjoint:
		return disjoint
	case a == equivalent:
		return b
	case b == equivalent || a == b:
		return a
	}
	return overlaps
}

func (p *pattern) compareMethods(q *pattern) relation {
	switch {
	case p.method == q.method:
		return equivalent
	case p.method == "", p.method == "GET" && q.method == "HEAD":
		return moreGeneral
	case q.method == "", q.method == "GET" && p.method == "HEAD":
		return moreSpecific
	}
	return disjoint
}

func compareSegments(a, b segment) relation {
	switch {
	case a.multi && b.multi:
		return equivalent
	case a.multi:
		return moreGeneral
	case b.multi:
		return moreSpecific
	case a.wild && b.wild:
		return equivalent
	case a.wild:
		if b.s == "/" {
			return disjoint
		}
		return moreGeneral
	case b.wild:
		if a.s == "/" {
			return disjoint
		}
		return moreSpecific
	case a.s == b.s:
		return equivalent
	}
	return disjoint
}

func (p *pattern) comparePaths(q *pattern) relation {
	n, m := len(p.segments), len(q.segments)
	if n != m && !p.last().multi && !q.last().multi {
		return disjoint
	}
	rel := equivalent
	for i := range min(n, m) {
		if rel = combine(rel, compareSegments(p.segments[i], q.segments[i])); rel == disjoint {
			return rel
		}
	}
	switch {
	case n == m:
		return rel
	case n < m && p.last().multi:
		return combine(rel, moreGeneral)
	case m < n && q.last().multi:
		return combine(rel, moreSpecific)
	}
	return disjoint
}

func (p *pattern) compare(q *pattern) relation {
	return combine(p.compareMethods(q), p.comparePaths(q))
}

func describeConflict(p, q *pattern) string {
	methods, paths := p.compareMethods(q), p.comparePaths(q)
	switch {
	case combine(methods, paths) == equivalent:
		return fmt.Sprintf("%s matches the same requests as %s", p, q)
	case paths == overlaps:
		return fmt.Sprintf("%[1]s and %[2]s both match some paths, like %[3]q.\nBut neither is more specific than the other.\n"+
			"%[1]s matches %[4]q, but %[2]s doesn't.\n%[2]s matches %[5]q, but %[1]s doesn't.",
			p, q, commonPath(p, q), differencePath(p, q), differencePath(q, p))
	case methods == moreGeneral:
		return fmt.Sprintf("%s matches more methods than %s, but has a more specific path pattern", p, q)
	}
	return fmt.Sprintf("%s matches fewer methods than %s, but has a more general path pattern", p, q)
}

func segmentPath(s segment) string {
	if s.multi || s.s == "/" {
		return "/"
	}
	return "/" + s.s
}

// commonPath returns a path that both match, if there is one.
func commonPath(p, q *pattern) string {
	s := ""
	n, m := len(p.segments), len(q.segments)
	for i := range max(n, m) {
		switch {
		case i >= n || i < m && p.segments[i].wild:
			s += segmentPath(q.segments[i])
		default:
			s += segmentPath(p.segments[i])
		}
	}
	return s
}

// differencePath returns a path that p matches and q does not, if there is one.
func differencePath(p, q *pattern) string {
	s := ""
	for i, a := range p.segments {
		if i >= len(q.segments) {
			s += segmentPath(a)
			continue
		}
		b := q.segments[i]
		switch {
		case a.multi && b.multi:
			return s + "/"
		case a.multi:
			s += "/"
			if b.s == "/" {
				if a.s != "" {
					s += a.s
				} else {
					s += "x"
				}
			}
			return s
		case a.wild && !b.wild && a.s == b.s:
			s += "/" + b.s + "x"
		default:
			s += segmentPath(a)
		}
	}
	return s
}

// ServeMux calls the handler whose pattern fits a request best.
type ServeMux struct {
	mu       sync.RWMutex
	patterns []*pattern
}

// NewServeMux returns a ServeMux without patterns.
func NewServeMux() *ServeMux { return &ServeMux{} }

var defaultServeMux ServeMux

// DefaultServeMux is where Handle and HandleFunc register.
var DefaultServeMux = &defaultServeMux

func cleanPath(p string) string {
	if p == "" {
		return "/"
	}
	if p[0] != '/' {
		p = "/" + p
	}
	c := path.Clean(p)
	if p[len(p)-1] == '/' && c != "/" {
		c += "/"
	}
	return c
}

func stripHostPort(h string) string {
	if strings.Contains(h, ":") {
		if host, _, err := net.SplitHostPort(h); err == nil {
			return host
		}
	}
	return h
}

func (mux *ServeMux) find(host, method, path string) (best *pattern, values []string) {
	if path == "" {
		return nil, nil
	}
	for _, p := range mux.patterns {
		if p.host != "" && p.host != host || p.method != "" && p.method != method && !(p.method == "GET" && method == "HEAD") {
			continue
		}
		if best != nil && (best.host != "" && p.host == "" || (best.host == "") == (p.host == "") && p.compare(best) != moreSpecific) {
			continue
		}
		if v, ok := p.match(path); ok {
			best, values = p, v
		}
	}
	return best, values
}

// exact reports whether p matches the path not just because it is a prefix of it.
func (p *pattern) exact(path string) bool {
	if p == nil {
		return false
	}
	if !p.last().multi {
		return true
	}
	return strings.HasSuffix(path, "/") && len(p.segments) == strings.Count(path, "/")
}

func (mux *ServeMux) matchOrRedirect(host, method, path string, u *url.URL) (p *pattern, values []string, redirect *url.URL) {
	mux.mu.RLock()
	defer mux.mu.RUnlock()
	p, values = mux.find(host, method, path)
	if u != nil && !p.exact(path) && !strings.HasSuffix(path, "/") && path != "" {
		// A pattern for the directory, perhaps.
		if q, _ := mux.find(host, method, path+"/"); q.exact(path + "/") {
			return q, nil, &url.URL{Path: cleanPath(u.Path) + "/", RawQuery: u.RawQuery}
		}
	}
	return p, values, nil
}

func (mux *ServeMux) findHandler(r *Request) (h Handler, p *pattern, values []string, text string) {
	escaped := r.URL.EscapedPath()
	path := escaped
	host := r.URL.Host
	if r.Method == "CONNECT" {
		if _, _, u := mux.matchOrRedirect(host, r.Method, path, r.URL); u != nil {
			return RedirectHandler(u.String(), StatusTemporaryRedirect), nil, nil, u.Path
		}
		p, values, _ = mux.matchOrRedirect(r.Host, r.Method, path, nil)
	} else {
		host = stripHostPort(r.Host)
		path = cleanPath(path)
		var u *url.URL
		p, values, u = mux.matchOrRedirect(host, r.Method, path, r.URL)
		if u != nil {
			return RedirectHandler(u.String(), StatusTemporaryRedirect), nil, nil, p.text
		}
		if path != escaped {
			if p != nil {
				text = p.text
			}
			u := &url.URL{Path: path, RawQuery: r.URL.RawQuery}
			return RedirectHandler(u.String(), StatusTemporaryRedirect), nil, nil, text
		}
	}
	if p != nil {
		return p.handler, p, values, p.text
	}
	if allowed := mux.allowed(host, path); len(allowed) > 0 {
		return HandlerFunc(func(w ResponseWriter, r *Request) {
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			Error(w, StatusText(StatusMethodNotAllowed), StatusMethodNotAllowed)
		}), nil, nil, ""
	}
	return NotFoundHandler(), nil, nil, ""
}

// allowed returns the methods that there are patterns for.
func (mux *ServeMux) allowed(host, path string) []string {
	mux.mu.RLock()
	defer mux.mu.RUnlock()
	methods := map[string]bool{}
	for _, p := range mux.patterns {
		if p.host != "" && p.host != host || p.method == "" || path == "" {
			continue
		}
		_, ok := p.match(path)
		if !ok && !strings.HasSuffix(path, "/") {
			_, ok = p.match(path + "/")
		}
		if ok {
			methods[p.method] = true
			if p.method == "GET" {
				methods["HEAD"] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(methods))
}

// Handler returns the handler for a request, and the pattern that was matched.
func (mux *ServeMux) Handler(r *Request) (h Handler, pattern string) {
	h, _, _, pattern = mux.findHandler(r)
	return h, pattern
}

// ServeHTTP calls the handler for a request.
func (mux *ServeMux) ServeHTTP(w ResponseWriter, r *Request) {
	if r.RequestURI == "*" {
		if r.ProtoAtLeast(1, 1) {
			w.Header().Set("Connection", "close")
		}
		w.WriteHeader(StatusBadRequest)
		return
	}
	h, p, values, text := mux.findHandler(r)
	r.Pattern = text
	r.matches = values
	r.names = nil
	if p != nil {
		for _, seg := range p.segments {
			if seg.wild && seg.s != "" {
				r.names = append(r.names, seg.s)
			}
		}
	}
	h.ServeHTTP(w, r)
}

// Handle registers a handler; a pattern that conflicts with another is a panic.
func (mux *ServeMux) Handle(pattern string, handler Handler) { mux.register(pattern, handler) }

// HandleFunc registers a function.
func (mux *ServeMux) HandleFunc(pattern string, handler func(ResponseWriter, *Request)) {
	if handler == nil {
		panic("http: nil handler")
	}
	mux.register(pattern, HandlerFunc(handler))
}

// Handle registers a handler with DefaultServeMux.
func Handle(pattern string, handler Handler) { DefaultServeMux.register(pattern, handler) }

// HandleFunc registers a function with DefaultServeMux.
func HandleFunc(pattern string, handler func(ResponseWriter, *Request)) {
	if handler == nil {
		panic("http: nil handler")
	}
	DefaultServeMux.register(pattern, HandlerFunc(handler))
}

func (mux *ServeMux) register(text string, handler Handler) {
	if err := mux.registerErr(text, handler); err != nil {
		panic(err)
	}
}

func (mux *ServeMux) registerErr(text string, handler Handler) error {
	if text == "" {
		return errors.New("http: invalid pattern")
	}
	if f, ok := handler.(HandlerFunc); handler == nil || ok && f == nil {
		return errors.New("http: nil handler")
	}
	p, err := parsePattern(text)
	if err != nil {
		return fmt.Errorf("parsing %q: %w", text, err)
	}
	p.handler = handler
	p.loc = "unknown location"
	if _, file, line, ok := runtime.Caller(3); ok {
		p.loc = fmt.Sprintf("%s:%d", file, line)
	}
	mux.mu.Lock()
	defer mux.mu.Unlock()
	for _, q := range mux.patterns {
		if p.host != q.host {
			continue
		}
		if rel := p.compare(q); rel == equivalent || rel == overlaps {
			return fmt.Errorf("pattern %q (registered at %s) conflicts with pattern %q (registered at %s):\n%s", p, p.loc, q, q.loc, describeConflict(p, q))
		}
	}
	mux.patterns = append(mux.patterns, p)
	return nil
}
