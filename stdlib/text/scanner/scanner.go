// Package scanner cuts text into tokens like those of Go.
package scanner

import (
	"fmt"
	"io"
	"os"
	"unicode"
	"unicode/utf8"
)

// Position is a place in the text. It is valid if Line > 0.
type Position struct {
	Filename string // if it is known
	Offset   int    // in bytes, from 0
	Line     int    // from 1
	Column   int    // in characters, from 1
}

// IsValid reports whether there is a position.
func (pos *Position) IsValid() bool { return pos.Line > 0 }

func (pos Position) String() string {
	name := pos.Filename
	if name == "" {
		name = "<input>"
	}
	if !pos.IsValid() {
		return name
	}
	return fmt.Sprintf("%s:%d:%d", name, pos.Line, pos.Column)
}

// What Scan returns for a token that is more than one character.
const (
	EOF = -(iota + 1)
	Ident
	Int
	Float
	Char
	String
	RawString
	Comment
	skipComment
)

// The bits of Scanner.Mode: what is one token. What is not is returned character by character.
const (
	ScanIdents     = 1 << -Ident
	ScanInts       = 1 << -Int
	ScanFloats     = 1 << -Float // Ints too
	ScanChars      = 1 << -Char
	ScanStrings    = 1 << -String
	ScanRawStrings = 1 << -RawString
	ScanComments   = 1 << -Comment
	SkipComments   = 1 << -skipComment // with ScanComments: comments are white space
	GoTokens       = ScanIdents | ScanFloats | ScanChars | ScanStrings | ScanRawStrings | ScanComments | SkipComments
)

// GoWhitespace is the white space of Go.
const GoWhitespace = 1<<'\t' | 1<<'\n' | 1<<'\r' | 1<<' '

// TokenString describes what Scan returned.
func TokenString(tok rune) string {
	names := [...]string{"EOF", "Ident", "Int", "Float", "Char", "String", "RawString", "Comment"}
	if i := -int(tok) - 1; i >= 0 && i < len(names) {
		return names[i]
	}
	return fmt.Sprintf("%q", string(tok))
}

// notRead is Scanner.ch before the first character is read.
const notRead = -2

// Scanner reads characters and tokens. Its exported fields, but for Position and ErrorCount, may be set after Init.
type Scanner struct {
	src    io.Reader
	buf    []byte // from the token's or, if there is none, the current character's beginning on
	at     int    // of the next byte in buf
	base   int    // the offset of buf[0] in the text
	text   int    // where the token begins in buf, or -1
	end    int    // where it ends
	readTo bool   // src has no more

	line, column int // of the character before buf[at]; column 0: it ended a line
	lastColumn   int // of the line before
	width        int // of that character in bytes
	ch           rune

	// Error is told of each error. If it is nil, errors are written to os.Stderr.
	Error func(s *Scanner, msg string)
	// ErrorCount is the number of errors.
	ErrorCount int
	// Mode says what is one token.
	Mode uint
	// Whitespace is the set of characters that are skipped, a bit for each up to ' '. Other bits have no meaning.
	Whitespace uint64
	// IsIdentRune says whether ch may be the i-th character of an identifier. If it is nil, identifiers are Go's. The set of
	// white space must not overlap with what it accepts.
	IsIdentRune func(ch rune, i int) bool

	// Position is where the token begins that Scan returned last. Next and Peek make it invalid.
	Position
}

// Init makes s read src from the beginning, with the modes of Go, and returns s.
func (s *Scanner) Init(src io.Reader) *Scanner {
	s.src = src
	s.buf, s.at, s.base, s.readTo = s.buf[:0], 0, 0, false
	s.line, s.column, s.lastColumn, s.width = 1, 0, 0, 0
	s.text = -1
	s.ch = notRead
	s.Error = nil
	s.ErrorCount = 0
	s.Mode = GoTokens
	s.Whitespace = GoWhitespace
	s.Line = 0
	return s
}

