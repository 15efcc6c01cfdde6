package ast

import (
	"cmp"
	"fmt"
	"go/token"
	"math"
	"slices"
	"strings"
)

// CommentMap says which comments belong to which nodes, so that they stay with them when a tree is changed.
type CommentMap map[Node][]*CommentGroup

func sortGroups(list []*CommentGroup) {
	slices.SortFunc(list, func(a, b *CommentGroup) int { return cmp.Compare(a.Pos(), b.Pos()) })
}

// A placed node is one whose comments are looked for: a node and where it ends.
type placed struct {
	node Node
	end  token.Position
}

// owns reports whether the comment from `begin` to `end` belongs to x, which comes before it, rather than to what begins on line
// `next`: it begins where x ends, or on the line below with an empty line after it.
func (x placed) owns(begin, end token.Position, next int) bool {
	return x.node != nil && (x.end.Line == begin.Line || x.end.Line+1 == begin.Line && end.Line+1 < next)
}

// NewCommentMap finds for each group of comments its node in the tree: the statement, declaration or field, or else the smaller node,
// that ends on its line or just above with an empty line below; otherwise the node that follows; at the end the last one.
func NewCommentMap(fset *token.FileSet, node Node, comments []*CommentGroup) CommentMap {
	if len(comments) == 0 {
		return nil
	}
	comments = slices.Clone(comments)
	sortGroups(comments)
	cmap := CommentMap{}
	var last, lastGroup placed // the node before, and the larger unit before
	var open []Node            // the larger units that have not ended, outermost first

	// closed takes those units from open that end at pos and returns the outermost of them.
	closed := func(pos token.Pos) (top Node) {
		for n := len(open); n > 0 && open[n-1].End() <= pos; n-- {
			top = open[n-1]
			open = open[:n-1]
		}
		return top
	}
	// visit gives away the comments before next; nil: all that are left.
	visit := func(next Node) {
		pos := token.Position{Offset: math.MaxInt, Line: math.MaxInt}
		if next != nil {
			pos = fset.Position(next.Pos())
		}
		for len(comments) > 0 {
			c := comments[0]
			begin, end := fset.Position(c.Pos()), fset.Position(c.End())
			if end.Offset > pos.Offset {
				return
			}
			comments = comments[1:]
			if top := closed(c.Pos()); top != nil {
				lastGroup = placed{top, fset.Position(top.End())}
			}
			owner := next
			switch {
			case lastGroup.owns(begin, end, pos.Line):
				owner = lastGroup.node
			case last.owns(begin, end, pos.Line), next == nil:
				owner = last.node
			}
			cmap[owner] = append(cmap[owner], c)
		}
	}
	Inspect(node, func(n Node) bool {
		switch n.(type) {
		case nil, *CommentGroup, *Comment:
			return false
		}
		visit(n)
		last = placed{n, fset.Position(n.End())}
		switch n.(type) {
		case *File, *Field, Decl, Spec, Stmt:
			closed(n.Pos())
			open = append(open, n)
		}
		return true
	})
	visit(nil)
	return cmap
}

// Update gives the comments of the node old to the node new, which it returns.
func (cmap CommentMap) Update(old, new Node) Node {
	if list := cmap[old]; len(list) > 0 {
		delete(cmap, old)
		cmap[new] = append(cmap[new], list...)
	}
	return new
}

// Filter returns the part of the map whose nodes are in the tree.
func (cmap CommentMap) Filter(node Node) CommentMap {
	part := CommentMap{}
	Inspect(node, func(n Node) bool {
		if list := cmap[n]; len(list) > 0 {
			part[n] = list
		}
		return true
	})
	return part
}

// Comments returns all groups of comments in the order of the source.
func (cmap CommentMap) Comments() []*CommentGroup {
	list := make([]*CommentGroup, 0, len(cmap))
	for _, groups := range cmap {
		list = append(list, groups...)
	}
	sortGroups(list)
	return list
}

// String lists the nodes and how their comments begin.
func (cmap CommentMap) String() string {
	nodes := make([]Node, 0, len(cmap))
	for n := range cmap {
		nodes = append(nodes, n)
	}
	slices.SortFunc(nodes, func(a, b Node) int {
		return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), cmp.Compare(a.End(), b.End()))
	})
	var b strings.Builder
	b.WriteString("CommentMap {\n")
	for _, n := range nodes {
		name := fmt.Sprintf("%T", n)
		if id, ok := n.(*Ident); ok {
			name = id.Name
		}
		fmt.Fprintf(&b, "\t%p  %20s:  %s\n", n, name, beginning(cmap[n]))
	}
	b.WriteString("}\n")
	return b.String()
}

// beginning returns the first words of comments on one line.
func beginning(list []*CommentGroup) string {
	const size = 40
	text := ""
	for _, group := range list {
		for _, c := range group.List {
			if len(text) < size {
				text += c.Text
			}
		}
	}
	if len(text) > size {
		text = text[:size-3] + "..."
	}
	return strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(text)
}
