package parse

import (
	"fmt"
	"strconv"
	"strings"
)

// This file has the nodes of a template's tree, how they are written as template text, and their copies.

// Node is an element of a tree.
type Node interface {
	Type() NodeType
	// String returns the node as template text.
	String() string
	// Copy returns a copy of the node and what is below it.
	Copy() Node
	// Position returns where in the text the node begins, in bytes.
	Position() Pos

	tree() *Tree
	write(b []byte) []byte // appends what String returns
}

// NodeType says what kind of node a Node is.
type NodeType int

// Type returns t. Nodes embed their types.
func (t NodeType) Type() NodeType { return t }

// Pos is an offset, in bytes, into the text that a template was parsed from.
type Pos int

// Position returns p. Nodes embed their positions.
func (p Pos) Position() Pos { return p }

// origin is what a node remembers of its tree.
type origin struct{ tr *Tree }

func (o origin) tree() *Tree { return o.tr }

// The kinds of nodes.
const (
	NodeText       NodeType = iota // plain text
	NodeAction                     // an action that is none of those below
	NodeBool                       // a constant true or false
	NodeChain                      // fields of a term
	NodeCommand                    // a stage of a pipeline
	NodeDot                        // the dot
	nodeElse                       // {{else}}; never in a tree
	nodeEnd                        // {{end}}; never in a tree
	NodeField                      // a field or method
	NodeIdentifier                 // the name of a function
	NodeIf                         // an if action
	NodeList                       // nodes in a row
	NodeNil                        // the constant nil
	NodeNumber                     // a number
	NodePipe                       // a pipeline
	NodeRange                      // a range action
	NodeString                     // a constant string
	NodeTemplate                   // a template action
	NodeVariable                   // a variable
	NodeWith                       // a with action
	NodeComment                    // a comment
	NodeBreak                      // a break action
	NodeContinue                   // a continue action
)

func text(n Node) string { return string(n.write(nil)) }

// ListNode is a sequence of nodes.
type ListNode struct {
	NodeType
	Pos
	origin
	Nodes []Node // in the order of the text
}

func (t *Tree) list(pos Pos) *ListNode { return &ListNode{NodeList, pos, origin{t}, nil} }

func (l *ListNode) String() string { return text(l) }

func (l *ListNode) write(b []byte) []byte {
	for _, n := range l.Nodes {
		b = n.write(b)
	}
	return b
}

// CopyList returns a copy of the list, which may be nil.
func (l *ListNode) CopyList() *ListNode {
	if l == nil {
		return nil
	}
	c := &ListNode{NodeList, l.Pos, l.origin, nil}
	for _, n := range l.Nodes {
		c.Nodes = append(c.Nodes, n.Copy())
	}
	return c
}

// Copy returns a copy of the list.
func (l *ListNode) Copy() Node { return l.CopyList() }

// TextNode is text outside of actions.
type TextNode struct {
	NodeType
	Pos
	origin
	Text []byte
}

func (t *TextNode) String() string { return string(t.Text) }

func (t *TextNode) write(b []byte) []byte { return append(b, t.Text...) }

// Copy returns a copy of the node, with a copy of its text.
func (t *TextNode) Copy() Node {
	return &TextNode{NodeText, t.Pos, t.origin, append([]byte{}, t.Text...)}
}

// CommentNode is a comment.
type CommentNode struct {
	NodeType
	Pos
	origin
	Text string // from /* to */
}

func (c *CommentNode) String() string { return text(c) }

func (c *CommentNode) write(b []byte) []byte {
	b = append(b, "{{"...)
	b = append(b, c.Text...)
	return append(b, "}}"...)
}

// Copy returns a copy of the node.
func (c *CommentNode) Copy() Node { return &CommentNode{NodeComment, c.Pos, c.origin, c.Text} }

// PipeNode is a pipeline, with the variables that are set to its value.
type PipeNode struct {
	NodeType
	Pos
	origin
	Line     int             // where the pipeline begins
	IsAssign bool            // Decl are assigned to, not declared
	Decl     []*VariableNode // in the order of the text
	Cmds     []*CommandNode  // in the order of the text
}

