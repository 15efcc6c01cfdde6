package template

import (
	"fmt"
	"maps"
	"strings"
	"text/template"
	"text/template/parse"
)

// escapeTemplate makes the templates that the template called name reaches safe; afterwards they are, or cannot be executed.
func escapeTemplate(t *Template, node parse.Node, name string) error {
	c, _ := t.esc.tree(context{}, node, name, 0)
	var err error
	if c.err != nil {
		c.err.Name = name
		err = c.err
	} else if c.state != stateText {
		err = &Error{ErrorCode: ErrEndContext, Name: name, Description: fmt.Sprintf("ends in a non-text context: %v", c)}
	}
	x := t.set[name]
	if err != nil {
		if x != nil {
			x.escapeErr = err
			x.text.Tree, x.Tree = nil, nil
		}
		return err
	}
	t.esc.commit()
	if x != nil {
		x.escapeErr = errEscaped
		x.Tree = x.text.Tree
	}
	return nil
}

// escaper finds the context of every action, and how templates must be changed. Trees are changed by commit only: what was found
// may have to be thrown away, and a template may be called in several contexts, each of which has a copy derived for it.
type escaper struct {
	ns        *nameSpace
	output    map[string]context            // in which context a template, by its mangled name, ends
	derived   map[string]*template.Template // by mangled name
	called    map[string]bool               // mangled names
	actions   map[*parse.ActionNode][]string
	templates map[*parse.TemplateNode]string
	texts     map[*parse.TextNode][]byte
	loop      *loop
}

// loop is the range around, with the contexts where it is left.
type loop struct {
	outer             *loop
	breaks, continues []context
}

func makeEscaper(ns *nameSpace) escaper {
	return escaper{
		ns:        ns,
		output:    map[string]context{},
		derived:   map[string]*template.Template{},
		called:    map[string]bool{},
		actions:   map[*parse.ActionNode][]string{},
		templates: map[*parse.TemplateNode]string{},
		texts:     map[*parse.TextNode][]byte{},
	}
}

// node returns the context after n, if c is the one before.
func (e *escaper) node(c context, n parse.Node) context {
	switch n := n.(type) {
	case *parse.ActionNode:
		return e.action(c, n)
	case *parse.BreakNode:
		c.node = n
		e.loop.breaks = append(e.loop.breaks, c)
		return context{state: stateDead}
	case *parse.ContinueNode:
		c.node = n
		e.loop.continues = append(e.loop.continues, c)
		return context{state: stateDead}
	case *parse.CommentNode:
		return c
	case *parse.IfNode:
		return e.branch(c, &n.BranchNode, "if")
	case *parse.RangeNode:
		return e.branch(c, &n.BranchNode, "range")
	case *parse.WithNode:
		return e.branch(c, &n.BranchNode, "with")
	case *parse.ListNode:
		return e.list(c, n)
	case *parse.TemplateNode:
		after, name := e.tree(c, n, n.Name, n.Line)
		if name != n.Name {
			edit(e.templates, n, name)
		}
		return after
	case *parse.TextNode:
		return e.text(c, n)
	}
	panic("escaping " + n.String() + " is unimplemented")
}

func edit[N interface {
	comparable
	parse.Node
}, V any](edits map[N]V, n N, v V) {
	if _, ok := edits[n]; ok {
		panic(fmt.Sprintf("node %s shared between templates", n))
	}
	edits[n] = v
}

func (e *escaper) list(c context, n *parse.ListNode) context {
	if n != nil {
		for _, m := range n.Nodes {
			if c = e.node(c, m); c.state == stateDead {
				break
			}
		}
	}
	return c
}

// nudge returns the context once something is printed: what is to follow a tag's name or an equals sign has then begun.
func nudge(c context) context {
	switch c.state {
	case stateTag:
		c.state = stateAttrName
	case stateBeforeValue:
		c.state, c.delim, c.attr = c.attr.start(), delimSpaceOrTagEnd, attrNone
	case stateAfterName:
		c.state, c.attr = stateAttrName, attrNone
	}
	return c
}

func isPredefinedEscaper(name string) bool { return name == "html" || name == "urlquery" }

