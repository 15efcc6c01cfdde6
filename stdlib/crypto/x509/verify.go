package x509

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// InvalidReason is why a certificate is not valid.
type InvalidReason int

const (
	// NotAuthorizedToSign: a certificate that is not for signing has signed another.
	NotAuthorizedToSign InvalidReason = iota
	// Expired: it is too early or too late.
	Expired
	// CANotAuthorizedForThisName: a CA may not sign for a name.
	CANotAuthorizedForThisName
	// TooManyIntermediates: the chain is too long for a CA.
	TooManyIntermediates
	// IncompatibleUsage: the certificate is for other purposes.
	IncompatibleUsage
	// NameMismatch: a certificate does not name its issuer.
	NameMismatch
	// NameConstraintsWithoutSANs is no longer used.
	NameConstraintsWithoutSANs
	// UnconstrainedName: a CA with constraints has signed for a name of a kind that they do not tell of.
	UnconstrainedName
	// TooManyConstraints: there are too many constraints to check.
	TooManyConstraints
	// CANotAuthorizedForExtKeyUsage: a CA may not sign for a purpose.
	CANotAuthorizedForExtKeyUsage
	// NoValidChains: there are chains, and none is valid.
	NoValidChains
)

// CertificateInvalidError is returned for a certificate that is not valid.
type CertificateInvalidError struct {
	Cert   *Certificate
	Reason InvalidReason
	Detail string
}

func (e CertificateInvalidError) Error() string {
	switch e.Reason {
	case NotAuthorizedToSign:
		return "x509: certificate is not authorized to sign other certificates"
	case Expired:
		return "x509: certificate has expired or is not yet valid: " + e.Detail
	case CANotAuthorizedForThisName:
		return "x509: a root or intermediate certificate is not authorized to sign for this name: " + e.Detail
	case CANotAuthorizedForExtKeyUsage:
		return "x509: a root or intermediate certificate is not authorized for an extended key usage: " + e.Detail
	case TooManyIntermediates:
		return "x509: too many intermediates for path length constraint"
	case IncompatibleUsage:
		return "x509: certificate specifies an incompatible key usage"
	case NameMismatch:
		return "x509: issuer name does not match subject from issuing certificate"
	case NameConstraintsWithoutSANs:
		return "x509: issuer has name constraints but leaf doesn't have a SAN extension"
	case UnconstrainedName:
		return "x509: issuer has name constraints but leaf contains unknown or unconstrained name: " + e.Detail
	case NoValidChains:
		if e.Detail != "" {
			return "x509: no valid chains built: " + e.Detail
		}
		return "x509: no valid chains built"
	}
	return "x509: unknown error"
}

// HostnameError is returned for a certificate of another host.
type HostnameError struct {
	Certificate *Certificate
	Host        string
}

func (h HostnameError) Error() string {
	const most = 100
	c := h.Certificate
	if !has(idSubjectAltName, c.Extensions) && matchName(c.Subject.CommonName, labels(h.Host)) {
		return "x509: certificate relies on legacy Common Name field, use SANs instead"
	}
	var valid []string
	if net.ParseIP(h.Host) != nil {
		switch n := len(c.IPAddresses); {
		case n == 0:
			return "x509: cannot validate certificate for " + h.Host + " because it doesn't contain any IP SANs"
		case n >= most:
			return fmt.Sprintf("x509: certificate is valid for %d IP SANs, but none matched %s", n, h.Host)
		}
		for _, ip := range c.IPAddresses {
			valid = append(valid, ip.String())
		}
	} else {
		if n := len(c.DNSNames); n >= most {
			return fmt.Sprintf("x509: certificate is valid for %d names, but none matched %s", n, h.Host)
		}
		valid = c.DNSNames
	}
	if text := strings.Join(valid, ", "); text != "" {
		return "x509: certificate is valid for " + text + ", not " + h.Host
	}
	return "x509: certificate is not valid for any names, but wanted to match " + h.Host
}

// UnknownAuthorityError is returned for a certificate that nobody who is trusted has signed.
type UnknownAuthorityError struct {
	Cert *Certificate

	// The first candidate that did not do, and why.
	hintErr  error
	hintCert *Certificate
}

func (e UnknownAuthorityError) Error() string {
	s := "x509: certificate signed by unknown authority"
	if e.hintErr == nil {
		return s
	}
	subject := &e.hintCert.Subject
	name := subject.CommonName
	if name == "" {
		if len(subject.Organization) > 0 {
			name = subject.Organization[0]
		} else {
			name = "serial:" + e.hintCert.SerialNumber.String()
		}
	}
	return s + fmt.Sprintf(" (possibly because of %q while trying to verify candidate authority certificate %q)", e.hintErr, name)
}

// SystemRootsError is returned if the certificates that the system trusts could not be read.
type SystemRootsError struct {
	Err error
}