// fill reads until there is a whole character at buf[at], or no more.
func (s *Scanner) fill() {
	for !s.readTo && !utf8.FullRune(s.buf[s.at:]) {
		// What is before the token is not needed any more.
		keep := s.at
		if s.text >= 0 {
			keep = s.text
			s.text = 0
		}
		s.buf = s.buf[:copy(s.buf, s.buf[keep:])]
		s.at -= keep
		s.end -= keep
		s.base += keep
		n := len(s.buf)
		if cap(s.buf)-n < 512 {
			s.buf = append(make([]byte, 0, 2*cap(s.buf)+1024), s.buf...)
		}
		read, err := s.src.Read(s.buf[n:cap(s.buf)])
		s.buf = s.buf[:n+read]
		if err != nil {
			s.readTo = true
			if err != io.EOF {
				s.fail(err.Error())
			}
		}
	}
}

func (s *Scanner) next() rune {
	if s.at >= len(s.buf) || s.buf[s.at] >= utf8.RuneSelf {
		s.fill()
		if s.at >= len(s.buf) {
			if s.width > 0 {
				s.column++
			}
			s.width = 0
			// A reader that failed may go on later.
			s.readTo = false
			return EOF
		}
	}
	ch, width := rune(s.buf[s.at]), 1
	if ch >= utf8.RuneSelf {
		ch, width = utf8.DecodeRune(s.buf[s.at:])
	}
	s.at += width
	s.width = width
	s.column++
	switch {
	case ch == utf8.RuneError && width == 1:
		s.fail("invalid UTF-8 encoding")
	case ch == 0:
		s.fail("invalid character NUL")
	case ch == '\n':
		s.line++
		s.lastColumn = s.column
		s.column = 0
	}
	return ch
}

// Next returns the next character, or EOF. It does not care for tokens.
func (s *Scanner) Next() rune {
	s.text = -1
	s.Line = 0
	ch := s.Peek()
	if ch != EOF {
		s.ch = s.next()
	}
	return ch
}

// Peek returns the character that Next would.
func (s *Scanner) Peek() rune {
	if s.ch == notRead {
		if s.ch = s.next(); s.ch == '\uFEFF' {
			s.ch = s.next() // a byte order mark
		}
	}
	return s.ch
}

func (s *Scanner) fail(msg string) {
	s.end = s.at - s.width
	s.ErrorCount++
	if s.Error != nil {
		s.Error(s, msg)
		return
	}
	pos := s.Position
	if !pos.IsValid() {
		pos = s.Pos()
	}
	fmt.Fprintf(os.Stderr, "%s: %s\n", pos, msg)
}

func (s *Scanner) isIdent(ch rune, i int) bool {
	if s.IsIdentRune != nil {
		return ch != EOF && s.IsIdentRune(ch, i)
	}
	return ch == '_' || unicode.IsLetter(ch) || i > 0 && unicode.IsDigit(ch)
}

func isDecimal(ch rune) bool { return '0' <= ch && ch <= '9' }

// lower makes letters small, and of no other character a letter.
func lower(ch rune) rune { return ch | 0x20 }

// value returns the value of a digit, or more than all have.
func value(ch rune) int {
	switch {
	case isDecimal(ch):
		return int(ch - '0')
	case 'a' <= lower(ch) && lower(ch) <= 'f':
		return int(lower(ch)-'a') + 10
	}
	return 16
}

// number is what is known of a number being read.
type number struct {
	prefix    rune // 'x', 'o', 'b'; '0' for an octal one without letter; 0
	base      int
	digits    bool
	separated bool // there are '_'
	invalid   rune // a digit that the base does not have, or 0
}

func (n *number) String() string {
	switch n.prefix {
	case 'x':
		return "hexadecimal literal"
	case 'o', '0':
		return "octal literal"
	case 'b':
		return "binary literal"
	}
	return "decimal literal"
}

