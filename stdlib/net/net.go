// Package net is the network: TCP, UDP, Unix sockets, addresses and names.
package net

import (
	"context"
	"errors"
	"internal/poll"
	"io"
	"os"
	"sync"
	"syscall"
	"time"
)

// Addr is the address of an end of a connection.
type Addr interface {
	Network() string
	String() string
}

// Conn is a stream between two ends. Several goroutines may use it.
type Conn interface {
	Read(b []byte) (n int, err error)
	Write(b []byte) (n int, err error)
	Close() error
	LocalAddr() Addr
	RemoteAddr() Addr
	SetDeadline(t time.Time) error
	SetReadDeadline(t time.Time) error
	SetWriteDeadline(t time.Time) error
}

// PacketConn sends and receives packets. Several goroutines may use it.
type PacketConn interface {
	ReadFrom(p []byte) (n int, addr Addr, err error)
	WriteTo(p []byte, addr Addr) (n int, err error)
	Close() error
	LocalAddr() Addr
	SetDeadline(t time.Time) error
	SetReadDeadline(t time.Time) error
	SetWriteDeadline(t time.Time) error
}

// Listener accepts connections. Several goroutines may use it.
type Listener interface {
	Accept() (Conn, error)
	Close() error
	Addr() Addr
}

// Error is an error of the network.
type Error interface {
	error
	Timeout() bool
	// Temporary errors are not well defined: do not use it.
	Temporary() bool
}

var (
	errNoSuitableAddress = errors.New("no suitable address found")
	errMissingAddress    = errors.New("missing address")

	// ErrWriteToConnected says that a connected socket cannot send elsewhere.
	ErrWriteToConnected = errors.New("use of WriteTo with pre-connected connection")

	// ErrClosed says that the connection was closed here.
	ErrClosed error = poll.ErrNetClosing
)

type canceledError struct{}

func (canceledError) Error() string        { return "operation was canceled" }
func (canceledError) Is(target error) bool { return target == context.Canceled }

type timeoutError struct{}

func (*timeoutError) Error() string        { return "i/o timeout" }
func (*timeoutError) Timeout() bool        { return true }
func (*timeoutError) Temporary() bool      { return true }
func (*timeoutError) Is(target error) bool { return target == context.DeadlineExceeded }

var (
	errCanceled       = canceledError{}
	errTimeout  error = &timeoutError{}
)

func mapErr(err error) error {
	switch err {
	case context.Canceled:
		return errCanceled
	case context.DeadlineExceeded:
		return errTimeout
	}
	return err
}

// OpError says what failed, on what kind of network, between which addresses, and why.
type OpError struct {
	Op     string
	Net    string
	Source Addr
	Addr   Addr
	Err    error
}

// Unwrap returns the cause.
func (e *OpError) Unwrap() error { return e.Err }

func (e *OpError) Error() string {
	if e == nil {
		return "<nil>"
	}
	s := e.Op
	if e.Net != "" {
		s += " " + e.Net
	}
	if e.Source != nil {
		s += " " + e.Source.String()
	}
	if e.Addr != nil {
		if e.Source != nil {
			s += "->"
		} else {
			s += " "
		}
		s += e.Addr.String()
	}
	return s + ": " + e.Err.Error()
}

