// Package parse makes trees of the templates of text/template and html/template.
package parse

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Mode is a set of bits that change how text is parsed.
type Mode uint

const (
	ParseComments Mode = 1 << iota // comments become nodes
	SkipFuncCheck                  // functions need not be defined
)

// How many parentheses may be open at once.
const maxParens = 10000

// Tree is one template in the form of a tree.
type Tree struct {
	Name      string    // of the template
	ParseName string    // of the template whose text has this one in it, for messages
	Root      *ListNode // the whole
	Mode      Mode
	text      string // what the template, or the one around it, was parsed from

	// While parsing:
	in         *input
	funcs      []map[string]any
	set        map[string]*Tree
	vars       []string // that are in scope
	actionLine int      // where the action begins that is being parsed, or 0
	ranges     int      // range actions around this place
	parens     int      // parentheses around this place
}

// input is the items of a text; a tree and those defined in it read from one.
type input struct {
	items []item
	at    int // the item that comes next
	far   int // the last item looked at
}

// failure is what errorf panics with.
type failure struct{ err error }

// New returns a tree with a name and nothing in it. The functions are not used: Parse is told them.
func New(name string, funcs ...map[string]any) *Tree {
	return &Tree{Name: name, funcs: funcs}
}

// Parse returns the trees in text, by name: that of the text as a whole, and those that it defines.
func Parse(name, text, leftDelim, rightDelim string, funcs ...map[string]any) (map[string]*Tree, error) {
	set := make(map[string]*Tree)
	t := New(name)
	t.text = text
	_, err := t.Parse(text, leftDelim, rightDelim, set, funcs...)
	return set, err
}

// Parse makes t the tree of text, and adds it and those defined in the text to treeSet. Empty delimiters are {{ and }}.
func (t *Tree) Parse(text, leftDelim, rightDelim string, treeSet map[string]*Tree, funcs ...map[string]any) (tree *Tree, err error) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case failure:
			t.stop()
			err = e.err
		default:
			panic(e)
		}
	}()
	t.ParseName = t.Name
	t.text = text
	t.start(nil, treeSet, funcs)
	t.in = &input{items: lex(text, leftDelim, rightDelim, t.Mode&ParseComments != 0, !t.defined("break"), !t.defined("continue"))}
	t.Root = t.list(t.peek().pos)
	for t.peek().kind != itemEOF {
		if t.peek().kind == itemLeftDelim {
			before := t.in.at
			t.next()
			if t.nextNonSpace().kind == itemDefine {
				t.within("definition").definition()
				continue
			}
			t.in.at = before
		}
		switch n := t.textOrAction(); n.Type() {
		case nodeEnd, nodeElse:
			t.errorf("unexpected %s", n)
		default:
			t.Root.Nodes = append(t.Root.Nodes, n)
		}
	}
	t.add()
	t.stop()
	return t, nil
}

// Copy returns a copy of the tree, which may be nil.
func (t *Tree) Copy() *Tree {
	if t == nil {
		return nil
	}
	return &Tree{Name: t.Name, ParseName: t.ParseName, Root: t.Root.CopyList(), text: t.text}
}

// ErrorContext says where a node is and how it is written. A node that belongs to no tree is looked for in t.
func (t *Tree) ErrorContext(n Node) (location, context string) {
	pos := int(n.Position())
	tree := n.tree()
	if tree == nil {
		tree = t
	}
	before := tree.text[:pos]
	column := pos - (strings.LastIndexByte(before, '\n') + 1)
	line := 1 + strings.Count(before, "\n")
	return fmt.Sprintf("%s:%d:%d", tree.ParseName, line, column), n.String()
}

// IsEmptyTree reports whether a tree prints at most white space.
func IsEmptyTree(n Node) bool {
	switch n := n.(type) {
	case nil, *CommentNode:
		return true
	case *ListNode:
		for _, node := range n.Nodes {
			if !IsEmptyTree(node) {
				return false
			}
		}
		return true
	case *TextNode:
		return len(bytes.TrimSpace(n.Text)) == 0
	case *ActionNode, *IfNode, *RangeNode, *TemplateNode, *WithNode:
		return false
	}
	panic("unknown node: " + n.String())
}

func (t *Tree) start(in *input, set map[string]*Tree, funcs []map[string]any) {
	t.Root = nil
	t.in = in
	t.set = set
	t.funcs = funcs
	t.vars = []string{"$"}
	t.parens = 0
}

