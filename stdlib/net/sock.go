package net

import (
	"context"
	"errors"
	"io"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"time"
)

// TCPConn is a TCP connection.
type TCPConn struct{ conn }

func dialTCP(ctx context.Context, network string, laddr sockaddr, raddr *TCPAddr, ctl control) (*TCPConn, error) {
	anyPort := laddr == nil
	if a, ok := laddr.(*TCPAddr); ok {
		anyPort = a.Port == 0
	}
	for tries := 0; ; tries++ {
		fd, err := inetSocket(ctx, network, laddr, raddr, syscall.SOCK_STREAM, 0, "dial", ctl)
		// Where the system chooses the local port, it may choose raddr's, to which nobody listens: the socket is connected to
		// itself then. It may also choose one that is taken.
		retry := anyPort && tries < 2 && (err == nil && connectedToItself(fd) || errors.Is(err, syscall.EADDRNOTAVAIL))
		if err == nil {
			if !retry {
				return newTCPConn(fd), nil
			}
			fd.Close()
		} else if !retry {
			return nil, err
		}
	}
}

func connectedToItself(fd *netFD) bool {
	l, ok1 := fd.laddr.(*TCPAddr)
	r, ok2 := fd.raddr.(*TCPAddr)
	return !ok1 || !ok2 || l.Port == r.Port && l.IP.Equal(r.IP)
}

func newTCPConn(fd *netFD) *TCPConn {
	syscall.SetsockoptInt(fd.pfd.Sysfd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	return &TCPConn{conn{fd}}
}

func asSockaddr[T any, P interface {
	*T
	sockaddr
}](a P) sockaddr {
	if a == nil {
		return nil
	}
	return a
}

// DialTCP connects to raddr, from laddr unless that is nil.
func DialTCP(network string, laddr, raddr *TCPAddr) (*TCPConn, error) {
	return new(Dialer).dialTCP(context.Background(), network, laddr, raddr)
}

func (d *Dialer) dialTCP(ctx context.Context, network string, laddr, raddr *TCPAddr) (*TCPConn, error) {
	source := Addr(nil)
	if laddr != nil {
		source = laddr
	}
	switch network {
	case "tcp", "tcp4", "tcp6":
	default:
		return nil, &OpError{Op: "dial", Net: network, Source: source, Addr: raddr, Err: UnknownNetworkError(network)}
	}
	if raddr == nil {
		return nil, &OpError{Op: "dial", Net: network, Source: source, Addr: nil, Err: errMissingAddress}
	}
	c, err := dialTCP(ctx, network, asSockaddr(laddr), raddr, d.control())
	if err != nil {
		return nil, &OpError{Op: "dial", Net: network, Source: source, Addr: raddr, Err: err}
	}
	c.keepAlive(d.KeepAlive, d.KeepAliveConfig)
	return c, nil
}

// keepAlive applies a Dialer's or ListenConfig's settings; 15 seconds are the default.
func (c *TCPConn) keepAlive(period time.Duration, config KeepAliveConfig) {
	if !config.Enable {
		if period < 0 {
			return
		}
		config = KeepAliveConfig{Enable: true, Idle: period}
	}
	c.SetKeepAliveConfig(config)
}

// CloseRead ends reading.
func (c *TCPConn) CloseRead() error {
	if !c.ok() {
		return syscall.EINVAL
	}
	if err := c.fd.shutdown(syscall.SHUT_RD); err != nil {
		return c.wrap("close", err)
	}
	return nil
}

// CloseWrite ends writing: the other end reads EOF.
func (c *TCPConn) CloseWrite() error {
	if !c.ok() {
		return syscall.EINVAL
	}
	if err := c.fd.shutdown(syscall.SHUT_WR); err != nil {
		return c.wrap("close", err)
	}
	return nil
}

// SetLinger says how long Close lets unsent data be sent: sec < 0 in the background, 0 not at all.
func (c *TCPConn) SetLinger(sec int) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	l := syscall.Linger{}
	if sec >= 0 {
		l = syscall.Linger{Onoff: 1, Linger: int32(sec)}
	}
	err := c.fd.pfd.Do(func(s int) error { return syscall.SetsockoptLinger(s, syscall.SOL_SOCKET, syscall.SO_LINGER, &l) })
	if err != nil {
		return &OpError{Op: "set", Net: c.fd.net, Source: c.fd.laddr, Addr: c.fd.raddr, Err: wrapSyscall("setsockopt", err)}
	}
	return nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// SetKeepAlive says whether idle connections are kept alive.
func (c *TCPConn) SetKeepAlive(keepalive bool) error {
	return c.option(syscall.SOL_SOCKET, syscall.SO_KEEPALIVE, boolInt(keepalive))
}

// SetKeepAlivePeriod says how long a connection is idle before the other end is asked.
func (c *TCPConn) SetKeepAlivePeriod(d time.Duration) error {
	return c.option(syscall.IPPROTO_TCP, syscall.TCP_KEEPIDLE, int((d+time.Second-1)/time.Second))
}

// SetKeepAliveConfig says all about keeping alive.
func (c *TCPConn) SetKeepAliveConfig(config KeepAliveConfig) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	if err := c.SetKeepAlive(config.Enable); err != nil {
		return err
	}
	seconds := func(opt int, d time.Duration) error {
		if d < 0 {
			return nil
		}
		if d == 0 {
			d = 15 * time.Second
		}
		return c.option(syscall.IPPROTO_TCP, opt, int((d+time.Second-1)/time.Second))
	}
	if err := seconds(syscall.TCP_KEEPIDLE, config.Idle); err != nil {
		return err
	}
	if err := seconds(syscall.TCP_KEEPINTVL, config.Interval); err != nil {
		return err
	}
	if config.Count >= 0 {
		n := config.Count
		if n == 0 {
			n = 9
		}
		return c.option(syscall.IPPROTO_TCP, syscall.TCP_KEEPCNT, n)
	}
	return nil
}

