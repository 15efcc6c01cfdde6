package net

import (
	"net/netip"
	"strconv"
	"strings"
)

// The lengths of addresses in bytes.
const (
	IPv4len = 4
	IPv6len = 16
)

// IP is an address of 4 or 16 bytes.
type IP []byte

// IPMask is a mask for addresses.
type IPMask []byte

// IPNet is a network.
type IPNet struct {
	IP   IP
	Mask IPMask
}

var mappedPrefix = [12]byte{10: 0xff, 11: 0xff}

// IPv4 returns the address a.b.c.d, in 16 bytes.
func IPv4(a, b, c, d byte) IP {
	p := make(IP, IPv6len)
	copy(p, mappedPrefix[:])
	p[12], p[13], p[14], p[15] = a, b, c, d
	return p
}

// IPv4Mask returns the mask a.b.c.d.
func IPv4Mask(a, b, c, d byte) IPMask { return IPMask{a, b, c, d} }

// CIDRMask returns a mask of `ones` one bits out of `bits`, which is 32 or 128.
func CIDRMask(ones, bits int) IPMask {
	if bits != 8*IPv4len && bits != 8*IPv6len || ones < 0 || ones > bits {
		return nil
	}
	m := make(IPMask, bits/8)
	for i := range m {
		m[i] = ^byte(0xff >> min(max(ones-8*i, 0), 8))
	}
	return m
}

// Well-known IPv4 addresses.
var (
	IPv4bcast     = IPv4(255, 255, 255, 255)
	IPv4allsys    = IPv4(224, 0, 0, 1)
	IPv4allrouter = IPv4(224, 0, 0, 2)
	IPv4zero      = IPv4(0, 0, 0, 0)
)

// Well-known IPv6 addresses.
var (
	IPv6zero                   = make(IP, IPv6len)
	IPv6unspecified            = make(IP, IPv6len)
	IPv6loopback               = IP{15: 1}
	IPv6interfacelocalallnodes = IP{0: 0xff, 1: 1, 15: 1}
	IPv6linklocalallnodes      = IP{0: 0xff, 1: 2, 15: 1}
	IPv6linklocalallrouters    = IP{0: 0xff, 1: 2, 15: 2}
)

var (
	classAMask = IPv4Mask(0xff, 0, 0, 0)
	classBMask = IPv4Mask(0xff, 0xff, 0, 0)
	classCMask = IPv4Mask(0xff, 0xff, 0xff, 0)
)

func (ip IP) addr() netip.Addr {
	a, _ := netip.AddrFromSlice(ip)
	return a.Unmap()
}

// IsUnspecified reports whether ip is 0.0.0.0 or ::.
func (ip IP) IsUnspecified() bool { return ip.Equal(IPv4zero) || ip.Equal(IPv6unspecified) }

// IsLoopback reports whether ip is a loopback address.
func (ip IP) IsLoopback() bool { return ip.addr().IsLoopback() }

// IsPrivate reports whether ip is in one of the private ranges.
func (ip IP) IsPrivate() bool { return ip.addr().IsPrivate() }

// IsMulticast reports whether ip is a multicast address.
func (ip IP) IsMulticast() bool { return ip.addr().IsMulticast() }

// IsInterfaceLocalMulticast reports whether ip is an interface-local multicast address.
func (ip IP) IsInterfaceLocalMulticast() bool { return ip.addr().IsInterfaceLocalMulticast() }

// IsLinkLocalMulticast reports whether ip is a link-local multicast address.
func (ip IP) IsLinkLocalMulticast() bool { return ip.addr().IsLinkLocalMulticast() }

// IsLinkLocalUnicast reports whether ip is a link-local unicast address.
func (ip IP) IsLinkLocalUnicast() bool { return ip.addr().IsLinkLocalUnicast() }

// IsGlobalUnicast reports whether ip is a global unicast address.
func (ip IP) IsGlobalUnicast() bool {
	return (len(ip) == IPv4len || len(ip) == IPv6len) && !ip.Equal(IPv4bcast) && !ip.IsUnspecified() && !ip.IsLoopback() &&
		!ip.IsMulticast() && !ip.IsLinkLocalUnicast()
}

// To4 returns an IPv4 address in four bytes, nil for others.
func (ip IP) To4() IP {
	if len(ip) == IPv4len {
		return ip
	}
	if len(ip) == IPv6len && [12]byte(ip[:12]) == mappedPrefix {
		return ip[12:16]
	}
	return nil
}

// To16 returns an address in 16 bytes, nil if it is none.
func (ip IP) To16() IP {
	if len(ip) == IPv4len {
		return IPv4(ip[0], ip[1], ip[2], ip[3])
	}
	if len(ip) == IPv6len {
		return ip
	}
	return nil
}

