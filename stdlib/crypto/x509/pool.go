package x509

import (
	"bytes"
	"crypto/sha256"
	"encoding/pem"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

type sum = [sha256.Size224]byte

// CertPool is a set of certificates.
type CertPool struct {
	members []member
	byName  map[string][]int // numbers of members by the subject
	sums    map[sum]bool
}

type member struct {
	cert       *Certificate
	constraint func([]*Certificate) error // nil if there is none
}

// NewCertPool returns a new pool without certificates.
func NewCertPool() *CertPool { return &CertPool{byName: map[string][]int{}, sums: map[sum]bool{}} }

func (s *CertPool) len() int {
	if s == nil {
		return 0
	}
	return len(s.members)
}

// Clone returns a copy.
func (s *CertPool) Clone() *CertPool {
	p := NewCertPool()
	p.members = slices.Clone(s.members)
	maps.Copy(p.sums, s.sums)
	for name, list := range s.byName {
		p.byName[name] = slices.Clone(list)
	}
	return p
}

// candidates returns the members that may have signed cert by their name, the likeliest first by the key.
func (s *CertPool) candidates(cert *Certificate) []member {
	if s == nil {
		return nil
	}
	var match, unknown, mismatch []member
	for _, i := range s.byName[string(cert.RawIssuer)] {
		m := s.members[i]
		key := m.cert.SubjectKeyId
		switch {
		case bytes.Equal(key, cert.AuthorityKeyId):
			match = append(match, m)
		case len(key) == 0 || len(cert.AuthorityKeyId) == 0:
			unknown = append(unknown, m)
		default:
			mismatch = append(mismatch, m)
		}
	}
	return append(append(match, unknown...), mismatch...)
}

func (s *CertPool) contains(cert *Certificate) bool {
	return s != nil && s.sums[sha256.Sum224(cert.Raw)]
}

// AddCert adds a certificate.
func (s *CertPool) AddCert(cert *Certificate) { s.AddCertWithConstraint(cert, nil) }

// AddCertWithConstraint adds a certificate that ends only chains for which constraint returns nil.
func (s *CertPool) AddCertWithConstraint(cert *Certificate, constraint func([]*Certificate) error) {
	if cert == nil {
		panic("adding nil Certificate to CertPool")
	}
	h := sha256.Sum224(cert.Raw)
	if s.sums[h] {
		return
	}
	s.sums[h] = true
	s.byName[string(cert.RawSubject)] = append(s.byName[string(cert.RawSubject)], len(s.members))
	s.members = append(s.members, member{cert, constraint})
}

// AppendCertsFromPEM adds the certificates in a PEM text, and reports whether there were any.
func (s *CertPool) AppendCertsFromPEM(pemCerts []byte) (ok bool) {
	for len(pemCerts) > 0 {
		var block *pem.Block
		if block, pemCerts = pem.Decode(pemCerts); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" || len(block.Headers) != 0 {
			continue
		}
		if cert, err := ParseCertificate(block.Bytes); err == nil {
			s.AddCert(cert)
			ok = true
		}
	}
	return ok
}

// Subjects returns the names of the certificates.
//
// Deprecated: it does not return those of the system.
func (s *CertPool) Subjects() [][]byte {
	list := make([][]byte, s.len())
	for i := range list {
		list[i] = s.members[i].cert.RawSubject
	}
	return list
}

// Equal reports whether both have the same certificates.
func (s *CertPool) Equal(other *CertPool) bool {
	if s == nil || other == nil {
		return s == other
	}
	return maps.Equal(s.sums, other.sums)
}

// system is the certificates that the system trusts.
var system struct {
	sync.Mutex
	loaded      bool
	roots       *CertPool
	err         error
	fallback    *CertPool
	hasFallback bool
}

func systemRoots() (*CertPool, error) {
	system.Lock()
	defer system.Unlock()
	if !system.loaded {
		system.loaded = true
		system.roots, system.err = loadRoots()
		useFallback()
	}
	return system.roots, system.err
}

// useFallback replaces the system's certificates if there are none, or that is asked for.
func useFallback() {
	if system.fallback != nil && (system.roots.len() == 0 || setting("x509usefallbackroots") == "1") {
		system.roots, system.err = system.fallback, nil
	}
}

// loadRoots reads the files of SSL_CERT_FILE and SSL_CERT_DIR, or where distributions have theirs.
func loadRoots() (*CertPool, error) {
	files := []string{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
		"/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem"}
	if file := os.Getenv("SSL_CERT_FILE"); file != "" {
		files = []string{file}
	}
	roots := NewCertPool()
	var first error
	note := func(err error) {
		if first == nil && !os.IsNotExist(err) {
			first = err
		}
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err == nil {
			roots.AppendCertsFromPEM(data)
			break
		}
		note(err)
	}
	dirs := []string{"/etc/ssl/certs", "/etc/pki/tls/certs"}
	if list := os.Getenv("SSL_CERT_DIR"); list != "" {
		dirs = strings.Split(list, ":")
	} else if roots.len() > 0 {
		// The same certificates, one a file.
		dirs = nil
	}
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			note(err)
			continue
		}
		for _, e := range entries {
			path := filepath.Join(dir, e.Name())
			if e.Type()&os.ModeSymlink != 0 {
				// Links by hash to a file of the same folder.
				if target, err := os.Readlink(path); err == nil && !strings.Contains(target, "/") {
					continue
				}
			}
			if data, err := os.ReadFile(path); err == nil {
				roots.AppendCertsFromPEM(data)
			}
		}
	}
	if roots.len() > 0 || first == nil {
		return roots, nil
	}
	return nil, first
}

// SystemCertPool returns a copy of the certificates that the system trusts: those of SSL_CERT_FILE and SSL_CERT_DIR if these are
// set.
func SystemCertPool() (*CertPool, error) {
	roots, err := systemRoots()
	if roots != nil {
		return roots.Clone(), nil
	}
	return nil, err
}

// SetFallbackRoots sets the certificates to trust where the system has none; GODEBUG=x509usefallbackroots=1 prefers them. It may
// be called once, and panics if roots is nil.
func SetFallbackRoots(roots *CertPool) {
	if roots == nil {
		panic("roots must be non-nil")
	}
	system.Lock()
	defer system.Unlock()
	if system.hasFallback {
		panic("SetFallbackRoots has already been called")
	}
	system.hasFallback, system.fallback = true, roots
	if system.loaded {
		useFallback()
	}
}
