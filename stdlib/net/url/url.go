// Package url parses URLs and escapes what stands in them.
package url

import (
	"errors"
	"fmt"
	"net/netip"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Error is an error with the operation and the URL.
type Error struct {
	Op  string
	URL string
	Err error
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
func (e *Error) Error() string { return fmt.Sprintf("%s %q: %s", e.Op, e.URL, e.Err) }

// Timeout reports whether the cause is a timeout.
func (e *Error) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// Temporary reports whether the cause is temporary.
func (e *Error) Temporary() bool {
	t, ok := e.Err.(interface{ Temporary() bool })
	return ok && t.Temporary()
}

// EscapeError is a %-escape that is none.
type EscapeError string

func (e EscapeError) Error() string { return "invalid URL escape " + strconv.Quote(string(e)) }

// InvalidHostError is a character that a host must not have.
type InvalidHostError string

func (e InvalidHostError) Error() string {
	return "invalid character " + strconv.Quote(string(e)) + " in host name"
}

// mode is a part of a URL: its text is what may stand there besides letters, digits and -._~.
type mode string

const (
	inPath     mode = "$&+,/:;=@"
	inSegment  mode = "$&+:=@"
	inHost     mode = "!\"$&'()*+,:;<=>[]"
	inUser     mode = "$&+,;="
	inQuery    mode = ""
	inFragment mode = "!$&()*+,/:;=?@"
)

func shouldEscape(c byte, m mode) bool {
	if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~' {
		return false
	}
	return strings.IndexByte(string(m), c) < 0
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// QueryUnescape undoes QueryEscape.
func QueryUnescape(s string) (string, error) { return unescape(s, inQuery, false) }

// PathUnescape undoes PathEscape.
func PathUnescape(s string) (string, error) { return unescape(s, inSegment, false) }

func unescape(s string, m mode, zone bool) (string, error) {
	host := m == inHost
	if !host && strings.IndexByte(s, '%') < 0 && (m != inQuery || strings.IndexByte(s, '+') < 0) {
		return s, nil
	}
	t := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%':
			if i+2 >= len(s) || unhex(s[i+1]) < 0 || unhex(s[i+2]) < 0 {
				return "", EscapeError(s[i:min(i+3, len(s))])
			}
			v := byte(unhex(s[i+1])<<4 | unhex(s[i+2]))
			// RFC 6874: in hosts %25 only, and bytes beyond ASCII; in zones what may stand there unescaped, and space.
			if host && v != '%' {
				if !zone && v < 0x80 || zone && v != ' ' && shouldEscape(v, inHost) {
					return "", EscapeError(s[i : i+3])
				}
			}
			t = append(t, v)
			i += 2
		case c == '+' && m == inQuery:
			t = append(t, ' ')
		case host && c < 0x80 && shouldEscape(c, m):
			return "", InvalidHostError(s[i : i+1])
		default:
			t = append(t, c)
		}
	}
	return string(t), nil
}

// QueryEscape escapes s so that it may stand in a query.
func QueryEscape(s string) string { return escape(s, inQuery) }

// PathEscape escapes s so that it may stand in a path, as one segment of it.
func PathEscape(s string) string { return escape(s, inSegment) }

func escape(s string, m mode) string {
	i := 0
	for i < len(s) && !shouldEscape(s[i], m) {
		i++
	}
	if i == len(s) {
		return s
	}
	const hex = "0123456789ABCDEF"
	t := append(make([]byte, 0, len(s)+16), s[:i]...)
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' && m == inQuery:
			t = append(t, '+')
		case shouldEscape(c, m):
			t = append(t, '%', hex[c>>4], hex[c&15])
		default:
			t = append(t, c)
		}
	}
	return string(t)
}

// URL is a parsed URL: [scheme:][//[userinfo@]host][/]path[?query][#fragment], or scheme:opaque[?query][#fragment].
// Path and Fragment are unescaped; RawPath and RawFragment are set where the default escaping would not give the original.
type URL struct {
	Scheme      string
	Opaque      string
	User        *Userinfo
	Host        string
	Path        string
	Fragment    string
	RawQuery    string
	RawPath     string
	RawFragment string
	ForceQuery  bool
	OmitHost    bool
}