// DefaultMask returns the mask of an IPv4 address's class, nil for others.
func (ip IP) DefaultMask() IPMask {
	if ip = ip.To4(); ip == nil {
		return nil
	}
	switch {
	case ip[0] < 0x80:
		return classAMask
	case ip[0] < 0xC0:
		return classBMask
	}
	return classCMask
}

func allBytes(b []byte, c byte) bool {
	for _, x := range b {
		if x != c {
			return false
		}
	}
	return true
}

// Mask returns ip with the bits cleared that the mask does not have.
func (ip IP) Mask(mask IPMask) IP {
	if len(mask) == IPv6len && len(ip) == IPv4len && allBytes(mask[:12], 0xff) {
		mask = mask[12:]
	}
	if len(mask) == IPv4len && len(ip) == IPv6len && [12]byte(ip[:12]) == mappedPrefix {
		ip = ip[12:]
	}
	if len(ip) != len(mask) {
		return nil
	}
	out := make(IP, len(ip))
	for i := range ip {
		out[i] = ip[i] & mask[i]
	}
	return out
}

// String returns the address as text, "<nil>" if there is none.
func (ip IP) String() string {
	if len(ip) == 0 {
		return "<nil>"
	}
	if len(ip) != IPv4len && len(ip) != IPv6len {
		return "?" + hexString(ip)
	}
	return ip.addr().String()
}

func hexString(b []byte) string {
	const digits = "0123456789abcdef"
	s := make([]byte, 0, 2*len(b))
	for _, c := range b {
		s = append(s, digits[c>>4], digits[c&15])
	}
	return string(s)
}

func ipText(ip IP) string {
	if len(ip) == 0 {
		return ""
	}
	return ip.String()
}

// AppendText appends what MarshalText returns.
func (ip IP) AppendText(b []byte) ([]byte, error) {
	if len(ip) == 0 {
		return b, nil
	}
	if len(ip) != IPv4len && len(ip) != IPv6len {
		return b, &AddrError{Err: "invalid IP address", Addr: hexString(ip)}
	}
	return ip.addr().AppendTo(b), nil
}

// MarshalText returns the address as text, "" if there is none.
func (ip IP) MarshalText() ([]byte, error) {
	b, err := ip.AppendText([]byte{})
	if err != nil {
		return nil, err
	}
	return b, nil
}

// UnmarshalText parses an address.
func (ip *IP) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*ip = nil
		return nil
	}
	x := ParseIP(string(text))
	if x == nil {
		return &ParseError{Type: "IP address", Text: string(text)}
	}
	*ip = x
	return nil
}

// Equal reports whether two addresses are the same; IPv4 addresses of either length are.
func (ip IP) Equal(x IP) bool {
	if len(ip) == len(x) {
		return string(ip) == string(x)
	}
	a, b := ip.To4(), x.To4()
	return a != nil && b != nil && string(a) == string(b)
}

// maskBits returns how many leading ones a mask has, -1 if others follow.
func maskBits(mask IPMask) int {
	n := 0
	for i, v := range mask {
		if v == 0xff {
			n += 8
			continue
		}
		for v&0x80 != 0 {
			n++
			v <<= 1
		}
		if v != 0 || !allBytes(mask[i+1:], 0) {
			return -1
		}
		break
	}
	return n
}

// Size returns the number of leading ones, and of all bits; 0, 0 if there are other ones.
func (m IPMask) Size() (ones, bits int) {
	ones, bits = maskBits(m), len(m)*8
	if ones < 0 {
		return 0, 0
	}
	return
}

// String returns the mask in hexadecimal.
func (m IPMask) String() string {
	if len(m) == 0 {
		return "<nil>"
	}
	return hexString(m)
}

func networkNumber(n *IPNet) (ip IP, m IPMask) {
	if ip = n.IP.To4(); ip == nil {
		if ip = n.IP; len(ip) != IPv6len {
			return nil, nil
		}
	}
	m = n.Mask
	switch {
	case len(m) == IPv4len && len(ip) == IPv4len, len(m) == IPv6len && len(ip) == IPv6len:
	case len(m) == IPv6len && len(ip) == IPv4len:
		m = m[12:]
	default:
		return nil, nil
	}
	return
}

// Contains reports whether ip is in the network.
func (n *IPNet) Contains(ip IP) bool {
	net, m := networkNumber(n)
	if x := ip.To4(); x != nil {
		ip = x
	}
	if len(ip) != len(net) {
		return false
	}
	for i := range ip {
		if net[i]&m[i] != ip[i]&m[i] {
			return false
		}
	}
	return true
}

