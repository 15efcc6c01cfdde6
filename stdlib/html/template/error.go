package template

import (
	"fmt"
	"text/template/parse"
)

// Error says why a template cannot be escaped.
type Error struct {
	// ErrorCode is the kind of error.
	ErrorCode ErrorCode
	// Node is where the error was found, if that is known; it has more to say than Name and Line.
	Node parse.Node
	// Name is the name of the template.
	Name string
	// Line is the number of the line, or 0.
	Line int
	// Description is for people.
	Description string
}

// ErrorCode is a kind of error.
type ErrorCode int

const (
	// OK is no error.
	OK ErrorCode = iota

	// ErrAmbigContext: what an action prints may be either the path or the query of a URL.
	ErrAmbigContext

	// ErrBadHTML: the text is not HTML that every browser reads in the same way.
	ErrBadHTML

	// ErrBranchEnd: the branches of an if, range or with end in different contexts.
	ErrBranchEnd

	// ErrEndContext: the template ends within a tag, an attribute, a script or the like.
	ErrEndContext

	// ErrNoSuchTemplate: a template that is called is not there.
	ErrNoSuchTemplate

	// ErrOutputContext: it cannot be told in which context a recursive template ends.
	ErrOutputContext

	// ErrPartialCharset: a character class of a JavaScript regular expression is not closed.
	ErrPartialCharset

	// ErrPartialEscape: a text ends after a backslash.
	ErrPartialEscape

	// ErrRangeLoopReentry: the body of a range ends in another context than it begins in.
	ErrRangeLoopReentry

	// ErrSlashAmbig: a slash in JavaScript may divide or begin a regular expression.
	ErrSlashAmbig

	// ErrPredefinedEscaper: html or urlquery stands where it would do harm.
	ErrPredefinedEscaper

	// ErrJSTemplate: an action stood within a JavaScript template literal. It is not reported any more.
	//
	// Deprecated: such actions are escaped.
	ErrJSTemplate
)

// Error returns the description, after where it was found.
func (e *Error) Error() string {
	switch {
	case e.Node != nil:
		where, _ := (*parse.Tree)(nil).ErrorContext(e.Node)
		return "html/template:" + where + ": " + e.Description
	case e.Line != 0:
		return fmt.Sprintf("html/template:%s:%d: %s", e.Name, e.Line, e.Description)
	case e.Name != "":
		return "html/template:" + e.Name + ": " + e.Description
	}
	return "html/template: " + e.Description
}

// failed returns the context after an error.
func failed(code ErrorCode, node parse.Node, line int, format string, args ...any) context {
	err := &Error{ErrorCode: code, Node: node, Line: line, Description: fmt.Sprintf(format, args...)}
	return context{state: stateError, err: err}
}
