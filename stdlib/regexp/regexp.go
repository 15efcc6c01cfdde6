// Package regexp matches texts with regular expressions in RE2's syntax.
package regexp

import (
	"internal/rt"
	"io"
	"regexp/syntax"
	"runtime"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Natives over the matcher; see native.cc.
func compileNative(expr string, flags int) (handle uintptr, code int, arg string, names []string)
func free(handle uintptr)
func find(handle uintptr, s string, pos int, caps []int) bool

const (
	posix   = 1
	longest = 2
)

// engine owns a compiled expression.
type engine struct {
	handle uintptr
}

// Regexp is a compiled expression. Several goroutines may use it, Longest excepted.
type Regexp struct {
	expr  string
	flags int
	names []string
	eng   *engine
}

var codes = [...]syntax.ErrorCode{
	syntax.ErrInternalError, syntax.ErrInternalError, syntax.ErrInvalidEscape, syntax.ErrInvalidCharClass,
	syntax.ErrInvalidCharRange, syntax.ErrMissingBracket, syntax.ErrMissingParen, syntax.ErrUnexpectedParen,
	syntax.ErrTrailingBackslash, syntax.ErrMissingRepeatArgument, syntax.ErrInvalidRepeatSize,
	syntax.ErrInvalidRepeatOp, syntax.ErrInvalidPerlOp, syntax.ErrInvalidUTF8, syntax.ErrInvalidNamedCapture,
	syntax.ErrLarge,
}

func compile(expr string, flags int) (*Regexp, error) {
	if !utf8.ValidString(expr) {
		return nil, &syntax.Error{Code: syntax.ErrInvalidUTF8, Expr: expr}
	}
	handle, code, arg, names := compileNative(expr, flags)
	if handle == 0 {
		// RE2 wants names to differ, and does not know all of Go's classes: what parses here is spelled out for it.
		tree, err := syntax.Parse(expr, syntaxFlags(flags))
		if err != nil {
			return nil, err
		}
		names = tree.CapNames()
		dropNames(tree)
		if handle, code, arg, _ = compileNative(tree.String(), flags&^posix); handle == 0 {
			return nil, &syntax.Error{Code: codes[code], Expr: arg}
		}
	}
	eng := &engine{handle}
	runtime.SetFinalizer(eng, func(e *engine) { free(e.handle) })
	return &Regexp{strings.Clone(expr), flags, names, eng}, nil
}

func syntaxFlags(flags int) syntax.Flags {
	if flags&posix != 0 {
		return syntax.POSIX
	}
	return syntax.Perl
}

func dropNames(tree *syntax.Regexp) {
	tree.Name = ""
	for _, sub := range tree.Sub {
		dropNames(sub)
	}
}

// Compile compiles an expression; of several matches at a place the one that a backtracking matcher would find first counts.
func Compile(expr string) (*Regexp, error) { return compile(expr, 0) }

// CompilePOSIX compiles an expression in egrep's syntax; of several matches at a place the longest counts.
func CompilePOSIX(expr string) (*Regexp, error) { return compile(expr, posix|longest) }

func quote(s string) string {
	if strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// MustCompile is Compile that panics on errors.
func MustCompile(str string) *Regexp {
	re, err := Compile(str)
	if err != nil {
		panic("regexp: Compile(" + quote(str) + "): " + err.Error())
	}
	return re
}

// MustCompilePOSIX is CompilePOSIX that panics on errors.
func MustCompilePOSIX(str string) *Regexp {
	re, err := CompilePOSIX(str)
	if err != nil {
		panic("regexp: CompilePOSIX(" + quote(str) + "): " + err.Error())
	}
	return re
}

// String returns the expression.
func (re *Regexp) String() string { return re.expr }

// Copy returns a copy.
//
// Deprecated: a Regexp may be used by several goroutines.
func (re *Regexp) Copy() *Regexp {
	c := *re
	return &c
}

// Longest makes the longest of several matches at a place count.
func (re *Regexp) Longest() {
	if re.flags&longest == 0 {
		if l, err := compile(re.expr, re.flags|longest); err == nil {
			*re = *l
		}
	}
}

// NumSubexp returns the number of parenthesized groups.
func (re *Regexp) NumSubexp() int { return len(re.names) - 1 }

// SubexpNames returns the names of the groups; the first, "", stands for the whole expression.
func (re *Regexp) SubexpNames() []string { return re.names }

// SubexpIndex returns the index of the first group of that name, or -1.
func (re *Regexp) SubexpIndex(name string) int {
	if name != "" {
		for i, s := range re.names {
			if name == s {
				return i
			}
		}
	}
	return -1
}

const meta = `\.+*?()|[]{}^$`

// A subject is a text to be searched. The matcher takes well-formed UTF-8 only; elsewhere each bad byte counts as U+FFFD, and
// at[i] is where byte i of the text stood before these were put in.
type subject struct {
	text string
	at   []int
}

func newSubject(s string) subject {
	if utf8.ValidString(s) {
		return subject{text: s}
	}
	var text strings.Builder
	var at []int
	for i, r := range s {
		for range utf8.RuneLen(r) {
			at = append(at, i)
		}
		text.WriteRune(r)
	}
	return subject{text.String(), append(at, len(s))}
}

// places returns the places of m in the text as it was.
func (s subject) places(m []int) []int {
	if m == nil || s.at == nil {
		return m
	}
	out := make([]int, len(m))
	for i, p := range m {
		if out[i] = p; p >= 0 {
			out[i] = s.at[p]
		}
	}
	return out
}

// exec finds the first match and returns pairs of indexes of the first n groups; nil if there is none.
func (re *Regexp) exec(s string, n int) []int {
	sub := newSubject(s)
	return sub.places(re.search(sub, 0, n))
}

// search is exec from pos on; its indexes are those of the subject's text.
func (re *Regexp) search(s subject, pos, n int) []int {
	caps := make([]int, 2*n)
	ok := find(re.eng.handle, s.text, pos, caps)
	runtime.KeepAlive(re.eng)
	if !ok {
		return nil
	}
	return caps
}

func (re *Regexp) matches(s string) bool {
	ok := find(re.eng.handle, newSubject(s).text, 0, nil)
	runtime.KeepAlive(re.eng)
	return ok
}

// readAll returns the runes of r as a text.
func readAll(r io.RuneReader) string {
	var b strings.Builder
	for {
		c, _, err := r.ReadRune()
		if err != nil {
			return b.String()
		}
		b.WriteRune(c)
	}
}

// MatchReader reports whether the text of r has a match.
func (re *Regexp) MatchReader(r io.RuneReader) bool { return re.matches(readAll(r)) }

// MatchString reports whether s has a match.
func (re *Regexp) MatchString(s string) bool { return re.matches(s) }

// Match reports whether b has a match.
func (re *Regexp) Match(b []byte) bool { return re.matches(rt.StringOf(b)) }

// MatchReader reports whether the text of r matches the pattern.
func MatchReader(pattern string, r io.RuneReader) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchReader(r), nil
}

// MatchString reports whether s matches the pattern.
func MatchString(pattern string, s string) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchString(s), nil
}

