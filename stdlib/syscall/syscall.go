// Package syscall is the interface to the operating system that package os stands on.
package syscall

import (
	"errors"
	"internal/oserror"
	"internal/rt"
	"unsafe"
)

// Standard file descriptors.
var (
	Stdin  = 0
	Stdout = 1
	Stderr = 2
)

// ImplementsGetwd says that there is a Getwd.
const ImplementsGetwd = true

func call(block bool, trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno)
func readFD(fd int, p []byte) (n int, err Errno)
func writeFD(fd int, p []byte) (n int, err Errno)
func errnoText(e int) string
func environ() []string
func forkExec(path string, argv, env []string, dir string, fds []int, setsid, setpgid bool, pgid int) (pid int, err Errno)

// An Errno is an error number of the operating system; 0 is none.
type Errno uintptr

// Error returns the error's text.
func (e Errno) Error() string { return errnoText(int(e)) }

// errorKind returns what errors.Is compares with: one of the errors of internal/oserror.
func (e Errno) errorKind() error {
	switch e {
	case EACCES, EPERM:
		return oserror.ErrPermission
	case EEXIST, ENOTEMPTY:
		return oserror.ErrExist
	case ENOENT:
		return oserror.ErrNotExist
	}
	return nil
}

// Is reports whether e is an instance of one of the errors of package io/fs.
func (e Errno) Is(target error) bool {
	if k := e.errorKind(); k != nil && k == target {
		return true
	}
	return target == errors.ErrUnsupported && (e == ENOSYS || e == ENOTSUP || e == EOPNOTSUPP)
}

// Temporary reports whether the operation may succeed later.
func (e Errno) Temporary() bool {
	return e == EINTR || e == EMFILE || e == ENFILE || e.Timeout()
}

// Timeout reports whether time has run out.
func (e Errno) Timeout() bool { return e == EAGAIN || e == EWOULDBLOCK || e == ETIMEDOUT }

func asError(e Errno) error {
	if e == 0 {
		return nil
	}
	return e
}

// A Signal is a signal of the operating system.
type Signal int

// Signal marks os.Signal.
func (s Signal) Signal() {}

// String returns the signal's text.
func (s Signal) String() string {
	switch s {
	case SIGHUP:
		return "hangup"
	case SIGINT:
		return "interrupt"
	case SIGQUIT:
		return "quit"
	case SIGILL:
		return "illegal instruction"
	case SIGTRAP:
		return "trace/breakpoint trap"
	case SIGABRT:
		return "aborted"
	case SIGBUS:
		return "bus error"
	case SIGFPE:
		return "floating point exception"
	case SIGKILL:
		return "killed"
	case SIGUSR1:
		return "user defined signal 1"
	case SIGSEGV:
		return "segmentation fault"
	case SIGUSR2:
		return "user defined signal 2"
	case SIGPIPE:
		return "broken pipe"
	case SIGALRM:
		return "alarm clock"
	case SIGTERM:
		return "terminated"
	}
	return "signal " + rt.Itoa(int64(s))
}

// Numbers of system calls that this package uses.
const (
	SYS_LSEEK      = 8
	SYS_IOCTL      = 16
	SYS_PREAD64    = 17
	SYS_PWRITE64   = 18
	SYS_GETPID     = 39
	SYS_EXECVE     = 59
	SYS_WAIT4      = 61
	SYS_KILL       = 62
	SYS_FCNTL      = 72
	SYS_FLOCK      = 73
	SYS_FSYNC      = 74
	SYS_TRUNCATE   = 76
	SYS_FTRUNCATE  = 77
	SYS_GETCWD     = 79
	SYS_CHDIR      = 80
	SYS_FCHDIR     = 81
	SYS_RENAME     = 82
	SYS_CHMOD      = 90
	SYS_FCHMOD     = 91
	SYS_FCHOWN     = 93
	SYS_UMASK      = 95
	SYS_GETUID     = 102
	SYS_GETGID     = 104
	SYS_GETEUID    = 107
	SYS_GETEGID    = 108
	SYS_GETPPID    = 110
	SYS_GETGROUPS  = 115
	SYS_SETPGID    = 109
	SYS_GETPGID    = 121
	SYS_GETDENTS64 = 217
	SYS_OPENAT     = 257
	SYS_MKDIRAT    = 258
	SYS_FCHOWNAT   = 260
	SYS_NEWFSTATAT = 262
	SYS_UNLINKAT   = 263
	SYS_RENAMEAT   = 264
	SYS_LINKAT     = 265
	SYS_SYMLINKAT  = 266
	SYS_READLINKAT = 267
	SYS_FCHMODAT   = 268
	SYS_UTIMENSAT  = 280
	SYS_DUP3       = 292
	SYS_PIPE2      = 293
	SYS_CLOSE      = 3
	SYS_EXIT_GROUP = 231
	SYS_GETTID     = 186
	SYS_GETRANDOM  = 318
)