// Timeout reports whether the cause is a timeout.
func (e *OpError) Timeout() bool {
	err := e.Err
	if s, ok := err.(*os.SyscallError); ok {
		err = s.Err
	}
	t, ok := err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// Temporary reports whether the cause is temporary.
func (e *OpError) Temporary() bool {
	err := e.Err
	if s, ok := err.(*os.SyscallError); ok {
		err = s.Err
	}
	if e.Op == "accept" && (err == syscall.ECONNRESET || err == syscall.ECONNABORTED) {
		return true
	}
	t, ok := err.(interface{ Temporary() bool })
	return ok && t.Temporary()
}

// ParseError is a text that is not what it should be.
type ParseError struct {
	Type string
	Text string
}

func (e *ParseError) Error() string { return "invalid " + e.Type + ": " + e.Text }

// Timeout returns false.
func (e *ParseError) Timeout() bool { return false }

// Temporary returns false.
func (e *ParseError) Temporary() bool { return false }

// AddrError is an address that is none.
type AddrError struct {
	Err  string
	Addr string
}

func (e *AddrError) Error() string {
	if e == nil {
		return "<nil>"
	}
	if e.Addr != "" {
		return "address " + e.Addr + ": " + e.Err
	}
	return e.Err
}

// Timeout returns false.
func (e *AddrError) Timeout() bool { return false }

// Temporary returns false.
func (e *AddrError) Temporary() bool { return false }

// UnknownNetworkError is a network that does not exist.
type UnknownNetworkError string

func (e UnknownNetworkError) Error() string { return "unknown network " + string(e) }

// Timeout returns false.
func (e UnknownNetworkError) Timeout() bool { return false }

// Temporary returns false.
func (e UnknownNetworkError) Temporary() bool { return false }

// InvalidAddrError is an address that cannot be used.
type InvalidAddrError string

func (e InvalidAddrError) Error() string { return string(e) }

// Timeout returns false.
func (e InvalidAddrError) Timeout() bool { return false }

// Temporary returns false.
func (e InvalidAddrError) Temporary() bool { return false }

// DNSConfigError is an error in the configuration of names.
type DNSConfigError struct {
	Err error
}

// Unwrap returns the cause.
func (e *DNSConfigError) Unwrap() error { return e.Err }
func (e *DNSConfigError) Error() string { return "error reading DNS config: " + e.Err.Error() }

// Timeout returns false.
func (e *DNSConfigError) Timeout() bool { return false }

// Temporary returns false.
func (e *DNSConfigError) Temporary() bool { return false }

// DNSError is a name that could not be looked up.
type DNSError struct {
	UnwrapErr   error
	Err         string
	Name        string
	Server      string
	IsTimeout   bool
	IsTemporary bool
	IsNotFound  bool
}

// Unwrap returns the cause, if it is known.
func (e *DNSError) Unwrap() error { return e.UnwrapErr }

func (e *DNSError) Error() string {
	if e == nil {
		return "<nil>"
	}
	s := "lookup " + e.Name
	if e.Server != "" {
		s += " on " + e.Server
	}
	return s + ": " + e.Err
}

// Timeout reports whether nobody answered in time.
func (e *DNSError) Timeout() bool { return e.IsTimeout }

// Temporary reports whether another try may succeed.
func (e *DNSError) Temporary() bool { return e.IsTimeout || e.IsTemporary }

// conn is what all connections share.
type conn struct {
	fd *netFD
}

func (c *conn) ok() bool { return c != nil && c.fd != nil }

func (c *conn) wrap(op string, err error) error {
	return &OpError{Op: op, Net: c.fd.net, Source: c.fd.laddr, Addr: c.fd.raddr, Err: err}
}

// Read reads.
func (c *conn) Read(b []byte) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	n, err := c.fd.Read(b)
	if err != nil && err != io.EOF {
		err = c.wrap("read", err)
	}
	return n, err
}

// Write writes all of b.
func (c *conn) Write(b []byte) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	n, err := c.fd.Write(b)
	if err != nil {
		err = c.wrap("write", err)
	}
	return n, err
}

// Close closes the connection; reads and writes that wait get an error.
func (c *conn) Close() error {
	if !c.ok() {
		return syscall.EINVAL
	}
	err := c.fd.Close()
	if err != nil {
		err = c.wrap("close", err)
	}
	return err
}

// LocalAddr returns this end's address.
func (c *conn) LocalAddr() Addr {
	if !c.ok() {
		return nil
	}
	return c.fd.laddr
}

// RemoteAddr returns the other end's address.
func (c *conn) RemoteAddr() Addr {
	if !c.ok() {
		return nil
	}
	return c.fd.raddr
}

func (c *conn) deadline(t time.Time, mode int) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	if err := c.fd.setDeadline(t, mode); err != nil {
		return &OpError{Op: "set", Net: c.fd.net, Addr: c.fd.laddr, Err: err}
	}
	return nil
}

// SetDeadline sets when reads and writes fail with a timeout; the zero Time: never.
func (c *conn) SetDeadline(t time.Time) error { return c.deadline(t, 'r'+'w') }

