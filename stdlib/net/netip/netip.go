// Package netip defines IP addresses, with port or prefix, as small comparable values.
package netip

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math/bits"
	"strconv"
	"strings"
)

// Addr is an IPv4 or IPv6 address, the latter perhaps with a zone. The zero Addr is not valid.
type Addr struct {
	hi, lo uint64 // IPv4 addresses as ::ffff:a.b.c.d
	kind   uint8  // 4, 6 or 0
	zone   string
}

const mapped = 0xffff << 32

// IPv6LinkLocalAllNodes returns ff02::1.
func IPv6LinkLocalAllNodes() Addr { return Addr{hi: 0xff02 << 48, lo: 1, kind: 6} }

// IPv6LinkLocalAllRouters returns ff02::2.
func IPv6LinkLocalAllRouters() Addr { return Addr{hi: 0xff02 << 48, lo: 2, kind: 6} }

// IPv6Loopback returns ::1.
func IPv6Loopback() Addr { return Addr{lo: 1, kind: 6} }

// IPv6Unspecified returns ::.
func IPv6Unspecified() Addr { return Addr{kind: 6} }

// IPv4Unspecified returns 0.0.0.0.
func IPv4Unspecified() Addr { return Addr{lo: mapped, kind: 4} }

// AddrFrom4 returns the IPv4 address of four bytes.
func AddrFrom4(addr [4]byte) Addr {
	return Addr{lo: mapped | uint64(binary.BigEndian.Uint32(addr[:])), kind: 4}
}

// AddrFrom16 returns the IPv6 address of sixteen bytes.
func AddrFrom16(addr [16]byte) Addr {
	return Addr{hi: binary.BigEndian.Uint64(addr[:8]), lo: binary.BigEndian.Uint64(addr[8:]), kind: 6}
}

// AddrFromSlice returns the address of 4 or 16 bytes.
func AddrFromSlice(slice []byte) (ip Addr, ok bool) {
	switch len(slice) {
	case 4:
		return AddrFrom4([4]byte(slice)), true
	case 16:
		return AddrFrom16([16]byte(slice)), true
	}
	return Addr{}, false
}

type parseAddrError struct {
	in, msg, at string
}

func (err parseAddrError) Error() string {
	s := "ParseAddr(" + strconv.Quote(err.in) + "): " + err.msg
	if err.at != "" {
		s += " (at " + strconv.Quote(err.at) + ")"
	}
	return s
}

// MustParseAddr is ParseAddr that panics on errors.
func MustParseAddr(s string) Addr {
	ip, err := ParseAddr(s)
	if err != nil {
		panic(err)
	}
	return ip
}

// ParseAddr returns the address that s stands for: dotted decimal, or IPv6 with an optional %zone.
func ParseAddr(s string) (Addr, error) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '.':
			var b [4]byte
			if err := parse4(s, s, b[:]); err != nil {
				return Addr{}, err
			}
			return AddrFrom4(b), nil
		case ':':
			return parse6(s)
		case '%':
			return Addr{}, parseAddrError{in: s, msg: "missing IPv6 address"}
		}
	}
	return Addr{}, parseAddrError{in: s, msg: "unable to parse IP"}
}

// parse4 reads s, the end of in, into four bytes.
func parse4(in, s string, fields []byte) error {
	value, field, digits := 0, 0, 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case '0' <= c && c <= '9':
			if digits == 1 && value == 0 {
				return parseAddrError{in: in, msg: "IPv4 field has octet with leading zero"}
			}
			value = value*10 + int(c-'0')
			digits++
			if value > 255 {
				return parseAddrError{in: in, msg: "IPv4 field has value >255"}
			}
		case c == '.':
			if i == 0 || i == len(s)-1 || s[i-1] == '.' {
				return parseAddrError{in: in, msg: "IPv4 field must have at least one digit", at: s[i:]}
			}
			if field == 3 {
				return parseAddrError{in: in, msg: "IPv4 address too long"}
			}
			fields[field] = byte(value)
			field++
			value, digits = 0, 0
		default:
			return parseAddrError{in: in, msg: "unexpected character", at: s[i:]}
		}
	}
	if field < 3 {
		return parseAddrError{in: in, msg: "IPv4 address too short"}
	}
	fields[3] = byte(value)
	return nil
}

