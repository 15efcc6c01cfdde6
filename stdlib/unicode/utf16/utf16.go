// Package utf16 encodes and decodes UTF-16.
package utf16

const (
	replacementChar = '\uFFFD'
	maxRune         = '\U0010FFFF'
)

// IsSurrogate reports whether r is half of a surrogate pair.
func IsSurrogate(r rune) bool { return 0xd800 <= r && r < 0xe000 }

// DecodeRune joins a surrogate pair; U+FFFD if it is none.
func DecodeRune(r1, r2 rune) rune {
	if 0xd800 <= r1 && r1 < 0xdc00 && 0xdc00 <= r2 && r2 < 0xe000 {
		return (r1-0xd800)<<10 | (r2 - 0xdc00) + 0x10000
	}
	return replacementChar
}

// EncodeRune splits r into a surrogate pair; U+FFFD twice if it needs none or is invalid.
func EncodeRune(r rune) (r1, r2 rune) {
	if r < 0x10000 || r > maxRune {
		return replacementChar, replacementChar
	}
	r -= 0x10000
	return 0xd800 + (r>>10)&0x3ff, 0xdc00 + r&0x3ff
}

// RuneLen returns the number of 16-bit words of r's encoding, or -1 if r is invalid.
func RuneLen(r rune) int {
	switch {
	case 0 <= r && r < 0xd800, 0xe000 <= r && r < 0x10000:
		return 1
	case 0x10000 <= r && r <= maxRune:
		return 2
	}
	return -1
}

// Encode returns the encoding of s.
func Encode(s []rune) []uint16 {
	n := len(s)
	for _, v := range s {
		if v >= 0x10000 {
			n++
		}
	}
	a := make([]uint16, 0, n)
	for _, v := range s {
		a = AppendRune(a, v)
	}
	return a
}

// AppendRune appends r's encoding to a.
func AppendRune(a []uint16, r rune) []uint16 {
	switch RuneLen(r) {
	case 1:
		return append(a, uint16(r))
	case 2:
		r1, r2 := EncodeRune(r)
		return append(a, uint16(r1), uint16(r2))
	}
	return append(a, replacementChar)
}

// Decode returns the runes that s encodes.
func Decode(s []uint16) []rune {
	buf := make([]rune, 0, len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		switch {
		case r < 0xd800, 0xe000 <= r:
			buf = append(buf, r)
		case r < 0xdc00 && i+1 < len(s) && 0xdc00 <= s[i+1] && s[i+1] < 0xe000:
			buf = append(buf, DecodeRune(r, rune(s[i+1])))
			i++
		default:
			buf = append(buf, replacementChar)
		}
	}
	return buf
}
