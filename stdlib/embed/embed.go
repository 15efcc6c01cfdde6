// Package embed gives access to files that go:embed directives made part of the program.
package embed

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"time"
)

// FS is a read-only tree of embedded files; its zero value is an empty one.
//
// The list is sorted by folder, and within one folder by name; names of folders end in a slash. The loader lays it out: each file
// is two strings.
type FS struct {
	files *[]file
}

type file struct {
	name string
	data string
}

var (
	_ fs.ReadDirFS   = FS{}
	_ fs.ReadFileFS  = FS{}
	_ fs.FileInfo    = (*file)(nil)
	_ fs.DirEntry    = (*file)(nil)
	_ io.Seeker      = (*openFile)(nil)
	_ io.ReaderAt    = (*openFile)(nil)
	_ fs.ReadDirFile = (*openDir)(nil)
)

var root = &file{name: "./"}

// split yields the folder ("." at the top) and the last element of a name.
func split(name string) (dir, elem string) {
	name = strings.TrimSuffix(name, "/")
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return ".", name
}

func (f *file) Name() string {
	_, elem := split(f.name)
	return elem
}

func (f *file) Size() int64                { return int64(len(f.data)) }
func (f *file) ModTime() time.Time         { return time.Time{} }
func (f *file) IsDir() bool                { return strings.HasSuffix(f.name, "/") }
func (f *file) Sys() any                   { return nil }
func (f *file) Type() fs.FileMode          { return f.Mode().Type() }
func (f *file) Info() (fs.FileInfo, error) { return f, nil }
func (f *file) String() string             { return fs.FormatFileInfo(f) }

func (f *file) Mode() fs.FileMode {
	if f.IsDir() {
		return fs.ModeDir | 0555
	}
	return 0444
}

// search yields the index of the first file that is not before (dir, elem).
func (f FS) search(dir, elem string) int {
	files := *f.files
	lo, hi := 0, len(files)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		d, e := split(files[mid].name)
		if d < dir || d == dir && e < elem {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (f FS) find(name string) *file {
	if !fs.ValidPath(name) {
		return nil
	}
	if name == "." {
		return root
	}
	if f.files == nil {
		return nil
	}
	i := f.search(split(name))
	if files := *f.files; i < len(files) && strings.TrimSuffix(files[i].name, "/") == name {
		return &files[i]
	}
	return nil
}

func (f FS) list(dir string) []file {
	if f.files == nil {
		return nil
	}
	from := f.search(dir, "")
	to := from
	for files := *f.files; to < len(files); to++ {
		if d, _ := split(files[to].name); d != dir {
			break
		}
	}
	return (*f.files)[from:to]
}

// Open opens a file or folder. Files implement io.Seeker and io.ReaderAt.
func (f FS) Open(name string) (fs.File, error) {
	file := f.find(name)
	switch {
	case file == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case file.IsDir():
		return &openDir{file, f.list(name), 0}, nil
	}
	return &openFile{file, 0}, nil
}

// ReadDir lists a folder, sorted by name.
func (f FS) ReadDir(name string) ([]fs.DirEntry, error) {
	opened, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	dir, ok := opened.(*openDir)
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("not a directory")}
	}
	list := make([]fs.DirEntry, len(dir.files))
	for i := range list {
		list[i] = &dir.files[i]
	}
	return list, nil
}

// ReadFile yields a copy of the file's content.
func (f FS) ReadFile(name string) ([]byte, error) {
	opened, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	file, ok := opened.(*openFile)
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
	}
	return []byte(file.f.data), nil
}

type openFile struct {
	f      *file
	offset int64
}

func (f *openFile) Close() error               { return nil }
func (f *openFile) Stat() (fs.FileInfo, error) { return f.f, nil }

func (f *openFile) Read(b []byte) (int, error) {
	if f.offset >= int64(len(f.f.data)) {
		return 0, io.EOF
	}
	n := copy(b, f.f.data[f.offset:])
	f.offset += int64(n)
	return n, nil
}

func (f *openFile) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += f.offset
	case io.SeekEnd:
		offset += int64(len(f.f.data))
	}
	if offset < 0 || offset > int64(len(f.f.data)) {
		return 0, &fs.PathError{Op: "seek", Path: f.f.name, Err: fs.ErrInvalid}
	}
	f.offset = offset
	return offset, nil
}

func (f *openFile) ReadAt(b []byte, offset int64) (int, error) {
	if offset < 0 || offset > int64(len(f.f.data)) {
		return 0, &fs.PathError{Op: "read", Path: f.f.name, Err: fs.ErrInvalid}
	}
	n := copy(b, f.f.data[offset:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

type openDir struct {
	f     *file
	files []file
	next  int
}

func (d *openDir) Close() error               { return nil }
func (d *openDir) Stat() (fs.FileInfo, error) { return d.f, nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.f.name, Err: errors.New("is a directory")}
}

func (d *openDir) ReadDir(count int) ([]fs.DirEntry, error) {
	n := len(d.files) - d.next
	if n == 0 && count > 0 {
		return nil, io.EOF
	}
	if n == 0 {
		return nil, nil
	}
	if count > 0 && n > count {
		n = count
	}
	list := make([]fs.DirEntry, n)
	for i := range list {
		list[i] = &d.files[d.next+i]
	}
	d.next += n
	return list, nil
}