// SetNoDelay says whether data is sent at once; it is at first.
func (c *TCPConn) SetNoDelay(noDelay bool) error {
	return c.option(syscall.IPPROTO_TCP, syscall.TCP_NODELAY, boolInt(noDelay))
}

// MultipathTCP reports whether the connection uses MPTCP: it does not.
func (c *TCPConn) MultipathTCP() (bool, error) { return false, nil }

type onlyWriter struct{ io.Writer }
type onlyReader struct{ io.Reader }

// ReadFrom sends all of r.
func (c *TCPConn) ReadFrom(r io.Reader) (int64, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	return io.Copy(onlyWriter{c}, r)
}

// WriteTo writes all that comes to w.
func (c *TCPConn) WriteTo(w io.Writer) (int64, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	return io.Copy(w, onlyReader{c})
}

// TCPListener accepts TCP connections.
type TCPListener struct {
	fd     *netFD
	period time.Duration
	config KeepAliveConfig
}

func listenTCP(ctx context.Context, network string, laddr *TCPAddr, ctl control) (*TCPListener, error) {
	fd, err := inetSocket(ctx, network, asSockaddr(laddr), nil, syscall.SOCK_STREAM, 0, "listen", ctl)
	if err != nil {
		return nil, err
	}
	return &TCPListener{fd: fd}, nil
}

// ListenTCP listens on laddr; without address on all, without port on any.
func ListenTCP(network string, laddr *TCPAddr) (*TCPListener, error) {
	if laddr == nil {
		laddr = &TCPAddr{}
	}
	switch network {
	case "tcp", "tcp4", "tcp6":
	default:
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: UnknownNetworkError(network)}
	}
	l, err := listenTCP(context.Background(), network, laddr, nil)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: err}
	}
	return l, nil
}

