package template

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"
)

// This file has the functions that are added to the pipelines of actions.

// failsafe is printed in place of what is not safe where it stands.
const failsafe = "ZgotmplZ"

func escaperFuncs() template.FuncMap {
	return template.FuncMap{
		"_html_template_attrescaper":      attrEscaper,
		"_html_template_commentescaper":   func(...any) string { return "" },
		"_html_template_cssescaper":       cssEscaper,
		"_html_template_cssvaluefilter":   cssValueFilter,
		"_html_template_htmlnamefilter":   htmlNameFilter,
		"_html_template_htmlescaper":      htmlEscaper,
		"_html_template_jsregexpescaper":  jsRegexpEscaper,
		"_html_template_jsstrescaper":     jsStrEscaper,
		"_html_template_jstmpllitescaper": jsTmplLitEscaper,
		"_html_template_jsvalescaper":     jsValEscaper,
		"_html_template_nospaceescaper":   htmlNospaceEscaper,
		"_html_template_rcdataescaper":    rcdataEscaper,
		"_html_template_srcsetescaper":    srcsetEscaper,
		"_html_template_urlescaper":       func(args ...any) string { return escapeURL(false, args) },
		"_html_template_urlfilter":        urlFilter,
		"_html_template_urlnormalizer":    func(args ...any) string { return escapeURL(true, args) },
		"_eval_args_":                     evalArgs,
	}
}

// replaceAny replaces the characters of s that are in set by what to says.
func replaceAny(s, set string, to func(r rune) string) string {
	i := strings.IndexAny(s, set)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i >= 0 {
		r, n := utf8.DecodeRuneInString(s[i:])
		b.WriteString(s[:i])
		b.WriteString(to(r))
		s = s[i+n:]
		i = strings.IndexAny(s, set)
	}
	b.WriteString(s)
	return b.String()
}

// HTML.

func htmlEntity(r rune) string {
	switch r {
	case 0:
		return "\uFFFD"
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	}
	return fmt.Sprintf("&#%d;", r)
}

func escapeHTML(s string) string { return replaceAny(s, "\x00\"&'+<>", htmlEntity) }

// normalizeHTML leaves the entities of s as they are.
func normalizeHTML(s string) string { return replaceAny(s, "\x00\"'+<>", htmlEntity) }

func htmlEscaper(args ...any) string {
	s, t := stringify(args)
	if t == contentHTML {
		return s
	}
	return escapeHTML(s)
}

func rcdataEscaper(args ...any) string {
	s, t := stringify(args)
	if t == contentHTML {
		return normalizeHTML(s)
	}
	return escapeHTML(s)
}

func attrEscaper(args ...any) string {
	s, t := stringify(args)
	if t == contentHTML {
		return normalizeHTML(stripTags(s))
	}
	return escapeHTML(s)
}

// htmlNospaceEscaper escapes for attributes without quotes.
func htmlNospaceEscaper(args ...any) string {
	s, t := stringify(args)
	if s == "" {
		return failsafe
	}
	if t == contentHTML {
		s = stripTags(s)
	}
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		entity := ""
		switch {
		case r == 0:
			entity = "&#xfffd;"
		case '\t' <= r && r <= '\r' || r < utf8.RuneSelf && strings.IndexByte(" \"'+<=>`", byte(r)) >= 0 ||
			r == '&' && t != contentHTML:
			entity = htmlEntity(r)
		case 0xFDD0 <= r && r <= 0xFDEF || 0xFFF0 <= r && r <= 0xFFFF:
			entity = fmt.Sprintf("&#x%x;", r)
		}
		if entity != "" {
			b.WriteString(s[done:i])
			b.WriteString(entity)
			done = i + n
		}
		i += n
	}
	if done == 0 {
		return s
	}
	return b.String() + s[done:]
}

// htmlNameFilter lets the names of attributes pass that have no special meaning.
func htmlNameFilter(args ...any) string {
	s, t := stringify(args)
	if t == contentHTMLAttr {
		return s
	}
	s = strings.ToLower(s)
	if s == "" || attrContent(s) != contentPlain {
		return failsafe
	}
	for i := range len(s) {
		if !isAlnum(s[i]) {
			return failsafe
		}
	}
	return s
}

