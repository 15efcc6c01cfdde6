// Package poll is a file descriptor that goroutines may share: closing it wakes those that wait for it.
package poll

import (
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// ErrFileClosing says that the file is closed.
var ErrFileClosing = errors.New("use of closed file")

// ErrNetClosing says that the connection is closed.
var ErrNetClosing = errors.New("use of closed network connection")

// ErrNoDeadline says that the file has no deadlines.
var ErrNoDeadline = errors.New("file type does not support deadline")

// ErrNotPollable says that the file cannot be waited for.
var ErrNotPollable = errors.New("not pollable")

// ErrDeadlineExceeded says that the deadline has passed.
var ErrDeadlineExceeded error = &deadlineError{}

type deadlineError struct{}

func (e *deadlineError) Error() string   { return "i/o timeout" }
func (e *deadlineError) Timeout() bool   { return true }
func (e *deadlineError) Temporary() bool { return true }

func pollOpen(fd int) (pd unsafe.Pointer, errno int)
func pollClose(pd unsafe.Pointer)
func pollReset(pd unsafe.Pointer, mode int) int
func pollWait(pd unsafe.Pointer, mode int) int
func pollSetDeadline(pd unsafe.Pointer, when int64, mode int)
func pollUnblock(pd unsafe.Pointer)

// FD is a file descriptor.
type FD struct {
	// The number of uses, and the bit closing once Close was called.
	state atomic.Int64

	Sysfd    int
	pd       unsafe.Pointer
	readMu   sync.Mutex
	writeMu  sync.Mutex
	open     sync.WaitGroup // of one that can be waited for: until the system has closed it
	blocking atomic.Bool    // SetBlocking was called: operations may be in the system, which Close does not end
	IsStream bool
	// ZeroReadIsEOF: a read of 0 bytes is the end.
	ZeroReadIsEOF bool
	IsFile        bool
}

const closing = 1 << 62

// Init makes the descriptor pollable if it can be; it must be non-blocking then.
func (fd *FD) Init(pollable bool) error {
	if !pollable {
		return nil
	}
	pd, errno := pollOpen(fd.Sysfd)
	if errno != 0 {
		return syscall.Errno(errno)
	}
	fd.pd = pd
	fd.open.Add(1)
	return nil
}

func (fd *FD) errClosing() error {
	if fd.IsFile {
		return ErrFileClosing
	}
	return ErrNetClosing
}

// Use begins a use of the descriptor; Done ends it.
func (fd *FD) Use() error {
	if fd.state.Add(1)&closing != 0 {
		fd.Done()
		return fd.errClosing()
	}
	return nil
}

// Done ends a use of the descriptor; the last one after Close closes it.
func (fd *FD) Done() error {
	if fd.state.Add(-1) == closing {
		if fd.pd != nil {
			pollClose(fd.pd)
			fd.pd = nil
			defer fd.open.Done()
		}
		return syscall.Close(fd.Sysfd)
	}
	return nil
}

// Close closes the descriptor; those that wait for it get an error. It returns when the system has closed it: a port is free
// then, and the other side of a pipe sees the end.
func (fd *FD) Close() error {
	for {
		s := fd.state.Load()
		if s&closing != 0 {
			return fd.errClosing()
		}
		if fd.state.CompareAndSwap(s, (s|closing)+1) {
			break
		}
	}
	if fd.pd == nil {
		return fd.Done()
	}
	pollUnblock(fd.pd)
	err := fd.Done()
	if !fd.blocking.Load() {
		fd.open.Wait()
	}
	return err
}

// SetBlocking makes the descriptor blocking, for those who use it other than through fd.
func (fd *FD) SetBlocking() error {
	if err := fd.Use(); err != nil {
		return err
	}
	defer fd.Done()
	fd.blocking.Store(true)
	return syscall.SetNonblock(fd.Sysfd, false)
}

// Pollable reports whether goroutines can wait for the descriptor.
func (fd *FD) Pollable() bool { return fd.pd != nil }

func (fd *FD) result(code int) error {
	switch code {
	case 0:
		return nil
	case 1:
		return fd.errClosing()
	case 2:
		return ErrDeadlineExceeded
	}
	return ErrNotPollable
}

// Prepare begins an operation of mode 'r' or 'w'.
func (fd *FD) Prepare(mode int) error {
	if fd.pd == nil {
		return nil
	}
	return fd.result(pollReset(fd.pd, mode))
}

// Wait waits until an operation of mode 'r' or 'w' may go on.
func (fd *FD) Wait(mode int) error {
	if fd.pd == nil {
		return errors.New("waiting for unsupported file type")
	}
	return fd.result(pollWait(fd.pd, mode))
}

// SetDeadline sets when operations of mode 'r', 'w' or 'r'+'w' fail; 0: never.
func (fd *FD) SetDeadline(when int64, mode int) error {
	if err := fd.Use(); err != nil {
		return err
	}
	defer fd.Done()
	if fd.pd == nil {
		return ErrNoDeadline
	}
	pollSetDeadline(fd.pd, when, mode)
	return nil
}

const maxRW = 1 << 30

// Read reads.
func (fd *FD) Read(p []byte) (int, error) {
	if err := fd.Use(); err != nil {
		return 0, err
	}
	if len(p) == 0 {
		fd.Done()
		return 0, nil
	}
	if len(p) > maxRW {
		p = p[:maxRW]
	}
	if fd.pd != nil {
		fd.readMu.Lock()
		defer fd.readMu.Unlock()
		if err := fd.Prepare('r'); err != nil {
			fd.Done()
			return 0, err
		}
	}
	for {
		n, err := syscall.Read(fd.Sysfd, p)
		if err != nil {
			n = 0
			if err == syscall.EINTR {
				continue
			}
			if err == syscall.EAGAIN && fd.pd != nil {
				if err = fd.Wait('r'); err == nil {
					continue
				}
			}
		} else if n == 0 && fd.ZeroReadIsEOF {
			err = io.EOF
		}
		fd.Done()
		return n, err
	}
}

// Write writes all of p.
func (fd *FD) Write(p []byte) (int, error) {
	if err := fd.Use(); err != nil {
		return 0, err
	}
	if fd.pd != nil {
		fd.writeMu.Lock()
		defer fd.writeMu.Unlock()
		if err := fd.Prepare('w'); err != nil {
			fd.Done()
			return 0, err
		}
	}
	nn := 0
	for {
		end := len(p)
		if end-nn > maxRW {
			end = nn + maxRW
		}
		n, err := syscall.Write(fd.Sysfd, p[nn:end])
		if n > 0 {
			nn += n
		}
		if nn == len(p) {
			fd.Done()
			return nn, err
		}
		if err == syscall.EINTR {
			continue
		}
		if err == syscall.EAGAIN && fd.pd != nil {
			if err = fd.Wait('w'); err == nil {
				continue
			}
		}
		if err != nil {
			fd.Done()
			return nn, err
		}
		if n == 0 {
			fd.Done()
			return nn, io.ErrUnexpectedEOF
		}
	}
}

// Pread reads at an offset.
func (fd *FD) Pread(p []byte, off int64) (int, error) {
	if err := fd.Use(); err != nil {
		return 0, err
	}
	defer fd.Done()
	for {
		n, err := syscall.Pread(fd.Sysfd, p, off)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			n = 0
		} else if n == 0 && len(p) > 0 && fd.ZeroReadIsEOF {
			err = io.EOF
		}
		return n, err
	}
}