// SetReadDeadline sets when reads fail.
func (c *conn) SetReadDeadline(t time.Time) error { return c.deadline(t, 'r') }

// SetWriteDeadline sets when writes fail.
func (c *conn) SetWriteDeadline(t time.Time) error { return c.deadline(t, 'w') }

func (c *conn) option(level, opt, value int) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	if err := c.fd.setOption(level, opt, value); err != nil {
		return &OpError{Op: "set", Net: c.fd.net, Addr: c.fd.laddr, Err: err}
	}
	return nil
}

// SetReadBuffer sets the size of the system's receive buffer.
func (c *conn) SetReadBuffer(bytes int) error {
	return c.option(syscall.SOL_SOCKET, syscall.SO_RCVBUF, bytes)
}

// SetWriteBuffer sets the size of the system's send buffer.
func (c *conn) SetWriteBuffer(bytes int) error {
	return c.option(syscall.SOL_SOCKET, syscall.SO_SNDBUF, bytes)
}

// File returns a copy of the descriptor as a file.
func (c *conn) File() (f *os.File, err error) {
	if !c.ok() {
		return nil, syscall.EINVAL
	}
	if f, err = c.fd.dup(); err != nil {
		err = c.wrap("file", err)
	}
	return f, err
}

// SyscallConn gives access to the descriptor.
func (c *conn) SyscallConn() (syscall.RawConn, error) {
	if !c.ok() {
		return nil, syscall.EINVAL
	}
	return rawConn{c.fd}, nil
}

type rawConn struct{ fd *netFD }

func (c rawConn) Control(f func(uintptr)) error {
	err := c.fd.pfd.Do(func(fd int) error {
		f(uintptr(fd))
		return nil
	})
	if err != nil {
		err = &OpError{Op: "raw-control", Net: c.fd.net, Source: nil, Addr: c.fd.laddr, Err: err}
	}
	return err
}

func (c rawConn) loop(op string, mode int, f func(uintptr) bool) error {
	err := c.fd.pfd.Loop(mode, func(fd int) error {
		if f(uintptr(fd)) {
			return nil
		}
		return syscall.EAGAIN
	})
	if err != nil {
		err = &OpError{Op: op, Net: c.fd.net, Source: c.fd.laddr, Addr: c.fd.raddr, Err: err}
	}
	return err
}

func (c rawConn) Read(f func(uintptr) bool) error  { return c.loop("raw-read", 'r', f) }
func (c rawConn) Write(f func(uintptr) bool) error { return c.loop("raw-write", 'w', f) }

// Buffers are bytes to be written one after the other.
type Buffers [][]byte

// WriteTo writes the buffers and drops what was written.
func (v *Buffers) WriteTo(w io.Writer) (n int64, err error) {
	for _, b := range *v {
		k, err := w.Write(b)
		n += int64(k)
		if err != nil {
			v.consume(n)
			return n, err
		}
	}
	v.consume(n)
	return n, nil
}

// Read copies from the buffers and drops what was read.
func (v *Buffers) Read(p []byte) (n int, err error) {
	for len(p) > 0 && len(*v) > 0 {
		k := copy(p, (*v)[0])
		v.consume(int64(k))
		p = p[k:]
		n += k
	}
	if len(*v) == 0 {
		err = io.EOF
	}
	return n, err
}

func (v *Buffers) consume(n int64) {
	for len(*v) > 0 {
		first := int64(len((*v)[0]))
		if first > n {
			(*v)[0] = (*v)[0][n:]
			return
		}
		n -= first
		(*v)[0] = nil
		*v = (*v)[1:]
	}
}

// Pipe returns the two ends of a connection in memory. Each Write waits until all was read.
func Pipe() (Conn, Conn) {
	a, b := make(chan []byte), make(chan []byte)
	an, bn := make(chan int), make(chan int)
	da, db := make(chan struct{}), make(chan struct{})
	p1 := &pipe{in: a, gotIn: an, out: b, gotOut: bn, done: da, peerDone: db}
	p2 := &pipe{in: b, gotIn: bn, out: a, gotOut: an, done: db, peerDone: da}
	p1.readDeadline.init()
	p1.writeDeadline.init()
	p2.readDeadline.init()
	p2.writeDeadline.init()
	return p1, p2
}

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

