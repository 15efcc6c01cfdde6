package template

import (
	"html"
	"strings"
)

// This file follows text through HTML, JavaScript and CSS. The functions step* take a context and text that is not empty, and
// return the context after a first part of it, and how long that is.

const htmlSpace = " \t\n\f\r"

func (c context) step(s string) (context, int) {
	switch c.state {
	case stateText:
		return stepText(c, s)
	case stateTag:
		return stepTag(c, s)
	case stateAttrName:
		return stepAttrName(c, s)
	case stateAfterName:
		i := skipSpace(s, 0)
		if i < len(s) && s[i] == '=' {
			c.state = stateBeforeValue
			i++
		} else if i < len(s) {
			c.state = stateTag
		}
		return c, i
	case stateBeforeValue:
		return stepBeforeValue(c, s)
	case stateHTMLCmt:
		if i := strings.Index(s, "-->"); i >= 0 {
			return context{}, i + 3
		}
		return c, len(s)
	case stateRCDATA:
		return stepSpecialElement(c, s)
	case stateURL, stateSrcset:
		return stepURL(c, s)
	case stateJS:
		return stepJS(c, s)
	case stateJSDqStr, stateJSSqStr, stateJSRegexp:
		return stepJSLiteral(c, s)
	case stateJSTmplLit:
		return stepJSTemplate(c, s)
	case stateJSBlockCmt:
		return stepUntil(c, s, "*/", stateJS)
	case stateCSSBlockCmt:
		return stepUntil(c, s, "*/", stateCSS)
	case stateJSLineCmt, stateJSHTMLOpenCmt, stateJSHTMLCloseCmt:
		return stepLineComment(c, s, "\n\r\u2028\u2029", stateJS)
	case stateCSSLineCmt:
		return stepLineComment(c, s, "\n\f\r", stateCSS)
	case stateCSS:
		return stepCSS(c, s)
	case stateCSSDqStr, stateCSSDqURL:
		return stepCSSString(c, s, `\"`)
	case stateCSSSqStr, stateCSSSqURL:
		return stepCSSString(c, s, `\'`)
	case stateCSSURL:
		return stepCSSString(c, s, "\\\t\n\f\r )")
	case stateMetaContent:
		return stepMetaContent(c, s)
	case stateMetaContentURL:
		if i := strings.IndexByte(s, ';'); i >= 0 {
			c.state = stateMetaContent
			return c, i + 1
		}
	}
	return c, len(s)
}

// contextAfter returns the context after a first part of s, and how long that is. It is what knows of the ends of attributes
// and of elements such as script.
func contextAfter(c context, s string) (context, int) {
	if c.delim == delimNone {
		after, n := stepSpecialElement(c, s)
		if n == 0 {
			return after, 0 // at an end tag
		}
		return c.step(s[:n])
	}
	i := strings.IndexAny(s, c.delim.ends())
	if i < 0 {
		i = len(s)
	}
	if c.delim == delimSpaceOrTagEnd {
		// Browsers do not agree on these.
		if j := strings.IndexAny(s[:i], "\"'<=`"); j >= 0 {
			return failed(ErrBadHTML, nil, 0, "%q in unquoted attr: %q", s[j:j+1], s[:i]), len(s)
		}
	}
	if i == len(s) {
		for value := html.UnescapeString(s); value != ""; {
			next, n := c.step(value)
			c, value = next, value[n:]
		}
		return c, len(s)
	}
	after := context{state: stateTag, element: c.element}
	if c.state == stateAttr && c.element == elementScript && c.attr == attrScriptType && !isJSType(s[:i]) {
		after.element = elementNone
	}
	if c.delim != delimSpaceOrTagEnd {
		i++
	}
	return after, i
}

func skipSpace(s string, i int) int {
	for i < len(s) && strings.IndexByte(htmlSpace, s[i]) >= 0 {
		i++
	}
	return i
}

func isAlpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isAlnum(c byte) bool { return isAlpha(c) || '0' <= c && c <= '9' }

func stepText(c context, s string) (context, int) {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '<')
		if i < 0 || at+i+1 == len(s) {
			return c, len(s)
		}
		i += at
		if strings.HasPrefix(s[i:], "<!--") {
			return context{state: stateHTMLCmt}, i + 4
		}
		i++
		isEnd := s[i] == '/'
		if isEnd {
			if i++; i == len(s) {
				return c, len(s)
			}
		}
		end := tagNameEnd(s, i)
		if end > i {
			tag := context{state: stateTag}
			if !isEnd {
				tag.element = elementNamed(strings.ToLower(s[i:end]))
			}
			return tag, end
		}
		at = end
	}
}

// tagNameEnd returns where the tag name that begins at i ends; i: there is none. Single colons and hyphens may join its parts.
func tagNameEnd(s string, i int) int {
	if i == len(s) || !isAlpha(s[i]) {
		return i
	}
	for i++; i < len(s); {
		switch c := s[i]; {
		case isAlnum(c):
			i++
		case (c == ':' || c == '-') && i+1 < len(s) && isAlnum(s[i+1]):
			i += 2
		default:
			return i
		}
	}
	return i
}