// Userinfo is the user's name and perhaps password.
type Userinfo struct {
	username    string
	password    string
	passwordSet bool
}

// User returns a Userinfo without password.
func User(username string) *Userinfo { return &Userinfo{username: username} }

// UserPassword returns a Userinfo with password.
func UserPassword(username, password string) *Userinfo { return &Userinfo{username, password, true} }

// Username returns the name.
func (u *Userinfo) Username() string {
	if u == nil {
		return ""
	}
	return u.username
}

// Password returns the password, and whether there is one.
func (u *Userinfo) Password() (string, bool) {
	if u == nil {
		return "", false
	}
	return u.password, u.passwordSet
}

// String returns the userinfo as it stands in a URL.
func (u *Userinfo) String() string {
	if u == nil {
		return ""
	}
	s := escape(u.username, inUser)
	if u.passwordSet {
		s += ":" + escape(u.password, inUser)
	}
	return s
}

func cutScheme(s string) (scheme, rest string, err error) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
		case '0' <= c && c <= '9' || c == '+' || c == '-' || c == '.':
			if i == 0 {
				return "", s, nil
			}
		case c == ':':
			if i == 0 {
				return "", "", errors.New("missing protocol scheme")
			}
			return s[:i], s[i+1:], nil
		default:
			return "", s, nil
		}
	}
	return "", s, nil
}

// Parse parses a URL, absolute or relative.
func Parse(rawURL string) (*URL, error) {
	s, fragment, _ := strings.Cut(rawURL, "#")
	u, err := parse(s, false)
	if err != nil {
		return nil, &Error{"parse", s, err}
	}
	if fragment == "" {
		return u, nil
	}
	if err = u.setFragment(fragment); err != nil {
		return nil, &Error{"parse", rawURL, err}
	}
	return u, nil
}

// ParseRequestURI parses the URL of an HTTP request: absolute, or an absolute path, and without fragment.
func ParseRequestURI(rawURL string) (*URL, error) {
	u, err := parse(rawURL, true)
	if err != nil {
		return nil, &Error{"parse", rawURL, err}
	}
	return u, nil
}

func parse(s string, request bool) (*URL, error) {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] == 0x7f {
			return nil, errors.New("net/url: invalid control character in URL")
		}
	}
	if s == "" && request {
		return nil, errors.New("empty url")
	}
	u := new(URL)
	if s == "*" {
		u.Path = "*"
		return u, nil
	}
	scheme, rest, err := cutScheme(s)
	if err != nil {
		return nil, err
	}
	u.Scheme = strings.ToLower(scheme)
	if strings.HasSuffix(rest, "?") && strings.Count(rest, "?") == 1 {
		u.ForceQuery = true
		rest = rest[:len(rest)-1]
	} else {
		rest, u.RawQuery, _ = strings.Cut(rest, "?")
	}
	if !strings.HasPrefix(rest, "/") {
		if u.Scheme != "" {
			u.Opaque = rest
			return u, nil
		}
		if request {
			return nil, errors.New("invalid URI for request")
		}
		if segment, _, _ := strings.Cut(rest, "/"); strings.Contains(segment, ":") {
			return nil, errors.New("first path segment in URL cannot contain colon")
		}
	}
	if strings.HasPrefix(rest, "//") && (u.Scheme != "" || !request && !strings.HasPrefix(rest, "///")) {
		authority := rest[2:]
		rest = ""
		if i := strings.Index(authority, "/"); i >= 0 {
			authority, rest = authority[:i], authority[i:]
		}
		if u.User, u.Host, err = parseAuthority(u.Scheme, authority); err != nil {
			return nil, err
		}
	} else if u.Scheme != "" && strings.HasPrefix(rest, "/") {
		u.OmitHost = true
	}
	if err := u.setPath(rest); err != nil {
		return nil, err
	}
	return u, nil
}

