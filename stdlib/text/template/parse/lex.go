package parse

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file cuts template text into items. All of a text is cut at once; what cannot be is an item of kind itemError,
// behind which nothing follows. So the parser looks ahead as far as it likes, and errors come in the order of the text.

type itemKind uint8

const (
	itemError itemKind = iota // val is the text of the error
	itemBool
	itemChar // an ASCII character that has no kind of its own, such as ','
	itemCharConstant
	itemComment
	itemComplex // a sum such as 1+2i; a lone imaginary number is an itemNumber
	itemAssign
	itemDeclare
	itemEOF
	itemField // .name
	itemIdentifier
	itemLeftDelim
	itemLeftParen
	itemNumber
	itemPipe
	itemRawString // with its quotes, as itemString
	itemRightDelim
	itemRightParen
	itemSpace
	itemString
	itemText
	itemVariable // $name
	// The kinds from here on are keywords.
	itemDot
	itemNil
	itemBlock
	itemBreak
	itemContinue
	itemDefine
	itemElse
	itemEnd
	itemIf
	itemRange
	itemTemplate
	itemWith
)

type item struct {
	kind itemKind
	pos  Pos
	line int // of pos, from 1
	val  string
}

// String describes an item in messages.
func (i item) String() string {
	switch {
	case i.kind == itemEOF:
		return "EOF"
	case i.kind == itemError:
		return i.val
	case i.kind >= itemDot:
		return "<" + i.val + ">"
	case len(i.val) > 10:
		return fmt.Sprintf("%.10q...", i.val)
	}
	return fmt.Sprintf("%q", i.val)
}

func keyword(word string) itemKind {
	switch word {
	case "block":
		return itemBlock
	case "break":
		return itemBreak
	case "continue":
		return itemContinue
	case "define":
		return itemDefine
	case "else":
		return itemElse
	case "end":
		return itemEnd
	case "if":
		return itemIf
	case "nil":
		return itemNil
	case "range":
		return itemRange
	case "template":
		return itemTemplate
	case "true", "false":
		return itemBool
	case "with":
		return itemWith
	}
	return itemIdentifier
}

const (
	spaces = " \t\r\n"
	noRune = rune(-1) // the end of the text
)

type lexer struct {
	text        string
	left, right string // delimiters
	comments    bool   // comments are items
	breaks      bool   // break is a keyword
	continues   bool   // continue is one
	pos, start  int    // text[start:pos] is the item being cut
	line        int    // of start
	parens      int    // open in this action
	items       []item
}

// lex cuts text. Empty delimiters are the usual ones.
func lex(text, left, right string, comments, breaks, continues bool) []item {
	if left == "" {
		left = "{{"
	}
	if right == "" {
		right = "}}"
	}
	l := &lexer{text: text, left: left, right: right, comments: comments, breaks: breaks, continues: continues, line: 1}
	for l.plain() && l.action() {
	}
	return l.items
}

// skip moves start to pos.
func (l *lexer) skip() {
	l.line += strings.Count(l.text[l.start:l.pos], "\n")
	l.start = l.pos
}

func (l *lexer) emit(kind itemKind) {
	l.items = append(l.items, item{kind, Pos(l.start), l.line, l.text[l.start:l.pos]})
	l.skip()
}

// fail makes an error the last item. It returns false, for its callers to return.
func (l *lexer) fail(format string, args ...any) bool {
	l.items = append(l.items, item{itemError, Pos(l.start), l.line, fmt.Sprintf(format, args...)})
	return false
}

// peek returns the rune at pos and its width.
func (l *lexer) peek() (rune, int) {
	if l.pos >= len(l.text) {
		return noRune, 0
	}
	if c := l.text[l.pos]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(l.text[l.pos:])
}

func (l *lexer) next() rune {
	r, n := l.peek()
	l.pos += n
	return r
}

