package net

import (
	"context"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
)

// TCPAddr is the address of an end of a TCP connection.
type TCPAddr struct {
	IP   IP
	Port int
	Zone string
}

// UDPAddr is the address of an end of UDP.
type UDPAddr struct {
	IP   IP
	Port int
	Zone string
}

// IPAddr is an address of IP.
type IPAddr struct {
	IP   IP
	Zone string
}

// UnixAddr is the name of a Unix socket.
type UnixAddr struct {
	Name string
	Net  string
}

func addrPort(ip IP, port int, zone string) netip.AddrPort {
	a, _ := netip.AddrFromSlice(ip)
	return netip.AddrPortFrom(a.WithZone(zone), uint16(port))
}

func hostPortText(ip IP, port int, zone string) string {
	host := ipText(ip)
	if zone != "" {
		host += "%" + zone
	}
	return JoinHostPort(host, strconv.Itoa(port))
}

func ipFamily(ip IP) int {
	if len(ip) <= IPv4len || ip.To4() != nil {
		return syscall.AF_INET
	}
	return syscall.AF_INET6
}

// AddrPort returns the address as a netip.AddrPort.
func (a *TCPAddr) AddrPort() netip.AddrPort {
	if a == nil {
		return netip.AddrPort{}
	}
	return addrPort(a.IP, a.Port, a.Zone)
}

// Network returns "tcp".
func (a *TCPAddr) Network() string { return "tcp" }

// String returns "host:port".
func (a *TCPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return hostPortText(a.IP, a.Port, a.Zone)
}
func (a *TCPAddr) family() int    { return ipFamily(a.IP) }
func (a *TCPAddr) wildcard() bool { return len(a.IP) == 0 || a.IP.IsUnspecified() }
func (a *TCPAddr) sockaddr(family int) (syscall.Sockaddr, error) {
	return inetSockaddr(family, a.IP, a.Port, a.Zone)
}

// AddrPort returns the address as a netip.AddrPort.
func (a *UDPAddr) AddrPort() netip.AddrPort {
	if a == nil {
		return netip.AddrPort{}
	}
	return addrPort(a.IP, a.Port, a.Zone)
}

// Network returns "udp".
func (a *UDPAddr) Network() string { return "udp" }

// String returns "host:port".
func (a *UDPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return hostPortText(a.IP, a.Port, a.Zone)
}
func (a *UDPAddr) family() int    { return ipFamily(a.IP) }
func (a *UDPAddr) wildcard() bool { return len(a.IP) == 0 || a.IP.IsUnspecified() }
func (a *UDPAddr) sockaddr(family int) (syscall.Sockaddr, error) {
	return inetSockaddr(family, a.IP, a.Port, a.Zone)
}

// Network returns "ip".
func (a *IPAddr) Network() string { return "ip" }

// String returns the address.
func (a *IPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	if a.Zone != "" {
		return ipText(a.IP) + "%" + a.Zone
	}
	return ipText(a.IP)
}
func (a *IPAddr) family() int    { return ipFamily(a.IP) }
func (a *IPAddr) wildcard() bool { return len(a.IP) == 0 || a.IP.IsUnspecified() }
func (a *IPAddr) sockaddr(family int) (syscall.Sockaddr, error) {
	return inetSockaddr(family, a.IP, 0, a.Zone)
}

// Network returns "unix", "unixgram" or "unixpacket".
func (a *UnixAddr) Network() string { return a.Net }

// String returns the name.
func (a *UnixAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return a.Name
}
func (a *UnixAddr) family() int    { return syscall.AF_UNIX }
func (a *UnixAddr) wildcard() bool { return a.Name == "" }
func (a *UnixAddr) sockaddr(int) (syscall.Sockaddr, error) {
	return &syscall.SockaddrUnix{Name: a.Name}, nil
}

// TCPAddrFromAddrPort returns addr as a TCPAddr.
func TCPAddrFromAddrPort(addr netip.AddrPort) *TCPAddr {
	return &TCPAddr{IP: addr.Addr().AsSlice(), Port: int(addr.Port()), Zone: addr.Addr().Zone()}
}

// UDPAddrFromAddrPort returns addr as a UDPAddr.
func UDPAddrFromAddrPort(addr netip.AddrPort) *UDPAddr {
	return &UDPAddr{IP: addr.Addr().AsSlice(), Port: int(addr.Port()), Zone: addr.Addr().Zone()}
}