func (t *Tree) stop() { t.in, t.set, t.funcs, t.vars = nil, nil, nil, nil }

// within returns a tree for a template that is defined in t's text.
func (t *Tree) within(name string) *Tree {
	w := &Tree{Name: name, ParseName: t.ParseName, Mode: t.Mode, text: t.text}
	w.start(t.in, t.set, t.funcs)
	return w
}

// add puts the tree into the set. One that is empty does not replace another.
func (t *Tree) add() {
	old := t.set[t.Name]
	if old == nil || IsEmptyTree(old.Root) {
		t.set[t.Name] = t
	} else if !IsEmptyTree(t.Root) {
		t.errorf("template: multiple definition of template %q", t.Name)
	}
}

func (t *Tree) defined(name string) bool {
	for _, funcs := range t.funcs {
		if funcs[name] != nil {
			return true
		}
	}
	return false
}

// peek returns the next item. The last one comes again and again.
func (t *Tree) peek() item {
	in := t.in
	at := min(in.at, len(in.items)-1)
	in.far = max(in.far, at)
	return in.items[at]
}

func (t *Tree) next() item {
	it := t.peek()
	t.in.at++
	return it
}

func (t *Tree) peekNonSpace() item {
	for {
		it := t.peek()
		if it.kind != itemSpace {
			return it
		}
		t.in.at++
	}
}

func (t *Tree) nextNonSpace() item {
	it := t.peekNonSpace()
	t.in.at++
	return it
}

// errorf ends parsing. The line is that of the last item looked at.
func (t *Tree) errorf(format string, args ...any) {
	t.Root = nil
	line := 0
	if t.in != nil {
		line = t.in.items[t.in.far].line
	}
	format = fmt.Sprintf("template: %s:%d: %s", t.ParseName, line, format)
	panic(failure{fmt.Errorf(format, args...)})
}

func (t *Tree) unexpected(it item, context string) {
	if it.kind != itemError {
		t.errorf("unexpected %s in %s", it, context)
	}
	where := ""
	if t.actionLine != 0 && t.actionLine != it.line {
		where = fmt.Sprintf(" started at %s:%d", t.ParseName, t.actionLine)
		if !strings.HasSuffix(it.val, " action") {
			where = " in action" + where
		}
	}
	t.errorf("%s%s", it, where)
}

func (t *Tree) expect(kind itemKind, context string) item {
	it := t.nextNonSpace()
	if it.kind != kind {
		t.unexpected(it, context)
	}
	return it
}

// quotedName reads the name of a template.
func (t *Tree) quotedName(it item, context string) string {
	if it.kind != itemString && it.kind != itemRawString {
		t.unexpected(it, context)
	}
	name, err := strconv.Unquote(it.val)
	if err != nil {
		t.errorf("%s", err)
	}
	return name
}

// definition parses what follows {{define.
func (t *Tree) definition() {
	const context = "define clause"
	t.Name = t.quotedName(t.nextNonSpace(), context)
	t.expect(itemRightDelim, context)
	list, end := t.itemList()
	if end.Type() != nodeEnd {
		t.errorf("unexpected %s in %s", end, context)
	}
	t.Root = list
	t.add()
	t.stop()
}

// itemList parses up to an {{end}} or {{else}}, which it returns too.
func (t *Tree) itemList() (list *ListNode, next Node) {
	list = t.list(t.peekNonSpace().pos)
	for t.peekNonSpace().kind != itemEOF {
		n := t.textOrAction()
		if kind := n.Type(); kind == nodeEnd || kind == nodeElse {
			return list, n
		}
		list.Nodes = append(list.Nodes, n)
	}
	t.errorf("unexpected EOF")
	return nil, nil
}

func (t *Tree) textOrAction() Node {
	it := t.nextNonSpace()
	switch it.kind {
	case itemText:
		return &TextNode{NodeText, it.pos, origin{t}, []byte(it.val)}
	case itemComment:
		return &CommentNode{NodeComment, it.pos, origin{t}, it.val}
	case itemLeftDelim:
		t.actionLine = it.line
		n := t.action()
		t.actionLine = 0
		return n
	}
	t.unexpected(it, "input")
	return nil
}