// plain cuts what stands before the next left delimiter, with comments, and reports whether there is an action then, whose
// left delimiter it cuts as well.
func (l *lexer) plain() bool {
	for {
		n := strings.Index(l.text[l.pos:], l.left)
		if n < 0 {
			if l.pos = len(l.text); l.pos > l.start {
				l.emit(itemText)
			}
			l.emit(itemEOF)
			return false
		}
		delim := l.pos + n
		inside := delim + len(l.left)
		trim := trimsBefore(l.text[inside:])
		l.pos = delim
		if trim {
			l.pos = l.start + len(strings.TrimRight(l.text[l.start:delim], spaces))
		}
		if l.pos > l.start {
			l.emit(itemText)
		}
		l.pos = delim
		l.skip()
		within := inside
		if trim {
			within += 2
		}
		if strings.HasPrefix(l.text[within:], "/*") {
			l.pos = within
			l.skip()
			if !l.comment() {
				return false
			}
			continue
		}
		l.pos = inside
		l.emit(itemLeftDelim)
		l.pos = within
		l.skip()
		return true
	}
}

// comment cuts a comment and the right delimiter that must follow it.
func (l *lexer) comment() bool {
	n := strings.Index(l.text[l.pos+2:], "*/")
	if n < 0 {
		l.pos += 2
		return l.fail("unclosed comment")
	}
	l.pos += n + 4
	size, trim := l.rightDelim()
	if size == 0 {
		return l.fail("comment ends before closing delimiter")
	}
	if l.comments {
		l.emit(itemComment)
	}
	l.pos += size
	if trim {
		l.trimAfter()
	}
	l.skip()
	return true
}

// rightDelim returns the length of the right delimiter at pos with its trim marker, or 0.
func (l *lexer) rightDelim() (size int, trim bool) {
	rest := l.text[l.pos:]
	if trimsAfter(rest) && strings.HasPrefix(rest[2:], l.right) {
		return 2 + len(l.right), true
	}
	if strings.HasPrefix(rest, l.right) {
		return len(l.right), false
	}
	return 0, false
}

func (l *lexer) trimAfter() {
	rest := l.text[l.pos:]
	l.pos += len(rest) - len(strings.TrimLeft(rest, spaces))
}

// action cuts what stands between delimiters, and the right one.
func (l *lexer) action() bool {
	l.parens = 0
	for {
		if size, trim := l.rightDelim(); size > 0 {
			if l.parens > 0 {
				return l.fail("unclosed left paren")
			}
			l.pos += size - len(l.right)
			l.skip()
			l.pos += len(l.right)
			l.emit(itemRightDelim)
			if trim {
				l.trimAfter()
				l.skip()
			}
			return true
		}
		if !l.one() {
			return false
		}
	}
}

// one cuts one item of an action.
func (l *lexer) one() bool {
	switch r := l.next(); {
	case r == noRune:
		return l.fail("unclosed action")
	case isSpace(r):
		for l.pos < len(l.text) && isSpace(rune(l.text[l.pos])) {
			if size, trim := l.rightDelim(); size > 0 && trim {
				break // this space belongs to the delimiter
			}
			l.pos++
		}
		l.emit(itemSpace)
	case r == '=':
		l.emit(itemAssign)
	case r == ':':
		if l.next() != '=' {
			return l.fail("expected :=")
		}
		l.emit(itemDeclare)
	case r == '|':
		l.emit(itemPipe)
	case r == '"':
		return l.quoted('"', itemString, "unterminated quoted string")
	case r == '\'':
		return l.quoted('\'', itemCharConstant, "unterminated character constant")
	case r == '`':
		n := strings.IndexByte(l.text[l.pos:], '`')
		if n < 0 {
			return l.fail("unterminated raw quoted string")
		}
		l.pos += n + 1
		l.emit(itemRawString)
	case r == '$':
		return l.name(itemVariable, itemVariable)
	case r == '.' && (l.pos == len(l.text) || !isDigit(l.text[l.pos])):
		if l.pos == len(l.text) {
			return l.number(true)
		}
		return l.name(itemField, itemDot)
	case r == '.', r == '+', r == '-', '0' <= r && r <= '9':
		l.pos--
		return l.number(false)
	case isAlphaNumeric(r):
		return l.word()
	case r == '(':
		l.parens++
		l.emit(itemLeftParen)
	case r == ')':
		l.parens--
		if l.parens < 0 {
			return l.fail("unexpected right paren")
		}
		l.emit(itemRightParen)
	case r < utf8.RuneSelf && unicode.IsPrint(r):
		l.emit(itemChar)
	default:
		return l.fail("unrecognized character in action: %#U", r)
	}
	return true
}

