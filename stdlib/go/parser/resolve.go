package parser

import (
	"fmt"
	"go/ast"
	"go/token"
)

// This file finds out what identifiers stand for, as far as the syntax of one file tells: package-level names of other files,
// fields, methods and predeclared names stay unresolved.

const maxScopes = 1000

// pending marks identifiers that may be declared at package level, later in the file.
var pending = new(ast.Object)

type resolver struct {
	file       *token.File
	report     func(token.Pos, string) // nil: errors are not reported
	pkg, scope *ast.Scope
	depth      int
	unresolved []*ast.Ident
	labels     *ast.Scope     // of the function around
	targets    [][]*ast.Ident // of branches, by function
}

func resolve(f *ast.File, file *token.File, report func(token.Pos, string)) {
	pkg := ast.NewScope(nil)
	r := &resolver{file: file, report: report, pkg: pkg, scope: pkg, depth: 1}
	for _, d := range f.Decls {
		ast.Walk(r, d)
	}
	var open []*ast.Ident
	for _, id := range r.unresolved {
		if id.Obj = pkg.Lookup(id.Name); id.Obj == nil {
			open = append(open, id)
		}
	}
	f.Scope = pkg
	f.Unresolved = open
	if open == nil && r.unresolved != nil {
		f.Unresolved = r.unresolved[:0]
	}
}

// within calls f within a scope that begins at pos.
func (r *resolver) within(pos token.Pos, f func()) {
	if r.depth++; r.depth > maxScopes {
		panic(bailout{pos, "exceeded max scope depth during object resolution"})
	}
	r.scope = ast.NewScope(r.scope)
	f()
	r.scope = r.scope.Outer
	r.depth--
}

func (r *resolver) declare(decl, data any, scope *ast.Scope, kind ast.ObjKind, names ...*ast.Ident) {
	for _, id := range names {
		obj := ast.NewObj(kind, id.Name)
		obj.Decl, obj.Data = decl, data
		if _, ok := decl.(*ast.Ident); !ok {
			id.Obj = obj // not for type parameters of receivers
		}
		if id.Name == "_" {
			continue
		}
		if old := scope.Insert(obj); old != nil && r.report != nil {
			msg := id.Name + " redeclared in this block"
			if pos := old.Pos(); pos.IsValid() {
				msg += fmt.Sprintf("\n\tprevious declaration at %v", r.file.Position(pos))
			}
			r.report(id.Pos(), msg)
		}
	}
}

func (r *resolver) define(a *ast.AssignStmt) {
	fresh := 0
	for _, x := range a.Lhs {
		id, ok := x.(*ast.Ident)
		if !ok {
			continue
		}
		obj := ast.NewObj(ast.Var, id.Name)
		obj.Decl = a
		id.Obj = obj
		if id.Name == "_" {
			continue
		}
		if old := r.scope.Insert(obj); old != nil {
			id.Obj = old
		} else {
			fresh++
		}
	}
	if fresh == 0 && r.report != nil {
		r.report(a.Lhs[0].Pos(), "no new variables on left side of :=")
	}
}

// use resolves an identifier. One that is not found may be declared later, if mayWait.
func (r *resolver) use(id *ast.Ident, mayWait bool) {
	if id.Name == "_" {
		return
	}
	for s := r.scope; s != nil; s = s.Outer {
		if obj := s.Lookup(id.Name); obj != nil {
			if _, ok := obj.Decl.(*ast.Ident); !ok {
				id.Obj = obj
			}
			return
		}
	}
	if mayWait {
		id.Obj = pending
		r.unresolved = append(r.unresolved, id)
	}
}

func walkAll[N ast.Node](r *resolver, list []N) {
	for _, n := range list {
		ast.Walk(r, n)
	}
}

func (r *resolver) body(b *ast.BlockStmt) {
	if b == nil {
		return
	}
	r.labels = ast.NewScope(r.labels)
	r.targets = append(r.targets, nil)
	walkAll(r, b.List)
	last := len(r.targets) - 1
	for _, id := range r.targets[last] {
		if id.Obj = r.labels.Lookup(id.Name); id.Obj == nil && r.report != nil {
			r.report(id.Pos(), fmt.Sprintf("label %s undefined", id.Name))
		}
	}
	r.targets = r.targets[:last]
	r.labels = r.labels.Outer
}

