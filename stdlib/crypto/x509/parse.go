package x509

import (
	"bytes"
	"crypto/internal/der"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// ParseCertificate reads a certificate.
func ParseCertificate(data []byte) (*Certificate, error) {
	c, err := parseCertificate(data)
	if err != nil {
		return nil, err
	}
	if len(data) != len(c.Raw) {
		return nil, errors.New("x509: trailing data")
	}
	return c, nil
}

// ParseCertificates reads certificates that follow each other without anything between.
func ParseCertificates(data []byte) ([]*Certificate, error) {
	var list []*Certificate
	for len(data) > 0 {
		c, err := parseCertificate(data)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
		data = data[len(c.Raw):]
	}
	return list, nil
}

func malformed(what string) error { return errors.New("x509: malformed " + what) }

// opened is what a signed structure consists of.
type opened struct {
	raw, rawTBS []byte
	tbs, rest   der.String // rest begins behind the part that is signed
}

func open(data []byte, what string) (o opened, err error) {
	input := der.String(data)
	full, ok := input.Element(der.Sequence)
	if !ok {
		return o, malformed(what)
	}
	o.raw = full
	body, ok := full.Read(der.Sequence)
	if !ok {
		return o, malformed(what)
	}
	tbs, ok := body.Element(der.Sequence)
	if !ok {
		return o, malformed("tbs " + what)
	}
	o.rawTBS, o.rest = tbs, body
	if o.tbs, ok = tbs.Read(der.Sequence); !ok {
		return o, malformed("tbs " + what)
	}
	return o, nil
}

// algorithm reads the algorithm of the signature, which stands within the signed part and behind it.
func (o *opened) algorithm() (SignatureAlgorithm, error) {
	inner, ok := o.tbs.Read(der.Sequence)
	if !ok {
		return 0, malformed("signature algorithm identifier")
	}
	outer, ok := o.rest.Read(der.Sequence)
	if !ok {
		return 0, malformed("algorithm identifier")
	}
	if !bytes.Equal(outer, inner) {
		return 0, errors.New("x509: inner and outer signature algorithm identifiers don't match")
	}
	ai, err := parseAlgorithm(inner)
	return signatureAlgorithm(ai), err
}

func (o *opened) signature() ([]byte, error) {
	s, ok := o.rest.BitString()
	if !ok {
		return nil, malformed("signature")
	}
	return s.RightAlign(), nil
}

func parseAlgorithm(s der.String) (ai pkix.AlgorithmIdentifier, err error) {
	var ok bool
	if ai.Algorithm, ok = s.OID(); !ok {
		return ai, malformed("OID")
	}
	if s.Empty() {
		return ai, nil
	}
	tag, _, full, ok := s.Any()
	if !ok {
		return ai, malformed("parameters")
	}
	ai.Parameters.Tag = int(tag)
	ai.Parameters.FullBytes = full
	return ai, nil
}

func parseString(tag byte, b []byte) (string, error) {
	all := func(name string, ok func(byte) bool) (string, error) {
		for _, c := range b {
			if !ok(c) {
				return "", errors.New("invalid " + name)
			}
		}
		return string(b), nil
	}
	switch tag {
	case asn1.TagT61String:
		r := make([]rune, len(b))
		for i, c := range b {
			r[i] = rune(c)
		}
		return string(r), nil
	case asn1.TagPrintableString:
		return all("PrintableString", func(c byte) bool {
			return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
				strings.IndexByte(" '()+,-./:=?*&", c) >= 0
		})
	case asn1.TagUTF8String:
		if !utf8.Valid(b) {
			return "", errors.New("invalid UTF-8 string")
		}
		return string(b), nil
	case asn1.TagBMPString:
		if len(b)%2 != 0 {
			return "", errors.New("invalid BMPString")
		}
		if n := len(b); n >= 2 && b[n-1] == 0 && b[n-2] == 0 {
			b = b[:n-2]
		}
		var s []uint16
		for ; len(b) > 0; b = b[2:] {
			u := uint16(b[0])<<8 | uint16(b[1])
			if u >= 0xfffe || u >= 0xfdd0 && u <= 0xfdef || u >= 0xd800 && u <= 0xdfff {
				return "", errors.New("invalid BMPString")
			}
			s = append(s, u)
		}
		return string(utf16.Decode(s)), nil
	case asn1.TagIA5String:
		return all("IA5String", func(c byte) bool { return c < utf8.RuneSelf })
	case asn1.TagNumericString:
		return all("NumericString", func(c byte) bool { return '0' <= c && c <= '9' || c == ' ' })
	}
	return "", fmt.Errorf("unsupported string type: %v", tag)
}

func parseName(full der.String) (name pkix.RDNSequence, err error) {
	bad := func(more string) error { return errors.New("x509: invalid RDNSequence" + more) }
	s, ok := full.Read(der.Sequence)
	if !ok {
		return nil, bad("")
	}
	for !s.Empty() {
		set, ok := s.Read(der.Set)
		if !ok {
			return nil, bad("")
		}
		var rdn pkix.RelativeDistinguishedNameSET
		for !set.Empty() {
			tv, ok := set.Read(der.Sequence)
			if !ok {
				return nil, bad(": invalid attribute")
			}
			oid, ok := tv.OID()
			if !ok {
				return nil, bad(": invalid attribute type")
			}
			tag, value, _, ok := tv.Any()
			if !ok {
				return nil, bad(": invalid attribute value")
			}
			text, err := parseString(tag, value)
			if err != nil {
				return nil, bad(": invalid attribute value: " + err.Error())
			}
			rdn = append(rdn, pkix.AttributeTypeAndValue{Type: oid, Value: text})
		}
		name = append(name, rdn)
	}
	return name, nil
}

// parseFullName takes a name off s.
func parseFullName(s *der.String, name *pkix.Name) ([]byte, error) {
	full, ok := s.Element(der.Sequence)
	if !ok {
		return nil, malformed("issuer")
	}
	rdns, err := parseName(full)
	if err != nil {
		return nil, err
	}
	name.FillFromRDNSequence(&rdns)
	return full, nil
}

func isTime(s der.String) bool { return s.Is(der.UTCTime) || s.Is(der.GeneralizedTime) }

func parseTime(s *der.String) (t time.Time, err error) {
	ok := true
	switch {
	case s.Is(der.UTCTime):
		if t, ok = s.Time(der.UTCTime); !ok {
			err = malformed("UTCTime")
		}
	case s.Is(der.GeneralizedTime):
		if t, ok = s.Time(der.GeneralizedTime); !ok {
			err = malformed("GeneralizedTime")
		}
	default:
		err = errors.New("x509: unsupported time format")
	}
	return t, err
}

func parseExtension(s *der.String) (e pkix.Extension, err error) {
	body, ok := s.Read(der.Sequence)
	if !ok {
		return e, malformed("extension")
	}
	if e.Id, ok = body.OID(); !ok {
		return e, malformed("extension OID field")
	}
	if body.Is(der.Boolean) {
		if e.Critical, ok = body.Bool(); !ok {
			return e, malformed("extension critical field")
		}
	}
	value, ok := body.Read(der.Octets)
	if !ok {
		return e, malformed("extension value field")
	}
	e.Value = value
	return e, nil
}

func parseCertificate(data []byte) (*Certificate, error) {
	o, err := open(data, "certificate")
	if err != nil {
		return nil, err
	}
	c := &Certificate{Raw: o.raw, RawTBSCertificate: o.rawTBS}
	tbs := &o.tbs
	if version, present, ok := tbs.Optional(der.Compound(0)); !ok {
		return nil, malformed("version")
	} else if present {
		n, ok := version.Int(der.Integer)
		if !ok || !version.Empty() || n < 0 || n >= math.MaxInt32 {
			return nil, malformed("version")
		}
		c.Version = int(n)
	}
	if c.Version++; c.Version > 3 {
		return nil, errors.New("x509: invalid version")
	}
	var ok bool
	if c.SerialNumber, ok = tbs.BigInt(); !ok {
		return nil, malformed("serial number")
	}
	if c.SerialNumber.Sign() < 0 && setting("x509negativeserial") != "1" {
		return nil, errors.New("x509: negative serial number")
	}
	if c.SignatureAlgorithm, err = o.algorithm(); err != nil {
		return nil, err
	}
	if c.RawIssuer, err = parseFullName(tbs, &c.Issuer); err != nil {
		return nil, err
	}
	validity, ok := tbs.Read(der.Sequence)
	if !ok {
		return nil, malformed("validity")
	}
	if c.NotBefore, err = parseTime(&validity); err != nil {
		return nil, err
	}
	if c.NotAfter, err = parseTime(&validity); err != nil {
		return nil, err
	}
	if c.RawSubject, err = parseFullName(tbs, &c.Subject); err != nil {
		return nil, err
	}
	full, ok := tbs.Element(der.Sequence)
	if !ok {
		return nil, malformed("spki")
	}
	c.RawSubjectPublicKeyInfo = full
	info, ok := full.Read(der.Sequence)
	if !ok {
		return nil, malformed("spki")
	}
	algorithm, ok := info.Read(der.Sequence)
	if !ok {
		return nil, malformed("public key algorithm identifier")
	}
	ai, err := parseAlgorithm(algorithm)
	if err != nil {
		return nil, err
	}
	c.PublicKeyAlgorithm = publicKeyAlgorithm(ai.Algorithm)
	bits, ok := info.BitString()
	if !ok {
		return nil, malformed("subjectPublicKey")
	}
	if c.PublicKeyAlgorithm != UnknownPublicKeyAlgorithm {
		if c.PublicKey, err = parsePublicKey(ai, bits); err != nil {
			return nil, err
		}
	}
	if c.Version > 1 {
		if err := c.parseRest(tbs); err != nil {
			return nil, err
		}
	}
	c.Signature, err = o.signature()
	return c, err
}

// parseRest reads what newer versions have behind the key.
func (c *Certificate) parseRest(tbs *der.String) error {
	if _, _, ok := tbs.Optional(der.Context(1)); !ok {
		return malformed("issuerUniqueID")
	}
	if _, _, ok := tbs.Optional(der.Context(2)); !ok {
		return malformed("subjectUniqueID")
	}
	if c.Version < 3 {
		return nil
	}
	s, present, ok := tbs.Optional(der.Compound(3))
	if !ok {
		return malformed("extensions")
	}
	if !present {
		return nil
	}
	list, ok := s.Read(der.Sequence)
	if !ok {
		return malformed("extensions")
	}
	seen := map[string]bool{}
	for !list.Empty() {
		e, err := parseExtension(&list)
		if err != nil {
			return err
		}
		name := e.Id.String()
		if seen[name] {
			return fmt.Errorf("x509: certificate contains duplicate extension with OID %q", name)
		}
		seen[name] = true
		c.Extensions = append(c.Extensions, e)
	}
	for _, e := range c.Extensions {
		handled, err := c.takeExtension(e)
		if err != nil {
			return err
		}
		if e.Critical && !handled {
			c.UnhandledCriticalExtensions = append(c.UnhandledCriticalExtensions, e.Id)
		}
	}
	return nil
}

// takeExtension sets the fields that an extension stands for.
func (c *Certificate) takeExtension(e pkix.Extension) (handled bool, err error) {
	value := der.String(e.Value)
	invalid := func(what string) (bool, error) { return false, errors.New("x509: invalid " + what) }
	switch e.Id.String() {
	case idKeyUsage:
		bits, ok := value.BitString()
		if !ok {
			return invalid("key usage")
		}
		for i := range 9 {
			c.KeyUsage |= KeyUsage(bits.At(i) << i)
		}
	case idBasicConstraints:
		if c.IsCA, c.MaxPathLen, err = parseBasicConstraints(value); err != nil {
			return false, err
		}
		c.BasicConstraintsValid = true
		c.MaxPathLenZero = c.MaxPathLen == 0
	case idSubjectAltName:
		if c.DNSNames, c.EmailAddresses, c.IPAddresses, c.URIs, err = parseNames(value); err != nil {
			return false, err
		}
		return len(c.DNSNames)+len(c.EmailAddresses)+len(c.IPAddresses)+len(c.URIs) > 0, nil
	case idNameConstraints:
		return c.parseNameConstraints(e)
	case idCRLPoints:
		return true, c.parseCRLPoints(value)
	case idAuthorityKeyId:
		c.AuthorityKeyId, err = parseAuthorityKeyId(e)
		return true, err
	case idPolicyConstraint:
		return true, c.parsePolicyConstraints(value)
	case idExtKeyUsage:
		list, ok := value.Read(der.Sequence)
		if !ok {
			return invalid("extended key usages")
		}
		for !list.Empty() {
			oid, ok := list.OID()
			if !ok {
				return invalid("extended key usages")
			}
			if eku, ok := extKeyUsage(oid); ok {
				c.ExtKeyUsage = append(c.ExtKeyUsage, eku)
			} else {
				c.UnknownExtKeyUsage = append(c.UnknownExtKeyUsage, oid)
			}
		}
	case idSubjectKeyId:
		if e.Critical {
			return false, errors.New("x509: subject key identifier incorrectly marked critical")
		}
		s, ok := value.Read(der.Octets)
		if !ok {
			return invalid("subject key identifier")
		}
		c.SubjectKeyId = s
	case idPolicies:
		if c.Policies, err = parsePolicies(value); err != nil {
			return false, err
		}
		c.PolicyIdentifiers = make([]asn1.ObjectIdentifier, 0, len(c.Policies))
		for _, p := range c.Policies {
			if oid, ok := p.toASN1OID(); ok {
				c.PolicyIdentifiers = append(c.PolicyIdentifiers, oid)
			}
		}
	case idPolicyMappings:
		list, ok := value.Read(der.Sequence)
		if !ok {
			return invalid("policy mappings extension")
		}
		for !list.Empty() {
			s, ok1 := list.Read(der.Sequence)
			issuer, ok2 := s.Read(der.ObjectIdentifier)
			subject, ok3 := s.Read(der.ObjectIdentifier)
			if !ok1 || !ok2 || !ok3 {
				return invalid("policy mappings extension")
			}
			c.PolicyMappings = append(c.PolicyMappings, PolicyMapping{OID{issuer}, OID{subject}})
		}
	case idInhibitAnyPolicy:
		n, ok := value.Int(der.Integer)
		if !ok {
			return invalid("inhibit any policy extension")
		}
		c.InhibitAnyPolicy, c.InhibitAnyPolicyZero = int(n), n == 0
	case idAuthorityAccess:
		if e.Critical {
			return false, errors.New("x509: authority info access incorrectly marked critical")
		}
		return true, c.parseAuthorityAccess(value)
	default:
		return false, nil
	}
	return true, nil
}

func parseBasicConstraints(s der.String) (isCA bool, maxPathLen int, err error) {
	invalid := errors.New("x509: invalid basic constraints")
	s, ok := s.Read(der.Sequence)
	if !ok {
		return false, 0, invalid
	}
	if s.Is(der.Boolean) {
		if isCA, ok = s.Bool(); !ok {
			return false, 0, invalid
		}
	}
	maxPathLen = -1
	if s.Is(der.Integer) {
		n, ok := s.Int(der.Integer)
		if !ok || n < 0 {
			return false, 0, invalid
		}
		maxPathLen = int(n)
	}
	return isCA, maxPathLen, nil
}

// Kinds of names.
const (
	nameEmail = 1
	nameDNS   = 2
	nameURI   = 6
	nameIP    = 7
)

func ascii(s string) error {
	for _, r := range s {
		if r >= utf8.RuneSelf {
			return fmt.Errorf("x509: %q cannot be encoded as an IA5String", s)
		}
	}
	return nil
}

func parseNames(s der.String) (dns, emails []string, ips []net.IP, uris []*url.URL, err error) {
	fail := func(format string, args ...any) ([]string, []string, []net.IP, []*url.URL, error) {
		return nil, nil, nil, nil, fmt.Errorf("x509: "+format, args...)
	}
	s, ok := s.Read(der.Sequence)
	if !ok {
		return fail("invalid subject alternative names")
	}
	for !s.Empty() {
		tag, body, _, ok := s.Any()
		if !ok {
			return fail("invalid subject alternative name")
		}
		text := string(body)
		switch tag {
		case der.Context(nameEmail):
			if ascii(text) != nil {
				return fail("SAN rfc822Name is malformed")
			}
			emails = append(emails, text)
		case der.Context(nameDNS):
			if ascii(text) != nil {
				return fail("SAN dNSName is malformed")
			}
			dns = append(dns, text)
		case der.Context(nameURI):
			if ascii(text) != nil {
				return fail("SAN uniformResourceIdentifier is malformed")
			}
			uri, err := url.Parse(text)
			if err != nil {
				return fail("cannot parse URI %q: %s", text, err)
			}
			if uri.Host != "" && !validDomain(uri.Host, false) {
				return fail("cannot parse URI %q: invalid domain", text)
			}
			uris = append(uris, uri)
		case der.Context(nameIP):
			if len(body) != net.IPv4len && len(body) != net.IPv6len {
				return fail("cannot parse IP address of length %s", strconv.Itoa(len(body)))
			}
			ips = append(ips, net.IP(body))
		}
	}
	return dns, emails, ips, uris, nil
}

// validDomain reports whether s is labels of printable ASCII with dots between. A constraint may begin with a dot.
func validDomain(s string, constraint bool) bool {
	if s == "" {
		return true
	}
	if constraint {
		s = strings.TrimPrefix(s, ".")
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" {
			return false
		}
		for i := range len(label) {
			if label[i] < 33 || label[i] > 126 {
				return false
			}
		}
	}
	return true
}

