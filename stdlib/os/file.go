// Package os is the operating system: files, processes, the environment.
package os

import (
	"errors"
	"internal/poll"
	"internal/rt"
	"io"
	"io/fs"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// Flags of OpenFile.
const (
	O_RDONLY int = syscall.O_RDONLY
	O_WRONLY int = syscall.O_WRONLY
	O_RDWR   int = syscall.O_RDWR
	O_APPEND int = syscall.O_APPEND
	O_CREATE int = syscall.O_CREAT
	O_EXCL   int = syscall.O_EXCL
	O_SYNC   int = syscall.O_SYNC
	O_TRUNC  int = syscall.O_TRUNC
)

// Old names of io's constants.
const (
	SEEK_SET int = 0
	SEEK_CUR int = 1
	SEEK_END int = 2
)

// Separators of paths and of lists of paths.
const (
	PathSeparator     = '/'
	PathListSeparator = ':'
)

// DevNull is the file that holds nothing.
const DevNull = "/dev/null"

// IsPathSeparator reports whether c separates elements of a path.
func IsPathSeparator(c uint8) bool { return c == PathSeparator }

// The types of io/fs.
type (
	DirEntry  = fs.DirEntry
	FileInfo  = fs.FileInfo
	FileMode  = fs.FileMode
	PathError = fs.PathError
)

// The bits of a FileMode.
const (
	ModeDir        = fs.ModeDir
	ModeAppend     = fs.ModeAppend
	ModeExclusive  = fs.ModeExclusive
	ModeTemporary  = fs.ModeTemporary
	ModeSymlink    = fs.ModeSymlink
	ModeDevice     = fs.ModeDevice
	ModeNamedPipe  = fs.ModeNamedPipe
	ModeSocket     = fs.ModeSocket
	ModeSetuid     = fs.ModeSetuid
	ModeSetgid     = fs.ModeSetgid
	ModeCharDevice = fs.ModeCharDevice
	ModeSticky     = fs.ModeSticky
	ModeIrregular  = fs.ModeIrregular
	ModeType       = fs.ModeType
	ModePerm       = fs.ModePerm
)

// File is an open file.
type File struct {
	*file
}

type file struct {
	pfd      poll.FD
	name     string
	dirMu    sync.Mutex
	dir      *dirBuffer // while its entries are read
	appends  bool       // opened with O_APPEND
	inRoot   bool       // opened by a Root
	nonblock bool       // made non-blocking here, which Fd undoes
}

// The standard streams.
var (
	Stdin  = newStream(0, "/dev/stdin")
	Stdout = newStream(1, "/dev/stdout")
	Stderr = newStream(2, "/dev/stderr")
)

func newStream(fd int, name string) *File {
	f := &File{&file{name: name}}
	f.pfd.Sysfd = fd
	f.pfd.IsFile = true
	f.pfd.ZeroReadIsEOF = true
	return f
}

// NewFile returns a File of an open descriptor, or nil if fd is none.
func NewFile(fd uintptr, name string) *File {
	if int(fd) < 0 {
		return nil
	}
	flags, _, e := syscall.RawSyscall(syscall.SYS_FCNTL, fd, syscall.F_GETFL, 0)
	if e != 0 {
		flags = 0
	}
	f := newFile(int(fd), name, flags&syscall.O_NONBLOCK != 0)
	f.nonblock = false
	f.appends = flags&syscall.O_APPEND != 0
	return f
}

// newFile makes a File; a non-blocking descriptor is polled.
func newFile(fd int, name string, pollable bool) *File {
	f := newStream(fd, name)
	if pollable && f.pfd.Init(true) == nil {
		f.nonblock = true
	}
	runtime.SetFinalizer(f.file, (*file).close)
	return f
}

func (f *file) close() error {
	if f == nil {
		return ErrInvalid
	}
	f.dir = nil
	var err error
	if e := f.pfd.Close(); e != nil {
		if e == poll.ErrFileClosing {
			e = ErrClosed
		}
		err = &PathError{Op: "close", Path: f.name, Err: e}
	}
	runtime.SetFinalizer(f, nil)
	return err
}

// Open opens a file for reading.
func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

// Create makes a file or empties it, and opens it for reading and writing.
func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666) }

// OpenFile opens a file with flags, and with permissions if it is made.
func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	return openAt("open", syscall.AtFdcwd, name, name, flag, perm)
}

func openAt(op string, dirfd int, path, name string, flag int, perm FileMode) (*File, error) {
	for {
		fd, err := syscall.Openat(dirfd, path, flag|syscall.O_CLOEXEC, syscallMode(perm))
		if err == nil {
			return fileOf(fd, name, flag), nil
		}
		if err != syscall.EINTR {
			return nil, &PathError{Op: op, Path: name, Err: err}
		}
	}
}