// stripTags returns the text of HTML.
func stripTags(s string) string {
	var b strings.Builder
	c, i, allText := context{}, 0, true
	for i < len(s) {
		if c.delim != delimNone {
			n := strings.IndexAny(s[i:], c.delim.ends())
			if n < 0 {
				break
			}
			if c.delim != delimSpaceOrTagEnd {
				n++
			}
			c = context{state: stateTag, element: c.element}
			i += n
			continue
		}
		inside := c
		if c.element != elementNone && !c.state.isInTag() {
			inside.state = stateRCDATA
		}
		var after context
		var n int
		if inside.state == stateRCDATA {
			after, n = stepSpecialElement(c, s[i:])
		} else {
			after, n = inside.step(s[i:])
		}
		if c.state == stateText || c.state == stateRCDATA {
			text := s[i : i+n]
			if after.state != c.state {
				if lt := strings.LastIndexByte(text, '<'); lt >= 0 {
					text = text[:lt]
				}
			}
			b.WriteString(text)
		} else {
			allText = false
		}
		c, i = after, i+n
	}
	if allText {
		return s
	}
	if c.state == stateText || c.state == stateRCDATA {
		b.WriteString(s[i:])
	}
	return b.String()
}

// URLs.

// isSafeURL reports whether a URL is relative, or of a scheme that does no harm.
func isSafeURL(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	return !ok || strings.Contains(scheme, "/") || strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") ||
		strings.EqualFold(scheme, "mailto")
}

func urlFilter(args ...any) string {
	s, t := stringify(args)
	if t == contentURL || isSafeURL(s) {
		return s
	}
	return "#" + failsafe
}

func escapeURL(normalize bool, args []any) string {
	s, t := stringify(args)
	return percent(s, normalize || t == contentURL)
}

// percent escapes bytes that may not stand in a URL; or, unless it is only normalized, in a part of one.
func percent(s string, normalize bool) string {
	var b strings.Builder
	done := 0
	for i := range len(s) {
		c := s[i]
		if isAlnum(c) || strings.IndexByte("-._~", c) >= 0 {
			continue
		}
		if normalize && (strings.IndexByte("!#$&*+,/:;=?@[]", c) >= 0 ||
			c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])) {
			continue
		}
		b.WriteString(s[done:i])
		fmt.Fprintf(&b, "%%%02x", c)
		done = i + 1
	}
	if done == 0 {
		return s
	}
	return b.String() + s[done:]
}

func srcsetEscaper(args ...any) string {
	s, t := stringify(args)
	switch t {
	case contentSrcset:
		return s
	case contentURL:
		return strings.ReplaceAll(percent(s, true), ",", "%2c")
	}
	parts := strings.Split(s, ",")
	for i, part := range parts {
		parts[i] = srcsetPart(part)
	}
	return strings.Join(parts, ",")
}

// srcsetPart makes a URL and the widths or densities after it safe.
func srcsetPart(s string) string {
	start := skipSpace(s, 0)
	end := len(s)
	if i := strings.IndexAny(s[start:], htmlSpace); i >= 0 {
		end = start + i
	}
	ok := isSafeURL(s[start:end])
	for i := end; i < len(s); i++ {
		ok = ok && (isAlnum(s[i]) || strings.IndexByte(htmlSpace, s[i]) >= 0)
	}
	if !ok {
		return "#" + failsafe
	}
	return s[:start] + percent(s[start:end], true) + s[end:]
}

// JavaScript.

// isJSType reports whether a script element with this type is executed or read by scripts.
func isJSType(mimeType string) bool {
	mimeType, _, _ = strings.Cut(mimeType, ";")
	mimeType = strings.TrimSpace(strings.ToLower(mimeType))
	switch mimeType {
	case "", "module", "application/json", "application/ld+json":
		return true
	}
	kind, name, _ := strings.Cut(mimeType, "/")
	switch kind {
	case "application":
		switch strings.TrimPrefix(name, "x-") {
		case "ecmascript", "javascript":
			return true
		}
	case "text":
		switch strings.TrimPrefix(name, "x-") {
		case "ecmascript", "javascript":
			return true
		}
		switch name {
		case "javascript1.0", "javascript1.1", "javascript1.2", "javascript1.3", "javascript1.4", "javascript1.5", "jscript",
			"livescript":
			return true
		}
	}
	return false
}