func validMask(mask []byte) bool {
	ones, bits := net.IPMask(mask).Size()
	return ones != 0 || bits != 0
}

func (c *Certificate) parseNameConstraints(e pkix.Extension) (handled bool, err error) {
	s := der.String(e.Value)
	top, ok := s.Read(der.Sequence)
	permitted, havePermitted, ok1 := top.Optional(der.Compound(0))
	excluded, haveExcluded, ok2 := top.Optional(der.Compound(1))
	if !ok || !s.Empty() || !ok1 || !ok2 || !top.Empty() {
		return false, errors.New("x509: invalid NameConstraints extension")
	}
	if !havePermitted && !haveExcluded || permitted.Empty() && excluded.Empty() {
		return false, errors.New("x509: empty name constraints extension")
	}
	handled = true
	trees := func(list der.String) (dns []string, ips []*net.IPNet, emails, uris []string, err error) {
		for !list.Empty() {
			tree, ok1 := list.Read(der.Sequence)
			tag, body, _, ok2 := tree.Any()
			if !ok1 || !ok2 {
				return nil, nil, nil, nil, errors.New("x509: invalid NameConstraints extension")
			}
			text := string(body)
			problem := ""
			if tag != der.Context(nameIP) {
				if err := ascii(text); err != nil && (tag == der.Context(nameDNS) || tag == der.Context(nameEmail) || tag == der.Context(nameURI)) {
					return nil, nil, nil, nil, errors.New("x509: invalid constraint value: " + err.Error())
				}
			}
			switch tag {
			case der.Context(nameDNS):
				if !validDomain(text, true) {
					problem = fmt.Sprintf("failed to parse dnsName constraint %q", text)
				}
				dns = append(dns, text)
			case der.Context(nameIP):
				n := len(body) / 2
				if len(body) != 8 && len(body) != 32 {
					problem = fmt.Sprintf("IP constraint contained value of length %d", len(body))
				} else if !validMask(body[n:]) {
					problem = fmt.Sprintf("IP constraint contained invalid mask %x", []byte(body[n:]))
				}
				ips = append(ips, &net.IPNet{IP: net.IP(body[:n]), Mask: net.IPMask(body[n:])})
			case der.Context(nameEmail):
				valid := validDomain(text, true)
				if strings.Contains(text, "@") {
					_, valid = parseMailbox(text)
				}
				if !valid {
					problem = fmt.Sprintf("failed to parse rfc822Name constraint %q", text)
				}
				emails = append(emails, text)
			case der.Context(nameURI):
				if net.ParseIP(text) != nil {
					problem = fmt.Sprintf("failed to parse URI constraint %q: cannot be IP address", text)
				} else if !validDomain(text, true) {
					problem = fmt.Sprintf("failed to parse URI constraint %q", text)
				}
				uris = append(uris, text)
			default:
				handled = false
			}
			if problem != "" {
				return nil, nil, nil, nil, errors.New("x509: " + problem)
			}
		}
		return dns, ips, emails, uris, nil
	}
	c.PermittedDNSDomains, c.PermittedIPRanges, c.PermittedEmailAddresses, c.PermittedURIDomains, err = trees(permitted)
	if err != nil {
		return false, err
	}
	c.ExcludedDNSDomains, c.ExcludedIPRanges, c.ExcludedEmailAddresses, c.ExcludedURIDomains, err = trees(excluded)
	if err != nil {
		return false, err
	}
	c.PermittedDNSDomainsCritical = e.Critical
	return handled, nil
}