func (l *lexer) quoted(quote rune, kind itemKind, unterminated string) bool {
	for {
		r := l.next()
		if r == '\\' {
			if r = l.next(); r != noRune && r != '\n' {
				continue
			}
		}
		switch r {
		case noRune, '\n':
			return l.fail("%s", unterminated)
		case quote:
			l.emit(kind)
			return true
		}
	}
}

// terminated reports whether a name may end at pos.
func (l *lexer) terminated() bool {
	r, _ := l.peek()
	switch r {
	case noRune, ' ', '\t', '\r', '\n', '.', ',', '|', ':', ')', '(':
		return true
	}
	return strings.HasPrefix(l.text[l.pos:], l.right)
}

func (l *lexer) letters() {
	for {
		r, n := l.peek()
		if !isAlphaNumeric(r) {
			return
		}
		l.pos += n
	}
}

// name cuts the rest of a field or variable; its mark alone is a bare item.
func (l *lexer) name(kind, bare itemKind) bool {
	if l.terminated() {
		l.emit(bare)
		return true
	}
	l.letters()
	if !l.terminated() {
		r, _ := l.peek()
		return l.fail("bad character %#U", r)
	}
	l.emit(kind)
	return true
}

func (l *lexer) word() bool {
	l.letters()
	if !l.terminated() {
		r, _ := l.peek()
		return l.fail("bad character %#U", r)
	}
	kind := keyword(l.text[l.start:l.pos])
	if kind == itemBreak && !l.breaks || kind == itemContinue && !l.continues {
		kind = itemIdentifier
	}
	l.emit(kind)
	return true
}

// number cuts a number. It takes more than what is one: the parser converts. A point at the very end of the text is read
// already, and no number.
func (l *lexer) number(read bool) bool {
	good := read || l.digits()
	kind := itemNumber
	if r, _ := l.peek(); good && (r == '+' || r == '-') {
		good = l.digits() && l.text[l.pos-1] == 'i'
		kind = itemComplex
	}
	if !good {
		return l.fail("bad number syntax: %q", l.text[l.start:l.pos])
	}
	l.emit(kind)
	return true
}

func (l *lexer) accept(set string) bool {
	if l.pos < len(l.text) && strings.IndexByte(set, l.text[l.pos]) >= 0 {
		l.pos++
		return true
	}
	return false
}

func (l *lexer) digits() bool {
	const decimal = "0123456789_"
	set, exponent := decimal, "eE"
	l.accept("+-")
	if l.accept("0") {
		switch {
		case l.accept("xX"):
			set, exponent = "0123456789abcdefABCDEF_", "pP"
		case l.accept("oO"):
			set, exponent = "01234567_", ""
		case l.accept("bB"):
			set, exponent = "01_", ""
		}
	}
	for l.accept(set) {
	}
	if l.accept(".") {
		for l.accept(set) {
		}
	}
	if l.accept(exponent) {
		l.accept("+-")
		for l.accept(decimal) {
		}
	}
	l.accept("i")
	if r, n := l.peek(); isAlphaNumeric(r) {
		l.pos += n // the message shows it
		return false
	}
	return true
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\r' || r == '\n' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isAlphaNumeric(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// trimsBefore reports whether a left delimiter followed by s drops the space before it.
func trimsBefore(s string) bool { return len(s) >= 2 && s[0] == '-' && isSpace(rune(s[1])) }

// trimsAfter reports whether s begins as a right delimiter does that drops the space behind it.
func trimsAfter(s string) bool { return len(s) >= 2 && isSpace(rune(s[0])) && s[1] == '-' }