func (p *PipeNode) String() string { return text(p) }

func (p *PipeNode) write(b []byte) []byte {
	for i, v := range p.Decl {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = v.write(b)
	}
	if len(p.Decl) > 0 {
		if p.IsAssign {
			b = append(b, " = "...)
		} else {
			b = append(b, " := "...)
		}
	}
	for i, c := range p.Cmds {
		if i > 0 {
			b = append(b, " | "...)
		}
		b = c.write(b)
	}
	return b
}

// CopyPipe returns a copy of the pipeline, which may be nil.
func (p *PipeNode) CopyPipe() *PipeNode {
	if p == nil {
		return nil
	}
	c := &PipeNode{NodePipe, p.Pos, p.origin, p.Line, p.IsAssign, make([]*VariableNode, len(p.Decl)), nil}
	for i, v := range p.Decl {
		c.Decl[i] = v.Copy().(*VariableNode)
	}
	for _, cmd := range p.Cmds {
		c.Cmds = append(c.Cmds, cmd.Copy().(*CommandNode))
	}
	return c
}

// Copy returns a copy of the pipeline.
func (p *PipeNode) Copy() Node { return p.CopyPipe() }

// ActionNode is a pipeline between delimiters, whose value is printed unless it goes to variables.
type ActionNode struct {
	NodeType
	Pos
	origin
	Line int // where the action begins
	Pipe *PipeNode
}

func (a *ActionNode) String() string { return text(a) }

func (a *ActionNode) write(b []byte) []byte {
	b = a.Pipe.write(append(b, "{{"...))
	return append(b, "}}"...)
}

// Copy returns a copy of the action.
func (a *ActionNode) Copy() Node {
	return &ActionNode{NodeAction, a.Pos, a.origin, a.Line, a.Pipe.CopyPipe()}
}

// CommandNode is a stage of a pipeline: an operand, or a function or method with its arguments.
type CommandNode struct {
	NodeType
	Pos
	origin
	Args []Node // the first is what is called
}

func (c *CommandNode) String() string { return text(c) }

func (c *CommandNode) write(b []byte) []byte {
	for i, arg := range c.Args {
		if i > 0 {
			b = append(b, ' ')
		}
		b = writeTerm(b, arg)
	}
	return b
}

// writeTerm writes n, a pipeline within parentheses.
func writeTerm(b []byte, n Node) []byte {
	if _, ok := n.(*PipeNode); ok {
		return append(n.write(append(b, '(')), ')')
	}
	return n.write(b)
}

// Copy returns a copy of the command.
func (c *CommandNode) Copy() Node {
	if c == nil {
		return c
	}
	d := &CommandNode{NodeCommand, c.Pos, c.origin, nil}
	for _, arg := range c.Args {
		d.Args = append(d.Args, arg.Copy())
	}
	return d
}

// IdentifierNode is the name of a function.
type IdentifierNode struct {
	NodeType
	Pos
	origin
	Ident string
}

// NewIdentifier returns a node for a name, which belongs to no tree and stands nowhere yet.
func NewIdentifier(ident string) *IdentifierNode {
	return &IdentifierNode{NodeType: NodeIdentifier, Ident: ident}
}

// SetPos sets the position, and returns i.
func (i *IdentifierNode) SetPos(pos Pos) *IdentifierNode {
	i.Pos = pos
	return i
}

// SetTree sets the tree that the node belongs to, and returns i.
func (i *IdentifierNode) SetTree(t *Tree) *IdentifierNode {
	i.tr = t
	return i
}

func (i *IdentifierNode) String() string { return i.Ident }

func (i *IdentifierNode) write(b []byte) []byte { return append(b, i.Ident...) }

// Copy returns a copy of the node.
func (i *IdentifierNode) Copy() Node {
	return &IdentifierNode{NodeIdentifier, i.Pos, i.origin, i.Ident}
}