func isJSIdent(c byte) bool { return isAlnum(c) || c == '$' || c == '_' }

// jsCtxAfter returns what a slash would be after the tokens of s, which begin where it would be before.
func jsCtxAfter(s string, before jsCtx) jsCtx {
	s = strings.TrimRight(s, "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"+
		"\u2028\u2029\u202f\u205f\u3000\ufeff")
	if s == "" {
		return before
	}
	last := len(s) - 1
	switch c := s[last]; c {
	case '+', '-':
		// An odd number of them ends with an operator that wants an operand; an even number is ++ or -- after one.
		if n := len(s) - len(strings.TrimRight(s, s[last:])); n%2 == 1 {
			return jsCtxRegexp
		}
		return jsCtxDivOp
	case '.':
		if last > 0 && '0' <= s[last-1] && s[last-1] <= '9' {
			return jsCtxDivOp
		}
		return jsCtxRegexp
	case ',', '<', '>', '=', '*', '%', '&', '|', '^', '?', '!', '~', '(', '[', ':', ';', '{', '}':
		return jsCtxRegexp
	}
	i := len(s)
	for i > 0 && isJSIdent(s[i-1]) {
		i--
	}
	switch s[i:] {
	case "break", "case", "continue", "delete", "do", "else", "finally", "in", "instanceof", "return", "throw", "try",
		"typeof", "void":
		return jsCtxRegexp
	}
	return jsCtxDivOp
}

// jsValEscaper returns a JavaScript expression for a value.
func jsValEscaper(args ...any) string {
	isMarshaler := func(t reflect.Type) bool { return t.Implements(reflect.TypeFor[json.Marshaler]()) }
	var value any
	if len(args) == 1 {
		value = follow(args[0], isMarshaler)
		switch v := value.(type) {
		case JS:
			return string(v)
		case JSStr:
			return `"` + string(v) + `"`
		case json.Marshaler:
		case fmt.Stringer:
			value = v.String()
		}
	} else {
		for i, a := range args {
			args[i] = follow(a, isMarshaler)
		}
		value = fmt.Sprint(args...)
	}
	out, err := json.Marshal(value)
	if err != nil {
		text := plainScriptTags(err.Error())
		text = strings.ReplaceAll(text, "*/", "* /")
		text = strings.ReplaceAll(text, "<!--", `\x3C!--`)
		return " /* " + text + " */null "
	}
	s := string(out)
	if s == "" {
		return " null "
	}
	pad := isJSIdent(s[0]) || isJSIdent(s[len(s)-1])
	s = strings.ReplaceAll(s, "\u2028", `\u2028`)
	s = strings.ReplaceAll(s, "\u2029", `\u2029`)
	if pad {
		return " " + s + " "
	}
	return s
}

// plainScriptTags is hideTags for comments, where how the tags were written does not matter.
func plainScriptTags(s string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "<")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		s = after
		if n := tagLen(s, "script"); n > 0 {
			b.WriteString(`\x3Cscript`)
			s = s[n:]
		} else if n := tagLen(s, "/script"); n > 0 {
			b.WriteString(`\x3C/script`)
			s = s[n:]
		} else {
			b.WriteByte('<')
		}
	}
}

const jsControls = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f" +
	"\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\u2028\u2029"

func jsEscape(r rune) string {
	switch r {
	case '\t':
		return `\t`
	case '\n':
		return `\n`
	case '\f':
		return `\f`
	case '\r':
		return `\r`
	}
	if r < ' ' || r >= utf8.RuneSelf || strings.IndexByte("\"&'+<>`", byte(r)) >= 0 {
		return fmt.Sprintf(`\u%04x`, r)
	}
	return `\` + string(r)
}

func jsTemplateEscape(r rune) string {
	if r == '$' || r == '{' || r == '}' {
		return fmt.Sprintf(`\u%04x`, r)
	}
	return jsEscape(r)
}

func jsStrEscaper(args ...any) string {
	s, t := stringify(args)
	set := jsControls + "\"`&'+/<>"
	if t != contentJSStr {
		set += `\`
	}
	return replaceAny(s, set, jsEscape)
}

func jsTmplLitEscaper(args ...any) string {
	s, _ := stringify(args)
	return replaceAny(s, jsControls+"\"`&'+/<>\\${}", jsTemplateEscape)
}

func jsRegexpEscaper(args ...any) string {
	s, _ := stringify(args)
	if s == "" {
		return "(?:)" // since // begins a comment
	}
	return replaceAny(s, jsControls+`"$&'()*+-./<>?[\]^{|}`, jsEscape)
}

// hideTags replaces the < of <script, </script and <!-- in script literals.
func hideTags(s string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "<")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		s = after
		if tagLen(s, "script") > 0 || tagLen(s, "/script") > 0 || tagLen(s, "!--") > 0 {
			b.WriteString(`\x3C`)
		} else {
			b.WriteByte('<')
		}
	}
}

