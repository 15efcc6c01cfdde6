package tar

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// Writer writes an archive, entry by entry.
type Writer struct {
	w    io.Writer
	left int64 // what is to be written of the current entry
	pad  int64 // and of zeros after it
	err  error
}

// NewWriter returns a writer of an archive to w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

var zeros block

// Flush ends the current entry; all of it must have been written. WriteHeader and Close do that too.
func (tw *Writer) Flush() error {
	if tw.err != nil {
		return tw.err
	}
	if tw.left > 0 {
		return fmt.Errorf("archive/tar: missed writing %d bytes", tw.left)
	}
	if _, tw.err = tw.w.Write(zeros[:tw.pad]); tw.err == nil {
		tw.pad = 0
	}
	return tw.err
}

// WriteHeader begins an entry, whose h.Size bytes are to be written then.
func (tw *Writer) WriteHeader(hdr *Header) error {
	if err := tw.Flush(); err != nil {
		return err
	}
	own := *hdr
	if own.Typeflag == TypeRegA {
		own.Typeflag = TypeReg
		if strings.HasSuffix(own.Name, "/") {
			own.Typeflag = TypeDir
		}
	}
	if own.Format == FormatUnknown {
		own.ModTime = own.ModTime.Round(time.Second)
		own.AccessTime, own.ChangeTime = time.Time{}, time.Time{}
	}
	formats, records, err := own.allowedFormats()
	switch {
	case formats.has(FormatUSTAR):
		tw.err = tw.writeUSTAR(&own)
	case formats.has(FormatPAX):
		tw.err = tw.writePAX(&own, records)
	case formats.has(FormatGNU):
		tw.err = tw.writeGNU(&own)
	default:
		return err // another header may do
	}
	return tw.err
}

// fill sets the fields that all formats have.
func (b *block) fill(h *Header, text func([]byte, string), number func([]byte, int64)) {
	modified := h.ModTime
	if modified.IsZero() {
		modified = time.Unix(0, 0)
	}
	b[typeAt] = h.Typeflag
	text(b.get(fieldName), h.Name)
	text(b.get(fieldLinkname), h.Linkname)
	text(b.get(fieldUname), h.Uname)
	text(b.get(fieldGname), h.Gname)
	number(b.get(fieldMode), h.Mode)
	number(b.get(fieldUid), int64(h.Uid))
	number(b.get(fieldGid), int64(h.Gid))
	number(b.get(fieldSize), h.Size)
	number(b.get(fieldMtime), modified.Unix())
	number(b.get(fieldDevmajor), h.Devmajor)
	number(b.get(fieldDevminor), h.Devminor)
}

func (tw *Writer) writeUSTAR(h *Header) error {
	prefix := ""
	if p, rest, ok := splitName(h.Name); ok {
		prefix, h.Name = p, rest
	}
	var b block
	var f formatter
	b.fill(h, f.text, f.octal)
	f.text(b.get(fieldPrefix), prefix)
	if f.err != nil {
		return f.err
	}
	return tw.begin(&b, FormatUSTAR, h.Size)
}

func (tw *Writer) writePAX(h *Header, records map[string]string) error {
	global := h.Typeflag == TypeXGlobalHeader
	if len(records) > 0 || global {
		var data strings.Builder
		for _, key := range slices.Sorted(maps.Keys(records)) {
			data.WriteString(formatRecord(key, records[key]))
		}
		dir, file := path.Split(h.Name)
		name, flag := path.Join(dir, "PaxHeaders.0", file), byte(TypeXHeader)
		if global {
			name, flag = h.Name, TypeXGlobalHeader
			if name == "" {
				name = "GlobalHead.0.0"
			}
		}
		if data.Len() > maxSpecial {
			return ErrFieldTooLong
		}
		if err := tw.writeSpecial(name, data.String(), flag, FormatPAX); err != nil || global {
			return err
		}
	}
	var b block
	var f formatter // what does not fit is in the records
	b.fill(h, func(to []byte, s string) { f.text(to, toASCII(s)) }, f.octal)
	return tw.begin(&b, FormatPAX, h.Size)
}