func (r *resolver) fieldTypes(list *ast.FieldList) {
	if list != nil {
		for _, f := range list.List {
			if f.Type != nil {
				ast.Walk(r, f.Type)
			}
		}
	}
}

func (r *resolver) fieldNames(list *ast.FieldList, kind ast.ObjKind) {
	if list != nil {
		for _, f := range list.List {
			r.declare(f, nil, r.scope, kind, f.Names...)
		}
	}
}

func (r *resolver) signature(t *ast.FuncType) {
	r.fieldTypes(t.Params)
	r.fieldTypes(t.Results)
	r.fieldNames(t.Params, ast.Var)
	r.fieldNames(t.Results, ast.Var)
}

// receiver resolves the type of a receiver, and declares its type parameters.
func (r *resolver) receiver(list *ast.FieldList) {
	if list == nil || len(list.List) == 0 {
		return
	}
	t := list.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	var params []ast.Expr
	switch x := t.(type) {
	case *ast.IndexExpr:
		t, params = x.X, []ast.Expr{x.Index}
	case *ast.IndexListExpr:
		t, params = x.X, x.Indices
	}
	types := []ast.Expr{t}
	for _, x := range params {
		if id, ok := x.(*ast.Ident); ok {
			r.declare(x, nil, r.scope, ast.Typ, id)
		} else {
			types = append(types, x)
		}
	}
	for _, x := range types {
		if x != nil {
			ast.Walk(r, x)
		}
	}
	for _, f := range list.List[1:] {
		if f.Type != nil {
			ast.Walk(r, f.Type)
		}
	}
}

// optional walks a node that may be nil.
func (r *resolver) optional(n ast.Node, isNil bool) {
	if !isNil {
		ast.Walk(r, n)
	}
}

