package json

import "strconv"

// scanner is the state of a scan that may be cut anywhere; native.cc knows its layout.
type scanner struct {
	state int    // where in the grammar: 0 is the beginning of a value
	stack []byte // 'k', 'v' or 'a' for each open object (before or after the colon) or array
	what  int    // what was wrong
	char  int    // with which byte
	bytes int64  // how many bytes were looked at, the wrong one included
}

const (
	scanMore  = iota // all was read; the value may go on
	scanEnd          // the value has ended before byte n
	scanError        // byte n is wrong
)

// scan reads data. With stop it ends where the value does; otherwise only space may follow the value.
func scan(s *scanner, data []byte, stop bool) (n, status int)

// valueEnd returns the index after the value, or string, at data[i] of valid JSON.
func valueEnd(data []byte, i int) int

// unquote returns the string that a JSON string stands for.
func unquote(data []byte) (s string, ok bool)

// appendString appends s as a JSON string.
func appendString(dst []byte, s string, escapeHTML bool) []byte

func appendHTMLEscape(dst, src []byte) []byte

// compact and indented append valid JSON without its space, or with fresh space.
func compact(dst, src []byte, escapeHTML bool) []byte
func indented(dst, src []byte, prefix, indent string) []byte

// What may be wrong at a character; the numbers are native.cc's.
var contexts = [...]string{
	0:  "",
	1:  " looking for beginning of value",
	2:  " looking for beginning of object key string",
	3:  " after object key",
	4:  " after object key:value pair",
	5:  " after array element",
	6:  " after top-level value",
	7:  " in string literal",
	8:  " in string escape code",
	9:  ` in \u hexadecimal character escape`,
	10: " in numeric literal",
	11: " after decimal point in numeric literal",
	12: " in exponent of numeric literal",
	13: " exceeded max depth",
}

// From literalBase on the value of what is a place in a literal.
const literalBase = 20

func (s *scanner) error() error {
	msg := ""
	switch {
	case s.what >= literalBase:
		place := s.what - literalBase
		literal := [...]string{"true", "false", "null"}[place/8]
		msg = "invalid character " + quoteChar(byte(s.char)) + " in literal " + literal + " (expecting " + quoteChar(literal[place%8]) + ")"
	default:
		msg = "invalid character " + quoteChar(byte(s.char)) + contexts[s.what]
	}
	return &SyntaxError{msg, s.bytes}
}

// eof ends the input.
func (s *scanner) eof() error {
	_, status := scan(s, []byte{' '}, true)
	if status == scanEnd {
		return nil
	}
	s.bytes--
	if status == scanError {
		return s.error()
	}
	return &SyntaxError{"unexpected end of JSON input", s.bytes}
}

func checkValid(data []byte) error {
	var s scanner
	if _, status := scan(&s, data, false); status == scanError {
		return s.error()
	}
	return s.eof()
}

// Valid reports whether data is one JSON value.
func Valid(data []byte) bool { return checkValid(data) == nil }

// SyntaxError says where something is no JSON.
type SyntaxError struct {
	msg    string
	Offset int64 // bytes read before and with the error
}

func (e *SyntaxError) Error() string { return e.msg }

func quoteChar(c byte) string {
	switch c {
	case '\'':
		return `'\''`
	case '"':
		return `'"'`
	}
	s := strconv.Quote(string(rune(c)))
	return "'" + s[1:len(s)-1] + "'"
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }
