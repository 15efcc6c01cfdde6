package net

import (
	"context"
	"internal/poll"
	"internal/rt"
	"os"
	"syscall"
	"time"
)

// netFD is a socket.
type netFD struct {
	pfd          poll.FD
	family       int
	sotype       int
	net          string
	laddr, raddr Addr
	connected    bool
}

func wrapSyscall(name string, err error) error {
	if _, ok := err.(syscall.Errno); ok {
		err = os.NewSyscallError(name, err)
	}
	return err
}

func newFD(sysfd, family, sotype int, network string) (*netFD, error) {
	fd := &netFD{family: family, sotype: sotype, net: network}
	fd.pfd.Sysfd = sysfd
	fd.pfd.IsStream = sotype == syscall.SOCK_STREAM
	fd.pfd.ZeroReadIsEOF = sotype != syscall.SOCK_DGRAM && sotype != syscall.SOCK_RAW
	if err := fd.pfd.Init(true); err != nil {
		syscall.Close(sysfd)
		return nil, err
	}
	return fd, nil
}

func newSocket(family, sotype, proto int, network string) (*netFD, error) {
	s, err := syscall.Socket(family, sotype|syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, proto)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	return newFD(s, family, sotype, network)
}

func (fd *netFD) Read(p []byte) (int, error) {
	n, err := fd.pfd.Read(p)
	return n, wrapSyscall("read", err)
}

func (fd *netFD) Write(p []byte) (int, error) {
	n, err := fd.pfd.Write(p)
	return n, wrapSyscall("write", err)
}

func (fd *netFD) Close() error { return fd.pfd.Close() }

func (fd *netFD) setDeadline(t time.Time, mode int) error {
	var when int64
	if !t.IsZero() {
		if when = rt.NanoTime() + int64(time.Until(t)); when == 0 {
			when = -1
		}
	}
	return fd.pfd.SetDeadline(when, mode)
}

func (fd *netFD) setOption(level, opt, value int) error {
	err := fd.pfd.Do(func(s int) error { return syscall.SetsockoptInt(s, level, opt, value) })
	return wrapSyscall("setsockopt", err)
}

func (fd *netFD) shutdown(how int) error {
	err := fd.pfd.Do(func(s int) error { return syscall.Shutdown(s, how) })
	return wrapSyscall("shutdown", err)
}

func (fd *netFD) recvFrom(p []byte) (n int, from syscall.Sockaddr, err error) {
	err = fd.pfd.Loop('r', func(s int) error {
		var err error
		n, from, err = syscall.Recvfrom(s, p, 0)
		if err != nil {
			n = 0
		}
		return err
	})
	return n, from, wrapSyscall("recvfrom", err)
}

func (fd *netFD) sendTo(p []byte, to syscall.Sockaddr) (int, error) {
	err := fd.pfd.Loop('w', func(s int) error { return syscall.Sendto(s, p, syscall.MSG_NOSIGNAL, to) })
	if err != nil {
		return 0, wrapSyscall("sendto", err)
	}
	return len(p), nil
}

func (fd *netFD) accept() (*netFD, error) {
	s := -1
	var from syscall.Sockaddr
	err := fd.pfd.Loop('r', func(l int) error {
		for {
			var err error
			s, from, err = syscall.Accept4(l, syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC)
			if err != syscall.ECONNABORTED {
				return err
			}
		}
	})
	if err != nil {
		return nil, wrapSyscall("accept", err)
	}
	c, err := newFD(s, fd.family, fd.sotype, fd.net)
	if err != nil {
		return nil, err
	}
	c.connected = true
	local, _ := syscall.Getsockname(s)
	c.laddr, c.raddr = c.addrOf(local), c.addrOf(from)
	return c, nil
}

// dup returns a blocking copy of the descriptor.
func (fd *netFD) dup() (*os.File, error) {
	copied := -1
	err := fd.pfd.Do(func(s int) error {
		r, _, e := syscall.RawSyscall(syscall.SYS_FCNTL, uintptr(s), syscall.F_DUPFD_CLOEXEC, 0)
		if e != 0 {
			return e
		}
		copied = int(r)
		return nil
	})
	if err != nil {
		return nil, wrapSyscall("fcntl", err)
	}
	name := fd.net + ":"
	if fd.laddr != nil {
		name += fd.laddr.String()
	}
	name += "->"
	if fd.raddr != nil {
		name += fd.raddr.String()
	}
	return os.NewFile(uintptr(copied), name), nil
}

// addrOf returns an address of the socket's kind.
func (fd *netFD) addrOf(sa syscall.Sockaddr) Addr {
	var ip IP
	port, zone := 0, ""
	switch sa := sa.(type) {
	case *syscall.SockaddrInet4:
		ip, port = IP(sa.Addr[:]), sa.Port
	case *syscall.SockaddrInet6:
		ip, port, zone = IP(sa.Addr[:]), sa.Port, zoneName(int(sa.ZoneId))
	case *syscall.SockaddrUnix:
		network := "unix"
		switch fd.sotype {
		case syscall.SOCK_DGRAM:
			network = "unixgram"
		case syscall.SOCK_SEQPACKET:
			network = "unixpacket"
		}
		return &UnixAddr{Name: sa.Name, Net: network}
	default:
		return nil
	}
	switch fd.sotype {
	case syscall.SOCK_STREAM:
		return &TCPAddr{IP: ip, Port: port, Zone: zone}
	case syscall.SOCK_DGRAM:
		return &UDPAddr{IP: ip, Port: port, Zone: zone}
	}
	return &IPAddr{IP: ip, Zone: zone}
}

// sockaddr is an address that a socket can be bound or connected to.
type sockaddr interface {
	Addr
	family() int
	sockaddr(family int) (syscall.Sockaddr, error)
	wildcard() bool
}

func inetSockaddr(family int, ip IP, port int, zone string) (syscall.Sockaddr, error) {
	if family == syscall.AF_INET {
		if len(ip) == 0 {
			ip = IPv4zero
		}
		ip4 := ip.To4()
		if ip4 == nil {
			return nil, &AddrError{Err: "non-IPv4 address", Addr: ip.String()}
		}
		sa := &syscall.SockaddrInet4{Port: port}
		copy(sa.Addr[:], ip4)
		return sa, nil
	}
	// The IPv4 wildcard is that of both families on an IPv6 socket.
	if len(ip) == 0 || ip.Equal(IPv4zero) {
		ip = IPv6zero
	}
	ip6 := ip.To16()
	if ip6 == nil {
		return nil, &AddrError{Err: "non-IPv6 address", Addr: ip.String()}
	}
	sa := &syscall.SockaddrInet6{Port: port, ZoneId: uint32(zoneIndex(zone))}
	copy(sa.Addr[:], ip6)
	return sa, nil
}

// control is what ListenConfig.Control and Dialer.Control are called with.
type control func(ctx context.Context, network, address string, c syscall.RawConn) error

// favorite chooses the family of a socket, and whether it is for IPv6 only.
func favorite(network string, laddr, raddr sockaddr, mode string) (family int, v6only bool) {
	switch network[len(network)-1] {
	case '4':
		return syscall.AF_INET, false
	case '6':
		return syscall.AF_INET6, true
	}
	if mode == "listen" && (laddr == nil || laddr.wildcard()) {
		if ipv6Works() {
			return syscall.AF_INET6, false
		}
		if laddr == nil {
			return syscall.AF_INET, false
		}
		return laddr.family(), false
	}
	if (laddr == nil || laddr.family() == syscall.AF_INET) && (raddr == nil || raddr.family() == syscall.AF_INET) {
		return syscall.AF_INET, false
	}
	return syscall.AF_INET6, false
}

// inetSocket makes a socket for TCP, UDP or raw IP, and connects it (mode "dial") or has it listen.
func inetSocket(ctx context.Context, network string, laddr, raddr sockaddr, sotype, proto int, mode string, ctl control) (*netFD, error) {
	family, v6only := favorite(network, laddr, raddr, mode)
	fd, err := newSocket(family, sotype, proto, network)
	if err != nil {
		return nil, err
	}
	s := fd.pfd.Sysfd
	if family == syscall.AF_INET6 && sotype != syscall.SOCK_RAW {
		only := 0
		if v6only {
			only = 1
		}
		syscall.SetsockoptInt(s, syscall.IPPROTO_IPV6, syscall.IPV6_V6ONLY, only)
	}
	if sotype != syscall.SOCK_STREAM {
		syscall.SetsockoptInt(s, syscall.SOL_SOCKET, syscall.SO_BROADCAST, 1)
	}
	if err := fd.start(ctx, laddr, raddr, mode, ctl); err != nil {
		fd.Close()
		return nil, err
	}
	return fd, nil
}

