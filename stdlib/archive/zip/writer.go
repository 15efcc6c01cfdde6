package zip

import (
	"bufio"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
)

// Writer writes an archive.
type Writer struct {
	w           *bufio.Writer
	count       counter // of what was written to w
	dir         []*record
	last        *fileWriter
	closed      bool
	comment     string
	compressors map[uint16]Compressor
}

// record is what the directory will say of a file.
type record struct {
	*FileHeader
	offset uint64
	raw    bool // it was compressed before
}

// counter counts what is written through it.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// NewWriter returns a writer of an archive to w.
func NewWriter(w io.Writer) *Writer {
	b := bufio.NewWriter(w)
	return &Writer{w: b, count: counter{w: b}}
}

// SetOffset says that the archive follows n bytes of something else. It must be called before anything is written.
func (w *Writer) SetOffset(n int64) {
	if w.count.n != 0 {
		panic("zip: SetOffset called after data was written")
	}
	w.count.n = n
}

// Flush writes what is buffered. Close does that too.
func (w *Writer) Flush() error { return w.w.Flush() }

// SetComment sets the comment of the archive.
func (w *Writer) SetComment(comment string) error {
	if len(comment) > max16 {
		return errors.New("zip: Writer.Comment too long")
	}
	w.comment = comment
	return nil
}

// RegisterCompressor makes w use comp for a method, rather than what other writers use.
func (w *Writer) RegisterCompressor(method uint16, comp Compressor) {
	if w.compressors == nil {
		w.compressors = make(map[uint16]Compressor)
	}
	w.compressors[method] = comp
}

