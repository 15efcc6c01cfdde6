package os

import (
	"errors"
	"internal/poll"
	"internal/rt"
	"io"
	"io/fs"
	"syscall"
	"time"
)

func pathError(op, name string, err error) error {
	if err == nil {
		return nil
	}
	return &PathError{Op: op, Path: name, Err: err}
}

// Mkdir makes a directory.
func Mkdir(name string, perm FileMode) error {
	return pathError("mkdir", name, retry(func() error { return syscall.Mkdir(name, syscallMode(perm)) }))
}

// MkdirAll makes a directory and those above it.
func MkdirAll(path string, perm FileMode) error {
	dir, err := Stat(path)
	if err == nil {
		if dir.IsDir() {
			return nil
		}
		return &PathError{Op: "mkdir", Path: path, Err: syscall.ENOTDIR}
	}
	i := len(path) - 1
	for i >= 0 && path[i] == '/' {
		i--
	}
	for i >= 0 && path[i] != '/' {
		i--
	}
	if i > 0 {
		if err := MkdirAll(path[:i], perm); err != nil {
			return err
		}
	}
	err = Mkdir(path, perm)
	if err != nil {
		// Such as foo/. whose foo has just been made.
		dir, err1 := Lstat(path)
		if err1 == nil && dir.IsDir() {
			return nil
		}
		return err
	}
	return nil
}

// Remove removes a file or an empty directory.
func Remove(name string) error {
	e := retry(func() error { return syscall.Unlink(name) })
	if e == nil {
		return nil
	}
	e1 := retry(func() error { return syscall.Rmdir(name) })
	if e1 == nil {
		return nil
	}
	// Which of the two tells more: rmdir's, unless it is that this is no directory.
	if e1 != syscall.ENOTDIR {
		e = e1
	}
	return &PathError{Op: "remove", Path: name, Err: e}
}

// RemoveAll removes a file, or a directory with all that is in it. That there is none is no error.
func RemoveAll(path string) error {
	if path == "" {
		return nil
	}
	if path == "." || len(path) >= 2 && path[len(path)-1] == '.' && path[len(path)-2] == '/' {
		return &PathError{Op: "RemoveAll", Path: path, Err: syscall.EINVAL}
	}
	err := Remove(path)
	if err == nil || IsNotExist(err) {
		return nil
	}
	for len(path) > 1 && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	return removeTree(syscall.AtFdcwd, path, path)
}

