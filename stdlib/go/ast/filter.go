package ast

// This file takes declarations out of trees, in place.

// Filter reports whether a name is to stay.
type Filter func(string) bool

// filter is a Filter; deep: fields and methods of types that stay are filtered too.
type filter struct {
	keep Filter
	deep bool
}

// FileExports leaves of a file what is exported, fields and methods of types included. It reports whether there is any.
func FileExports(src *File) bool { return filter{IsExported, true}.file(src) }

// PackageExports is FileExports of all files of a package.
func PackageExports(pkg *Package) bool { return filter{IsExported, true}.pkg(pkg) }

// FilterDecl leaves of a declaration the names for which f is true, and types of which fields or methods stay. It reports whether
// there is any.
func FilterDecl(decl Decl, f Filter) bool { return filter{f, false}.decl(decl) }

// FilterFile is FilterDecl of all declarations of a file.
func FilterFile(src *File, f Filter) bool { return filter{f, false}.file(src) }

// FilterPackage is FilterFile of all files of a package.
func FilterPackage(pkg *Package, f Filter) bool { return filter{f, false}.pkg(pkg) }

func (f filter) pkg(p *Package) bool {
	some := false
	for _, file := range p.Files {
		some = f.file(file) || some
	}
	return some
}

// without returns the list without what drop is true for.
func without[T any](list []T, drop func(T) bool) []T {
	n := 0
	for _, x := range list {
		if !drop(x) {
			list[n] = x
			n++
		}
	}
	return list[:n]
}

func (f filter) file(src *File) bool {
	src.Decls = without(src.Decls, func(d Decl) bool { return !f.decl(d) })
	return len(src.Decls) > 0
}

func (f filter) decl(d Decl) bool {
	switch d := d.(type) {
	case *FuncDecl:
		return f.keep(d.Name.Name)
	case *GenDecl:
		d.Specs = without(d.Specs, func(s Spec) bool { return !f.spec(s) })
		return len(d.Specs) > 0
	}
	return false
}

func (f filter) names(list []*Ident) []*Ident {
	return without(list, func(id *Ident) bool { return !f.keep(id.Name) })
}

func (f filter) spec(s Spec) bool {
	switch s := s.(type) {
	case *ValueSpec:
		s.Names = f.names(s.Names)
		s.Values = f.elements(s.Values)
		if len(s.Names) > 0 && f.deep {
			f.typ(s.Type)
		}
		return len(s.Names) > 0
	case *TypeSpec:
		named := f.keep(s.Name.Name)
		if named == f.deep {
			inner := f.typ(s.Type)
			return named || !f.deep && inner
		}
		return named
	}
	return false
}

// elements filters the keys of composite literals.
func (f filter) elements(list []Expr) []Expr {
	literal := func(x Expr) {
		if lit, ok := x.(*CompositeLit); ok {
			n := len(lit.Elts)
			lit.Elts = f.elements(lit.Elts)
			lit.Incomplete = lit.Incomplete || len(lit.Elts) < n
		}
	}
	return without(list, func(x Expr) bool {
		kv, ok := x.(*KeyValueExpr)
		if !ok {
			literal(x)
			return false
		}
		if key, ok := kv.Key.(*Ident); ok && !f.keep(key.Name) {
			return true
		}
		literal(kv.Value)
		return false
	})
}

// typ filters a type, and reports whether anything of it is to stay.
func (f filter) typ(t Expr) bool {
	switch t := t.(type) {
	case *Ident:
		return f.keep(t.Name)
	case *ParenExpr:
		return f.typ(t.X)
	case *ArrayType:
		return f.typ(t.Elt)
	case *ChanType:
		return f.typ(t.Value)
	case *MapType:
		key, value := f.typ(t.Key), f.typ(t.Value)
		return key || value
	case *FuncType:
		params, results := f.params(t.Params), f.params(t.Results)
		return params || results
	case *StructType:
		t.Incomplete = f.fields(t.Fields) || t.Incomplete
		return len(t.Fields.List) > 0
	case *InterfaceType:
		t.Incomplete = f.fields(t.Methods) || t.Incomplete
		return len(t.Methods.List) > 0
	}
	return false
}

func (f filter) params(list *FieldList) bool {
	some := false
	if list != nil {
		for _, p := range list.List {
			some = f.typ(p.Type) || some
		}
	}
	return some
}

// embeddedName returns the name of an embedded field, or nil.
func embeddedName(x Expr) *Ident {
	switch x := x.(type) {
	case *Ident:
		return x
	case *SelectorExpr:
		if _, ok := x.X.(*Ident); ok {
			return x.Sel
		}
	case *StarExpr:
		return embeddedName(x.X)
	}
	return nil
}

// fields filters fields or methods, and reports whether any were taken out.
func (f filter) fields(list *FieldList) bool {
	if list == nil {
		return false
	}
	removed := false
	list.List = without(list.List, func(x *Field) bool {
		stays := false
		if len(x.Names) == 0 {
			name := embeddedName(x.Type)
			stays = name != nil && f.keep(name.Name)
		} else {
			n := len(x.Names)
			x.Names = f.names(x.Names)
			removed = removed || len(x.Names) < n
			stays = len(x.Names) > 0
		}
		if stays && f.deep {
			f.typ(x.Type)
		}
		removed = removed || !stays
		return !stays
	})
	return removed
}
