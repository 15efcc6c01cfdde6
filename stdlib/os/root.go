package os

import (
	"errors"
	"internal/rt"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"time"
)

// This file implements Root. Names are walked element by element, each opened relative to the directory before it and
// without following links; links are read and walked as well. So a name cannot lead out, also while others rename things.

// Root is a directory. Its methods reach nothing outside of it: not with "..", and not through symbolic links. They may be
// called by several goroutines.
type Root struct {
	root *root
}

// root holds the descriptor open until it is closed and no method uses it any more.
type root struct {
	name   string
	fd     int
	mu     sync.Mutex
	users  int  // mu
	closed bool // mu
}

var errPathEscapes = errors.New("path escapes from parent")

const (
	maxRootLinks     = 8
	atSymlinkNoMore  = 0x100 // AT_SYMLINK_NOFOLLOW
	atRemoveDir      = 0x200
	openPathNoFollow = 0x200000 | syscall.O_NOFOLLOW | syscall.O_CLOEXEC // with O_PATH
)

// OpenRoot opens a directory as a Root. Links in name itself are followed.
func OpenRoot(name string) (*Root, error) {
	fd := -1
	err := retry(func() (err error) {
		fd, err = syscall.Openat(syscall.AtFdcwd, name, syscall.O_CLOEXEC, 0)
		return err
	})
	if err != nil {
		return nil, &PathError{Op: "open", Path: name, Err: err}
	}
	return newRoot(fd, name)
}

func newRoot(fd int, name string) (*Root, error) {
	var st fileStat
	err := retry(func() error { return syscall.Fstat(fd, &st.sys) })
	if st.fill(name); err == nil && !st.IsDir() {
		syscall.Close(fd)
		return nil, &PathError{Op: "open", Path: name, Err: errors.New("not a directory")}
	}
	r := &root{name: name, fd: fd}
	runtime.SetFinalizer(r, (*root).close)
	return &Root{r}, nil
}

// OpenInRoot opens a file for reading whose name does not lead out of a directory.
func OpenInRoot(dir, name string) (*File, error) {
	r, err := OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.Open(name)
}

func (r *root) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.closed && r.users == 0 {
		syscall.Close(r.fd)
	}
	r.closed = true
	runtime.SetFinalizer(r, nil)
}

func (r *root) acquire() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return ErrClosed
	}
	r.users++
	return nil
}

func (r *root) release() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.users--; r.closed && r.users == 0 {
		syscall.Close(r.fd)
	}
}

// Name returns the name that OpenRoot was given.
func (r *Root) Name() string { return r.root.name }

// Close closes the Root, which cannot be used any more then. Files opened in it stay open.
func (r *Root) Close() error {
	r.root.close()
	return nil
}

// linkTarget is an error that says: this element is a symbolic link, go on there.
type linkTarget string

func (linkTarget) Error() string { return "symbolic link" }

// linkOr returns the target of name, or err if name is not a link.
func linkOr(dirfd int, name string, err error) error {
	target, e := readlinkAt(dirfd, name)
	if e != nil {
		return err
	}
	return linkTarget(target)
}

// splitRootPath returns the elements of a name, put between those given. "." stays only as the last.
func splitRootPath(name string, before, after []string) (parts []string, slash bool, err error) {
	if name == "" {
		return nil, false, errors.New("empty path")
	}
	if name[0] == '/' {
		return nil, false, errPathEscapes
	}
	parts = slices.Clone(before)
	for name != "" {
		n := rt.IndexByte(name, '/')
		if n < 0 {
			n = len(name)
		}
		elem := name[:n]
		rest := n
		for rest < len(name) && name[rest] == '/' {
			rest++
		}
		name = name[rest:]
		slash = rest > n && name == ""
		if elem != "." || name == "" {
			parts = append(parts, elem)
		}
	}
	if n := len(parts); len(after) > 0 && n > 0 && parts[n-1] == "." {
		parts = parts[:n-1]
	}
	return append(parts, after...), slash, nil
}

// How the last element is taken.
const (
	keepSlash = 1 << iota // a slash at the end is no demand for a directory
	makesDir              // with a slash at the end it need not be there
)