// ResolveTCPAddr returns the address of "host:port", looking up names.
func ResolveTCPAddr(network, address string) (*TCPAddr, error) {
	switch network {
	case "tcp", "tcp4", "tcp6":
	case "":
		network = "tcp"
	default:
		return nil, UnknownNetworkError(network)
	}
	addrs, err := DefaultResolver.inetAddrs(context.Background(), network, address)
	if err != nil {
		return nil, err
	}
	return preferred(network, address, addrs).(*TCPAddr), nil
}

// ResolveUDPAddr returns the address of "host:port", looking up names.
func ResolveUDPAddr(network, address string) (*UDPAddr, error) {
	switch network {
	case "udp", "udp4", "udp6":
	case "":
		network = "udp"
	default:
		return nil, UnknownNetworkError(network)
	}
	addrs, err := DefaultResolver.inetAddrs(context.Background(), network, address)
	if err != nil {
		return nil, err
	}
	return preferred(network, address, addrs).(*UDPAddr), nil
}

// ResolveIPAddr returns the address of a host.
func ResolveIPAddr(network, address string) (*IPAddr, error) {
	if network == "" {
		network = "ip"
	}
	name, _, err := splitIPNetwork(network)
	if err != nil {
		return nil, err
	}
	addrs, err := DefaultResolver.inetAddrs(context.Background(), name, address)
	if err != nil {
		return nil, err
	}
	return preferred(name, address, addrs).(*IPAddr), nil
}

// ResolveUnixAddr returns the address of a Unix socket.
func ResolveUnixAddr(network, address string) (*UnixAddr, error) {
	switch network {
	case "unix", "unixgram", "unixpacket":
		return &UnixAddr{Name: address, Net: network}, nil
	}
	return nil, UnknownNetworkError(network)
}

// splitIPNetwork splits "ip4:icmp" into the network and the number of the protocol.
func splitIPNetwork(network string) (name string, proto int, err error) {
	name, protocol, found := strings.Cut(network, ":")
	if name != "ip" && name != "ip4" && name != "ip6" {
		return "", 0, UnknownNetworkError(network)
	}
	if !found {
		return name, 0, nil
	}
	if n, err := strconv.Atoi(protocol); err == nil && n >= 0 {
		return name, n, nil
	}
	known := map[string]int{"icmp": 1, "igmp": 2, "tcp": 6, "udp": 17, "ipv6-icmp": 58}
	if n, ok := known[strings.ToLower(protocol)]; ok {
		return name, n, nil
	}
	return "", 0, &AddrError{Err: "unknown IP protocol specified", Addr: protocol}
}

// preferred chooses an IPv4 address, unless the address is written as IPv6.
func preferred(network, address string, addrs []sockaddr) sockaddr {
	if strings.HasSuffix(network, "6") || strings.HasPrefix(address, "[") || network[:2] == "ip" && strings.Contains(address, ":") {
		for _, a := range addrs {
			if a.family() == syscall.AF_INET6 {
				return a
			}
		}
		return addrs[0]
	}
	for _, a := range addrs {
		if a.family() == syscall.AF_INET {
			return a
		}
	}
	return addrs[0]
}

// inetAddrs returns the addresses that "host:port" may stand for, best first.
func (r *Resolver) inetAddrs(ctx context.Context, network, address string) ([]sockaddr, error) {
	host, port := address, 0
	if network[:2] != "ip" {
		if address != "" {
			h, service, err := SplitHostPort(address)
			if err != nil {
				return nil, err
			}
			host = h
			if port, err = r.LookupPort(ctx, network, service); err != nil {
				return nil, err
			}
		}
	}
	kind := strings.TrimRight(network, "46")
	make := func(ip IPAddr) sockaddr {
		switch kind {
		case "tcp":
			return &TCPAddr{IP: ip.IP, Port: port, Zone: ip.Zone}
		case "udp":
			return &UDPAddr{IP: ip.IP, Port: port, Zone: ip.Zone}
		}
		return &IPAddr{IP: ip.IP, Zone: ip.Zone}
	}
	if host == "" {
		return []sockaddr{make(IPAddr{})}, nil
	}
	ips, err := r.lookupIPAddr(ctx, host)
	if err != nil {
		return nil, err
	}
	if len(ips) == 1 && ips[0].IP.Equal(IPv6unspecified) && ips[0].IP.To4() == nil {
		ips = append(ips, IPAddr{IP: IPv4zero})
	}
	var list []sockaddr
	for _, ip := range ips {
		is4 := ip.IP.To4() != nil
		if is4 && strings.HasSuffix(network, "6") || !is4 && strings.HasSuffix(network, "4") {
			continue
		}
		list = append(list, make(ip))
	}
	if list == nil {
		return nil, &AddrError{Err: errNoSuitableAddress.Error(), Addr: host}
	}
	return list, nil
}