func (w *Writer) writeAll(parts ...[]byte) error {
	for _, p := range parts {
		if _, err := w.count.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the last file, and writes the directory. It does not close what is written to.
func (w *Writer) Close() error {
	if w.last != nil && !w.last.closed {
		if err := w.last.close(); err != nil {
			return err
		}
		w.last = nil
	}
	if w.closed {
		return errors.New("zip: writer closed twice")
	}
	w.closed = true

	start := uint64(w.count.n)
	for _, h := range w.dir {
		csize, usize := h.CompressedSize, h.UncompressedSize
		if h.isZip64() || h.offset >= max32 {
			csize, usize = max32, max32
			h.Extra = le.AppendUint16(h.Extra, extraZip64)
			h.Extra = le.AppendUint16(h.Extra, 24)
			h.Extra = le.AppendUint64(h.Extra, h.UncompressedSize64)
			h.Extra = le.AppendUint64(h.Extra, h.CompressedSize64)
			h.Extra = le.AppendUint64(h.Extra, h.offset)
		}
		b := le.AppendUint32(nil, directorySignature)
		b = le.AppendUint16(b, h.CreatorVersion)
		b = h.appendCommon(b)
		b = le.AppendUint32(b, h.CRC32)
		b = le.AppendUint32(b, csize)
		b = le.AppendUint32(b, usize)
		b = le.AppendUint16(b, uint16(len(h.Name)))
		b = le.AppendUint16(b, uint16(len(h.Extra)))
		b = le.AppendUint16(b, uint16(len(h.Comment)))
		b = le.AppendUint32(b, 0) // disk, internal attributes
		b = le.AppendUint32(b, h.ExternalAttrs)
		b = le.AppendUint32(b, uint32(min(h.offset, max32)))
		if err := w.writeAll(b, []byte(h.Name), h.Extra, []byte(h.Comment)); err != nil {
			return err
		}
	}
	end := uint64(w.count.n)
	records, size := uint64(len(w.dir)), end-start
	var b []byte
	if records >= max16 || size >= max32 || start >= max32 {
		b = le.AppendUint32(b, end64Signature)
		b = le.AppendUint64(b, end64Len-12)
		b = le.AppendUint16(b, version45)
		b = le.AppendUint16(b, version45)
		b = le.AppendUint64(b, 0) // disks
		b = le.AppendUint64(b, records)
		b = le.AppendUint64(b, records)
		b = le.AppendUint64(b, size)
		b = le.AppendUint64(b, start)
		b = le.AppendUint32(b, locator64Signature)
		b = le.AppendUint32(b, 0)
		b = le.AppendUint64(b, end)
		b = le.AppendUint32(b, 1)
		records, size, start = max16, max32, max32
	}
	b = le.AppendUint32(b, endSignature)
	b = le.AppendUint32(b, 0) // disks
	b = le.AppendUint16(b, uint16(records))
	b = le.AppendUint16(b, uint16(records))
	b = le.AppendUint32(b, uint32(size))
	b = le.AppendUint32(b, uint32(start))
	b = le.AppendUint16(b, uint16(len(w.comment)))
	if err := w.writeAll(b, []byte(w.comment)); err != nil {
		return err
	}
	return w.w.Flush()
}

// appendCommon appends what the two headers of a file have in common.
func (h *FileHeader) appendCommon(b []byte) []byte {
	b = le.AppendUint16(b, h.ReaderVersion)
	b = le.AppendUint16(b, h.Flags)
	b = le.AppendUint16(b, h.Method)
	b = le.AppendUint16(b, h.ModifiedTime)
	return le.AppendUint16(b, h.ModifiedDate)
}

func (w *Writer) writeHeader(h *record) error {
	if len(h.Name) > max16 {
		return errors.New("zip: FileHeader.Name too long")
	}
	if len(h.Extra) > max16 {
		return errors.New("zip: FileHeader.Extra too long")
	}
	b := h.appendCommon(le.AppendUint32(nil, fileSignature))
	var sum, csize, usize uint32
	if h.raw && h.Flags&hasDescriptor == 0 {
		sum, csize, usize = h.CRC32, uint32(min(h.CompressedSize64, max32)), uint32(min(h.UncompressedSize64, max32))
	}
	b = le.AppendUint32(b, sum)
	b = le.AppendUint32(b, csize)
	b = le.AppendUint32(b, usize)
	b = le.AppendUint16(b, uint16(len(h.Name)))
	b = le.AppendUint16(b, uint16(len(h.Extra)))
	return w.writeAll(b, []byte(h.Name), h.Extra)
}

// Create adds a file, to be compressed, and returns what to write it to, up to the next Create or Close. A name that ends in a
// slash is a directory.
func (w *Writer) Create(name string) (io.Writer, error) {
	return w.CreateHeader(&FileHeader{Name: name, Method: Deflate})
}

// prepare ends the file before.
func (w *Writer) prepare(h *FileHeader) error {
	if w.last != nil && !w.last.closed {
		if err := w.last.close(); err != nil {
			return err
		}
	}
	if n := len(w.dir); n > 0 && w.dir[n-1].FileHeader == h {
		return errors.New("archive/zip: invalid duplicate FileHeader")
	}
	return nil
}

// CreateHeader adds a file, and returns what to write it to. The header is w's then: sizes and the like are set in it.
func (w *Writer) CreateHeader(fh *FileHeader) (io.Writer, error) {
	if err := w.prepare(fh); err != nil {
		return nil, err
	}
	nameValid, nameSpecial := encoding(fh.Name)
	commentValid, commentSpecial := encoding(fh.Comment)
	if fh.NonUTF8 {
		fh.Flags &^= isUTF8
	} else if (nameSpecial || commentSpecial) && nameValid && commentValid {
		fh.Flags |= isUTF8
	}
	fh.CreatorVersion = fh.CreatorVersion&0xFF00 | version20
	fh.ReaderVersion = version20
	if !fh.Modified.IsZero() {
		fh.ModifiedDate, fh.ModifiedTime = toDOS(fh.Modified)
		fh.Extra = le.AppendUint16(fh.Extra, extraTime)
		fh.Extra = le.AppendUint16(fh.Extra, 5)
		fh.Extra = append(fh.Extra, 1)
		fh.Extra = le.AppendUint32(fh.Extra, uint32(fh.Modified.Unix()))
	}
	rec := &record{FileHeader: fh, offset: uint64(w.count.n)}
	if fh.isDir() {
		fh.Method = Store
		fh.Flags &^= hasDescriptor
		fh.CompressedSize, fh.CompressedSize64, fh.UncompressedSize, fh.UncompressedSize64 = 0, 0, 0, 0
		w.dir = append(w.dir, rec)
		if err := w.writeHeader(rec); err != nil {
			return nil, err
		}
		w.last = nil
		return dirWriter{}, nil
	}
	fh.Flags |= hasDescriptor
	compress := w.compressors[fh.Method]
	if compress == nil {
		compress = compressor(fh.Method)
	}
	if compress == nil {
		return nil, ErrAlgorithm
	}
	fw := &fileWriter{record: rec, zip: w, compressed: counter{w: &w.count}, sum: crc32.NewIEEE()}
	var err error
	if fw.compressor, err = compress(&fw.compressed); err != nil {
		return nil, err
	}
	fw.plain.w = fw.compressor
	w.dir = append(w.dir, rec)
	if err := w.writeHeader(rec); err != nil {
		return nil, err
	}
	w.last = fw
	return fw, nil
}

// CreateRaw adds a file that is compressed already, as the header says.
func (w *Writer) CreateRaw(fh *FileHeader) (io.Writer, error) {
	if err := w.prepare(fh); err != nil {
		return nil, err
	}
	fh.CompressedSize = uint32(min(fh.CompressedSize64, max32))
	fh.UncompressedSize = uint32(min(fh.UncompressedSize64, max32))
	rec := &record{FileHeader: fh, offset: uint64(w.count.n), raw: true}
	w.dir = append(w.dir, rec)
	if err := w.writeHeader(rec); err != nil {
		return nil, err
	}
	if fh.isDir() {
		w.last = nil
		return dirWriter{}, nil
	}
	w.last = &fileWriter{record: rec, zip: w}
	return w.last, nil
}

// Copy adds a file of another archive as it is stored there.
func (w *Writer) Copy(f *File) error {
	r, err := f.OpenRaw()
	if err != nil {
		return err
	}
	h := f.FileHeader
	to, err := w.CreateRaw(&h)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, r)
	return err
}

// AddFS adds all files and directories of fsys.
func (w *Writer) AddFS(fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if !d.IsDir() && !info.Mode().IsRegular() {
			return errors.New("zip: cannot add non-regular file")
		}
		h, err := FileInfoHeader(info)
		if err != nil {
			return err
		}
		h.Name, h.Method = name, Deflate
		if d.IsDir() {
			h.Name += "/"
		}
		to, err := w.CreateHeader(h)
		if err != nil || d.IsDir() {
			return err
		}
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(to, f)
		return err
	})
}

