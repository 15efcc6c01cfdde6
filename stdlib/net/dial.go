package net

import (
	"context"
	"net/netip"
	"os"
	"syscall"
	"time"
)

// KeepAliveConfig says how idle TCP connections are kept alive.
type KeepAliveConfig struct {
	Enable   bool
	Idle     time.Duration
	Interval time.Duration
	Count    int
}

// Dialer makes connections.
type Dialer struct {
	Timeout         time.Duration // for the whole of it; 0: none
	Deadline        time.Time
	LocalAddr       Addr
	DualStack       bool // no effect
	FallbackDelay   time.Duration
	KeepAlive       time.Duration
	KeepAliveConfig KeepAliveConfig
	Resolver        *Resolver
	Cancel          <-chan struct{}
	Control         func(network, address string, c syscall.RawConn) error
	ControlContext  func(ctx context.Context, network, address string, c syscall.RawConn) error
	multipath       bool
}

// MultipathTCP reports whether MPTCP is to be used.
func (d *Dialer) MultipathTCP() bool { return d.multipath }

// SetMultipathTCP says whether MPTCP is to be used; connections use plain TCP all the same.
func (d *Dialer) SetMultipathTCP(use bool) { d.multipath = use }

// Dial connects to an address, like "tcp", "example.com:80".
func Dial(network, address string) (Conn, error) {
	var d Dialer
	return d.Dial(network, address)
}

// DialTimeout is Dial that gives up after some time.
func DialTimeout(network, address string, timeout time.Duration) (Conn, error) {
	d := Dialer{Timeout: timeout}
	return d.Dial(network, address)
}

// Dial connects to an address.
func (d *Dialer) Dial(network, address string) (Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d *Dialer) deadline(now time.Time) (earliest time.Time) {
	if d.Timeout != 0 {
		earliest = now.Add(d.Timeout)
	}
	if !d.Deadline.IsZero() && (earliest.IsZero() || d.Deadline.Before(earliest)) {
		earliest = d.Deadline
	}
	return earliest
}

// limit returns a context that ends when the Dialer's time does too. cancel must be called.
func (d *Dialer) limit(ctx context.Context) (limited context.Context, cancel func()) {
	if ctx == nil {
		panic("nil context")
	}
	var cancels []context.CancelFunc
	if deadline := d.deadline(time.Now()); !deadline.IsZero() {
		sub, cancel := context.WithDeadline(ctx, deadline)
		cancels = append(cancels, cancel)
		ctx = sub
	}
	if d.Cancel != nil {
		sub, cancel := context.WithCancel(ctx)
		cancels = append(cancels, cancel)
		go func() {
			select {
			case <-d.Cancel:
				cancel()
			case <-sub.Done():
			}
		}()
		ctx = sub
	}
	return ctx, func() {
		for _, cancel := range cancels {
			cancel()
		}
	}
}

// DialTCP connects to raddr by TCP, from laddr.
func (d *Dialer) DialTCP(ctx context.Context, network string, laddr netip.AddrPort, raddr netip.AddrPort) (*TCPConn, error) {
	ctx, cancel := d.limit(ctx)
	defer cancel()
	return d.dialTCP(ctx, network, TCPAddrFromAddrPort(laddr), TCPAddrFromAddrPort(raddr))
}

// DialUDP connects to raddr by UDP, from laddr.
func (d *Dialer) DialUDP(ctx context.Context, network string, laddr netip.AddrPort, raddr netip.AddrPort) (*UDPConn, error) {
	ctx, cancel := d.limit(ctx)
	defer cancel()
	return d.dialUDP(ctx, network, UDPAddrFromAddrPort(laddr), UDPAddrFromAddrPort(raddr))
}

// DialIP connects to raddr by IP, from laddr.
func (d *Dialer) DialIP(ctx context.Context, network string, laddr netip.Addr, raddr netip.Addr) (*IPConn, error) {
	ctx, cancel := d.limit(ctx)
	defer cancel()
	addr := func(a netip.Addr) *IPAddr { return &IPAddr{a.AsSlice(), a.Zone()} }
	return d.dialIP(ctx, network, addr(laddr), addr(raddr))
}

