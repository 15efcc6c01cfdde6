package fstest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing/iotest"
)

// This file tests file systems.

// TestFS walks a file system, opens and reads everything in several ways, and returns all that is wrong. The expected files must be
// there; if none are, the file system must be empty.
func TestFS(fsys fs.FS, expected ...string) error {
	if err := testTree(fsys, expected); err != nil {
		return err
	}
	// One directory is tested as a file system too.
	i := slices.IndexFunc(expected, func(name string) bool { return strings.Contains(name, "/") })
	if i < 0 {
		return nil
	}
	dir, _, _ := strings.Cut(expected[i], "/")
	var below []string
	for _, name := range expected {
		if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
			below = append(below, rest)
		}
	}
	sub, err := fs.Sub(fsys, dir)
	if err != nil {
		return err
	}
	if err := testTree(sub, below); err != nil {
		return fmt.Errorf("testing fs.Sub(fsys, %s): %w", dir, err)
	}
	return nil
}

// tester gathers what is wrong.
type tester struct {
	fsys  fs.FS
	errs  []error
	found map[string]bool
}

func testTree(fsys fs.FS, expected []string) error {
	t := &tester{fsys: fsys, found: make(map[string]bool)}
	t.dir(".")
	t.badNames(".", "Open", t.open)
	delete(t.found, ".")
	if len(expected) == 0 && len(t.found) > 0 {
		list := slices.Sorted(maps.Keys(t.found))
		if len(list) > 15 {
			list = append(list[:10], "...")
		}
		t.errorf("expected empty file system but found files:\n%s", strings.Join(list, "\n"))
	}
	for _, name := range expected {
		if !t.found[name] {
			t.errorf("expected but not found: %s", name)
		}
	}
	if len(t.errs) == 0 {
		return nil
	}
	return fmt.Errorf("TestFS found errors:\n%w", errors.Join(t.errs...))
}

func (t *tester) errorf(format string, args ...any) {
	t.errs = append(t.errs, fmt.Errorf(format, args...))
}

func (t *tester) open(name string) error {
	f, err := t.fsys.Open(name)
	if err == nil {
		f.Close()
	}
	return err
}

func (t *tester) openDir(dir string) fs.ReadDirFile {
	f, err := t.fsys.Open(dir)
	if err != nil {
		t.errorf("%s: Open: %w", dir, err)
		return nil
	}
	d, ok := f.(fs.ReadDirFile)
	if !ok {
		f.Close()
		t.errorf("%s: Open returned File type %T, not a fs.ReadDirFile", dir, f)
		return nil
	}
	return d
}

// dir tests a directory and what is below.
func (t *tester) dir(dir string) {
	t.found[dir] = true
	d := t.openDir(dir)
	if d == nil {
		return
	}
	list, err := d.ReadDir(-1)
	if err != nil {
		d.Close()
		t.errorf("%s: ReadDir(-1): %w", dir, err)
		return
	}
	for _, entry := range list {
		t.entry(dir, entry)
	}
	again, err := d.ReadDir(-1)
	if len(again) > 0 || err != nil {
		d.Close()
		t.errorf("%s: ReadDir(-1) at EOF = %d entries, %w, wanted 0 entries, nil", dir, len(again), err)
		return
	}
	again, err = d.ReadDir(1)
	if len(again) > 0 || err != io.EOF {
		d.Close()
		t.errorf("%s: ReadDir(1) at EOF = %d entries, %w, wanted 0 entries, EOF", dir, len(again), err)
		return
	}
	if err := d.Close(); err != nil {
		t.errorf("%s: Close: %w", dir, err)
	}
	d.Close() // once more: it must not panic

	if d = t.openDir(dir); d == nil {
		return
	}
	defer d.Close()
	if again, err = d.ReadDir(-1); err != nil {
		t.errorf("%s: second Open+ReadDir(-1): %w", dir, err)
		return
	}
	t.sameList(dir, "first Open+ReadDir(-1) vs second Open+ReadDir(-1)", list, again)

	if d = t.openDir(dir); d == nil {
		return
	}
	defer d.Close()
	again = nil
	for n := 1; ; n = 2 {
		some, err := d.ReadDir(n)
		if len(some) > n {
			t.errorf("%s: third Open: ReadDir(%d) after %d: %d entries (too many)", dir, n, len(again), len(some))
			return
		}
		again = append(again, some...)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.errorf("%s: third Open: ReadDir(%d) after %d: %w", dir, n, len(again), err)
			return
		}
	}
	t.sameList(dir, "first Open+ReadDir(-1) vs third Open+ReadDir(1,2) loop", list, again)

	if fsys, ok := t.fsys.(fs.ReadDirFS); ok {
		if again, err = fsys.ReadDir(dir); err != nil {
			t.errorf("%s: fsys.ReadDir: %w", dir, err)
			return
		}
		t.sameList(dir, "first Open+ReadDir(-1) vs fsys.ReadDir", list, again)
		t.sorted(dir, "fsys", again)
	}
	if again, err = fs.ReadDir(t.fsys, dir); err != nil {
		t.errorf("%s: fs.ReadDir: %w", dir, err)
		return
	}
	t.sameList(dir, "first Open+ReadDir(-1) vs fs.ReadDir", list, again)
	t.sorted(dir, "fs", again)
	t.glob(dir, again)
}

