package syscall

import "unsafe"

// Numbers of sockets.
const (
	AF_UNSPEC = 0
	AF_UNIX   = 1
	AF_LOCAL  = 1
	AF_INET   = 2
	AF_INET6  = 10

	SOCK_STREAM    = 1
	SOCK_DGRAM     = 2
	SOCK_RAW       = 3
	SOCK_SEQPACKET = 5
	SOCK_NONBLOCK  = 0x800
	SOCK_CLOEXEC   = 0x80000

	SOL_SOCKET    = 1
	SO_REUSEADDR  = 2
	SO_TYPE       = 3
	SO_ERROR      = 4
	SO_BROADCAST  = 6
	SO_SNDBUF     = 7
	SO_RCVBUF     = 8
	SO_KEEPALIVE  = 9
	SO_LINGER     = 13
	SO_REUSEPORT  = 15
	SO_RCVTIMEO   = 20
	SO_SNDTIMEO   = 21
	SO_ACCEPTCONN = 30
	SO_PROTOCOL   = 38
	SO_DOMAIN     = 39

	IPPROTO_IP   = 0
	IPPROTO_ICMP = 1
	IPPROTO_TCP  = 6
	IPPROTO_UDP  = 17
	IPPROTO_IPV6 = 41

	TCP_NODELAY   = 1
	TCP_KEEPIDLE  = 4
	TCP_KEEPINTVL = 5
	TCP_KEEPCNT   = 6

	IP_MULTICAST_IF     = 32
	IP_MULTICAST_TTL    = 33
	IP_MULTICAST_LOOP   = 34
	IP_ADD_MEMBERSHIP   = 35
	IPV6_V6ONLY         = 26
	IPV6_JOIN_GROUP     = 20
	IPV6_MULTICAST_IF   = 17
	IPV6_MULTICAST_LOOP = 19

	SOMAXCONN = 128
	SHUT_RD   = 0
	SHUT_WR   = 1
	SHUT_RDWR = 2

	MSG_OOB      = 1
	MSG_PEEK     = 2
	MSG_TRUNC    = 0x20
	MSG_NOSIGNAL = 0x4000

	SYS_SENDTO      = 44
	SYS_RECVFROM    = 45
	SYS_SHUTDOWN    = 48
	SYS_BIND        = 49
	SYS_LISTEN      = 50
	SYS_GETSOCKNAME = 51
	SYS_GETPEERNAME = 52
	SYS_SOCKETPAIR  = 53
	SYS_SETSOCKOPT  = 54
	SYS_GETSOCKOPT  = 55
	SYS_SOCKET      = 41
	SYS_CONNECT     = 42
	SYS_ACCEPT      = 43
	SYS_ACCEPT4     = 288
)

// Sockaddr is the address of a socket.
type Sockaddr interface {
	raw() []byte
}

// SockaddrInet4 is an IPv4 address with a port.
type SockaddrInet4 struct {
	Port int
	Addr [4]byte
}

// SockaddrInet6 is an IPv6 address with a port.
type SockaddrInet6 struct {
	Port   int
	ZoneId uint32
	Addr   [16]byte
}

// SockaddrUnix is the name of a Unix socket; "@" at the beginning stands for the abstract name space.
type SockaddrUnix struct {
	Name string
}

func (sa *SockaddrInet4) raw() []byte {
	b := make([]byte, 16)
	b[0] = AF_INET
	b[2], b[3] = byte(sa.Port>>8), byte(sa.Port)
	copy(b[4:], sa.Addr[:])
	return b
}

func (sa *SockaddrInet6) raw() []byte {
	b := make([]byte, 28)
	b[0] = AF_INET6
	b[2], b[3] = byte(sa.Port>>8), byte(sa.Port)
	copy(b[8:], sa.Addr[:])
	*(*uint32)(unsafe.Pointer(&b[24])) = sa.ZoneId
	return b
}