func (l *TCPListener) ok() bool { return l != nil && l.fd != nil }

func (l *TCPListener) wrap(op string, err error) error {
	return &OpError{Op: op, Net: l.fd.net, Addr: l.fd.laddr, Err: err}
}

// AcceptTCP waits for the next connection.
func (l *TCPListener) AcceptTCP() (*TCPConn, error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	fd, err := l.fd.accept()
	if err != nil {
		return nil, l.wrap("accept", err)
	}
	c := newTCPConn(fd)
	c.keepAlive(l.period, l.config)
	return c, nil
}

// Accept waits for the next connection.
func (l *TCPListener) Accept() (Conn, error) {
	c, err := l.AcceptTCP()
	if err != nil {
		return nil, err
	}
	return c, nil
}

// Close ends listening; Accept fails.
func (l *TCPListener) Close() error {
	if !l.ok() {
		return syscall.EINVAL
	}
	if err := l.fd.Close(); err != nil {
		return l.wrap("close", err)
	}
	return nil
}

// Addr returns the address.
func (l *TCPListener) Addr() Addr { return l.fd.laddr }

// SetDeadline sets when Accept fails with a timeout.
func (l *TCPListener) SetDeadline(t time.Time) error {
	if !l.ok() {
		return syscall.EINVAL
	}
	return l.fd.setDeadline(t, 'r'+'w')
}

// File returns a copy of the descriptor as a file.
func (l *TCPListener) File() (f *os.File, err error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	if f, err = l.fd.dup(); err != nil {
		err = l.wrap("file", err)
	}
	return f, err
}

// SyscallConn gives access to the descriptor.
func (l *TCPListener) SyscallConn() (syscall.RawConn, error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	return rawConn{l.fd}, nil
}

// UDPConn sends and receives UDP packets.
type UDPConn struct{ conn }

// DialUDP connects to raddr: packets go to it, and come from it only.
func DialUDP(network string, laddr, raddr *UDPAddr) (*UDPConn, error) {
	return new(Dialer).dialUDP(context.Background(), network, laddr, raddr)
}

func (d *Dialer) dialUDP(ctx context.Context, network string, laddr, raddr *UDPAddr) (*UDPConn, error) {
	source := Addr(nil)
	if laddr != nil {
		source = laddr
	}
	switch network {
	case "udp", "udp4", "udp6":
	default:
		return nil, &OpError{Op: "dial", Net: network, Source: source, Addr: raddr, Err: UnknownNetworkError(network)}
	}
	if raddr == nil {
		return nil, &OpError{Op: "dial", Net: network, Source: source, Addr: nil, Err: errMissingAddress}
	}
	fd, err := inetSocket(ctx, network, asSockaddr(laddr), raddr, syscall.SOCK_DGRAM, 0, "dial", d.control())
	if err != nil {
		return nil, &OpError{Op: "dial", Net: network, Source: source, Addr: raddr, Err: err}
	}
	return &UDPConn{conn{fd}}, nil
}

// ListenUDP receives packets for laddr.
func ListenUDP(network string, laddr *UDPAddr) (*UDPConn, error) {
	if laddr == nil {
		laddr = &UDPAddr{}
	}
	switch network {
	case "udp", "udp4", "udp6":
	default:
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: UnknownNetworkError(network)}
	}
	fd, err := inetSocket(context.Background(), network, laddr, nil, syscall.SOCK_DGRAM, 0, "listen", nil)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: err}
	}
	return &UDPConn{conn{fd}}, nil
}

