package tar

import (
	"bytes"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Reader reads an archive, entry by entry.
type Reader struct {
	r    io.Reader
	left int64 // what is left of the current entry in the archive
	pad  int64 // what follows it up to a whole block
	file io.Reader
	blk  block
	err  error
}

// NewReader returns a reader of the archive in r.
func NewReader(r io.Reader) *Reader {
	tr := &Reader{r: r}
	tr.file = entryReader{tr}
	return tr
}

// Next goes to the next entry; what is left of the current one is skipped. At the end the error is io.EOF.
func (tr *Reader) Next() (*Header, error) {
	if tr.err != nil {
		return nil, tr.err
	}
	h, err := tr.next()
	tr.err = err
	if err == nil && !filepath.IsLocal(h.Name) &&
		strings.Contains(","+os.Getenv("GODEBUG")+",", ",tarinsecurepath=0,") {
		err = ErrInsecurePath
	}
	return h, err
}

func (tr *Reader) next() (*Header, error) {
	var records map[string]string
	var longName, longLink string
	format := FormatUSTAR | FormatPAX | FormatGNU
	for {
		if err := discard(tr.r, tr.left); err != nil {
			return nil, err
		}
		if _, err := readAll(tr.r, tr.blk[:tr.pad]); err != nil {
			return nil, err
		}
		tr.left, tr.pad = 0, 0
		h, err := tr.header()
		if err != nil {
			return nil, err
		}
		if err := tr.open(h); err != nil {
			return nil, err
		}
		format &= h.Format
		switch h.Typeflag {
		case TypeXHeader, TypeXGlobalHeader:
			format &= FormatPAX
			if records, err = parseRecords(tr); err != nil {
				return nil, err
			}
			if h.Typeflag == TypeXGlobalHeader {
				h.merge(records)
				return &Header{Name: h.Name, Typeflag: h.Typeflag, Xattrs: h.Xattrs, PAXRecords: h.PAXRecords, Format: format}, nil
			}
			continue
		case TypeGNULongName, TypeGNULongLink:
			format &= FormatGNU
			name, err := readSpecial(tr)
			if err != nil {
				return nil, err
			}
			if h.Typeflag == TypeGNULongName {
				longName = cString(name)
			} else {
				longLink = cString(name)
			}
			continue
		}
		if err := h.merge(records); err != nil {
			return nil, err
		}
		if longName != "" {
			h.Name = longName
		}
		if longLink != "" {
			h.Linkname = longLink
		}
		if h.Typeflag == TypeRegA {
			h.Typeflag = TypeReg
			if strings.HasSuffix(h.Name, "/") {
				h.Typeflag = TypeDir
			}
		}
		// The size may have come from a record.
		if err := tr.open(h); err != nil {
			return nil, err
		}
		if err := tr.openSparse(h); err != nil {
			return nil, err
		}
		if format.has(FormatUSTAR) && format.has(FormatPAX) {
			format &= FormatUSTAR
		}
		h.Format = format
		return h, nil
	}
}

// open makes the data of h what Read reads.
func (tr *Reader) open(h *Header) error {
	n := h.Size
	if hasNoData(h.Typeflag) {
		n = 0
	}
	if n < 0 {
		return ErrHeader
	}
	tr.left, tr.pad = n, padding(n)
	tr.file = entryReader{tr}
	return nil
}

// header reads a header. Two blocks of zeros are the end.
func (tr *Reader) header() (*Header, error) {
	b := &tr.blk
	if _, err := io.ReadFull(tr.r, b[:]); err != nil {
		return nil, err
	}
	if *b == (block{}) {
		if _, err := io.ReadFull(tr.r, b[:]); err != nil {
			return nil, err
		}
		if *b == (block{}) {
			return nil, io.EOF
		}
		return nil, ErrHeader
	}
	format := b.format()
	if format == FormatUnknown {
		return nil, ErrHeader
	}
	var p parser
	number := func(f field) int64 { return p.number(b.get(f)) }
	text := func(f field) string { return cString(b.get(f)) }
	h := &Header{
		Typeflag: b[typeAt],
		Name:     text(fieldName),
		Linkname: text(fieldLinkname),
		Size:     number(fieldSize),
		Mode:     number(fieldMode),
		Uid:      int(number(fieldUid)),
		Gid:      int(number(fieldGid)),
		ModTime:  time.Unix(number(fieldMtime), 0),
	}
	if format == formatV7 {
		return h, p.err
	}
	h.Uname, h.Gname = text(fieldUname), text(fieldGname)
	h.Devmajor, h.Devminor = number(fieldDevmajor), number(fieldDevminor)
	prefix := ""
	switch format {
	case FormatGNU:
		h.Format = format
		var times parser
		moment := func(f field) (t time.Time) {
			if b[f.at] != 0 {
				t = time.Unix(times.number(b.get(f)), 0)
			}
			return t
		}
		h.AccessTime, h.ChangeTime = moment(fieldGNUAtime), moment(fieldGNUCtime)
		if times.err != nil {
			// Some writers put a prefix here as USTAR has it.
			h.AccessTime, h.ChangeTime = time.Time{}, time.Time{}
			if s := text(fieldPrefix); isASCII(s) {
				prefix = s
			}
			h.Format = FormatUnknown
		}
	case formatSTAR:
		prefix = text(fieldStarPrefix)
		h.AccessTime, h.ChangeTime = time.Unix(number(fieldStarAtime), 0), time.Unix(number(fieldStarCtime), 0)
	default:
		h.Format = format
		prefix = text(fieldPrefix)
		for _, c := range b {
			if c >= 0x80 {
				h.Format = FormatUnknown
			}
		}
		for _, f := range [...]field{fieldSize, fieldMode, fieldUid, fieldGid, fieldMtime, fieldDevmajor, fieldDevminor} {
			if b[f.at+f.size-1] != 0 {
				h.Format = FormatUnknown
			}
		}
	}
	if prefix != "" {
		h.Name = prefix + "/" + h.Name
	}
	return h, p.err
}

// merge sets the fields that records are about. An empty record is none.
func (h *Header) merge(records map[string]string) error {
	for key, s := range records {
		if s == "" {
			continue
		}
		var err error
		var id int64
		switch key {
		case paxPath:
			h.Name = s
		case paxLinkpath:
			h.Linkname = s
		case paxUname:
			h.Uname = s
		case paxGname:
			h.Gname = s
		case paxUid:
			id, err = strconv.ParseInt(s, 10, 64)
			h.Uid = int(id)
		case paxGid:
			id, err = strconv.ParseInt(s, 10, 64)
			h.Gid = int(id)
		case paxAtime:
			h.AccessTime, err = parseTime(s)
		case paxMtime:
			h.ModTime, err = parseTime(s)
		case paxCtime:
			h.ChangeTime, err = parseTime(s)
		case paxSize:
			h.Size, err = strconv.ParseInt(s, 10, 64)
		default:
			if name, ok := strings.CutPrefix(key, paxXattr); ok {
				if h.Xattrs == nil {
					h.Xattrs = make(map[string]string)
				}
				h.Xattrs[name] = s
			}
		}
		if err != nil {
			return ErrHeader
		}
	}
	h.PAXRecords = records
	return nil
}

// parseRecords reads records. Those of the oldest sparse files, which come repeatedly, become one.
func parseRecords(r io.Reader) (map[string]string, error) {
	data, err := readSpecial(r)
	if err != nil {
		return nil, err
	}
	records := make(map[string]string)
	var sparse []string
	for rest := string(data); rest != ""; {
		var key, value string
		if key, value, rest, err = parseRecord(rest); err != nil {
			return nil, err
		}
		switch key {
		case paxGNUSparse + "offset", paxGNUSparse + "numbytes":
			if (key == paxGNUSparse+"offset") != (len(sparse)%2 == 0) || strings.Contains(value, ",") {
				return nil, ErrHeader
			}
			sparse = append(sparse, value)
		default:
			records[key] = value
		}
	}
	if len(sparse) > 0 {
		records[paxGNUSparse+"map"] = strings.Join(sparse, ",")
	}
	return records, nil
}

// Read reads from the current entry. Holes of sparse files are read as zeros.
func (tr *Reader) Read(b []byte) (int, error) {
	if tr.err != nil {
		return 0, tr.err
	}
	n, err := tr.file.Read(b)
	if err != nil && err != io.EOF {
		tr.err = err
	}
	return n, err
}

// entryReader reads the current entry as it is stored.
type entryReader struct{ tr *Reader }

func (e entryReader) Read(b []byte) (n int, err error) {
	tr := e.tr
	if int64(len(b)) > tr.left {
		b = b[:tr.left]
	}
	if len(b) > 0 {
		n, err = tr.r.Read(b)
		tr.left -= int64(n)
	}
	if err == io.EOF && tr.left > 0 {
		err = io.ErrUnexpectedEOF
	} else if err == nil && tr.left == 0 {
		err = io.EOF
	}
	return n, err
}

// span is a part of a sparse file that is stored.
type span struct{ at, size int64 }

// sparseReader reads a sparse file, whose spans are stored one after the other.
type sparseReader struct {
	tr    *Reader
	spans []span // not yet read to their end
	at    int64
	size  int64
}

func (s *sparseReader) Read(b []byte) (n int, err error) {
	finished := int64(len(b)) >= s.size-s.at
	if finished {
		b = b[:s.size-s.at]
	}
	for n < len(b) && err == nil {
		for len(s.spans) > 0 && s.at >= s.spans[0].at+s.spans[0].size {
			s.spans = s.spans[1:]
		}
		end := s.size
		inSpan := false
		if len(s.spans) > 0 {
			end = s.spans[0].at
			if inSpan = s.at >= end; inSpan {
				end += s.spans[0].size
			}
		}
		part := b[n:min(int64(len(b)), int64(n)+end-s.at)]
		k := len(part)
		if inSpan {
			k, err = readAll(entryReader{s.tr}, part)
		} else {
			clear(part)
		}
		n += k
		s.at += int64(k)
	}
	switch {
	case err == io.EOF:
		return n, errMissingData
	case err != nil:
		return n, err
	case s.at == s.size && s.tr.left > 0:
		return n, errExtraData
	case finished:
		return n, io.EOF
	}
	return n, nil
}

// openSparse makes the file what Read reads, if it is a sparse one.
func (tr *Reader) openSparse(h *Header) error {
	var spans []span
	var err error
	isSparse := true
	if h.Typeflag == TypeGNUSparse {
		spans, err = tr.sparseGNU(h)
	} else {
		spans, isSparse, err = tr.sparsePAX(h)
	}
	if err != nil || !isSparse {
		return err
	}
	if hasNoData(h.Typeflag) || h.Size < 0 {
		return ErrHeader
	}
	end := int64(0)
	for _, s := range spans {
		if s.at < end || s.size < 0 || s.at > math.MaxInt64-s.size || s.at+s.size > h.Size {
			return ErrHeader
		}
		end = s.at + s.size
	}
	tr.file = &sparseReader{tr: tr, spans: spans, size: h.Size}
	return nil
}

func addSpan(spans []span, at, size int64) ([]span, error) {
	if len(spans) >= maxSparse {
		return nil, errSparseMap
	}
	return append(spans, span{at, size}), nil
}

// sparseGNU reads the map of GNU's old format: in the header, and in blocks after it.
func (tr *Reader) sparseGNU(h *Header) ([]span, error) {
	if tr.blk.format() != FormatGNU {
		return nil, ErrHeader
	}
	h.Format &= FormatGNU
	var p parser
	h.Size = p.number(tr.blk.get(fieldGNURealSize))
	if p.err != nil {
		return nil, p.err
	}
	var spans []span
	part := tr.blk.get(fieldGNUSparse)
	for total := len(part); total < maxSpecial; total += len(part) {
		count := len(part) / sparseSize
		for i := range count {
			entry := part[i*sparseSize:][:sparseSize]
			if entry[0] == 0 {
				break
			}
			at, size := p.number(entry[:12]), p.number(entry[12:])
			if p.err != nil {
				return nil, p.err
			}
			var err error
			if spans, err = addSpan(spans, at, size); err != nil {
				return nil, err
			}
		}
		if part[count*sparseSize] == 0 {
			return spans, nil
		}
		if err := mustRead(tr.r, tr.blk[:]); err != nil {
			return nil, err
		}
		part = tr.blk[:]
	}
	return nil, errSparseMap
}

// sparsePAX reads the map of a file that records say is sparse: from a record, or before the data.
func (tr *Reader) sparsePAX(h *Header) (spans []span, isSparse bool, err error) {
	get := func(key string) string { return h.PAXRecords[paxGNUSparse+key] }
	version := get("major") + "." + get("minor")
	switch {
	case version == "1.0", version == "0.0", version == "0.1", version == "." && get("map") != "":
	default:
		return nil, false, nil
	}
	h.Format &= FormatPAX
	if name := get("name"); name != "" {
		h.Name = name
	}
	size := get("size")
	if size == "" {
		size = get("realsize")
	}
	if size != "" {
		if h.Size, err = strconv.ParseInt(size, 10, 64); err != nil {
			return nil, false, ErrHeader
		}
	}
	if version == "1.0" {
		spans, err = tr.sparseMap()
		return spans, true, err
	}
	n, err := strconv.ParseInt(get("numblocks"), 10, 0)
	if err != nil || n < 0 {
		return nil, false, ErrHeader
	}
	var numbers []string
	if m := get("map"); m != "" {
		numbers = strings.Split(m, ",")
	}
	if n > math.MaxInt64/2 || int64(len(numbers)) != 2*n {
		return nil, false, ErrHeader
	}
	for i := 0; i < len(numbers); i += 2 {
		if spans, err = addText(spans, numbers[i], numbers[i+1]); err != nil {
			return nil, false, err
		}
	}
	return spans, true, nil
}

func addText(spans []span, at, size string) ([]span, error) {
	a, err := strconv.ParseInt(at, 10, 64)
	n, err2 := strconv.ParseInt(size, 10, 64)
	if err != nil || err2 != nil {
		return nil, ErrHeader
	}
	return addSpan(spans, a, n)
}

// sparseMap reads a map that stands before the data: numbers in lines, up to a whole block.
func (tr *Reader) sparseMap() ([]span, error) {
	var text bytes.Buffer
	lines := 0
	total := 0
	line := func() (string, error) {
		for lines == 0 {
			var b block
			if total += len(b); total > maxSpecial {
				return "", errSparseMap
			}
			if err := mustRead(entryReader{tr}, b[:]); err != nil {
				return "", err
			}
			text.Write(b[:])
			lines += bytes.Count(b[:], []byte("\n"))
		}
		lines--
		s, _ := text.ReadString('\n')
		return strings.TrimRight(s, "\n"), nil
	}
	first, err := line()
	if err != nil {
		return nil, err
	}
	n, err := strconv.ParseInt(first, 10, 0)
	if err != nil || n < 0 || n > math.MaxInt64/2 {
		return nil, ErrHeader
	}
	var spans []span
	for range n {
		at, err := line()
		if err != nil {
			return nil, err
		}
		size, err := line()
		if err != nil {
			return nil, err
		}
		if spans, err = addText(spans, at, size); err != nil {
			return nil, err
		}
	}
	return spans, nil
}

// readAll fills b; io.EOF says that it could not.
func readAll(r io.Reader, b []byte) (n int, err error) {
	for n < len(b) && err == nil {
		var k int
		k, err = r.Read(b[n:])
		n += k
	}
	if n == len(b) && err == io.EOF {
		err = nil
	}
	return n, err
}

func mustRead(r io.Reader, b []byte) error {
	_, err := readAll(r, b)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

func readSpecial(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSpecial+1))
	if len(data) > maxSpecial {
		return nil, ErrFieldTooLong
	}
	return data, err
}

// discard skips n bytes, all but the last by seeking, if that is possible: so the end is noticed.
func discard(r io.Reader, n int64) error {
	var skipped int64
	if s, ok := r.(io.Seeker); ok && n > 1 {
		if at, err := s.Seek(0, io.SeekCurrent); at >= 0 && err == nil {
			to, err := s.Seek(n-1, io.SeekCurrent)
			if to < 0 || err != nil {
				return err
			}
			skipped = to - at
		}
	}
	copied, err := io.CopyN(io.Discard, r, n-skipped)
	if err == io.EOF && skipped+copied < n {
		err = io.ErrUnexpectedEOF
	}
	return err
}
