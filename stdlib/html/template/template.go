// Package template fills in templates that make HTML. They are text/template's; what their actions print is escaped as the
// place in the page asks for: text, attributes, URLs, JavaScript and CSS each in their way.
package template

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
	"text/template"
	"text/template/parse"
)

// Template is a template that makes HTML. It belongs to a family of templates, which can call each other by name.
type Template struct {
	escapeErr error // errEscaped once it is escaped; nil before
	text      *template.Template
	// Tree is the parsed template, rewritten when it has been escaped.
	Tree *parse.Tree
	*nameSpace
}

// FuncMap gives functions names.
type FuncMap = template.FuncMap

// nameSpace is what associated templates share.
type nameSpace struct {
	mu      sync.Mutex
	set     map[string]*Template // mu
	escaped bool                 // mu
	esc     escaper              // mu
}

// errEscaped marks templates that have been escaped without an error.
var errEscaped = errors.New("template escaped correctly")

func newNameSpace() *nameSpace {
	ns := &nameSpace{set: make(map[string]*Template)}
	ns.esc = makeEscaper(ns)
	return ns
}

// New returns a template with a name and without a text.
func New(name string) *Template {
	t := &Template{text: template.New(name), nameSpace: newNameSpace()}
	t.set[name] = t
	return t
}

// New returns a template of t's family without a text. A template that had the name before is emptied.
func (t *Template) New(name string) *Template {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.newLocked(name)
}

func (t *Template) newLocked(name string) *Template {
	n := &Template{text: t.text.New(name), nameSpace: t.nameSpace}
	if old := n.set[name]; old != nil {
		*old = *New(old.Name())
	}
	n.set[name] = n // not t's set, which is another if t was old
	return n
}

// Must returns t, and panics if there is an error. It wraps calls of functions that return both.
func Must(t *Template, err error) *Template {
	if err != nil {
		panic(err)
	}
	return t
}

// Name returns the name of the template.
func (t *Template) Name() string { return t.text.Name() }

// Templates returns the templates of the family.
func (t *Template) Templates() []*Template {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := make([]*Template, 0, len(t.set))
	for _, x := range t.set {
		all = append(all, x)
	}
	return all
}

// Lookup returns the template of that name in the family, or nil.
func (t *Template) Lookup(name string) *Template {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.set[name]
}

// DefinedTemplates lists the templates of the family as a text that can end an error message.
func (t *Template) DefinedTemplates() string { return t.text.DefinedTemplates() }

// Option sets options, such as "missingkey=error".
func (t *Template) Option(opt ...string) *Template {
	t.text.Option(opt...)
	return t
}

// Funcs adds functions that templates parsed later can call.
func (t *Template) Funcs(funcMap FuncMap) *Template {
	t.text.Funcs(funcMap)
	return t
}

// Delims sets what stands around actions; the empty string means the usual {{ or }}.
func (t *Template) Delims(left, right string) *Template {
	t.text.Delims(left, right)
	return t
}

// mayParse returns an error if a template of the family has been executed.
func (t *Template) mayParse() error {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.escaped {
		return errors.New("html/template: cannot Parse after Execute")
	}
	return nil
}

// Parse makes text the body of t, and what it defines templates of t's family.
func (t *Template) Parse(text string) (*Template, error) {
	if err := t.mayParse(); err != nil {
		return nil, err
	}
	parsed, err := t.text.Parse(text)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, x := range parsed.Templates() {
		own := t.set[x.Name()]
		if own == nil {
			own = t.newLocked(x.Name())
		}
		own.text, own.Tree = x, x.Tree
	}
	return t, nil
}

// AddParseTree makes tree the template of that name in t's family, and returns it.
func (t *Template) AddParseTree(name string, tree *parse.Tree) (*Template, error) {
	if err := t.mayParse(); err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	text, err := t.text.AddParseTree(name, tree)
	if err != nil {
		return nil, err
	}
	n := &Template{text: text, Tree: text.Tree, nameSpace: t.nameSpace}
	t.set[name] = n
	return n, nil
}

// Clone returns a copy of the template and its family. Once a template has been executed there are no copies.
func (t *Template) Clone() (*Template, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	tooLate := func() (*Template, error) {
		return nil, fmt.Errorf("html/template: cannot Clone %q after it has executed", t.Name())
	}
	if t.escapeErr != nil {
		return tooLate()
	}
	text, err := t.text.Clone()
	if err != nil {
		return nil, err
	}
	ns := newNameSpace()
	ns.set[text.Name()] = &Template{text: text, Tree: text.Tree, nameSpace: ns}
	for _, x := range text.Templates() {
		if from := t.set[x.Name()]; from == nil || from.escapeErr != nil {
			return tooLate()
		}
		x.Tree = x.Tree.Copy()
		ns.set[x.Name()] = &Template{text: x, Tree: x.Tree, nameSpace: ns}
	}
	return ns.set[text.Name()], nil
}

// Execute fills in the template for data, and writes it to wr. What is written before an error occurs stays written.
func (t *Template) Execute(wr io.Writer, data any) error {
	if err := t.escape(); err != nil {
		return err
	}
	return t.text.Execute(wr, data)
}