// removeTree removes name of the directory dirfd; path is for errors. Directories are opened without following links, so
// that nothing outside of the tree is reached.
func removeTree(dirfd int, name, path string) error {
	err := retry(func() error { return syscall.Unlinkat(dirfd, name, 0) })
	if err == nil || IsNotExist(err) {
		return nil
	}
	if err != syscall.EISDIR && err != syscall.EPERM && err != syscall.EACCES {
		return &PathError{Op: "unlinkat", Path: path, Err: err}
	}
	unlinkErr := err
	var firstErr error
	fd, err := syscall.Openat(dirfd, name, O_RDONLY|syscall.O_CLOEXEC|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	switch {
	case err == nil:
		f := newFile(fd, path, false)
		names, readErr := f.Readdirnames(-1)
		for _, n := range names {
			if err := removeTree(fd, n, path+"/"+n); err != nil && firstErr == nil {
				firstErr = err
			}
		}
		f.Close()
		if readErr != nil && firstErr == nil && !IsNotExist(readErr) {
			firstErr = &PathError{Op: "readdirnames", Path: path, Err: underlying(readErr)}
		}
	case IsNotExist(err):
		return nil
	case err == syscall.ENOTDIR || err == syscall.ELOOP:
		return &PathError{Op: "unlinkat", Path: path, Err: unlinkErr}
	default:
		firstErr = &PathError{Op: "openfdat", Path: path, Err: err}
	}
	err = retry(func() error { return syscall.Unlinkat(dirfd, name, 0x200) })
	if err == nil || IsNotExist(err) {
		return nil
	}
	if firstErr != nil {
		return firstErr
	}
	return &PathError{Op: "unlinkat", Path: path, Err: err}
}

// Rename renames a file.
func Rename(oldpath, newpath string) error {
	// A directory is not replaced.
	if fi, err := Lstat(newpath); err == nil && fi.IsDir() {
		ofi, err := Lstat(oldpath)
		if err != nil {
			return &LinkError{"rename", oldpath, newpath, underlying(err)}
		}
		if newpath == oldpath || !SameFile(fi, ofi) {
			return &LinkError{"rename", oldpath, newpath, syscall.EEXIST}
		}
	}
	if err := retry(func() error { return syscall.Rename(oldpath, newpath) }); err != nil {
		return &LinkError{"rename", oldpath, newpath, err}
	}
	return nil
}

// Link makes a hard link.
func Link(oldname, newname string) error {
	if err := retry(func() error { return syscall.Link(oldname, newname) }); err != nil {
		return &LinkError{"link", oldname, newname, err}
	}
	return nil
}

// Symlink makes a symbolic link.
func Symlink(oldname, newname string) error {
	if err := retry(func() error { return syscall.Symlink(oldname, newname) }); err != nil {
		return &LinkError{"symlink", oldname, newname, err}
	}
	return nil
}

// Readlink returns where a symbolic link leads.
func Readlink(name string) (string, error) {
	return readlinkAt(syscall.AtFdcwd, name)
}

func readlinkAt(dirfd int, name string) (string, error) {
	for size := 128; ; size *= 2 {
		b := make([]byte, size)
		n := 0
		err := retry(func() (err error) {
			n, err = syscall.Readlinkat(dirfd, name, b)
			return err
		})
		if err != nil {
			return "", &PathError{Op: "readlink", Path: name, Err: err}
		}
		if n < size {
			return string(b[:n]), nil
		}
	}
}

// Truncate sets the size of a file.
func Truncate(name string, size int64) error {
	return pathError("truncate", name, retry(func() error { return syscall.Truncate(name, size) }))
}

// Chmod sets the permissions of a file.
func Chmod(name string, mode FileMode) error {
	return pathError("chmod", name, retry(func() error { return syscall.Chmod(name, syscallMode(mode)) }))
}

// Chown sets the owner of a file.
func Chown(name string, uid, gid int) error {
	return pathError("chown", name, retry(func() error { return syscall.Chown(name, uid, gid) }))
}

// Lchown is Chown that does not follow a symbolic link.
func Lchown(name string, uid, gid int) error {
	return pathError("lchown", name, retry(func() error { return syscall.Lchown(name, uid, gid) }))
}

func timespecs(atime, mtime time.Time) []syscall.Timespec {
	ts := make([]syscall.Timespec, 2)
	for i, t := range [...]time.Time{atime, mtime} {
		if t.IsZero() {
			ts[i] = syscall.Timespec{Nsec: 1<<30 - 2} // leave it
		} else {
			ts[i] = syscall.Timespec{Sec: t.Unix(), Nsec: int64(t.Nanosecond())}
		}
	}
	return ts
}

// Chtimes sets the times of access and change of a file; a zero time leaves the one it has.
func Chtimes(name string, atime time.Time, mtime time.Time) error {
	return pathError("chtimes", name, retry(func() error { return syscall.UtimesNano(name, timespecs(atime, mtime)) }))
}

// Chdir sets the working directory.
func Chdir(dir string) error {
	return pathError("chdir", dir, retry(func() error { return syscall.Chdir(dir) }))
}

// Getwd returns the working directory; $PWD if that is it.
func Getwd() (dir string, err error) {
	if pwd := Getenv("PWD"); pwd != "" && pwd[0] == '/' {
		if dot, err := Stat("."); err == nil {
			if d, err := Stat(pwd); err == nil && SameFile(dot, d) {
				return pwd, nil
			}
		}
	}
	err = retry(func() (err error) {
		dir, err = syscall.Getwd()
		return err
	})
	if err == syscall.ENAMETOOLONG || err == syscall.ERANGE {
		return climb()
	}
	return dir, NewSyscallError("getwd", err)
}

// climb finds the path of the working directory by looking for each directory's name in the one above.
func climb() (dir string, err error) {
	root, err := Stat("/")
	if err != nil {
		return "", err
	}
	here, err := Stat(".")
	if err != nil {
		return "", err
	}
	if SameFile(root, here) {
		return "/", nil
	}
	for above := ".."; len(above) < 1024; above = "../" + above {
		f, err := Open(above)
		if err != nil {
			return "", err
		}
		names, err := f.Readdirnames(-1)
		info, statErr := f.Stat()
		f.Close()
		if err == nil {
			err = statErr
		}
		if err != nil {
			return "", err
		}
		found := false
		for _, name := range names {
			if d, err := Lstat(above + "/" + name); err == nil && SameFile(d, here) {
				dir = "/" + name + dir
				found = true
				break
			}
		}
		if !found {
			return "", NewSyscallError("getwd", syscall.ENOENT)
		}
		if SameFile(info, root) {
			return dir, nil
		}
		here = info
	}
	return "", NewSyscallError("getwd", syscall.ENAMETOOLONG)
}

// TempDir returns the directory for temporary files.
func TempDir() string {
	if dir := Getenv("TMPDIR"); dir != "" {
		return dir
	}
	return "/tmp"
}

func joinPath(dir, name string) string {
	if dir != "" && dir[len(dir)-1] == '/' {
		return dir + name
	}
	return dir + "/" + name
}

var errPatternHasSeparator = errors.New("pattern contains path separator")

// tempName splits a pattern at its last star.
func tempName(op, dir, pattern string) (prefix, suffix string, err error) {
	if rt.IndexByte(pattern, '/') >= 0 {
		return "", "", &PathError{Op: op, Path: pattern, Err: errPatternHasSeparator}
	}
	if dir == "" {
		dir = TempDir()
	}
	prefix = pattern
	if i := rt.LastIndexByte(pattern, '*'); i >= 0 {
		prefix, suffix = pattern[:i], pattern[i+1:]
	}
	return joinPath(dir, prefix), suffix, nil
}

func randomName() string { return rt.Itoa(int64(uint32(rt.Rand64()))) }

// CreateTemp makes a new file in dir, or in TempDir, whose name is pattern with its last star, or its end, made random.
func CreateTemp(dir, pattern string) (*File, error) {
	prefix, suffix, err := tempName("createtemp", dir, pattern)
	if err != nil {
		return nil, err
	}
	for try := 0; ; try++ {
		f, err := OpenFile(prefix+randomName()+suffix, O_RDWR|O_CREATE|O_EXCL, 0600)
		if !IsExist(err) {
			return f, err
		}
		if try >= 10000 {
			return nil, &PathError{Op: "createtemp", Path: prefix + "*" + suffix, Err: ErrExist}
		}
	}
}

// MkdirTemp makes a new directory as CreateTemp makes a file, and returns its name.
func MkdirTemp(dir, pattern string) (string, error) {
	prefix, suffix, err := tempName("mkdirtemp", dir, pattern)
	if err != nil {
		return "", err
	}
	for try := 0; ; try++ {
		name := prefix + randomName() + suffix
		err := Mkdir(name, 0700)
		if err == nil {
			return name, nil
		}
		if IsExist(err) {
			if try >= 10000 {
				return "", &PathError{Op: "mkdirtemp", Path: prefix + "*" + suffix, Err: ErrExist}
			}
			continue
		}
		if IsNotExist(err) {
			if dir == "" {
				dir = TempDir()
			}
			if _, err := Stat(dir); IsNotExist(err) {
				return "", err
			}
		}
		return "", err
	}
}

// UserHomeDir returns $HOME.
func UserHomeDir() (string, error) {
	if v := Getenv("HOME"); v != "" {
		return v, nil
	}
	return "", errors.New("$HOME is not defined")
}

func userDir(xdg, below string) (string, error) {
	dir := Getenv(xdg)
	if dir == "" {
		dir = Getenv("HOME")
		if dir == "" {
			return "", errors.New("neither $" + xdg + " nor $HOME are defined")
		}
		return dir + below, nil
	}
	if dir[0] != '/' {
		return "", errors.New("path in $" + xdg + " is relative")
	}
	return dir, nil
}

// UserCacheDir returns the directory for the user's caches.
func UserCacheDir() (string, error) { return userDir("XDG_CACHE_HOME", "/.cache") }

// UserConfigDir returns the directory for the user's settings.
func UserConfigDir() (string, error) { return userDir("XDG_CONFIG_HOME", "/.config") }

// ---- directories

type dirBuffer struct {
	buf  []byte
	pos  int
	left int
}

type unixDirent struct {
	parent string
	name   string
	typ    FileMode
	info   FileInfo
}

func (d *unixDirent) Name() string   { return d.name }
func (d *unixDirent) IsDir() bool    { return d.typ.IsDir() }
func (d *unixDirent) Type() FileMode { return d.typ }
func (d *unixDirent) String() string { return fs.FormatDirEntry(d) }

func (d *unixDirent) Info() (FileInfo, error) {
	if d.info != nil {
		return d.info, nil
	}
	return Lstat(d.parent + "/" + d.name)
}

// lstat describes an entry of the directory that f is.
func (f *File) lstat(name string) (st FileInfo, err error) {
	err = f.pfd.Do(func(fd int) (err error) {
		st, err = lstatAt(fd, name, name)
		return err
	})
	return st, f.wrap("fstatat "+name, err)
}

// readdir returns up to n entries, or all if n <= 0; what says whether their types matter.
func (f *File) readdir(n int, types bool) (list []unixDirent, err error) {
	if f == nil {
		return nil, ErrInvalid
	}
	f.dirMu.Lock()
	defer f.dirMu.Unlock()
	if f.dir == nil {
		f.dir = &dirBuffer{buf: make([]byte, 8192)}
	}
	d := f.dir
	all := n <= 0
	for all || len(list) < n {
		if d.pos >= d.left {
			d.pos = 0
			err = f.pfd.Do(func(fd int) (err error) {
				d.left, err = syscall.ReadDirent(fd, d.buf)
				return err
			})
			if err != nil {
				d.left = 0
				if err == poll.ErrFileClosing {
					err = ErrClosed
				}
				return list, &PathError{Op: "readdirent", Path: f.name, Err: err}
			}
			if d.left <= 0 {
				break
			}
		}
		// struct linux_dirent64: inode 8, offset 8, length 2, type 1, name.
		e := d.buf[d.pos:d.left]
		size := int(e[16]) | int(e[17])<<8
		if size < 19 || size > len(e) {
			break
		}
		e = e[:size]
		d.pos += size
		ino := uint64(0)
		for i := 7; i >= 0; i-- {
			ino = ino<<8 | uint64(e[i])
		}
		name := e[19:]
		if i := rt.IndexByteSlice(name, 0); i >= 0 {
			name = name[:i]
		}
		s := string(name)
		if ino == 0 || s == "." || s == ".." {
			continue
		}
		entry := unixDirent{parent: f.name, name: s}
		known := true
		switch e[18] {
		case 1:
			entry.typ = ModeNamedPipe
		case 2:
			entry.typ = ModeDevice | ModeCharDevice
		case 4:
			entry.typ = ModeDir
		case 6:
			entry.typ = ModeDevice
		case 8:
		case 10:
			entry.typ = ModeSymlink
		case 12:
			entry.typ = ModeSocket
		default:
			known = false
		}
		// In a Root the path of an entry says nothing later.
		if types && (!known || f.inRoot) {
			info, err := f.lstat(s)
			if IsNotExist(err) {
				continue
			}
			if err != nil {
				return list, err
			}
			entry.typ = info.Mode().Type()
			entry.info = info
		}
		list = append(list, entry)
	}
	if !all && len(list) == 0 {
		return nil, io.EOF
	}
	return list, nil
}

// ReadDir returns up to n entries, or all that are left if n <= 0.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	list, err := f.readdir(n, true)
	out := make([]DirEntry, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out, err
}

// Readdirnames is ReadDir that returns names.
func (f *File) Readdirnames(n int) (names []string, err error) {
	list, err := f.readdir(n, false)
	names = make([]string, len(list))
	for i := range list {
		names[i] = list[i].name
	}
	return names, err
}

// Readdir is ReadDir that returns descriptions.
func (f *File) Readdir(n int) ([]FileInfo, error) {
	list, err := f.readdir(n, false)
	out := make([]FileInfo, 0, len(list))
	for i := range list {
		info, e := f.lstat(list[i].name)
		if IsNotExist(e) {
			continue
		}
		if e != nil {
			return out, e
		}
		out = append(out, info)
	}
	return out, err
}

// ReadDir returns the entries of a directory, sorted by name.
func ReadDir(name string) ([]DirEntry, error) {
	f, err := openAt("open", syscall.AtFdcwd, name, name, O_RDONLY|syscall.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	// fs.ReadDir sorts what the file gives.
	return fs.ReadDir(oneDir{f}, ".")
}

type oneDir struct{ f *File }

func (d oneDir) Open(string) (fs.File, error) { return keepOpen{d.f}, nil }

type keepOpen struct{ *File }

func (keepOpen) Close() error { return nil }

// CopyFS copies the tree of a file system to a directory.
func CopyFS(dir string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if rt.IndexByte(path, 0) >= 0 {
			return ErrInvalid
		}
		newPath := joinPath(dir, path)
		switch d.Type() {
		case ModeDir:
			return MkdirAll(newPath, 0777)
		case ModeSymlink:
			target, err := fs.ReadLink(fsys, path)
			if err != nil {
				return err
			}
			return Symlink(target, newPath)
		case 0:
			r, err := fsys.Open(path)
			if err != nil {
				return err
			}
			defer r.Close()
			info, err := r.Stat()
			if err != nil {
				return err
			}
			w, err := OpenFile(newPath, O_CREATE|O_EXCL|O_WRONLY, 0666|info.Mode()&0777)
			if err != nil {
				return err
			}
			if _, err := io.Copy(w, r); err != nil {
				w.Close()
				return &PathError{Op: "Copy", Path: newPath, Err: err}
			}
			return w.Close()
		}
		return &PathError{Op: "CopyFS", Path: path, Err: ErrInvalid}
	})
}

