package net

import (
	"context"
	"net/netip"
	"strconv"
	"strings"
)

// Resolver looks up names, by the system's means.
type Resolver struct {
	// PreferGo and StrictErrors have no effect.
	PreferGo     bool
	StrictErrors bool
	// Dial is not used: the system asks its own servers.
	Dial func(ctx context.Context, network, address string) (Conn, error)
}

// DefaultResolver is what the package's functions use.
var DefaultResolver = &Resolver{}

// MX is a mail server.
type MX struct {
	Host string
	Pref uint16
}

// NS is a name server.
type NS struct {
	Host string
}

// SRV is a host of a service.
type SRV struct {
	Target   string
	Port     uint16
	Priority uint16
	Weight   uint16
}

// lookupAddrs returns the addresses of host, one a line. code is 0, or one of the codes below.
func lookupAddrs(host string) (addrs string, code int, text string)

// lookupName returns the name of an address.
func lookupName(addr string) (name string, code int, text string)

// lookupRecords asks for DNS records of a type and returns them in lines of fields.
func lookupRecords(name string, kind int) (lines string, code int, text string)

// lookupService returns the port of a service, -1 if it is not known.
func lookupService(network, service string) int

const (
	lookupOK = iota
	lookupNotFound
	lookupTryAgain
	lookupFailed
)

const (
	recordNS    = 2
	recordCNAME = 5
	recordMX    = 15
	recordTXT   = 16
	recordSRV   = 33
)

func lookupError(name string, code int, text string) error {
	switch code {
	case lookupOK:
		return nil
	case lookupNotFound:
		return &DNSError{Err: "no such host", Name: name, IsNotFound: true}
	case lookupTryAgain:
		return &DNSError{Err: text, Name: name, IsTemporary: true}
	}
	return &DNSError{Err: text, Name: name}
}

// inBackground runs f, which may wait long, and gives up when the context ends.
func inBackground[T any](ctx context.Context, name string, f func() (T, error)) (T, error) {
	if ctx.Done() == nil {
		return f()
	}
	type answer struct {
		v   T
		err error
	}
	c := make(chan answer, 1)
	go func() {
		v, err := f()
		c <- answer{v, err}
	}()
	select {
	case a := <-c:
		return a.v, a.err
	case <-ctx.Done():
		var zero T
		err := mapErr(ctx.Err())
		return zero, &DNSError{UnwrapErr: err, Err: err.Error(), Name: name, IsTimeout: err == errTimeout}
	}
}

func (r *Resolver) lookupIPAddr(ctx context.Context, host string) ([]IPAddr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []IPAddr{{IP: ipOf(a), Zone: a.Zone()}}, nil
	}
	notFound := &DNSError{Err: "no such host", Name: host, IsNotFound: true}
	if host == "" || len(host) > 254 || strings.ContainsAny(host, " :/\x00") {
		return nil, notFound
	}
	return inBackground(ctx, host, func() ([]IPAddr, error) {
		text, code, why := lookupAddrs(host)
		if err := lookupError(host, code, why); err != nil {
			return nil, err
		}
		var list []IPAddr
		for line := range strings.FieldsSeq(text) {
			if a, err := netip.ParseAddr(line); err == nil {
				list = append(list, IPAddr{IP: ipOf(a), Zone: a.Zone()})
			}
		}
		if list == nil {
			return nil, notFound
		}
		return list, nil
	})
}

// LookupHost returns the addresses of a host.
func (r *Resolver) LookupHost(ctx context.Context, host string) (addrs []string, err error) {
	ips, err := r.lookupIPAddr(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, ip := range ips {
		addrs = append(addrs, ip.String())
	}
	return addrs, nil
}

// LookupIPAddr returns the addresses of a host.
func (r *Resolver) LookupIPAddr(ctx context.Context, host string) ([]IPAddr, error) {
	return r.lookupIPAddr(ctx, host)
}

// LookupIP returns the addresses of a host; network is "ip", "ip4" or "ip6".
func (r *Resolver) LookupIP(ctx context.Context, network, host string) ([]IP, error) {
	name, _, err := splitIPNetwork(network)
	if err != nil || name != network {
		return nil, UnknownNetworkError(network)
	}
	ips, err := r.lookupIPAddr(ctx, host)
	if err != nil {
		return nil, err
	}
	var list []IP
	for _, ip := range ips {
		is4 := ip.IP.To4() != nil
		if network == "ip" || is4 == (network == "ip4") {
			list = append(list, ip.IP)
		}
	}
	if list == nil {
		return nil, &AddrError{Err: errNoSuitableAddress.Error(), Addr: host}
	}
	return list, nil
}

// LookupNetIP returns the addresses of a host; network is "ip", "ip4" or "ip6".
func (r *Resolver) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	ips, err := r.LookupIP(ctx, network, host)
	var list []netip.Addr
	for _, ip := range ips {
		a, _ := netip.AddrFromSlice(ip)
		list = append(list, a)
	}
	return list, err
}