func parseAuthority(scheme, authority string) (user *Userinfo, host string, err error) {
	i := strings.LastIndex(authority, "@")
	if host, err = parseHost(scheme, authority[i+1:]); err != nil || i < 0 {
		return nil, host, err
	}
	info := authority[:i]
	for _, r := range info {
		if r >= 0x80 || shouldEscape(byte(r), "!$&'()*+,;=:%@") {
			return nil, "", errors.New("net/url: invalid userinfo")
		}
	}
	name, password, set := strings.Cut(info, ":")
	if name, err = unescape(name, inUser, false); err != nil {
		return nil, "", err
	}
	if !set {
		return User(name), host, nil
	}
	if password, err = unescape(password, inUser, false); err != nil {
		return nil, "", err
	}
	return UserPassword(name, password), host, nil
}

func parseHost(scheme, host string) (string, error) {
	open := strings.LastIndex(host, "[")
	if open > 0 {
		return "", errors.New("invalid IP-literal")
	}
	if open == 0 {
		end := strings.LastIndex(host, "]")
		if end < 0 {
			return "", errors.New("missing ']' in host")
		}
		port := host[end+1:]
		if !validPort(port) {
			return "", fmt.Errorf("invalid port %q after host", port)
		}
		name, zone := host[1:end], ""
		if i := strings.Index(name, "%25"); i >= 0 {
			name, zone = name[:i], name[i:]
		}
		name, err := unescape(name, inHost, false)
		if err != nil {
			return "", err
		}
		if zone, err = unescape(zone, inHost, true); err != nil {
			return "", err
		}
		addr, err := netip.ParseAddr(name + zone)
		if err != nil {
			return "", fmt.Errorf("invalid host: %w", err)
		}
		if addr.Is4() {
			return "", errors.New("invalid IP-literal")
		}
		return "[" + name + zone + "]" + port, nil
	}
	if i := strings.Index(host, ":"); i >= 0 {
		if scheme != "http" && scheme != "https" {
			i = strings.LastIndex(host, ":")
		}
		if port := host[i:]; !validPort(port) {
			return "", fmt.Errorf("invalid port %q after host", port)
		}
	}
	return unescape(host, inHost, false)
}