func (t *Tree) action() Node {
	it := t.peekNonSpace()
	t.in.at++
	switch it.kind {
	case itemBlock:
		return t.block()
	case itemBreak:
		t.loopControl("{{break}}")
		return &BreakNode{origin{t}, NodeBreak, it.pos, it.line}
	case itemContinue:
		t.loopControl("{{continue}}")
		return &ContinueNode{origin{t}, NodeContinue, it.pos, it.line}
	case itemElse:
		// The item behind {{else is left for the if or with that it continues.
		if after := t.peekNonSpace(); after.kind == itemIf || after.kind == itemWith {
			return &elseNode{nodeElse, after.pos, origin{t}}
		}
		return &elseNode{nodeElse, t.expect(itemRightDelim, "else").pos, origin{t}}
	case itemEnd:
		return &endNode{nodeEnd, t.expect(itemRightDelim, "end").pos, origin{t}}
	case itemIf:
		return &IfNode{t.branch(NodeIf)}
	case itemRange:
		return &RangeNode{t.branch(NodeRange)}
	case itemTemplate:
		return t.template()
	case itemWith:
		return &WithNode{t.branch(NodeWith)}
	}
	t.in.at--
	return &ActionNode{NodeAction, it.pos, origin{t}, it.line, t.pipeline("command", itemRightDelim)}
}

// loopControl checks the rest of a break or continue action.
func (t *Tree) loopControl(name string) {
	if it := t.nextNonSpace(); it.kind != itemRightDelim {
		t.unexpected(it, name)
	}
	if t.ranges == 0 {
		t.errorf("%s outside {{range}}", name)
	}
}

// branch parses the rest of an if, range or with action.
func (t *Tree) branch(kind NodeType) BranchNode {
	context, again := "if", itemIf
	switch kind {
	case NodeRange:
		context, again = "range", itemError
	case NodeWith:
		context, again = "with", itemWith
	}
	scope := len(t.vars)
	pipe := t.pipeline(context, itemRightDelim)
	if kind == NodeRange {
		t.ranges++
	}
	list, next := t.itemList()
	if kind == NodeRange {
		t.ranges--
	}
	var elseList *ListNode
	if next.Type() == nodeElse {
		if t.peek().kind == again && again != itemError {
			// {{else if x}} is {{else}}{{if x}}, one {{end}} for both.
			t.next()
			elseList = t.list(next.Position())
			if kind == NodeIf {
				elseList.Nodes = append(elseList.Nodes, &IfNode{t.branch(kind)})
			} else {
				elseList.Nodes = append(elseList.Nodes, &WithNode{t.branch(kind)})
			}
		} else if elseList, next = t.itemList(); next.Type() != nodeEnd {
			t.errorf("expected end; found %s", next)
		}
	}
	t.vars = t.vars[:scope]
	return BranchNode{kind, pipe.Pos, origin{t}, pipe.Line, pipe, list, elseList}
}

// block parses the rest of a block action: a definition, and its use.
func (t *Tree) block() Node {
	const context = "block clause"
	it := t.nextNonSpace()
	name := t.quotedName(it, context)
	pipe := t.pipeline(context, itemRightDelim)
	block := t.within(name)
	far := t.in.far
	list, end := block.itemList()
	if end.Type() != nodeEnd {
		t.in.far = far // the message has the line of the clause
		t.errorf("unexpected %s in %s", end, context)
	}
	block.Root = list
	block.add()
	block.stop()
	return &TemplateNode{NodeTemplate, it.pos, origin{t}, it.line, name, pipe}
}

func (t *Tree) template() Node {
	const context = "template clause"
	it := t.nextNonSpace()
	name := t.quotedName(it, context)
	var pipe *PipeNode
	if t.peekNonSpace().kind != itemRightDelim {
		pipe = t.pipeline(context, itemRightDelim)
	} else {
		t.next()
	}
	return &TemplateNode{NodeTemplate, it.pos, origin{t}, it.line, name, pipe}
}

// pipeline parses declarations and commands up to an item of kind end.
func (t *Tree) pipeline(context string, end itemKind) *PipeNode {
	first := t.peekNonSpace()
	pipe := &PipeNode{NodeType: NodePipe, Pos: first.pos, origin: origin{t}, Line: first.line}
	t.declarations(pipe, context)
	for {
		it := t.peekNonSpace()
		switch it.kind {
		case end:
			t.next()
			t.checkPipeline(pipe, context)
			return pipe
		case itemBool, itemCharConstant, itemComplex, itemDot, itemField, itemIdentifier, itemNumber, itemNil,
			itemRawString, itemString, itemVariable, itemLeftParen:
			pipe.Cmds = append(pipe.Cmds, t.command())
		default:
			t.next()
			t.unexpected(it, context)
		}
	}
}

