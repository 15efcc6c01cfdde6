// Package filepath works on paths of files as the operating system spells them.
package filepath

import (
	"errors"
	"io/fs"
	"os"
	slash "path"
	"slices"
	"strings"
	"syscall"
)

// The separators of path elements and of lists of paths.
const (
	Separator     = os.PathSeparator
	ListSeparator = os.PathListSeparator
)

// ErrBadPattern is the error of a malformed pattern.
var ErrBadPattern = errors.New("syntax error in pattern")

// What a WalkFunc returns to skip the rest of a directory, or all that is left.
var (
	SkipDir error = fs.SkipDir
	SkipAll error = fs.SkipAll
)

// WalkFunc is called by Walk with each file; err says why info or a directory could not be read.
type WalkFunc func(path string, info fs.FileInfo, err error) error

// Clean returns the shortest path that means the same.
func Clean(path string) string { return slash.Clean(path) }

// Base returns the last element.
func Base(path string) string { return slash.Base(path) }

// Dir returns all but the last element.
func Dir(path string) string { return slash.Dir(path) }

// Ext returns the extension, with its dot.
func Ext(path string) string { return slash.Ext(path) }

// IsAbs reports whether the path is absolute.
func IsAbs(path string) bool { return strings.HasPrefix(path, "/") }

// IsLocal reports whether the path stays within the directory it is used in: not empty, not absolute, no .. out of it.
func IsLocal(path string) bool {
	if IsAbs(path) || path == "" {
		return false
	}
	path = Clean(path)
	return path != ".." && !strings.HasPrefix(path, "../")
}

// Localize turns a slash-separated path, valid for fs.ValidPath, into one of the operating system.
func Localize(path string) (string, error) {
	if !fs.ValidPath(path) || strings.IndexByte(path, 0) >= 0 {
		return "", errors.New("invalid path")
	}
	return path, nil
}

// ToSlash returns the path with slashes for separators.
func ToSlash(path string) string { return path }

// FromSlash returns the path with separators for slashes.
func FromSlash(path string) string { return path }

// SplitList returns the paths of a list, as of PATH.
func SplitList(path string) []string {
	if path == "" {
		return []string{}
	}
	return strings.Split(path, string(ListSeparator))
}

// Split returns the directory, with its separator, and the file.
func Split(path string) (dir, file string) { return slash.Split(path) }

// Join joins elements by separators and cleans the result.
func Join(elem ...string) string { return slash.Join(elem...) }

// VolumeName returns "": there are no volumes.
func VolumeName(path string) string { return "" }

// HasPrefix is strings.HasPrefix.
//
// Deprecated: it does not respect the borders of elements.
func HasPrefix(p, prefix string) bool { return strings.HasPrefix(p, prefix) }

// Abs returns the absolute path.
func Abs(path string) (string, error) {
	if IsAbs(path) {
		return Clean(path), nil
	}
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return Join(wd, path), nil
}

// Rel returns a path that leads from basepath to targpath.
func Rel(basePath, targPath string) (string, error) {
	base, targ := Clean(basePath), Clean(targPath)
	if base == targ {
		return ".", nil
	}
	if base == "." {
		base = ""
	}
	if IsAbs(base) != IsAbs(targ) {
		return "", errors.New("Rel: can't make " + targPath + " relative to " + basePath)
	}
	elements := func(p string) []string {
		return strings.FieldsFunc(p, func(r rune) bool { return r == '/' })
	}
	from, to := elements(base), elements(targ)
	n := 0
	for n < len(from) && n < len(to) && from[n] == to[n] {
		n++
	}
	if slices.Contains(from[n:], "..") {
		return "", errors.New("Rel: can't make " + targPath + " relative to " + basePath)
	}
	var out []string
	for range from[n:] {
		out = append(out, "..")
	}
	if out = append(out, to[n:]...); len(out) == 0 {
		return ".", nil
	}
	return strings.Join(out, "/"), nil
}