type dirWriter struct{}

func (dirWriter) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	return 0, errors.New("zip: write to directory")
}

// fileWriter writes a file: what is written is counted, compressed and counted again.
type fileWriter struct {
	*record
	zip               *Writer
	plain, compressed counter
	compressor        io.WriteCloser
	sum               hash.Hash32
	closed            bool
}

func (w *fileWriter) Write(p []byte) (int, error) {
	if w.closed {
		return 0, errors.New("zip: write to closed file")
	}
	if w.raw {
		return w.zip.count.Write(p)
	}
	w.sum.Write(p)
	return w.plain.Write(p)
}

func (w *fileWriter) close() error {
	w.closed = true
	h := w.FileHeader
	if !w.raw {
		if err := w.compressor.Close(); err != nil {
			return err
		}
		h.CRC32 = w.sum.Sum32()
		h.CompressedSize64, h.UncompressedSize64 = uint64(w.compressed.n), uint64(w.plain.n)
		h.CompressedSize, h.UncompressedSize = uint32(h.CompressedSize64), uint32(h.UncompressedSize64)
		if h.isZip64() {
			h.CompressedSize, h.UncompressedSize = max32, max32
			h.ReaderVersion = version45
		}
	}
	if h.Flags&hasDescriptor == 0 {
		return nil
	}
	b := le.AppendUint32(nil, descriptorSignature)
	b = le.AppendUint32(b, h.CRC32)
	if h.isZip64() {
		b = le.AppendUint64(b, h.CompressedSize64)
		b = le.AppendUint64(b, h.UncompressedSize64)
	} else {
		b = le.AppendUint32(b, h.CompressedSize)
		b = le.AppendUint32(b, h.UncompressedSize)
	}
	return w.zip.writeAll(b)
}