// VariableNode is a variable, and fields of it.
type VariableNode struct {
	NodeType
	Pos
	origin
	Ident []string // the name with its $, then fields
}

func (t *Tree) variable(pos Pos, ident string) *VariableNode {
	return &VariableNode{NodeVariable, pos, origin{t}, strings.Split(ident, ".")}
}

func (v *VariableNode) String() string { return strings.Join(v.Ident, ".") }

func (v *VariableNode) write(b []byte) []byte { return append(b, v.String()...) }

// Copy returns a copy of the node.
func (v *VariableNode) Copy() Node {
	return &VariableNode{NodeVariable, v.Pos, v.origin, append([]string{}, v.Ident...)}
}

// DotNode is the dot.
type DotNode struct {
	NodeType
	Pos
	origin
}

// Type returns NodeDot.
func (d *DotNode) Type() NodeType { return NodeDot }

func (d *DotNode) String() string { return "." }

func (d *DotNode) write(b []byte) []byte { return append(b, '.') }

// Copy returns a copy of the node.
func (d *DotNode) Copy() Node { return &DotNode{NodeDot, d.Pos, d.origin} }

// NilNode is the constant nil.
type NilNode struct {
	NodeType
	Pos
	origin
}

// Type returns NodeNil.
func (n *NilNode) Type() NodeType { return NodeNil }

func (n *NilNode) String() string { return "nil" }

func (n *NilNode) write(b []byte) []byte { return append(b, "nil"...) }

// Copy returns a copy of the node.
func (n *NilNode) Copy() Node { return &NilNode{NodeNil, n.Pos, n.origin} }

// FieldNode is a field or method of the dot, and fields of it.
type FieldNode struct {
	NodeType
	Pos
	origin
	Ident []string // names without their points
}

func (t *Tree) field(pos Pos, ident string) *FieldNode {
	return &FieldNode{NodeField, pos, origin{t}, strings.Split(ident[1:], ".")}
}

func (f *FieldNode) String() string { return text(f) }

func (f *FieldNode) write(b []byte) []byte { return writeFields(b, f.Ident) }

func writeFields(b []byte, names []string) []byte {
	for _, name := range names {
		b = append(append(b, '.'), name...)
	}
	return b
}

// Copy returns a copy of the node.
func (f *FieldNode) Copy() Node {
	return &FieldNode{NodeField, f.Pos, f.origin, append([]string{}, f.Ident...)}
}

// ChainNode is fields of a term that is not a field or variable itself.
type ChainNode struct {
	NodeType
	Pos
	origin
	Node  Node
	Field []string // names without their points
}

// Add adds a field, which is given with its point.
func (c *ChainNode) Add(field string) {
	if field == "" || field[0] != '.' {
		panic("no dot in field")
	}
	if field == "." {
		panic("empty field")
	}
	c.Field = append(c.Field, field[1:])
}

func (c *ChainNode) String() string { return text(c) }

func (c *ChainNode) write(b []byte) []byte { return writeFields(writeTerm(b, c.Node), c.Field) }

// Copy returns a copy of the node, which shares the term.
func (c *ChainNode) Copy() Node {
	return &ChainNode{NodeChain, c.Pos, c.origin, c.Node, append([]string{}, c.Field...)}
}

// BoolNode is a constant true or false.
type BoolNode struct {
	NodeType
	Pos
	origin
	True bool
}

func (b *BoolNode) String() string { return strconv.FormatBool(b.True) }

func (b *BoolNode) write(buf []byte) []byte { return strconv.AppendBool(buf, b.True) }

// Copy returns a copy of the node.
func (b *BoolNode) Copy() Node { return &BoolNode{NodeBool, b.Pos, b.origin, b.True} }

// NumberNode is a number. It has a value of each kind that can hold it.
type NumberNode struct {
	NodeType
	Pos
	origin
	IsInt      bool // Int64 is the value
	IsUint     bool // Uint64 is
	IsFloat    bool // Float64 is
	IsComplex  bool // the number is written as a complex one
	Int64      int64
	Uint64     uint64
	Float64    float64
	Complex128 complex128
	Text       string // as it was written
}

