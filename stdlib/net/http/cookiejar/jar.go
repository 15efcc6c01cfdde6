// Package cookiejar keeps cookies in memory, as RFC 6265 has it.
package cookiejar

import (
	"cmp"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// PublicSuffixList knows domains under which anybody can have names: com, co.uk. Sites must not set cookies for them.
type PublicSuffixList interface {
	// PublicSuffix returns the public suffix of a domain, which is canonical.
	PublicSuffix(domain string) string
	// String says where the list is from.
	String() string
}

// Options are the options of New.
type Options struct {
	// PublicSuffixList may be nil; then a site may set cookies for others of its top-level domain, which is not safe.
	PublicSuffixList PublicSuffixList
}

// Jar keeps cookies.
type Jar struct {
	suffixes PublicSuffixList

	mu    sync.Mutex
	sites map[string]map[cookieID]cookie // by the domain below the public suffix; mu
	next  uint64                         // number of the next cookie; mu
}

// cookieID is what tells cookies apart.
type cookieID struct{ domain, path, name string }

type cookie struct {
	cookieID
	value            string
	quoted           bool
	secure, hostOnly bool
	persistent       bool
	expires          time.Time // if persistent
	created          time.Time
	number           uint64
}

var (
	errIllegal   = errors.New("cookiejar: illegal cookie domain attribute")
	errMalformed = errors.New("cookiejar: malformed cookie domain attribute")
)

// New returns an empty jar. A nil o means zero options.
func New(o *Options) (*Jar, error) {
	j := &Jar{sites: make(map[string]map[cookieID]cookie)}
	if o != nil {
		j.suffixes = o.PublicSuffixList
	}
	return j, nil
}

// within reports whether host is a subdomain of domain.
func within(host, domain string) bool {
	return strings.HasSuffix(host, "."+domain) && len(host) > len(domain)+1
}

// suits reports whether the cookie is to be sent.
func (c *cookie) suits(https bool, host, path string) bool {
	if c.domain != host && (c.hostOnly || !within(host, c.domain)) {
		return false
	}
	rest, ok := strings.CutPrefix(path, c.path)
	if !ok || rest != "" && rest[0] != '/' && !strings.HasSuffix(c.path, "/") {
		return false
	}
	return !c.secure || https || isLocal(c.domain)
}

// isLocal reports whether a host is this one, to which nobody else listens.
func isLocal(host string) bool {
	name := strings.TrimSuffix(host, ".")
	if strings.EqualFold(name[strings.LastIndexByte(name, '.')+1:], "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// site returns the canonical host of a URL, and under what the jar keeps its cookies.
func (j *Jar) site(u *url.URL) (host, key string, ok bool) {
	if u.Scheme != "http" && u.Scheme != "https" {
		return "", "", false
	}
	host = u.Host
	if n := strings.Count(host, ":"); n == 1 || n > 1 && host[0] == '[' && strings.Contains(host, "]:") {
		var err error
		if host, _, err = net.SplitHostPort(host); err != nil {
			return "", "", false
		}
	}
	host, err := toASCII(strings.TrimSuffix(host, "."))
	if err != nil {
		return "", "", false
	}
	host = strings.ToLower(host)
	return host, j.key(host), true
}

func (j *Jar) key(host string) string {
	if isIP(host) {
		return host
	}
	dot := strings.LastIndexByte(host, '.')
	if j.suffixes != nil {
		suffix := j.suffixes.PublicSuffix(host)
		dot = len(host) - len(suffix) - 1
		if suffix == host || dot < 0 || host[dot] != '.' {
			return host
		}
	}
	if dot <= 0 {
		return host
	}
	return host[strings.LastIndexByte(host[:dot], '.')+1:]
}

func isIP(host string) bool { return strings.ContainsAny(host, ":%") || net.ParseIP(host) != nil }

// Cookies returns the cookies to send to u; none, if that is not HTTP.
func (j *Jar) Cookies(u *url.URL) (cookies []*http.Cookie) {
	host, key, ok := j.site(u)
	if !ok {
		return nil
	}
	path := u.Path
	if path == "" {
		path = "/"
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	kept := j.sites[key]
	now := time.Now()
	var list []cookie
	for id, c := range kept {
		if c.persistent && !c.expires.After(now) {
			delete(kept, id)
		} else if c.suits(u.Scheme == "https", host, path) {
			list = append(list, c)
		}
	}
	if len(kept) == 0 {
		delete(j.sites, key)
	}
	// Longer paths first, then older cookies.
	slices.SortFunc(list, func(a, b cookie) int {
		return cmp.Or(cmp.Compare(b.path, a.path), a.created.Compare(b.created), cmp.Compare(a.number, b.number))
	})
	for _, c := range list {
		cookies = append(cookies, &http.Cookie{Name: c.name, Value: c.value, Quoted: c.quoted})
	}
	return cookies
}

// SetCookies keeps the cookies of an answer from u; those it may not set, it leaves out.
func (j *Jar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	host, key, ok := j.site(u)
	if !ok {
		return
	}
	dir := "/"
	if i := strings.LastIndexByte(u.Path, '/'); i > 0 && u.Path[0] == '/' {
		dir = u.Path[:i]
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	kept := j.sites[key]
	now := time.Now()
	for _, hc := range cookies {
		c := cookie{value: hc.Value, quoted: hc.Quoted, secure: hc.Secure, created: now, number: j.next}
		var err error
		if c.domain, c.hostOnly, err = j.domain(host, hc.Domain); err != nil {
			continue
		}
		c.name, c.path = hc.Name, hc.Path
		if c.path == "" || c.path[0] != '/' {
			c.path = dir
		}
		switch {
		case hc.MaxAge > 0:
			c.persistent, c.expires = true, now.Add(time.Duration(hc.MaxAge)*time.Second)
		case hc.MaxAge == 0 && !hc.Expires.IsZero():
			c.persistent, c.expires = true, hc.Expires
		}
		if hc.MaxAge < 0 || c.persistent && !c.expires.After(now) {
			delete(kept, c.cookieID)
			continue
		}
		if kept == nil {
			kept = make(map[cookieID]cookie)
		}
		if old, ok := kept[c.cookieID]; ok {
			c.created, c.number = old.created, old.number
		} else {
			j.next++
		}
		kept[c.cookieID] = c
	}
	if len(kept) == 0 {
		delete(j.sites, key)
	} else {
		j.sites[key] = kept
	}
}

// domain returns the domain of a cookie of host whose attribute is attr, and whether it is for this host alone.
func (j *Jar) domain(host, attr string) (domain string, hostOnly bool, err error) {
	if attr == "" {
		return host, true, nil
	}
	if isIP(host) {
		if host != attr {
			return "", false, errIllegal
		}
		return host, true, nil
	}
	domain = strings.TrimPrefix(attr, ".")
	if domain == "" || domain[0] == '.' || domain[len(domain)-1] == '.' || !isASCII(domain) {
		return "", false, errMalformed
	}
	domain = strings.ToLower(domain)
	if j.suffixes != nil {
		if suffix := j.suffixes.PublicSuffix(domain); suffix != "" && !within(domain, suffix) {
			if host == domain {
				return host, true, nil
			}
			return "", false, errIllegal
		}
	}
	if host != domain && !within(host, domain) {
		return "", false, errIllegal
	}
	return domain, false, nil
}