// DialUnix connects to raddr by a Unix socket, from laddr.
func (d *Dialer) DialUnix(ctx context.Context, network string, laddr *UnixAddr, raddr *UnixAddr) (*UnixConn, error) {
	ctx, cancel := d.limit(ctx)
	defer cancel()
	return d.dialUnix(ctx, network, laddr, raddr)
}

// DialContext connects to an address, unless the context ends before.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (Conn, error) {
	ctx, cancel := d.limit(ctx)
	defer cancel()
	addrs, err := d.resolve(ctx, network, address)
	if err != nil {
		return nil, &OpError{Op: "dial", Net: network, Err: mapErr(err)}
	}
	var first error
	for i, addr := range addrs {
		if err := ctx.Err(); err != nil {
			if first == nil {
				first = &OpError{Op: "dial", Net: network, Source: d.LocalAddr, Addr: addr, Err: mapErr(err)}
			}
			break
		}
		// What is left of the time is shared by the addresses.
		sub := ctx
		if deadline, ok := ctx.Deadline(); ok {
			share := time.Until(deadline) / time.Duration(len(addrs)-i)
			if least := 2 * time.Second; share < least {
				share = min(least, time.Until(deadline))
			}
			if len(addrs) > 1 {
				var cancel context.CancelFunc
				sub, cancel = context.WithTimeout(ctx, share)
				defer cancel()
			}
		}
		c, err := d.dialOne(sub, network, addr)
		if err == nil {
			return c, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

func (d *Dialer) resolver() *Resolver {
	if d.Resolver != nil {
		return d.Resolver
	}
	return DefaultResolver
}

func (d *Dialer) resolve(ctx context.Context, network, address string) ([]sockaddr, error) {
	name := network
	switch network {
	case "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6":
		if address == "" {
			return nil, errMissingAddress
		}
	case "unix", "unixgram", "unixpacket":
		addr, err := ResolveUnixAddr(network, address)
		if err != nil {
			return nil, err
		}
		if d.LocalAddr != nil && d.LocalAddr.Network() != network {
			return nil, &AddrError{Err: "mismatched local address type", Addr: d.LocalAddr.String()}
		}
		return []sockaddr{addr}, nil
	default:
		var err error
		if name, _, err = splitIPNetwork(network); err != nil {
			return nil, err
		}
	}
	addrs, err := d.resolver().inetAddrs(ctx, name, address)
	if err != nil || d.LocalAddr == nil {
		return addrs, err
	}
	// Only what goes with the local address.
	local, ok := d.LocalAddr.(sockaddr)
	if !ok || local.Network() != addrs[0].Network() {
		return nil, &AddrError{Err: "mismatched local address type", Addr: d.LocalAddr.String()}
	}
	var fit []sockaddr
	for _, a := range addrs {
		if local.wildcard() || local.family() == a.family() {
			fit = append(fit, a)
		}
	}
	if fit == nil {
		return nil, &AddrError{Err: errNoSuitableAddress.Error(), Addr: address}
	}
	return fit, nil
}

func (d *Dialer) control() control {
	if d.ControlContext != nil {
		return d.ControlContext
	}
	if d.Control != nil {
		return func(_ context.Context, network, address string, c syscall.RawConn) error {
			return d.Control(network, address, c)
		}
	}
	return nil
}

func (d *Dialer) dialOne(ctx context.Context, network string, addr sockaddr) (c Conn, err error) {
	var local sockaddr
	if d.LocalAddr != nil {
		local = d.LocalAddr.(sockaddr)
	}
	switch addr := addr.(type) {
	case *TCPAddr:
		var tc *TCPConn
		if tc, err = dialTCP(ctx, network, local, addr, d.control()); err == nil {
			tc.keepAlive(d.KeepAlive, d.KeepAliveConfig)
			c = tc
		}
	case *UDPAddr:
		var fd *netFD
		if fd, err = inetSocket(ctx, network, local, addr, syscall.SOCK_DGRAM, 0, "dial", d.control()); err == nil {
			c = &UDPConn{conn{fd}}
		}
	case *IPAddr:
		name, proto, _ := splitIPNetwork(network)
		var fd *netFD
		if fd, err = inetSocket(ctx, name, local, addr, syscall.SOCK_RAW, proto, "dial", d.control()); err == nil {
			c = &IPConn{conn{fd}}
		}
	case *UnixAddr:
		var fd *netFD
		if fd, err = unixSocket(ctx, network, local, addr, "dial", d.control()); err == nil {
			c = &UnixConn{conn{fd}}
		}
	}
	if err != nil {
		return nil, &OpError{Op: "dial", Net: network, Source: d.LocalAddr, Addr: addr, Err: err}
	}
	return c, nil
}

// ListenConfig makes listeners.
type ListenConfig struct {
	Control         func(network, address string, c syscall.RawConn) error
	KeepAlive       time.Duration
	KeepAliveConfig KeepAliveConfig
	multipath       bool
}

// MultipathTCP reports whether MPTCP is to be used.
func (lc *ListenConfig) MultipathTCP() bool { return lc.multipath }

// SetMultipathTCP says whether MPTCP is to be used; listeners use plain TCP all the same.
func (lc *ListenConfig) SetMultipathTCP(use bool) { lc.multipath = use }

func (lc *ListenConfig) control() control {
	if lc.Control == nil {
		return nil
	}
	return func(_ context.Context, network, address string, c syscall.RawConn) error {
		return lc.Control(network, address, c)
	}
}

// Listen listens on an address of a stream: "tcp" or "unix".
func Listen(network, address string) (Listener, error) {
	var lc ListenConfig
	return lc.Listen(context.Background(), network, address)
}

// ListenPacket listens on an address of packets: "udp", "unixgram" or "ip".
func ListenPacket(network, address string) (PacketConn, error) {
	var lc ListenConfig
	return lc.ListenPacket(context.Background(), network, address)
}

func listenAddr(ctx context.Context, network, address string) (sockaddr, error) {
	switch network {
	case "unix", "unixgram", "unixpacket":
		return ResolveUnixAddr(network, address)
	case "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6":
	default:
		name, _, err := splitIPNetwork(network)
		if err != nil {
			return nil, err
		}
		network = name
	}
	addrs, err := DefaultResolver.inetAddrs(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return preferred(network, address, addrs), nil
}

// Listen listens on an address of a stream.
func (lc *ListenConfig) Listen(ctx context.Context, network, address string) (Listener, error) {
	addr, err := listenAddr(ctx, network, address)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Err: mapErr(err)}
	}
	var l Listener
	switch a := addr.(type) {
	case *TCPAddr:
		var tl *TCPListener
		if tl, err = listenTCP(ctx, network, a, lc.control()); err == nil {
			tl.period, tl.config = lc.KeepAlive, lc.KeepAliveConfig
			l = tl
		}
	case *UnixAddr:
		if a.Net == "unixgram" {
			err = &AddrError{Err: "unexpected address type", Addr: address}
			break
		}
		var ul *UnixListener
		if ul, err = listenUnix(ctx, network, a, lc.control()); err == nil {
			l = ul
		}
	default:
		err = &AddrError{Err: "unexpected address type", Addr: address}
	}
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: addr, Err: err}
	}
	return l, nil
}