func (sa *SockaddrUnix) raw() []byte {
	n := len(sa.Name)
	if n > 107 {
		return nil
	}
	b := make([]byte, 2, 2+n+1)
	b[0] = AF_UNIX
	if n == 0 {
		return b
	}
	b = append(b, sa.Name...)
	if sa.Name[0] == '@' {
		b[2] = 0
		return b
	}
	return append(b, 0)
}

func parseSockaddr(b []byte) Sockaddr {
	if len(b) < 2 {
		return nil
	}
	switch family := int(b[0]) | int(b[1])<<8; {
	case family == AF_INET && len(b) >= 16:
		sa := &SockaddrInet4{Port: int(b[2])<<8 | int(b[3])}
		copy(sa.Addr[:], b[4:])
		return sa
	case family == AF_INET6 && len(b) >= 28:
		sa := &SockaddrInet6{Port: int(b[2])<<8 | int(b[3]), ZoneId: *(*uint32)(unsafe.Pointer(&b[24]))}
		copy(sa.Addr[:], b[8:])
		return sa
	case family == AF_UNIX:
		name := b[2:]
		if len(name) > 0 && name[0] == 0 {
			if len(name) == 1 {
				return &SockaddrUnix{}
			}
			return &SockaddrUnix{Name: "@" + string(name[1:])}
		}
		for i, c := range name {
			if c == 0 {
				name = name[:i]
				break
			}
		}
		return &SockaddrUnix{Name: string(name)}
	}
	return nil
}

func errnoErr(e Errno) error {
	if e == 0 {
		return nil
	}
	return e
}

// Socket makes a socket.
func Socket(domain, typ, proto int) (fd int, err error) {
	r, _, e := RawSyscall(SYS_SOCKET, uintptr(domain), uintptr(typ), uintptr(proto))
	return int(r), errnoErr(e)
}

// Socketpair makes two connected sockets.
func Socketpair(domain, typ, proto int) (fd [2]int, err error) {
	var pair [2]int32
	_, _, e := RawSyscall6(SYS_SOCKETPAIR, uintptr(domain), uintptr(typ), uintptr(proto), uintptr(unsafe.Pointer(&pair)), 0, 0)
	return [2]int{int(pair[0]), int(pair[1])}, errnoErr(e)
}

func withAddr(trap uintptr, fd int, sa Sockaddr) error {
	b := sa.raw()
	if b == nil {
		return EINVAL
	}
	_, _, e := RawSyscall(trap, uintptr(fd), uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)))
	return errnoErr(e)
}

// Bind gives a socket its address.
func Bind(fd int, sa Sockaddr) error { return withAddr(SYS_BIND, fd, sa) }

// Connect connects a socket.
func Connect(fd int, sa Sockaddr) error { return withAddr(SYS_CONNECT, fd, sa) }

// Listen makes a socket accept connections.
func Listen(fd, backlog int) error {
	_, _, e := RawSyscall(SYS_LISTEN, uintptr(fd), uintptr(backlog), 0)
	return errnoErr(e)
}

// Accept4 takes a connection.
func Accept4(fd, flags int) (nfd int, sa Sockaddr, err error) {
	var b [128]byte
	n := uint32(len(b))
	r, _, e := RawSyscall6(SYS_ACCEPT4, uintptr(fd), uintptr(unsafe.Pointer(&b)), uintptr(unsafe.Pointer(&n)), uintptr(flags), 0, 0)
	if e != 0 {
		return -1, nil, e
	}
	return int(r), parseSockaddr(b[:n]), nil
}

// Accept takes a connection.
func Accept(fd int) (nfd int, sa Sockaddr, err error) { return Accept4(fd, 0) }

func sockname(trap uintptr, fd int) (Sockaddr, error) {
	var b [128]byte
	n := uint32(len(b))
	_, _, e := RawSyscall(trap, uintptr(fd), uintptr(unsafe.Pointer(&b)), uintptr(unsafe.Pointer(&n)))
	if e != 0 {
		return nil, e
	}
	return parseSockaddr(b[:n]), nil
}