// ExecuteTemplate fills in the family's template of that name.
func (t *Template) ExecuteTemplate(wr io.Writer, name string, data any) error {
	x, err := t.lookupEscaped(name)
	if err != nil {
		return err
	}
	return x.text.Execute(wr, data)
}

func (t *Template) escape() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.escaped = true
	switch t.escapeErr {
	case errEscaped:
		return nil
	case nil:
		if t.Tree == nil {
			return fmt.Errorf("template: %q is an incomplete or empty template", t.Name())
		}
		return escapeTemplate(t, t.text.Root, t.Name())
	}
	return t.escapeErr
}

func (t *Template) lookupEscaped(name string) (*Template, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.escaped = true
	x := t.set[name]
	switch {
	case x == nil:
		return nil, fmt.Errorf("html/template: %q is undefined", name)
	case x.escapeErr != nil && x.escapeErr != errEscaped:
		return nil, x.escapeErr
	case x.text.Tree == nil || x.text.Root == nil:
		return nil, fmt.Errorf("html/template: %q is an incomplete template", name)
	case t.text.Lookup(name) == nil:
		panic("html/template internal error: template escaping out of sync")
	case x.escapeErr == nil:
		return x, escapeTemplate(x, x.text.Root, name)
	}
	return x, nil
}

// fileReader reads a file, and says what a template of it is called.
type fileReader func(file string) (name string, content []byte, err error)

func fromOS(file string) (string, []byte, error) {
	b, err := os.ReadFile(file)
	return filepath.Base(file), b, err
}

func fromFS(fsys fs.FS) fileReader {
	return func(file string) (string, []byte, error) {
		b, err := fs.ReadFile(fsys, file)
		return path.Base(file), b, err
	}
}

func parseFiles(t *Template, read fileReader, files []string) (*Template, error) {
	if err := t.mayParse(); err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("html/template: no files named in call to ParseFiles")
	}
	for _, file := range files {
		name, content, err := read(file)
		if err != nil {
			return nil, err
		}
		if t == nil {
			t = New(name)
		}
		x := t
		if name != t.Name() {
			x = t.New(name)
		}
		if _, err := x.Parse(string(content)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// ParseFiles returns a template with the name and text of the first file; the others are of its family.
func ParseFiles(filenames ...string) (*Template, error) { return parseFiles(nil, fromOS, filenames) }

// ParseFiles parses the files as templates of t's family, which have the files' base names.
func (t *Template) ParseFiles(filenames ...string) (*Template, error) {
	return parseFiles(t, fromOS, filenames)
}

func parseGlob(t *Template, pattern string) (*Template, error) {
	if err := t.mayParse(); err != nil {
		return nil, err
	}
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("html/template: pattern matches no files: %#q", pattern)
	}
	return parseFiles(t, fromOS, files)
}

// ParseGlob is ParseFiles of the files that match pattern; there must be one.
func ParseGlob(pattern string) (*Template, error) { return parseGlob(nil, pattern) }

// ParseGlob is ParseFiles of the files that match pattern; there must be one.
func (t *Template) ParseGlob(pattern string) (*Template, error) { return parseGlob(t, pattern) }

func parseFS(t *Template, fsys fs.FS, patterns []string) (*Template, error) {
	var files []string
	for _, pattern := range patterns {
		list, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, fmt.Errorf("template: pattern matches no files: %#q", pattern)
		}
		files = append(files, list...)
	}
	return parseFiles(t, fromFS(fsys), files)
}

// ParseFS is ParseFiles of the files of fs that match a pattern.
func ParseFS(fs fs.FS, patterns ...string) (*Template, error) { return parseFS(nil, fs, patterns) }

// ParseFS is ParseFiles of the files of fs that match a pattern.
func (t *Template) ParseFS(fs fs.FS, patterns ...string) (*Template, error) {
	return parseFS(t, fs, patterns)
}

// IsTrue reports whether {{if}} takes val for true, and whether val can be asked at all.
func IsTrue(val any) (truth, ok bool) { return template.IsTrue(val) }

// HTMLEscape writes b to w, as plain text within HTML.
func HTMLEscape(w io.Writer, b []byte) { template.HTMLEscape(w, b) }

// HTMLEscapeString returns s as plain text within HTML.
func HTMLEscapeString(s string) string { return template.HTMLEscapeString(s) }

// HTMLEscaper returns its arguments, printed, as plain text within HTML.
func HTMLEscaper(args ...any) string { return template.HTMLEscaper(args...) }

// JSEscape writes b to w, as it may stand within a JavaScript string.
func JSEscape(w io.Writer, b []byte) { template.JSEscape(w, b) }

// JSEscapeString returns s as it may stand within a JavaScript string.
func JSEscapeString(s string) string { return template.JSEscapeString(s) }

// JSEscaper returns its arguments, printed, as they may stand within a JavaScript string.
func JSEscaper(args ...any) string { return template.JSEscaper(args...) }

// URLQueryEscaper returns its arguments, printed, as they may stand within the query of a URL.
func URLQueryEscaper(args ...any) string { return template.URLQueryEscaper(args...) }