// ListenPacket listens on an address of packets.
func (lc *ListenConfig) ListenPacket(ctx context.Context, network, address string) (PacketConn, error) {
	addr, err := listenAddr(ctx, network, address)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Err: mapErr(err)}
	}
	var c PacketConn
	var fd *netFD
	switch a := addr.(type) {
	case *UDPAddr:
		if fd, err = inetSocket(ctx, network, a, nil, syscall.SOCK_DGRAM, 0, "listen", lc.control()); err == nil {
			c = &UDPConn{conn{fd}}
		}
	case *IPAddr:
		name, proto, _ := splitIPNetwork(network)
		if fd, err = inetSocket(ctx, name, a, nil, syscall.SOCK_RAW, proto, "listen", lc.control()); err == nil {
			c = &IPConn{conn{fd}}
		}
	case *UnixAddr:
		if a.Net != "unixgram" {
			err = &AddrError{Err: "unexpected address type", Addr: address}
		} else if fd, err = unixSocket(ctx, network, a, nil, "listen", lc.control()); err == nil {
			c = &UnixConn{conn{fd}}
		}
	default:
		err = &AddrError{Err: "unexpected address type", Addr: address}
	}
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: addr, Err: err}
	}
	return c, nil
}

// fileFD makes a socket of a copy of a file's descriptor.
func fileFD(f *os.File) (*netFD, error) {
	r, _, e := syscall.RawSyscall(syscall.SYS_FCNTL, f.Fd(), syscall.F_DUPFD_CLOEXEC, 0)
	if e != 0 {
		return nil, os.NewSyscallError("fcntl", e)
	}
	s := int(r)
	sotype, err := syscall.GetsockoptInt(s, syscall.SOL_SOCKET, syscall.SO_TYPE)
	if err != nil {
		syscall.Close(s)
		return nil, os.NewSyscallError("getsockopt", err)
	}
	family, _ := syscall.GetsockoptInt(s, syscall.SOL_SOCKET, syscall.SO_DOMAIN)
	syscall.SetNonblock(s, true)
	fd, err := newFD(s, family, sotype, "")
	if err != nil {
		return nil, err
	}
	local, _ := syscall.Getsockname(s)
	fd.laddr = fd.addrOf(local)
	if peer, _ := syscall.Getpeername(s); peer != nil {
		fd.raddr = fd.addrOf(peer)
		fd.connected = true
	}
	if fd.laddr != nil {
		fd.net = fd.laddr.Network()
	}
	return fd, nil
}

