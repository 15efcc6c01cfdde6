// Package scanner splits Go source into tokens.
package scanner

import (
	"fmt"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrorHandler is called for errors.
type ErrorHandler func(pos token.Position, msg string)

// Mode is what a scanner does.
type Mode uint

// ScanComments says that comments are tokens.
const ScanComments Mode = 1

const (
	byteOrderMark = 0xFEFF
	atEnd         = -1
)

// Scanner splits a text into tokens.
type Scanner struct {
	file *token.File
	dir  string
	src  string
	err  ErrorHandler
	mode Mode

	ch      rune      // the current character
	at      int       // where it is
	next    int       // where the one after it is
	lineAt  int       // where the current line begins
	semi    bool      // at the end of line there is to be a semicolon
	newline token.Pos // where in a comment the line ended, if a semicolon is to be returned for it

	// ErrorCount is how many errors there have been.
	ErrorCount int
}

// Init makes s ready for src, which must have the size of file. Lines are added to the file.
func (s *Scanner) Init(file *token.File, src []byte, err ErrorHandler, mode Mode) {
	if file.Size() != len(src) {
		panic(fmt.Sprintf("file size (%d) does not match src len (%d)", file.Size(), len(src)))
	}
	dir, _ := filepath.Split(file.Name())
	*s = Scanner{file: file, dir: dir, src: string(src), err: err, mode: mode, ch: ' '}
	s.step()
	if s.ch == byteOrderMark {
		s.step()
	}
}

func (s *Scanner) error(at int, msg string) {
	if s.err != nil {
		s.err(s.file.Position(s.file.Pos(at)), msg)
	}
	s.ErrorCount++
}

// step goes to the next character.
func (s *Scanner) step() {
	s.at = s.next
	if s.ch == '\n' {
		s.lineAt = s.at
		s.file.AddLine(s.at)
	}
	if s.at >= len(s.src) {
		s.at = len(s.src)
		s.ch = atEnd
		return
	}
	r, n := rune(s.src[s.at]), 1
	if r == 0 {
		s.error(s.at, "illegal character NUL")
	} else if r >= utf8.RuneSelf {
		rest := s.src[s.at:]
		r, n = utf8.DecodeRuneInString(rest)
		switch {
		case r == utf8.RuneError && n == 1 && s.at == 0 && (strings.HasPrefix(rest, "\xff\xfe") || strings.HasPrefix(rest, "\xfe\xff")):
			s.error(0, "illegal UTF-8 encoding (got UTF-16)")
			n = len(rest)
		case r == utf8.RuneError && n == 1:
			s.error(s.at, "illegal UTF-8 encoding")
		case r == byteOrderMark && s.at > 0:
			s.error(s.at, "illegal byte order mark")
		}
	}
	s.next = s.at + n
	s.ch = r
}

// eat goes on if the current character is c.
func (s *Scanner) eat(c rune) bool {
	if s.ch != c {
		return false
	}
	s.step()
	return true
}

// peek returns the byte after the current character.
func (s *Scanner) peek() byte {
	if s.next < len(s.src) {
		return s.src[s.next]
	}
	return 0
}

func lower(c rune) rune { return c | 0x20 }

func isDecimal(c rune) bool { return '0' <= c && c <= '9' }

func isHex(c rune) bool { return isDecimal(c) || 'a' <= lower(c) && lower(c) <= 'f' }

func isLetter(c rune) bool {
	return 'a' <= lower(c) && lower(c) <= 'z' || c == '_' || c >= utf8.RuneSelf && unicode.IsLetter(c)
}

func isDigit(c rune) bool { return isDecimal(c) || c >= utf8.RuneSelf && unicode.IsDigit(c) }

// Scan returns the next token, where it is, and its text: of literals, identifiers, comments and keywords, and of what is no
// token; of semicolons, whether they were there (";") or follow from the end of a line ("\n").
func (s *Scanner) Scan() (pos token.Pos, tok token.Token, lit string) {
	for {
		if s.newline.IsValid() {
			pos = s.newline
			s.newline = token.NoPos
			return pos, token.SEMICOLON, "\n"
		}
		for s.ch == ' ' || s.ch == '\t' || s.ch == '\r' || s.ch == '\n' && !s.semi {
			s.step()
		}
		pos = s.file.Pos(s.at)
		start := s.at
		semi := false // after this token
		switch c := s.ch; {
		case isLetter(c):
			lit = s.word()
			tok = token.Lookup(lit)
			switch tok {
			case token.IDENT, token.BREAK, token.CONTINUE, token.FALLTHROUGH, token.RETURN:
				semi = true
			}
		case isDecimal(c) || c == '.' && isDecimal(rune(s.peek())):
			tok, lit = s.number()
			semi = true
		case c == atEnd:
			if s.semi {
				s.semi = false
				return pos, token.SEMICOLON, "\n"
			}
			tok = token.EOF
		default:
			s.step()
			switch c {
			case '\n':
				s.semi = false
				return pos, token.SEMICOLON, "\n"
			case '"':
				tok, lit, semi = token.STRING, s.str(start), true
			case '\'':
				tok, lit, semi = token.CHAR, s.char(start), true
			case '`':
				tok, lit, semi = token.STRING, s.rawString(start), true
			case '/':
				if s.ch == '/' || s.ch == '*' {
					semi = s.semi
					var newline int
					lit, newline = s.comment(start)
					if s.semi && newline > 0 {
						s.newline = s.file.Pos(newline)
						s.semi, semi = false, false
					}
					if s.mode&ScanComments == 0 {
						continue
					}
					tok = token.COMMENT
					break
				}
				tok = s.operator(c)
			default:
				tok = s.operator(c)
				switch tok {
				case token.RPAREN, token.RBRACK, token.RBRACE, token.INC, token.DEC:
					semi = true
				case token.SEMICOLON:
					lit = ";"
				case token.ILLEGAL:
					if c == '“' || c == '”' {
						s.error(start, fmt.Sprintf("curly quotation mark %q (use neutral %q)", c, '"'))
					} else if c != byteOrderMark {
						s.error(start, fmt.Sprintf("illegal character %#U", c))
					}
					lit = string(c)
					semi = s.semi
				}
			}
		}
		s.semi = semi
		return pos, tok, lit
	}
}

func (s *Scanner) word() string {
	start := s.at
	for isLetter(s.ch) || isDigit(s.ch) {
		s.step()
	}
	return s.src[start:s.at]
}

// operator returns the longest operator that begins with c, which has been read.
func (s *Scanner) operator(c rune) token.Token {
	// with returns one of two tokens, by whether an equals sign follows.
	with := func(plain, assign token.Token) token.Token {
		if s.eat('=') {
			return assign
		}
		return plain
	}
	switch c {
	case ':':
		return with(token.COLON, token.DEFINE)
	case '.':
		if s.ch == '.' && s.peek() == '.' {
			s.step()
			s.step()
			return token.ELLIPSIS
		}
		return token.PERIOD
	case ',':
		return token.COMMA
	case ';':
		return token.SEMICOLON
	case '(':
		return token.LPAREN
	case ')':
		return token.RPAREN
	case '[':
		return token.LBRACK
	case ']':
		return token.RBRACK
	case '{':
		return token.LBRACE
	case '}':
		return token.RBRACE
	case '~':
		return token.TILDE
	case '+':
		if s.eat('+') {
			return token.INC
		}
		return with(token.ADD, token.ADD_ASSIGN)
	case '-':
		if s.eat('-') {
			return token.DEC
		}
		return with(token.SUB, token.SUB_ASSIGN)
	case '*':
		return with(token.MUL, token.MUL_ASSIGN)
	case '/':
		return with(token.QUO, token.QUO_ASSIGN)
	case '%':
		return with(token.REM, token.REM_ASSIGN)
	case '^':
		return with(token.XOR, token.XOR_ASSIGN)
	case '<':
		if s.eat('-') {
			return token.ARROW
		}
		if s.eat('<') {
			return with(token.SHL, token.SHL_ASSIGN)
		}
		return with(token.LSS, token.LEQ)
	case '>':
		if s.eat('>') {
			return with(token.SHR, token.SHR_ASSIGN)
		}
		return with(token.GTR, token.GEQ)
	case '=':
		return with(token.ASSIGN, token.EQL)
	case '!':
		return with(token.NOT, token.NEQ)
	case '&':
		if s.eat('^') {
			return with(token.AND_NOT, token.AND_NOT_ASSIGN)
		}
		if s.eat('&') {
			return token.LAND
		}
		return with(token.AND, token.AND_ASSIGN)
	case '|':
		if s.eat('|') {
			return token.LOR
		}
		return with(token.OR, token.OR_ASSIGN)
	}
	return token.ILLEGAL
}

// withoutCR returns a text without carriage returns. In a comment, one that parts an asterisk and a slash stays.
func withoutCR(lit string, isComment bool) string {
	if strings.IndexByte(lit, '\r') < 0 {
		return lit
	}
	var b []byte
	for i := range len(lit) {
		if c := lit[i]; c != '\r' || isComment && len(b) > 2 && b[len(b)-1] == '*' && i+1 < len(lit) && lit[i+1] == '/' {
			b = append(b, c)
		}
	}
	return string(b)
}

// comment reads a comment whose first slash has been read. It also returns where its first line ends, 0: it has one line.
func (s *Scanner) comment(start int) (lit string, newline int) {
	after := -1 // where what follows the comment begins
	isBlock := s.ch == '*'
	s.step()
	if !isBlock {
		for s.ch != '\n' && s.ch != atEnd {
			s.step()
		}
		if after = s.at; s.ch == '\n' {
			after++
		}
		lit = strings.TrimSuffix(s.src[start:s.at], "\r")
	} else {
		for s.ch != atEnd && after < 0 {
			c := s.ch
			if c == '\n' && newline == 0 {
				newline = s.at
			}
			s.step()
			if c == '*' && s.eat('/') {
				after = s.at
			}
		}
		if after < 0 {
			s.error(start, "comment not terminated")
		}
		lit = s.src[start:s.at]
	}
	if after >= 0 && (isBlock || start == s.lineAt) && strings.HasPrefix(lit[2:], "line ") {
		s.lineDirective(after, start, lit)
	}
	return withoutCR(lit, isBlock), newline
}

// lastNumber returns where the number after the last colon of s begins; 0, if there is no colon.
func lastNumber(s string) (at, n int, ok bool) {
	at = strings.LastIndexByte(s, ':') + 1
	if at == 0 {
		return 0, 0, false
	}
	v, err := strconv.ParseUint(s[at:], 10, 0)
	return at, int(v), err == nil
}

// lineDirective deals with //line file:line and //line file:line:column.
func (s *Scanner) lineDirective(after, start int, text string) {
	if text[1] == '*' {
		text = text[:len(text)-2]
	}
	text = text[len("//line "):]
	start += len("//line ")
	at, line, ok := lastNumber(text)
	if at == 0 {
		return
	}
	if !ok {
		s.error(start+at, "invalid line number: "+text[at:])
		return
	}
	const most = 1 << 30
	column := 0
	at2, line2, hasColumn := lastNumber(text[:at-1])
	if hasColumn {
		if line == 0 || line > most {
			s.error(start+at, "invalid column number: "+text[at:])
			return
		}
		column = line
		text = text[:at-1]
		at, line = at2, line2
	}
	if line == 0 || line > most {
		s.error(start+at, "invalid line number: "+text[at:])
		return
	}
	file := text[:at-1]
	if file == "" && hasColumn {
		file = s.file.Position(s.file.Pos(start)).Filename
	} else if file != "" {
		if file = filepath.Clean(file); !filepath.IsAbs(file) {
			file = filepath.Join(s.dir, file)
		}
	}
	s.file.AddLineColumnInfo(after, file, line, column)
}

// digits reads digits and underscores. It returns whether there were any, and where the first was that the base does not have.
func (s *Scanner) digits(base rune) (some, separated bool, bad int) {
	bad = -1
	for s.ch == '_' || isDecimal(s.ch) || base == 16 && isHex(s.ch) {
		if s.ch == '_' {
			separated = true
		} else {
			some = true
			if base <= 10 && s.ch >= '0'+base && bad < 0 {
				bad = s.at
			}
		}
		s.step()
	}
	return some, separated, bad
}

func (s *Scanner) number() (token.Token, string) {
	start := s.at
	tok := token.FLOAT
	base, name := rune(10), "decimal literal"
	prefix := byte(0)
	var some, separated bool
	bad := -1
	if s.ch != '.' {
		tok = token.INT
		if s.eat('0') {
			switch lower(s.ch) {
			case 'x':
				base, name, prefix = 16, "hexadecimal literal", 'x'
			case 'o':
				base, name, prefix = 8, "octal literal", 'o'
			case 'b':
				base, name, prefix = 2, "binary literal", 'b'
			default:
				base, name, prefix, some = 8, "octal literal", '0', true
			}
			if prefix != '0' {
				s.step()
			}
		}
		var more bool
		more, separated, bad = s.digits(base)
		some = some || more
	}
	if s.ch == '.' {
		tok = token.FLOAT
		if prefix == 'o' || prefix == 'b' {
			s.error(s.at, "invalid radix point in "+name)
		}
		s.step()
		more, sep, b := s.digits(base)
		some, separated = some || more, separated || sep
		if bad < 0 {
			bad = b
		}
	}
	if !some {
		s.error(s.at, name+" has no digits")
	}
	if e := lower(s.ch); e == 'e' || e == 'p' {
		if e == 'e' && prefix != 0 && prefix != '0' {
			s.error(s.at, fmt.Sprintf("%q exponent requires decimal mantissa", s.ch))
		} else if e == 'p' && prefix != 'x' {
			s.error(s.at, fmt.Sprintf("%q exponent requires hexadecimal mantissa", s.ch))
		}
		s.step()
		tok = token.FLOAT
		if s.ch == '+' || s.ch == '-' {
			s.step()
		}
		digits, sep, _ := s.digits(10)
		separated = separated || sep
		if !digits {
			s.error(s.at, "exponent has no digits")
		}
	} else if prefix == 'x' && tok == token.FLOAT {
		s.error(s.at, "hexadecimal mantissa requires a 'p' exponent")
	}
	if s.eat('i') {
		tok = token.IMAG
	}
	lit := s.src[start:s.at]
	if tok == token.INT && bad >= 0 {
		s.error(bad, fmt.Sprintf("invalid digit %q in %s", lit[bad-start], name))
	}
	if separated {
		if i := badSeparator(lit); i >= 0 {
			s.error(start+i, "'_' must separate successive digits")
		}
	}
	return tok, lit
}

// badSeparator returns where an underscore is that is not between digits, or -1. A prefix counts as a digit.
func badSeparator(lit string) int {
	before := byte('.')
	i := 0
	isHexLit := false
	if len(lit) >= 2 && lit[0] == '0' {
		if p := lower(rune(lit[1])); p == 'x' || p == 'o' || p == 'b' {
			isHexLit = p == 'x'
			before = '0'
			i = 2
		}
	}
	for ; i < len(lit); i++ {
		c := lit[i]
		switch {
		case c == '_':
			if before != '0' {
				return i
			}
		case isDecimal(rune(c)) || isHexLit && isHex(rune(c)):
			c = '0'
		default:
			if before == '_' {
				return i - 1
			}
			c = '.'
		}
		before = c
	}
	if before == '_' {
		return len(lit) - 1
	}
	return -1
}

// escape reads an escape whose backslash has been read.
func (s *Scanner) escape(quote rune) bool {
	start := s.at
	count, base, most := 0, uint32(16), uint32(unicode.MaxRune)
	switch s.ch {
	case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\', quote:
		s.step()
		return true
	case '0', '1', '2', '3', '4', '5', '6', '7':
		count, base, most = 3, 8, 255
	case 'x':
		count, most = 2, 255
	case 'u':
		count = 4
	case 'U':
		count = 8
	default:
		if s.ch == atEnd {
			s.error(start, "escape sequence not terminated")
		} else {
			s.error(start, "unknown escape sequence")
		}
		return false
	}
	if base == 16 {
		s.step()
	}
	v := uint32(0)
	for range count {
		d := uint32(16)
		if isDecimal(s.ch) {
			d = uint32(s.ch - '0')
		} else if isHex(s.ch) {
			d = uint32(lower(s.ch)-'a') + 10
		}
		if d >= base {
			if s.ch == atEnd {
				s.error(s.at, "escape sequence not terminated")
			} else {
				s.error(s.at, fmt.Sprintf("illegal character %#U in escape sequence", s.ch))
			}
			return false
		}
		v = v*base + d
		s.step()
	}
	if v > most || 0xD800 <= v && v < 0xE000 {
		s.error(start, "escape sequence is invalid Unicode code point")
		return false
	}
	return true
}

func (s *Scanner) char(start int) string {
	ok := true
	for count := 0; ; count++ {
		c := s.ch
		if c == '\n' || c == atEnd {
			if ok {
				s.error(start, "rune literal not terminated")
			}
			break
		}
		s.step()
		if c == '\'' {
			if ok && count != 1 {
				s.error(start, "illegal rune literal")
			}
			break
		}
		if c == '\\' && !s.escape('\'') {
			ok = false
		}
	}
	return s.src[start:s.at]
}

func (s *Scanner) str(start int) string {
	for {
		c := s.ch
		if c == '\n' || c == atEnd {
			s.error(start, "string literal not terminated")
			break
		}
		s.step()
		if c == '"' {
			break
		}
		if c == '\\' {
			s.escape('"')
		}
	}
	return s.src[start:s.at]
}

func (s *Scanner) rawString(start int) string {
	for {
		c := s.ch
		if c == atEnd {
			s.error(start, "raw string literal not terminated")
			break
		}
		s.step()
		if c == '`' {
			break
		}
	}
	return withoutCR(s.src[start:s.at], false)
}
