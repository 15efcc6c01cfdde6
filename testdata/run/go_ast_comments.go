// Package go/ast: comments of nodes, sorted imports, directives, merged files.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"maps"
	"slices"
	"strings"
)

const src = `// Package p is documented.
package p // after the name

// Imports.
import (
	"os" // files
	"fmt"
	// alone
	"bytes"

	"z"
	b "a" // named
	"a"
	"a"
	/* before */ "c"
)

// T is a type.
type T struct {
	a int // a's comment
	// b's doc
	b string

	// lost
}

// f does things.
func f(x int /* of x */) {
	// first in the body
	x++ // on the line

	// before the loop
	for i := range x { // at the brace
		// inside
	}
	// at the end
}

var v = 1
// just below v

// far below

/* last */
`

func show(fset *token.FileSet, cmap ast.CommentMap) {
	nodes := slices.SortedFunc(maps.Keys(cmap), func(a, b ast.Node) int {
		return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), cmp.Compare(a.End(), b.End()), cmp.Compare(fmt.Sprintf("%T", a), fmt.Sprintf("%T", b)))
	})
	for _, n := range nodes {
		var texts []string
		for _, g := range cmap[n] {
			texts = append(texts, strings.TrimSpace(g.Text()))
		}
		fmt.Printf("%T %v %q\n", n, fset.Position(n.Pos()), texts)
	}
}

func main() {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	if err != nil {
		fmt.Println(err)
		return
	}
	cmap := ast.NewCommentMap(fset, f, f.Comments)
	show(fset, cmap)
	fmt.Println("-- only f")
	fn := f.Decls[2]
	part := cmap.Filter(fn)
	show(fset, part)
	fmt.Println(len(cmap.Comments()), len(part.Comments()))
	body := fn.(*ast.FuncDecl).Body.List
	fmt.Println(part.Update(body[0], body[1]) == ast.Node(body[1]), len(part[body[0]]), len(part[body[1]]))
	for line := range strings.Lines(part.String()) {
		fields := strings.Fields(line)
		if len(fields) > 2 {
			fields = fields[1:]
		}
		fmt.Println(strings.Join(fields, " "))
	}
	fmt.Println(ast.NewCommentMap(fset, f, nil) == nil)

	fmt.Println("-- imports")
	ast.SortImports(fset, f)
	for _, s := range f.Imports {
		name := ""
		if s.Name != nil {
			name = s.Name.Name
		}
		fmt.Println(fset.Position(s.Pos()), name, s.Path.Value, strings.TrimSpace(s.Comment.Text()))
	}
	for _, g := range f.Comments[:6] {
		fmt.Println(fset.Position(g.Pos()), g.List[0].Text)
	}
	fmt.Println(fset.Position(f.Decls[0].(*ast.GenDecl).Rparen))

	fmt.Println("-- directives")
	for _, c := range []string{
		"//go:generate stringer -type Op", "//go:embed \"a b\" `c`  d", "// go:not", "//go:", "//Go:x", "//line x.go:3", "//tool:name", "/*go:x*/",
		"//go:x \"open", "//go:x \"a\"b", "//go:generate\t\u00a0arg ",
	} {
		d, ok := ast.ParseDirective(100, c)
		args, err := d.ParseArgs()
		fmt.Printf("%q %v %+v %d %d %v %v\n", c, ok, d, d.Pos(), d.End(), args, err)
	}

	fmt.Println("-- packages")
	files := map[string]*ast.File{}
	for name, text := range map[string]string{
		"a.go": "// A.\npackage q\nimport \"fmt\"\nfunc g() {}\n// h.\nfunc h() { fmt.Println(k, missing, len(x)) }\n",
		"b.go": "// B.\npackage q\nimport \"fmt\"\n// g.\nfunc g() {}\nvar k = 1\nfunc (t *T) g() {}\n",
	} {
		f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
		if err != nil {
			fmt.Println(err)
			return
		}
		files[name] = f
	}
	importer := func(imports map[string]*ast.Object, path string) (*ast.Object, error) {
		if path != "fmt" {
			return nil, errors.New("not found")
		}
		if imports[path] == nil {
			imports[path] = ast.NewObj(ast.Pkg, path)
			imports[path].Data = ast.NewScope(nil)
		}
		return imports[path], nil
	}
	universe := ast.NewScope(nil)
	universe.Insert(ast.NewObj(ast.Fun, "len"))
	pkg, err := ast.NewPackage(fset, files, importer, universe)
	fmt.Println(pkg.Name, slices.Sorted(maps.Keys(pkg.Scope.Objects)), slices.Sorted(maps.Keys(pkg.Imports)))
	for _, e := range err.(scanner.ErrorList) {
		if strings.HasPrefix(e.Msg, "undeclared") {
			fmt.Println(e)
		}
	}
	for _, mode := range []ast.MergeMode{0, ast.FilterFuncDuplicates | ast.FilterImportDuplicates | ast.FilterUnassociatedComments} {
		m := ast.MergePackageFiles(pkg, mode)
		fmt.Printf("%q %d %d %d\n", m.Doc.Text(), len(m.Decls), len(m.Imports), len(m.Comments))
		for _, d := range m.Decls {
			fmt.Printf("\t%T %v\n", d, fset.Position(d.Pos()))
		}
	}
}
