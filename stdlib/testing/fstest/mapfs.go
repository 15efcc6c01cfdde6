// Package fstest has a file system for tests, and tests of file systems.
package fstest

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// This file implements MapFS.

// MapFS is a file system of files by name. Directories need not be in it. It must not be changed while files are opened.
type MapFS map[string]*MapFile

// MapFile is a file.
type MapFile struct {
	Data    []byte      // of a symbolic link, where it points to
	Mode    fs.FileMode // with the bits of its type
	ModTime time.Time
	Sys     any // what Sys of the FileInfo returns
}

// Open opens a file, also behind symbolic links.
func (fsys MapFS) Open(name string) (fs.File, error) {
	notExist := &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	if !fs.ValidPath(name) {
		return nil, notExist
	}
	found, ok := fsys.resolve(name)
	if !ok {
		return nil, notExist
	}
	file := fsys[found]
	if file != nil && !file.Mode.IsDir() {
		return &openFile{name, info{path.Base(name), file}, 0}, nil
	}
	entries := fsys.entries(found)
	if file == nil {
		if found != "." && len(entries) == 0 {
			return nil, notExist
		}
		file = implied()
	}
	return &openDir{name, info{path.Base(name), file}, entries, 0}, nil
}

// implied returns a directory that is not in the map.
func implied() *MapFile { return &MapFile{Mode: fs.ModeDir | 0555} }

// entries lists a directory, by name.
func (fsys MapFS) entries(dir string) (list []info) {
	prefix := dir + "/"
	if dir == "." {
		prefix = ""
	}
	seen := make(map[string]*MapFile)
	for name, file := range fsys {
		rest, ok := strings.CutPrefix(name, prefix)
		if !ok || name == "." {
			continue
		}
		elem, _, deeper := strings.Cut(rest, "/")
		if !deeper {
			seen[elem] = file
		} else if seen[elem] == nil {
			seen[elem] = implied()
		}
	}
	for name, file := range seen {
		list = append(list, info{name, file})
	}
	slices.SortFunc(list, func(a, b info) int { return strings.Compare(a.name, b.name) })
	return list
}

// resolve follows the symbolic links in a name. It fails where they lead out.
func (fsys MapFS) resolve(name string) (string, bool) {
	follow := func(link, rest string) (string, bool) {
		target := string(fsys[link].Data)
		if path.IsAbs(target) {
			return "", false
		}
		return fsys.resolve(path.Join(path.Dir(link), target) + rest)
	}
	isLink := func(name string) bool {
		file := fsys[name]
		return file != nil && file.Mode.Type() == fs.ModeSymlink
	}
	if isLink(name) {
		return follow(name, "")
	}
	for i := range len(name) {
		if name[i] == '/' && isLink(name[:i]) {
			return follow(name[:i], name[i:])
		}
	}
	return name, fs.ValidPath(name)
}

func (fsys MapFS) lstat(name string) (*info, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrNotExist
	}
	dir, ok := fsys.resolve(path.Dir(name))
	if !ok {
		return nil, fs.ErrNotExist
	}
	elem := path.Base(name)
	full := path.Join(dir, elem)
	if file := fsys[full]; file != nil {
		return &info{elem, file}, nil
	}
	if full == "." || len(fsys.entries(full)) > 0 {
		return &info{elem, implied()}, nil
	}
	return nil, fs.ErrNotExist
}

// ReadLink returns where a symbolic link points to.
func (fsys MapFS) ReadLink(name string) (string, error) {
	i, err := fsys.lstat(name)
	if err == nil && i.file.Mode.Type() != fs.ModeSymlink {
		err = fs.ErrInvalid
	}
	if err != nil {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: err}
	}
	return string(i.file.Data), nil
}

// Lstat describes a file, and a symbolic link itself.
func (fsys MapFS) Lstat(name string) (fs.FileInfo, error) {
	i, err := fsys.lstat(name)
	if err != nil {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: err}
	}
	return i, nil
}

// opener has nothing but the method Open of a MapFS.
type opener struct{ fs.FS }

// ReadFile returns the contents of a file.
func (fsys MapFS) ReadFile(name string) ([]byte, error) { return fs.ReadFile(opener{fsys}, name) }

// Stat describes a file.
func (fsys MapFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(opener{fsys}, name) }

// ReadDir lists a directory, by name.
func (fsys MapFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(opener{fsys}, name) }

// Glob returns the names that match a pattern.
func (fsys MapFS) Glob(pattern string) ([]string, error) { return fs.Glob(opener{fsys}, pattern) }

// withoutSub has the methods of a MapFS, but not Sub.
type withoutSub struct{ MapFS }

// Sub hides that of MapFS.
func (withoutSub) Sub() {}

// Sub returns the file system below a directory.
func (fsys MapFS) Sub(dir string) (fs.FS, error) { return fs.Sub(withoutSub{fsys}, dir) }

// info is a name and its file, as FileInfo and DirEntry.
type info struct {
	name string
	file *MapFile
}

func (i *info) Name() string               { return path.Base(i.name) }
func (i *info) Size() int64                { return int64(len(i.file.Data)) }
func (i *info) Mode() fs.FileMode          { return i.file.Mode }
func (i *info) Type() fs.FileMode          { return i.file.Mode.Type() }
func (i *info) ModTime() time.Time         { return i.file.ModTime }
func (i *info) IsDir() bool                { return i.file.Mode.IsDir() }
func (i *info) Sys() any                   { return i.file.Sys }
func (i *info) Info() (fs.FileInfo, error) { return i, nil }
func (i *info) String() string             { return fs.FormatFileInfo(i) }

type openFile struct {
	path string
	info
	offset int64
}

func (f *openFile) Stat() (fs.FileInfo, error) { return &f.info, nil }

func (f *openFile) Close() error { return nil }

func (f *openFile) fail(op string) error {
	return &fs.PathError{Op: op, Path: f.path, Err: fs.ErrInvalid}
}

func (f *openFile) Read(b []byte) (int, error) {
	if f.offset >= f.Size() {
		return 0, io.EOF
	}
	n := copy(b, f.file.Data[f.offset:])
	f.offset += int64(n)
	return n, nil
}

func (f *openFile) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += f.offset
	case io.SeekEnd:
		offset += f.Size()
	}
	if offset < 0 || offset > f.Size() {
		return 0, f.fail("seek")
	}
	f.offset = offset
	return offset, nil
}

func (f *openFile) ReadAt(b []byte, offset int64) (int, error) {
	if offset < 0 || offset > f.Size() {
		return 0, f.fail("read")
	}
	n := copy(b, f.file.Data[offset:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

type openDir struct {
	path string
	info
	entries []info
	offset  int
}

func (d *openDir) Stat() (fs.FileInfo, error) { return &d.info, nil }

func (d *openDir) Close() error { return nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.path, Err: fs.ErrInvalid}
}

func (d *openDir) ReadDir(count int) ([]fs.DirEntry, error) {
	left := d.entries[d.offset:]
	if count > 0 {
		if len(left) == 0 {
			return nil, io.EOF
		}
		left = left[:min(count, len(left))]
	}
	list := make([]fs.DirEntry, len(left))
	for i := range left {
		list[i] = &left[i]
	}
	d.offset += len(left)
	return list, nil
}