func hexValue(c byte) int {
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

func parse6(in string) (Addr, error) {
	wrong := func(msg, at string) (Addr, error) { return Addr{}, parseAddrError{in, msg, at} }
	s, zone, hasZone := strings.Cut(in, "%")
	if hasZone && zone == "" {
		return wrong("zone must be a non-empty string", "")
	}
	var ip [16]byte
	ellipsis := -1
	if strings.HasPrefix(s, "::") {
		ellipsis = 0
		s = s[2:]
		if s == "" {
			return IPv6Unspecified().WithZone(zone), nil
		}
	}
	n := 0
	for n < 16 {
		value, digits := 0, 0
		for ; digits < len(s); digits++ {
			v := hexValue(s[digits])
			if v < 0 {
				break
			}
			value = value<<4 + v
			if digits > 3 {
				return wrong("each group must have 4 or less digits", s)
			}
		}
		if digits == 0 {
			return wrong("each colon-separated field must have at least one digit", s)
		}
		if digits < len(s) && s[digits] == '.' {
			if ellipsis < 0 && n != 12 {
				return wrong("embedded IPv4 address must replace the final 2 fields of the address", s)
			}
			if n+4 > 16 {
				return wrong("too many hex fields to fit an embedded IPv4 at the end of the address", s)
			}
			if err := parse4(in, s, ip[n:n+4]); err != nil {
				return Addr{}, err
			}
			s = ""
			n += 4
			break
		}
		binary.BigEndian.PutUint16(ip[n:], uint16(value))
		n += 2
		s = s[digits:]
		if s == "" {
			break
		}
		if s[0] != ':' {
			return wrong("unexpected character, want colon", s)
		}
		if len(s) == 1 {
			return wrong("colon must be followed by more characters", s)
		}
		s = s[1:]
		if s[0] == ':' {
			if ellipsis >= 0 {
				return wrong("multiple :: in address", s)
			}
			ellipsis = n
			if s = s[1:]; s == "" {
				break
			}
		}
	}
	if s != "" {
		return wrong("trailing garbage after address", s)
	}
	if n < 16 {
		if ellipsis < 0 {
			return wrong("address string too short", "")
		}
		copy(ip[ellipsis+16-n:], ip[ellipsis:n])
		clear(ip[ellipsis : ellipsis+16-n])
	} else if ellipsis >= 0 {
		return wrong("the :: must expand to at least one field of zeros", "")
	}
	return AddrFrom16(ip).WithZone(zone), nil
}

func (ip Addr) byte4(i int) byte { return byte(ip.lo >> ((3 - i) * 8)) }
func (ip Addr) group(i int) uint16 {
	if i < 4 {
		return uint16(ip.hi >> ((3 - i) * 16))
	}
	return uint16(ip.lo >> ((7 - i) * 16))
}

// IsValid reports whether ip is an address.
func (ip Addr) IsValid() bool { return ip.kind != 0 }

// BitLen returns 32, 128, or 0 for the zero Addr.
func (ip Addr) BitLen() int {
	switch ip.kind {
	case 4:
		return 32
	case 6:
		return 128
	}
	return 0
}

// Zone returns the zone of an IPv6 address, "" if there is none.
func (ip Addr) Zone() string { return ip.zone }

// Compare orders by length, then by value, then by zone.
func (ip Addr) Compare(ip2 Addr) int {
	if c := cmp.Compare(ip.BitLen(), ip2.BitLen()); c != 0 {
		return c
	}
	if c := cmp.Compare(ip.hi, ip2.hi); c != 0 {
		return c
	}
	if c := cmp.Compare(ip.lo, ip2.lo); c != 0 {
		return c
	}
	return strings.Compare(ip.zone, ip2.zone)
}

// Less reports whether ip comes before ip2.
func (ip Addr) Less(ip2 Addr) bool { return ip.Compare(ip2) < 0 }

// Is4 reports whether ip is an IPv4 address.
func (ip Addr) Is4() bool { return ip.kind == 4 }

// Is6 reports whether ip is an IPv6 address.
func (ip Addr) Is6() bool { return ip.kind == 6 }

// Is4In6 reports whether ip is an IPv4 address as an IPv6 one.
func (ip Addr) Is4In6() bool { return ip.kind == 6 && ip.hi == 0 && ip.lo>>32 == 0xffff }

// Unmap returns ip, as IPv4 if it is an IPv4 address as an IPv6 one.
func (ip Addr) Unmap() Addr {
	if ip.Is4In6() {
		ip.kind = 4
		ip.zone = ""
	}
	return ip
}

// WithZone returns an IPv6 address with that zone; IPv4 addresses have none.
func (ip Addr) WithZone(zone string) Addr {
	if ip.kind == 6 {
		ip.zone = zone
	}
	return ip
}

// IsLinkLocalUnicast reports whether ip is link-local.
func (ip Addr) IsLinkLocalUnicast() bool {
	ip = ip.Unmap()
	return ip.kind == 4 && ip.lo>>16&0xffff == 169<<8|254 || ip.kind == 6 && ip.group(0)&0xffc0 == 0xfe80
}

// IsLoopback reports whether ip is a loopback address.
func (ip Addr) IsLoopback() bool {
	ip = ip.Unmap()
	return ip.kind == 4 && ip.byte4(0) == 127 || ip.kind == 6 && ip.hi == 0 && ip.lo == 1
}

// IsMulticast reports whether ip is a multicast address.
func (ip Addr) IsMulticast() bool {
	ip = ip.Unmap()
	return ip.kind == 4 && ip.byte4(0)&0xf0 == 0xe0 || ip.kind == 6 && ip.hi>>56 == 0xff
}

// IsInterfaceLocalMulticast reports whether ip is an interface-local multicast address.
func (ip Addr) IsInterfaceLocalMulticast() bool {
	return ip.kind == 6 && !ip.Is4In6() && ip.group(0)&0xff0f == 0xff01
}

// IsLinkLocalMulticast reports whether ip is a link-local multicast address.
func (ip Addr) IsLinkLocalMulticast() bool {
	ip = ip.Unmap()
	return ip.kind == 4 && uint32(ip.lo)>>8 == 224<<16 || ip.kind == 6 && ip.group(0)&0xff0f == 0xff02
}

// IsGlobalUnicast reports whether ip is a global unicast address, which private ones are, too.
func (ip Addr) IsGlobalUnicast() bool {
	ip = ip.Unmap()
	if ip.kind == 0 || ip.kind == 4 && uint32(ip.lo) == 0xffffffff {
		return false
	}
	return !ip.IsUnspecified() && !ip.IsLoopback() && !ip.IsMulticast() && !ip.IsLinkLocalUnicast()
}

// IsPrivate reports whether ip is in one of the private ranges.
func (ip Addr) IsPrivate() bool {
	ip = ip.Unmap()
	if ip.kind == 4 {
		a, b := ip.byte4(0), ip.byte4(1)
		return a == 10 || a == 172 && b&0xf0 == 16 || a == 192 && b == 168
	}
	return ip.kind == 6 && ip.hi>>57 == 0xfc>>1
}

// IsUnspecified reports whether ip is 0.0.0.0 or ::.
func (ip Addr) IsUnspecified() bool { return ip == IPv4Unspecified() || ip == IPv6Unspecified() }

// mask returns the n highest of 128 bits.
func mask(n int) (hi, lo uint64) {
	if n <= 64 {
		return ^(^uint64(0) >> n), 0
	}
	return ^uint64(0), ^(^uint64(0) >> (n - 64))
}

// Prefix returns the first b bits of ip as a Prefix.
func (ip Addr) Prefix(b int) (Prefix, error) {
	if b < 0 {
		return Prefix{}, errors.New("negative Prefix bits")
	}
	n := b
	switch ip.kind {
	case 0:
		return Prefix{}, nil
	case 4:
		if b > 32 {
			return Prefix{}, errors.New("prefix length " + strconv.Itoa(b) + " too large for IPv4")
		}
		n += 96
	default:
		if b > 128 {
			return Prefix{}, errors.New("prefix length " + strconv.Itoa(b) + " too large for IPv6")
		}
	}
	hi, lo := mask(n)
	ip.hi &= hi
	ip.lo &= lo
	return PrefixFrom(ip, b), nil
}

// As16 returns the address as sixteen bytes, the zone left out.
func (ip Addr) As16() (a16 [16]byte) {
	binary.BigEndian.PutUint64(a16[:8], ip.hi)
	binary.BigEndian.PutUint64(a16[8:], ip.lo)
	return a16
}

// As4 returns an IPv4 address as four bytes; it panics for others.
func (ip Addr) As4() (a4 [4]byte) {
	if ip.kind != 4 && !ip.Is4In6() {
		if ip.kind == 0 {
			panic("As4 called on IP zero value")
		}
		panic("As4 called on IPv6 address")
	}
	binary.BigEndian.PutUint32(a4[:], uint32(ip.lo))
	return a4
}

// AsSlice returns the address as 4 or 16 bytes, nil for the zero Addr.
func (ip Addr) AsSlice() []byte {
	switch ip.kind {
	case 4:
		b := ip.As4()
		return b[:]
	case 6:
		b := ip.As16()
		return b[:]
	}
	return nil
}

// Next returns the address after ip; after the last one comes the zero Addr.
func (ip Addr) Next() Addr {
	var carry uint64
	ip.lo, carry = bits.Add64(ip.lo, 1, 0)
	ip.hi += carry
	if ip.kind == 4 && uint32(ip.lo) == 0 || ip.kind != 4 && ip.lo == 0 && ip.hi == 0 {
		return Addr{}
	}
	return ip
}

// Prev returns the address before ip; before the first one comes the zero Addr.
func (ip Addr) Prev() Addr {
	if ip.kind == 4 && uint32(ip.lo) == 0 || ip.kind != 4 && ip.lo == 0 && ip.hi == 0 {
		return Addr{}
	}
	var borrow uint64
	ip.lo, borrow = bits.Sub64(ip.lo, 1, 0)
	ip.hi -= borrow
	return ip
}

// String returns the address as RFC 5952 wants it, "invalid IP" for the zero Addr.
func (ip Addr) String() string {
	if ip.kind == 0 {
		return "invalid IP"
	}
	return string(ip.AppendTo(nil))
}

// AppendTo appends what MarshalText returns.
func (ip Addr) AppendTo(b []byte) []byte {
	switch {
	case ip.kind == 0:
		return b
	case ip.kind == 4:
		return ip.append4(b)
	case ip.Is4In6():
		b = ip.append4(append(b, "::ffff:"...))
	default:
		b = ip.append6(b)
	}
	if ip.zone != "" {
		b = append(append(b, '%'), ip.zone...)
	}
	return b
}

func (ip Addr) append4(b []byte) []byte {
	for i := range 4 {
		if i > 0 {
			b = append(b, '.')
		}
		b = strconv.AppendUint(b, uint64(ip.byte4(i)), 10)
	}
	return b
}

// append6 writes the longest run of two or more zero groups as "::".
func (ip Addr) append6(b []byte) []byte {
	from, to := -1, -1
	for i := 0; i < 8; i++ {
		j := i
		for j < 8 && ip.group(j) == 0 {
			j++
		}
		if j-i >= 2 && j-i > to-from {
			from, to = i, j
		}
	}
	for i := 0; i < 8; i++ {
		if i == from {
			b = append(b, ':', ':')
			if i = to; i >= 8 {
				break
			}
		} else if i > 0 {
			b = append(b, ':')
		}
		b = strconv.AppendUint(b, uint64(ip.group(i)), 16)
	}
	return b
}

// StringExpanded is String with all zeros of IPv6 addresses written.
func (ip Addr) StringExpanded() string {
	if ip.kind != 6 {
		return ip.String()
	}
	const digits = "0123456789abcdef"
	var b []byte
	for i := range 8 {
		if i > 0 {
			b = append(b, ':')
		}
		g := ip.group(i)
		b = append(b, digits[g>>12], digits[g>>8&15], digits[g>>4&15], digits[g&15])
	}
	if ip.zone != "" {
		b = append(append(b, '%'), ip.zone...)
	}
	return string(b)
}

// AppendText is AppendTo for encoding.TextAppender.
func (ip Addr) AppendText(b []byte) ([]byte, error) { return ip.AppendTo(b), nil }

// MarshalText returns the address as text, "" for the zero Addr.
func (ip Addr) MarshalText() ([]byte, error) { return ip.AppendTo([]byte{}), nil }

// UnmarshalText parses what MarshalText returns.
func (ip *Addr) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*ip = Addr{}
		return nil
	}
	var err error
	*ip, err = ParseAddr(string(text))
	return err
}