// ListenMulticastUDP receives packets for a group of IPv4 multicast.
func ListenMulticastUDP(network string, ifi *Interface, gaddr *UDPAddr) (*UDPConn, error) {
	if gaddr == nil || gaddr.IP == nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: gaddr, Err: errMissingAddress}
	}
	group := gaddr.IP.To4()
	if group == nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: gaddr, Err: errNoSuitableAddress}
	}
	ctl := func(_ context.Context, _, _ string, c syscall.RawConn) error {
		var err error
		c.Control(func(s uintptr) {
			err = syscall.SetsockoptInt(int(s), syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
		})
		return err
	}
	fd, err := inetSocket(context.Background(), "udp4", gaddr, nil, syscall.SOCK_DGRAM, 0, "listen", ctl)
	if err == nil {
		mreq := &syscall.IPMreq{Multiaddr: [4]byte(group)}
		if ifi != nil {
			addrs, _ := ifi.Addrs()
			for _, a := range addrs {
				if n, ok := a.(*IPNet); ok && n.IP.To4() != nil {
					mreq.Interface = [4]byte(n.IP.To4())
				}
			}
		}
		if err = syscall.SetsockoptIPMreq(fd.pfd.Sysfd, syscall.IPPROTO_IP, syscall.IP_ADD_MEMBERSHIP, mreq); err != nil {
			fd.Close()
			err = os.NewSyscallError("setsockopt", err)
		}
	}
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: gaddr, Err: err}
	}
	fd.net = network
	return &UDPConn{conn{fd}}, nil
}

func (c *conn) receive(b []byte) (int, Addr, error) {
	if !c.ok() {
		return 0, nil, syscall.EINVAL
	}
	n, sa, err := c.fd.recvFrom(b)
	if err != nil {
		return n, nil, c.wrap("read", err)
	}
	if sa == nil {
		return n, c.fd.raddr, nil
	}
	return n, c.fd.addrOf(sa), nil
}

func (c *conn) send(b []byte, to Addr) (int, error) {
	fail := func(err error) (int, error) {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: to, Err: err}
	}
	if c.fd.connected {
		return fail(ErrWriteToConnected)
	}
	a, ok := to.(sockaddr)
	if !ok {
		return fail(syscall.EINVAL)
	}
	sa, err := a.sockaddr(c.fd.family)
	if err != nil {
		return fail(err)
	}
	n, err := c.fd.sendTo(b, sa)
	if err != nil {
		return fail(err)
	}
	return n, nil
}

// ReadFromUDP receives a packet.
func (c *UDPConn) ReadFromUDP(b []byte) (n int, addr *UDPAddr, err error) {
	n, a, err := c.receive(b)
	addr, _ = a.(*UDPAddr)
	return n, addr, err
}

// ReadFrom receives a packet.
func (c *UDPConn) ReadFrom(b []byte) (int, Addr, error) {
	n, a, err := c.ReadFromUDP(b)
	if a == nil {
		return n, nil, err
	}
	return n, a, err
}

// ReadFromUDPAddrPort receives a packet.
func (c *UDPConn) ReadFromUDPAddrPort(b []byte) (n int, addr netip.AddrPort, err error) {
	n, a, err := c.ReadFromUDP(b)
	return n, a.AddrPort(), err
}

// ReadMsgUDP receives a packet; control messages are not received.
func (c *UDPConn) ReadMsgUDP(b, oob []byte) (n, oobn, flags int, addr *UDPAddr, err error) {
	n, addr, err = c.ReadFromUDP(b)
	return n, 0, 0, addr, err
}

// ReadMsgUDPAddrPort is ReadMsgUDP.
func (c *UDPConn) ReadMsgUDPAddrPort(b, oob []byte) (n, oobn, flags int, addr netip.AddrPort, err error) {
	n, addr, err = c.ReadFromUDPAddrPort(b)
	return n, 0, 0, addr, err
}

// WriteToUDP sends a packet.
func (c *UDPConn) WriteToUDP(b []byte, addr *UDPAddr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	if addr == nil {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: nil, Err: errMissingAddress}
	}
	return c.send(b, addr)
}

// WriteTo sends a packet.
func (c *UDPConn) WriteTo(b []byte, addr Addr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	a, ok := addr.(*UDPAddr)
	if !ok {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: addr, Err: syscall.EINVAL}
	}
	return c.WriteToUDP(b, a)
}