// digits reads digits and '_' from ch on.
func (s *Scanner) digits(ch rune, n *number) rune {
	most := 10
	if n.base == 16 {
		most = 16
	}
	for ; ; ch = s.next() {
		switch v := value(ch); {
		case ch == '_':
			n.separated = true
			continue
		case v >= most:
			return ch
		default:
			n.digits = true
			if v >= n.base && n.invalid == 0 {
				n.invalid = ch
			}
		}
	}
}

// number reads a number that begins with ch, or with a point before ch. It returns its kind and the character behind it.
func (s *Scanner) number(ch rune, point bool) (tok, after rune) {
	n := &number{base: 10}
	tok = Int
	if !point {
		if ch == '0' {
			ch = s.next()
			switch lower(ch) {
			case 'x':
				n.prefix, n.base = 'x', 16
			case 'o':
				n.prefix, n.base = 'o', 8
			case 'b':
				n.prefix, n.base = 'b', 2
			default:
				n.prefix, n.base, n.digits = '0', 8, true
			}
			if n.prefix != '0' {
				ch = s.next()
			}
		}
		ch = s.digits(ch, n)
		if ch == '.' && s.Mode&ScanFloats != 0 {
			ch = s.next()
			point = true
		}
	}
	if point {
		tok = Float
		if n.prefix == 'o' || n.prefix == 'b' {
			s.fail("invalid radix point in " + n.String())
		}
		ch = s.digits(ch, n)
	}
	if !n.digits {
		s.fail(n.String() + " has no digits")
	}
	if e := lower(ch); (e == 'e' || e == 'p') && s.Mode&ScanFloats != 0 {
		switch {
		case e == 'e' && n.prefix != 0 && n.prefix != '0':
			s.fail(fmt.Sprintf("%q exponent requires decimal mantissa", ch))
		case e == 'p' && n.prefix != 'x':
			s.fail(fmt.Sprintf("%q exponent requires hexadecimal mantissa", ch))
		}
		tok = Float
		if ch = s.next(); ch == '+' || ch == '-' {
			ch = s.next()
		}
		exponent := &number{base: 10}
		ch = s.digits(ch, exponent)
		n.separated = n.separated || exponent.separated
		if !exponent.digits {
			s.fail("exponent has no digits")
		}
	} else if n.prefix == 'x' && tok == Float {
		s.fail("hexadecimal mantissa requires a 'p' exponent")
	}
	if tok == Int && n.invalid != 0 {
		s.fail(fmt.Sprintf("invalid digit %q in %s", n.invalid, n))
	}
	if n.separated {
		s.end = s.at - s.width
		if badSeparator(s.TokenText()) {
			s.fail("'_' must separate successive digits")
		}
	}
	return tok, ch
}

// badSeparator reports whether a '_' in a number does not stand between digits, or the prefix and a digit.
func badSeparator(text string) bool {
	hex, before := false, false // before: what may stand before '_' has just been
	i := 0
	if len(text) >= 2 && text[0] == '0' {
		if p := lower(rune(text[1])); p == 'x' || p == 'o' || p == 'b' {
			hex, before = p == 'x', true
			i = 2
		}
	}
	open := false // the last was '_'
	for ; i < len(text); i++ {
		c := rune(text[i])
		switch {
		case c == '_':
			if !before {
				return true
			}
			before, open = false, true
		case isDecimal(c) || hex && value(c) < 16:
			before, open = true, false
		case open:
			return true
		default:
			before = false
		}
	}
	return open
}

// escape reads what follows a backslash, and returns the character behind it.
func (s *Scanner) escape(quote rune) rune {
	ch := s.next()
	base, n := 16, 0
	switch ch {
	case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\', quote:
		return s.next()
	case '0', '1', '2', '3', '4', '5', '6', '7':
		base, n = 8, 3
	case 'x':
		n = 2
	case 'u':
		n = 4
	case 'U':
		n = 8
	default:
		s.fail("invalid char escape")
		return ch
	}
	if base == 16 {
		ch = s.next()
	}
	for ; n > 0 && value(ch) < base; n-- {
		ch = s.next()
	}
	if n > 0 {
		s.fail("invalid char escape")
	}
	return ch
}