func (t *tester) sorted(dir, what string, list []fs.DirEntry) {
	for i := 1; i < len(list); i++ {
		if a, b := list[i-1].Name(), list[i].Name(); a >= b {
			t.errorf("%s: %s.ReadDir: list not sorted: %s before %s", dir, what, a, b)
		}
	}
}

func (t *tester) entry(dir string, entry fs.DirEntry) {
	name := entry.Name()
	switch {
	case name == ".", name == "..", name == "":
		t.errorf("%s: ReadDir: child has invalid name: %#q", dir, name)
		return
	case strings.Contains(name, "/"):
		t.errorf("%s: ReadDir: child name contains slash: %#q", dir, name)
		return
	case strings.Contains(name, `\`):
		t.errorf("%s: ReadDir: child name contains backslash: %#q", dir, name)
		return
	}
	full := name
	if dir != "." {
		full = dir + "/" + name
	}
	t.stat(full, entry)
	t.badNames(full, "Open", t.open)
	switch entry.Type() {
	case fs.ModeDir:
		t.dir(full)
	case fs.ModeSymlink:
		t.found[full] = true
	default:
		t.file(full)
	}
}

func showEntry(e fs.DirEntry) string {
	return fmt.Sprintf("%s IsDir=%v Type=%v", e.Name(), e.IsDir(), e.Type())
}

func showAsEntry(info fs.FileInfo) string {
	return fmt.Sprintf("%s IsDir=%v Type=%v", info.Name(), info.IsDir(), info.Mode().Type())
}

func showInfo(info fs.FileInfo) string {
	return fmt.Sprintf("%s IsDir=%v Mode=%v Size=%d ModTime=%v", info.Name(), info.IsDir(), info.Mode(), info.Size(), info.ModTime())
}

// globPattern returns a pattern that matches a name only, in all the ways there are to write a character.
func globPattern(name string) string {
	elems := strings.Split(name, "/")
	for i, elem := range elems {
		var p []rune
		for j, r := range elem {
			if strings.ContainsRune(`*?\[-`, r) {
				p = append(p, '\\', r)
				continue
			}
			switch (i + j) % 5 {
			case 0:
				p = append(p, r)
			case 1:
				p = append(p, '[', r, ']')
			case 2:
				p = append(p, '[', r, '-', r, ']')
			case 3:
				p = append(p, '[', '\\', r, ']')
			case 4:
				p = append(p, '[', '\\', r, '-', '\\', r, ']')
			}
		}
		elems[i] = string(p)
	}
	return strings.Join(elems, "/")
}

func (t *tester) glob(dir string, list []fs.DirEntry) {
	fsys, ok := t.fsys.(fs.GlobFS)
	if !ok {
		return
	}
	prefix := ""
	if dir != "." {
		prefix = globPattern(dir) + "/"
	}
	if _, err := fsys.Glob(prefix + "nonexist/[]"); err == nil {
		t.errorf("%s: Glob(%#q): bad pattern not detected", dir, prefix+"nonexist/[]")
	}
	// A letter that some names have and some do not.
	letter := "a"
	for c := 'a'; c <= 'z'; c++ {
		have := 0
		for _, e := range list {
			if strings.ContainsRune(e.Name(), c) {
				have++
			}
		}
		if have > 0 && have < len(list) {
			letter = string(c)
			break
		}
	}
	pattern := prefix + "*" + letter + "*"
	var want []string
	for _, e := range list {
		if strings.Contains(e.Name(), letter) {
			want = append(want, path.Join(dir, e.Name()))
		}
	}
	names, err := fsys.Glob(pattern)
	if err != nil {
		t.errorf("%s: Glob(%#q): %w", dir, pattern, err)
		return
	}
	if slices.Equal(want, names) {
		return
	}
	if !slices.IsSorted(names) {
		t.errorf("%s: Glob(%#q): unsorted output:\n%s", dir, pattern, strings.Join(names, "\n"))
		slices.Sort(names)
	}
	var problems []string
	for len(want) > 0 || len(names) > 0 {
		switch {
		case len(want) > 0 && len(names) > 0 && want[0] == names[0]:
			want, names = want[1:], names[1:]
		case len(want) > 0 && (len(names) == 0 || want[0] < names[0]):
			problems = append(problems, "missing: "+want[0])
			want = want[1:]
		default:
			problems = append(problems, "extra: "+names[0])
			names = names[1:]
		}
	}
	t.errorf("%s: Glob(%#q): wrong output:\n%s", dir, pattern, strings.Join(problems, "\n"))
}

// stat compares what there is to learn about a file.
func (t *tester) stat(name string, entry fs.DirEntry) {
	file, err := t.fsys.Open(name)
	if err != nil {
		t.errorf("%s: Open: %w", name, err)
		return
	}
	info, err := file.Stat()
	file.Close()
	if err != nil {
		t.errorf("%s: Stat: %w", name, err)
		return
	}
	link := entry.Type()&fs.ModeSymlink != 0
	listed, opened := showEntry(entry), showAsEntry(info)
	if listed != opened && !link {
		t.errorf("%s: mismatch:\n\tentry = %s\n\tfile.Stat() = %s", name, listed, opened)
	}
	own, err := entry.Info()
	if err != nil {
		t.errorf("%s: entry.Info: %w", name, err)
		return
	}
	full := showInfo(info)
	if link {
		if got := showAsEntry(own); got != listed {
			t.errorf("%s: mismatch\n\tentry = %s\n\tentry.Info() = %s\n", name, listed, got)
		}
	} else if got := showInfo(own); got != full {
		t.errorf("%s: mismatch:\n\tentry.Info() = %s\n\tfile.Stat() = %s\n", name, got, full)
	}
	if info, err = fs.Stat(t.fsys, name); err != nil {
		t.errorf("%s: fs.Stat: %w", name, err)
		return
	}
	if got := showInfo(info); got != full {
		t.errorf("%s: fs.Stat(...) = %s\n\twant %s", name, got, full)
	}
	if fsys, ok := t.fsys.(fs.StatFS); ok {
		if info, err = fsys.Stat(name); err != nil {
			t.errorf("%s: fsys.Stat: %w", name, err)
			return
		}
		if got := showInfo(info); got != full {
			t.errorf("%s: fsys.Stat(...) = %s\n\twant %s", name, got, full)
		}
	}
	if fsys, ok := t.fsys.(fs.ReadLinkFS); ok {
		if info, err = fsys.Lstat(name); err != nil {
			t.errorf("%s: fsys.Lstat: %v", name, err)
			return
		}
		if got := showAsEntry(info); got != listed {
			t.errorf("%s: mismatch:\n\tentry = %s\n\tfsys.Lstat(...) = %s", name, listed, got)
		}
		if want, got := showInfo(own), showInfo(info); got != want {
			t.errorf("%s: mismatch:\n\tentry.Info() = %s\n\tfsys.Lstat(...) = %s\n", name, want, got)
		}
	}
}

// sameList compares two listings of a directory.
func (t *tester) sameList(dir, what string, list1, list2 []fs.DirEntry) {
	old := make(map[string]fs.DirEntry)
	check := func(e fs.DirEntry) {
		switch isDir := e.Type()&fs.ModeDir != 0; {
		case e.IsDir() && !isDir:
			t.errorf("%s: ReadDir returned %s with IsDir() = true, Type() & ModeDir = 0", dir, e.Name())
		case !e.IsDir() && isDir:
			t.errorf("%s: ReadDir returned %s with IsDir() = false, Type() & ModeDir = ModeDir", dir, e.Name())
		}
	}
	for _, e := range list1 {
		old[e.Name()] = e
		check(e)
	}
	type diff struct{ name, sign, text string }
	var diffs []diff
	for _, e := range list2 {
		was := old[e.Name()]
		text := showEntry(e)
		switch {
		case was == nil:
			check(e)
			diffs = append(diffs, diff{e.Name(), "+ ", text})
			continue
		case showEntry(was) != text:
			diffs = append(diffs, diff{e.Name(), "- ", showEntry(was)}, diff{e.Name(), "+ ", text})
		}
		delete(old, e.Name())
	}
	for _, e := range old {
		diffs = append(diffs, diff{e.Name(), "- ", showEntry(e)})
	}
	if len(diffs) == 0 {
		return
	}
	// By name; what is gone comes before what is new.
	slices.SortFunc(diffs, func(a, b diff) int {
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c
		}
		return strings.Compare(b.sign, a.sign)
	})
	lines := make([]string, len(diffs))
	for i, d := range diffs {
		lines[i] = d.sign + d.text
	}
	t.errorf("%s: diff %s:\n\t%s", dir, what, strings.Join(lines, "\n\t"))
}

// file tests reading a file.
func (t *tester) file(name string) {
	t.found[name] = true
	f, err := t.fsys.Open(name)
	if err != nil {
		t.errorf("%s: Open: %w", name, err)
		return
	}
	data, err := io.ReadAll(f)
	if err != nil {
		f.Close()
		t.errorf("%s: Open+ReadAll: %w", name, err)
		return
	}
	if err := f.Close(); err != nil {
		t.errorf("%s: Close: %w", name, err)
	}
	f.Close() // once more: it must not panic
	same := func(what string, other []byte) {
		if string(data) != string(other) {
			t.errorf("%s: %s: different data returned\n\t%q\n\t%q", name, what, data, other)
		}
	}
	if fsys, ok := t.fsys.(fs.ReadFileFS); ok {
		other, err := fsys.ReadFile(name)
		if err != nil {
			t.errorf("%s: fsys.ReadFile: %w", name, err)
			return
		}
		same("ReadAll vs fsys.ReadFile", other)
		for i := range other {
			other[i]++ // it is the caller's
		}
		if other, err = fsys.ReadFile(name); err != nil {
			t.errorf("%s: second call to fsys.ReadFile: %w", name, err)
			return
		}
		same("Readall vs second fsys.ReadFile", other)
		t.badNames(name, "ReadFile", func(name string) error {
			_, err := fsys.ReadFile(name)
			return err
		})
	}
	other, err := fs.ReadFile(t.fsys, name)
	if err != nil {
		t.errorf("%s: fs.ReadFile: %w", name, err)
		return
	}
	same("ReadAll vs fs.ReadFile", other)
	if f, err = t.fsys.Open(name); err != nil {
		t.errorf("%s: second Open: %w", name, err)
		return
	}
	defer f.Close()
	if err := iotest.TestReader(f, data); err != nil {
		t.errorf("%s: failed TestReader:\n\t%s", name, strings.ReplaceAll(err.Error(), "\n", "\n\t"))
	}
}

// badNames tries names that are not valid.
func (t *tester) badNames(name, what string, open func(string) error) {
	bad := []string{"/" + name, name + "/."}
	if name == "." {
		bad = append(bad, "/")
	}
	if i := strings.Index(name, "/"); i >= 0 {
		head, tail := name[:i], name[i+1:]
		bad = append(bad, head+"//"+tail, head+"/./"+tail, head+`\`+tail, head+"/../"+name)
	}
	if i := strings.LastIndex(name, "/"); i >= 0 {
		head, tail := name[:i], name[i+1:]
		bad = append(bad, head+"//"+tail, head+"/./"+tail, head+`\`+tail, name+"/../"+tail)
	}
	for _, b := range bad {
		if open(b) == nil {
			t.errorf("%s: %s(%s) succeeded, want error", name, what, b)
		}
	}
}