// WriteToUDPAddrPort sends a packet.
func (c *UDPConn) WriteToUDPAddrPort(b []byte, addr netip.AddrPort) (int, error) {
	return c.WriteToUDP(b, UDPAddrFromAddrPort(addr))
}

// WriteMsgUDP sends a packet; control messages are not sent.
func (c *UDPConn) WriteMsgUDP(b, oob []byte, addr *UDPAddr) (n, oobn int, err error) {
	if addr == nil {
		n, err = c.Write(b)
	} else {
		n, err = c.WriteToUDP(b, addr)
	}
	return n, 0, err
}

// WriteMsgUDPAddrPort is WriteMsgUDP.
func (c *UDPConn) WriteMsgUDPAddrPort(b, oob []byte, addr netip.AddrPort) (n, oobn int, err error) {
	if !addr.IsValid() {
		return c.WriteMsgUDP(b, oob, nil)
	}
	return c.WriteMsgUDP(b, oob, UDPAddrFromAddrPort(addr))
}

// IPConn sends and receives packets of IP; that takes privileges.
type IPConn struct{ conn }

// DialIP connects to raddr.
func DialIP(network string, laddr, raddr *IPAddr) (*IPConn, error) {
	return new(Dialer).dialIP(context.Background(), network, laddr, raddr)
}

func (d *Dialer) dialIP(ctx context.Context, network string, laddr, raddr *IPAddr) (*IPConn, error) {
	source := Addr(nil)
	if laddr != nil {
		source = laddr
	}
	if raddr == nil {
		return nil, &OpError{Op: "dial", Net: network, Source: source, Addr: nil, Err: errMissingAddress}
	}
	name, proto, err := splitIPNetwork(network)
	var fd *netFD
	if err == nil {
		fd, err = inetSocket(ctx, name, asSockaddr(laddr), raddr, syscall.SOCK_RAW, proto, "dial", d.control())
	}
	if err != nil {
		return nil, &OpError{Op: "dial", Net: network, Source: source, Addr: raddr, Err: err}
	}
	return &IPConn{conn{fd}}, nil
}

// ListenIP receives packets for laddr.
func ListenIP(network string, laddr *IPAddr) (*IPConn, error) {
	if laddr == nil {
		laddr = &IPAddr{}
	}
	name, proto, err := splitIPNetwork(network)
	var fd *netFD
	if err == nil {
		fd, err = inetSocket(context.Background(), name, laddr, nil, syscall.SOCK_RAW, proto, "listen", nil)
	}
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: err}
	}
	return &IPConn{conn{fd}}, nil
}

// ReadFromIP receives a packet.
func (c *IPConn) ReadFromIP(b []byte) (int, *IPAddr, error) {
	n, a, err := c.receive(b)
	addr, _ := a.(*IPAddr)
	if err == nil && c.fd.family == syscall.AF_INET && n > 0 && b[0]>>4 == 4 {
		// The packet's own header is left out.
		if head := int(b[0]&15) * 4; head <= n {
			n = copy(b, b[head:n])
		}
	}
	return n, addr, err
}

// ReadFrom receives a packet.
func (c *IPConn) ReadFrom(b []byte) (int, Addr, error) {
	n, a, err := c.ReadFromIP(b)
	if a == nil {
		return n, nil, err
	}
	return n, a, err
}

// ReadMsgIP receives a packet; control messages are not received.
func (c *IPConn) ReadMsgIP(b, oob []byte) (n, oobn, flags int, addr *IPAddr, err error) {
	n, a, err := c.receive(b)
	addr, _ = a.(*IPAddr)
	return n, 0, 0, addr, err
}

// WriteToIP sends a packet.
func (c *IPConn) WriteToIP(b []byte, addr *IPAddr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	if addr == nil {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: nil, Err: errMissingAddress}
	}
	return c.send(b, addr)
}