// declarations parses `$x :=`, `$x =` and for range `$x, $y :=`, if such a thing is next.
func (t *Tree) declarations(pipe *PipeNode, context string) {
	for t.peekNonSpace().kind == itemVariable {
		before := t.in.at
		v := t.next()
		op := t.peekNonSpace()
		comma := op.kind == itemChar && op.val == ","
		if !comma && op.kind != itemAssign && op.kind != itemDeclare {
			t.in.at = before
			return
		}
		t.next()
		pipe.Decl = append(pipe.Decl, t.variable(v.pos, v.val))
		t.vars = append(t.vars, v.val)
		if !comma {
			pipe.IsAssign = op.kind == itemAssign
			return
		}
		if context != "range" || len(pipe.Decl) > 1 {
			t.errorf("too many declarations in %s", context)
		}
		switch t.peekNonSpace().kind {
		case itemVariable, itemRightDelim, itemRightParen:
		default:
			t.errorf("range can only initialize variables")
		}
	}
}

// checkPipeline sees to it that there is a value, and that constants are not called.
func (t *Tree) checkPipeline(pipe *PipeNode, context string) {
	if len(pipe.Cmds) == 0 {
		t.errorf("missing value for %s", context)
	}
	for i, cmd := range pipe.Cmds[1:] {
		switch cmd.Args[0].Type() {
		case NodeBool, NodeDot, NodeNil, NodeNumber, NodeString:
			t.errorf("non executable command in pipeline stage %d", i+2)
		}
	}
}

// command parses operands up to a pipe, which it reads, or the end of the pipeline, which it leaves.
func (t *Tree) command() *CommandNode {
	cmd := &CommandNode{NodeCommand, t.peekNonSpace().pos, origin{t}, nil}
	for {
		t.peekNonSpace()
		if operand := t.operand(); operand != nil {
			cmd.Args = append(cmd.Args, operand)
		}
		it := t.next()
		switch it.kind {
		case itemSpace:
			continue
		case itemRightDelim, itemRightParen:
			t.in.at--
		case itemPipe:
		default:
			t.unexpected(it, "operand")
		}
		if len(cmd.Args) == 0 {
			t.errorf("empty command")
		}
		return cmd
	}
}

// operand parses a term with fields behind it, or returns nil.
func (t *Tree) operand() Node {
	node := t.term()
	if node == nil || t.peek().kind != itemField {
		return node
	}
	chain := &ChainNode{NodeChain, t.peek().pos, origin{t}, node, nil}
	for t.peek().kind == itemField {
		chain.Add(t.next().val)
	}
	switch node.Type() {
	case NodeField:
		return t.field(chain.Pos, chain.String())
	case NodeVariable:
		return t.variable(chain.Pos, chain.String())
	case NodeBool, NodeString, NodeNumber, NodeNil, NodeDot:
		t.errorf("unexpected . after term %q", node.String())
	}
	return chain
}

// term parses one term, or returns nil.
func (t *Tree) term() Node {
	it := t.nextNonSpace()
	switch it.kind {
	case itemIdentifier:
		if t.Mode&SkipFuncCheck == 0 && !t.defined(it.val) {
			t.errorf("function %q not defined", it.val)
		}
		return &IdentifierNode{NodeIdentifier, it.pos, origin{t}, it.val}
	case itemDot:
		return &DotNode{NodeDot, it.pos, origin{t}}
	case itemNil:
		return &NilNode{NodeNil, it.pos, origin{t}}
	case itemVariable:
		v := t.variable(it.pos, it.val)
		for _, name := range t.vars {
			if name == v.Ident[0] {
				return v
			}
		}
		t.errorf("undefined variable %q", v.Ident[0])
	case itemField:
		return t.field(it.pos, it.val)
	case itemBool:
		return &BoolNode{NodeBool, it.pos, origin{t}, it.val == "true"}
	case itemCharConstant, itemComplex, itemNumber:
		number, err := t.number(it)
		if err != nil {
			t.errorf("%s", err)
		}
		return number
	case itemLeftParen:
		if t.parens >= maxParens {
			t.errorf("max expression depth exceeded")
		}
		t.parens++
		pipe := t.pipeline("parenthesized pipeline", itemRightParen)
		t.parens--
		return pipe
	case itemString, itemRawString:
		s, err := strconv.Unquote(it.val)
		if err != nil {
			t.errorf("%s", err)
		}
		return &StringNode{NodeString, it.pos, origin{t}, it.val, s}
	}
	t.in.at--
	return nil
}