func (se SystemRootsError) Error() string {
	s := "x509: failed to load system roots and no roots provided"
	if se.Err != nil {
		s += "; " + se.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (se SystemRootsError) Unwrap() error { return se.Err }

// VerifyOptions say what a certificate is verified for.
type VerifyOptions struct {
	// DNSName, if not empty, is checked by VerifyHostname.
	DNSName string

	// Intermediates are certificates that are not trusted and may be needed for a chain.
	Intermediates *CertPool
	// Roots are those that are trusted; nil means the system's.
	Roots *CertPool

	// CurrentTime is used for the time of validity; if zero, now.
	CurrentTime time.Time

	// KeyUsages are the purposes of which one must fit; none means ExtKeyUsageServerAuth. ExtKeyUsageAny takes all.
	KeyUsages []ExtKeyUsage

	// MaxConstraintComparisions is no longer used.
	MaxConstraintComparisions int

	// CertificatePolicies are those of which one must be valid; none means all.
	CertificatePolicies []OID

	// For the tests of policies in RFC 5280's sense.
	inhibitPolicyMapping  bool
	requireExplicitPolicy bool
	inhibitAnyPolicy      bool
}

var errNotParsed = errors.New("x509: missing ASN.1 contents; use ParseCertificate")

// fits returns an error if c cannot follow chain, as the leaf if that is empty.
func (c *Certificate) fits(chain []*Certificate, intermediate bool, opts *VerifyOptions) error {
	if len(c.UnhandledCriticalExtensions) > 0 {
		return UnhandledCriticalExtension{}
	}
	if len(chain) > 0 && !bytes.Equal(chain[len(chain)-1].RawIssuer, c.RawSubject) {
		return CertificateInvalidError{c, NameMismatch, ""}
	}
	now := opts.CurrentTime
	if now.IsZero() {
		now = time.Now()
	}
	expired := func(word string, limit time.Time) error {
		return CertificateInvalidError{c, Expired,
			"current time " + now.Format(time.RFC3339) + " is " + word + " " + limit.Format(time.RFC3339)}
	}
	if now.Before(c.NotBefore) {
		return expired("before", c.NotBefore)
	}
	if now.After(c.NotAfter) {
		return expired("after", c.NotAfter)
	}
	if intermediate && (!c.BasicConstraintsValid || !c.IsCA) {
		// Roots are trusted whatever they say.
		return CertificateInvalidError{c, NotAuthorizedToSign, ""}
	}
	if c.BasicConstraintsValid && c.MaxPathLen >= 0 && len(chain)-1 > c.MaxPathLen {
		return CertificateInvalidError{c, TooManyIntermediates, ""}
	}
	return nil
}

// Verify returns the chains from c to one of the roots, over intermediates, that are valid for what opts say; each begins with c
// and ends with the root. Whether certificates were revoked is not asked.
func (c *Certificate) Verify(opts VerifyOptions) ([][]*Certificate, error) {
	if len(c.Raw) == 0 {
		return nil, errNotParsed
	}
	for i := range opts.Intermediates.len() {
		if len(opts.Intermediates.members[i].cert.Raw) == 0 {
			return nil, errNotParsed
		}
	}
	if opts.Roots == nil {
		roots, err := systemRoots()
		if roots == nil {
			return nil, SystemRootsError{err}
		}
		opts.Roots = roots
	}
	if err := c.fits(nil, false, &opts); err != nil {
		return nil, err
	}
	if opts.DNSName != "" {
		if err := c.VerifyHostname(opts.DNSName); err != nil {
			return nil, err
		}
	}
	chains := [][]*Certificate{{c}}
	if !opts.Roots.contains(c) {
		var err error
		b := builder{opts: &opts}
		if chains, err = b.build(chains[0]); err != nil {
			return nil, err
		}
	}
	if len(opts.KeyUsages) == 0 {
		opts.KeyUsages = []ExtKeyUsage{ExtKeyUsageServerAuth}
	}
	var badPolicies, badUsages int
	var badNames error
	chains = slices.DeleteFunc(chains, func(chain []*Certificate) bool {
		if !policiesValid(chain, &opts) {
			badPolicies++
			return true
		}
		if !usagesFit(chain, opts.KeyUsages) {
			badUsages++
			return true
		}
		if err := checkConstraints(chain); err != nil {
			if badNames == nil {
				badNames = CertificateInvalidError{c, CANotAuthorizedForThisName, err.Error()}
			}
			return true
		}
		return false
	})
	if len(chains) > 0 {
		return chains, nil
	}
	if badNames != nil {
		return nil, badNames
	}
	var details []string
	if badUsages > 0 {
		if badPolicies == 0 {
			return nil, CertificateInvalidError{c, IncompatibleUsage, ""}
		}
		details = append(details, fmt.Sprintf("%d candidate chains with incompatible key usage", badUsages))
	}
	if badPolicies > 0 {
		details = append(details, fmt.Sprintf("%d candidate chains with invalid policies", badPolicies))
	}
	return nil, CertificateInvalidError{c, NoValidChains, strings.Join(details, ", ")}
}

// builder looks for chains.
type builder struct {
	opts   *VerifyOptions
	checks int // signatures checked so far
}

var errSignatureLimit = errors.New("x509: signature check attempts limit reached while verifying certificate chain")

// build returns the chains that begin with chain, which has no root yet.
func (b *builder) build(chain []*Certificate) (chains [][]*Certificate, err error) {
	last := chain[len(chain)-1]
	var hintErr error
	var hintCert *Certificate
	consider := func(m member, root bool) {
		// An attacker could send certificates that make for endless work.
		if b.checks++; b.checks > 100 {
			err = errSignatureLimit
			return
		}
		if m.cert.PublicKey == nil || among(m.cert, chain) {
			return
		}
		problem := last.CheckSignatureFrom(m.cert)
		if problem == nil {
			// What is wrong with the last candidate that has signed is the error if there are no chains.
			problem = m.cert.fits(chain, !root, b.opts)
			err = problem
		}
		if problem == nil && m.constraint != nil {
			problem = m.constraint(chain)
		}
		if problem != nil {
			if hintErr == nil {
				hintErr, hintCert = problem, m.cert
			}
			return
		}
		longer := append(slices.Clone(chain), m.cert)
		if root {
			chains = append(chains, longer)
			return
		}
		var more [][]*Certificate
		more, err = b.build(longer)
		chains = append(chains, more...)
	}
	for _, m := range b.opts.Roots.candidates(last) {
		if consider(m, true); err == errSignatureLimit {
			break
		}
	}
	if err != errSignatureLimit {
		for _, m := range b.opts.Intermediates.candidates(last) {
			if consider(m, false); err == errSignatureLimit {
				break
			}
		}
	}
	if len(chains) > 0 {
		return chains, nil
	}
	if err == nil {
		err = UnknownAuthorityError{last, hintErr, hintCert}
	}
	return nil, err
}

// among reports whether the chain has a certificate of the same subject, key, and names.
func among(c *Certificate, chain []*Certificate) bool {
	names := func(c *Certificate) (string, bool) {
		if e := extension(idSubjectAltName, c.Extensions); e != nil {
			return string(e.Value), true
		}
		return "", false
	}
	mine, have := names(c)
	for _, o := range chain {
		if !bytes.Equal(c.RawSubject, o.RawSubject) || !bytes.Equal(c.RawSubjectPublicKeyInfo, o.RawSubjectPublicKeyInfo) {
			continue
		}
		theirs, has := names(o)
		if have != has {
			return false
		}
		if mine == theirs {
			return true
		}
	}
	return false
}

// usagesFit reports whether one of the purposes is one of all certificates of the chain; those that name none are for all.
func usagesFit(chain []*Certificate, usages []ExtKeyUsage) bool {
	if slices.Contains(usages, ExtKeyUsageAny) {
		return true
	}
	left := slices.Clone(usages)
	for i := len(chain) - 1; i >= 0; i-- {
		c := chain[i]
		if len(c.ExtKeyUsage)+len(c.UnknownExtKeyUsage) == 0 || slices.Contains(c.ExtKeyUsage, ExtKeyUsageAny) {
			continue
		}
		left = slices.DeleteFunc(left, func(u ExtKeyUsage) bool { return !slices.Contains(c.ExtKeyUsage, u) })
		if len(left) == 0 {
			return false
		}
	}
	return true
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

func labels(host string) []string { return strings.Split(lower(strings.TrimSuffix(host, ".")), ".") }

// validName reports whether host looks like a host's name; a pattern may begin with "*.".
func validName(host string, pattern bool) bool {
	if !pattern {
		host = strings.TrimSuffix(host, ".")
	}
	if host == "" || host == "*" {
		return false
	}
	for i, label := range strings.Split(host, ".") {
		if label == "" {
			return false
		}
		if pattern && i == 0 && label == "*" {
			continue
		}
		for j, c := range label {
			if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-' && j != 0) {
				return false
			}
		}
	}
	return true
}

// matchName reports whether host, in labels, is what pattern means.
func matchName(pattern string, host []string) bool {
	if pattern == "" {
		return false
	}
	want := strings.Split(lower(pattern), ".")
	if len(want) != len(host) {
		return false
	}
	for i, label := range want {
		if label != host[i] && !(i == 0 && label == "*") {
			return false
		}
	}
	return true
}

// VerifyHostname returns an error unless the certificate is one of the host h, a name or an IP address (in brackets or not).
// The common name does not count.
func (c *Certificate) VerifyHostname(h string) error {
	address := h
	if len(h) >= 3 && h[0] == '[' && h[len(h)-1] == ']' {
		address = h[1 : len(h)-1]
	}
	if ip := net.ParseIP(address); ip != nil {
		for _, candidate := range c.IPAddresses {
			if ip.Equal(candidate) {
				return nil
			}
		}
		return HostnameError{c, address}
	}
	host := lower(h)
	valid, parts := validName(host, false), labels(host)
	for _, name := range c.DNSNames {
		if valid && validName(name, true) {
			if matchName(name, parts) {
				return nil
			}
		} else if name != "" && name != "." && lower(name) == host {
			return nil
		}
	}
	return HostnameError{c, h}
}