// WriteTo sends a packet.
func (c *IPConn) WriteTo(b []byte, addr Addr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	a, ok := addr.(*IPAddr)
	if !ok {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: addr, Err: syscall.EINVAL}
	}
	return c.WriteToIP(b, a)
}

// WriteMsgIP sends a packet; control messages are not sent.
func (c *IPConn) WriteMsgIP(b, oob []byte, addr *IPAddr) (n, oobn int, err error) {
	n, err = c.WriteToIP(b, addr)
	return n, 0, err
}

// UnixConn is a connection over a Unix socket.
type UnixConn struct{ conn }

func unixSocket(ctx context.Context, network string, laddr, raddr sockaddr, mode string, ctl control) (*netFD, error) {
	sotype := syscall.SOCK_STREAM
	switch network {
	case "unix":
	case "unixgram":
		sotype = syscall.SOCK_DGRAM
	case "unixpacket":
		sotype = syscall.SOCK_SEQPACKET
	default:
		return nil, UnknownNetworkError(network)
	}
	if mode == "dial" {
		if laddr != nil && laddr.wildcard() {
			laddr = nil
		}
		if raddr != nil && raddr.wildcard() {
			raddr = nil
		}
		if raddr == nil && (sotype != syscall.SOCK_DGRAM || laddr == nil) {
			return nil, errMissingAddress
		}
	}
	fd, err := newSocket(syscall.AF_UNIX, sotype, 0, network)
	if err != nil {
		return nil, err
	}
	if err := fd.start(ctx, laddr, raddr, mode, ctl); err != nil {
		fd.Close()
		return nil, err
	}
	return fd, nil
}

// DialUnix connects to raddr.
func DialUnix(network string, laddr, raddr *UnixAddr) (*UnixConn, error) {
	return new(Dialer).dialUnix(context.Background(), network, laddr, raddr)
}

func (d *Dialer) dialUnix(ctx context.Context, network string, laddr, raddr *UnixAddr) (*UnixConn, error) {
	source := Addr(nil)
	if laddr != nil {
		source = laddr
	}
	fd, err := unixSocket(ctx, network, asSockaddr(laddr), asSockaddr(raddr), "dial", d.control())
	if err != nil {
		return nil, &OpError{Op: "dial", Net: network, Source: source, Addr: raddr, Err: err}
	}
	return &UnixConn{conn{fd}}, nil
}

// ListenUnixgram receives packets for laddr.
func ListenUnixgram(network string, laddr *UnixAddr) (*UnixConn, error) {
	if network != "unixgram" {
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: UnknownNetworkError(network)}
	}
	if laddr == nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: nil, Err: errMissingAddress}
	}
	fd, err := unixSocket(context.Background(), network, laddr, nil, "listen", nil)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: err}
	}
	return &UnixConn{conn{fd}}, nil
}

// CloseRead ends reading.
func (c *UnixConn) CloseRead() error { return (&TCPConn{c.conn}).CloseRead() }

// CloseWrite ends writing.
func (c *UnixConn) CloseWrite() error { return (&TCPConn{c.conn}).CloseWrite() }

// ReadFromUnix receives a packet.
func (c *UnixConn) ReadFromUnix(b []byte) (int, *UnixAddr, error) {
	n, a, err := c.receive(b)
	addr, _ := a.(*UnixAddr)
	if addr != nil && addr.Name == "" {
		addr = nil
	}
	return n, addr, err
}

// ReadFrom receives a packet.
func (c *UnixConn) ReadFrom(b []byte) (int, Addr, error) {
	n, a, err := c.ReadFromUnix(b)
	if a == nil {
		return n, nil, err
	}
	return n, a, err
}

// ReadMsgUnix receives a packet; control messages are not received.
func (c *UnixConn) ReadMsgUnix(b, oob []byte) (n, oobn, flags int, addr *UnixAddr, err error) {
	n, addr, err = c.ReadFromUnix(b)
	return n, 0, 0, addr, err
}

