package tar

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Format is a set of formats. Archives have one, but what a header was written in cannot always be told.
type Format int

const (
	// FormatUnknown is no format, or any.
	FormatUnknown Format = 0
	// formatV7 is that of the first tar.
	formatV7 Format = 1
	// FormatUSTAR is that of POSIX.1-1988: ASCII, names up to 256 bytes, files up to 8 GB, no fractions of seconds.
	FormatUSTAR Format = 2
	// FormatPAX is that of POSIX.1-2001: USTAR with records for what does not fit.
	FormatPAX Format = 4
	// FormatGNU is GNU tar's.
	FormatGNU Format = 8
	// formatSTAR is Schily's.
	formatSTAR Format = 16
)

func (f Format) has(g Format) bool { return f&g != 0 }

// String returns the names of the formats.
func (f Format) String() string {
	var names []string
	for i, name := range [...]string{"V7", "USTAR", "PAX", "GNU", "STAR"} {
		if f.has(1 << i) {
			names = append(names, name)
		}
	}
	switch len(names) {
	case 0:
		return "<unknown>"
	case 1:
		return names[0]
	}
	return "(" + strings.Join(names, " | ") + ")"
}

const (
	blockSize = 512
	// What is held in memory, such as records and long names, may not be larger.
	maxSpecial = 1 << 20
	maxSparse  = 1 << 20
)

// padding returns how many bytes are missing to whole blocks.
func padding(n int64) int64 { return -n & (blockSize - 1) }

// block is a header as it is stored.
type block [blockSize]byte

// field is a part of a header.
type field struct{ at, size int }

var (
	fieldName     = field{0, 100}
	fieldMode     = field{100, 8}
	fieldUid      = field{108, 8}
	fieldGid      = field{116, 8}
	fieldSize     = field{124, 12}
	fieldMtime    = field{136, 12}
	fieldChecksum = field{148, 8}
	fieldLinkname = field{157, 100}
	fieldMagic    = field{257, 8} // and version
	fieldUname    = field{265, 32}
	fieldGname    = field{297, 32}
	fieldDevmajor = field{329, 8}
	fieldDevminor = field{337, 8}
	fieldPrefix   = field{345, 155}

	fieldGNUAtime    = field{345, 12}
	fieldGNUCtime    = field{357, 12}
	fieldGNUSparse   = field{386, 4*sparseSize + 1}
	fieldGNURealSize = field{483, 12}

	fieldStarPrefix  = field{345, 131}
	fieldStarAtime   = field{476, 12}
	fieldStarCtime   = field{488, 12}
	fieldStarTrailer = field{508, 4}
)

const (
	typeAt     = 156
	sparseSize = 24 // of an entry of a sparse map: offset and length
)

func (b *block) get(f field) []byte { return b[f.at : f.at+f.size] }

// checksums returns the sum of the bytes, and, as some have it, that of signed bytes. The checksum itself counts as spaces.
func (b *block) checksums() (unsigned, signed int64) {
	for i, c := range b {
		if fieldChecksum.at <= i && i < fieldChecksum.at+fieldChecksum.size {
			c = ' '
		}
		unsigned += int64(c)
		signed += int64(int8(c))
	}
	return unsigned, signed
}

const (
	magicUSTAR = "ustar\x0000"
	magicGNU   = "ustar  \x00"
)

// format returns what the header may be, FormatUnknown if it is none.
func (b *block) format() Format {
	var p parser
	want := p.octal(b.get(fieldChecksum))
	if unsigned, signed := b.checksums(); p.err != nil || want != unsigned && want != signed {
		return FormatUnknown
	}
	magic := string(b.get(fieldMagic))
	switch {
	case magic[:6] == magicUSTAR[:6] && string(b.get(fieldStarTrailer)) == "tar\x00":
		return formatSTAR
	case magic[:6] == magicUSTAR[:6]:
		return FormatUSTAR | FormatPAX
	case magic == magicGNU:
		return FormatGNU
	}
	return formatV7
}

// seal sets what says that this is a header of a format.
func (b *block) seal(f Format) {
	magic := magicUSTAR
	if f == FormatGNU {
		magic = magicGNU
	}
	copy(b.get(fieldMagic), magic)
	var w formatter
	sum, _ := b.checksums()
	to := b.get(fieldChecksum)
	w.octal(to[:7], sum)
	to[7] = ' '
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] == 0 || s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// toASCII leaves out what is not ASCII.
func toASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0 || r >= 0x80 {
			return -1
		}
		return r
	}, s)
}

func fitsOctal(size int, n int64) bool { return n >= 0 && (size >= 22 || n < 1<<(3*(size-1))) }

func fitsBinary(size int, n int64) bool {
	return size >= 9 || -1<<(8*(size-1)) <= n && n < 1<<(8*(size-1))
}

// parser reads fields; err is set if one of them was wrong.
type parser struct{ err error }

func cString(b []byte) string {
	b, _, _ = bytes.Cut(b, []byte{0})
	return string(b)
}