func (c *Certificate) parseCRLPoints(s der.String) error {
	list, ok := s.Read(der.Sequence)
	if !ok {
		return errors.New("x509: invalid CRL distribution points")
	}
	invalid := errors.New("x509: invalid CRL distribution point")
	for !list.Empty() {
		point, ok := list.Read(der.Sequence)
		if !ok {
			return invalid
		}
		name, present, ok := point.Optional(der.Compound(0))
		if !ok {
			return invalid
		}
		if !present {
			continue
		}
		full, ok := name.Read(der.Compound(0))
		if !ok {
			return invalid
		}
		for full.Is(der.Context(nameURI)) {
			uri, ok := full.Read(der.Context(nameURI))
			if !ok {
				return invalid
			}
			c.CRLDistributionPoints = append(c.CRLDistributionPoints, string(uri))
		}
	}
	return nil
}

func parseAuthorityKeyId(e pkix.Extension) ([]byte, error) {
	if e.Critical {
		return nil, errors.New("x509: authority key identifier incorrectly marked critical")
	}
	value := der.String(e.Value)
	s, ok := value.Read(der.Sequence)
	if !ok {
		return nil, errors.New("x509: invalid authority key identifier")
	}
	if !s.Is(der.Context(0)) {
		return nil, nil
	}
	key, ok := s.Read(der.Context(0))
	if !ok {
		return nil, errors.New("x509: invalid authority key identifier")
	}
	return key, nil
}

