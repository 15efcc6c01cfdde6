package strconv

import "internal/rt"

const (
	modePlain = iota
	modeASCII
	modeGraphic
)

func quote(s string, mode int) string
func appendQuoted(dst []byte, s string, mode int) []byte
func quoteRune(r rune, mode int) string
func appendQuotedRune(dst []byte, r rune, mode int) []byte
func unquote(s string) (value string, ok bool)
func quotedPrefix(s string) int
func unquoteChar(s string, quote byte) (value rune, multibyte bool, n int)

// Quote returns s as a double-quoted Go string literal.
func Quote(s string) string { return quote(s, modePlain) }

// AppendQuote appends Quote(s) to dst.
func AppendQuote(dst []byte, s string) []byte { return appendQuoted(dst, s, modePlain) }

// QuoteToASCII returns s as a Go string literal of ASCII characters.
func QuoteToASCII(s string) string { return quote(s, modeASCII) }

// AppendQuoteToASCII appends QuoteToASCII(s) to dst.
func AppendQuoteToASCII(dst []byte, s string) []byte { return appendQuoted(dst, s, modeASCII) }

// QuoteToGraphic returns s as a Go string literal that leaves graphic characters unchanged.
func QuoteToGraphic(s string) string { return quote(s, modeGraphic) }

// AppendQuoteToGraphic appends QuoteToGraphic(s) to dst.
func AppendQuoteToGraphic(dst []byte, s string) []byte { return appendQuoted(dst, s, modeGraphic) }

// QuoteRune returns r as a Go character literal.
func QuoteRune(r rune) string { return quoteRune(r, modePlain) }

// AppendQuoteRune appends QuoteRune(r) to dst.
func AppendQuoteRune(dst []byte, r rune) []byte { return appendQuotedRune(dst, r, modePlain) }

// QuoteRuneToASCII returns r as a Go character literal of ASCII characters.
func QuoteRuneToASCII(r rune) string { return quoteRune(r, modeASCII) }

// AppendQuoteRuneToASCII appends QuoteRuneToASCII(r) to dst.
func AppendQuoteRuneToASCII(dst []byte, r rune) []byte { return appendQuotedRune(dst, r, modeASCII) }

// QuoteRuneToGraphic returns r as a Go character literal, unchanged if it is graphic.
func QuoteRuneToGraphic(r rune) string { return quoteRune(r, modeGraphic) }

// AppendQuoteRuneToGraphic appends QuoteRuneToGraphic(r) to dst.
func AppendQuoteRuneToGraphic(dst []byte, r rune) []byte {
	return appendQuotedRune(dst, r, modeGraphic)
}

// CanBackquote reports whether s can be written as a one-line raw string literal.
func CanBackquote(s string) bool

// Unquote returns the string that the Go literal s denotes, or the one-character string of a character literal.
func Unquote(s string) (string, error) {
	v, ok := unquote(s)
	if !ok {
		return "", ErrSyntax
	}
	return v, nil
}

// QuotedPrefix returns the quoted string at the start of s, as it is written.
func QuotedPrefix(s string) (string, error) {
	n := quotedPrefix(s)
	if n == 0 {
		return "", ErrSyntax
	}
	return s[:n], nil
}

// UnquoteChar decodes the first character or escape of a text that was quoted with quote.
func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	value, multibyte, n := unquoteChar(s, quote)
	if n == 0 {
		return 0, false, "", ErrSyntax
	}
	return value, multibyte, s[n:], nil
}

// IsPrint reports whether r is printable as Go defines it.
func IsPrint(r rune) bool { return rt.IsPrint(r) }

// IsGraphic reports whether r is a graphic character.
func IsGraphic(r rune) bool { return rt.IsGraphic(r) }