func (t *Tree) number(it item) (*NumberNode, error) {
	n := &NumberNode{NodeType: NodeNumber, Pos: it.pos, origin: origin{t}, Text: it.val}
	switch {
	case it.kind == itemCharConstant:
		r, _, rest, err := strconv.UnquoteChar(it.val[1:], '\'')
		if err != nil {
			return nil, err
		}
		if rest != "'" {
			return nil, fmt.Errorf("malformed character constant: %s", it.val)
		}
		n.IsInt, n.Int64 = true, int64(r)
		n.IsUint, n.Uint64 = true, uint64(r)
		n.IsFloat, n.Float64 = true, float64(r)
		return n, nil
	case it.kind == itemComplex:
		if _, err := fmt.Sscan(it.val, &n.Complex128); err != nil {
			return nil, err
		}
		n.setComplex()
		return n, nil
	case strings.HasSuffix(it.val, "i"):
		if f, err := strconv.ParseFloat(it.val[:len(it.val)-1], 64); err == nil {
			n.Complex128 = complex(0, f)
			n.setComplex()
			return n, nil
		}
	}
	if u, err := strconv.ParseUint(it.val, 0, 64); err == nil {
		n.IsUint, n.Uint64 = true, u
		n.IsFloat, n.Float64 = true, float64(u)
	}
	if i, err := strconv.ParseInt(it.val, 0, 64); err == nil {
		n.IsInt, n.Int64 = true, i
		n.IsFloat, n.Float64 = true, float64(i)
		n.IsUint = n.IsUint || i == 0 // -0
	}
	if n.IsFloat {
		return n, nil
	}
	f, err := strconv.ParseFloat(it.val, 64)
	if err != nil {
		return nil, fmt.Errorf("illegal number syntax: %q", it.val)
	}
	if !strings.ContainsAny(it.val, ".eEpP") {
		return nil, fmt.Errorf("integer overflow: %q", it.val)
	}
	n.setFloat(f)
	return n, nil
}

// setFloat sets the value of a number with a fraction or exponent.
func (n *NumberNode) setFloat(f float64) {
	n.IsFloat, n.Float64 = true, f
	if i := int64(f); float64(i) == f {
		n.IsInt, n.Int64 = true, i
	}
	if u := uint64(f); float64(u) == f {
		n.IsUint, n.Uint64 = true, u
	}
}

// setComplex sets the other values from a complex one.
func (n *NumberNode) setComplex() {
	n.IsComplex = true
	if imag(n.Complex128) == 0 {
		n.setFloat(real(n.Complex128))
	}
}

func (n *NumberNode) String() string { return n.Text }

func (n *NumberNode) write(b []byte) []byte { return append(b, n.Text...) }

// Copy returns a copy of the node.
func (n *NumberNode) Copy() Node {
	c := *n
	return &c
}

// StringNode is a constant string.
type StringNode struct {
	NodeType
	Pos
	origin
	Quoted string // as it was written
	Text   string // what it means
}

func (s *StringNode) String() string { return s.Quoted }

func (s *StringNode) write(b []byte) []byte { return append(b, s.Quoted...) }

// Copy returns a copy of the node.
func (s *StringNode) Copy() Node { return &StringNode{NodeString, s.Pos, s.origin, s.Quoted, s.Text} }

// endNode is {{end}}.
type endNode struct {
	NodeType
	Pos
	origin
}

func (e *endNode) String() string { return "{{end}}" }

func (e *endNode) write(b []byte) []byte { return append(b, "{{end}}"...) }

func (e *endNode) Copy() Node { return &endNode{nodeEnd, e.Pos, e.origin} }

// elseNode is {{else}}, also the beginning of {{else if}} and {{else with}}.
type elseNode struct {
	NodeType
	Pos
	origin
}

func (e *elseNode) String() string { return "{{else}}" }