const (
	sys_FACCESSAT2 = 439
	sys_MKNODAT    = 259
)

// AtFdcwd as a directory means the working directory.
const AtFdcwd = -100

// Syscall makes a system call that may block.
func Syscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	return call(true, trap, a1, a2, a3, 0, 0, 0)
}

// Syscall6 makes a system call that may block.
func Syscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	return call(true, trap, a1, a2, a3, a4, a5, a6)
}

// RawSyscall makes a system call that does not block.
func RawSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	return call(false, trap, a1, a2, a3, 0, 0, 0)
}

// RawSyscall6 makes a system call that does not block.
func RawSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	return call(false, trap, a1, a2, a3, a4, a5, a6)
}

// ByteSliceFromString returns s with a zero byte after it; EINVAL if it has one inside.
func ByteSliceFromString(s string) ([]byte, error) {
	if rt.IndexByte(s, 0) >= 0 {
		return nil, EINVAL
	}
	b := make([]byte, len(s)+1)
	copy(b, s)
	return b, nil
}

// BytePtrFromString is ByteSliceFromString as a pointer.
func BytePtrFromString(s string) (*byte, error) {
	b, err := ByteSliceFromString(s)
	if err != nil {
		return nil, err
	}
	return &b[0], nil
}

// pathCall makes a system call whose argument number `at` (0 or 1) is a path.
func pathCall(trap uintptr, at int, path string, a0, a1, a2, a3 uintptr) (uintptr, error) {
	p, err := BytePtrFromString(path)
	if err != nil {
		return 0, err
	}
	var r uintptr
	var e Errno
	if at == 0 {
		r, _, e = Syscall6(trap, uintptr(unsafe.Pointer(p)), a0, a1, a2, a3, 0)
	} else {
		r, _, e = Syscall6(trap, a0, uintptr(unsafe.Pointer(p)), a1, a2, a3, 0)
	}
	return r, asError(e)
}

func at(dirfd int) uintptr { return uintptr(dirfd) }

// Open opens a file.
func Open(path string, mode int, perm uint32) (fd int, err error) {
	return Openat(AtFdcwd, path, mode|O_LARGEFILE, perm)
}

// Openat opens a file relative to a directory.
func Openat(dirfd int, path string, mode int, perm uint32) (fd int, err error) {
	r, err := pathCall(SYS_OPENAT, 1, path, at(dirfd), uintptr(mode), uintptr(perm), 0)
	if err != nil {
		return -1, err
	}
	return int(r), nil
}

// Close closes a file descriptor.
func Close(fd int) error {
	_, _, e := Syscall(SYS_CLOSE, uintptr(fd), 0, 0)
	return asError(e)
}

// Read reads from a file descriptor.
func Read(fd int, p []byte) (n int, err error) {
	n, e := readFD(fd, p)
	if e != 0 {
		return -1, e
	}
	return n, nil
}

// Write writes to a file descriptor.
func Write(fd int, p []byte) (n int, err error) {
	n, e := writeFD(fd, p)
	if e != 0 {
		return -1, e
	}
	return n, nil
}

func slicePtr(p []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(p))) }

