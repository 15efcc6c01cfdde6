package x509

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// mailbox is an address of mail (RFC 2821).
type mailbox struct {
	local, domain string
}

func (m mailbox) String() string { return m.local + "@" + m.domain }

// parseMailbox reads an address as the standard has it, with quoted strings and escapes before the "@".
func parseMailbox(in string) (m mailbox, ok bool) {
	var local []byte
	if strings.HasPrefix(in, `"`) {
		for in = in[1:]; ; in = in[1:] {
			if in == "" {
				return m, false
			}
			c := in[0]
			if c == '"' {
				in = in[1:]
				break
			}
			text := c != 0 && c != '\t' && c != '\n' && c != '\r' && c <= 127
			if c == '\\' {
				if in = in[1:]; in == "" {
					return m, false
				}
				c = in[0]
				text = c != 0 && c != '\n' && c != '\r' && c <= 127
			}
			if !text {
				return m, false
			}
			local = append(local, c)
		}
	} else {
		for ; in != ""; in = in[1:] {
			c := in[0]
			if c == '\\' {
				if in = in[1:]; in == "" {
					return m, false
				}
				c = in[0]
			} else if !('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' ||
				strings.IndexByte("!#$%&'*+-/=?^_`{|}~.", c) >= 0) {
				break
			}
			local = append(local, c)
		}
		s := string(local)
		if s == "" || s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..") {
			return m, false
		}
	}
	domain, found := strings.CutPrefix(in, "@")
	if !found || !validDomain(domain, false) {
		return m, false
	}
	return mailbox{string(local), domain}, true
}

// within reports whether a domain is that of the constraint or below it; if the constraint begins with a dot, below it. The
// empty constraint has all.
func within(constraint, domain string) bool {
	constraint, domain = lower(constraint), lower(domain)
	if constraint == "" || constraint == domain {
		return true
	}
	if !strings.HasSuffix(domain, constraint) {
		return false
	}
	return constraint[0] == '.' || domain[len(domain)-len(constraint)-1] == '.'
}

// matchDomain returns the widest of the constraints that has the domain. A wildcard is excluded if one of its names is.
func matchDomain(list []string, domain string, excluded bool) (string, bool) {
	best, found := "", false
	for _, c := range list {
		if within(c, domain) && (!found || len(c) < len(best)) {
			best, found = c, true
		}
	}
	if found || !excluded || !strings.HasPrefix(domain, "*") {
		return best, found
	}
	for _, c := range list {
		if _, parent, ok := strings.Cut(lower(c), "."); ok && "*."+parent == lower(domain) {
			return lower(c), true
		}
	}
	return "", false
}

func matchIP(list []*net.IPNet, ip net.IP) (best *net.IPNet, found bool) {
	for _, n := range list {
		if len(n.IP) != len(ip) || !n.Contains(ip) {
			continue
		}
		ones, _ := n.Mask.Size()
		if best == nil {
			best = n
		} else if o, _ := best.Mask.Size(); ones < o {
			best = n
		}
	}
	return best, best != nil
}

func matchMailbox(list []string, m mailbox, excluded bool) (string, bool) {
	var domains []string
	for _, c := range list {
		if !strings.Contains(c, "@") {
			domains = append(domains, c)
		} else if o, ok := parseMailbox(c); ok && o.local == m.local && lower(o.domain) == m.domain {
			return m.String(), true
		}
	}
	return matchDomain(domains, m.domain, excluded)
}

// check returns an error if a name of the kind is not permitted, or excluded.
func check[T any](kind string, name any, permitted, excluded []T, match func([]T, bool) (any, bool)) error {
	if len(permitted) > 0 {
		if _, found := match(permitted, false); !found {
			return fmt.Errorf("%s %q is not permitted by any constraint", kind, name)
		}
	}
	if len(excluded) > 0 {
		if constraint, found := match(excluded, true); found {
			return fmt.Errorf("%s %q is excluded by constraint %q", kind, name, constraint)
		}
	}
	return nil
}

// checkConstraints returns an error if a certificate of the chain has a name that one further up may not sign for.
func checkConstraints(chain []*Certificate) error {
	for i, c := range chain {
		if !has(idSubjectAltName, c.Extensions) {
			continue
		}
		var above []*Certificate
		for _, ca := range chain[i+1:] {
			if has(idNameConstraints, ca.Extensions) {
				above = append(above, ca)
			}
		}
		if len(above) == 0 {
			continue
		}
		names, err := constrainedNames(c)
		if err != nil {
			return err
		}
		for _, ca := range above {
			if err := names.check(ca); err != nil {
				return err
			}
		}
	}
	return nil
}

type uriName struct {
	uri    *url.URL
	domain string
}

func (u uriName) String() string { return u.uri.String() }

// names are those of a certificate as constraints want them.
type names struct {
	cert   *Certificate
	uris   []uriName
	emails []mailbox
}

func constrainedNames(c *Certificate) (n names, err error) {
	n.cert = c
	for _, uri := range c.URIs {
		host := lower(uri.Host)
		if host == "" {
			return n, fmt.Errorf("URI with empty host (%q) cannot be matched against constraints", uri.String())
		}
		if strings.Contains(host, ":") && !strings.HasSuffix(host, "]") {
			if host, _, err = net.SplitHostPort(uri.Host); err != nil {
				return n, fmt.Errorf("cannot parse URI host %q: %v", uri.Host, err)
			}
		}
		if _, err := netip.ParseAddr(host); err == nil || strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
			return n, fmt.Errorf("URI with IP (%q) cannot be matched against constraints", uri.String())
		}
		n.uris = append(n.uris, uriName{uri, host})
	}
	for _, email := range c.EmailAddresses {
		m, ok := parseMailbox(email)
		if !ok {
			return n, fmt.Errorf("cannot parse rfc822Name %q", email)
		}
		m.domain = lower(m.domain)
		n.emails = append(n.emails, m)
	}
	return n, nil
}

func (n *names) check(ca *Certificate) error {
	domain := func(d string) func([]string, bool) (any, bool) {
		return func(list []string, excluded bool) (any, bool) { return matchDomain(list, d, excluded) }
	}
	for _, ip := range n.cert.IPAddresses {
		err := check("IP address", ip, ca.PermittedIPRanges, ca.ExcludedIPRanges,
			func(list []*net.IPNet, _ bool) (any, bool) { return matchIP(list, ip) })
		if err != nil {
			return err
		}
	}
	for _, d := range n.cert.DNSNames {
		if !validDomain(d, false) {
			return fmt.Errorf("x509: cannot parse dnsName %q", d)
		}
		if err := check("DNS name", d, ca.PermittedDNSDomains, ca.ExcludedDNSDomains, domain(d)); err != nil {
			return err
		}
	}
	for _, u := range n.uris {
		if !validDomain(u.domain, false) {
			return fmt.Errorf("x509: internal error: URI SAN %q failed to parse", u)
		}
		if err := check("URI", u, ca.PermittedURIDomains, ca.ExcludedURIDomains, domain(u.domain)); err != nil {
			return err
		}
	}
	for _, m := range n.emails {
		err := check("email address", m, ca.PermittedEmailAddresses, ca.ExcludedEmailAddresses,
			func(list []string, excluded bool) (any, bool) { return matchMailbox(list, m, excluded) })
		if err != nil {
			return err
		}
	}
	return nil
}
