package template

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
)

// context is what must be known of the text so far to escape what comes next. It is a value: braces are never changed in place.
type context struct {
	state   state
	delim   delim
	urlPart urlPart
	jsCtx   jsCtx
	braces  []int // for each ${ of template literals around: how many braces have been opened since
	attr    attr
	element element
	node    parse.Node // the break or continue that ended here
	err     *Error
}

// String returns the context as messages show it.
func (c context) String() string {
	var err error
	if c.err != nil {
		err = c.err
	}
	return fmt.Sprintf("{%v %v %v %v %v %v %v %v}", c.state, c.delim, c.urlPart, c.jsCtx, c.braces, c.attr, c.element, err)
}

func (c context) eq(d context) bool {
	return c.state == d.state && c.delim == d.delim && c.urlPart == d.urlPart && c.jsCtx == d.jsCtx &&
		slices.Equal(c.braces, d.braces) && c.attr == d.attr && c.element == d.element && c.err == d.err
}

// mangle returns the name of the template called name as it is escaped from context c on.
func (c context) mangle(name string) string {
	if c.state == stateText {
		return name
	}
	name += "$htmltemplate_" + c.state.String()
	if c.delim != 0 {
		name += "_" + c.delim.String()
	}
	if c.urlPart != 0 {
		name += "_" + c.urlPart.String()
	}
	if c.jsCtx != 0 {
		name += "_" + c.jsCtx.String()
	}
	if c.braces != nil {
		name += fmt.Sprintf("_jsBraceDepth(%v)", c.braces)
	}
	if c.attr != 0 {
		name += "_" + c.attr.String()
	}
	if c.element != 0 {
		name += "_" + c.element.String()
	}
	return name
}

// addBrace counts delta braces within the innermost template literal, if there is one, and returns what is open there.
func (c *context) addBrace(delta int) int {
	last := len(c.braces) - 1
	if last < 0 {
		return 0
	}
	c.braces = slices.Clone(c.braces)
	c.braces[last] += delta
	return c.braces[last]
}

// nameOf returns the i-th of names, a list of words without their common prefix.
func nameOf(prefix, names string, i uint8) string {
	if list := strings.Fields(names); int(i) < len(list) {
		return prefix + list[i]
	}
	return prefix + "(" + strconv.Itoa(int(i)) + ")"
}

// state says in which part of HTML, JavaScript or CSS the text is.
type state uint8

const (
	stateText           state = iota // outside of tags
	stateTag                         // within a tag, before an attribute or the end
	stateAttrName                    // within the name of an attribute
	stateAfterName                   // after the name, before any =
	stateBeforeValue                 // after the =
	stateHTMLCmt                     // <!-- -->
	stateRCDATA                      // in an element without elements, such as textarea
	stateAttr                        // in the value of an attribute without more meaning
	stateURL                         // in the value of an attribute that is a URL
	stateSrcset                      // in the value of srcset
	stateJS                          // in a script
	stateJSDqStr                     // in a JavaScript string "…"
	stateJSSqStr                     // '…'
	stateJSTmplLit                   // `…`
	stateJSRegexp                    // in a JavaScript regular expression
	stateJSBlockCmt                  // /* */
	stateJSLineCmt                   // //
	stateJSHTMLOpenCmt               // <!-- within JavaScript, which goes to the end of line
	stateJSHTMLCloseCmt              // --> likewise
	stateCSS                         // in CSS
	stateCSSDqStr                    // in a CSS string "…"
	stateCSSSqStr                    // '…'
	stateCSSDqURL                    // url("…")
	stateCSSSqURL                    // url('…')
	stateCSSURL                      // url(…)
	stateCSSBlockCmt                 // /* */
	stateCSSLineCmt                  // //
	stateError                       // there was an error
	stateMetaContent                 // in the content of a meta element
	stateMetaContentURL              // there, after url=
	stateDead                        // after break or continue
)

func (s state) String() string {
	return nameOf("state", "Text Tag AttrName AfterName BeforeValue HTMLCmt RCDATA Attr URL Srcset JS JSDqStr JSSqStr "+
		"JSTmplLit JSRegexp JSBlockCmt JSLineCmt JSHTMLOpenCmt JSHTMLCloseCmt CSS CSSDqStr CSSSqStr CSSDqURL CSSSqURL CSSURL "+
		"CSSBlockCmt CSSLineCmt Error MetaContent MetaContentURL Dead", uint8(s))
}

func (s state) isComment() bool {
	return s == stateHTMLCmt || stateJSBlockCmt <= s && s <= stateJSHTMLCloseCmt ||
		s == stateCSSBlockCmt || s == stateCSSLineCmt
}