// Visit deals with the nodes that have scopes, and leaves others to Walk.
func (r *resolver) Visit(node ast.Node) ast.Visitor {
	switch n := node.(type) {
	case *ast.Ident:
		r.use(n, true)
	case *ast.SelectorExpr:
		ast.Walk(r, n.X)
	case *ast.FuncLit:
		r.within(n.Pos(), func() {
			r.signature(n.Type)
			r.body(n.Body)
		})
	case *ast.StructType:
		r.within(n.Pos(), func() {
			r.fieldTypes(n.Fields)
			r.fieldNames(n.Fields, ast.Var)
		})
	case *ast.InterfaceType:
		r.within(n.Pos(), func() {
			r.fieldTypes(n.Methods)
			r.fieldNames(n.Methods, ast.Fun)
		})
	case *ast.FuncType:
		r.within(n.Pos(), func() { r.signature(n) })
	case *ast.CompositeLit:
		r.optional(n.Type, n.Type == nil)
		for _, e := range n.Elts {
			kv, ok := e.(*ast.KeyValueExpr)
			if !ok {
				ast.Walk(r, e)
				continue
			}
			// A key may be a field, which is not known here.
			if id, ok := kv.Key.(*ast.Ident); ok {
				r.use(id, false)
			} else {
				ast.Walk(r, kv.Key)
			}
			ast.Walk(r, kv.Value)
		}
	case *ast.LabeledStmt:
		r.declare(n, nil, r.labels, ast.Lbl, n.Label)
		ast.Walk(r, n.Stmt)
	case *ast.BranchStmt:
		if last := len(r.targets) - 1; n.Label != nil && n.Tok != token.FALLTHROUGH {
			r.targets[last] = append(r.targets[last], n.Label)
		}
	case *ast.AssignStmt:
		walkAll(r, n.Rhs)
		if n.Tok == token.DEFINE {
			r.define(n)
		} else {
			walkAll(r, n.Lhs)
		}
	case *ast.BlockStmt:
		r.within(n.Pos(), func() { walkAll(r, n.List) })
	case *ast.IfStmt:
		r.within(n.Pos(), func() {
			r.optional(n.Init, n.Init == nil)
			ast.Walk(r, n.Cond)
			ast.Walk(r, n.Body)
			r.optional(n.Else, n.Else == nil)
		})
	case *ast.CaseClause:
		walkAll(r, n.List)
		r.within(n.Pos(), func() { walkAll(r, n.Body) })
	case *ast.SwitchStmt:
		r.within(n.Pos(), func() {
			r.optional(n.Init, n.Init == nil)
			rest := func() {
				r.optional(n.Tag, n.Tag == nil)
				walkAll(r, n.Body.List)
			}
			if n.Init != nil && n.Tag != nil {
				r.within(n.Tag.Pos(), rest)
			} else {
				rest()
			}
		})
	case *ast.TypeSwitchStmt:
		rest := func() {
			r.within(n.Assign.Pos(), func() {
				ast.Walk(r, n.Assign)
				walkAll(r, n.Body.List)
			})
		}
		if n.Init == nil {
			rest()
			break
		}
		r.within(n.Pos(), func() {
			ast.Walk(r, n.Init)
			rest()
		})
	case *ast.CommClause:
		r.within(n.Pos(), func() {
			r.optional(n.Comm, n.Comm == nil)
			walkAll(r, n.Body)
		})
	case *ast.SelectStmt:
		walkAll(r, n.Body.List)
	case *ast.ForStmt:
		r.within(n.Pos(), func() {
			r.optional(n.Init, n.Init == nil)
			r.optional(n.Cond, n.Cond == nil)
			r.optional(n.Post, n.Post == nil)
			ast.Walk(r, n.Body)
		})
	case *ast.RangeStmt:
		r.within(n.Pos(), func() {
			ast.Walk(r, n.X)
			r.rangeVars(n)
			ast.Walk(r, n.Body)
		})
	case *ast.GenDecl:
		r.genDecl(n)
	case *ast.FuncDecl:
		r.within(n.Pos(), func() {
			r.receiver(n.Recv)
			if params := n.Type.TypeParams; params != nil {
				r.fieldNames(params, ast.Typ)
				r.fieldTypes(params)
			}
			r.fieldTypes(n.Type.Params)
			r.fieldTypes(n.Type.Results)
			r.fieldNames(n.Recv, ast.Var)
			r.fieldNames(n.Type.Params, ast.Var)
			r.fieldNames(n.Type.Results, ast.Var)
			r.body(n.Body)
			if n.Recv == nil && n.Name.Name != "init" {
				r.declare(n, nil, r.pkg, ast.Fun, n.Name)
			}
		})
	default:
		return r
	}
	return nil
}

func (r *resolver) rangeVars(n *ast.RangeStmt) {
	var vars []ast.Expr
	for _, x := range [...]ast.Expr{n.Key, n.Value} {
		if x != nil {
			vars = append(vars, x)
		}
	}
	if len(vars) == 0 {
		return
	}
	if n.Tok != token.DEFINE {
		walkAll(r, vars)
		return
	}
	for _, x := range vars {
		if inner := ast.Unparen(x); inner != nil {
			if _, ok := inner.(*ast.Ident); !ok {
				ast.Walk(r, inner)
			}
		}
	}
	x := &ast.UnaryExpr{Op: token.RANGE, X: n.X}
	r.define(&ast.AssignStmt{Lhs: vars, TokPos: n.TokPos, Tok: token.DEFINE, Rhs: []ast.Expr{x}})
}

func (r *resolver) genDecl(d *ast.GenDecl) {
	for i, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.ValueSpec:
			kind := ast.Con
			if d.Tok == token.VAR {
				kind = ast.Var
			}
			walkAll(r, s.Values)
			r.optional(s.Type, s.Type == nil)
			r.declare(s, i, r.scope, kind, s.Names...)
		case *ast.TypeSpec:
			r.declare(s, nil, r.scope, ast.Typ, s.Name)
			if s.TypeParams == nil {
				ast.Walk(r, s.Type)
				continue
			}
			r.within(s.Pos(), func() {
				r.fieldNames(s.TypeParams, ast.Typ)
				r.fieldTypes(s.TypeParams)
				ast.Walk(r, s.Type)
			})
		}
	}
}