// attrNameEnd returns where the attribute name that begins at i ends, or an error.
func attrNameEnd(s string, i int) (int, *Error) {
	j := strings.IndexAny(s[i:], " \t\n\f\r=>'\"<")
	if j < 0 {
		return len(s), nil
	}
	j += i
	if strings.IndexByte(`'"<`, s[j]) >= 0 {
		return -1, failed(ErrBadHTML, nil, 0, "%q in attribute name: %.32q", s[j:j+1], s).err
	}
	return j, nil
}

func stepTag(c context, s string) (context, int) {
	i := skipSpace(s, 0)
	if i == len(s) {
		return c, i
	}
	if s[i] == '>' {
		if c.element == elementMeta {
			return context{}, i + 1 // which has no content
		}
		return context{state: c.element.content(), element: c.element}, i + 1
	}
	end, err := attrNameEnd(s, i)
	if err != nil {
		return context{state: stateError, err: err}, len(s)
	}
	if end == i {
		return failed(ErrBadHTML, nil, 0, "expected space, attr name, or end of tag, but got %q", s[i:]), len(s)
	}
	after := context{state: stateAfterName, element: c.element}
	if end == len(s) {
		after.state = stateAttrName
	}
	switch name := strings.ToLower(s[i:end]); {
	case c.element == elementScript && name == "type":
		after.attr = attrScriptType
	case c.element == elementMeta && name == "content":
		after.attr = attrMetaContent
	default:
		switch attrContent(name) {
		case contentURL:
			after.attr = attrURL
		case contentCSS:
			after.attr = attrStyle
		case contentJS:
			after.attr = attrScript
		case contentSrcset:
			after.attr = attrSrcset
		}
	}
	return after, end
}

func stepAttrName(c context, s string) (context, int) {
	i, err := attrNameEnd(s, 0)
	if err != nil {
		return context{state: stateError, err: err}, len(s)
	}
	if i < len(s) {
		c.state = stateAfterName
	}
	return c, i
}

func stepBeforeValue(c context, s string) (context, int) {
	i := skipSpace(s, 0)
	if i == len(s) {
		return c, i
	}
	c.state = c.attr.start()
	switch s[i] {
	case '\'':
		c.delim = delimSingleQuote
	case '"':
		c.delim = delimDoubleQuote
	default:
		c.delim = delimSpaceOrTagEnd
		return c, i
	}
	return c, i + 1
}

// stepSpecialElement goes to the end tag of an element such as script, if c is in one. End tags within literals and comments of
// scripts do not count; such literals are escaped later.
func stepSpecialElement(c context, s string) (context, int) {
	if c.element == elementNone || c.element == elementScript && (c.state.isScriptLiteral() || c.state.isComment()) {
		return c, len(s)
	}
	if i := endTag(s, c.element.tagName()); i >= 0 {
		return context{}, i
	}
	return c, len(s)
}

// endTag returns where the first end tag of that name begins in s, or -1.
func endTag(s, name string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], "</")
		if i < 0 {
			return -1
		}
		i += at
		at = i + 2
		if len(s) < at+len(name) || !strings.EqualFold(s[at:at+len(name)], name) {
			continue
		}
		at += len(name)
		if at < len(s) && strings.IndexByte("> \t\n\f/", s[at]) >= 0 {
			return i
		}
	}
}

func stepURL(c context, s string) (context, int) {
	if strings.ContainsAny(s, "#?") {
		c.urlPart = urlPartQueryOrFrag
	} else if c.urlPart == urlPartNone && skipSpace(s, 0) < len(s) {
		c.urlPart = urlPartPreQuery
	}
	return c, len(s)
}

func stepMetaContent(c context, s string) (context, int) {
	for i := 0; i+3 < len(s); i++ {
		if strings.EqualFold(s[i:i+3], "url") {
			if j := skipSpace(s, i+3); j < len(s) && s[j] == '=' {
				c.state = stateMetaContentURL
				return c, j + 1
			}
		}
	}
	return c, len(s)
}

func stepUntil(c context, s, end string, next state) (context, int) {
	if i := strings.Index(s, end); i >= 0 {
		c.state = next
		return c, i + len(end)
	}
	return c, len(s)
}

func stepLineComment(c context, s, ends string, next state) (context, int) {
	if i := strings.IndexAny(s, ends); i >= 0 {
		c.state = next
		return c, i // the end of line is not of the comment
	}
	return c, len(s)
}