func openDirAt(dirfd int, name string) (int, error) {
	fd := -1
	err := retry(func() (err error) {
		fd, err = syscall.Openat(dirfd, name, syscall.O_NOFOLLOW|syscall.O_CLOEXEC|syscall.O_DIRECTORY, 0)
		return err
	})
	if err == syscall.ELOOP || err == syscall.ENOTDIR {
		err = linkOr(dirfd, name, err)
	}
	return fd, err
}

// walk calls last with the directory of name's last element, and that element. If it returns a linkTarget, walk goes on
// there. openDir opens the directories on the way; nil is openDirAt.
func (r *Root) walk(name string, flags int, openDir func(dirfd int, name string) (int, error), last func(dirfd int, name string, slash bool) error) error {
	const maxSteps, maxRestarts = 255, 8
	if err := r.root.acquire(); err != nil {
		return err
	}
	defer r.root.release()
	parts, slash, err := splitRootPath(name, nil, nil)
	if err != nil {
		return err
	}
	if openDir == nil {
		openDir = openDirAt
	}
	dir := r.root.fd
	moveTo := func(fd int) {
		if dir != r.root.fd {
			syscall.Close(dir)
		}
		dir = fd
	}
	defer func() { moveTo(r.root.fd) }()
	links, restarts := 0, 0
	for i, steps := 0, 1; ; steps++ {
		if steps > maxSteps && restarts > maxRestarts {
			return syscall.ENAMETOOLONG
		}
		if parts[i] == ".." {
			// a/b/../.. is the directory that a is in: from the beginning again, without these. Opening ".." could lead
			// somewhere else by now.
			end := i
			for end < len(parts) && parts[end] == ".." {
				end++
			}
			if end-i > i {
				return errPathEscapes
			}
			parts = slices.Delete(parts, 2*i-end, end)
			if len(parts) == 0 {
				parts = []string{"."}
			}
			restarts++
			i = 0
			moveTo(r.root.fd)
			continue
		}
		if i < len(parts)-1 {
			fd, e := openDir(dir, parts[i])
			if err = e; err == nil {
				moveTo(fd)
			}
		} else {
			if err = nil; slash && flags&keepSlash == 0 {
				err = wantDir(dir, parts[i], flags)
			}
			if err == nil {
				if err = last(dir, parts[i], slash); err == nil {
					return nil
				}
			}
		}
		switch e := err.(type) {
		case nil:
			i++
		case linkTarget:
			if links++; links > maxRootLinks {
				return syscall.ELOOP
			}
			wasLast := i == len(parts)-1
			next, nextSlash, err := splitRootPath(string(e), parts[:i], parts[i+1:])
			if err != nil {
				return err
			}
			slash = slash || wasLast && nextSlash
			if len(next) < i || !slices.Equal(parts[:i], next[:i]) {
				i = 0
				moveTo(r.root.fd)
			}
			parts = next
		case *PathError:
			e.Path = parts[0]
			for _, part := range parts[1 : i+1] {
				e.Path += "/" + part
			}
			return e
		default:
			return err
		}
	}
}

// wantDir returns an error unless name is a directory.
func wantDir(dirfd int, name string, flags int) error {
	st, err := lstatAt(dirfd, name, name)
	switch {
	case IsNotExist(err) && flags&makesDir != 0:
		return nil
	case err != nil:
		return err
	case st.mode.IsDir():
		return nil
	case st.mode&ModeSymlink != 0:
		return linkOr(dirfd, name, syscall.ENOTDIR)
	}
	return syscall.ENOTDIR
}

func lstatAt(dirfd int, name, shown string) (*fileStat, error) {
	st := new(fileStat)
	if err := syscall.Fstatat(dirfd, name, &st.sys, atSymlinkNoMore); err != nil {
		return nil, err
	}
	st.fill(shown)
	return st, nil
}

// at is walk for an operation that is one system call.
func (r *Root) at(op, name string, flags int, f func(dirfd int, name string) error) error {
	err := r.walk(name, flags, nil, func(dirfd int, name string, _ bool) error {
		return retry(func() error { return f(dirfd, name) })
	})
	return pathError(op, name, err)
}