// EvalSymlinks returns the path without symbolic links.
func EvalSymlinks(path string) (string, error) {
	rest := path
	out := ""
	if IsAbs(path) {
		out = "/"
	}
	links := 0
	for rest != "" {
		var elem string
		elem, rest, _ = strings.Cut(rest, "/")
		switch elem {
		case "", ".":
			continue
		case "..":
			if out == "" || out == ".." || strings.HasSuffix(out, "/..") {
				out = Join(out, "..")
			} else {
				out = Dir(out)
				if out == "." {
					out = ""
				}
			}
			continue
		}
		next := Join(out, elem)
		fi, err := os.Lstat(next)
		if err != nil {
			return "", err
		}
		if fi.Mode()&fs.ModeSymlink == 0 {
			if !fi.IsDir() && rest != "" {
				return "", syscall.ENOTDIR
			}
			out = next
			continue
		}
		if links++; links > 255 {
			return "", errors.New("EvalSymlinks: too many links")
		}
		link, err := os.Readlink(next)
		if err != nil {
			return "", err
		}
		if IsAbs(link) {
			out = "/"
		}
		rest = link + "/" + rest
	}
	return Clean(out), nil
}

// Match reports whether name matches the pattern: * and ? do not match separators, [a-z] and [^a-z] are sets, \ quotes.
func Match(pattern, name string) (matched bool, err error) {
	matched, err = slash.Match(pattern, name)
	if err != nil {
		err = ErrBadPattern
	}
	return matched, err
}

// Glob returns the files that match the pattern, nil if there are none; errors of the file system are ignored.
func Glob(pattern string) (matches []string, err error) {
	return glob(pattern, 0)
}

func hasMeta(p string) bool { return strings.ContainsAny(p, `*?[\`) }

func glob(pattern string, depth int) (matches []string, err error) {
	if depth == 10000 {
		return nil, ErrBadPattern
	}
	if _, err := Match(pattern, ""); err != nil {
		return nil, err
	}
	if !hasMeta(pattern) {
		if _, err = os.Lstat(pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := Split(pattern)
	switch dir {
	case "":
		dir = "."
	case "/":
	default:
		dir = dir[:len(dir)-1]
	}
	if !hasMeta(dir) {
		return globDir(dir, file, nil)
	}
	if dir == pattern {
		return nil, ErrBadPattern
	}
	dirs, err := glob(dir, depth+1)
	if err != nil {
		return nil, err
	}
	for _, d := range dirs {
		if matches, err = globDir(d, file, matches); err != nil {
			return
		}
	}
	return
}

func globDir(dir, pattern string, matches []string) ([]string, error) {
	fi, err := os.Stat(dir)
	if err != nil || !fi.IsDir() {
		return matches, nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return matches, nil
	}
	defer f.Close()
	names, _ := f.Readdirnames(-1)
	slices.Sort(names)
	for _, n := range names {
		ok, err := Match(pattern, n)
		if err != nil {
			return matches, err
		}
		if ok {
			matches = append(matches, Join(dir, n))
		}
	}
	return matches, nil
}

// Walk calls fn with root and all that is in it, in the order of names. It does not follow symbolic links.
func Walk(root string, fn WalkFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walk(root, info, fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walk(p string, info fs.FileInfo, fn WalkFunc) error {
	if !info.IsDir() {
		return fn(p, info, nil)
	}
	names, err := dirNames(p)
	err1 := fn(p, info, err)
	if err != nil || err1 != nil {
		return err1
	}
	for _, name := range names {
		file := Join(p, name)
		fi, err := os.Lstat(file)
		if err != nil {
			if err := fn(file, fi, err); err != nil && err != SkipDir {
				return err
			}
		} else if err = walk(file, fi, fn); err != nil {
			if !fi.IsDir() || err != SkipDir {
				return err
			}
		}
	}
	return nil
}

func dirNames(dir string) ([]string, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	names, err := f.Readdirnames(-1)
	f.Close()
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	return names, nil
}

// WalkDir is Walk that hands fn directory entries, for which files need not be looked at.
func WalkDir(root string, fn fs.WalkDirFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walkDir(root, fs.FileInfoToDirEntry(info), fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walkDir(p string, d fs.DirEntry, fn fs.WalkDirFunc) error {
	if err := fn(p, d, nil); err != nil || !d.IsDir() {
		if err == SkipDir && d.IsDir() {
			err = nil
		}
		return err
	}
	entries, err := os.ReadDir(p)
	if err != nil {
		if err = fn(p, d, err); err != nil {
			if err == SkipDir && d.IsDir() {
				err = nil
			}
			return err
		}
	}
	for _, e := range entries {
		if err := walkDir(Join(p, e.Name()), e, fn); err != nil {
			if err == SkipDir {
				break
			}
			return err
		}
	}
	return nil
}
