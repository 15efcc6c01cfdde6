package token

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"sync"
)

// Position is a place in a source file, for people.
type Position struct {
	Filename string
	Offset   int // in bytes, from 0
	Line     int // from 1
	Column   int // in bytes, from 1
}

// IsValid reports whether there is a line.
func (pos *Position) IsValid() bool { return pos.Line > 0 }

// String returns file:line:column, without what is not known; "-", if nothing is.
func (pos Position) String() string {
	s := pos.Filename
	if pos.IsValid() {
		if s != "" {
			s += ":"
		}
		s += strconv.Itoa(pos.Line)
		if pos.Column != 0 {
			s += ":" + strconv.Itoa(pos.Column)
		}
	}
	if s == "" {
		return "-"
	}
	return s
}

// Pos is a place in the files of a FileSet, in one number.
type Pos int

// NoPos is no place.
const NoPos Pos = 0

// IsValid reports whether p is a place.
func (p Pos) IsValid() bool { return p != NoPos }

// File is a source file of a FileSet.
type File struct {
	name       string
	base, size int

	mu    sync.Mutex
	lines []int      // offsets where lines begin; mu
	infos []lineInfo // by offset; mu
}

// lineInfo says that from an offset on, positions are those of another file.
type lineInfo struct {
	Offset       int
	Filename     string
	Line, Column int
}

// Name returns the name of the file.
func (f *File) Name() string { return f.name }

// Base returns the Pos of its beginning.
func (f *File) Base() int { return f.base }

// Size returns how many bytes it has.
func (f *File) Size() int { return f.size }

// End returns the Pos of its end.
func (f *File) End() Pos { return Pos(f.base + f.size) }

// LineCount returns how many lines are known.
func (f *File) LineCount() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.lines)
}

// AddLine says that a line begins at offset, if that is after the last one and within the file.
func (f *File) AddLine(offset int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := len(f.lines); (n == 0 || f.lines[n-1] < offset) && offset < f.size {
		f.lines = append(f.lines, offset)
	}
}

// MergeLine joins a line with the next one.
func (f *File) MergeLine(line int) {
	if line < 1 {
		panic(fmt.Sprintf("invalid line number %d (should be >= 1)", line))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if line >= len(f.lines) {
		panic(fmt.Sprintf("invalid line number %d (should be < %d)", line, len(f.lines)))
	}
	f.lines = slices.Delete(f.lines, line, line+1)
}

// Lines returns where the lines begin.
func (f *File) Lines() []int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.lines
}