// fileOf makes a File of what was just opened.
func fileOf(fd int, name string, flag int) *File {
	// What can be waited for is made non-blocking: pipes and terminals, not files and directories.
	var st syscall.Stat_t
	pollable := false
	if syscall.Fstat(fd, &st) == nil {
		switch st.Mode & syscall.S_IFMT {
		case syscall.S_IFIFO, syscall.S_IFSOCK:
			pollable = setNonblock(fd)
		}
	}
	f := newFile(fd, name, pollable)
	f.appends = flag&O_APPEND != 0
	return f
}

func setNonblock(fd int) bool {
	flags, _, e := syscall.RawSyscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_GETFL, 0)
	if e != 0 {
		return false
	}
	_, _, e = syscall.RawSyscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_SETFL, flags|syscall.O_NONBLOCK)
	return e == 0
}

// syscallMode returns the permission bits of the operating system.
func syscallMode(m FileMode) (o uint32) {
	o = uint32(m.Perm())
	if m&ModeSetuid != 0 {
		o |= syscall.S_ISUID
	}
	if m&ModeSetgid != 0 {
		o |= syscall.S_ISGID
	}
	if m&ModeSticky != 0 {
		o |= syscall.S_ISVTX
	}
	return
}

// Name returns the name given to Open.
func (f *File) Name() string { return f.name }

// Fd returns the descriptor; it is made blocking.
func (f *File) Fd() uintptr {
	if f == nil {
		return ^(uintptr(0))
	}
	if f.pfd.Use() != nil {
		return ^(uintptr(0))
	}
	defer f.pfd.Done()
	if f.nonblock {
		f.pfd.SetBlocking()
	}
	return uintptr(f.pfd.Sysfd)
}

func (f *File) checkValid(op string) error {
	if f == nil {
		return ErrInvalid
	}
	return nil
}

func (f *File) wrap(op string, err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	if err == poll.ErrFileClosing {
		err = ErrClosed
	}
	return &PathError{Op: op, Path: f.name, Err: err}
}

// Read reads up to len(b) bytes; io.EOF at the end.
func (f *File) Read(b []byte) (n int, err error) {
	if err := f.checkValid("read"); err != nil {
		return 0, err
	}
	n, err = f.pfd.Read(b)
	if err != nil {
		err = f.wrap("read", err)
	}
	return n, err
}

// ReadAt reads len(b) bytes at an offset; less only with an error.
func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	if err := f.checkValid("read"); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, &PathError{Op: "readat", Path: f.name, Err: errors.New("negative offset")}
	}
	for len(b) > 0 {
		m, e := f.pfd.Pread(b, off)
		if e != nil {
			err = f.wrap("read", e)
			break
		}
		n += m
		b = b[m:]
		off += int64(m)
	}
	return
}

// Write writes b.
func (f *File) Write(b []byte) (n int, err error) {
	if err := f.checkValid("write"); err != nil {
		return 0, err
	}
	n, err = f.pfd.Write(b)
	if n < 0 {
		n = 0
	}
	if n != len(b) && err == nil {
		err = io.ErrShortWrite
	}
	if err != nil {
		err = f.wrap("write", err)
	}
	return n, err
}

var errWriteAtInAppendMode = errors.New("os: invalid use of WriteAt on file opened with O_APPEND")

// WriteAt writes b at an offset.
func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if err := f.checkValid("write"); err != nil {
		return 0, err
	}
	if f.appends {
		return 0, errWriteAtInAppendMode
	}
	if off < 0 {
		return 0, &PathError{Op: "writeat", Path: f.name, Err: errors.New("negative offset")}
	}
	n, e := f.pfd.Pwrite(b, off)
	if e != nil {
		err = f.wrap("write", e)
	}
	return n, err
}

// WriteString writes s.
func (f *File) WriteString(s string) (n int, err error) { return f.Write(rt.BytesOf(s)) }

// ReadFrom writes all that r gives.
func (f *File) ReadFrom(r io.Reader) (n int64, err error) {
	if err := f.checkValid("write"); err != nil {
		return 0, err
	}
	return io.Copy(fileWithoutReadFrom{f}, r)
}

// fileWithoutReadFrom hides ReadFrom from io.Copy.
type fileWithoutReadFrom struct{ f *File }

func (w fileWithoutReadFrom) Write(b []byte) (int, error) { return w.f.Write(b) }

// WriteTo writes the rest of the file to w.
func (f *File) WriteTo(w io.Writer) (n int64, err error) {
	if err := f.checkValid("read"); err != nil {
		return 0, err
	}
	return io.Copy(w, fileWithoutWriteTo{f})
}

// fileWithoutWriteTo hides WriteTo from io.Copy.
type fileWithoutWriteTo struct{ f *File }

func (r fileWithoutWriteTo) Read(b []byte) (int, error) { return r.f.Read(b) }

