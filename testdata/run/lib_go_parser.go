// go/token, go/scanner, go/ast, go/parser: tokens, trees, errors and what names stand for.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"reflect"
	"strings"
)

const src = `//go:build linux && go1.21

// Package p has a doc.
package p // behind

import (
	"fmt"
	m "math" // math
	. "strings"
)

// T is a type.
type T[P any, Q ~int | string] struct {
	a, b int ` + "`tag`" + ` // a and b
	*E
	f func(x, y int, z ...string) (r error)
}

type (
	A = []map[string]chan<- int
	I interface{ M(int) string; ~int | E }
	B [n * 2]byte
)

const (
	c0 = iota
	c1
)

var x, y = 1.5e3, 'a' + 0x1F

func (t *T[P, Q]) Method(a int) (n int, err error) {
	defer func() { recover() }()
	go t.f(1, 2)
L:
	for i := range 10 {
		switch v := any(i).(type) {
		case int, string:
			continue L
		default:
			_ = v
		}
	}
	for k, v := range m { x[k], y = v, <-ch }
	for i := 0; i < 10; i++ { if a := f(); a != nil && !b { return } else if c { goto L } else { break } }
	select {
	case ch <- 1:
	case v, ok := <-ch:
		_, _ = v, ok
	default:
	}
	z := T[int, string]{a: 1, b: x[1:2:3]}.f
	return z.(I).M(*p &^ 3), fmt.Errorf("x")
}
`

func main() {
	var s scanner.Scanner
	fset := token.NewFileSet()
	text := []byte("package p; x := 1+0b12_ // c\nif a<-b {} 'ab' \"\\q\" `r\r\nw` 08 1__2 0x1p2i /* d\n */ ~ … @\n//line foo.go:7:3\ny++")
	s.Init(fset.AddFile("a.go", -1, len(text)), text, func(p token.Position, msg string) { fmt.Println("  error", p, msg) }, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		fmt.Printf("%v %v %q %v %d\n", fset.Position(pos), tok, lit, tok.IsLiteral(), tok.Precedence())
		if tok == token.EOF {
			break
		}
	}
	fmt.Println(s.ErrorCount, token.Lookup("func"), token.Lookup("fun"), token.IsIdentifier("a1"), token.IsKeyword("go"), token.IsExported("Ä"), token.Token(99), token.AND_NOT_ASSIGN)

	f, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	fmt.Println(err, f.GoVersion, f.Doc.Text())
	ast.Fprint(os.Stdout, fset, f, func(name string, v reflect.Value) bool {
		return name != "Obj" && name != "Scope" && ast.NotNilFilter(name, v)
	})
	counts := map[string]int{}
	for n := range ast.Preorder(f) {
		counts[strings.TrimPrefix(fmt.Sprintf("%T", n), "*ast.")]++
	}
	fmt.Println(counts)
	ast.PreorderStack(f, nil, func(n ast.Node, stack []ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Obj != nil {
			fmt.Print(id.Name, ":", id.Obj.Kind, "@", fset.Position(id.Obj.Pos()).Line, "/", len(stack), " ")
		}
		return true
	})
	fmt.Println()
	for _, id := range f.Unresolved {
		fmt.Print(id.Name, " ")
	}
	fmt.Println(len(f.Imports), f.Imports[1].Path.Value, len(f.Comments))
	for _, x := range []string{"a + b*c", "f(x", "func(", "[]int{1, 2}", "x.(T)", "a[1:2:]", "<-chan int", "*p.q", "func() {}()", "1 +", "a b", ""} {
		e, err := parser.ParseExpr(x)
		fmt.Printf("%q %T %v\n", x, e, err)
	}
	for _, x := range []string{
		"package p\nfunc f() {\n x = \n}\nvar a int = }\n", "func", "package p\nimport fmt\n", "package p\ntype T struct { (X) }\nfunc (t T) m[P any]() {}",
		"package p\nfunc f(a, b int, c) {}\nfunc g(...int, x int) {}\ntype G[P] int; type H[a, b] int", "package p; func f() { if x { } else y; for i := range a, b, c {} ; go f; defer (f()) }",
		"package p\nvar x = 'a\n\nvar y = \"\n", "package p\nfunc f() { a, b := 1; L: ; goto M; a := 2; x := 3; x := 4 }\nvar f int",
	} {
		_, err := parser.ParseFile(token.NewFileSet(), "x.go", x, parser.AllErrors|parser.DeclarationErrors)
		scanner.PrintError(os.Stdout, err)
		fmt.Println(err)
	}
	_, err = parser.ParseFile(fset, "/no/such/file.go", nil, 0)
	fmt.Println(err)
	_, err = parser.ParseFile(fset, "x", 5, 0)
	fmt.Println(err)
}