// pipe is one end: it receives from in and answers with how much it took, and sends to out.
type pipe struct {
	writeMu                     sync.Mutex
	in                          <-chan []byte
	gotIn                       chan<- int
	out                         chan<- []byte
	gotOut                      <-chan int
	once                        sync.Once
	done                        chan struct{}
	peerDone                    <-chan struct{}
	readDeadline, writeDeadline pipeDeadline
}

// pipeDeadline has a channel that is closed when the time has come.
type pipeDeadline struct {
	mu     sync.Mutex
	timer  *time.Timer
	cancel chan struct{}
}

func (d *pipeDeadline) init() { d.cancel = make(chan struct{}) }

func (d *pipeDeadline) set(t time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil && !d.timer.Stop() {
		<-d.cancel // it is about to close the channel
	}
	d.timer = nil
	closed := isDone(d.cancel)
	if t.IsZero() {
		if closed {
			d.cancel = make(chan struct{})
		}
		return
	}
	if wait := time.Until(t); wait > 0 {
		if closed {
			d.cancel = make(chan struct{})
		}
		d.timer = time.AfterFunc(wait, func() { close(d.cancel) })
		return
	}
	if !closed {
		close(d.cancel)
	}
}

func (d *pipeDeadline) wait() chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.cancel
}

func isDone(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func (p *pipe) Read(b []byte) (int, error) {
	n, err := p.read(b)
	if err != nil && err != io.EOF && err != io.ErrClosedPipe {
		err = &OpError{Op: "read", Net: "pipe", Err: err}
	}
	return n, err
}

func (p *pipe) read(b []byte) (int, error) {
	switch {
	case isDone(p.done):
		return 0, io.ErrClosedPipe
	case isDone(p.peerDone):
		return 0, io.EOF
	case isDone(p.readDeadline.wait()):
		return 0, os.ErrDeadlineExceeded
	}
	select {
	case data := <-p.in:
		n := copy(b, data)
		p.gotIn <- n
		return n, nil
	case <-p.done:
		return 0, io.ErrClosedPipe
	case <-p.peerDone:
		return 0, io.EOF
	case <-p.readDeadline.wait():
		return 0, os.ErrDeadlineExceeded
	}
}

func (p *pipe) Write(b []byte) (int, error) {
	n, err := p.write(b)
	if err != nil && err != io.ErrClosedPipe {
		err = &OpError{Op: "write", Net: "pipe", Err: err}
	}
	return n, err
}

func (p *pipe) write(b []byte) (n int, err error) {
	switch {
	case isDone(p.done), isDone(p.peerDone):
		return 0, io.ErrClosedPipe
	case isDone(p.writeDeadline.wait()):
		return 0, os.ErrDeadlineExceeded
	}
	p.writeMu.Lock()
	defer p.writeMu.Unlock()
	for once := true; once || len(b) > 0; once = false {
		select {
		case p.out <- b:
			k := <-p.gotOut
			b = b[k:]
			n += k
		case <-p.done:
			return n, io.ErrClosedPipe
		case <-p.peerDone:
			return n, io.ErrClosedPipe
		case <-p.writeDeadline.wait():
			return n, os.ErrDeadlineExceeded
		}
	}
	return n, nil
}

func (p *pipe) LocalAddr() Addr  { return pipeAddr{} }
func (p *pipe) RemoteAddr() Addr { return pipeAddr{} }

func (p *pipe) SetDeadline(t time.Time) error {
	if isDone(p.done) || isDone(p.peerDone) {
		return io.ErrClosedPipe
	}
	p.readDeadline.set(t)
	p.writeDeadline.set(t)
	return nil
}

func (p *pipe) SetReadDeadline(t time.Time) error {
	if isDone(p.done) || isDone(p.peerDone) {
		return io.ErrClosedPipe
	}
	p.readDeadline.set(t)
	return nil
}

func (p *pipe) SetWriteDeadline(t time.Time) error {
	if isDone(p.done) || isDone(p.peerDone) {
		return io.ErrClosedPipe
	}
	p.writeDeadline.set(t)
	return nil
}

func (p *pipe) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}