func (tw *Writer) writeGNU(h *Header) error {
	const special = "././@LongLink"
	if len(h.Name) > fieldName.size {
		if err := tw.writeSpecial(special, h.Name+"\x00", TypeGNULongName, FormatGNU); err != nil {
			return err
		}
	}
	if len(h.Linkname) > fieldLinkname.size {
		if err := tw.writeSpecial(special, h.Linkname+"\x00", TypeGNULongLink, FormatGNU); err != nil {
			return err
		}
	}
	var b block
	var f formatter
	b.fill(h, f.text, f.number)
	if !h.AccessTime.IsZero() {
		f.number(b.get(fieldGNUAtime), h.AccessTime.Unix())
	}
	if !h.ChangeTime.IsZero() {
		f.number(b.get(fieldGNUCtime), h.ChangeTime.Unix())
	}
	return tw.begin(&b, FormatGNU, h.Size)
}

// writeSpecial writes an entry that says something of the one after it.
func (tw *Writer) writeSpecial(name, data string, flag byte, format Format) error {
	name = toASCII(name)
	name = strings.TrimRight(name[:min(len(name), fieldName.size)], "/")
	var b block
	var f formatter
	b[typeAt] = flag
	f.text(b.get(fieldName), name)
	for _, to := range [...]field{fieldMode, fieldUid, fieldGid, fieldMtime} {
		f.octal(b.get(to), 0)
	}
	f.octal(b.get(fieldSize), int64(len(data)))
	if f.err != nil {
		return f.err
	}
	if err := tw.begin(&b, format, int64(len(data))); err != nil {
		return err
	}
	_, err := io.WriteString(tw, data)
	return err
}

// begin writes a header, after which size bytes are to be written.
func (tw *Writer) begin(b *block, format Format, size int64) error {
	if err := tw.Flush(); err != nil {
		return err
	}
	b.seal(format)
	if _, err := tw.w.Write(b[:]); err != nil {
		return err
	}
	if hasNoData(b[typeAt]) {
		size = 0
	}
	tw.left, tw.pad = size, padding(size)
	return nil
}

// Write writes to the current entry. What does not belong to it is not written, and the error is ErrWriteTooLong.
func (tw *Writer) Write(b []byte) (int, error) {
	n, err := 0, error(nil)
	if tw.err != nil {
		return 0, tw.err
	}
	tooLong := int64(len(b)) > tw.left
	if tooLong {
		b = b[:tw.left]
	}
	if len(b) > 0 {
		n, err = tw.w.Write(b)
		tw.left -= int64(n)
	}
	if err != nil {
		tw.err = err
	} else if tooLong {
		err = ErrWriteTooLong
	}
	return n, err
}

// Close writes the end of the archive. It does not close what is written to.
func (tw *Writer) Close() error {
	if tw.err == ErrWriteAfterClose {
		return nil
	}
	if tw.err != nil {
		return tw.err
	}
	err := tw.Flush()
	for i := 0; i < 2 && err == nil; i++ {
		_, err = tw.w.Write(zeros[:])
	}
	tw.err = ErrWriteAfterClose
	return err
}

// AddFS adds all files, directories and links of fsys.
func (tw *Writer) AddFS(fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		link := ""
		if d.Type() == fs.ModeSymlink {
			if link, err = fs.ReadLink(fsys, name); err != nil {
				return err
			}
		} else if !d.Type().IsRegular() && d.Type() != fs.ModeDir {
			return errors.New("tar: cannot add non-regular file")
		}
		h, err := FileInfoHeader(info, link)
		if err != nil {
			return err
		}
		h.Name = name
		if d.IsDir() {
			h.Name += "/"
		}
		if err := tw.WriteHeader(h); err != nil || !d.Type().IsRegular() {
			return err
		}
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(tw, f)
		return err
	})
}
