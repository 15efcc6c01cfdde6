package template

import (
	"fmt"
	"io"
	"net/url"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file has the functions that make text safe within HTML, JavaScript and queries.

// htmlEntity returns what stands for c in HTML, or "" for c itself.
func htmlEntity(c byte) string {
	switch c {
	case 0:
		return "\uFFFD"
	case '"':
		return "&#34;"
	case '\'':
		return "&#39;"
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	}
	return ""
}

// HTMLEscape writes b to w, as plain text within HTML.
func HTMLEscape(w io.Writer, b []byte) {
	done := 0
	for i, c := range b {
		if e := htmlEntity(c); e != "" {
			w.Write(b[done:i])
			io.WriteString(w, e)
			done = i + 1
		}
	}
	w.Write(b[done:])
}

// HTMLEscapeString returns s as plain text within HTML.
func HTMLEscapeString(s string) string {
	if !strings.ContainsAny(s, "'\"&<>\000") {
		return s
	}
	var b strings.Builder
	HTMLEscape(&b, []byte(s))
	return b.String()
}

// HTMLEscaper returns its arguments, printed, as plain text within HTML.
func HTMLEscaper(args ...any) string { return HTMLEscapeString(printed(args)) }

func jsSpecial(r rune) bool {
	return r < ' ' || r >= utf8.RuneSelf || strings.IndexByte(`\'"<>&=`, byte(r)) >= 0
}

// JSEscape writes b to w, as it may stand within a JavaScript string.
func JSEscape(w io.Writer, b []byte) {
	done := 0
	for i := 0; i < len(b); i++ {
		c := b[i]
		if !jsSpecial(rune(c)) {
			continue
		}
		w.Write(b[done:i])
		switch {
		case c == '\\' || c == '\'' || c == '"':
			w.Write([]byte{'\\', c})
		case c < utf8.RuneSelf:
			fmt.Fprintf(w, `\u%04X`, c)
		default:
			r, n := utf8.DecodeRune(b[i:])
			if unicode.IsPrint(r) {
				w.Write(b[i : i+n])
			} else {
				fmt.Fprintf(w, `\u%04X`, r)
			}
			i += n - 1
		}
		done = i + 1
	}
	w.Write(b[done:])
}

// JSEscapeString returns s as it may stand within a JavaScript string.
func JSEscapeString(s string) string {
	if strings.IndexFunc(s, jsSpecial) < 0 {
		return s
	}
	var b strings.Builder
	JSEscape(&b, []byte(s))
	return b.String()
}

// JSEscaper returns its arguments, printed, as they may stand within a JavaScript string.
func JSEscaper(args ...any) string { return JSEscapeString(printed(args)) }

// URLQueryEscaper returns its arguments, printed, as they may stand within the query of a URL.
func URLQueryEscaper(args ...any) string { return url.QueryEscape(printed(args)) }

// printed returns what fmt.Sprint makes of the arguments once pointers to them are followed.
func printed(args []any) string {
	if len(args) == 1 {
		if s, ok := args[0].(string); ok {
			return s
		}
	}
	for i, arg := range args {
		if v, ok := printable(reflect.ValueOf(arg)); ok {
			args[i] = v
		}
	}
	return fmt.Sprint(args...)
}