func (c *Certificate) parsePolicyConstraints(s der.String) error {
	list, ok := s.Read(der.Sequence)
	if !ok {
		return errors.New("x509: invalid policy constraints extension")
	}
	for i, field := range []*int{&c.RequireExplicitPolicy, &c.InhibitPolicyMapping} {
		tag := der.Context(byte(i))
		if !list.Is(tag) {
			continue
		}
		n, ok := list.Int(tag)
		if !ok {
			return errors.New("x509: invalid policy constraints extension")
		}
		*field = int(n)
		if i == 0 {
			c.RequireExplicitPolicyZero = n == 0
		} else {
			c.InhibitPolicyMappingZero = n == 0
		}
	}
	return nil
}

func parsePolicies(s der.String) ([]OID, error) {
	invalid := errors.New("x509: invalid certificate policies")
	list, ok := s.Read(der.Sequence)
	if !ok {
		return nil, invalid
	}
	var oids []OID
	seen := map[string]bool{}
	for !list.Empty() {
		policy, ok1 := list.Read(der.Sequence)
		body, ok2 := policy.Read(der.ObjectIdentifier)
		if !ok1 || !ok2 || seen[string(body)] {
			return nil, invalid
		}
		seen[string(body)] = true
		oid, ok := oidFromDER(body)
		if !ok {
			return nil, invalid
		}
		oids = append(oids, oid)
	}
	return oids, nil
}

func (c *Certificate) parseAuthorityAccess(s der.String) error {
	invalid := errors.New("x509: invalid authority info access")
	list, ok := s.Read(der.Sequence)
	if !ok {
		return invalid
	}
	for !list.Empty() {
		access, ok1 := list.Read(der.Sequence)
		method, ok2 := access.OID()
		if !ok1 || !ok2 {
			return invalid
		}
		if !access.Is(der.Context(nameURI)) {
			continue
		}
		uri, ok := access.Read(der.Context(nameURI))
		if !ok {
			return invalid
		}
		switch method.String() {
		case idAccessOCSP:
			c.OCSPServer = append(c.OCSPServer, string(uri))
		case idAccessIssuers:
			c.IssuingCertificateURL = append(c.IssuingCertificateURL, string(uri))
		}
	}
	return nil
}