// Pread reads at an offset.
func Pread(fd int, p []byte, offset int64) (n int, err error) {
	r, _, e := Syscall6(SYS_PREAD64, uintptr(fd), slicePtr(p), uintptr(len(p)), uintptr(offset), 0, 0)
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// Pwrite writes at an offset.
func Pwrite(fd int, p []byte, offset int64) (n int, err error) {
	r, _, e := Syscall6(SYS_PWRITE64, uintptr(fd), slicePtr(p), uintptr(len(p)), uintptr(offset), 0, 0)
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// Seek sets the offset of a file descriptor.
func Seek(fd int, offset int64, whence int) (off int64, err error) {
	r, _, e := Syscall(SYS_LSEEK, uintptr(fd), uintptr(offset), uintptr(whence))
	if e != 0 {
		return -1, e
	}
	return int64(r), nil
}

// Timespec is a time with nanoseconds.
type Timespec struct {
	Sec  int64
	Nsec int64
}

// Unix returns the seconds and nanoseconds.
func (ts *Timespec) Unix() (sec int64, nsec int64) { return ts.Sec, ts.Nsec }

// Nano returns the time in nanoseconds.
func (ts *Timespec) Nano() int64 { return ts.Sec*1e9 + ts.Nsec }

// NsecToTimespec splits nanoseconds.
func NsecToTimespec(nsec int64) Timespec {
	sec := nsec / 1e9
	nsec %= 1e9
	if nsec < 0 {
		nsec += 1e9
		sec--
	}
	return Timespec{sec, nsec}
}

// Timeval is a time with microseconds.
type Timeval struct {
	Sec  int64
	Usec int64
}

// Nano returns the time in nanoseconds.
func (tv *Timeval) Nano() int64 { return tv.Sec*1e9 + tv.Usec*1e3 }

// Stat_t is the state of a file.
type Stat_t struct {
	Dev       uint64
	Ino       uint64
	Nlink     uint64
	Mode      uint32
	Uid       uint32
	Gid       uint32
	X__pad0   int32
	Rdev      uint64
	Size      int64
	Blksize   int64
	Blocks    int64
	Atim      Timespec
	Mtim      Timespec
	Ctim      Timespec
	X__unused [3]int64
}

const (
	at_SYMLINK_NOFOLLOW = 0x100
	at_REMOVEDIR        = 0x200
	at_EMPTY_PATH       = 0x1000
)

// Fstatat returns the state of a file relative to a directory.
func Fstatat(dirfd int, path string, st *Stat_t, flags int) error {
	_, err := pathCall(SYS_NEWFSTATAT, 1, path, at(dirfd), uintptr(unsafe.Pointer(st)), uintptr(flags), 0)
	return err
}

// Stat returns the state of a file.
func Stat(path string, st *Stat_t) error { return Fstatat(AtFdcwd, path, st, 0) }

// Lstat is Stat that does not follow a symbolic link.
func Lstat(path string, st *Stat_t) error {
	return Fstatat(AtFdcwd, path, st, at_SYMLINK_NOFOLLOW)
}

// Fstat returns the state of an open file.
func Fstat(fd int, st *Stat_t) error { return Fstatat(fd, "", st, at_EMPTY_PATH) }

// Mkdir makes a directory.
func Mkdir(path string, mode uint32) error { return Mkdirat(AtFdcwd, path, mode) }

// Mkdirat makes a directory relative to another.
func Mkdirat(dirfd int, path string, mode uint32) error {
	_, err := pathCall(SYS_MKDIRAT, 1, path, at(dirfd), uintptr(mode), 0, 0)
	return err
}

// Unlinkat removes a file, or with flags an empty directory.
func Unlinkat(dirfd int, path string, flags int) error {
	_, err := pathCall(SYS_UNLINKAT, 1, path, at(dirfd), uintptr(flags), 0, 0)
	return err
}

// Unlink removes a file.
func Unlink(path string) error { return Unlinkat(AtFdcwd, path, 0) }

// Rmdir removes an empty directory.
func Rmdir(path string) error { return Unlinkat(AtFdcwd, path, at_REMOVEDIR) }

func twoPaths(trap uintptr, from, to string, fromDir, toDir int, flags uintptr) error {
	p, err := BytePtrFromString(from)
	if err != nil {
		return err
	}
	q, err := BytePtrFromString(to)
	if err != nil {
		return err
	}
	_, _, e := Syscall6(trap, at(fromDir), uintptr(unsafe.Pointer(p)), at(toDir), uintptr(unsafe.Pointer(q)), flags, 0)
	return asError(e)
}

// Rename renames a file.
func Rename(from, to string) error { return Renameat(AtFdcwd, from, AtFdcwd, to) }

// Renameat renames a file relative to directories.
func Renameat(fromDir int, from string, toDir int, to string) error {
	return twoPaths(SYS_RENAMEAT, from, to, fromDir, toDir, 0)
}

// Link makes a hard link.
func Link(path, link string) error { return Linkat(AtFdcwd, path, AtFdcwd, link, 0) }

// Linkat makes a hard link relative to directories.
func Linkat(fromDir int, from string, toDir int, to string, flags int) error {
	return twoPaths(SYS_LINKAT, from, to, fromDir, toDir, uintptr(flags))
}

// Symlink makes a symbolic link.
func Symlink(path, link string) error { return Symlinkat(path, AtFdcwd, link) }

// Symlinkat makes a symbolic link relative to a directory.
func Symlinkat(path string, dirfd int, link string) error {
	p, err := BytePtrFromString(path)
	if err != nil {
		return err
	}
	q, err := BytePtrFromString(link)
	if err != nil {
		return err
	}
	_, _, e := Syscall(SYS_SYMLINKAT, uintptr(unsafe.Pointer(p)), at(dirfd), uintptr(unsafe.Pointer(q)))
	return asError(e)
}

// Readlink reads a symbolic link.
func Readlink(path string, buf []byte) (n int, err error) { return Readlinkat(AtFdcwd, path, buf) }

// Readlinkat reads a symbolic link relative to a directory.
func Readlinkat(dirfd int, path string, buf []byte) (n int, err error) {
	r, err := pathCall(SYS_READLINKAT, 1, path, at(dirfd), slicePtr(buf), uintptr(len(buf)), 0)
	if err != nil {
		return -1, err
	}
	return int(r), nil
}

// Mknod makes a file of any kind; dev is what device it is.
func Mknod(path string, mode uint32, dev int) error {
	_, err := pathCall(sys_MKNODAT, 1, path, at(AtFdcwd), uintptr(mode), uintptr(dev), 0)
	return err
}

// Mkfifo makes a named pipe.
func Mkfifo(path string, mode uint32) error { return Mknod(path, mode|S_IFIFO, 0) }

// Access asks whether a file may be used as mode says: 4 to read, 2 to write, 1 to execute, 0 whether it exists.
func Access(path string, mode uint32) error {
	_, err := pathCall(sys_FACCESSAT2, 1, path, at(AtFdcwd), uintptr(mode), 0, 0)
	return err
}

// Faccessat is Access relative to a directory. With flag 0x200 the effective user counts.
func Faccessat(dirfd int, path string, mode uint32, flags int) error {
	_, err := pathCall(sys_FACCESSAT2, 1, path, at(dirfd), uintptr(mode), uintptr(flags), 0)
	return err
}

// Chmod sets the permissions of a file.
func Chmod(path string, mode uint32) error { return Fchmodat(AtFdcwd, path, mode, 0) }

// Fchmodat sets the permissions of a file relative to a directory.
func Fchmodat(dirfd int, path string, mode uint32, flags int) error {
	_, err := pathCall(SYS_FCHMODAT, 1, path, at(dirfd), uintptr(mode), 0, 0)
	return err
}

// Fchmod sets the permissions of an open file.
func Fchmod(fd int, mode uint32) error {
	_, _, e := Syscall(SYS_FCHMOD, uintptr(fd), uintptr(mode), 0)
	return asError(e)
}

// Fchownat sets the owner of a file relative to a directory.
func Fchownat(dirfd int, path string, uid, gid int, flags int) error {
	_, err := pathCall(SYS_FCHOWNAT, 1, path, at(dirfd), uintptr(uid), uintptr(gid), uintptr(flags))
	return err
}

// Chown sets the owner of a file.
func Chown(path string, uid, gid int) error { return Fchownat(AtFdcwd, path, uid, gid, 0) }

// Lchown is Chown that does not follow a symbolic link.
func Lchown(path string, uid, gid int) error {
	return Fchownat(AtFdcwd, path, uid, gid, at_SYMLINK_NOFOLLOW)
}

// Fchown sets the owner of an open file.
func Fchown(fd int, uid, gid int) error {
	_, _, e := Syscall(SYS_FCHOWN, uintptr(fd), uintptr(uid), uintptr(gid))
	return asError(e)
}

// UtimesNanoAt sets the times of access and change of a file.
func UtimesNanoAt(dirfd int, path string, ts []Timespec, flags int) error {
	_, err := pathCall(SYS_UTIMENSAT, 1, path, at(dirfd), uintptr(unsafe.Pointer(unsafe.SliceData(ts))), uintptr(flags), 0)
	return err
}

// UtimesNano sets the times of access and change of a file.
func UtimesNano(path string, ts []Timespec) error {
	if len(ts) != 2 {
		return EINVAL
	}
	return UtimesNanoAt(AtFdcwd, path, ts, 0)
}

// Truncate sets the size of a file.
func Truncate(path string, length int64) error {
	_, err := pathCall(SYS_TRUNCATE, 0, path, uintptr(length), 0, 0, 0)
	return err
}

// Ftruncate sets the size of an open file.
func Ftruncate(fd int, length int64) error {
	_, _, e := Syscall(SYS_FTRUNCATE, uintptr(fd), uintptr(length), 0)
	return asError(e)
}

// Fsync writes a file's contents to its device.
func Fsync(fd int) error {
	_, _, e := Syscall(SYS_FSYNC, uintptr(fd), 0, 0)
	return asError(e)
}

// Flock locks or unlocks a file.
func Flock(fd int, how int) error {
	_, _, e := Syscall(SYS_FLOCK, uintptr(fd), uintptr(how), 0)
	return asError(e)
}

// Chdir sets the working directory.
func Chdir(path string) error {
	_, err := pathCall(SYS_CHDIR, 0, path, 0, 0, 0, 0)
	return err
}

// Fchdir sets the working directory to an open one.
func Fchdir(fd int) error {
	_, _, e := Syscall(SYS_FCHDIR, uintptr(fd), 0, 0)
	return asError(e)
}

// Getwd returns the working directory.
func Getwd() (string, error) {
	buf := make([]byte, 4096)
	r, _, e := Syscall(SYS_GETCWD, slicePtr(buf), uintptr(len(buf)), 0)
	if e != 0 {
		return "", e
	}
	if r < 1 || buf[0] != '/' {
		return "", ENOENT
	}
	return string(buf[:r-1]), nil
}

// ReadDirent reads entries of an open directory.
func ReadDirent(fd int, buf []byte) (n int, err error) {
	r, _, e := Syscall(SYS_GETDENTS64, uintptr(fd), slicePtr(buf), uintptr(len(buf)))
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// Pipe2 makes a pipe.
func Pipe2(p []int, flags int) error {
	if len(p) != 2 {
		return EINVAL
	}
	var fds [2]int32
	_, _, e := RawSyscall(SYS_PIPE2, uintptr(unsafe.Pointer(&fds)), uintptr(flags), 0)
	if e != 0 {
		return e
	}
	p[0], p[1] = int(fds[0]), int(fds[1])
	return nil
}

// Pipe makes a pipe.
func Pipe(p []int) error { return Pipe2(p, 0) }

// Umask sets the mask of permissions and returns the old one.
func Umask(mask int) (oldmask int) {
	r, _, _ := RawSyscall(SYS_UMASK, uintptr(mask), 0, 0)
	return int(r)
}

func get(trap uintptr) int {
	r, _, _ := RawSyscall(trap, 0, 0, 0)
	return int(r)
}

// Getpid returns the process's number.
func Getpid() int { return get(SYS_GETPID) }

// Getppid returns the parent process's number.
func Getppid() int { return get(SYS_GETPPID) }

// Getuid returns the user's number.
func Getuid() int { return get(SYS_GETUID) }

// Geteuid returns the effective user's number.
func Geteuid() int { return get(SYS_GETEUID) }

// Getgid returns the group's number.
func Getgid() int { return get(SYS_GETGID) }

// Getegid returns the effective group's number.
func Getegid() int { return get(SYS_GETEGID) }

// Gettid returns the thread's number.
func Gettid() int { return get(SYS_GETTID) }

// Getpagesize returns the size of a page.
func Getpagesize() int { return 4096 }

// Getgroups returns the groups of the process.
func Getgroups() ([]int, error) {
	var list [1024]uint32
	r, _, e := RawSyscall(SYS_GETGROUPS, uintptr(len(list)), uintptr(unsafe.Pointer(&list)), 0)
	if e != 0 {
		return nil, e
	}
	groups := make([]int, r)
	for i := range groups {
		groups[i] = int(list[i])
	}
	return groups, nil
}

// Kill sends a signal to a process.
func Kill(pid int, sig Signal) error {
	_, _, e := RawSyscall(SYS_KILL, uintptr(pid), uintptr(sig), 0)
	return asError(e)
}

// Rusage is what a process has used.
type Rusage struct {
	Utime    Timeval
	Stime    Timeval
	Maxrss   int64
	Ixrss    int64
	Idrss    int64
	Isrss    int64
	Minflt   int64
	Majflt   int64
	Nswap    int64
	Inblock  int64
	Oublock  int64
	Msgsnd   int64
	Msgrcv   int64
	Nsignals int64
	Nvcsw    int64
	Nivcsw   int64
}

// A WaitStatus tells how a process ended.
type WaitStatus uint32

// Exited reports whether the process has exited.
func (w WaitStatus) Exited() bool { return w&0x7F == 0 }

// Signaled reports whether a signal ended the process.
func (w WaitStatus) Signaled() bool { return w&0x7F != 0x7F && w&0x7F != 0 }

// Stopped reports whether the process is stopped.
func (w WaitStatus) Stopped() bool { return w&0xFF == 0x7F }

// Continued reports whether the process runs on.
func (w WaitStatus) Continued() bool { return w == 0xFFFF }

// CoreDump reports whether there is a core dump.
func (w WaitStatus) CoreDump() bool { return w.Signaled() && w&0x80 != 0 }

// ExitStatus returns the exit status, or -1.
func (w WaitStatus) ExitStatus() int {
	if !w.Exited() {
		return -1
	}
	return int(w>>8) & 0xFF
}

// Signal returns the signal that ended the process, or -1.
func (w WaitStatus) Signal() Signal {
	if !w.Signaled() {
		return -1
	}
	return Signal(w & 0x7F)
}

// StopSignal returns the signal that stopped the process, or -1.
func (w WaitStatus) StopSignal() Signal {
	if !w.Stopped() {
		return -1
	}
	return Signal(w>>8) & 0xFF
}

// Wait4 waits for a process.
func Wait4(pid int, wstatus *WaitStatus, options int, rusage *Rusage) (wpid int, err error) {
	var status int32
	r, _, e := Syscall6(SYS_WAIT4, uintptr(pid), uintptr(unsafe.Pointer(&status)), uintptr(options), uintptr(unsafe.Pointer(rusage)), 0, 0)
	if e != 0 {
		return -1, e
	}
	if wstatus != nil {
		*wstatus = WaitStatus(status)
	}
	return int(r), nil
}

// SysProcAttr holds what is special about a new process.
type SysProcAttr struct {
	Chroot     string
	Setsid     bool
	Setpgid    bool
	Pgid       int
	Foreground bool
	Noctty     bool
	Setctty    bool
	Ctty       int
	Pdeathsig  Signal
}

// ProcAttr holds the attributes of a new process.
type ProcAttr struct {
	Dir   string
	Env   []string
	Files []uintptr
	Sys   *SysProcAttr
}

// StartProcess starts a process.
func StartProcess(argv0 string, argv []string, attr *ProcAttr) (pid int, handle uintptr, err error) {
	pid, err = ForkExec(argv0, argv, attr)
	return pid, 0, err
}

// ForkExec starts a process.
func ForkExec(argv0 string, argv []string, attr *ProcAttr) (pid int, err error) {
	if attr == nil {
		attr = &ProcAttr{}
	}
	for _, s := range argv {
		if rt.IndexByte(s, 0) >= 0 {
			return 0, EINVAL
		}
	}
	fds := make([]int, len(attr.Files))
	for i, f := range attr.Files {
		fds[i] = int(f)
	}
	env := attr.Env
	if env == nil {
		env = Environ()
	}
	sys := attr.Sys
	if sys == nil {
		sys = &SysProcAttr{}
	}
	pid, e := forkExec(argv0, argv, env, attr.Dir, fds, sys.Setsid, sys.Setpgid, sys.Pgid)
	if e != 0 {
		return 0, e
	}
	return pid, nil
}

func exec(path string, argv, env []string) Errno

// Exec makes this process run another program. It returns only if that fails.
func Exec(argv0 string, argv []string, envv []string) (err error) {
	if rt.IndexByte(argv0, 0) >= 0 {
		return EINVAL
	}
	for _, list := range [...][]string{argv, envv} {
		for _, s := range list {
			if rt.IndexByte(s, 0) >= 0 {
				return EINVAL
			}
		}
	}
	return exec(argv0, argv, envv)
}

// RawConn gives access to a descriptor.
type RawConn interface {
	// Control calls f with the descriptor.
	Control(f func(fd uintptr)) error
	// Read calls f until it returns true, waiting in between for the descriptor to be readable.
	Read(f func(fd uintptr) (done bool)) error
	// Write is Read for writing.
	Write(f func(fd uintptr) (done bool)) error
}

// Conn is something with a descriptor.
type Conn interface {
	SyscallConn() (RawConn, error)
}