func (e *elseNode) write(b []byte) []byte { return append(b, "{{else}}"...) }

func (e *elseNode) Copy() Node { return &elseNode{nodeElse, e.Pos, e.origin} }

// BranchNode is what if, range and with actions have in common.
type BranchNode struct {
	NodeType
	Pos
	origin
	Line     int       // where the action begins
	Pipe     *PipeNode // what decides
	List     *ListNode // walked where the value is not empty
	ElseList *ListNode // walked where it is; may be nil
}

func (b *BranchNode) String() string { return text(b) }

func (b *BranchNode) write(buf []byte) []byte {
	word := ""
	switch b.NodeType {
	case NodeIf:
		word = "{{if "
	case NodeRange:
		word = "{{range "
	case NodeWith:
		word = "{{with "
	default:
		panic("unknown branch type")
	}
	buf = b.Pipe.write(append(buf, word...))
	buf = b.List.write(append(buf, "}}"...))
	if b.ElseList != nil {
		buf = b.ElseList.write(append(buf, "{{else}}"...))
	}
	return append(buf, "{{end}}"...)
}

func (b *BranchNode) copyBranch() BranchNode {
	return BranchNode{b.NodeType, b.Pos, b.origin, b.Line, b.Pipe.CopyPipe(), b.List.CopyList(), b.ElseList.CopyList()}
}

// Copy returns an if, range or with node which shares the pipeline and the lists.
func (b *BranchNode) Copy() Node {
	switch b.NodeType {
	case NodeIf:
		return &IfNode{*b}
	case NodeRange:
		return &RangeNode{*b}
	case NodeWith:
		return &WithNode{*b}
	}
	panic("unknown branch type")
}

// IfNode is an if action.
type IfNode struct {
	BranchNode
}

// Copy returns a copy of the action.
func (i *IfNode) Copy() Node { return &IfNode{i.copyBranch()} }

// RangeNode is a range action.
type RangeNode struct {
	BranchNode
}

// Copy returns a copy of the action.
func (r *RangeNode) Copy() Node { return &RangeNode{r.copyBranch()} }

// WithNode is a with action.
type WithNode struct {
	BranchNode
}

// Copy returns a copy of the action.
func (w *WithNode) Copy() Node { return &WithNode{w.copyBranch()} }

// BreakNode is a break action.
type BreakNode struct {
	origin
	NodeType
	Pos
	Line int
}

func (b *BreakNode) String() string { return "{{break}}" }

func (b *BreakNode) write(buf []byte) []byte { return append(buf, "{{break}}"...) }

// Copy returns a copy of the action.
func (b *BreakNode) Copy() Node { return &BreakNode{b.origin, NodeBreak, b.Pos, b.Line} }

// ContinueNode is a continue action.
type ContinueNode struct {
	origin
	NodeType
	Pos
	Line int
}

func (c *ContinueNode) String() string { return "{{continue}}" }

func (c *ContinueNode) write(b []byte) []byte { return append(b, "{{continue}}"...) }

// Copy returns a copy of the action.
func (c *ContinueNode) Copy() Node { return &ContinueNode{c.origin, NodeContinue, c.Pos, c.Line} }

// TemplateNode is a template action, or what a block action does where it stands.
type TemplateNode struct {
	NodeType
	Pos
	origin
	Line int       // where the action begins
	Name string    // of the template
	Pipe *PipeNode // the template's dot; may be nil
}

func (t *TemplateNode) String() string { return text(t) }

func (t *TemplateNode) write(b []byte) []byte {
	b = strconv.AppendQuote(append(b, "{{template "...), t.Name)
	if t.Pipe != nil {
		b = t.Pipe.write(append(b, ' '))
	}
	return append(b, "}}"...)
}

// Copy returns a copy of the action.
func (t *TemplateNode) Copy() Node {
	return &TemplateNode{NodeTemplate, t.Pos, t.origin, t.Line, t.Name, t.Pipe.CopyPipe()}
}