func stepJS(c context, s string) (context, int) {
	i := strings.IndexAny(s, "\"`'/{}<-#")
	if i < 0 {
		c.jsCtx = jsCtxAfter(s, c.jsCtx)
		return c, len(s)
	}
	c.jsCtx = jsCtxAfter(s[:i], c.jsCtx)
	next := i + 1
	literal := func(kind state) { c.state, c.jsCtx = kind, jsCtxRegexp }
	comment := func(opening string, kind state) bool {
		if !strings.HasPrefix(s[i:], opening) {
			return false
		}
		c.state, next = kind, i+len(opening)
		return true
	}
	switch s[i] {
	case '"':
		literal(stateJSDqStr)
	case '\'':
		literal(stateJSSqStr)
	case '`':
		literal(stateJSTmplLit)
	case '/':
		if comment("//", stateJSLineCmt) || comment("/*", stateJSBlockCmt) {
			break
		}
		switch c.jsCtx {
		case jsCtxRegexp:
			c.state = stateJSRegexp
		case jsCtxDivOp:
			c.jsCtx = jsCtxRegexp
		default:
			return failed(ErrSlashAmbig, nil, 0, "'/' could start a division or regexp: %.32q", s[i:]), len(s)
		}
	case '<': // browsers take HTML's comments in scripts for comments up to the end of line
		comment("<!--", stateJSHTMLOpenCmt)
	case '-':
		comment("-->", stateJSHTMLCloseCmt)
	case '#':
		comment("#!", stateJSLineCmt)
	case '{':
		c.addBrace(1)
		c.jsCtx = jsCtxAfter("{", c.jsCtx)
	case '}':
		if c.addBrace(-1) < 0 {
			c.braces = c.braces[:len(c.braces)-1]
			c.state = stateJSTmplLit
		} else {
			c.jsCtx = jsCtxAfter("}", c.jsCtx)
		}
	}
	return c, next
}

func unfinishedJS(s string) (context, int) {
	return failed(ErrPartialEscape, nil, 0, "unfinished escape sequence in JS string: %q", s), len(s)
}

func stepJSTemplate(c context, s string) (context, int) {
	for at := 0; ; {
		i := strings.IndexAny(s[at:], "`\\$")
		if i < 0 {
			return c, len(s)
		}
		i += at
		switch s[i] {
		case '\\':
			if i++; i == len(s) {
				return unfinishedJS(s)
			}
		case '`':
			c.state = stateJS
			return c, i + 1
		case '$':
			if strings.HasPrefix(s[i:], "${") {
				c.braces = append(c.braces[:len(c.braces):len(c.braces)], 0)
				c.state = stateJS
				return c, i + 2
			}
		}
		at = i + 1
	}
}

func stepJSLiteral(c context, s string) (context, int) {
	special := `\"`
	switch c.state {
	case stateJSSqStr:
		special = `\'`
	case stateJSRegexp:
		special = `\/[]`
	}
	inClass := false
	for at := 0; ; {
		i := strings.IndexAny(s[at:], special)
		if i < 0 {
			break
		}
		i += at
		switch s[i] {
		case '\\':
			if i++; i == len(s) {
				return unfinishedJS(s)
			}
		case '[':
			inClass = true
		case ']':
			inClass = false
		default:
			if s[i] == '/' && i > 0 && i+7 <= len(s) && strings.EqualFold(s[i-1:i+7], "</script") {
				i++ // it becomes \x3C/script
			} else if !inClass {
				c.state, c.jsCtx = stateJS, jsCtxDivOp
				return c, i + 1
			}
		}
		at = i + 1
	}
	if inClass {
		return failed(ErrPartialCharset, nil, 0, "unfinished JS regexp charset: %q", s), len(s)
	}
	return c, len(s)
}

func stepCSS(c context, s string) (context, int) {
	const space = "\t\n\f\r "
	for at := 0; ; {
		i := strings.IndexAny(s[at:], `("'/`)
		if i < 0 {
			return c, len(s)
		}
		i += at
		switch s[i] {
		case '(':
			if !endsInURLKeyword(strings.TrimRight(s[:i], space)) {
				break
			}
			j := len(s) - len(strings.TrimLeft(s[i+1:], space))
			c.state = stateCSSURL
			if j < len(s) && s[j] == '"' {
				c.state, j = stateCSSDqURL, j+1
			} else if j < len(s) && s[j] == '\'' {
				c.state, j = stateCSSSqURL, j+1
			}
			return c, j
		case '/':
			if strings.HasPrefix(s[i:], "//") {
				c.state = stateCSSLineCmt
				return c, i + 2
			}
			if strings.HasPrefix(s[i:], "/*") {
				c.state = stateCSSBlockCmt
				return c, i + 2
			}
		case '"':
			c.state = stateCSSDqStr
			return c, i + 1
		case '\'':
			c.state = stateCSSSqStr
			return c, i + 1
		}
		at = i + 1
	}
}

// stepCSSString goes through strings and URLs of CSS; all strings may be URLs.
func stepCSSString(c context, s, special string) (context, int) {
	for at := 0; ; {
		i := strings.IndexAny(s[at:], special)
		if i < 0 {
			after, n := stepURL(c, decodeCSS(s[at:]))
			return after, at + n
		}
		i += at
		if s[i] != '\\' {
			c.state = stateCSS
			return c, i + 1
		}
		if i++; i == len(s) {
			return failed(ErrPartialEscape, nil, 0, "unfinished escape sequence in CSS string: %q", s), len(s)
		}
		c, _ = stepURL(c, decodeCSS(s[:i+1]))
		at = i + 1
	}
}