// Getsockname returns the address of a socket.
func Getsockname(fd int) (sa Sockaddr, err error) { return sockname(SYS_GETSOCKNAME, fd) }

// Getpeername returns the address that a socket is connected to.
func Getpeername(fd int) (sa Sockaddr, err error) { return sockname(SYS_GETPEERNAME, fd) }

// SetsockoptInt sets an option.
func SetsockoptInt(fd, level, opt int, value int) error {
	v := int32(value)
	return setsockopt(fd, level, opt, unsafe.Pointer(&v), 4)
}

func setsockopt(fd, level, opt int, p unsafe.Pointer, n uintptr) error {
	_, _, e := RawSyscall6(SYS_SETSOCKOPT, uintptr(fd), uintptr(level), uintptr(opt), uintptr(p), n, 0)
	return errnoErr(e)
}

// GetsockoptInt returns an option.
func GetsockoptInt(fd, level, opt int) (value int, err error) {
	var v int32
	n := uint32(4)
	_, _, e := RawSyscall6(SYS_GETSOCKOPT, uintptr(fd), uintptr(level), uintptr(opt), uintptr(unsafe.Pointer(&v)), uintptr(unsafe.Pointer(&n)), 0)
	return int(v), errnoErr(e)
}

// Linger is the value of SO_LINGER.
type Linger struct {
	Onoff  int32
	Linger int32
}

// SetsockoptLinger sets SO_LINGER.
func SetsockoptLinger(fd, level, opt int, l *Linger) error {
	return setsockopt(fd, level, opt, unsafe.Pointer(l), 8)
}

// IPMreq is a multicast group of IPv4.
type IPMreq struct {
	Multiaddr [4]byte
	Interface [4]byte
}

// SetsockoptIPMreq sets an option of IPv4 multicast.
func SetsockoptIPMreq(fd, level, opt int, mreq *IPMreq) error {
	return setsockopt(fd, level, opt, unsafe.Pointer(mreq), 8)
}

// Shutdown ends one or both directions of a connection.
func Shutdown(fd int, how int) error {
	_, _, e := RawSyscall(SYS_SHUTDOWN, uintptr(fd), uintptr(how), 0)
	return errnoErr(e)
}

// Recvfrom receives a packet.
func Recvfrom(fd int, p []byte, flags int) (n int, from Sockaddr, err error) {
	var b [128]byte
	size := uint32(len(b))
	r, _, e := RawSyscall6(SYS_RECVFROM, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)), uintptr(flags),
		uintptr(unsafe.Pointer(&b)), uintptr(unsafe.Pointer(&size)))
	if e != 0 {
		return -1, nil, e
	}
	return int(r), parseSockaddr(b[:size]), nil
}

// Sendto sends a packet.
func Sendto(fd int, p []byte, flags int, to Sockaddr) error {
	var addr unsafe.Pointer
	size := 0
	if to != nil {
		b := to.raw()
		if b == nil {
			return EINVAL
		}
		addr, size = unsafe.Pointer(&b[0]), len(b)
	}
	_, _, e := RawSyscall6(SYS_SENDTO, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)), uintptr(flags),
		uintptr(addr), uintptr(size))
	return errnoErr(e)
}

// SetNonblock says whether operations on a descriptor return EAGAIN instead of waiting.
func SetNonblock(fd int, nonblocking bool) error {
	flags, _, e := RawSyscall(SYS_FCNTL, uintptr(fd), F_GETFL, 0)
	if e != 0 {
		return e
	}
	if nonblocking {
		flags |= O_NONBLOCK
	} else {
		flags &^= O_NONBLOCK
	}
	_, _, e = RawSyscall(SYS_FCNTL, uintptr(fd), F_SETFL, flags)
	return errnoErr(e)
}
