// Package bytes searches and cuts UTF-8 texts in byte slices.
package bytes

import (
	"internal/rt"
	"iter"
	"unicode"
	"unicode/utf8"
)

// Index returns the byte index of the first substr in s, or -1.
func Index(s, sep []byte) int

// LastIndex returns the byte index of the last substr in s, or -1.
func LastIndex(s, sep []byte) int

// IndexByte returns the index of the first c in s, or -1.
func IndexByte(b []byte, c byte) int

// LastIndexByte returns the index of the last c in s, or -1.
func LastIndexByte(s []byte, c byte) int

// IndexRune returns the index of the first r in s, or -1; utf8.RuneError finds malformed bytes too.
func IndexRune(s []byte, r rune) int

// IndexAny returns the index of the first rune of s that is in chars, or -1.
func IndexAny(s []byte, chars string) int

// LastIndexAny returns the index of the last rune of s that is in chars, or -1.
func LastIndexAny(s []byte, chars string) int

// Contains reports whether substr is in s.
func Contains(b, subslice []byte) bool

// ContainsAny reports whether a rune of chars is in s.
func ContainsAny(b []byte, chars string) bool

// ContainsRune reports whether r is in s.
func ContainsRune(b []byte, r rune) bool

// ContainsFunc reports whether f holds for a rune of s.
func ContainsFunc(b []byte, f func(rune) bool) bool { return IndexFunc(b, f) >= 0 }

// Count returns the number of non-overlapping substr in s; of "", the number of runes plus one.
func Count(s, sep []byte) int

// Equal reports whether a and b hold the same bytes; nil is empty.
func Equal(a, b []byte) bool

// EqualFold reports whether s and t are equal under simple case folding.
func EqualFold(s, t []byte) bool

// Compare returns -1, 0 or +1 as a is less than, equal to or greater than b.
func Compare(a, b []byte) int

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix []byte) bool

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix []byte) bool

// TrimLeft returns s without leading runes of cutset.
func TrimLeft(s []byte, cutset string) []byte

// TrimRight returns s without trailing runes of cutset.
func TrimRight(s []byte, cutset string) []byte

// Trim returns s without leading and trailing runes of cutset.
func Trim(s []byte, cutset string) []byte

// TrimSpace returns s without leading and trailing white space.
func TrimSpace(s []byte) []byte

// TrimPrefix returns s without prefix, if it has it.
func TrimPrefix(s, prefix []byte) []byte

// TrimSuffix returns s without suffix, if it has it.
func TrimSuffix(s, suffix []byte) []byte

// Cut returns what is before and after the first sep in s; (s, "", false) if there is none.
func Cut(s, sep []byte) (before, after []byte, found bool)

// CutPrefix returns s without prefix and whether it had it.
func CutPrefix(s, prefix []byte) (after []byte, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix returns s without suffix and whether it had it.
func CutSuffix(s, suffix []byte) (before []byte, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// split cuts s at sep into at most n parts, of which each but the last keeps `save` bytes of its sep.
func split(s, sep []byte, save, n int) [][]byte

// SplitN is Split into at most n parts; n < 0 means all, 0 none.
func SplitN(s, sep []byte, n int) [][]byte { return split(s, sep, 0, n) }

// SplitAfterN is SplitAfter into at most n parts.
func SplitAfterN(s, sep []byte, n int) [][]byte { return split(s, sep, len(sep), n) }

// Split returns the parts of s between separators; with an empty sep, its runes.
func Split(s, sep []byte) [][]byte { return split(s, sep, 0, -1) }

// SplitAfter is Split whose parts keep the separator that follows them.
func SplitAfter(s, sep []byte) [][]byte { return split(s, sep, len(sep), -1) }

// Fields returns the parts of s between runs of white space.
func Fields(s []byte) [][]byte

// FieldsFunc returns the parts of s between runs of runes for which f holds.
func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	out := [][]byte{}
	start := -1
	for i, r := range rt.StringOf(s) {
		if f(r) {
			if start >= 0 {
				out = append(out, s[start:i:i])
				start = -1
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		out = append(out, s[start:len(s):len(s)])
	}
	return out
}

// Join concatenates the elements of s with sep between them.
func Join(s [][]byte, sep []byte) []byte {
	if len(s) == 0 {
		return []byte{}
	}
	if len(s) == 1 {
		return append([]byte(nil), s[0]...)
	}
	n := len(sep) * (len(s) - 1)
	for _, v := range s {
		if len(v) > maxInt-n {
			panic("bytes: Join output length overflow")
		}
		n += len(v)
	}
	b := makeBytes(n)[:0]
	for i, v := range s {
		if i > 0 {
			b = append(b, sep...)
		}
		b = append(b, v...)
	}
	return b
}

const maxInt = int(^uint(0) >> 1)

// Repeat returns count copies of s.
func Repeat(b []byte, count int) []byte

// Clone returns a copy of b, nil of nil.
func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

// Replace returns s with the first n old replaced by new; all of them if n < 0.
func Replace(s, old, new []byte, n int) []byte

// ReplaceAll returns s with every old replaced by new.
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }

// ToUpper returns s in upper case.
func ToUpper(s []byte) []byte

// ToLower returns s in lower case.
func ToLower(s []byte) []byte

// ToTitle returns s in title case.
func ToTitle(s []byte) []byte

// ToValidUTF8 returns s with each run of malformed bytes replaced.
func ToValidUTF8(s, replacement []byte) []byte

// ToUpperSpecial is ToUpper with c's rules first.
func ToUpperSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToUpper, s) }