// Network returns "ip+net".
func (n *IPNet) Network() string { return "ip+net" }

// String returns "address/bits".
func (n *IPNet) String() string {
	if n == nil {
		return "<nil>"
	}
	ip, m := networkNumber(n)
	if ip == nil || m == nil {
		return "<nil>"
	}
	if bits := maskBits(m); bits >= 0 {
		return ip.String() + "/" + strconv.Itoa(bits)
	}
	return ip.String() + "/" + m.String()
}

// ParseIP parses an address, nil if s is none. The result has 16 bytes.
func ParseIP(s string) IP {
	a, err := netip.ParseAddr(s)
	if err != nil || a.Zone() != "" {
		return nil
	}
	return ipOf(a)
}

func ipOf(a netip.Addr) IP {
	if !a.IsValid() {
		return nil
	}
	b := a.As16()
	return IP(b[:])
}

// ParseCIDR parses "address/bits" and returns the address, and the network.
func ParseCIDR(s string) (IP, *IPNet, error) {
	wrong := &ParseError{Type: "CIDR address", Text: s}
	text, bits, ok := strings.Cut(s, "/")
	if !ok {
		return nil, nil, wrong
	}
	a, err := netip.ParseAddr(text)
	if err != nil || a.Zone() != "" {
		return nil, nil, wrong
	}
	for _, c := range bits {
		if c < '0' || c > '9' {
			return nil, nil, wrong
		}
	}
	n, err := strconv.Atoi(bits)
	if err != nil || n > a.BitLen() {
		return nil, nil, wrong
	}
	m := CIDRMask(n, a.BitLen())
	ip := ipOf(a)
	return ip, &IPNet{IP: ip.Mask(m), Mask: m}, nil
}

// HardwareAddr is the address of an interface.
type HardwareAddr []byte

// String returns the address with colons.
func (a HardwareAddr) String() string {
	var b strings.Builder
	for i := range a {
		if i > 0 {
			b.WriteByte(':')
		}
		b.WriteString(hexString(a[i : i+1]))
	}
	return b.String()
}

// ParseMAC parses an address of 6, 8 or 20 bytes, with colons, hyphens or dots.
func ParseMAC(s string) (hw HardwareAddr, err error) {
	wrong := &AddrError{Err: "invalid MAC address", Addr: s}
	if len(s) < 14 {
		return nil, wrong
	}
	size, sep := 2, s[2]
	if sep != ':' && sep != '-' {
		if size, sep = 4, s[4]; sep != '.' {
			return nil, wrong
		}
	}
	for i := 0; i < len(s); i += size + 1 {
		if i+size > len(s) || i+size < len(s) && s[i+size] != sep {
			return nil, wrong
		}
		for k := i; k < i+size; k += 2 {
			v, err := strconv.ParseUint(s[k:k+2], 16, 8)
			if err != nil {
				return nil, wrong
			}
			hw = append(hw, byte(v))
		}
	}
	if n := len(hw); n != 6 && n != 8 && n != 20 || s[len(s)-1] == sep {
		return nil, wrong
	}
	return hw, nil
}

// SplitHostPort splits "host:port", "[host]:port" and "[host%zone]:port".
func SplitHostPort(hostport string) (host, port string, err error) {
	wrong := func(why string) (string, string, error) { return "", "", &AddrError{Err: why, Addr: hostport} }
	const missing, many = "missing port in address", "too many colons in address"
	open, end := 0, 0
	i := strings.LastIndexByte(hostport, ':')
	if i < 0 {
		return wrong(missing)
	}
	if hostport[0] == '[' {
		bracket := strings.IndexByte(hostport, ']')
		if bracket < 0 {
			return wrong("missing ']' in address")
		}
		switch bracket + 1 {
		case len(hostport):
			return wrong(missing)
		case i:
		default:
			if hostport[bracket+1] == ':' {
				return wrong(many)
			}
			return wrong(missing)
		}
		host = hostport[1:bracket]
		open, end = 1, bracket+1
	} else {
		host = hostport[:i]
		if strings.IndexByte(host, ':') >= 0 {
			return wrong(many)
		}
	}
	if strings.IndexByte(hostport[open:], '[') >= 0 {
		return wrong("unexpected '[' in address")
	}
	if strings.IndexByte(hostport[end:], ']') >= 0 {
		return wrong("unexpected ']' in address")
	}
	return host, hostport[i+1:], nil
}

// JoinHostPort joins host and port; a host with colons gets brackets.
func JoinHostPort(host, port string) string {
	if strings.IndexByte(host, ':') >= 0 {
		return "[" + host + "]:" + port
	}
	return host + ":" + port
}