// start binds, connects and listens.
func (fd *netFD) start(ctx context.Context, laddr, raddr sockaddr, mode string, ctl control) error {
	s := fd.pfd.Sysfd
	if ctl != nil {
		network := fd.net
		if fd.family != syscall.AF_UNIX {
			if last := network[len(network)-1]; last != '4' && last != '6' {
				if fd.family == syscall.AF_INET {
					network += "4"
				} else {
					network += "6"
				}
			}
		}
		address := ""
		if raddr != nil {
			address = raddr.String()
		} else if laddr != nil {
			address = laddr.String()
		}
		if err := ctl(ctx, network, address, rawConn{fd}); err != nil {
			return err
		}
	}
	if laddr != nil || mode == "listen" {
		if mode == "listen" && fd.sotype == syscall.SOCK_STREAM && fd.family != syscall.AF_UNIX {
			if err := syscall.SetsockoptInt(s, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err != nil {
				return os.NewSyscallError("setsockopt", err)
			}
		}
		var sa syscall.Sockaddr
		var err error
		if laddr != nil {
			sa, err = laddr.sockaddr(fd.family)
		} else {
			sa, err = inetSockaddr(fd.family, nil, 0, "")
		}
		if err != nil {
			return err
		}
		if err := syscall.Bind(s, sa); err != nil {
			return os.NewSyscallError("bind", err)
		}
	}
	if mode == "listen" && fd.sotype != syscall.SOCK_DGRAM && fd.sotype != syscall.SOCK_RAW {
		if err := syscall.Listen(s, backlog()); err != nil {
			return os.NewSyscallError("listen", err)
		}
	}
	if raddr != nil {
		sa, err := raddr.sockaddr(fd.family)
		if err != nil {
			return err
		}
		if err := fd.connect(ctx, sa); err != nil {
			return err
		}
		fd.connected = true
	}
	local, _ := syscall.Getsockname(s)
	fd.laddr = fd.addrOf(local)
	if raddr != nil {
		if peer, _ := syscall.Getpeername(s); peer != nil {
			fd.raddr = fd.addrOf(peer)
		} else {
			fd.raddr = raddr
		}
	}
	return nil
}

func backlog() int {
	data, err := os.ReadFile("/proc/sys/net/core/somaxconn")
	n := 0
	for _, c := range data {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	if err != nil || n == 0 {
		return syscall.SOMAXCONN
	}
	return min(n, 1<<16-1)
}

func (fd *netFD) connect(ctx context.Context, sa syscall.Sockaddr) (err error) {
	s := fd.pfd.Sysfd
	// Before the connection is begun: what the poller says of it afterwards must not be forgotten.
	if err := fd.pfd.Prepare('w'); err != nil {
		return err
	}
	switch err := syscall.Connect(s, sa); err {
	case syscall.EINPROGRESS, syscall.EALREADY, syscall.EINTR:
	case nil, syscall.EISCONN:
		if e := ctx.Err(); e != nil {
			return mapErr(e)
		}
		return nil
	default:
		return os.NewSyscallError("connect", err)
	}
	if deadline, ok := ctx.Deadline(); ok {
		fd.setDeadline(deadline, 'w')
		defer fd.setDeadline(time.Time{}, 'w')
	}
	if ctx.Done() != nil {
		// When the context ends the wait does, too: its deadline is then in the past.
		finished, interrupted := make(chan struct{}), make(chan error)
		go func() {
			select {
			case <-ctx.Done():
				fd.setDeadline(time.Unix(1, 0), 'w')
				interrupted <- ctx.Err()
			case <-finished:
				interrupted <- nil
			}
		}()
		defer func() {
			close(finished)
			if e := <-interrupted; e != nil {
				err = mapErr(e)
			}
		}()
	}
	for {
		if err := fd.pfd.Wait('w'); err != nil {
			return connectWaitErr(ctx, err)
		}
		code, err := syscall.GetsockoptInt(s, syscall.SOL_SOCKET, syscall.SO_ERROR)
		if err != nil {
			return os.NewSyscallError("getsockopt", err)
		}
		switch e := syscall.Errno(code); e {
		case syscall.EINPROGRESS, syscall.EALREADY, syscall.EINTR:
		case syscall.EISCONN:
			return nil
		case 0:
			if _, err := syscall.Getpeername(s); err == nil {
				return nil
			}
		default:
			return os.NewSyscallError("connect", e)
		}
	}
}

func connectWaitErr(ctx context.Context, err error) error {
	if e := ctx.Err(); e != nil {
		return mapErr(e)
	}
	if err == poll.ErrDeadlineExceeded {
		return errTimeout
	}
	return err
}