// SetLines says where the lines begin. It reports whether the offsets are good: in order, and within the file.
func (f *File) SetLines(lines []int) bool {
	for i, offset := range lines {
		if i > 0 && offset <= lines[i-1] || offset >= f.size {
			return false
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lines = lines
	return true
}

// SetLinesForContent finds where the lines begin.
func (f *File) SetLinesForContent(content []byte) {
	var lines []int
	begins := true
	for i, c := range content {
		if begins {
			lines = append(lines, i)
		}
		begins = c == '\n'
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lines = lines
}

// LineStart returns where a line begins.
func (f *File) LineStart(line int) Pos {
	if line < 1 {
		panic(fmt.Sprintf("invalid line number %d (should be >= 1)", line))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if line > len(f.lines) {
		panic(fmt.Sprintf("invalid line number %d (should be < %d)", line, len(f.lines)))
	}
	return Pos(f.base + f.lines[line-1])
}

// AddLineInfo is AddLineColumnInfo with column 1.
func (f *File) AddLineInfo(offset int, filename string, line int) {
	f.AddLineColumnInfo(offset, filename, line, 1)
}

// AddLineColumnInfo says that what is at offset and after it comes from a place in another file, as //line does.
func (f *File) AddLineColumnInfo(offset int, filename string, line, column int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := len(f.infos); (n == 0 || f.infos[n-1].Offset < offset) && offset < f.size {
		f.infos = append(f.infos, lineInfo{offset, filename, line, column})
	}
}

func (f *File) within(offset int) int { return min(max(offset, 0), f.size) }

// Pos returns the Pos of an offset.
func (f *File) Pos(offset int) Pos { return Pos(f.base + f.within(offset)) }

// Offset returns the offset of a Pos.
func (f *File) Offset(p Pos) int { return f.within(int(p) - f.base) }

// Line returns the line of a Pos.
func (f *File) Line(p Pos) int { return f.Position(p).Line }

// Position returns a Pos for people, as //line comments have it.
func (f *File) Position(p Pos) (pos Position) { return f.PositionFor(p, true) }

// PositionFor returns a Pos for people; as //line comments have it, if adjusted.
func (f *File) PositionFor(p Pos, adjusted bool) (pos Position) {
	if p == NoPos {
		return pos
	}
	offset := f.Offset(p)
	pos = Position{Filename: f.name, Offset: offset}
	f.mu.Lock()
	defer f.mu.Unlock()
	line := f.lineOf(offset)
	if line > 0 {
		pos.Line, pos.Column = line, offset-f.lines[line-1]+1
	}
	if !adjusted || len(f.infos) == 0 {
		return pos
	}
	i, _ := slices.BinarySearchFunc(f.infos, offset+1, func(x lineInfo, at int) int { return cmp.Compare(x.Offset, at) })
	if i == 0 {
		return pos
	}
	info := f.infos[i-1]
	pos.Filename = info.Filename
	if from := f.lineOf(info.Offset); from > 0 {
		pos.Line = info.Line + line - from
		if info.Column == 0 {
			pos.Column = 0
		} else if line == from {
			pos.Column = info.Column + offset - info.Offset
		}
	}
	return pos
}

// lineOf returns the line of an offset, 0: before the first.
func (f *File) lineOf(offset int) int {
	i, _ := slices.BinarySearch(f.lines, offset+1)
	return i
}

// FileSet is a set of files, whose places are different.
type FileSet struct {
	mu    sync.RWMutex
	base  int     // of the next file; mu
	files []*File // by base; mu
}

// NewFileSet returns an empty set.
func NewFileSet() *FileSet { return &FileSet{base: 1} }

// Base returns the least base that the next file can have.
func (s *FileSet) Base() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.base
}

// AddFile adds a file. A negative base means s.Base().
func (s *FileSet) AddFile(filename string, base, size int) *File {
	s.mu.Lock()
	defer s.mu.Unlock()
	if base < 0 {
		base = s.base
	}
	if base < s.base {
		panic(fmt.Sprintf("invalid base %d (should be >= %d)", base, s.base))
	}
	if size < 0 {
		panic(fmt.Sprintf("invalid size %d (should be >= 0)", size))
	}
	f := &File{name: filename, base: base, size: size, lines: []int{0}}
	next := base + size + 1 // the end is a place too
	if next < 0 {
		panic("token.Pos offset overflow (> 2G of source code in file set)")
	}
	s.base = next
	s.files = append(s.files, f)
	return f
}

// after returns how many files begin at or before a place.
func (s *FileSet) after(p int) int {
	i, _ := slices.BinarySearchFunc(s.files, p+1, func(f *File, p int) int { return cmp.Compare(f.base, p) })
	return i
}

// AddExistingFiles adds files of other sets. It panics if they overlap with those that are there.
func (s *FileSet) AddExistingFiles(files ...*File) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range files {
		i := s.after(f.base)
		if i > 0 && s.files[i-1] == f {
			continue
		}
		for _, other := range s.files[max(i-1, 0):min(i+1, len(s.files))] {
			if f.base <= other.base+other.size && other.base <= f.base+f.size {
				panic(fmt.Sprintf("file %s (%d-%d) overlaps with file %s (%d-%d)",
					other.name, other.base, other.base+other.size, f.name, f.base, f.base+f.size))
			}
		}
		s.files = slices.Insert(s.files, i, f)
		s.base = max(s.base, f.base+f.size+1)
	}
}

// RemoveFile removes a file: its places are none any more.
func (s *FileSet) RemoveFile(file *File) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.Index(s.files, file); i >= 0 {
		s.files = slices.Delete(s.files, i, i+1)
	}
}

// Iterate calls yield for the files, in the order of places, until it returns false.
func (s *FileSet) Iterate(yield func(*File) bool) {
	next := 0
	for {
		s.mu.RLock()
		i := s.after(next - 1)
		var f *File
		if i < len(s.files) {
			f = s.files[i]
		}
		s.mu.RUnlock()
		if f == nil || !yield(f) {
			return
		}
		next = f.base + f.size + 1
	}
}

// File returns the file that p is in, or nil.
func (s *FileSet) File(p Pos) (f *File) {
	if p == NoPos {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if i := s.after(int(p)); i > 0 {
		if f := s.files[i-1]; int(p) <= f.base+f.size {
			return f
		}
	}
	return nil
}

// Position returns a Pos for people, as //line comments have it.
func (s *FileSet) Position(p Pos) (pos Position) { return s.PositionFor(p, true) }

// PositionFor returns a Pos for people; as //line comments have it, if adjusted.
func (s *FileSet) PositionFor(p Pos, adjusted bool) (pos Position) {
	if f := s.File(p); f != nil {
		return f.PositionFor(p, adjusted)
	}
	return pos
}

// The form in which file sets are stored.
type storedFile struct {
	Name  string
	Base  int
	Size  int
	Lines []int
	Infos []lineInfo
}

type storedSet struct {
	Base  int
	Files []storedFile
}

// Read replaces s by what decode decodes into its argument.
func (s *FileSet) Read(decode func(any) error) error {
	var set storedSet
	if err := decode(&set); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.base, s.files = set.Base, nil
	for _, f := range set.Files {
		s.files = append(s.files, &File{name: f.Name, base: f.Base, size: f.Size, lines: f.Lines, infos: f.Infos})
	}
	slices.SortFunc(s.files, func(a, b *File) int { return cmp.Compare(a.base, b.base) })
	return nil
}

// Write hands s to encode in a form that Read understands.
func (s *FileSet) Write(encode func(any) error) error {
	s.mu.RLock()
	set := storedSet{Base: s.base}
	for _, f := range s.files {
		f.mu.Lock()
		set.Files = append(set.Files, storedFile{f.name, f.base, f.size, slices.Clone(f.lines), slices.Clone(f.infos)})
		f.mu.Unlock()
	}
	s.mu.RUnlock()
	return encode(set)
}
