// Package zip reads and writes zip archives.
package zip

import (
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"path"
	"sync"
	"time"
	"unicode/utf8"
)

// Compression methods.
const (
	Store   uint16 = 0 // not compressed
	Deflate uint16 = 8
)

// The errors of this package.
var (
	ErrFormat       = errors.New("zip: not a valid zip file")
	ErrAlgorithm    = errors.New("zip: unsupported compression algorithm")
	ErrChecksum     = errors.New("zip: checksum error")
	ErrInsecurePath = errors.New("zip: insecure file path")
)

// An archive is the files, each after a header; the directory, which repeats the headers; and the end of the directory, after
// zip64's, if numbers do not fit into it. Behind a file may stand a descriptor, if what is in it was not known before.
const (
	fileSignature       = 0x04034b50
	directorySignature  = 0x02014b50
	endSignature        = 0x06054b50
	end64Signature      = 0x06064b50
	locator64Signature  = 0x07064b50
	descriptorSignature = 0x08074b50

	fileHeaderLen      = 30
	directoryHeaderLen = 46
	endLen             = 22
	end64Len           = 56
	locator64Len       = 20
	descriptorLen      = 16

	hasDescriptor = 0x8   // in Flags
	isUTF8        = 0x800 // in Flags

	version20 = 20
	version45 = 45 // knows zip64

	max16 = 1<<16 - 1
	max32 = 1<<32 - 1
)

// Tags of extra fields.
const (
	extraZip64    = 0x0001
	extraNTFS     = 0x000A
	extraUnix     = 0x000D
	extraTime     = 0x5455
	extraInfoUnix = 0x5855
)

var le = binary.LittleEndian

// FileHeader describes a file of an archive.
type FileHeader struct {
	// Name is a relative path with slashes; that of a directory ends in one.
	Name string
	// Comment is any text, less than 64 KB.
	Comment string
	// NonUTF8 says that Name and Comment are not, or need not be, UTF-8.
	NonUTF8 bool

	CreatorVersion uint16
	ReaderVersion  uint16
	Flags          uint16

	// Method is how the file is compressed.
	Method uint16

	// Modified is when the file was changed. If it is set, it is what is written.
	Modified time.Time
	// ModifiedTime is the time of day as MS-DOS has it.
	//
	// Deprecated: Use Modified.
	ModifiedTime uint16
	// ModifiedDate is the date as MS-DOS has it.
	//
	// Deprecated: Use Modified.
	ModifiedDate uint16

	// CRC32 is the checksum of the contents.
	CRC32 uint32
	// CompressedSize is CompressedSize64, at most 1<<32-1.
	//
	// Deprecated: Use CompressedSize64.
	CompressedSize uint32
	// UncompressedSize is UncompressedSize64, at most 1<<32-1.
	//
	// Deprecated: Use UncompressedSize64.
	UncompressedSize uint32
	// CompressedSize64 is how many bytes the file takes up in the archive.
	CompressedSize64 uint64
	// UncompressedSize64 is how many bytes the file has.
	UncompressedSize64 uint64

	Extra         []byte
	ExternalAttrs uint32 // what they mean depends on CreatorVersion
}

// FileInfo returns the header as a file's information.
func (h *FileHeader) FileInfo() fs.FileInfo { return fileInfo{h} }

// fileInfo is a FileInfo and a DirEntry.
type fileInfo struct{ h *FileHeader }

func (fi fileInfo) Name() string               { return path.Base(fi.h.Name) }
func (fi fileInfo) IsDir() bool                { return fi.Mode().IsDir() }
func (fi fileInfo) Mode() fs.FileMode          { return fi.h.Mode() }
func (fi fileInfo) Type() fs.FileMode          { return fi.h.Mode().Type() }
func (fi fileInfo) Sys() any                   { return fi.h }
func (fi fileInfo) Info() (fs.FileInfo, error) { return fi, nil }
func (fi fileInfo) String() string             { return fs.FormatFileInfo(fi) }

