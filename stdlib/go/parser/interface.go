// Package parser makes syntax trees of Go source.
package parser

import (
	"bytes"
	"errors"
	"go/ast"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Mode says what is to be parsed.
type Mode uint

// Bits of a Mode.
const (
	PackageClauseOnly    Mode             = 1 << iota // stop after the package clause
	ImportsOnly                                       // stop after the imports
	ParseComments                                     // comments become part of the tree
	Trace                                             // print what is parsed
	DeclarationErrors                                 // report errors of declarations
	SpuriousErrors                                    // the same as AllErrors
	SkipObjectResolution                              // do not find out what identifiers stand for
	AllErrors            = SpuriousErrors             // report all errors, not just the first ten of different lines
)

// source returns src, which may be a string, bytes, or a reader; nil means the file.
func source(filename string, src any) ([]byte, error) {
	switch s := src.(type) {
	case nil:
		return os.ReadFile(filename)
	case string:
		return []byte(s), nil
	case []byte:
		return s, nil
	case *bytes.Buffer:
		if s != nil {
			return s.Bytes(), nil
		}
	case io.Reader:
		return io.ReadAll(s)
	}
	return nil, errors.New("invalid source")
}

// run calls parse, and adds the error of one that gave up.
func (p *parser) run(parse func()) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case bailout:
			if e.msg != "" {
				p.errors.Add(p.file.Position(e.pos), e.msg)
			}
		default:
			panic(e)
		}
	}()
	parse()
}

// ParseFile parses a source file: src, if that is not nil (a string, bytes or a reader), else the file. If there are syntax
// errors there is a partial tree, and the error is a scanner.ErrorList.
func ParseFile(fset *token.FileSet, filename string, src any, mode Mode) (f *ast.File, err error) {
	if fset == nil {
		panic("parser.ParseFile: no token.FileSet provided (fset == nil)")
	}
	text, err := source(filename, src)
	if err != nil {
		return nil, err
	}
	var p parser
	file := fset.AddFile(filename, -1, len(text))
	p.run(func() {
		p.init(file, text, mode)
		f = p.parseFile()
	})
	if f == nil {
		f = &ast.File{Name: new(ast.Ident), Scope: ast.NewScope(nil)}
	}
	f.FileStart, f.FileEnd = token.Pos(file.Base()), file.End()
	p.errors.Sort()
	return f, p.errors.Err()
}

// ParseDir parses the files of a directory that end in .go, if filter, which may be nil, is true for them. It returns the
// packages by name, and the first error.
//
// Deprecated: It does not know of build constraints.
func ParseDir(fset *token.FileSet, path string, filter func(fs.FileInfo) bool, mode Mode) (pkgs map[string]*ast.Package, first error) {
	list, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	pkgs = make(map[string]*ast.Package)
	for _, d := range list {
		if d.IsDir() || !strings.HasSuffix(d.Name(), ".go") {
			continue
		}
		if filter != nil {
			info, err := d.Info()
			if err != nil {
				return nil, err
			}
			if !filter(info) {
				continue
			}
		}
		name := filepath.Join(path, d.Name())
		f, err := ParseFile(fset, name, nil, mode)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		pkg := pkgs[f.Name.Name]
		if pkg == nil {
			pkg = &ast.Package{Name: f.Name.Name, Files: make(map[string]*ast.File)}
			pkgs[f.Name.Name] = pkg
		}
		pkg.Files[name] = f
	}
	return pkgs, first
}

// ParseExprFrom parses an expression or type; the arguments are ParseFile's.
func ParseExprFrom(fset *token.FileSet, filename string, src any, mode Mode) (expr ast.Expr, err error) {
	if fset == nil {
		panic("parser.ParseExprFrom: no token.FileSet provided (fset == nil)")
	}
	text, err := source(filename, src)
	if err != nil {
		return nil, err
	}
	var p parser
	file := fset.AddFile(filename, -1, len(text))
	p.run(func() {
		p.init(file, text, mode)
		expr = p.rhs()
		if p.tok == token.SEMICOLON && p.lit == "\n" {
			p.next()
		}
		p.expect(token.EOF)
	})
	p.errors.Sort()
	return expr, p.errors.Err()
}

// ParseExpr parses an expression or type.
func ParseExpr(x string) (ast.Expr, error) { return ParseExprFrom(token.NewFileSet(), "", x, 0) }
