// Package strings searches, cuts and builds UTF-8 texts.
package strings

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// Index returns the byte index of the first substr in s, or -1.
func Index(s, substr string) int

// LastIndex returns the byte index of the last substr in s, or -1.
func LastIndex(s, substr string) int

// IndexByte returns the index of the first c in s, or -1.
func IndexByte(s string, c byte) int

// LastIndexByte returns the index of the last c in s, or -1.
func LastIndexByte(s string, c byte) int

// IndexRune returns the index of the first r in s, or -1; utf8.RuneError finds malformed bytes too.
func IndexRune(s string, r rune) int

// IndexAny returns the index of the first rune of s that is in chars, or -1.
func IndexAny(s, chars string) int

// LastIndexAny returns the index of the last rune of s that is in chars, or -1.
func LastIndexAny(s, chars string) int

// Contains reports whether substr is in s.
func Contains(s, substr string) bool

// ContainsAny reports whether a rune of chars is in s.
func ContainsAny(s, chars string) bool

// ContainsRune reports whether r is in s.
func ContainsRune(s string, r rune) bool

// ContainsFunc reports whether f holds for a rune of s.
func ContainsFunc(s string, f func(rune) bool) bool { return IndexFunc(s, f) >= 0 }

// Count returns the number of non-overlapping substr in s; of "", the number of runes plus one.
func Count(s, substr string) int

// EqualFold reports whether s and t are equal under simple case folding.
func EqualFold(s, t string) bool

// Compare returns -1, 0 or +1 as a is less than, equal to or greater than b.
func Compare(a, b string) int

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix string) bool

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix string) bool

// TrimLeft returns s without leading runes of cutset.
func TrimLeft(s, cutset string) string

// TrimRight returns s without trailing runes of cutset.
func TrimRight(s, cutset string) string

// Trim returns s without leading and trailing runes of cutset.
func Trim(s, cutset string) string

// TrimSpace returns s without leading and trailing white space.
func TrimSpace(s string) string

// TrimPrefix returns s without prefix, if it has it.
func TrimPrefix(s, prefix string) string

// TrimSuffix returns s without suffix, if it has it.
func TrimSuffix(s, suffix string) string

// Cut returns what is before and after the first sep in s; (s, "", false) if there is none.
func Cut(s, sep string) (before, after string, found bool)

// CutPrefix returns s without prefix and whether it had it.
func CutPrefix(s, prefix string) (after string, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix returns s without suffix and whether it had it.
func CutSuffix(s, suffix string) (before string, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// split cuts s at sep into at most n parts, of which each but the last keeps `save` bytes of its sep.
func split(s, sep string, save, n int) []string

// SplitN is Split into at most n parts; n < 0 means all, 0 none.
func SplitN(s, sep string, n int) []string { return split(s, sep, 0, n) }

// SplitAfterN is SplitAfter into at most n parts.
func SplitAfterN(s, sep string, n int) []string { return split(s, sep, len(sep), n) }

// Split returns the parts of s between separators; with an empty sep, its runes.
func Split(s, sep string) []string { return split(s, sep, 0, -1) }

// SplitAfter is Split whose parts keep the separator that follows them.
func SplitAfter(s, sep string) []string { return split(s, sep, len(sep), -1) }

// Fields returns the parts of s between runs of white space.
func Fields(s string) []string

// FieldsFunc returns the parts of s between runs of runes for which f holds.
func FieldsFunc(s string, f func(rune) bool) []string {
	out := []string{}
	start := -1
	for i, r := range s {
		if f(r) {
			if start >= 0 {
				out = append(out, s[start:i])
				start = -1
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		out = append(out, s[start:])
	}
	return out
}

// Join concatenates elems with sep between them.
func Join(elems []string, sep string) string

// Repeat returns count copies of s.
func Repeat(s string, count int) string

// Clone returns s in memory of its own.
func Clone(s string) string

// Replace returns s with the first n old replaced by new; all of them if n < 0.
func Replace(s, old, new string, n int) string

// ReplaceAll returns s with every old replaced by new.
func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }

// ToUpper returns s in upper case.
func ToUpper(s string) string

// ToLower returns s in lower case.
func ToLower(s string) string

// ToTitle returns s in title case.
func ToTitle(s string) string

// ToValidUTF8 returns s with each run of malformed bytes replaced.
func ToValidUTF8(s, replacement string) string

// ToUpperSpecial is ToUpper with c's rules first.
func ToUpperSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToUpper, s) }

// ToLowerSpecial is ToLower with c's rules first.
func ToLowerSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToLower, s) }