// action adds to n what makes its output safe in context c.
func (e *escaper) action(c context, n *parse.ActionNode) context {
	if len(n.Pipe.Decl) > 0 {
		return c
	}
	c = nudge(c)
	for i, cmd := range n.Pipe.Cmds {
		id, ok := cmd.Args[0].(*parse.IdentifierNode)
		if !ok || !isPredefinedEscaper(id.Ident) {
			continue
		}
		unquoted := c.state == stateAttr && c.delim == delimSpaceOrTagEnd
		if i < len(n.Pipe.Cmds)-1 || unquoted && id.Ident == "html" {
			return failed(ErrPredefinedEscaper, n, n.Line, "predefined escaper %q disallowed in template", id.Ident)
		}
	}
	var add []string
	escape := func(name string) { add = append(add, "_html_template_"+name) }
	switch c.state {
	case stateError:
		return c
	case stateURL, stateCSSDqStr, stateCSSSqStr, stateCSSDqURL, stateCSSSqURL, stateCSSURL:
		switch c.urlPart {
		case urlPartNone, urlPartPreQuery:
			if c.urlPart == urlPartNone {
				escape("urlfilter")
			}
			if c.state == stateCSSDqStr || c.state == stateCSSSqStr {
				escape("cssescaper")
			} else {
				escape("urlnormalizer")
			}
		case urlPartQueryOrFrag:
			escape("urlescaper")
		default:
			return failed(ErrAmbigContext, n, n.Line, "%s appears in an ambiguous context within a URL", n)
		}
	case stateMetaContentURL:
		escape("urlfilter")
	case stateJS:
		escape("jsvalescaper")
		c.jsCtx = jsCtxDivOp // after a value
	case stateJSDqStr, stateJSSqStr:
		escape("jsstrescaper")
	case stateJSTmplLit:
		escape("jstmpllitescaper")
	case stateJSRegexp:
		escape("jsregexpescaper")
	case stateCSS:
		escape("cssvaluefilter")
	case stateText:
		escape("htmlescaper")
	case stateRCDATA:
		escape("rcdataescaper")
	case stateAttrName, stateTag:
		c.state = stateAttrName
		escape("htmlnamefilter")
	case stateSrcset:
		escape("srcsetescaper")
	case stateAttr, stateMetaContent:
		// What ends the value is all that matters.
	default:
		if !c.state.isComment() {
			panic("unexpected state " + c.state.String())
		}
		escape("commentescaper")
	}
	switch c.delim {
	case delimNone:
	case delimSpaceOrTagEnd:
		escape("nospaceescaper")
	default:
		escape("attrescaper")
	}
	edit(e.actions, n, add)
	return c
}

// plainName returns the name of the predefined escaper that does what the escaper called name does, or name.
func plainName(name string) string {
	switch name {
	case "_html_template_attrescaper", "_html_template_htmlescaper", "_html_template_rcdataescaper":
		return "html"
	case "_html_template_urlescaper", "_html_template_urlnormalizer":
		return "urlquery"
	}
	return name
}

// isRedundant reports whether the output of first needs not go through second.
func isRedundant(first, second string) bool {
	switch second {
	case "_html_template_attrescaper":
		switch first {
		case "_html_template_commentescaper", "_html_template_cssescaper", "_html_template_jsregexpescaper",
			"_html_template_jsstrescaper", "_html_template_jstmpllitescaper":
			return true
		}
	case "_html_template_htmlescaper":
		return first == "_html_template_commentescaper"
	case "_html_template_urlnormalizer":
		return first == "_html_template_urlescaper"
	}
	return false
}

// commandName returns the function that a command calls, or "".
func commandName(c *parse.CommandNode) string {
	if id, ok := c.Args[0].(*parse.IdentifierNode); ok {
		return id.Ident
	}
	return ""
}

// appendCall appends a call of the function called name, unless it is redundant.
func appendCall(cmds []*parse.CommandNode, name string, pos parse.Pos) []*parse.CommandNode {
	if n := len(cmds); n > 0 && isRedundant(commandName(cmds[n-1]), name) {
		return cmds
	}
	id := parse.NewIdentifier(name).SetTree(nil).SetPos(pos)
	return append(cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Args: []parse.Node{id}})
}