// Match reports whether b matches the pattern.
func Match(pattern string, b []byte) (matched bool, err error) {
	return MatchString(pattern, rt.StringOf(b))
}

// all hands the first n matches (n < 0: all) to put. An empty match next to the one before does not count.
func (re *Regexp) all(s string, n, groups int, put func([]int)) {
	if n < 0 {
		n = len(s) + 1
	}
	sub := newSubject(s)
	text := sub.text
	prevEnd := -1
	for pos, i := 0, 0; i < n && pos <= len(text); {
		m := re.search(sub, pos, groups)
		if m == nil {
			return
		}
		accept := true
		if m[1] == pos {
			if m[0] == prevEnd {
				accept = false
			}
			if _, width := utf8.DecodeRuneInString(text[pos:]); width > 0 {
				pos += width
			} else {
				pos = len(text) + 1
			}
		} else {
			pos = m[1]
		}
		prevEnd = m[1]
		if accept {
			put(sub.places(m))
			i++
		}
	}
}

// replace appends to out what repl makes of src; false: there is no match.
func (re *Regexp) replace(src string, groups int, repl func(out []byte, m []int) []byte) ([]byte, bool) {
	var out []byte
	found := false
	last := 0
	sub := newSubject(src)
	for pos := 0; pos <= len(sub.text); {
		m := re.search(sub, pos, groups)
		if m == nil {
			break
		}
		found = true
		p := sub.places(m)
		out = append(out, src[last:p[0]]...)
		if p[1] > last || p[0] == 0 {
			out = repl(out, p)
		}
		last = p[1]
		_, width := utf8.DecodeRuneInString(sub.text[pos:])
		if pos+width > m[1] {
			pos += width
		} else if pos+1 > m[1] {
			pos++
		} else {
			pos = m[1]
		}
	}
	if !found {
		return nil, false
	}
	return append(out, src[last:]...), true
}

func (re *Regexp) replaceString(src string, groups int, repl func(out []byte, m []int) []byte) string {
	if out, ok := re.replace(src, groups, repl); ok {
		return rt.StringOf(out)
	}
	return src
}

func (re *Regexp) replaceBytes(src []byte, groups int, repl func(out []byte, m []int) []byte) []byte {
	if out, ok := re.replace(rt.StringOf(src), groups, repl); ok {
		return out
	}
	if src == nil {
		return nil
	}
	return append([]byte{}, src...)
}

// ReplaceAllString returns src with the matches replaced by repl, in which $ is as in Expand.
func (re *Regexp) ReplaceAllString(src, repl string) string {
	n := 1
	if strings.IndexByte(repl, '$') >= 0 {
		n = len(re.names)
	}
	return re.replaceString(src, n, func(out []byte, m []int) []byte {
		return re.expand(out, repl, src, m)
	})
}

// ReplaceAllLiteralString returns src with the matches replaced by repl as it is.
func (re *Regexp) ReplaceAllLiteralString(src, repl string) string {
	return re.replaceString(src, 1, func(out []byte, m []int) []byte { return append(out, repl...) })
}