// validPort reports whether s is "" or a colon with digits.
func validPort(s string) bool {
	if s == "" {
		return true
	}
	if s[0] != ':' {
		return false
	}
	for _, c := range s[1:] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func (u *URL) setPath(p string) error {
	path, err := unescape(p, inPath, false)
	if err != nil {
		return err
	}
	u.Path = path
	u.RawPath = ""
	if escape(path, inPath) != p {
		u.RawPath = p
	}
	return nil
}

func (u *URL) setFragment(f string) error {
	fragment, err := unescape(f, inFragment, false)
	if err != nil {
		return err
	}
	u.Fragment = fragment
	u.RawFragment = ""
	if escape(fragment, inFragment) != f {
		u.RawFragment = f
	}
	return nil
}

// rawOr returns raw if it is a valid escaping of plain, otherwise the default escaping.
func rawOr(raw, plain string, m mode) string {
	if raw != "" && validEscaping(raw, m) {
		if s, err := unescape(raw, m, false); err == nil && s == plain {
			return raw
		}
	}
	return escape(plain, m)
}

func validEscaping(s string, m mode) bool {
	for i := 0; i < len(s); i++ {
		if shouldEscape(s[i], m) && strings.IndexByte("!$&'()*+,;=:@[]%", s[i]) < 0 {
			return false
		}
	}
	return true
}

// EscapedPath returns the path as it stands in the URL.
func (u *URL) EscapedPath() string {
	s := rawOr(u.RawPath, u.Path, inPath)
	if u.Path == "*" && s == "%2A" {
		return "*"
	}
	return s
}

// EscapedFragment returns the fragment as it stands in the URL.
func (u *URL) EscapedFragment() string { return rawOr(u.RawFragment, u.Fragment, inFragment) }

// String returns the URL.
func (u *URL) String() string {
	var b strings.Builder
	if u.Scheme != "" {
		b.WriteString(u.Scheme)
		b.WriteByte(':')
	}
	if u.Opaque != "" {
		b.WriteString(u.Opaque)
	} else {
		if u.Scheme != "" || u.Host != "" || u.User != nil {
			if !u.OmitHost || u.Host != "" || u.User != nil {
				if u.Host != "" || u.Path != "" || u.User != nil {
					b.WriteString("//")
				}
				if u.User != nil {
					b.WriteString(u.User.String())
					b.WriteByte('@')
				}
				b.WriteString(escape(u.Host, inHost))
			}
		}
		p := u.EscapedPath()
		if p != "" && p[0] != '/' && u.Host != "" {
			b.WriteByte('/')
		}
		if b.Len() == 0 {
			// "a:b" would be read as a scheme.
			if segment, _, _ := strings.Cut(p, "/"); strings.Contains(segment, ":") {
				b.WriteString("./")
			}
		}
		b.WriteString(p)
	}
	if u.ForceQuery || u.RawQuery != "" {
		b.WriteByte('?')
		b.WriteString(u.RawQuery)
	}
	if u.Fragment != "" {
		b.WriteByte('#')
		b.WriteString(u.EscapedFragment())
	}
	return b.String()
}

// Redacted is String with any password as "xxxxx".
func (u *URL) Redacted() string {
	if u == nil {
		return ""
	}
	c := *u
	if _, has := c.User.Password(); has {
		c.User = UserPassword(c.User.Username(), "xxxxx")
	}
	return c.String()
}

// Values are the parameters of a query or form.
type Values map[string][]string

// Get returns the first value of key, or "".
func (v Values) Get(key string) string {
	if list := v[key]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// Set makes value the only one of key.
func (v Values) Set(key, value string) { v[key] = []string{value} }

// Add adds a value to those of key.
func (v Values) Add(key, value string) { v[key] = append(v[key], value) }

// Del deletes the values of key.
func (v Values) Del(key string) { delete(v, key) }

// Has reports whether key is there.
func (v Values) Has(key string) bool {
	_, ok := v[key]
	return ok
}

const maxParams = 10000

// ParseQuery parses a query. It returns all valid parameters, and the first error.
func ParseQuery(query string) (Values, error) {
	v := make(Values)
	if strings.Count(query, "&") >= maxParams {
		return v, errors.New("number of URL query parameters exceeded limit")
	}
	var first error
	for query != "" {
		var part string
		part, query, _ = strings.Cut(query, "&")
		if strings.Contains(part, ";") {
			first = errors.New("invalid semicolon separator in query")
			continue
		}
		if part == "" {
			continue
		}
		key, value, _ := strings.Cut(part, "=")
		key, err := QueryUnescape(key)
		if err == nil {
			value, err = QueryUnescape(value)
		}
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		v[key] = append(v[key], value)
	}
	return v, first
}

// Encode returns the query, sorted by key.
func (v Values) Encode() string {
	keys := make([]string, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var b strings.Builder
	for _, k := range keys {
		escaped := QueryEscape(k)
		for _, value := range v[k] {
			if b.Len() > 0 {
				b.WriteByte('&')
			}
			b.WriteString(escaped)
			b.WriteByte('=')
			b.WriteString(QueryEscape(value))
		}
	}
	return b.String()
}

// resolvePath applies the relative path ref to base, and removes "." and "..".
func resolvePath(base, ref string) string {
	full := ref
	if ref == "" {
		full = base
	} else if ref[0] != '/' {
		full = base[:strings.LastIndex(base, "/")+1] + ref
	}
	if full == "" {
		return ""
	}
	dst := []byte{'/'}
	elem, rest, more := "", full, true
	first := true
	for more {
		elem, rest, more = strings.Cut(rest, "/")
		switch elem {
		case ".":
			first = false
		case "..":
			if i := strings.LastIndexByte(string(dst[1:]), '/'); i >= 0 {
				dst = dst[:i+1]
			} else {
				dst = dst[:1]
			}
			first = len(dst) == 1
		default:
			if !first {
				dst = append(dst, '/')
			}
			dst = append(dst, elem...)
			first = false
		}
	}
	if elem == "." || elem == ".." {
		dst = append(dst, '/')
	}
	if len(dst) > 1 && dst[1] == '/' {
		return string(dst[1:])
	}
	return string(dst)
}

// IsAbs reports whether the URL has a scheme.
func (u *URL) IsAbs() bool { return u.Scheme != "" }

// Parse parses ref, which may be relative to u.
func (u *URL) Parse(ref string) (*URL, error) {
	r, err := Parse(ref)
	if err != nil {
		return nil, err
	}
	return u.ResolveReference(r), nil
}

// ResolveReference returns the absolute URL of ref, which may be relative to u (RFC 3986, section 5.2).
func (u *URL) ResolveReference(ref *URL) *URL {
	url := *ref
	if ref.Scheme == "" {
		url.Scheme = u.Scheme
	}
	if ref.Scheme != "" || ref.Host != "" || ref.User != nil {
		url.setPath(resolvePath(ref.EscapedPath(), ""))
		return &url
	}
	if ref.Opaque != "" {
		url.User = nil
		url.Host = ""
		url.Path = ""
		return &url
	}
	if ref.Path == "" && !ref.ForceQuery && ref.RawQuery == "" {
		url.RawQuery = u.RawQuery
		if ref.Fragment == "" {
			url.Fragment = u.Fragment
			url.RawFragment = u.RawFragment
		}
	}
	if ref.Path == "" && u.Opaque != "" {
		url.Opaque = u.Opaque
		url.User = nil
		url.Host = ""
		url.Path = ""
		return &url
	}
	url.Host = u.Host
	url.User = u.User
	url.setPath(resolvePath(u.EscapedPath(), ref.EscapedPath()))
	return &url
}

// Query returns the parameters of the query, without those that are malformed.
func (u *URL) Query() Values {
	v, _ := ParseQuery(u.RawQuery)
	return v
}

// RequestURI returns path and query, or opaque part and query, as an HTTP request has them.
func (u *URL) RequestURI() string {
	s := u.Opaque
	if s == "" {
		if s = u.EscapedPath(); s == "" {
			s = "/"
		}
	} else if strings.HasPrefix(s, "//") {
		s = u.Scheme + ":" + s
	}
	if u.ForceQuery || u.RawQuery != "" {
		s += "?" + u.RawQuery
	}
	return s
}

// Hostname returns the host without port and brackets.
func (u *URL) Hostname() string {
	host, _ := splitPort(u.Host)
	return host
}

// Port returns the host's port, or "".
func (u *URL) Port() string {
	_, port := splitPort(u.Host)
	return port
}

func splitPort(s string) (host, port string) {
	host = s
	if i := strings.LastIndexByte(s, ':'); i >= 0 && validPort(s[i:]) {
		host, port = s[:i], s[i+1:]
	}
	if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		host = host[1 : len(host)-1]
	}
	return host, port
}

// MarshalBinary returns the URL's text.
func (u *URL) MarshalBinary() (text []byte, err error) { return u.AppendBinary(nil) }

// AppendBinary appends the URL's text.
func (u *URL) AppendBinary(b []byte) ([]byte, error) { return append(b, u.String()...), nil }

// UnmarshalBinary parses text.
func (u *URL) UnmarshalBinary(text []byte) error {
	p, err := Parse(string(text))
	if err == nil {
		*u = *p
	}
	return err
}

// JoinPath returns the URL with elements added to its path, and "." and ".." removed.
func (u *URL) JoinPath(elem ...string) *URL {
	url, _ := u.joinPath(elem)
	return url
}

func (u *URL) joinPath(elem []string) (*URL, error) {
	elem = append([]string{u.EscapedPath()}, elem...)
	var p string
	if strings.HasPrefix(elem[0], "/") {
		p = path.Join(elem...)
	} else {
		elem[0] = "/" + elem[0]
		p = path.Join(elem...)[1:]
	}
	if strings.HasSuffix(elem[len(elem)-1], "/") && !strings.HasSuffix(p, "/") {
		p += "/"
	}
	url := *u
	err := url.setPath(p)
	return &url, err
}

// JoinPath returns the URL base with elements added to its path.
func JoinPath(base string, elem ...string) (result string, err error) {
	u, err := Parse(base)
	if err != nil {
		return "", err
	}
	if u, err = u.joinPath(elem); err != nil {
		return "", err
	}
	return u.String(), nil
}