// addEscapers makes the pipeline end with the functions called names. A predefined escaper at its end takes the place of the one
// that is like it.
func addEscapers(p *parse.PipeNode, names []string) {
	if len(names) == 0 {
		return
	}
	keep := len(p.Cmds)
	if keep > 0 {
		last := p.Cmds[keep-1]
		if name := commandName(last); isPredefinedEscaper(name) {
			if keep == 1 && len(last.Args) > 1 {
				// {{html a b}} is {{_eval_args_ a b | html}}.
				last.Args[0] = parse.NewIdentifier("_eval_args_").SetTree(nil).SetPos(last.Args[0].Position())
				p.Cmds = appendCall(p.Cmds, name, p.Position())
				keep++
			}
			replaced := false
			for i := range names {
				if plainName(names[i]) == plainName(name) {
					names[i] = name
					replaced = true
				}
			}
			if replaced {
				keep--
			}
		}
	}
	cmds := make([]*parse.CommandNode, keep, keep+len(names))
	copy(cmds, p.Cmds)
	have := make(map[string]bool)
	for _, cmd := range cmds {
		have[plainName(commandName(cmd))] = true
	}
	for _, name := range names {
		// A tree that templates share may have it already.
		if !have[plainName(name)] {
			cmds = appendCall(cmds, name, p.Position())
		}
	}
	p.Cmds = cmds
}

// join returns the context after an action whose branches end in contexts a and b.
func join(a, b context, node parse.Node, action string) context {
	switch {
	case a.state == stateError:
		return a
	case b.state == stateError:
		return b
	case a.state == stateDead:
		return b
	case b.state == stateDead, a.eq(b):
		return a
	}
	c := a
	c.urlPart = b.urlPart
	if c.eq(b) {
		c.urlPart = urlPartUnknown
		return c
	}
	c = a
	c.jsCtx = b.jsCtx
	if c.eq(b) {
		c.jsCtx = jsCtxUnknown
		return c
	}
	if na, nb := nudge(a), nudge(b); !na.eq(a) || !nb.eq(b) {
		if c := join(na, nb, node, action); c.state != stateError {
			return c
		}
	}
	return failed(ErrBranchEnd, node, 0, "{{%s}} branches end in different contexts: %v, %v", action, a, b)
}

// joinLeft joins c with the contexts where the loop is left or continued.
func (l *loop) join(c context) context {
	for _, b := range l.breaks {
		if c = join(c, b, b.node, "range"); c.state == stateError {
			c.err.Line = b.node.(*parse.BreakNode).Line
			c.err.Description = "at range loop break: " + c.err.Description
			return c
		}
	}
	for _, b := range l.continues {
		if c = join(c, b, b.node, "range"); c.state == stateError {
			c.err.Line = b.node.(*parse.ContinueNode).Line
			c.err.Description = "at range loop continue: " + c.err.Description
			return c
		}
	}
	return c
}

// inLoop calls body with a new loop around, which it returns.
func (e *escaper) inLoop(body func()) *loop {
	l := &loop{outer: e.loop}
	e.loop = l
	body()
	e.loop = l.outer
	return l
}

func (e *escaper) branch(c context, n *parse.BranchNode, action string) context {
	var after context
	if action != "range" {
		after = e.list(c, n.List)
	} else {
		l := e.inLoop(func() { after = e.list(c, n.List) })
		if after.state != stateError {
			after = l.join(after)
		}
		if after.state == stateError {
			return after
		}
		// It must also be good as the context before the body.
		l = e.inLoop(func() {
			again, _ := e.attempt(after, n.List, nil)
			after = join(after, again, n, action)
		})
		if after.state == stateError {
			after.err.Line = n.Line
			after.err.Description = "on range loop re-entry: " + after.err.Description
			return after
		}
		if after = l.join(after); after.state == stateError {
			return after
		}
	}
	return join(after, e.list(c, n.ElseList), n, action)
}

// attempt escapes a list, and keeps what was found if good says so.
func (e *escaper) attempt(c context, n *parse.ListNode, good func(*escaper, context) bool) (context, bool) {
	try := makeEscaper(e.ns)
	try.loop = e.loop
	maps.Copy(try.output, e.output)
	c = try.list(c, n)
	if good == nil || !good(&try, c) {
		return c, false
	}
	maps.Copy(e.output, try.output)
	maps.Copy(e.derived, try.derived)
	maps.Copy(e.called, try.called)
	for n, v := range try.actions {
		edit(e.actions, n, v)
	}
	for n, v := range try.templates {
		edit(e.templates, n, v)
	}
	for n, v := range try.texts {
		edit(e.texts, n, v)
	}
	return c, true
}