func (fi fileInfo) Size() int64 {
	if fi.h.UncompressedSize64 > 0 {
		return int64(fi.h.UncompressedSize64)
	}
	return int64(fi.h.UncompressedSize)
}

func (fi fileInfo) ModTime() time.Time {
	if fi.h.Modified.IsZero() {
		return fi.h.ModTime()
	}
	return fi.h.Modified.UTC()
}

// FileInfoHeader returns a header for a file. Its name is the last element only, and it is not to be compressed.
func FileInfoHeader(fi fs.FileInfo) (*FileHeader, error) {
	size := uint64(fi.Size())
	h := &FileHeader{Name: fi.Name(), UncompressedSize64: size, UncompressedSize: uint32(min(size, max32))}
	h.SetModTime(fi.ModTime())
	h.SetMode(fi.Mode())
	return h, nil
}

func fromDOS(date, clock uint16) time.Time {
	return time.Date(int(date>>9)+1980, time.Month(date>>5&15), int(date&31), int(clock>>11), int(clock>>5&63), int(clock&31)*2, 0, time.UTC)
}

func toDOS(t time.Time) (date, clock uint16) {
	date = uint16(t.Day() + int(t.Month())<<5 + (t.Year()-1980)<<9)
	clock = uint16(t.Second()/2 + t.Minute()<<5 + t.Hour()<<11)
	return date, clock
}

// ModTime returns ModifiedDate and ModifiedTime, as UTC.
//
// Deprecated: Use Modified.
func (h *FileHeader) ModTime() time.Time { return fromDOS(h.ModifiedDate, h.ModifiedTime) }

// SetModTime sets Modified, ModifiedDate and ModifiedTime to t, as UTC.
//
// Deprecated: Use Modified.
func (h *FileHeader) SetModTime(t time.Time) {
	h.Modified = t.UTC()
	h.ModifiedDate, h.ModifiedTime = toDOS(h.Modified)
}

// What CreatorVersion's upper byte says of ExternalAttrs.
const (
	creatorFAT   = 0
	creatorUnix  = 3
	creatorNTFS  = 11
	creatorVFAT  = 14
	creatorMacOS = 19
)

const (
	dosReadOnly = 0x01
	dosDir      = 0x10
)

// unixTypes are the types of files that have others than permissions in Unix's mode.
var unixTypes = [...]struct {
	unix uint32
	mode fs.FileMode
}{
	{0x1000, fs.ModeNamedPipe}, {0x2000, fs.ModeDevice | fs.ModeCharDevice}, {0x4000, fs.ModeDir}, {0x6000, fs.ModeDevice},
	{0x8000, 0}, {0xA000, fs.ModeSymlink}, {0xC000, fs.ModeSocket},
}

var unixBits = [...]struct {
	unix uint32
	mode fs.FileMode
}{{0x800, fs.ModeSetuid}, {0x400, fs.ModeSetgid}, {0x200, fs.ModeSticky}}

// Mode returns the permissions and the type.
func (h *FileHeader) Mode() (mode fs.FileMode) {
	switch h.CreatorVersion >> 8 {
	case creatorUnix, creatorMacOS:
		unix := h.ExternalAttrs >> 16
		mode = fs.FileMode(unix & 0o777)
		for _, t := range unixTypes {
			if unix&0xF000 == t.unix {
				mode |= t.mode
			}
		}
		for _, b := range unixBits {
			if unix&b.unix != 0 {
				mode |= b.mode
			}
		}
	case creatorNTFS, creatorVFAT, creatorFAT:
		mode = 0o666
		if h.ExternalAttrs&dosDir != 0 {
			mode = fs.ModeDir | 0o777
		}
		if h.ExternalAttrs&dosReadOnly != 0 {
			mode &^= 0o222
		}
	}
	if h.isDir() {
		mode |= fs.ModeDir
	}
	return mode
}