func (s state) isInTag() bool { return stateTag <= s && s <= stateBeforeValue || s == stateAttr }

func (s state) isScriptLiteral() bool { return stateJSDqStr <= s && s <= stateJSRegexp }

// delim says what ends the value of the attribute.
type delim uint8

const (
	delimNone delim = iota
	delimDoubleQuote
	delimSingleQuote
	delimSpaceOrTagEnd
)

func (d delim) String() string {
	return nameOf("delim", "None DoubleQuote SingleQuote SpaceOrTagEnd", uint8(d))
}

// ends returns the characters that end the value.
func (d delim) ends() string {
	switch d {
	case delimDoubleQuote:
		return `"`
	case delimSingleQuote:
		return "'"
	case delimSpaceOrTagEnd:
		return " \t\n\f\r>"
	}
	return ""
}

// urlPart says how much of a URL there has been.
type urlPart uint8

const (
	urlPartNone urlPart = iota
	urlPartPreQuery
	urlPartQueryOrFrag
	urlPartUnknown // of several branches, some had come to the query
)

func (u urlPart) String() string {
	return nameOf("urlPart", "None PreQuery QueryOrFrag Unknown", uint8(u))
}

// jsCtx says what a slash in JavaScript would be.
type jsCtx uint8

const (
	jsCtxRegexp jsCtx = iota
	jsCtxDivOp
	jsCtxUnknown
)

func (j jsCtx) String() string { return nameOf("jsCtx", "Regexp DivOp Unknown", uint8(j)) }

// element is the element in whose tag or content the text is, if that matters.
type element uint8

const (
	elementNone element = iota
	elementScript
	elementStyle
	elementTextarea
	elementTitle
	elementMeta
)

func (e element) String() string {
	return nameOf("element", "None Script Style Textarea Title Meta", uint8(e))
}

// elementNamed returns the element of that name, which is in small letters.
func elementNamed(name string) element {
	switch name {
	case "script":
		return elementScript
	case "style":
		return elementStyle
	case "textarea":
		return elementTextarea
	case "title":
		return elementTitle
	case "meta":
		return elementMeta
	}
	return elementNone
}

// tagName returns what ends the content of the element.
func (e element) tagName() string {
	switch e {
	case elementScript:
		return "script"
	case elementStyle:
		return "style"
	case elementTextarea:
		return "textarea"
	case elementTitle:
		return "title"
	}
	return ""
}

// content returns the state that the content of the element begins with.
func (e element) content() state {
	switch e {
	case elementScript:
		return stateJS
	case elementStyle:
		return stateCSS
	case elementTextarea, elementTitle:
		return stateRCDATA
	}
	return stateText
}

// attr is what the value of the attribute is.
type attr uint8

const (
	attrNone attr = iota
	attrScript
	attrScriptType
	attrStyle
	attrURL
	attrSrcset
	attrMetaContent
)

func (a attr) String() string {
	return nameOf("attr", "None Script ScriptType Style URL Srcset MetaContent", uint8(a))
}

// start returns the state that the value begins with.
func (a attr) start() state {
	switch a {
	case attrScript:
		return stateJS
	case attrStyle:
		return stateCSS
	case attrURL:
		return stateURL
	case attrSrcset:
		return stateSrcset
	case attrMetaContent:
		return stateMetaContent
	}
	return stateAttr
}

// attrContent returns what the values of the attribute called name, in small letters, are. The ones that change how the page
// itself is read are contentUnsafe. A name is judged without data- or a name space; unknown ones by how they sound.
func attrContent(name string) contentType {
	if short, ok := strings.CutPrefix(name, "data-"); ok {
		name = short
	} else if space, short, ok := strings.Cut(name, ":"); ok {
		if space == "xmlns" {
			return contentURL
		}
		name = short
	}
	switch name {
	case "action", "archive", "background", "cite", "classid", "codebase", "data", "formaction", "href", "icon", "longdesc",
		"manifest", "poster", "profile", "src", "usemap", "xmlns":
		return contentURL
	case "accept-charset", "async", "challenge", "charset", "content", "crossorigin", "defer", "enctype", "form",
		"formenctype", "formmethod", "formnovalidate", "http-equiv", "keytype", "language", "method", "novalidate", "pattern",
		"rel", "sandbox", "type", "value":
		return contentUnsafe
	case "style":
		return contentCSS
	case "srcdoc":
		return contentHTML
	case "srcset":
		return contentSrcset
	case "srclang":
		return contentPlain
	}
	switch {
	case strings.HasPrefix(name, "on"):
		return contentJS
	case strings.Contains(name, "src") || strings.Contains(name, "uri") || strings.Contains(name, "url"):
		return contentURL
	}
	return contentPlain
}