// WriteToUnix sends a packet.
func (c *UnixConn) WriteToUnix(b []byte, addr *UnixAddr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	if addr == nil {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: nil, Err: errMissingAddress}
	}
	return c.send(b, addr)
}

// WriteTo sends a packet.
func (c *UnixConn) WriteTo(b []byte, addr Addr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	a, ok := addr.(*UnixAddr)
	if !ok {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: addr, Err: syscall.EINVAL}
	}
	return c.WriteToUnix(b, a)
}

// WriteMsgUnix sends a packet; control messages are not sent.
func (c *UnixConn) WriteMsgUnix(b, oob []byte, addr *UnixAddr) (n, oobn int, err error) {
	if addr == nil {
		n, err = c.Write(b)
	} else {
		n, err = c.WriteToUnix(b, addr)
	}
	return n, 0, err
}

// UnixListener accepts connections over a Unix socket.
type UnixListener struct {
	fd     *netFD
	path   string
	unlink bool
	once   sync.Once
}

func listenUnix(ctx context.Context, network string, laddr *UnixAddr, ctl control) (*UnixListener, error) {
	fd, err := unixSocket(ctx, network, laddr, nil, "listen", ctl)
	if err != nil {
		return nil, err
	}
	return &UnixListener{fd: fd, path: fd.laddr.String(), unlink: true}, nil
}

// ListenUnix listens on laddr.
func ListenUnix(network string, laddr *UnixAddr) (*UnixListener, error) {
	if network != "unix" && network != "unixpacket" {
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: UnknownNetworkError(network)}
	}
	if laddr == nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: nil, Err: errMissingAddress}
	}
	l, err := listenUnix(context.Background(), network, laddr, nil)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: err}
	}
	return l, nil
}

func (l *UnixListener) ok() bool { return l != nil && l.fd != nil }

func (l *UnixListener) wrap(op string, err error) error {
	return &OpError{Op: op, Net: l.fd.net, Addr: l.fd.laddr, Err: err}
}

// AcceptUnix waits for the next connection.
func (l *UnixListener) AcceptUnix() (*UnixConn, error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	fd, err := l.fd.accept()
	if err != nil {
		return nil, l.wrap("accept", err)
	}
	return &UnixConn{conn{fd}}, nil
}

// Accept waits for the next connection.
func (l *UnixListener) Accept() (Conn, error) {
	c, err := l.AcceptUnix()
	if err != nil {
		return nil, err
	}
	return c, nil
}

// Close ends listening and removes the socket's file.
func (l *UnixListener) Close() error {
	if !l.ok() {
		return syscall.EINVAL
	}
	l.once.Do(func() {
		if l.path != "" && l.path[0] != '@' && l.unlink {
			syscall.Unlink(l.path)
		}
	})
	if err := l.fd.Close(); err != nil {
		return l.wrap("close", err)
	}
	return nil
}

// SetUnlinkOnClose says whether Close removes the socket's file.
func (l *UnixListener) SetUnlinkOnClose(unlink bool) { l.unlink = unlink }

// Addr returns the address.
func (l *UnixListener) Addr() Addr { return l.fd.laddr }

// SetDeadline sets when Accept fails with a timeout.
func (l *UnixListener) SetDeadline(t time.Time) error {
	if !l.ok() {
		return syscall.EINVAL
	}
	return l.fd.setDeadline(t, 'r'+'w')
}

// File returns a copy of the descriptor as a file.
func (l *UnixListener) File() (f *os.File, err error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	if f, err = l.fd.dup(); err != nil {
		err = l.wrap("file", err)
	}
	return f, err
}

// SyscallConn gives access to the descriptor.
func (l *UnixListener) SyscallConn() (syscall.RawConn, error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	return rawConn{l.fd}, nil
}
