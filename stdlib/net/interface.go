package net

import (
	"errors"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// Interface is a network interface.
type Interface struct {
	Index        int
	MTU          int
	Name         string
	HardwareAddr HardwareAddr
	Flags        Flags
}

// Flags are what an interface can do.
type Flags uint

// The flags.
const (
	FlagUp Flags = 1 << iota
	FlagBroadcast
	FlagLoopback
	FlagPointToPoint
	FlagMulticast
	FlagRunning
)

// String returns the flags' names.
func (f Flags) String() string {
	var s []string
	for i, name := range []string{"up", "broadcast", "loopback", "pointtopoint", "multicast", "running"} {
		if f&(1<<i) != 0 {
			s = append(s, name)
		}
	}
	if s == nil {
		return "0"
	}
	return strings.Join(s, "|")
}

// interfaces returns lines: "i INDEX MTU FLAGS NAME MAC" for each interface, "a INDEX ADDRESS BITS" for each address.
func interfaces() string

func readInterfaces() (list []Interface, addrs map[int][]Addr) {
	addrs = make(map[int][]Addr)
	for line := range strings.SplitSeq(interfaces(), "\n") {
		f := strings.Split(line, " ")
		if len(f) < 4 {
			continue
		}
		index, _ := strconv.Atoi(f[1])
		if f[0] == "i" {
			mtu, _ := strconv.Atoi(f[2])
			flags, _ := strconv.Atoi(f[3])
			ifi := Interface{Index: index, MTU: mtu, Flags: Flags(flags), Name: f[4]}
			if mac, err := ParseMAC(f[5]); err == nil && !allBytes(mac, 0) {
				ifi.HardwareAddr = mac
			}
			list = append(list, ifi)
		} else if a, err := netip.ParseAddr(f[2]); err == nil {
			bits, _ := strconv.Atoi(f[3])
			addrs[index] = append(addrs[index], &IPNet{IP: ipOf(a), Mask: CIDRMask(bits, a.BitLen())})
		}
	}
	return list, addrs
}

// Interfaces returns all interfaces.
func Interfaces() ([]Interface, error) {
	list, _ := readInterfaces()
	return list, nil
}

// InterfaceAddrs returns the addresses of all interfaces.
func InterfaceAddrs() ([]Addr, error) {
	list, addrs := readInterfaces()
	var all []Addr
	for _, ifi := range list {
		all = append(all, addrs[ifi.Index]...)
	}
	return all, nil
}

func routeError(err error) error { return &OpError{Op: "route", Net: "ip+net", Err: err} }

// InterfaceByIndex returns the interface of that number.
func InterfaceByIndex(index int) (*Interface, error) {
	if index <= 0 {
		return nil, routeError(errors.New("invalid network interface index"))
	}
	list, _ := readInterfaces()
	for i := range list {
		if list[i].Index == index {
			return &list[i], nil
		}
	}
	return nil, routeError(errors.New("no such network interface"))
}

// InterfaceByName returns the interface of that name.
func InterfaceByName(name string) (*Interface, error) {
	if name == "" {
		return nil, routeError(errors.New("invalid network interface name"))
	}
	list, _ := readInterfaces()
	for i := range list {
		if list[i].Name == name {
			return &list[i], nil
		}
	}
	return nil, routeError(errors.New("no such network interface"))
}

// Addrs returns the interface's addresses.
func (ifi *Interface) Addrs() ([]Addr, error) {
	if ifi == nil {
		return nil, routeError(errors.New("invalid network interface"))
	}
	_, addrs := readInterfaces()
	return addrs[ifi.Index], nil
}

// MulticastAddrs returns the groups that the interface is a member of: they are not known.
func (ifi *Interface) MulticastAddrs() ([]Addr, error) {
	if ifi == nil {
		return nil, routeError(errors.New("invalid network interface"))
	}
	return nil, nil
}

func zoneName(index int) string {
	if index == 0 {
		return ""
	}
	if ifi, err := InterfaceByIndex(index); err == nil {
		return ifi.Name
	}
	return strconv.Itoa(index)
}

func zoneIndex(name string) int {
	if name == "" {
		return 0
	}
	if ifi, err := InterfaceByName(name); err == nil {
		return ifi.Index
	}
	n, _ := strconv.Atoi(name)
	return n
}

// ipv6Works reports whether sockets of IPv6 can be had.
var ipv6Works = sync.OnceValue(func() bool {
	s, err := syscall.Socket(syscall.AF_INET6, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, syscall.IPPROTO_TCP)
	if err != nil {
		return false
	}
	defer syscall.Close(s)
	return syscall.Bind(s, &syscall.SockaddrInet6{Addr: [16]byte{15: 1}}) == nil
})