// quoted reads up to the closing quote, and returns how many characters there are.
func (s *Scanner) quoted(quote rune) (n int) {
	for ch := s.next(); ch != quote; n++ {
		if ch == '\n' || ch < 0 {
			s.fail("literal not terminated")
			return n
		}
		if ch == '\\' {
			ch = s.escape(quote)
		} else {
			ch = s.next()
		}
	}
	return n
}

func (s *Scanner) raw() {
	for ch := s.next(); ch != '`'; ch = s.next() {
		if ch < 0 {
			s.fail("literal not terminated")
			return
		}
	}
}

// comment reads a comment whose second character is ch, and returns the character behind it.
func (s *Scanner) comment(ch rune) rune {
	if ch == '/' {
		for ch = s.next(); ch != '\n' && ch >= 0; {
			ch = s.next()
		}
		return ch
	}
	for ch = s.next(); ; {
		if ch < 0 {
			s.fail("comment not terminated")
			return ch
		}
		last := ch
		ch = s.next()
		if last == '*' && ch == '/' {
			return s.next()
		}
	}
}

// Scan returns the next token, or character, or EOF. Its text and place are TokenText and Position.
func (s *Scanner) Scan() rune {
	ch := s.Peek()
	for {
		s.text = -1
		s.Line = 0
		for s.Whitespace&(1<<uint(ch)) != 0 {
			ch = s.next()
		}
		s.text = s.at - s.width
		s.Offset = s.base + s.text
		if s.column > 0 {
			s.Line, s.Column = s.line, s.column
		} else {
			s.Line, s.Column = s.line-1, s.lastColumn
		}
		tok, after, skipped := s.token(ch)
		ch = after
		if skipped {
			continue
		}
		s.end = s.at - s.width
		s.ch = ch
		return tok
	}
}

// token reads a token that begins with ch. It returns the character behind it, and whether it was a comment to skip.
func (s *Scanner) token(ch rune) (tok, after rune, skipped bool) {
	has := func(bits uint) bool { return s.Mode&bits != 0 }
	switch {
	case s.isIdent(ch, 0):
		if !has(ScanIdents) {
			break
		}
		after = s.next()
		for i := 1; s.isIdent(after, i); i++ {
			after = s.next()
		}
		return Ident, after, false
	case isDecimal(ch):
		if has(ScanInts | ScanFloats) {
			tok, after = s.number(ch, false)
			return tok, after, false
		}
	case ch == EOF:
		return EOF, EOF, false
	case ch == '"' && has(ScanStrings):
		s.quoted('"')
		return String, s.next(), false
	case ch == '\'' && has(ScanChars):
		if s.quoted('\'') != 1 {
			s.fail("invalid char literal")
		}
		return Char, s.next(), false
	case ch == '`' && has(ScanRawStrings):
		s.raw()
		return RawString, s.next(), false
	case ch == '.':
		if after = s.next(); isDecimal(after) && has(ScanFloats) {
			tok, after = s.number(after, true)
			return tok, after, false
		}
		return ch, after, false
	case ch == '/':
		if after = s.next(); (after == '/' || after == '*') && has(ScanComments) {
			if has(SkipComments) {
				s.text = -1
			}
			return Comment, s.comment(after), has(SkipComments)
		}
		return ch, after, false
	}
	return ch, s.next(), false
}

// Pos returns the place of the character behind the token or character that was read last.
func (s *Scanner) Pos() (pos Position) {
	pos.Filename = s.Filename
	pos.Offset = s.base + s.at - s.width
	switch {
	case s.column > 0:
		pos.Line, pos.Column = s.line, s.column
	case s.lastColumn > 0:
		pos.Line, pos.Column = s.line-1, s.lastColumn
	default:
		pos.Line, pos.Column = 1, 1
	}
	return pos
}

// TokenText returns the text of the token that was read last. It may be called by Error.
func (s *Scanner) TokenText() string {
	if s.text < 0 {
		return ""
	}
	return string(s.buf[s.text:max(s.text, s.end)])
}