func fileError(f *os.File, err error) error {
	return &OpError{Op: "file", Net: "file+net", Addr: fileAddr(f.Name()), Err: err}
}

type fileAddr string

func (fileAddr) Network() string  { return "file+net" }
func (f fileAddr) String() string { return string(f) }

// FileConn returns a connection of a copy of f.
func FileConn(f *os.File) (c Conn, err error) {
	fd, err := fileFD(f)
	if err != nil {
		return nil, fileError(f, err)
	}
	switch fd.laddr.(type) {
	case *TCPAddr:
		return &TCPConn{conn{fd}}, nil
	case *UDPAddr:
		return &UDPConn{conn{fd}}, nil
	case *IPAddr:
		return &IPConn{conn{fd}}, nil
	case *UnixAddr:
		return &UnixConn{conn{fd}}, nil
	}
	fd.Close()
	return nil, fileError(f, syscall.EINVAL)
}

// FileListener returns a listener of a copy of f.
func FileListener(f *os.File) (ln Listener, err error) {
	fd, err := fileFD(f)
	if err != nil {
		return nil, fileError(f, err)
	}
	switch a := fd.laddr.(type) {
	case *TCPAddr:
		return &TCPListener{fd: fd}, nil
	case *UnixAddr:
		return &UnixListener{fd: fd, path: a.Name}, nil
	}
	fd.Close()
	return nil, fileError(f, syscall.EINVAL)
}

// FilePacketConn returns a packet connection of a copy of f.
func FilePacketConn(f *os.File) (c PacketConn, err error) {
	fd, err := fileFD(f)
	if err != nil {
		return nil, fileError(f, err)
	}
	switch fd.laddr.(type) {
	case *UDPAddr:
		return &UDPConn{conn{fd}}, nil
	case *IPAddr:
		return &IPConn{conn{fd}}, nil
	case *UnixAddr:
		return &UnixConn{conn{fd}}, nil
	}
	fd.Close()
	return nil, fileError(f, syscall.EINVAL)
}