// Pwrite writes all of p at an offset.
func (fd *FD) Pwrite(p []byte, off int64) (int, error) {
	if err := fd.Use(); err != nil {
		return 0, err
	}
	defer fd.Done()
	nn := 0
	for {
		n, err := syscall.Pwrite(fd.Sysfd, p[nn:], off+int64(nn))
		if err == syscall.EINTR {
			continue
		}
		if n > 0 {
			nn += n
		}
		if nn == len(p) || err != nil {
			return nn, err
		}
		if n == 0 {
			return nn, io.ErrUnexpectedEOF
		}
	}
}

// Do calls f with the descriptor in use.
func (fd *FD) Do(f func(fd int) error) error {
	if err := fd.Use(); err != nil {
		return err
	}
	defer fd.Done()
	for {
		err := f(fd.Sysfd)
		if err != syscall.EINTR {
			return err
		}
	}
}

// Loop calls op until it returns something else than EAGAIN; before each further call it waits until an operation of
// mode 'r' or 'w' may go on.
func (fd *FD) Loop(mode int, op func(fd int) error) error {
	if err := fd.Use(); err != nil {
		return err
	}
	defer fd.Done()
	mu := &fd.readMu
	if mode == 'w' {
		mu = &fd.writeMu
	}
	mu.Lock()
	defer mu.Unlock()
	if err := fd.Prepare(mode); err != nil {
		return err
	}
	for {
		err := op(fd.Sysfd)
		switch err {
		case syscall.EINTR:
			continue
		case syscall.EAGAIN:
			if err = fd.Wait(mode); err == nil {
				continue
			}
		}
		return err
	}
}