// ToLowerSpecial is ToLower with c's rules first.
func ToLowerSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToLower, s) }

// ToTitleSpecial is ToTitle with c's rules first.
func ToTitleSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToTitle, s) }

// Map returns a copy of s with each rune replaced by what mapping returns; negative results drop the rune.
func Map(mapping func(r rune) rune, s []byte) []byte {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, wid := utf8.DecodeRune(s[i:])
		if r = mapping(r); r >= 0 {
			b = utf8.AppendRune(b, r)
		}
		i += wid
	}
	return b
}

// Title returns s with the first letter of each word in title case.
//
// Deprecated: the rule for words knows no punctuation.
func Title(s []byte) []byte {
	prev := ' '
	return Map(func(r rune) rune {
		start := isSeparator(prev)
		prev = r
		if start {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}

func isSeparator(r rune) bool {
	if r <= 0x7F {
		switch {
		case '0' <= r && r <= '9', 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', r == '_':
			return false
		}
		return true
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return false
	}
	return unicode.IsSpace(r)
}

// TrimLeftFunc returns s without leading runes for which f holds.
func TrimLeftFunc(s []byte, f func(r rune) bool) []byte {
	i := indexFunc(s, f, false)
	if i < 0 {
		return nil
	}
	return s[i:]
}

// TrimRightFunc returns s without trailing runes for which f holds.
func TrimRightFunc(s []byte, f func(r rune) bool) []byte {
	i := lastIndexFunc(s, f, false)
	if i < 0 {
		return s[:0]
	}
	_, width := utf8.DecodeRune(s[i:])
	return s[:i+width]
}

// TrimFunc returns s without leading and trailing runes for which f holds.
func TrimFunc(s []byte, f func(r rune) bool) []byte {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// IndexFunc returns the index of the first rune for which f holds, or -1.
func IndexFunc(s []byte, f func(r rune) bool) int { return indexFunc(s, f, true) }

// LastIndexFunc returns the index of the last rune for which f holds, or -1.
func LastIndexFunc(s []byte, f func(r rune) bool) int { return lastIndexFunc(s, f, true) }

func indexFunc(s []byte, f func(rune) bool, want bool) int {
	for i, r := range rt.StringOf(s) {
		if f(r) == want {
			return i
		}
	}
	return -1
}

func lastIndexFunc(s []byte, f func(rune) bool, want bool) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRune(s[:i])
		i -= size
		if f(r) == want {
			return i
		}
	}
	return -1
}

// Lines iterates over the lines of s, each with its newline if it has one.
func Lines(s []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for len(s) > 0 {
			line := s[:len(s):len(s)]
			if i := IndexByte(s, '\n'); i >= 0 {
				line, s = s[:i+1:i+1], s[i+1:]
			} else {
				s = nil
			}
			if !yield(line) {
				return
			}
		}
	}
}

func runesSeq(s []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for len(s) > 0 {
			_, n := utf8.DecodeRune(s)
			if !yield(s[:n:n]) {
				return
			}
			s = s[n:]
		}
	}
}

func splitSeq(s, sep []byte, save int) iter.Seq[[]byte] {
	if len(sep) == 0 {
		return runesSeq(s)
	}
	return func(yield func([]byte) bool) {
		for {
			i := Index(s, sep)
			if i < 0 {
				break
			}
			if !yield(s[: i+save : i+save]) {
				return
			}
			s = s[i+len(sep):]
		}
		yield(s)
	}
}

// SplitSeq iterates over what Split returns.
func SplitSeq(s, sep []byte) iter.Seq[[]byte] { return splitSeq(s, sep, 0) }

// SplitAfterSeq iterates over what SplitAfter returns.
func SplitAfterSeq(s, sep []byte) iter.Seq[[]byte] { return splitSeq(s, sep, len(sep)) }

// FieldsSeq iterates over what Fields returns.
func FieldsSeq(s []byte) iter.Seq[[]byte] { return FieldsFuncSeq(s, unicode.IsSpace) }

// FieldsFuncSeq iterates over what FieldsFunc returns.
func FieldsFuncSeq(s []byte, f func(rune) bool) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		start := -1
		for i, r := range rt.StringOf(s) {
			if f(r) {
				if start >= 0 {
					if !yield(s[start:i:i]) {
						return
					}
					start = -1
				}
			} else if start < 0 {
				start = i
			}
		}
		if start >= 0 {
			yield(s[start:len(s):len(s)])
		}
	}
}

// Runes returns the runes of s.
func Runes(s []byte) []rune { return []rune(rt.StringOf(s)) }

// makeBytes returns n zero bytes; the capacity is what append would make of it.
func makeBytes(n int) []byte
