package os

import (
	"internal/rt"
	"syscall"
	"time"
)

type fileStat struct {
	name string
	mode FileMode
	sys  syscall.Stat_t
}

func (fs *fileStat) Name() string       { return fs.name }
func (fs *fileStat) IsDir() bool        { return fs.mode.IsDir() }
func (fs *fileStat) Size() int64        { return fs.sys.Size }
func (fs *fileStat) Mode() FileMode     { return fs.mode }
func (fs *fileStat) ModTime() time.Time { return time.Unix(fs.sys.Mtim.Sec, fs.sys.Mtim.Nsec) }
func (fs *fileStat) Sys() any           { return &fs.sys }

func basename(name string) string {
	i := len(name) - 1
	for ; i > 0 && name[i] == '/'; i-- {
		name = name[:i]
	}
	if i := rt.LastIndexByte(name, '/'); i >= 0 && len(name) > 1 {
		name = name[i+1:]
	}
	return name
}

// fill derives the rest from sys.
func (fs *fileStat) fill(name string) {
	fs.name = basename(name)
	m := fs.sys.Mode
	fs.mode = FileMode(m & 0777)
	switch m & syscall.S_IFMT {
	case syscall.S_IFBLK:
		fs.mode |= ModeDevice
	case syscall.S_IFCHR:
		fs.mode |= ModeDevice | ModeCharDevice
	case syscall.S_IFDIR:
		fs.mode |= ModeDir
	case syscall.S_IFIFO:
		fs.mode |= ModeNamedPipe
	case syscall.S_IFLNK:
		fs.mode |= ModeSymlink
	case syscall.S_IFSOCK:
		fs.mode |= ModeSocket
	}
	if m&syscall.S_ISGID != 0 {
		fs.mode |= ModeSetgid
	}
	if m&syscall.S_ISUID != 0 {
		fs.mode |= ModeSetuid
	}
	if m&syscall.S_ISVTX != 0 {
		fs.mode |= ModeSticky
	}
}

// retry calls f until it is not interrupted by a signal.
func retry(f func() error) error {
	for {
		err := f()
		if err != syscall.EINTR {
			return err
		}
	}
}

// Stat describes a file.
func Stat(name string) (FileInfo, error) {
	st := new(fileStat)
	if err := retry(func() error { return syscall.Stat(name, &st.sys) }); err != nil {
		return nil, &PathError{Op: "stat", Path: name, Err: err}
	}
	st.fill(name)
	return st, nil
}

// Lstat is Stat that does not follow a symbolic link.
func Lstat(name string) (FileInfo, error) {
	st := new(fileStat)
	if err := retry(func() error { return syscall.Lstat(name, &st.sys) }); err != nil {
		return nil, &PathError{Op: "lstat", Path: name, Err: err}
	}
	st.fill(name)
	return st, nil
}

// SameFile reports whether both describe the same file.
func SameFile(fi1, fi2 FileInfo) bool {
	a, ok1 := fi1.(*fileStat)
	b, ok2 := fi2.(*fileStat)
	return ok1 && ok2 && a.sys.Dev == b.sys.Dev && a.sys.Ino == b.sys.Ino
}