// SetMode sets the permissions and the type.
func (h *FileHeader) SetMode(mode fs.FileMode) {
	unix := uint32(0x8000)
	for _, t := range unixTypes {
		if mode&fs.ModeType == t.mode {
			unix = t.unix
		}
	}
	for _, b := range unixBits {
		if mode&b.mode != 0 {
			unix |= b.unix
		}
	}
	h.CreatorVersion = h.CreatorVersion&0xFF | creatorUnix<<8
	h.ExternalAttrs = (unix | uint32(mode&0o777)) << 16
	if mode&fs.ModeDir != 0 {
		h.ExternalAttrs |= dosDir
	}
	if mode&0o200 == 0 {
		h.ExternalAttrs |= dosReadOnly
	}
}

func (h *FileHeader) isDir() bool { return h.Name != "" && h.Name[len(h.Name)-1] == '/' }

func (h *FileHeader) isZip64() bool {
	return h.CompressedSize64 >= max32 || h.UncompressedSize64 >= max32
}

// encoding reports whether s can be UTF-8, and whether only that can be: it has characters that are not in all code pages.
func encoding(s string) (valid, special bool) {
	for i, r := range s {
		if r >= 0x20 && r <= 0x7D && r != '\\' {
			continue
		}
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return false, false
			}
		}
		special = true
	}
	return true, special
}

// Compressor returns a writer that compresses to w. Different ones may be used at once.
type Compressor func(w io.Writer) (io.WriteCloser, error)

// Decompressor returns a reader of what is compressed in r. Different ones may be used at once.
type Decompressor func(r io.Reader) io.ReadCloser

var (
	compressors   sync.Map // from methods to Compressor
	decompressors sync.Map
)

// RegisterCompressor makes a method known to all writers. It panics if it is known already.
func RegisterCompressor(method uint16, comp Compressor) {
	_, known := compressors.LoadOrStore(method, comp)
	if known || method == Store || method == Deflate {
		panic("compressor already registered")
	}
}

// RegisterDecompressor makes a method known to all readers. It panics if it is known already.
func RegisterDecompressor(method uint16, dcomp Decompressor) {
	_, known := decompressors.LoadOrStore(method, dcomp)
	if known || method == Store || method == Deflate {
		panic("decompressor already registered")
	}
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// deflater cannot be written to once closed.
type deflater struct {
	mu sync.Mutex
	w  *flate.Writer
}

func (d *deflater) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.w == nil {
		return 0, errors.New("Write after Close")
	}
	return d.w.Write(p)
}

func (d *deflater) Close() (err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.w != nil {
		err = d.w.Close()
		d.w = nil
	}
	return err
}

// inflater cannot be read once closed.
type inflater struct {
	mu sync.Mutex
	r  io.ReadCloser
}

func (f *inflater) Read(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.r == nil {
		return 0, errors.New("Read after Close")
	}
	return f.r.Read(p)
}

func (f *inflater) Close() (err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.r != nil {
		err = f.r.Close()
		f.r = nil
	}
	return err
}

func compressor(method uint16) Compressor {
	switch method {
	case Store:
		return func(w io.Writer) (io.WriteCloser, error) { return nopCloser{w}, nil }
	case Deflate:
		return func(w io.Writer) (io.WriteCloser, error) {
			fw, err := flate.NewWriter(w, 5)
			return &deflater{w: fw}, err
		}
	}
	c, _ := compressors.Load(method)
	comp, _ := c.(Compressor)
	return comp
}

func decompressor(method uint16) Decompressor {
	switch method {
	case Store:
		return io.NopCloser
	case Deflate:
		return func(r io.Reader) io.ReadCloser { return &inflater{r: flate.NewReader(r)} }
	}
	d, _ := decompressors.Load(method)
	dcomp, _ := d.(Decompressor)
	return dcomp
}