// Seek sets the offset of the next Read or Write.
func (f *File) Seek(offset int64, whence int) (ret int64, err error) {
	if err := f.checkValid("seek"); err != nil {
		return 0, err
	}
	err = f.pfd.Do(func(fd int) (err error) {
		ret, err = syscall.Seek(fd, offset, whence)
		return err
	})
	if err != nil {
		return 0, f.wrap("seek", err)
	}
	f.dirMu.Lock()
	f.dir = nil
	f.dirMu.Unlock()
	return ret, nil
}

// Close closes the file; it can be done once.
func (f *File) Close() error {
	if f == nil {
		return ErrInvalid
	}
	return f.file.close()
}

// Stat describes the file.
func (f *File) Stat() (FileInfo, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	st := new(fileStat)
	if err := f.pfd.Do(func(fd int) error { return syscall.Fstat(fd, &st.sys) }); err != nil {
		return nil, f.wrap("stat", err)
	}
	st.fill(f.name)
	return st, nil
}

func (f *File) do(op string, fn func(fd int) error) error {
	if err := f.checkValid(op); err != nil {
		return err
	}
	return f.wrap(op, f.pfd.Do(fn))
}

// Truncate sets the size of the file.
func (f *File) Truncate(size int64) error {
	return f.do("truncate", func(fd int) error { return syscall.Ftruncate(fd, size) })
}

// Sync writes the file's contents to its device.
func (f *File) Sync() error { return f.do("sync", syscall.Fsync) }

// Chmod sets the file's permissions.
func (f *File) Chmod(mode FileMode) error {
	return f.do("chmod", func(fd int) error { return syscall.Fchmod(fd, syscallMode(mode)) })
}

// Chown sets the file's owner.
func (f *File) Chown(uid, gid int) error {
	return f.do("chown", func(fd int) error { return syscall.Fchown(fd, uid, gid) })
}

// Chdir sets the working directory to the file.
func (f *File) Chdir() error { return f.do("chdir", syscall.Fchdir) }

func (f *File) setDeadline(t time.Time, mode int) error {
	if f == nil {
		return ErrInvalid
	}
	var when int64
	if !t.IsZero() {
		if when = rt.NanoTime() + int64(time.Until(t)); when == 0 {
			when = -1
		}
	}
	return f.pfd.SetDeadline(when, mode)
}

// SetDeadline sets when reads and writes fail.
func (f *File) SetDeadline(t time.Time) error { return f.setDeadline(t, 'r'+'w') }

// SetReadDeadline sets when reads fail.
func (f *File) SetReadDeadline(t time.Time) error { return f.setDeadline(t, 'r') }

// SetWriteDeadline sets when writes fail.
func (f *File) SetWriteDeadline(t time.Time) error { return f.setDeadline(t, 'w') }

// SyscallConn returns access to the descriptor.
func (f *File) SyscallConn() (syscall.RawConn, error) {
	if err := f.checkValid("SyscallConn"); err != nil {
		return nil, err
	}
	return rawConn{f}, nil
}

type rawConn struct{ f *File }

func (c rawConn) Control(fn func(uintptr)) error {
	return c.f.pfd.Do(func(fd int) error {
		fn(uintptr(fd))
		return nil
	})
}

func (c rawConn) loop(mode int, fn func(uintptr) bool) error {
	return c.f.pfd.Do(func(fd int) error {
		for !fn(uintptr(fd)) {
			if err := c.f.pfd.Prepare(mode); err != nil {
				return err
			}
			if err := c.f.pfd.Wait(mode); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c rawConn) Read(fn func(uintptr) bool) error  { return c.loop('r', fn) }
func (c rawConn) Write(fn func(uintptr) bool) error { return c.loop('w', fn) }

// Pipe returns the ends of a new pipe.
func Pipe() (r *File, w *File, err error) {
	var p [2]int
	if e := syscall.Pipe2(p[:], syscall.O_CLOEXEC|syscall.O_NONBLOCK); e != nil {
		return nil, nil, NewSyscallError("pipe2", e)
	}
	return newFile(p[0], "|0", true), newFile(p[1], "|1", true), nil
}

// ReadFile returns the contents of a file.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.contents()
}

// contents reads the rest of a file.
func (f *File) contents() ([]byte, error) {
	size := 0
	if info, err := f.Stat(); err == nil {
		if s := info.Size(); int64(int(s)) == s {
			size = int(s)
		}
	}
	size++ // the read that finds the end
	if size < 512 {
		size = 512
	}
	data := make([]byte, 0, size)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return data, err
		}
		if len(data) >= cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// WriteFile writes data to a file, which is made or emptied before.
func WriteFile(name string, data []byte, perm FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err1 := f.Close(); err1 != nil && err == nil {
		err = err1
	}
	return err
}
