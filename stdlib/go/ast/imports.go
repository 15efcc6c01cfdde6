package ast

import (
	"cmp"
	"go/token"
	"slices"
	"strconv"
)

// SortImports sorts the imports of each block, where they stand on adjoining lines, and drops those that are there twice, unless
// comments would be lost.
func SortImports(fset *token.FileSet, f *File) {
	line := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
	var blocks []*GenDecl
	for _, d := range f.Decls {
		g, ok := d.(*GenDecl)
		if !ok || g.Tok != token.IMPORT {
			break
		}
		blocks = append(blocks, g)
	}
	for _, d := range blocks {
		if !d.Lparen.IsValid() {
			continue
		}
		var sorted []Spec
		begin := 0
		for i := range d.Specs {
			if i+1 == len(d.Specs) || line(d.Specs[i+1].Pos()) > 1+line(d.Specs[i].End()) {
				run := importRun{fset, f, d, line}
				sorted = append(sorted, run.sort(d.Specs[begin:i+1])...)
				begin = i + 1
			}
		}
		d.Specs = sorted
		if n := len(d.Specs); n > 0 {
			// What was dropped at the end leaves no lines behind.
			for end := line(d.Rparen); end > line(d.Specs[n-1].Pos())+1; end-- {
				fset.File(d.Rparen).MergeLine(end - 1)
			}
		}
	}
	f.Imports = f.Imports[:0]
	for _, d := range f.Decls {
		if g, ok := d.(*GenDecl); ok && g.Tok == token.IMPORT {
			for _, s := range g.Specs {
				f.Imports = append(f.Imports, s.(*ImportSpec))
			}
		}
	}
}

type importRun struct {
	fset *token.FileSet
	file *File
	decl *GenDecl
	line func(token.Pos) int
}

type importKey struct{ path, name, comment string }

func keyOf(s Spec) (k importKey) {
	spec := s.(*ImportSpec)
	k.path, _ = strconv.Unquote(spec.Path.Value)
	if spec.Name != nil {
		k.name = spec.Name.Name
	}
	k.comment = spec.Comment.Text()
	return k
}

// A beside is a comment on an import's line: before it, or after it.
type beside struct {
	before bool
	group  *CommentGroup
}

// sort sorts the specs; the first of them gets the place of the first, and so on, and its comments go with it.
func (r importRun) sort(specs []Spec) []Spec {
	if len(specs) <= 1 {
		return specs
	}
	type extent struct{ pos, end token.Pos }
	places := make([]extent, len(specs))
	for i, s := range specs {
		places[i] = extent{s.Pos(), s.End()}
	}
	comments := r.comments(places[0].pos, places[len(places)-1].end)
	besides := map[Spec][]beside{}
	at := 0
	for _, g := range comments {
		for at+1 < len(specs) && places[at+1].pos <= g.Pos() {
			at++
		}
		before := false
		if at == 0 && g.Pos() < places[0].pos {
			before = true
		} else if at+1 < len(specs) && r.line(g.Pos()) == r.line(places[at].pos)+1 {
			at++
			before = true
		}
		besides[specs[at]] = append(besides[specs[at]], beside{before, g})
	}
	slices.SortFunc(specs, func(a, b Spec) int {
		x, y := keyOf(a), keyOf(b)
		return cmp.Or(cmp.Compare(x.path, y.path), cmp.Compare(x.name, y.name), cmp.Compare(x.comment, y.comment))
	})
	kept := specs[:0]
	for i, s := range specs {
		if i+1 < len(specs) && s.(*ImportSpec).Comment == nil {
			x, y := keyOf(s), keyOf(specs[i+1])
			if x.path == y.path && x.name == y.name {
				if l := r.line(s.Pos()); l != r.line(r.decl.Rparen) {
					r.fset.File(s.Pos()).MergeLine(l)
				}
				continue
			}
		}
		kept = append(kept, s)
	}
	for i, s := range kept {
		spec, place := s.(*ImportSpec), places[i]
		if spec.Name != nil {
			spec.Name.NamePos = place.pos
		}
		size := spec.Path.End() - spec.Path.Pos()
		spec.Path.ValuePos = place.pos
		if spec.Path.ValueEnd.IsValid() {
			spec.Path.ValueEnd = place.pos + size
		}
		spec.EndPos = place.end
		for _, b := range besides[s] {
			for _, c := range b.group.List {
				c.Slash = place.end
				if b.before {
					c.Slash = place.pos - 1
				}
			}
		}
	}
	sortGroups(comments)
	return kept
}

// comments returns the groups on the lines from that of pos to that of end.
func (r importRun) comments(pos, end token.Pos) []*CommentGroup {
	file := r.fset.File(pos)
	begin := file.LineStart(r.line(pos))
	if last := r.line(end); last < file.LineCount() {
		end = file.LineStart(last + 1)
	}
	all := r.file.Comments
	n := slices.IndexFunc(all, func(g *CommentGroup) bool { return g.End() >= end })
	if n >= 0 {
		all = all[:n]
	}
	if i := slices.IndexFunc(all, func(g *CommentGroup) bool { return g.Pos() >= begin }); i >= 0 {
		return all[i:]
	}
	return nil
}