func (p *parser) octal(b []byte) int64 {
	b = bytes.Trim(b, " \x00")
	if len(b) == 0 {
		return 0
	}
	n, err := strconv.ParseUint(cString(b), 8, 64)
	if err != nil {
		p.err = ErrHeader
	}
	return int64(n)
}

// number reads a number, which is octal, or with the highest bit binary in two's complement.
func (p *parser) number(b []byte) int64 {
	if b[0]&0x80 == 0 {
		return p.octal(b)
	}
	var flip byte
	if b[0]&0x40 != 0 {
		flip = 0xFF
	}
	var n uint64
	for i, c := range b {
		c ^= flip
		if i == 0 {
			c &= 0x7F
		}
		if n>>56 != 0 {
			p.err = ErrHeader
			return 0
		}
		n = n<<8 | uint64(c)
	}
	if n>>63 != 0 {
		p.err = ErrHeader
		return 0
	}
	if flip != 0 {
		return ^int64(n)
	}
	return int64(n)
}

// formatter writes fields; err is set if a value did not fit.
type formatter struct{ err error }

func (f *formatter) text(b []byte, s string) {
	n := copy(b, s)
	if n < len(b) {
		b[n] = 0
	}
	if len(s) > len(b) {
		f.err = ErrFieldTooLong
		if b[len(b)-1] == '/' {
			// Old readers would take it for a directory.
			b[len(strings.TrimRight(s[:len(b)-1], "/"))] = 0
		}
	}
}

func (f *formatter) octal(b []byte, n int64) {
	if !fitsOctal(len(b), n) {
		n, f.err = 0, ErrFieldTooLong
	}
	f.text(b, fmt.Sprintf("%0*o", len(b)-1, n))
}

func (f *formatter) number(b []byte, n int64) {
	switch {
	case fitsOctal(len(b), n):
		f.octal(b, n)
	case fitsBinary(len(b), n):
		for i := len(b) - 1; i >= 0; i-- {
			b[i] = byte(n)
			n >>= 8
		}
		b[0] |= 0x80
	default:
		f.octal(b, 0)
		f.err = ErrFieldTooLong
	}
}

// parseTime reads seconds with a fraction.
func parseTime(s string) (time.Time, error) {
	whole, fraction, _ := strings.Cut(s, ".")
	sec, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return time.Time{}, ErrHeader
	}
	var nsec int64
	for i := range max(len(fraction), 9) {
		c := byte('0')
		if i < len(fraction) {
			c = fraction[i]
		}
		if c < '0' || c > '9' {
			return time.Time{}, ErrHeader
		}
		if i < 9 {
			nsec = nsec*10 + int64(c-'0')
		}
	}
	if whole[0] == '-' {
		nsec = -nsec
	}
	return time.Unix(sec, nsec), nil
}

func formatTime(t time.Time) string {
	sec, nsec := t.Unix(), t.Nanosecond()
	if nsec == 0 {
		return strconv.FormatInt(sec, 10)
	}
	sign := ""
	if sec < 0 {
		sign, sec, nsec = "-", -(sec + 1), 1e9-nsec
	}
	return strings.TrimRight(fmt.Sprintf("%s%d.%09d", sign, sec, nsec), "0")
}

// A record is stored as its length in bytes, a space, the key, an equals sign, the value and a newline.

func validRecord(key, value string) bool {
	if key == "" || strings.Contains(key, "=") {
		return false
	}
	switch key {
	case paxPath, paxLinkpath, paxUname, paxGname:
		return !strings.Contains(value, "\x00")
	}
	return !strings.Contains(key, "\x00")
}

func parseRecord(s string) (key, value, rest string, err error) {
	length, _, ok := strings.Cut(s, " ")
	n, err := strconv.ParseInt(length, 10, 0)
	if !ok || err != nil || n < 5 || n > int64(len(s)) || n <= int64(len(length)+1) || s[n-1] != '\n' {
		return "", "", s, ErrHeader
	}
	key, value, ok = strings.Cut(s[len(length)+1:n-1], "=")
	if !ok || !validRecord(key, value) {
		return "", "", s, ErrHeader
	}
	return key, value, s[n:], nil
}

func formatRecord(key, value string) string {
	rest := " " + key + "=" + value + "\n"
	n := len(rest)
	for n != len(rest)+len(strconv.Itoa(n)) {
		n = len(rest) + len(strconv.Itoa(n))
	}
	return strconv.Itoa(n) + rest
}

// splitName splits a name that is too long for its field into one for the prefix field and one for the name's.
func splitName(name string) (prefix, rest string, ok bool) {
	n := len(name)
	if n <= fieldName.size || !isASCII(name) {
		return "", "", false
	}
	if n > fieldPrefix.size+1 {
		n = fieldPrefix.size + 1
	} else if name[n-1] == '/' {
		n--
	}
	i := strings.LastIndexByte(name[:n], '/')
	length := len(name) - i - 1
	if i <= 0 || i > fieldPrefix.size || length == 0 || length > fieldName.size {
		return "", "", false
	}
	return name[:i], name[i+1:], true
}