// AppendBinary appends what MarshalBinary returns.
func (ip Addr) AppendBinary(b []byte) ([]byte, error) {
	return append(append(b, ip.AsSlice()...), ip.zone...), nil
}

// MarshalBinary returns the bytes of the address, and of its zone.
func (ip Addr) MarshalBinary() ([]byte, error) { return ip.AppendBinary([]byte{}) }

// UnmarshalBinary reads what MarshalBinary returns.
func (ip *Addr) UnmarshalBinary(b []byte) error {
	switch n := len(b); {
	case n == 0:
		*ip = Addr{}
	case n == 4:
		*ip = AddrFrom4([4]byte(b))
	case n >= 16:
		*ip = AddrFrom16([16]byte(b[:16])).WithZone(string(b[16:]))
	default:
		return errors.New("unexpected slice size")
	}
	return nil
}

// AddrPort is an address with a port.
type AddrPort struct {
	ip   Addr
	port uint16
}

// AddrPortFrom returns an AddrPort.
func AddrPortFrom(ip Addr, port uint16) AddrPort { return AddrPort{ip, port} }

// Addr returns the address.
func (p AddrPort) Addr() Addr { return p.ip }

// Port returns the port.
func (p AddrPort) Port() uint16 { return p.port }

// ParseAddrPort parses "a.b.c.d:port" or "[ipv6]:port".
func ParseAddrPort(s string) (AddrPort, error) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return AddrPort{}, errors.New("not an ip:port")
	}
	host, port := s[:i], s[i+1:]
	if host == "" {
		return AddrPort{}, errors.New("no IP")
	}
	if port == "" {
		return AddrPort{}, errors.New("no port")
	}
	brackets := host[0] == '['
	if brackets {
		if len(host) < 2 || host[len(host)-1] != ']' {
			return AddrPort{}, errors.New("missing ]")
		}
		host = host[1 : len(host)-1]
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return AddrPort{}, errors.New("invalid port " + strconv.Quote(port) + " parsing " + strconv.Quote(s))
	}
	ip, err := ParseAddr(host)
	if err != nil {
		return AddrPort{}, err
	}
	if brackets && ip.Is4() {
		return AddrPort{}, errors.New("invalid ip:port " + strconv.Quote(s) + ", square brackets can only be used with IPv6 addresses")
	}
	if !brackets && ip.Is6() {
		return AddrPort{}, errors.New("invalid ip:port " + strconv.Quote(s) + ", IPv6 addresses must be surrounded by square brackets")
	}
	return AddrPort{ip, uint16(n)}, nil
}