// ToTitleSpecial is ToTitle with c's rules first.
func ToTitleSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToTitle, s) }

// Map returns s with each rune replaced by what mapping returns; negative results drop the rune.
func Map(mapping func(rune) rune, s string) string {
	for i, c := range s {
		r := mapping(c)
		if r == c && c != utf8.RuneError {
			continue
		}
		if c == utf8.RuneError {
			if _, width := utf8.DecodeRuneInString(s[i:]); width != 1 && r == c {
				continue
			}
		}
		var b Builder
		b.Grow(len(s) + utf8.UTFMax)
		b.WriteString(s[:i])
		first := true
		for _, c := range s[i:] {
			if !first {
				r = mapping(c)
			}
			first = false
			if r >= 0 {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
	return s
}

// Title returns s with the first letter of each word in title case.
//
// Deprecated: the rule for words knows no punctuation.
func Title(s string) string {
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
func TrimLeftFunc(s string, f func(rune) bool) string {
	i := indexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	return s[i:]
}

// TrimRightFunc returns s without trailing runes for which f holds.
func TrimRightFunc(s string, f func(rune) bool) string {
	i := lastIndexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	_, width := utf8.DecodeRuneInString(s[i:])
	return s[:i+width]
}

// TrimFunc returns s without leading and trailing runes for which f holds.
func TrimFunc(s string, f func(rune) bool) string {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// IndexFunc returns the index of the first rune for which f holds, or -1.
func IndexFunc(s string, f func(rune) bool) int { return indexFunc(s, f, true) }

// LastIndexFunc returns the index of the last rune for which f holds, or -1.
func LastIndexFunc(s string, f func(rune) bool) int { return lastIndexFunc(s, f, true) }

func indexFunc(s string, f func(rune) bool, want bool) int {
	for i, r := range s {
		if f(r) == want {
			return i
		}
	}
	return -1
}

func lastIndexFunc(s string, f func(rune) bool, want bool) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if f(r) == want {
			return i
		}
	}
	return -1
}

// Lines iterates over the lines of s, each with its newline if it has one.
func Lines(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for len(s) > 0 {
			line := s
			if i := IndexByte(s, '\n'); i >= 0 {
				line, s = s[:i+1], s[i+1:]
			} else {
				s = ""
			}
			if !yield(line) {
				return
			}
		}
	}
}

func runesSeq(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for len(s) > 0 {
			_, n := utf8.DecodeRuneInString(s)
			if !yield(s[:n]) {
				return
			}
			s = s[n:]
		}
	}
}

func splitSeq(s, sep string, save int) iter.Seq[string] {
	if len(sep) == 0 {
		return runesSeq(s)
	}
	return func(yield func(string) bool) {
		for {
			i := Index(s, sep)
			if i < 0 {
				break
			}
			if !yield(s[:i+save]) {
				return
			}
			s = s[i+len(sep):]
		}
		yield(s)
	}
}

// SplitSeq iterates over what Split returns.
func SplitSeq(s, sep string) iter.Seq[string] { return splitSeq(s, sep, 0) }

// SplitAfterSeq iterates over what SplitAfter returns.
func SplitAfterSeq(s, sep string) iter.Seq[string] { return splitSeq(s, sep, len(sep)) }

// FieldsSeq iterates over what Fields returns.
func FieldsSeq(s string) iter.Seq[string] { return FieldsFuncSeq(s, unicode.IsSpace) }

// FieldsFuncSeq iterates over what FieldsFunc returns.
func FieldsFuncSeq(s string, f func(rune) bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range s {
			if f(r) {
				if start >= 0 {
					if !yield(s[start:i]) {
						return
					}
					start = -1
				}
			} else if start < 0 {
				start = i
			}
		}
		if start >= 0 {
			yield(s[start:])
		}
	}
}
