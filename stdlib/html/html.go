// Package html escapes and unescapes text for HTML.
package html

import (
	"strings"
	"unicode/utf8"
)

// entity returns the one or two characters of a name, which includes its semicolon if it has one; 0, 0: there is no such.
func entity(name string) (first, second rune)

// Names that browsers know without semicolon are at most this long.
const longestBare = 6

// windows1252 is what the code points from 0x80 to 0x9F stand for in numeric references.
const windows1252 = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
	"\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178"

// EscapeString replaces <, >, &, ' and ".
func EscapeString(s string) string {
	if !strings.ContainsAny(s, `&'<>"`) {
		return s
	}
	var b strings.Builder
	at := 0
	for i := range len(s) {
		var to string
		switch s[i] {
		case '&':
			to = "&amp;"
		case '\'':
			to = "&#39;"
		case '<':
			to = "&lt;"
		case '>':
			to = "&gt;"
		case '"':
			to = "&#34;"
		default:
			continue
		}
		b.WriteString(s[at:i])
		b.WriteString(to)
		at = i + 1
	}
	b.WriteString(s[at:])
	return b.String()
}

// UnescapeString replaces entities such as &lt;, &aacute;, &#225; and &#xE1; by what they stand for.
func UnescapeString(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for i >= 0 {
		b.WriteString(s[:i])
		s = s[i:]
		n, r1, r2 := reference(s)
		if n == 0 {
			b.WriteByte('&')
			n = 1
		} else {
			b.WriteRune(r1)
			if r2 != 0 {
				b.WriteRune(r2)
			}
		}
		s = s[n:]
		i = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// reference returns length and meaning of the reference that s begins with; n is 0 if it is none.
func reference(s string) (n int, r1, r2 rune) {
	if len(s) > 1 && s[1] == '#' {
		n, r1 = numeric(s)
		return n, r1, 0
	}
	n = 1
	for n < len(s) && (isDigit(s[n]) || isLetter(s[n])) {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	if r1, r2 = entity(s[1:n]); r1 != 0 {
		return n, r1, r2
	}
	for k := min(n-2, longestBare); k > 1; k-- {
		if r1, r2 = entity(s[1 : 1+k]); r1 != 0 && r2 == 0 {
			return 1 + k, r1, 0
		}
	}
	return 0, 0, 0
}

// numeric is reference for s that begins with "&#".
func numeric(s string) (n int, r rune) {
	if len(s) <= 3 {
		return 0, 0
	}
	n = 2
	hex := s[n]|0x20 == 'x'
	if hex {
		n++
	}
	for ; n < len(s); n++ {
		c := s[n]
		if isDigit(c) {
			c -= '0'
		} else if hex && 'a' <= c|0x20 && c|0x20 <= 'f' {
			c = c | 0x20 - 'a' + 10
		} else {
			break
		}
		if hex {
			r = 16*r + rune(c)
		} else {
			r = 10*r + rune(c)
		}
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	if n <= 3 {
		return 0, 0
	}
	switch {
	case 0x80 <= r && r <= 0x9F:
		i := 0
		for _, c := range windows1252 {
			if i == int(r)-0x80 {
				return n, c
			}
			i++
		}
	case r <= 0 || !utf8.ValidRune(r):
		r = utf8.RuneError
	}
	return n, r
}