// MustParseAddrPort is ParseAddrPort that panics on errors.
func MustParseAddrPort(s string) AddrPort {
	p, err := ParseAddrPort(s)
	if err != nil {
		panic(err)
	}
	return p
}

// IsValid reports whether the address is valid.
func (p AddrPort) IsValid() bool { return p.ip.IsValid() }

// Compare orders by address, then by port.
func (p AddrPort) Compare(p2 AddrPort) int {
	if c := p.ip.Compare(p2.ip); c != 0 {
		return c
	}
	return cmp.Compare(p.port, p2.port)
}

// String returns the text that ParseAddrPort parses.
func (p AddrPort) String() string {
	if p.ip.kind == 0 {
		return "invalid AddrPort"
	}
	return string(p.AppendTo(nil))
}

// AppendTo appends what MarshalText returns.
func (p AddrPort) AppendTo(b []byte) []byte {
	switch p.ip.kind {
	case 0:
		return b
	case 4:
		b = p.ip.append4(b)
	default:
		b = append(p.ip.AppendTo(append(b, '[')), ']')
	}
	return strconv.AppendUint(append(b, ':'), uint64(p.port), 10)
}

// AppendText is AppendTo for encoding.TextAppender.
func (p AddrPort) AppendText(b []byte) ([]byte, error) { return p.AppendTo(b), nil }

