package zip

import (
	"bufio"
	"bytes"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Reader is an archive that can be read. It is a file system too.
type Reader struct {
	// File are the files of the archive.
	File []*File
	// Comment is the comment of the archive.
	Comment string

	r             io.ReaderAt
	base          int64 // where the archive begins
	decompressors map[uint16]Decompressor
	treeOnce      sync.Once
	tree          tree
}

// ReadCloser is an archive in an open file.
type ReadCloser struct {
	f *os.File
	Reader
}

// File is a file of an archive.
type File struct {
	FileHeader
	zip    *Reader
	offset int64 // of its header
}

// OpenReader opens the archive in the file called name.
func OpenReader(name string) (*ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	r := &ReadCloser{f: f}
	if err = r.init(f, info.Size()); err != nil && err != ErrInsecurePath {
		f.Close()
		return nil, err
	}
	return r, err
}

// Close closes the file of the archive.
func (rc *ReadCloser) Close() error { return rc.f.Close() }

// NewReader returns the archive in r, which has size bytes.
func NewReader(r io.ReaderAt, size int64) (*Reader, error) {
	if size < 0 {
		return nil, errors.New("zip: size cannot be negative")
	}
	zr := new(Reader)
	err := zr.init(r, size)
	if err != nil && err != ErrInsecurePath {
		return nil, err
	}
	return zr, err
}

// RegisterDecompressor makes r use dcomp for a method, rather than what other readers use.
func (r *Reader) RegisterDecompressor(method uint16, dcomp Decompressor) {
	if r.decompressors == nil {
		r.decompressors = make(map[uint16]Decompressor)
	}
	r.decompressors[method] = dcomp
}

// directoryEnd is what the end of the directory says.
type directoryEnd struct {
	records, size, offset uint64
	comment               string
}

func (r *Reader) init(ra io.ReaderAt, size int64) error {
	end, err := r.findEnd(ra, size)
	if err != nil {
		return err
	}
	r.r = ra
	r.Comment = end.comment
	section := io.NewSectionReader(ra, 0, size)
	if _, err := section.Seek(r.base+int64(end.offset), io.SeekStart); err != nil {
		return err
	}
	// How many files there are is not relied upon: it may be wrong, or have 16 bits only.
	buf := bufio.NewReader(section)
	for {
		f := &File{zip: r}
		err := f.readDirectory(buf)
		if err == ErrFormat || err == io.ErrUnexpectedEOF {
			if uint16(len(r.File)) != uint16(end.records) {
				return err
			}
			break
		}
		if err != nil {
			return err
		}
		f.offset += r.base
		r.File = append(r.File, f)
	}
	if strings.Contains(","+os.Getenv("GODEBUG")+",", ",zipinsecurepath=0,") {
		for _, f := range r.File {
			if f.Name != "" && (!filepath.IsLocal(f.Name) || strings.Contains(f.Name, `\`)) {
				return ErrInsecurePath
			}
		}
	}
	return nil
}

// findEnd finds the end of the directory, and by it where the archive begins.
func (r *Reader) findEnd(ra io.ReaderAt, size int64) (*directoryEnd, error) {
	var buf []byte
	var at int64
	for _, n := range [...]int64{1024, 65 * 1024} {
		n = min(n, size)
		buf = make([]byte, n)
		if _, err := ra.ReadAt(buf, size-n); err != nil && err != io.EOF {
			return nil, err
		}
		i := endIn(buf)
		if i >= 0 {
			buf = buf[i:]
			at = size - n + int64(i)
			break
		}
		if n == size || n > 1024 {
			return nil, ErrFormat
		}
	}
	end := &directoryEnd{
		records: uint64(le.Uint16(buf[10:])),
		size:    uint64(le.Uint32(buf[12:])),
		offset:  uint64(le.Uint32(buf[16:])),
	}
	length := int(le.Uint16(buf[20:]))
	if length > len(buf)-endLen {
		return nil, errors.New("zip: invalid comment length")
	}
	end.comment = string(buf[endLen : endLen+length])
	if end.records == max16 || end.size == max16 || end.offset == max32 {
		at64, err := end.read64(ra, at)
		if err != nil {
			return nil, err
		}
		if at64 >= 0 {
			at = at64
		}
	}
	if end.size > math.MaxInt64 || end.offset > math.MaxInt64 {
		return nil, ErrFormat
	}
	// Something may stand before the archive, and the offset be counted from there or from the beginning.
	r.base = at - int64(end.size) - int64(end.offset)
	if o := r.base + int64(end.offset); o < 0 || o >= size {
		return nil, ErrFormat
	}
	if r.base > 0 {
		o := int64(end.offset)
		if new(File).readDirectory(io.NewSectionReader(ra, o, size-o)) == nil {
			r.base = 0
		}
	}
	return end, nil
}

// endIn returns where the end of the directory is in b, or -1.
func endIn(b []byte) int {
	i := len(b) - endLen
	if i < 0 {
		return -1
	}
	i = bytes.LastIndex(b[:i+4], []byte("PK\x05\x06"))
	if i < 0 || i+endLen+int(le.Uint16(b[i+20:])) > len(b) {
		return -1
	}
	return i
}

// read64 reads the end of a zip64 directory, and returns where it stands; -1: there is none.
func (end *directoryEnd) read64(ra io.ReaderAt, endAt int64) (int64, error) {
	if endAt < locator64Len {
		return -1, nil
	}
	var buf [end64Len]byte
	if _, err := ra.ReadAt(buf[:locator64Len], endAt-locator64Len); err != nil {
		return -1, err
	}
	if le.Uint32(buf[:]) != locator64Signature || le.Uint32(buf[4:]) != 0 || le.Uint32(buf[16:]) != 1 {
		return -1, nil
	}
	at := int64(le.Uint64(buf[8:]))
	if at < 0 {
		return -1, nil
	}
	if _, err := ra.ReadAt(buf[:], at); err != nil {
		return -1, err
	}
	if le.Uint32(buf[:]) != end64Signature {
		return -1, ErrFormat
	}
	end.records, end.size, end.offset = le.Uint64(buf[32:]), le.Uint64(buf[40:]), le.Uint64(buf[48:])
	return at, nil
}

// readDirectory reads a header of the directory.
func (f *File) readDirectory(r io.Reader) error {
	var b [directoryHeaderLen]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return err
	}
	if le.Uint32(b[:]) != directorySignature {
		return ErrFormat
	}
	f.CreatorVersion = le.Uint16(b[4:])
	f.ReaderVersion = le.Uint16(b[6:])
	f.Flags = le.Uint16(b[8:])
	f.Method = le.Uint16(b[10:])
	f.ModifiedTime = le.Uint16(b[12:])
	f.ModifiedDate = le.Uint16(b[14:])
	f.CRC32 = le.Uint32(b[16:])
	f.CompressedSize = le.Uint32(b[20:])
	f.UncompressedSize = le.Uint32(b[24:])
	f.CompressedSize64, f.UncompressedSize64 = uint64(f.CompressedSize), uint64(f.UncompressedSize)
	f.ExternalAttrs = le.Uint32(b[38:])
	f.offset = int64(le.Uint32(b[42:]))
	name, extra := int(le.Uint16(b[28:])), int(le.Uint16(b[30:]))
	rest := make([]byte, name+extra+int(le.Uint16(b[32:])))
	if _, err := io.ReadFull(r, rest); err != nil {
		return err
	}
	f.Name = string(rest[:name])
	f.Extra = rest[name : name+extra]
	f.Comment = string(rest[name+extra:])
	nameValid, nameSpecial := encoding(f.Name)
	commentValid, commentSpecial := encoding(f.Comment)
	f.NonUTF8 = !nameValid || !commentValid || (nameSpecial || commentSpecial) && f.Flags&isUTF8 == 0

	modified, err := f.readExtra()
	if err != nil {
		return err
	}
	dos := fromDOS(f.ModifiedDate, f.ModifiedTime)
	f.Modified = dos
	if !modified.IsZero() {
		f.Modified = modified.UTC()
		if f.ModifiedTime != 0 || f.ModifiedDate != 0 {
			// MS-DOS's is the local time: so the difference is the zone.
			zone := dos.Sub(modified).Round(15 * time.Minute)
			if zone < -12*time.Hour || zone > 14*time.Hour {
				zone = 0
			}
			f.Modified = modified.In(time.FixedZone("", int(zone/time.Second)))
		}
	}
	return nil
}

// nextExtra returns the tag and contents of the first extra field of b, and what follows it.
func nextExtra(b []byte) (tag uint16, field, rest []byte, ok bool) {
	if len(b) < 4 {
		return 0, nil, nil, false
	}
	n := 4 + int(le.Uint16(b[2:]))
	if len(b) < n {
		return 0, nil, nil, false
	}
	return le.Uint16(b), b[4:n], b[n:], true
}

// readExtra reads sizes and times from the extra fields.
func (f *File) readExtra() (modified time.Time, err error) {
	needs := [3]bool{f.UncompressedSize == max32, f.CompressedSize == max32, f.offset == max32}
	for rest := f.Extra; ; {
		var tag uint16
		var b []byte
		var ok bool
		if tag, b, rest, ok = nextExtra(rest); !ok {
			break
		}
		switch tag {
		case extraZip64:
			for i := range needs {
				if !needs[i] {
					continue
				}
				if len(b) < 8 {
					return modified, ErrFormat
				}
				needs[i] = false
				v := le.Uint64(b)
				b = b[8:]
				switch i {
				case 0:
					f.UncompressedSize64 = v
				case 1:
					f.CompressedSize64 = v
				case 2:
					f.offset = int64(v)
				}
			}
		case extraNTFS:
			if len(b) < 4 {
				break
			}
			for attrs := b[4:]; ; {
				var attr uint16
				var v []byte
				if attr, v, attrs, ok = nextExtra(attrs); !ok {
					break
				}
				if attr == 1 && len(v) == 24 {
					ticks := int64(le.Uint64(v)) // of 100 ns since 1601
					modified = time.Unix(ticks/1e7-11644473600, ticks%1e7*100)
				}
			}
		case extraUnix, extraInfoUnix:
			if len(b) >= 8 {
				modified = time.Unix(int64(le.Uint32(b[4:])), 0)
			}
		case extraTime:
			if len(b) >= 5 && b[0]&1 != 0 {
				modified = time.Unix(int64(le.Uint32(b[1:])), 0)
			}
		}
	}
	if needs[1] || needs[2] {
		return modified, ErrFormat
	}
	return modified, nil
}

// DataOffset returns where the file's data, which may be compressed, begin in the archive.
func (f *File) DataOffset() (offset int64, err error) {
	var b [fileHeaderLen]byte
	if _, err := f.zip.r.ReadAt(b[:], f.offset); err != nil {
		return 0, err
	}
	if le.Uint32(b[:]) != fileSignature {
		return 0, ErrFormat
	}
	return f.offset + fileHeaderLen + int64(le.Uint16(b[26:])) + int64(le.Uint16(b[28:])), nil
}

// OpenRaw returns a reader of the file as it is stored.
func (f *File) OpenRaw() (io.Reader, error) {
	at, err := f.DataOffset()
	if err != nil {
		return nil, err
	}
	return io.NewSectionReader(f.zip.r, at, int64(f.CompressedSize64)), nil
}

// Open opens the file. Several can be read at once.
func (f *File) Open() (io.ReadCloser, error) {
	at, err := f.DataOffset()
	if err != nil {
		return nil, err
	}
	if f.isDir() {
		if f.UncompressedSize64 != 0 {
			return failingReader{ErrFormat}, nil
		}
		return failingReader{io.EOF}, nil
	}
	size := int64(f.CompressedSize64)
	decompress := f.zip.decompressors[f.Method]
	if decompress == nil {
		decompress = decompressor(f.Method)
	}
	if decompress == nil {
		return nil, ErrAlgorithm
	}
	r := &fileReader{f: f, r: decompress(io.NewSectionReader(f.zip.r, at, size)), sum: crc32.NewIEEE()}
	if f.Flags&hasDescriptor != 0 {
		r.descriptor = io.NewSectionReader(f.zip.r, at+size, descriptorLen)
	}
	return r, nil
}

type failingReader struct{ err error }

func (r failingReader) Read([]byte) (int, error) { return 0, r.err }

func (r failingReader) Close() error { return nil }

// fileReader checks what it reads.
type fileReader struct {
	f          *File
	r          io.ReadCloser
	sum        hash.Hash32
	n          uint64
	descriptor io.Reader
	err        error
}

func (r *fileReader) Stat() (fs.FileInfo, error) { return r.f.FileInfo(), nil }

func (r *fileReader) Close() error { return r.r.Close() }

func (r *fileReader) Read(p []byte) (n int, err error) {
	if r.err != nil {
		return 0, r.err
	}
	n, err = r.r.Read(p)
	r.sum.Write(p[:n])
	r.n += uint64(n)
	if r.n > r.f.UncompressedSize64 {
		return 0, ErrFormat
	}
	if err == io.EOF {
		if r.n != r.f.UncompressedSize64 {
			return 0, io.ErrUnexpectedEOF
		}
		err = r.check()
	}
	r.err = err
	return n, err
}

// check returns io.EOF if the checksum is right. One of 0 without a descriptor is none.
func (r *fileReader) check() error {
	want := r.f.CRC32
	if r.descriptor != nil {
		if err := checkDescriptor(r.descriptor, want); err == io.EOF {
			return io.ErrUnexpectedEOF
		} else if err != nil {
			return err
		}
	} else if want == 0 {
		return io.EOF
	}
	if r.sum.Sum32() != want {
		return ErrChecksum
	}
	return io.EOF
}

// checkDescriptor reads a descriptor, which may lack its signature.
func checkDescriptor(r io.Reader, sum uint32) error {
	var b [12]byte
	if _, err := io.ReadFull(r, b[:4]); err != nil {
		return err
	}
	at := 0
	if le.Uint32(b[:]) != descriptorSignature {
		at = 4
	}
	if _, err := io.ReadFull(r, b[at:]); err != nil {
		return err
	}
	if le.Uint32(b[:]) != sum {
		return ErrChecksum
	}
	return nil
}