// DirFS returns the file system of the tree at dir.
func DirFS(dir string) fs.FS { return dirFS(dir) }

type dirFS string

func (dir dirFS) join(op, name string) (string, error) {
	err := ErrInvalid
	if dir == "" {
		err = errors.New("os: DirFS with empty root")
	} else if fs.ValidPath(name) && rt.IndexByte(name, 0) < 0 {
		return joinPath(string(dir), name), nil
	}
	return "", &PathError{Op: op, Path: name, Err: err}
}

// fix puts the name within the file system into an error.
func fix(err error, name string) error {
	if e, ok := err.(*PathError); ok {
		e.Path = name
	}
	return err
}

func (dir dirFS) Open(name string) (fs.File, error) {
	full, err := dir.join("open", name)
	if err != nil {
		return nil, err
	}
	f, err := Open(full)
	if err != nil {
		return nil, fix(err, name)
	}
	return f, nil
}

func (dir dirFS) ReadFile(name string) ([]byte, error) {
	full, err := dir.join("readfile", name)
	if err != nil {
		return nil, err
	}
	b, err := ReadFile(full)
	if err != nil {
		return nil, fix(err, name)
	}
	return b, nil
}

func (dir dirFS) ReadDir(name string) ([]DirEntry, error) {
	full, err := dir.join("readdir", name)
	if err != nil {
		return nil, err
	}
	list, err := ReadDir(full)
	if err != nil {
		return nil, fix(err, name)
	}
	return list, nil
}

func (dir dirFS) Stat(name string) (fs.FileInfo, error) {
	full, err := dir.join("stat", name)
	if err != nil {
		return nil, err
	}
	info, err := Stat(full)
	if err != nil {
		return nil, fix(err, name)
	}
	return info, nil
}

func (dir dirFS) Lstat(name string) (fs.FileInfo, error) {
	full, err := dir.join("lstat", name)
	if err != nil {
		return nil, err
	}
	info, err := Lstat(full)
	if err != nil {
		return nil, fix(err, name)
	}
	return info, nil
}

func (dir dirFS) ReadLink(name string) (string, error) {
	full, err := dir.join("readlink", name)
	if err != nil {
		return "", err
	}
	return Readlink(full)
}