// MarshalText returns the text that ParseAddrPort parses, "" for the zero AddrPort.
func (p AddrPort) MarshalText() ([]byte, error) { return p.AppendTo([]byte{}), nil }

// UnmarshalText parses what MarshalText returns.
func (p *AddrPort) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = AddrPort{}
		return nil
	}
	var err error
	*p, err = ParseAddrPort(string(text))
	return err
}

// AppendBinary appends what MarshalBinary returns.
func (p AddrPort) AppendBinary(b []byte) ([]byte, error) {
	b, _ = p.ip.AppendBinary(b)
	return binary.LittleEndian.AppendUint16(b, p.port), nil
}

// MarshalBinary returns the address's bytes and the port.
func (p AddrPort) MarshalBinary() ([]byte, error) { return p.AppendBinary(nil) }

// UnmarshalBinary reads what MarshalBinary returns.
func (p *AddrPort) UnmarshalBinary(b []byte) error {
	n := len(b) - 2
	if n < 0 {
		return errors.New("unexpected slice size")
	}
	var ip Addr
	if err := ip.UnmarshalBinary(b[:n]); err != nil {
		return err
	}
	*p = AddrPort{ip, binary.LittleEndian.Uint16(b[n:])}
	return nil
}

// Prefix is an address and how many of its bits count.
type Prefix struct {
	ip   Addr  // without zone
	bits uint8 // plus one; 0: not valid
}