// follow is at for an operation that does not follow links itself, but should.
func (r *Root) follow(op, name string, f func(dirfd int, name string) error) error {
	return r.at(op, name, 0, func(dirfd int, name string) error {
		if err := linkOr(dirfd, name, nil); err != nil {
			return err
		}
		return f(dirfd, name)
	})
}

// Open opens a file for reading.
func (r *Root) Open(name string) (*File, error) { return r.OpenFile(name, O_RDONLY, 0) }

// Create makes a file or empties it, and opens it for reading and writing.
func (r *Root) Create(name string) (*File, error) {
	return r.OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666)
}

var errRootMode = errors.New("unsupported file mode")

// OpenFile opens a file with flags, and with permissions if it is made. Only permission bits are allowed.
func (r *Root) OpenFile(name string, flag int, perm FileMode) (*File, error) {
	if perm&0777 != perm {
		return nil, &PathError{Op: "openat", Path: name, Err: errRootMode}
	}
	fd := -1
	const exclusive = O_CREATE | O_EXCL
	err := r.at("openat", name, 0, func(dirfd int, name string) (err error) {
		fd, err = syscall.Openat(dirfd, name, syscall.O_NOFOLLOW|syscall.O_CLOEXEC|flag, uint32(perm))
		switch {
		case flag&exclusive == exclusive:
			if err == syscall.ELOOP {
				err = syscall.EEXIST
			}
		case err == syscall.ELOOP || err == syscall.ENOTDIR:
			err = linkOr(dirfd, name, err)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	f := fileOf(fd, joinPath(r.Name(), name), flag)
	f.inRoot = true
	return f, nil
}

// OpenRoot opens a directory as a Root.
func (r *Root) OpenRoot(name string) (*Root, error) {
	fd := -1
	err := r.at("openat", name, 0, func(dirfd int, name string) (err error) {
		fd, err = syscall.Openat(dirfd, name, syscall.O_NOFOLLOW|syscall.O_CLOEXEC, 0)
		if err == syscall.ELOOP {
			err = linkOr(dirfd, name, err)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return newRoot(fd, joinPath(r.Name(), name))
}

// Chmod sets the permissions of a file.
func (r *Root) Chmod(name string, mode FileMode) error {
	return r.follow("chmodat", name, func(dirfd int, name string) error {
		return chmodNoFollow(dirfd, name, syscallMode(mode))
	})
}

// chmodNoFollow sets permissions, but not through a link. Old kernels cannot; there an open descriptor says which file is meant.
func chmodNoFollow(dirfd int, name string, mode uint32) error {
	fd, err := syscall.Openat(dirfd, name, openPathNoFollow, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	var st syscall.Stat_t
	if err := syscall.Fstat(fd, &st); err != nil {
		return err
	}
	if st.Mode&syscall.S_IFMT == syscall.S_IFLNK {
		return syscall.EOPNOTSUPP
	}
	return syscall.Chmod("/proc/self/fd/"+rt.Itoa(int64(fd)), mode)
}

// Chown sets the owner of a file.
func (r *Root) Chown(name string, uid, gid int) error {
	return r.follow("chownat", name, func(dirfd int, name string) error {
		return syscall.Fchownat(dirfd, name, uid, gid, atSymlinkNoMore)
	})
}

// Lchown is Chown that does not follow a link at the end.
func (r *Root) Lchown(name string, uid, gid int) error {
	return r.at("lchownat", name, 0, func(dirfd int, name string) error {
		return syscall.Fchownat(dirfd, name, uid, gid, atSymlinkNoMore)
	})
}

// Chtimes sets the times of access and change of a file; a zero time leaves the one it has.
func (r *Root) Chtimes(name string, atime time.Time, mtime time.Time) error {
	return r.follow("chtimesat", name, func(dirfd int, name string) error {
		return syscall.UtimesNanoAt(dirfd, name, timespecs(atime, mtime), atSymlinkNoMore)
	})
}

// Mkdir makes a directory.
func (r *Root) Mkdir(name string, perm FileMode) error {
	if perm&0777 != perm {
		return &PathError{Op: "mkdirat", Path: name, Err: errRootMode}
	}
	return r.at("mkdirat", name, keepSlash|makesDir, func(dirfd int, name string) error {
		return syscall.Mkdirat(dirfd, name, syscallMode(perm))
	})
}

// MkdirAll makes a directory and those above it.
func (r *Root) MkdirAll(name string, perm FileMode) error {
	if perm&0777 != perm {
		return &PathError{Op: "mkdirat", Path: name, Err: errRootMode}
	}
	mkdir := func(dirfd int, name string) error {
		return retry(func() error { return syscall.Mkdirat(dirfd, name, syscallMode(perm)) })
	}
	openOrMake := func(dirfd int, name string) (int, error) {
		for again := false; ; again = true {
			fd, err := openDirAt(dirfd, name)
			if _, link := err.(linkTarget); link || err == nil {
				return fd, err
			}
			if again || !IsNotExist(err) {
				return -1, &PathError{Op: "openat", Err: err}
			}
			if err := mkdir(dirfd, name); err != nil && err != syscall.EEXIST {
				return -1, &PathError{Op: "mkdirat", Err: err}
			}
		}
	}
	err := r.walk(name, keepSlash|makesDir, openOrMake, func(dirfd int, elem string, _ bool) error {
		err := mkdir(dirfd, elem)
		if err == syscall.EEXIST {
			// It may be a directory, or a link to one.
			if st, e := lstatAt(dirfd, elem, elem); e == nil && st.mode.IsDir() {
				return nil
			} else if e == nil && st.mode&ModeSymlink != 0 {
				info, e := r.Stat(name)
				switch {
				case e == nil && info.IsDir():
					return nil
				case e == nil:
					err = syscall.ENOTDIR
				case !IsNotExist(e):
					err = e
				}
			}
		}
		return pathError("mkdirat", "", err)
	})
	if _, ok := err.(*PathError); ok {
		return err
	}
	return pathError("mkdirat", name, err)
}

// Remove removes a file or an empty directory.
func (r *Root) Remove(name string) error {
	err := r.walk(name, 0, nil, func(dirfd int, name string, _ bool) error {
		err := retry(func() error { return syscall.Unlinkat(dirfd, name, 0) })
		if err == nil {
			return nil
		}
		if e := retry(func() error { return syscall.Unlinkat(dirfd, name, atRemoveDir) }); e != syscall.ENOTDIR {
			return e
		}
		return err
	})
	return pathError("removeat", name, err)
}

// RemoveAll removes a file or a directory with all that is in it. It is no error if that does not exist.
func (r *Root) RemoveAll(name string) error {
	for name != "" && name[len(name)-1] == '/' {
		name = name[:len(name)-1]
	}
	if n := len(name); name == "." || n >= 2 && name[n-2:] == "/." {
		return &PathError{Op: "RemoveAll", Path: name, Err: syscall.EINVAL}
	}
	err := r.walk(name, 0, nil, func(dirfd int, name string, _ bool) error {
		return removeTree(dirfd, name, name)
	})
	if IsNotExist(err) {
		return nil
	}
	return pathError("RemoveAll", name, underlying(err))
}

// Stat describes a file.
func (r *Root) Stat(name string) (FileInfo, error) { return r.stat(name, true) }

// Lstat is Stat that does not follow a symbolic link.
func (r *Root) Lstat(name string) (FileInfo, error) { return r.stat(name, false) }

func (r *Root) stat(name string, follow bool) (FileInfo, error) {
	var st *fileStat
	err := r.at("statat", name, 0, func(dirfd int, elem string) (err error) {
		st, err = lstatAt(dirfd, elem, name)
		if err == nil && follow && st.mode&ModeSymlink != 0 {
			return linkOr(dirfd, elem, syscall.ELOOP)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return st, nil
}

// Readlink reads a symbolic link.
func (r *Root) Readlink(name string) (string, error) {
	target := ""
	err := r.at("readlinkat", name, 0, func(dirfd int, name string) (err error) {
		target, err = readlinkAt(dirfd, name)
		return underlying(err)
	})
	return target, err
}

// two walks two names, and calls f at their ends.
func (r *Root) two(op, oldname, newname string, flags int, f func(oldfd int, oldname string, newfd int, newname string, slash bool) error) error {
	err := r.walk(oldname, 0, nil, func(oldfd int, oldelem string, _ bool) error {
		return r.walk(newname, flags, nil, func(newfd int, newelem string, slash bool) error {
			return f(oldfd, oldelem, newfd, newelem, slash)
		})
	})
	if err != nil {
		return &LinkError{op, oldname, newname, err}
	}
	return nil
}

// Rename renames a file.
func (r *Root) Rename(oldname, newname string) error {
	return r.two("renameat", oldname, newname, makesDir, func(oldfd int, oldname string, newfd int, newname string, slash bool) error {
		if slash {
			st, err := lstatAt(oldfd, oldname, oldname)
			if err != nil {
				return err
			}
			if !st.mode.IsDir() {
				return syscall.ENOTDIR
			}
		}
		// A directory is not replaced.
		if st, err := lstatAt(newfd, newname, newname); err == nil && st.mode.IsDir() {
			old, err := lstatAt(oldfd, oldname, oldname)
			if err != nil {
				return err
			}
			if newname == oldname || !SameFile(st, old) {
				return syscall.EEXIST
			}
		}
		return syscall.Renameat(oldfd, oldname, newfd, newname)
	})
}

// Link makes another name for a file.
func (r *Root) Link(oldname, newname string) error {
	return r.two("linkat", oldname, newname, 0, func(oldfd int, oldname string, newfd int, newname string, _ bool) error {
		return syscall.Linkat(oldfd, oldname, newfd, newname, 0)
	})
}

// Symlink makes a symbolic link. Where it points to is not looked at.
func (r *Root) Symlink(oldname, newname string) error {
	err := r.walk(newname, 0, nil, func(dirfd int, name string, _ bool) error {
		return syscall.Symlinkat(oldname, dirfd, name)
	})
	if err != nil {
		return &LinkError{"symlinkat", oldname, newname, err}
	}
	return nil
}

// ReadFile returns the contents of a file.
func (r *Root) ReadFile(name string) ([]byte, error) {
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.contents()
}

// WriteFile writes data to a file, which is made or emptied before.
func (r *Root) WriteFile(name string, data []byte, perm FileMode) error {
	f, err := r.OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err1 := f.Close(); err == nil {
		err = err1
	}
	return err
}

// FS returns a file system for the tree of files in the Root. It has the methods of fs.StatFS, fs.ReadFileFS, fs.ReadDirFS and
// fs.ReadLinkFS.
func (r *Root) FS() fs.FS { return (*rootFS)(r) }

type rootFS Root

// within returns the Root, or an error if fs.FS does not allow the name.
func (f *rootFS) within(op, name string) (*Root, error) {
	if !fs.ValidPath(name) {
		return nil, &PathError{Op: op, Path: name, Err: ErrInvalid}
	}
	return (*Root)(f), nil
}

func (f *rootFS) Open(name string) (fs.File, error) {
	r, err := f.within("open", name)
	if err != nil {
		return nil, err
	}
	file, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	return file, nil
}

func (f *rootFS) ReadDir(name string) ([]DirEntry, error) {
	r, err := f.within("readdir", name)
	if err != nil {
		return nil, err
	}
	dir, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	list, err := dir.ReadDir(-1)
	slices.SortFunc(list, func(a, b DirEntry) int {
		if a.Name() < b.Name() {
			return -1
		}
		return 1
	})
	return list, err
}

func (f *rootFS) ReadFile(name string) ([]byte, error) {
	r, err := f.within("readfile", name)
	if err != nil {
		return nil, err
	}
	return r.ReadFile(name)
}

func (f *rootFS) ReadLink(name string) (string, error) {
	r, err := f.within("readlink", name)
	if err != nil {
		return "", err
	}
	return r.Readlink(name)
}

func (f *rootFS) Stat(name string) (FileInfo, error) {
	r, err := f.within("stat", name)
	if err != nil {
		return nil, err
	}
	return r.Stat(name)
}

func (f *rootFS) Lstat(name string) (FileInfo, error) {
	r, err := f.within("lstat", name)
	if err != nil {
		return nil, err
	}
	return r.Lstat(name)
}
