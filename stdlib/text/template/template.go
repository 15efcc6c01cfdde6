// Package template fills in templates: texts with actions between {{ and }}, which are carried out for a value.
package template

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"text/template/parse"
)

// Template is a parsed template. It belongs to a family of templates, which can call each other by name.
type Template struct {
	name string
	*parse.Tree
	*family
	leftDelim, rightDelim string
}

// FuncMap gives functions names. They return one value, or a value and an error.
type FuncMap map[string]any

// family is what associated templates share.
type family struct {
	mu     sync.RWMutex
	all    map[string]*Template // mu
	option option

	funcsMu    sync.RWMutex
	parseFuncs FuncMap                  // funcsMu
	execFuncs  map[string]reflect.Value // funcsMu
}

type missingKey int

const (
	missingInvalid missingKey = iota
	missingZero
	missingError
)

type option struct{ missing missingKey }

// New returns a template with a name and without a text.
func New(name string) *Template {
	t := &Template{name: name}
	t.init()
	return t
}

// init gives a zero Template a family.
func (t *Template) init() {
	if t.family == nil {
		t.family = &family{
			all:        make(map[string]*Template),
			parseFuncs: make(FuncMap),
			execFuncs:  make(map[string]reflect.Value),
		}
	}
}

// Name returns the name of the template.
func (t *Template) Name() string { return t.name }

// New returns a template of t's family, with t's delimiters and without a text. It can be called when it has been parsed.
func (t *Template) New(name string) *Template {
	t.init()
	return t.in(t.family, name, nil)
}

func (t *Template) in(f *family, name string, tree *parse.Tree) *Template {
	return &Template{name, tree, f, t.leftDelim, t.rightDelim}
}

// Clone returns a copy of the template and its family. The trees are shared; what is parsed later is not.
func (t *Template) Clone() (*Template, error) {
	c := t.in(nil, t.name, t.Tree)
	c.init()
	if t.family == nil {
		return c, nil
	}
	c.option = t.option
	t.mu.RLock()
	defer t.mu.RUnlock()
	for name, other := range t.all {
		if name == t.name {
			c.all[name] = c
		} else {
			c.all[name] = other.in(c.family, other.name, other.Tree)
		}
	}
	t.funcsMu.RLock()
	defer t.funcsMu.RUnlock()
	maps.Copy(c.parseFuncs, t.parseFuncs)
	maps.Copy(c.execFuncs, t.execFuncs)
	return c, nil
}

// AddParseTree makes tree the template of that name in t's family, and returns it. An empty tree does not replace another.
func (t *Template) AddParseTree(name string, tree *parse.Tree) (*Template, error) {
	t.init()
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t
	if name != t.name {
		n = t.New(name)
	}
	if old := t.all[name]; old == nil || old.Tree == nil || !parse.IsEmptyTree(tree.Root) {
		t.all[name] = n
		n.Tree = tree
	} else if n.Tree == nil {
		n.Tree = tree
	}
	return n, nil
}

