package ast

import (
	"fmt"
	"go/scanner"
	"go/token"
	"maps"
	"slices"
	"strconv"
)

// Importer finds the object of the package with an import path; imports holds those found already.
//
// Deprecated: Types are checked by go/types.
type Importer func(imports map[string]*Object, path string) (pkg *Object, err error)

type packager struct {
	fset   *token.FileSet
	errors scanner.ErrorList
}

func (p *packager) fail(pos token.Pos, format string, args ...any) {
	p.errors.Add(p.fset.Position(pos), fmt.Sprintf(format, args...))
}

// declare adds obj to a scope; other is one in which it must not be either.
func (p *packager) declare(scope, other *Scope, obj *Object) {
	before := scope.Insert(obj)
	if before == nil && other != nil {
		before = other.Lookup(obj.Name)
	}
	if before == nil {
		return
	}
	where := ""
	if pos := before.Pos(); pos.IsValid() {
		where = fmt.Sprintf("\n\tprevious declaration at %s", p.fset.Position(pos))
	}
	p.fail(obj.Pos(), "%s redeclared in this block%s", obj.Name, where)
}

// NewPackage makes a package of files and resolves their names with each other, with what they import and with universe, if
// these are given. Errors are a scanner.ErrorList.
//
// Deprecated: Types are checked by go/types.
func NewPackage(fset *token.FileSet, files map[string]*File, importer Importer, universe *Scope) (*Package, error) {
	p := &packager{fset: fset}
	pkg := &Package{Scope: NewScope(universe), Imports: map[string]*Object{}, Files: files}
	var own []*File
	for _, f := range files {
		if pkg.Name == "" {
			pkg.Name = f.Name.Name
		}
		if f.Name.Name != pkg.Name {
			p.fail(f.Package, "package %s; expected %s", f.Name.Name, pkg.Name)
			continue
		}
		own = append(own, f)
		for _, obj := range f.Scope.Objects {
			p.declare(pkg.Scope, nil, obj)
		}
	}
	for _, f := range own {
		scope, complete := p.importInto(pkg, f, importer)
		if !complete {
			// What is missing might hide names of the universe.
			pkg.Scope.Outer = nil
		}
		f.Unresolved = slices.DeleteFunc(f.Unresolved, func(id *Ident) bool {
			for s := scope; s != nil; s = s.Outer {
				if obj := s.Lookup(id.Name); obj != nil {
					id.Obj = obj
					return true
				}
			}
			p.fail(id.Pos(), "undeclared name: %s", id.Name)
			return false
		})
		pkg.Scope.Outer = universe
	}
	p.errors.Sort()
	return pkg, p.errors.Err()
}

// importInto returns a scope with what f imports, and whether that is all.
func (p *packager) importInto(pkg *Package, f *File, importer Importer) (scope *Scope, complete bool) {
	scope, complete = NewScope(pkg.Scope), true
	for _, spec := range f.Imports {
		if importer == nil {
			return scope, false
		}
		path, _ := strconv.Unquote(spec.Path.Value)
		imported, err := importer(pkg.Imports, path)
		if err != nil {
			p.fail(spec.Path.Pos(), "could not import %s (%s)", path, err)
			complete = false
			continue
		}
		name := imported.Name
		if spec.Name != nil {
			name = spec.Name.Name
		}
		switch name {
		case "_":
		case ".":
			for _, obj := range imported.Data.(*Scope).Objects {
				p.declare(scope, pkg.Scope, obj)
			}
		default:
			obj := NewObj(Pkg, name)
			obj.Decl, obj.Data = spec, imported.Data
			p.declare(scope, pkg.Scope, obj)
		}
	}
	return scope, complete
}

// MergeMode says what MergePackageFiles leaves out.
//
// Deprecated: Types are checked by go/types.
type MergeMode uint

// What is left out: functions that are declared already (one with documentation goes before one without), comments that
// belong to no node, and imports that are there already.
//
// Deprecated: Types are checked by go/types.
const (
	FilterFuncDuplicates MergeMode = 1 << iota
	FilterUnassociatedComments
	FilterImportDuplicates
)

// funcName returns the name of a function or "T.name" of a method.
func funcName(f *FuncDecl) string {
	if f.Recv != nil && len(f.Recv.List) == 1 {
		t := f.Recv.List[0].Type
		if star, ok := t.(*StarExpr); ok {
			t = star.X
		}
		if id, ok := t.(*Ident); ok {
			return id.Name + "." + f.Name.Name
		}
	}
	return f.Name.Name
}

// paragraph separates the package comments of several files.
var paragraph = &Comment{Text: "//"}

// MergePackageFiles makes one file of the files of a package, in the order of their names.
//
// Deprecated: Types are checked by go/types.
func MergePackageFiles(pkg *Package, mode MergeMode) *File {
	merged := &File{Name: NewIdent(pkg.Name), Scope: pkg.Scope}
	funcs := map[string]int{} // where they stand in Decls
	seen := map[string]bool{}
	if mode&FilterUnassociatedComments == 0 {
		merged.Comments = []*CommentGroup{}
	}
	for _, name := range slices.Sorted(maps.Keys(pkg.Files)) {
		f := pkg.Files[name]
		if f.FileEnd > merged.FileEnd {
			merged.FileEnd = f.FileEnd
		}
		if f.Doc != nil {
			if merged.Doc == nil {
				merged.Doc = new(CommentGroup)
			} else {
				merged.Doc.List = append(merged.Doc.List, paragraph)
			}
			merged.Doc.List = append(merged.Doc.List, f.Doc.List...)
			merged.Package = max(merged.Package, f.Package)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*FuncDecl); ok && mode&FilterFuncDuplicates != 0 {
				if i, exists := funcs[funcName(fn)]; exists {
					old, _ := merged.Decls[i].(*FuncDecl)
					if old == nil || old.Doc != nil {
						continue
					}
					merged.Decls[i] = nil
				} else {
					funcs[funcName(fn)] = len(merged.Decls)
				}
			}
			merged.Decls = append(merged.Decls, d)
		}
		for _, spec := range f.Imports {
			if mode&FilterImportDuplicates == 0 || !seen[spec.Path.Value] {
				seen[spec.Path.Value] = true
				merged.Imports = append(merged.Imports, spec)
			}
		}
		if mode&FilterUnassociatedComments == 0 {
			merged.Comments = append(merged.Comments, f.Comments...)
		}
	}
	merged.Decls = slices.DeleteFunc(merged.Decls, func(d Decl) bool { return d == nil })
	return merged
}
