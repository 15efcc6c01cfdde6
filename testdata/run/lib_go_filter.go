// go/ast: what filters leave of a file.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
)

const src = `package p
type T struct { A, b int; c string; *E; f; pkg.G; D struct { x, Y int } }
type u struct { A, b int; I interface { M(); n() } }
type v map[K]w
type i interface { M(T) u; n(); T }
const C, d = 1, 2
const e = 3
var X, y = T{A: 1, b: 2, c: T{b: 1}}, u{1, 2}
var Z struct { a int }
func F() {}
func (t *T) m() {}
func (t *T) M() {}
func g(a T) {}
type fn func(A, b) C
`

func main() {
	for k, run := range []func(*ast.File) bool{
		ast.FileExports,
		func(f *ast.File) bool {
			return ast.FilterFile(f, func(s string) bool { return s == "b" || s == "T" || s == "K" })
		},
		func(f *ast.File) bool {
			return ast.FilterFile(f, func(s string) bool { return strings.ToLower(s) == s })
		},
		func(f *ast.File) bool { return ast.FilterDecl(f.Decls[1], func(s string) bool { return s == "A" }) },
		func(f *ast.File) bool { return ast.PackageExports(&ast.Package{Files: map[string]*ast.File{"a": f}}) },
		func(f *ast.File) bool {
			return ast.FilterPackage(&ast.Package{Files: map[string]*ast.File{"a": f}}, func(string) bool { return false })
		},
	} {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
		fmt.Println(k, err, run(f))
		ast.Fprint(os.Stdout, nil, f.Decls, func(name string, v reflect.Value) bool {
			switch v.Interface().(type) {
			case token.Pos:
				return false
			}
			return ast.NotNilFilter(name, v)
		})
	}
}