// LookupPort returns the port of a service of a network.
func (r *Resolver) LookupPort(ctx context.Context, network, service string) (port int, err error) {
	kind := ""
	switch network {
	case "tcp", "tcp4", "tcp6":
		kind = "tcp"
	case "udp", "udp4", "udp6":
		kind = "udp"
	case "", "ip":
	default:
		return 0, &AddrError{Err: "unknown network", Addr: network}
	}
	if service == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(service)
	if err != nil {
		if _, err := strconv.ParseFloat(service, 64); err == nil && strings.Trim(service, "+-0123456789") == "" {
			n = 1 << 20 // a number too large
		} else if n = lookupService(kind, strings.ToLower(service)); n < 0 {
			if network == "" {
				network = "ip"
			}
			return 0, &DNSError{Err: "unknown port", Name: network + "/" + service, IsNotFound: true}
		}
	}
	if n < 0 || n > 65535 {
		return 0, &AddrError{Err: "invalid port", Addr: service}
	}
	return n, nil
}

// LookupAddr returns the names of an address.
func (r *Resolver) LookupAddr(ctx context.Context, addr string) ([]string, error) {
	if _, err := netip.ParseAddr(addr); err != nil {
		return nil, &DNSError{Err: "unrecognized address", Name: addr}
	}
	return inBackground(ctx, addr, func() ([]string, error) {
		name, code, why := lookupName(addr)
		if err := lookupError(addr, code, why); err != nil {
			return nil, err
		}
		return []string{name}, nil
	})
}

// records returns DNS records, each as its fields.
func records(ctx context.Context, name string, kind int) ([][]string, error) {
	return inBackground(ctx, name, func() ([][]string, error) {
		text, code, why := lookupRecords(name, kind)
		if err := lookupError(name, code, why); err != nil {
			return nil, err
		}
		var list [][]string
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
			list = append(list, strings.Split(line, "\t"))
		}
		return list, nil
	})
}

func number16(s string) uint16 {
	n, _ := strconv.ParseUint(s, 10, 16)
	return uint16(n)
}

// LookupCNAME returns the canonical name of a host.
func (r *Resolver) LookupCNAME(ctx context.Context, host string) (string, error) {
	if list, err := records(ctx, host, recordCNAME); err == nil && len(list) > 0 {
		return list[0][0], nil
	}
	if _, err := r.lookupIPAddr(ctx, host); err != nil {
		return "", err
	}
	return strings.TrimSuffix(host, ".") + ".", nil
}

// LookupSRV returns the hosts of a service.
func (r *Resolver) LookupSRV(ctx context.Context, service, proto, name string) (string, []*SRV, error) {
	target := name
	if service != "" || proto != "" {
		target = "_" + service + "._" + proto + "." + name
	}
	list, err := records(ctx, target, recordSRV)
	if err != nil {
		return "", nil, err
	}
	var out []*SRV
	for _, f := range list {
		if len(f) == 4 {
			out = append(out, &SRV{Priority: number16(f[0]), Weight: number16(f[1]), Port: number16(f[2]), Target: f[3]})
		}
	}
	return strings.TrimSuffix(target, ".") + ".", out, nil
}

// LookupMX returns the mail servers of a domain.
func (r *Resolver) LookupMX(ctx context.Context, name string) ([]*MX, error) {
	list, err := records(ctx, name, recordMX)
	if err != nil {
		return nil, err
	}
	var out []*MX
	for _, f := range list {
		if len(f) == 2 {
			out = append(out, &MX{Pref: number16(f[0]), Host: f[1]})
		}
	}
	return out, nil
}

// LookupNS returns the name servers of a domain.
func (r *Resolver) LookupNS(ctx context.Context, name string) ([]*NS, error) {
	list, err := records(ctx, name, recordNS)
	if err != nil {
		return nil, err
	}
	var out []*NS
	for _, f := range list {
		out = append(out, &NS{Host: f[0]})
	}
	return out, nil
}

// LookupTXT returns the texts of a domain.
func (r *Resolver) LookupTXT(ctx context.Context, name string) ([]string, error) {
	list, err := records(ctx, name, recordTXT)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range list {
		out = append(out, strings.Join(f, "\t"))
	}
	return out, nil
}

// LookupHost returns the addresses of a host.
func LookupHost(host string) (addrs []string, err error) {
	return DefaultResolver.LookupHost(context.Background(), host)
}

// LookupIP returns the addresses of a host.
func LookupIP(host string) ([]IP, error) {
	ips, err := DefaultResolver.lookupIPAddr(context.Background(), host)
	var list []IP
	for _, ip := range ips {
		list = append(list, ip.IP)
	}
	return list, err
}

// LookupPort returns the port of a service of a network.
func LookupPort(network, service string) (port int, err error) {
	return DefaultResolver.LookupPort(context.Background(), network, service)
}

// LookupCNAME returns the canonical name of a host.
func LookupCNAME(host string) (cname string, err error) {
	return DefaultResolver.LookupCNAME(context.Background(), host)
}

// LookupSRV returns the hosts of a service.
func LookupSRV(service, proto, name string) (cname string, addrs []*SRV, err error) {
	return DefaultResolver.LookupSRV(context.Background(), service, proto, name)
}

// LookupMX returns the mail servers of a domain.
func LookupMX(name string) ([]*MX, error) {
	return DefaultResolver.LookupMX(context.Background(), name)
}

// LookupNS returns the name servers of a domain.
func LookupNS(name string) ([]*NS, error) {
	return DefaultResolver.LookupNS(context.Background(), name)
}

// LookupTXT returns the texts of a domain.
func LookupTXT(name string) ([]string, error) {
	return DefaultResolver.LookupTXT(context.Background(), name)
}

// LookupAddr returns the names of an address.
func LookupAddr(addr string) (names []string, err error) {
	return DefaultResolver.LookupAddr(context.Background(), addr)
}