// tagLen returns how much of the beginning of s a case-insensitive regular expression takes for tag: ſ is an s there.
func tagLen(s, tag string) int {
	at := 0
	for _, want := range tag {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r != want && unicode.SimpleFold(r) != want && unicode.SimpleFold(unicode.SimpleFold(r)) != want {
			return 0
		}
		at += n
	}
	return at
}

// CSS.

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

// endsInURLKeyword reports whether s ends in the CSS word url.
func endsInURLKeyword(s string) bool {
	i := len(s) - 3
	if i < 0 || strings.ToLower(s[i:]) != "url" {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return i == 0 || !isCSSNameRune(r)
}

func isCSSNameRune(r rune) bool {
	return r < utf8.RuneSelf && (isAlnum(byte(r)) || r == '-' || r == '_') || 0x80 <= r && r <= 0xD7FF ||
		0xE000 <= r && r <= 0xFFFD || 0x10000 <= r && r <= unicode.MaxRune
}

// decodeCSS replaces the escapes of CSS by what they stand for.
func decodeCSS(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for {
		before, after, _ := strings.Cut(s, `\`)
		b.WriteString(before)
		if after == "" {
			return b.String()
		}
		digits := 0
		var code rune
		for digits < 6 && digits < len(after) && isHex(after[digits]) {
			d := rune(after[digits] | 0x20)
			if d >= 'a' {
				d -= 'a' - 10
			} else {
				d -= '0'
			}
			code, digits = code<<4|d, digits+1
		}
		if digits == 0 {
			_, n := utf8.DecodeRuneInString(after)
			b.WriteString(after[:n])
			s = after[n:]
			continue
		}
		if code > unicode.MaxRune {
			code, digits = code>>4, digits-1
		}
		b.WriteRune(code)
		s = after[digits:]
		if strings.HasPrefix(s, "\r\n") {
			s = s[2:]
		} else if s != "" && strings.IndexByte(htmlSpace, s[0]) >= 0 {
			s = s[1:]
		}
	}
}

func cssEscaper(args ...any) string {
	s, _ := stringify(args)
	var b strings.Builder
	done := 0
	for i := range len(s) {
		c := s[i]
		if strings.IndexByte("\x00\t\n\f\r\"&'()+/:;<>\\{}", c) < 0 {
			continue
		}
		b.WriteString(s[done:i])
		done = i + 1
		if c == '\\' {
			b.WriteString(`\\`)
			continue
		}
		fmt.Fprintf(&b, `\%x`, c)
		// A space ends the number.
		if done == len(s) || isHex(s[done]) || strings.IndexByte(htmlSpace, s[done]) >= 0 {
			b.WriteByte(' ')
		}
	}
	if done == 0 {
		return s
	}
	return b.String() + s[done:]
}

// cssValueFilter lets words, numbers and the like pass, which cannot do anything.
func cssValueFilter(args ...any) string {
	s, t := stringify(args)
	if t == contentCSS {
		return s
	}
	s = decodeCSS(s)
	if strings.ContainsAny(s, "\x00\"'()/;@[\\]`{}<>") || strings.Contains(s, "--") {
		return failsafe
	}
	letters := strings.ToLower(strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && isCSSNameRune(r) && r != '-' {
			return r
		}
		return -1
	}, s))
	if strings.Contains(letters, "expression") || strings.Contains(letters, "mozbinding") {
		return failsafe
	}
	return s
}