// Templates returns the family, in no order.
func (t *Template) Templates() []*Template {
	if t.family == nil {
		return nil
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	list := make([]*Template, 0, len(t.all))
	for _, other := range t.all {
		list = append(list, other)
	}
	return list
}

// Lookup returns the template of that name in the family, or nil.
func (t *Template) Lookup(name string) *Template {
	if t.family == nil {
		return nil
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.all[name]
}

// DefinedTemplates lists the family for a message; it returns "" if there is nothing to list.
func (t *Template) DefinedTemplates() string {
	if t.family == nil {
		return ""
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	var b strings.Builder
	for name, other := range t.all {
		if other.Tree == nil || other.Root == nil {
			continue
		}
		if b.Len() == 0 {
			b.WriteString("; defined templates are: ")
		} else {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", name)
	}
	return b.String()
}

// Delims sets the delimiters of what is parsed later. "" is the usual one.
func (t *Template) Delims(left, right string) *Template {
	t.init()
	t.leftDelim, t.rightDelim = left, right
	return t
}

// Funcs adds functions to the family. It panics if a value is not a function that templates can call, or its name is none.
func (t *Template) Funcs(funcMap FuncMap) *Template {
	t.init()
	t.funcsMu.Lock()
	defer t.funcsMu.Unlock()
	for name, fn := range funcMap {
		if !isName(name) {
			panic(fmt.Errorf("function name %q is not a valid identifier", name))
		}
		v := reflect.ValueOf(fn)
		if v.Kind() != reflect.Func {
			panic("value for " + name + " not a function")
		}
		if err := checkResults(name, v.Type()); err != nil {
			panic(err)
		}
		t.execFuncs[name] = v
		t.parseFuncs[name] = fn
	}
	return t
}

// Option sets options: missingkey=default, =invalid, =zero or =error says what a key is worth that a map does not have.
func (t *Template) Option(opt ...string) *Template {
	t.init()
	for _, o := range opt {
		switch o {
		case "":
			panic("empty option string")
		case "missingkey=invalid", "missingkey=default":
			t.option.missing = missingInvalid
		case "missingkey=zero":
			t.option.missing = missingZero
		case "missingkey=error":
			t.option.missing = missingError
		default:
			panic("unrecognized option: " + o)
		}
	}
	return t
}

// Parse makes text the template's, and adds the templates that text defines to the family.
func (t *Template) Parse(text string) (*Template, error) {
	t.init()
	t.funcsMu.RLock()
	trees, err := parse.Parse(t.name, text, t.leftDelim, t.rightDelim, t.parseFuncs, builtins().names)
	t.funcsMu.RUnlock()
	if err != nil {
		return nil, err
	}
	for name, tree := range trees {
		if _, err := t.AddParseTree(name, tree); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// Must returns t, and panics if err is not nil.
func Must(t *Template, err error) *Template {
	if err != nil {
		panic(err)
	}
	return t
}

// ParseFiles parses files into templates that are called as the files are, without folders. The result is the first.
func ParseFiles(filenames ...string) (*Template, error) { return parseFiles(nil, osFile, filenames) }

// ParseFiles parses files into templates of t's family that are called as the files are, without folders.
func (t *Template) ParseFiles(filenames ...string) (*Template, error) {
	t.init()
	return parseFiles(t, osFile, filenames)
}

// ParseGlob is ParseFiles of the files that match a pattern, of which there must be one.
func ParseGlob(pattern string) (*Template, error) { return parseGlob(nil, pattern) }

// ParseGlob is ParseFiles of the files that match a pattern, of which there must be one.
func (t *Template) ParseGlob(pattern string) (*Template, error) {
	t.init()
	return parseGlob(t, pattern)
}

// ParseFS is ParseFiles of files in fsys that match patterns, each of which must match one.
func ParseFS(fsys fs.FS, patterns ...string) (*Template, error) { return parseFS(nil, fsys, patterns) }

// ParseFS is ParseFiles of files in fsys that match patterns, each of which must match one.
func (t *Template) ParseFS(fsys fs.FS, patterns ...string) (*Template, error) {
	t.init()
	return parseFS(t, fsys, patterns)
}

// fileReader returns a file's name without folders, and its contents.
type fileReader func(file string) (string, []byte, error)

func osFile(file string) (string, []byte, error) {
	b, err := os.ReadFile(file)
	return filepath.Base(file), b, err
}

func parseFiles(t *Template, read fileReader, files []string) (*Template, error) {
	if len(files) == 0 {
		return nil, fmt.Errorf("template: no files named in call to ParseFiles")
	}
	for _, file := range files {
		name, b, err := read(file)
		if err != nil {
			return nil, err
		}
		if t == nil {
			t = New(name)
		}
		n := t
		if name != t.name {
			n = t.New(name)
		}
		if _, err := n.Parse(string(b)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func noFiles(pattern string) error {
	return fmt.Errorf("template: pattern matches no files: %#q", pattern)
}

func parseGlob(t *Template, pattern string) (*Template, error) {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, noFiles(pattern)
	}
	return parseFiles(t, osFile, files)
}

func parseFS(t *Template, fsys fs.FS, patterns []string) (*Template, error) {
	var files []string
	for _, pattern := range patterns {
		matches, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, err
		}
		if len(matches) == 0 {
			return nil, noFiles(pattern)
		}
		files = append(files, matches...)
	}
	return parseFiles(t, func(file string) (string, []byte, error) {
		b, err := fs.ReadFile(fsys, file)
		return path.Base(file), b, err
	}, files)
}