// tree escapes the template called name for a call in context c. It returns the context after the call, and what to call.
func (e *escaper) tree(c context, node parse.Node, name string, line int) (context, string) {
	mangled := c.mangle(name)
	e.called[mangled] = true
	if out, ok := e.output[mangled]; ok {
		return out, mangled
	}
	t := e.template(name)
	if t == nil {
		if e.ns.set[name] != nil {
			return failed(ErrNoSuchTemplate, node, line, "%q is an incomplete or empty template", name), mangled
		}
		return failed(ErrNoSuchTemplate, node, line, "no such template %q", name), mangled
	}
	if mangled != name {
		d := e.template(mangled)
		if d == nil {
			d = template.New(mangled)
			d.Tree = &parse.Tree{Name: mangled, Root: t.Root.CopyList()}
			e.derived[mangled] = d
		}
		t = d
	}
	after, ok := e.body(c, t)
	if !ok {
		// Perhaps a recursive template ends where this says.
		var second context
		if second, ok = e.body(after, t); ok {
			after = second
		}
	}
	if !ok && after.state != stateError {
		after = failed(ErrOutputContext, t.Tree.Root, 0, "cannot compute output context for template %s", t.Name())
	}
	return after, mangled
}

// body escapes the body of t, which begins in context c, as if calls of t within it end in c too. It reports whether that holds.
func (e *escaper) body(c context, t *template.Template) (context, bool) {
	e.output[t.Name()] = c
	return e.attempt(c, t.Tree.Root, func(try *escaper, after context) bool {
		return after.state != stateError && (!try.called[t.Name()] || c.eq(after))
	})
}

// text follows the text of n, and leaves out of it what could be misread: comments, and angle brackets outside of tags.
func (e *escaper) text(c context, n *parse.TextNode) context {
	s := string(n.Text)
	var b strings.Builder
	done := 0 // of s, what stands in b or is left out
	for i := 0; i < len(s); {
		after, length := contextAfter(c, s[i:])
		end := i + length
		inComment := c.state.isComment() && c.delim == delimNone
		switch {
		case c.state == stateText || c.state == stateRCDATA:
			last := end
			if after.state != c.state {
				if lt := strings.LastIndexByte(s[i:end], '<'); lt >= 0 {
					last = i + lt
				}
			}
			for j := i; j < last; j++ {
				if s[j] == '<' && !strings.HasPrefix(strings.ToUpper(s[j:min(len(s), j+9)]), "<!DOCTYPE") {
					b.WriteString(s[done:j])
					b.WriteString("&lt;")
					done = j + 1
				}
			}
		case inComment:
			if c.state == stateJSBlockCmt && strings.ContainsAny(s[done:end], "\n\r\u2028\u2029") {
				b.WriteByte('\n') // it ends the line
			} else if c.state == stateJSBlockCmt || c.state == stateCSSBlockCmt {
				b.WriteByte(' ')
			}
			done = end
		}
		if after.state != c.state && after.state.isComment() && after.delim == delimNone {
			opening := 2
			switch after.state {
			case stateHTMLCmt, stateJSHTMLOpenCmt:
				opening = 4
			case stateJSHTMLCloseCmt:
				opening = 3
			}
			b.WriteString(s[done : end-opening])
			done = end
		}
		if c.state.isScriptLiteral() {
			if hidden := hideTags(s[i:end]); hidden != s[i:end] {
				b.WriteString(s[done:i])
				b.WriteString(hidden)
				done = end
			}
		}
		if length == 0 && c.state == after.state {
			panic(fmt.Sprintf("infinite loop from %v to %v on %q..%q", c, after, s[:i], s[i:]))
		}
		c, i = after, end
	}
	if done > 0 && c.state != stateError {
		if !c.state.isComment() || c.delim != delimNone {
			b.WriteString(s[done:])
		}
		edit(e.texts, n, []byte(b.String()))
	}
	return c
}

// commit changes the trees.
func (e *escaper) commit() {
	funcs := escaperFuncs()
	for name := range e.output {
		e.template(name).Funcs(funcs)
	}
	any := e.anyTemplate()
	for _, t := range e.derived {
		if _, err := any.text.AddParseTree(t.Name(), t.Tree); err != nil {
			panic("error adding derived template")
		}
	}
	for n, names := range e.actions {
		addEscapers(n.Pipe, names)
	}
	for n, name := range e.templates {
		n.Name = name
	}
	for n, text := range e.texts {
		n.Text = text
	}
	clear(e.called)
	clear(e.actions)
	clear(e.templates)
	clear(e.texts)
}

// template returns the template of that name, which may be a mangled one, or nil.
func (e *escaper) template(name string) *template.Template {
	if t := e.anyTemplate().text.Lookup(name); t != nil {
		return t
	}
	return e.derived[name]
}

// anyTemplate returns one of the family, through which the others can be found.
func (e *escaper) anyTemplate() *Template {
	for _, t := range e.ns.set {
		return t
	}
	panic("no templates in name space")
}