// PrefixFrom returns a Prefix of that many bits; the others are kept.
func PrefixFrom(ip Addr, bits int) Prefix {
	p := Prefix{ip: ip}
	p.ip.zone = ""
	if ip.kind != 0 && bits >= 0 && bits <= ip.BitLen() {
		p.bits = uint8(bits) + 1
	}
	return p
}

// Addr returns the address.
func (p Prefix) Addr() Addr { return p.ip }

// Bits returns the number of bits, -1 if p is not valid.
func (p Prefix) Bits() int { return int(p.bits) - 1 }

// IsValid reports whether p has an address and bits that fit it.
func (p Prefix) IsValid() bool { return p.bits > 0 }

// IsSingleIP reports whether p contains its address only.
func (p Prefix) IsSingleIP() bool { return p.IsValid() && p.Bits() == p.ip.BitLen() }

// Compare orders by masked address, then by bits, then by address.
func (p Prefix) Compare(p2 Prefix) int {
	if c := p.Masked().ip.Compare(p2.Masked().ip); c != 0 {
		return c
	}
	if c := cmp.Compare(p.bits, p2.bits); c != 0 {
		return c
	}
	return p.ip.Compare(p2.ip)
}

type parsePrefixError struct {
	in, msg string
}

func (err parsePrefixError) Error() string {
	return "netip.ParsePrefix(" + strconv.Quote(err.in) + "): " + err.msg
}