// ReplaceAllStringFunc returns src with the matches replaced by what repl returns for them.
func (re *Regexp) ReplaceAllStringFunc(src string, repl func(string) string) string {
	return re.replaceString(src, 1, func(out []byte, m []int) []byte {
		return append(out, repl(src[m[0]:m[1]])...)
	})
}

// ReplaceAll returns a copy of src with the matches replaced by repl, in which $ is as in Expand.
func (re *Regexp) ReplaceAll(src, repl []byte) []byte {
	text, template := rt.StringOf(src), rt.StringOf(repl)
	return re.replaceBytes(src, len(re.names), func(out []byte, m []int) []byte {
		return re.expand(out, template, text, m)
	})
}

// ReplaceAllLiteral returns a copy of src with the matches replaced by repl as it is.
func (re *Regexp) ReplaceAllLiteral(src, repl []byte) []byte {
	return re.replaceBytes(src, 1, func(out []byte, m []int) []byte { return append(out, repl...) })
}

// ReplaceAllFunc returns a copy of src with the matches replaced by what repl returns for them.
func (re *Regexp) ReplaceAllFunc(src []byte, repl func([]byte) []byte) []byte {
	return re.replaceBytes(src, 1, func(out []byte, m []int) []byte {
		return append(out, repl(src[m[0]:m[1]])...)
	})
}

// QuoteMeta returns an expression that matches s.
func QuoteMeta(s string) string {
	i := strings.IndexAny(s, meta)
	if i < 0 {
		return s
	}
	b := append(make([]byte, 0, 2*len(s)), s[:i]...)
	for ; i < len(s); i++ {
		if strings.IndexByte(meta, s[i]) >= 0 {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(b)
}

// Expand appends the template to dst: $1, $name and ${name} stand for groups of the match in src, $$ for $.
func (re *Regexp) Expand(dst []byte, template []byte, src []byte, match []int) []byte {
	return re.expand(dst, rt.StringOf(template), rt.StringOf(src), match)
}

// ExpandString is Expand for strings.
func (re *Regexp) ExpandString(dst []byte, template string, src string, match []int) []byte {
	return re.expand(dst, template, src, match)
}

func (re *Regexp) expand(dst []byte, template, src string, match []int) []byte {
	for template != "" {
		before, after, ok := strings.Cut(template, "$")
		if !ok {
			break
		}
		dst = append(dst, before...)
		template = after
		if strings.HasPrefix(template, "$") {
			dst = append(dst, '$')
			template = template[1:]
			continue
		}
		name, num, rest, ok := variable(template)
		if !ok {
			dst = append(dst, '$')
			continue
		}
		template = rest
		if num < 0 {
			for i, n := range re.names {
				if n == name && 2*i+1 < len(match) && match[2*i] >= 0 {
					num = i
					break
				}
			}
		}
		if num >= 0 && 2*num+1 < len(match) && match[2*num] >= 0 {
			dst = append(dst, src[match[2*num]:match[2*num+1]]...)
		}
	}
	return append(dst, template...)
}

// variable reads "name" or "{name}" from the start of s; num is the name's value, or -1 if it is no number.
func variable(s string) (name string, num int, rest string, ok bool) {
	brace := strings.HasPrefix(s, "{")
	if brace {
		s = s[1:]
	}
	i := strings.IndexFunc(s, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if i < 0 {
		i = len(s)
	}
	if i == 0 {
		return
	}
	name, rest = s[:i], s[i:]
	if brace {
		if !strings.HasPrefix(rest, "}") {
			return "", 0, "", false
		}
		rest = rest[1:]
	}
	for _, c := range []byte(name) {
		if c < '0' || c > '9' || num >= 1e8 {
			num = -1
			break
		}
		num = num*10 + int(c) - '0'
	}
	if name[0] == '0' && len(name) > 1 {
		num = -1
	}
	return name, num, rest, true
}

// Split returns the parts of s between matches, at most n of them if n >= 0.
func (re *Regexp) Split(s string, n int) []string {
	if n == 0 {
		return nil
	}
	if len(re.expr) > 0 && len(s) == 0 {
		return []string{""}
	}
	matches := re.FindAllStringIndex(s, n)
	out := make([]string, 0, len(matches))
	beg, end := 0, 0
	for _, m := range matches {
		if n > 0 && len(out) == n-1 {
			break
		}
		end = m[0]
		if m[1] != 0 {
			out = append(out, s[beg:end])
		}
		beg = m[1]
	}
	if end != len(s) {
		out = append(out, s[beg:])
	}
	return out
}

// AppendText implements encoding.TextAppender.
func (re *Regexp) AppendText(b []byte) ([]byte, error) { return append(b, re.expr...), nil }

// MarshalText implements encoding.TextMarshaler.
func (re *Regexp) MarshalText() ([]byte, error) { return re.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler, by Compile.
func (re *Regexp) UnmarshalText(text []byte) error {
	r, err := Compile(string(text))
	if err != nil {
		return err
	}
	*re = *r
	return nil
}
