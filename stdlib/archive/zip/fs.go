package zip

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// This file makes archives file systems.

// tree is the files and directories of an archive, with names that are valid there.
type tree struct {
	entries  map[string]*entry
	children map[string][]*entry
}

// entry is a file, or a directory, of which file may be nil: then only its contents are in the archive.
type entry struct {
	name  string
	file  *File
	isDir bool
	isDup bool
}

func validName(name string) string {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	name = strings.TrimPrefix(name, "/")
	for strings.HasPrefix(name, "../") {
		name = name[3:]
	}
	return name
}

// parent returns the directory that name is in.
func parent(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return "."
}

func (r *Reader) makeTree() {
	t := tree{make(map[string]*entry), make(map[string][]*entry)}
	add := func(e *entry) {
		t.entries[e.name] = e
		dir := parent(e.name)
		t.children[dir] = append(t.children[dir], e)
	}
	for _, f := range r.File {
		name := validName(f.Name)
		if name == "" {
			continue
		}
		if e := t.entries[name]; e != nil {
			e.isDup = true
			continue
		}
		add(&entry{name: name, file: f, isDir: f.isDir()})
	}
	for _, f := range r.File {
		name := validName(f.Name)
		for strings.Contains(name, "/") {
			name = parent(name)
			if e := t.entries[name]; e == nil {
				add(&entry{name: name, isDir: true})
			} else if !e.isDir {
				e.isDup = true
			}
		}
	}
	for _, list := range t.children {
		slices.SortFunc(list, func(a, b *entry) int { return strings.Compare(a.name, b.name) })
	}
	r.tree = t
}

// Open opens a file or directory by its name in the file system.
func (r *Reader) Open(name string) (fs.File, error) {
	r.treeOnce.Do(r.makeTree)
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	e := r.tree.entries[name]
	if name == "." {
		e = &entry{name: "./", isDir: true}
	}
	if e == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if e.isDir {
		return &openDir{e, r.tree.children[name]}, nil
	}
	f, err := e.file.Open()
	if err != nil {
		return nil, err
	}
	return f.(fs.File), nil
}

type infoEntry interface {
	fs.FileInfo
	fs.DirEntry
}

func (e *entry) stat() (infoEntry, error) {
	switch {
	case e.isDup:
		return nil, errors.New(e.name + ": duplicate entries in zip file")
	case !e.isDir:
		return fileInfo{&e.file.FileHeader}, nil
	}
	return e, nil
}

// The methods of directories.

func (e *entry) Name() string               { return path.Base(e.name) }
func (e *entry) Size() int64                { return 0 }
func (e *entry) Mode() fs.FileMode          { return fs.ModeDir | 0o555 }
func (e *entry) Type() fs.FileMode          { return fs.ModeDir }
func (e *entry) IsDir() bool                { return true }
func (e *entry) Sys() any                   { return nil }
func (e *entry) Info() (fs.FileInfo, error) { return e, nil }
func (e *entry) String() string             { return fs.FormatDirEntry(e) }

func (e *entry) ModTime() time.Time {
	if e.file == nil {
		return time.Time{}
	}
	return e.file.Modified.UTC()
}

type openDir struct {
	e    *entry
	rest []*entry
}

func (d *openDir) Close() error { return nil }

func (d *openDir) Stat() (fs.FileInfo, error) { return d.e.stat() }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.e.name, Err: errors.New("is a directory")}
}

func (d *openDir) ReadDir(count int) ([]fs.DirEntry, error) {
	n := len(d.rest)
	if count > 0 {
		n = min(n, count)
	}
	if n == 0 {
		if count > 0 {
			return nil, io.EOF
		}
		return nil, nil
	}
	list := make([]fs.DirEntry, n)
	for i, e := range d.rest[:n] {
		s, err := e.stat()
		if err != nil {
			return nil, err
		}
		if s.Name() == "." || !fs.ValidPath(s.Name()) {
			return nil, &fs.PathError{Op: "readdir", Path: d.e.name, Err: fmt.Errorf("invalid file name: %v", e.name)}
		}
		list[i] = s
	}
	d.rest = d.rest[n:]
	return list, nil
}
