package http

import (
	"errors"
	"fmt"
	"log"
	"net"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Cookie is a cookie, as Set-Cookie has it.
type Cookie struct {
	Name        string
	Value       string
	Quoted      bool
	Path        string
	Domain      string
	Expires     time.Time
	RawExpires  string
	MaxAge      int // 0: none; < 0: delete now
	Secure      bool
	HttpOnly    bool
	SameSite    SameSite
	Partitioned bool
	Raw         string
	Unparsed    []string
}

// SameSite says with which requests from other sites a cookie is sent.
type SameSite int

// The values of SameSite.
const (
	SameSiteDefaultMode SameSite = iota + 1
	SameSiteLaxMode
	SameSiteStrictMode
	SameSiteNoneMode
)

// CookieJar keeps cookies for a Client.
type CookieJar interface {
	SetCookies(u *url.URL, cookies []*Cookie)
	Cookies(u *url.URL) []*Cookie
}

var (
	errBlankCookie           = errors.New("http: blank cookie")
	errEqualNotFoundInCookie = errors.New("http: '=' not found in cookie")
	errInvalidCookieName     = errors.New("http: invalid cookie name")
	errInvalidCookieValue    = errors.New("http: invalid cookie value")
)

const maxCookies = 3000

// ParseCookie parses the value of a Cookie header.
func ParseCookie(line string) ([]*Cookie, error) {
	if strings.Count(line, ";")+1 > maxCookies {
		return nil, errors.New("http: number of cookies exceeded limit")
	}
	parts := strings.Split(textproto.TrimString(line), ";")
	if len(parts) == 1 && parts[0] == "" {
		return nil, errBlankCookie
	}
	var list []*Cookie
	for _, s := range parts {
		s = textproto.TrimString(s)
		name, value, found := strings.Cut(s, "=")
		if !found {
			return nil, errEqualNotFoundInCookie
		}
		if !isToken(name) {
			return nil, errInvalidCookieName
		}
		value, quoted, ok := cookieValue(value, true)
		if !ok {
			return nil, errInvalidCookieValue
		}
		list = append(list, &Cookie{Name: name, Value: value, Quoted: quoted})
	}
	return list, nil
}

// ParseSetCookie parses the value of a Set-Cookie header.
func ParseSetCookie(line string) (*Cookie, error) {
	parts := strings.Split(textproto.TrimString(line), ";")
	if len(parts) == 1 && parts[0] == "" {
		return nil, errBlankCookie
	}
	parts[0] = textproto.TrimString(parts[0])
	name, value, ok := strings.Cut(parts[0], "=")
	if !ok {
		return nil, errEqualNotFoundInCookie
	}
	name = textproto.TrimString(name)
	if !isToken(name) {
		return nil, errInvalidCookieName
	}
	value, quoted, ok := cookieValue(value, true)
	if !ok {
		return nil, errInvalidCookieValue
	}
	c := &Cookie{Name: name, Value: value, Quoted: quoted, Raw: line}
	for _, part := range parts[1:] {
		part = textproto.TrimString(part)
		if part == "" {
			continue
		}
		attr, val, _ := strings.Cut(part, "=")
		val, _, ok = cookieValue(val, false)
		if !ok {
			c.Unparsed = append(c.Unparsed, part)
			continue
		}
		known := true
		switch strings.ToLower(attr) {
		case "samesite":
			switch strings.ToLower(val) {
			case "lax":
				c.SameSite = SameSiteLaxMode
			case "strict":
				c.SameSite = SameSiteStrictMode
			case "none":
				c.SameSite = SameSiteNoneMode
			default:
				c.SameSite = SameSiteDefaultMode
			}
		case "secure":
			c.Secure = true
		case "httponly":
			c.HttpOnly = true
		case "partitioned":
			c.Partitioned = true
		case "domain":
			c.Domain = val
		case "path":
			c.Path = val
		case "max-age":
			n, err := strconv.Atoi(val)
			if err != nil || n != 0 && val[0] == '0' {
				known = false
				break
			}
			if n <= 0 {
				n = -1
			}
			c.MaxAge = n
		case "expires":
			c.RawExpires = val
			t, err := time.Parse(time.RFC1123, val)
			if err != nil {
				if t, err = time.Parse("Mon, 02-Jan-2006 15:04:05 MST", val); err != nil {
					c.Expires = time.Time{}
					known = false
					break
				}
			}
			c.Expires = t.UTC()
		default:
			known = false
		}
		if !known {
			c.Unparsed = append(c.Unparsed, part)
		}
	}
	return c, nil
}

func readSetCookies(h Header) []*Cookie {
	list := []*Cookie{}
	if len(h["Set-Cookie"]) > maxCookies {
		return list
	}
	for _, line := range h["Set-Cookie"] {
		if c, err := ParseSetCookie(line); err == nil {
			list = append(list, c)
		}
	}
	return list
}

// SetCookie adds a Set-Cookie header; cookies that are not valid are left out.
func SetCookie(w ResponseWriter, cookie *Cookie) {
	if v := cookie.String(); v != "" {
		w.Header().Add("Set-Cookie", v)
	}
}

// String returns the cookie as the value of Set-Cookie, or of Cookie if only name and value are set.
func (c *Cookie) String() string {
	if c == nil || !isToken(c.Name) {
		return ""
	}
	var b strings.Builder
	b.WriteString(c.Name + "=" + cleanCookieValue(c.Value, c.Quoted))
	if c.Path != "" {
		b.WriteString("; Path=" + cleanCookie("Cookie.Path", validPathByte, c.Path))
	}
	if c.Domain != "" {
		if validDomain(c.Domain) {
			b.WriteString("; Domain=" + strings.TrimPrefix(c.Domain, "."))
		} else {
			log.Printf("net/http: invalid Cookie.Domain %q; dropping domain attribute", c.Domain)
		}
	}
	if c.Expires.Year() >= 1601 {
		b.WriteString("; Expires=" + c.Expires.UTC().Format(TimeFormat))
	}
	if c.MaxAge > 0 {
		b.WriteString("; Max-Age=" + strconv.Itoa(c.MaxAge))
	} else if c.MaxAge < 0 {
		b.WriteString("; Max-Age=0")
	}
	if c.HttpOnly {
		b.WriteString("; HttpOnly")
	}
	if c.Secure {
		b.WriteString("; Secure")
	}
	switch c.SameSite {
	case SameSiteNoneMode:
		b.WriteString("; SameSite=None")
	case SameSiteLaxMode:
		b.WriteString("; SameSite=Lax")
	case SameSiteStrictMode:
		b.WriteString("; SameSite=Strict")
	}
	if c.Partitioned {
		b.WriteString("; Partitioned")
	}
	return b.String()
}

// Valid says whether the cookie may be sent.
func (c *Cookie) Valid() error {
	if c == nil {
		return errors.New("http: nil Cookie")
	}
	if !isToken(c.Name) {
		return errors.New("http: invalid Cookie.Name")
	}
	if !c.Expires.IsZero() && c.Expires.Year() < 1601 {
		return errors.New("http: invalid Cookie.Expires")
	}
	for i := 0; i < len(c.Value); i++ {
		if !validValueByte(c.Value[i]) {
			return fmt.Errorf("http: invalid byte %q in Cookie.Value", c.Value[i])
		}
	}
	for i := 0; i < len(c.Path); i++ {
		if !validPathByte(c.Path[i]) {
			return fmt.Errorf("http: invalid byte %q in Cookie.Path", c.Path[i])
		}
	}
	if c.Domain != "" && !validDomain(c.Domain) {
		return errors.New("http: invalid Cookie.Domain")
	}
	if c.Partitioned && !c.Secure {
		return errors.New("http: partitioned cookies must be set with Secure")
	}
	return nil
}

// readCookies returns the cookies of a request, or those called filter.
func readCookies(h Header, filter string) []*Cookie {
	list := []*Cookie{}
	n := 0
	for _, line := range h["Cookie"] {
		n += strings.Count(line, ";") + 1
	}
	if n > maxCookies {
		return list
	}
	for _, line := range h["Cookie"] {
		for part := range strings.SplitSeq(textproto.TrimString(line), ";") {
			name, value, _ := strings.Cut(textproto.TrimString(part), "=")
			name = textproto.TrimString(name)
			if !isToken(name) || filter != "" && filter != name {
				continue
			}
			value, quoted, ok := cookieValue(value, true)
			if ok {
				list = append(list, &Cookie{Name: name, Value: value, Quoted: quoted})
			}
		}
	}
	return list
}

func validDomain(s string) bool {
	if net.ParseIP(s) != nil && !strings.Contains(s, ":") {
		return true
	}
	if s == "" || len(s) > 255 {
		return false
	}
	letter := false
	for label := range strings.SplitSeq(strings.TrimPrefix(s, "."), ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, c := range label {
			switch {
			case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
				letter = true
			case '0' <= c && c <= '9' || c == '-':
			default:
				return false
			}
		}
	}
	return letter
}

func cleanCookieName(n string) string { return strings.NewReplacer("\n", "-", "\r", "-").Replace(n) }

func cleanCookieValue(v string, quoted bool) string {
	v = cleanCookie("Cookie.Value", validValueByte, v)
	if strings.ContainsAny(v, " ,") || quoted {
		return `"` + v + `"`
	}
	return v
}

func validValueByte(b byte) bool { return 0x20 <= b && b < 0x7f && b != '"' && b != ';' && b != '\\' }
func validPathByte(b byte) bool  { return 0x20 <= b && b < 0x7f && b != ';' }

// cleanCookie drops bytes that are not valid, and says so in the log.
func cleanCookie(field string, valid func(byte) bool, v string) string {
	var b []byte
	wrong := false
	for i := 0; i < len(v); i++ {
		if valid(v[i]) {
			b = append(b, v[i])
		} else if !wrong {
			wrong = true
			log.Printf("net/http: invalid byte %q in %s; dropping invalid bytes", v[i], field)
		}
	}
	if !wrong {
		return v
	}
	return string(b)
}

func cookieValue(raw string, allowQuotes bool) (value string, quoted, ok bool) {
	if allowQuotes && len(raw) > 1 && raw[0] == '"' && raw[len(raw)-1] == '"' {
		raw = raw[1 : len(raw)-1]
		quoted = true
	}
	for i := 0; i < len(raw); i++ {
		if !validValueByte(raw[i]) {
			return "", quoted, false
		}
	}
	return raw, quoted, true
}
