// Package utf8 encodes and decodes runes.
package utf8

// Numbers of the encoding.
const (
	RuneError = '\uFFFD'
	RuneSelf  = 0x80
	MaxRune   = '\U0010FFFF'
	UTFMax    = 4
)

// FullRune reports whether p begins with a whole encoding of a rune; invalid ones are whole, being of width 1.
func FullRune(p []byte) bool

// FullRuneInString is FullRune for a string.
func FullRuneInString(s string) bool

// DecodeRune returns the first rune of p and its width: (RuneError, 0) if p is empty, (RuneError, 1) if the
// encoding is invalid.
func DecodeRune(p []byte) (r rune, size int) {
	if len(p) > 0 && p[0] < RuneSelf {
		return rune(p[0]), 1
	}
	return decode(p)
}

func decode(p []byte) (rune, int)

// DecodeRuneInString is DecodeRune for a string.
func DecodeRuneInString(s string) (r rune, size int) {
	if len(s) > 0 && s[0] < RuneSelf {
		return rune(s[0]), 1
	}
	return decodeString(s)
}

func decodeString(s string) (rune, int)

// DecodeLastRune returns the last rune of p and its width.
func DecodeLastRune(p []byte) (r rune, size int)

// DecodeLastRuneInString is DecodeLastRune for a string.
func DecodeLastRuneInString(s string) (r rune, size int)

// RuneLen returns the number of bytes of r's encoding, or -1 if r is no valid rune.
func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case 0xD800 <= r && r <= 0xDFFF:
		return -1
	case r < 0x10000:
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

// EncodeRune writes r to p, which must have room for it, and returns the number of bytes.
func EncodeRune(p []byte, r rune) int {
	switch i := uint32(r); {
	case i < 0x80:
		p[0] = byte(r)
		return 1
	case i < 0x800:
		_ = p[1]
		p[0] = 0xC0 | byte(r>>6)
		p[1] = 0x80 | byte(r)&0x3F
		return 2
	case i > MaxRune, 0xD800 <= i && i <= 0xDFFF:
		r = RuneError
		fallthrough
	case i < 0x10000:
		_ = p[2]
		p[0] = 0xE0 | byte(r>>12)
		p[1] = 0x80 | byte(r>>6)&0x3F
		p[2] = 0x80 | byte(r)&0x3F
		return 3
	default:
		_ = p[3]
		p[0] = 0xF0 | byte(r>>18)
		p[1] = 0x80 | byte(r>>12)&0x3F
		p[2] = 0x80 | byte(r>>6)&0x3F
		p[3] = 0x80 | byte(r)&0x3F
		return 4
	}
}

// AppendRune appends r's encoding to p.
func AppendRune(p []byte, r rune) []byte {
	if uint32(r) < RuneSelf {
		return append(p, byte(r))
	}
	return appendRune(p, r)
}

func appendRune(p []byte, r rune) []byte

// RuneCount returns the number of runes in p.
func RuneCount(p []byte) int

// RuneCountInString returns the number of runes in s.
func RuneCountInString(s string) (n int)

// RuneStart reports whether b can be the first byte of an encoding.
func RuneStart(b byte) bool { return b&0xC0 != 0x80 }

// Valid reports whether p is valid UTF-8.
func Valid(p []byte) bool

// ValidString reports whether s is valid UTF-8.
func ValidString(s string) bool

// ValidRune reports whether r can be encoded.
func ValidRune(r rune) bool {
	return 0 <= r && r < 0xD800 || 0xDFFF < r && r <= MaxRune
}