// ParsePrefix parses "address/bits".
func ParsePrefix(s string) (Prefix, error) {
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return Prefix{}, parsePrefixError{s, "no '/'"}
	}
	ip, err := ParseAddr(s[:i])
	if err != nil {
		return Prefix{}, parsePrefixError{s, err.Error()}
	}
	if ip.zone != "" {
		return Prefix{}, parsePrefixError{s, "IPv6 zones cannot be present in a prefix"}
	}
	text := s[i+1:]
	n, err := strconv.Atoi(text)
	if err != nil || len(text) > 1 && (text[0] < '1' || text[0] > '9') {
		return Prefix{}, parsePrefixError{s, "bad bits after slash: " + strconv.Quote(text)}
	}
	if n < 0 || n > ip.BitLen() {
		return Prefix{}, parsePrefixError{s, "prefix length out of range"}
	}
	return PrefixFrom(ip, n), nil
}

// MustParsePrefix is ParsePrefix that panics on errors.
func MustParsePrefix(s string) Prefix {
	p, err := ParsePrefix(s)
	if err != nil {
		panic(err)
	}
	return p
}

// Masked returns p with all bits zero that do not count.
func (p Prefix) Masked() Prefix {
	m, _ := p.ip.Prefix(p.Bits())
	return m
}

// Contains reports whether ip begins with p's bits. Addresses with a zone are in no prefix.
func (p Prefix) Contains(ip Addr) bool {
	if !p.IsValid() || ip.zone != "" || ip.kind != p.ip.kind {
		return false
	}
	n := p.Bits()
	if ip.kind == 4 {
		n += 96
	}
	hi, lo := mask(n)
	return (ip.hi^p.ip.hi)&hi == 0 && (ip.lo^p.ip.lo)&lo == 0
}

// Overlaps reports whether p and o have addresses in common.
func (p Prefix) Overlaps(o Prefix) bool {
	if !p.IsValid() || !o.IsValid() || p.ip.kind != o.ip.kind {
		return false
	}
	n := min(p.Bits(), o.Bits())
	a, _ := p.ip.Prefix(n)
	b, _ := o.ip.Prefix(n)
	return a == b
}

// AppendTo appends what MarshalText returns.
func (p Prefix) AppendTo(b []byte) []byte {
	if p == (Prefix{}) {
		return b
	}
	if !p.IsValid() {
		return append(b, "invalid Prefix"...)
	}
	return strconv.AppendInt(append(p.ip.AppendTo(b), '/'), int64(p.Bits()), 10)
}

// AppendText is AppendTo for encoding.TextAppender.
func (p Prefix) AppendText(b []byte) ([]byte, error) { return p.AppendTo(b), nil }

// MarshalText returns the text that ParsePrefix parses, "" for the zero Prefix.
func (p Prefix) MarshalText() ([]byte, error) { return p.AppendTo([]byte{}), nil }

// UnmarshalText parses what MarshalText returns.
func (p *Prefix) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Prefix{}
		return nil
	}
	var err error
	*p, err = ParsePrefix(string(text))
	return err
}

// AppendBinary appends what MarshalBinary returns.
func (p Prefix) AppendBinary(b []byte) ([]byte, error) {
	b, _ = p.ip.AppendBinary(b)
	return append(b, uint8(p.Bits())), nil
}

// MarshalBinary returns the address's bytes and the number of bits.
func (p Prefix) MarshalBinary() ([]byte, error) { return p.AppendBinary(nil) }

// UnmarshalBinary reads what MarshalBinary returns.
func (p *Prefix) UnmarshalBinary(b []byte) error {
	n := len(b) - 1
	if n < 0 {
		return errors.New("unexpected slice size")
	}
	var ip Addr
	if err := ip.UnmarshalBinary(b[:n]); err != nil {
		return err
	}
	*p = PrefixFrom(ip, int(b[n]))
	return nil
}

// String returns "address/bits".
func (p Prefix) String() string {
	if !p.IsValid() {
		return "invalid Prefix"
	}
	return p.ip.String() + "/" + strconv.Itoa(p.Bits())
}
