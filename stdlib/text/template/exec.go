package template

import (
	"fmt"
	"internal/fmtsort"
	"io"
	"reflect"
	"runtime"
	"strings"
	"text/template/parse"
)

// This file carries out templates: it walks the tree and writes. Errors are panics up to Execute.

// How deep templates may call each other.
const maxDepth = 100000

// ExecError is an error of Execute, other than one that writing returned.
type ExecError struct {
	Name string // of the template
	Err  error  // with the text as it is shown
}

func (e ExecError) Error() string { return e.Err.Error() }

// Unwrap returns e.Err.
func (e ExecError) Unwrap() error { return e.Err }

// writeFailure is a panic with an error of the writer.
type writeFailure struct{ err error }

type variable struct {
	name  string
	value reflect.Value
}

// state is one template being carried out.
type state struct {
	tmpl  *Template
	w     io.Writer
	node  parse.Node // the current one, for messages
	vars  []variable // innermost last
	depth int        // templates that call each other around this one
}

// flow says how walking a node ended.
type flow int

const (
	flowOn flow = iota
	flowBreak
	flowContinue
)

var none reflect.Value

// noArg is what a command without a value from the stage before it is given.
type noArg struct{}

var absent = reflect.ValueOf(noArg{})

func isAbsent(v reflect.Value) bool { return v.IsValid() && v.Type() == absent.Type() }

// Execute carries the template out for data, and writes to wr. What was written before an error stays.
func (t *Template) Execute(wr io.Writer, data any) (err error) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case runtime.Error:
			panic(e)
		case writeFailure:
			err = e.err
		case ExecError:
			err = e
		default:
			panic(e)
		}
	}()
	dot, ok := data.(reflect.Value)
	if !ok {
		dot = reflect.ValueOf(data)
	}
	s := &state{tmpl: t, w: wr, vars: []variable{{"$", dot}}}
	if t.Tree == nil || t.Root == nil {
		s.errorf("%q is an incomplete or empty template", t.Name())
	}
	s.walk(dot, t.Root)
	return nil
}

// ExecuteTemplate carries out the template of that name in t's family.
func (t *Template) ExecuteTemplate(wr io.Writer, name string, data any) error {
	other := t.Lookup(name)
	if other == nil {
		return fmt.Errorf("template: no template %q associated with template %q", name, t.name)
	}
	return other.Execute(wr, data)
}

// errorf ends execution.
func (s *state) errorf(format string, args ...any) {
	literal := func(text string) string { return strings.ReplaceAll(text, "%", "%%") }
	name := literal(s.tmpl.Name())
	if s.node == nil {
		format = fmt.Sprintf("template: %s: %s", name, format)
	} else {
		where, what := s.tmpl.ErrorContext(s.node)
		format = fmt.Sprintf("template: %s: executing %q at <%s>: %s", where, name, literal(what), format)
	}
	panic(ExecError{s.tmpl.Name(), fmt.Errorf(format, args...)})
}

// lookup returns the innermost variable of that name.
func (s *state) lookup(name string) *variable {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			return &s.vars[i]
		}
	}
	s.errorf("undefined variable: %s", name)
	return nil
}

func (s *state) walk(dot reflect.Value, node parse.Node) flow {
	s.node = node
	switch n := node.(type) {
	case *parse.TextNode:
		if _, err := s.w.Write(n.Text); err != nil {
			panic(writeFailure{err})
		}
	case *parse.ActionNode:
		v := s.pipeline(dot, n.Pipe)
		if len(n.Pipe.Decl) == 0 {
			s.print(n, v)
		}
	case *parse.ListNode:
		for _, e := range n.Nodes {
			if f := s.walk(dot, e); f != flowOn {
				return f
			}
		}
	case *parse.IfNode:
		return s.branch(dot, &n.BranchNode)
	case *parse.WithNode:
		return s.branch(dot, &n.BranchNode)
	case *parse.RangeNode:
		return s.loop(dot, n)
	case *parse.BreakNode:
		return flowBreak
	case *parse.ContinueNode:
		return flowContinue
	case *parse.TemplateNode:
		s.call(dot, n)
	case *parse.CommentNode:
	default:
		s.errorf("unknown node: %s", node)
	}
	return flowOn
}

// branch carries out if and with.
func (s *state) branch(dot reflect.Value, n *parse.BranchNode) flow {
	scope := len(s.vars)
	v := s.pipeline(dot, n.Pipe)
	t, ok := isTrue(dynamic(v))
	if !ok {
		s.errorf("if/with can't use %v", v)
	}
	f := flowOn
	if t {
		if n.NodeType == parse.NodeWith {
			dot = v
		}
		f = s.walk(dot, n.List)
	} else if n.ElseList != nil {
		f = s.walk(dot, n.ElseList)
	}
	s.vars = s.vars[:scope]
	return f
}

// IsTrue reports whether if takes a value for true, which it does if the value is not zero or empty, and whether the
// value can be asked that.
func IsTrue(val any) (truth, ok bool) { return isTrue(reflect.ValueOf(val)) }

func isTrue(v reflect.Value) (truth, ok bool) {
	switch k := v.Kind(); {
	case k == reflect.Invalid:
		return false, true
	case k == reflect.Array, k == reflect.Map, k == reflect.Slice, k == reflect.String:
		return v.Len() > 0, true
	case k == reflect.Bool:
		return v.Bool(), true
	case k == reflect.Complex64, k == reflect.Complex128:
		return v.Complex() != 0, true
	case k == reflect.Chan, k == reflect.Func, k == reflect.Pointer, k == reflect.UnsafePointer, k == reflect.Interface:
		return !v.IsNil(), true
	case isInt(k):
		return v.Int() != 0, true
	case isUint(k):
		return v.Uint() != 0, true
	case k == reflect.Float32, k == reflect.Float64:
		return v.Float() != 0, true
	case k == reflect.Struct:
		return true, true
	}
	return false, false
}

// loop carries out range. Break and continue end here.
func (s *state) loop(dot reflect.Value, n *parse.RangeNode) flow {
	s.node = n
	scope := len(s.vars)
	v, _ := follow(s.pipeline(dot, n.Pipe))
	inner := len(s.vars)
	// once walks the body for an element. Of functions that yield two values, and where there is one variable, that
	// is the first of them; the index is none then.
	once := func(index, elem reflect.Value) flow {
		if d := n.Pipe.Decl; len(d) > 0 {
			switch {
			case !n.Pipe.IsAssign:
				s.vars[inner-1].value = elem
				if len(d) > 1 {
					s.vars[inner-2].value = index
				}
			case len(d) > 1:
				s.lookup(d[0].Ident[0]).value = index
				s.lookup(d[1].Ident[0]).value = elem
			default:
				s.lookup(d[0].Ident[0]).value = elem
			}
		}
		f := s.walk(elem, n.List)
		s.vars = s.vars[:inner]
		return f
	}
	if !s.iterate(v, n, once) && n.ElseList != nil {
		f := s.walk(dot, n.ElseList)
		s.vars = s.vars[:scope]
		return f
	}
	s.vars = s.vars[:scope]
	return flowOn
}

// leftIterator is a panic that takes a break out of a function that yields elements. The function does not learn of it
// otherwise: its yield does not return.
type leftIterator struct{}

// iterate calls once for the elements of v, and reports whether there were any.
func (s *state) iterate(v reflect.Value, n *parse.RangeNode, once func(index, elem reflect.Value) flow) (any bool) {
	two := len(n.Pipe.Decl) > 1
	switch k := v.Kind(); {
	case isInt(k) || isUint(k):
		if two {
			s.errorf("can't use %v to iterate over more than one variable", v)
		}
		for i := range v.Seq() {
			any = true
			if once(none, i) == flowBreak {
				break
			}
		}
		return any
	case k == reflect.Array || k == reflect.Slice:
		for i := 0; i < v.Len(); i++ {
			any = true
			if once(reflect.ValueOf(i), v.Index(i)) == flowBreak {
				break
			}
		}
		return any
	case k == reflect.Map:
		for _, e := range fmtsort.Sort(v) {
			any = true
			if once(e.Key, e.Value) == flowBreak {
				break
			}
		}
		return any
	case k == reflect.Chan:
		if v.IsNil() {
			return false
		}
		if v.Type().ChanDir() == reflect.SendDir {
			s.errorf("range over send-only channel %v", v)
		}
		for i := 0; ; i++ {
			elem, ok := v.Recv()
			if !ok {
				return i > 0
			}
			if once(reflect.ValueOf(i), elem) == flowBreak {
				return true
			}
		}
	case k == reflect.Invalid:
		return false
	case k == reflect.Func && v.Type().CanSeq():
		if two {
			s.errorf("can't use %v iterate over more than one variable", v)
		}
		defer caughtBreak(&any)
		for elem := range v.Seq() {
			any = true
			if once(none, elem) == flowBreak {
				panic(leftIterator{})
			}
		}
		return any
	case k == reflect.Func && v.Type().CanSeq2():
		defer caughtBreak(&any)
		for index, elem := range v.Seq2() {
			any = true
			if !two {
				index, elem = none, index
			}
			if once(index, elem) == flowBreak {
				panic(leftIterator{})
			}
		}
		return any
	}
	s.errorf("range can't iterate over %v", v)
	return false
}

func caughtBreak(any *bool) {
	switch e := recover().(type) {
	case nil:
	case leftIterator:
		*any = true
	default:
		panic(e)
	}
}

// call carries out another template.
func (s *state) call(dot reflect.Value, n *parse.TemplateNode) {
	t := s.tmpl.Lookup(n.Name)
	if t == nil {
		s.errorf("template %q not defined", n.Name)
	}
	if s.depth == maxDepth {
		s.errorf("exceeded maximum template depth (%v)", maxDepth)
	}
	dot = s.pipeline(dot, n.Pipe)
	callee := &state{tmpl: t, w: s.w, node: s.node, vars: []variable{{"$", dot}}, depth: s.depth + 1}
	callee.walk(dot, t.Root)
}

// pipeline returns the value of a pipeline, which may be nil, and sets its variables.
func (s *state) pipeline(dot reflect.Value, pipe *parse.PipeNode) reflect.Value {
	if pipe == nil {
		return none
	}
	s.node = pipe
	v := absent
	for _, cmd := range pipe.Cmds {
		v = s.command(dot, cmd, v)
		if v.Kind() == reflect.Interface && v.Type().NumMethod() == 0 {
			v = v.Elem()
		}
	}
	for _, d := range pipe.Decl {
		if pipe.IsAssign {
			s.lookup(d.Ident[0]).value = v
		} else {
			s.vars = append(s.vars, variable{d.Ident[0], v})
		}
	}
	return v
}

// command returns the value of a stage of a pipeline. final is the value of the stage before it, or absent.
func (s *state) command(dot reflect.Value, cmd *parse.CommandNode, final reflect.Value) reflect.Value {
	switch n := cmd.Args[0].(type) {
	case *parse.FieldNode:
		return s.field(dot, n, cmd.Args, final)
	case *parse.ChainNode:
		return s.chain(dot, n, cmd.Args, final)
	case *parse.IdentifierNode:
		return s.function(dot, n, cmd, cmd.Args, final)
	case *parse.PipeNode:
		s.notCalled(cmd.Args, final)
		return s.pipeline(dot, n)
	case *parse.VariableNode:
		return s.variable(dot, n, cmd.Args, final)
	}
	s.node = cmd.Args[0]
	s.notCalled(cmd.Args, final)
	switch n := cmd.Args[0].(type) {
	case *parse.DotNode:
		return dot
	case *parse.NilNode:
		s.errorf("nil is not a command")
	case *parse.BoolNode, *parse.NumberNode, *parse.StringNode:
		return s.constant(n)
	}
	s.errorf("can't evaluate command %q", cmd.Args[0])
	return none
}

// notCalled complains of arguments where nothing is called.
func (s *state) notCalled(args []parse.Node, final reflect.Value) {
	if len(args) > 1 || !isAbsent(final) {
		s.errorf("can't give argument to non-function %s", args[0])
	}
}

// constant returns a constant as the type that it has when nothing else is asked for.
func (s *state) constant(node parse.Node) reflect.Value {
	s.node = node
	switch n := node.(type) {
	case *parse.BoolNode:
		return reflect.ValueOf(n.True)
	case *parse.StringNode:
		return reflect.ValueOf(n.Text)
	case *parse.NumberNode:
		switch {
		case n.IsComplex:
			return reflect.ValueOf(n.Complex128)
		case n.IsFloat && writtenAsFloat(n.Text):
			return reflect.ValueOf(n.Float64)
		case n.IsInt:
			return reflect.ValueOf(int(n.Int64))
		case n.IsUint:
			s.errorf("%s overflows int", n.Text)
		}
	}
	return none
}

// writtenAsFloat reports whether a number has a fraction or exponent; letters of runes and hexadecimal integers do not count.
func writtenAsFloat(text string) bool {
	if text == "" || text[0] == '\'' {
		return false
	}
	if len(text) > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X') {
		return strings.ContainsAny(text, "pP")
	}
	return strings.ContainsAny(text, ".eEpP")
}

func (s *state) field(dot reflect.Value, n *parse.FieldNode, args []parse.Node, final reflect.Value) reflect.Value {
	s.node = n
	return s.fields(dot, dot, n, n.Ident, args, final)
}

func (s *state) chain(dot reflect.Value, n *parse.ChainNode, args []parse.Node, final reflect.Value) reflect.Value {
	s.node = n
	if len(n.Field) == 0 {
		s.errorf("internal error: no fields in evalChainNode")
	}
	if n.Node.Type() == parse.NodeNil {
		s.errorf("indirection through explicit nil in %s", n)
	}
	return s.fields(dot, s.argument(dot, nil, n.Node), n, n.Field, args, final)
}

func (s *state) variable(dot reflect.Value, n *parse.VariableNode, args []parse.Node, final reflect.Value) reflect.Value {
	s.node = n
	v := s.lookup(n.Ident[0]).value
	if len(n.Ident) == 1 {
		s.notCalled(args, final)
		return v
	}
	return s.fields(dot, v, n, n.Ident[1:], args, final)
}

// fields returns receiver.a.b.c, where c, if it is a method, is given the arguments.
func (s *state) fields(dot, receiver reflect.Value, node parse.Node, names []string, args []parse.Node, final reflect.Value) reflect.Value {
	last := len(names) - 1
	for _, name := range names[:last] {
		receiver = s.member(dot, name, node, nil, absent, receiver)
	}
	return s.member(dot, names[last], node, args, final, receiver)
}

func (s *state) function(dot reflect.Value, n *parse.IdentifierNode, cmd parse.Node, args []parse.Node, final reflect.Value) reflect.Value {
	s.node = n
	fn, builtin := findFunction(n.Ident, s.tmpl)
	if !fn.IsValid() {
		s.errorf("%q is not a defined function", n.Ident)
	}
	return s.invoke(dot, fn, builtin, cmd, n.Ident, args, final)
}

// member returns a method's result, a field, or the value that a map has for name.
func (s *state) member(dot reflect.Value, name string, node parse.Node, args []parse.Node, final, receiver reflect.Value) reflect.Value {
	if !receiver.IsValid() {
		if s.tmpl.option.missing == missingError {
			s.errorf("nil data; no entry for key %q", name)
		}
		return none
	}
	t := receiver.Type()
	receiver, null := follow(receiver)
	if null && receiver.Kind() == reflect.Interface {
		s.errorf("nil pointer evaluating %s.%s", t, name)
	}
	ptr := receiver
	if k := ptr.Kind(); k != reflect.Interface && k != reflect.Pointer && ptr.CanAddr() {
		ptr = ptr.Addr()
	}
	if m := ptr.MethodByName(name); m.IsValid() {
		return s.invoke(dot, m, false, node, name, args, final)
	}
	hasArgs := len(args) > 1 || !isAbsent(final)
	switch receiver.Kind() {
	case reflect.Struct:
		f, ok := receiver.Type().FieldByName(name)
		if !ok {
			break
		}
		v, err := receiver.FieldByIndexErr(f.Index)
		if !f.IsExported() {
			s.errorf("%s is an unexported field of struct type %s", name, t)
		}
		if err != nil {
			s.errorf("%v", err)
		}
		if hasArgs {
			s.errorf("%s has arguments but cannot be invoked as function", name)
		}
		return v
	case reflect.Map:
		key := reflect.ValueOf(name)
		if !key.Type().AssignableTo(receiver.Type().Key()) {
			break
		}
		if hasArgs {
			s.errorf("%s is not a method but has arguments", name)
		}
		v := receiver.MapIndex(key)
		if !v.IsValid() {
			switch s.tmpl.option.missing {
			case missingZero:
				v = reflect.Zero(receiver.Type().Elem())
			case missingError:
				s.errorf("map has no entry for key %q", name)
			}
		}
		return v
	case reflect.Pointer:
		elem := receiver.Type().Elem()
		if elem.Kind() == reflect.Struct {
			if _, ok := elem.FieldByName(name); !ok {
				break // no field, whether nil or not
			}
		}
		if null {
			s.errorf("nil pointer evaluating %s.%s", t, name)
		}
	}
	s.errorf("can't evaluate field %s in type %s", name, t)
	return none
}

var valueType = reflect.TypeFor[reflect.Value]()

// unwrapped returns the value that a reflect.Value within v holds.
func unwrapped(v reflect.Value) reflect.Value {
	if v.Type() == valueType {
		return v.Interface().(reflect.Value)
	}
	return v
}

// invoke calls a function or method. args, if there are any, begin with what is called.
func (s *state) invoke(dot, fn reflect.Value, builtin bool, node parse.Node, name string, args []parse.Node, final reflect.Value) reflect.Value {
	if args != nil {
		args = args[1:]
	}
	t := fn.Type()
	piped := !isAbsent(final)
	count := len(args)
	if piped {
		count++
	}
	fixed := t.NumIn()
	if t.IsVariadic() {
		if fixed--; count < fixed {
			s.errorf("wrong number of args for %s: want at least %d got %d", name, fixed, len(args))
		}
	} else if count != fixed {
		s.errorf("wrong number of args for %s: want %d got %d", name, fixed, count)
	}
	if err := checkResults(name, t); err != nil {
		s.errorf("%v", err)
	}
	paramType := func(i int) reflect.Type {
		if i < fixed {
			return t.In(i)
		}
		return t.In(fixed).Elem()
	}
	if builtin && (name == "and" || name == "or") {
		// Arguments are evaluated up to the one that decides.
		var v reflect.Value
		for _, arg := range args {
			if v = unwrapped(s.argument(dot, valueType, arg)); truth(v) == (name == "or") {
				return v
			}
		}
		if piped {
			v = unwrapped(s.assignable(final, valueType))
		}
		return v
	}
	in := make([]reflect.Value, 0, count)
	for i, arg := range args {
		in = append(in, s.argument(dot, paramType(i), arg))
	}
	if piped {
		in = append(in, s.assignable(final, paramType(len(args))))
	}
	var v reflect.Value
	var err error
	if builtin && name == "call" {
		callee := final.String()
		if len(args) > 0 {
			callee = args[0].String()
		}
		for i := range in {
			in[i] = unwrapped(in[i])
		}
		v, err = callValue(callee, in[0], in[1:])
	} else {
		v, err = safeCall(fn, in)
	}
	if err != nil {
		s.node = node
		s.errorf("error calling %s: %w", name, err)
	}
	if !v.IsValid() {
		return v
	}
	return unwrapped(v)
}

// hasNil reports whether a missing value can be passed as a t.
func hasNil(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return true
	}
	return t == valueType
}

// assignable makes v a value that can be assigned to a t, or to anything if t is nil. It follows a pointer or takes an
// address if that helps.
func (s *state) assignable(v reflect.Value, t reflect.Type) reflect.Value {
	if !v.IsValid() {
		if t == nil {
			return none
		}
		if !hasNil(t) {
			s.errorf("invalid value; expected %s", t)
		}
		return reflect.Zero(t)
	}
	if t == nil {
		return v
	}
	if t == valueType && v.Type() != t {
		return reflect.ValueOf(v)
	}
	if v.Type().AssignableTo(t) {
		return v
	}
	if v.Kind() == reflect.Interface && !v.IsNil() {
		if v = v.Elem(); v.Type().AssignableTo(t) {
			return v
		}
	}
	switch {
	case v.Kind() == reflect.Pointer && v.Type().Elem().AssignableTo(t):
		if v = v.Elem(); !v.IsValid() {
			s.errorf("dereference of nil pointer of type %s", t)
		}
	case reflect.PointerTo(v.Type()).AssignableTo(t) && v.CanAddr():
		v = v.Addr()
	default:
		s.errorf("wrong type for value; expected %s; got %s", t, v.Type())
	}
	return v
}

// argument returns an argument for a parameter of type t; t is nil for what has fields taken of it.
func (s *state) argument(dot reflect.Value, t reflect.Type, node parse.Node) reflect.Value {
	s.node = node
	switch n := node.(type) {
	case *parse.DotNode:
		return s.assignable(dot, t)
	case *parse.NilNode:
		if !hasNil(t) {
			s.errorf("cannot assign nil to %s", t)
		}
		return reflect.Zero(t)
	case *parse.FieldNode:
		return s.assignable(s.field(dot, n, nil, absent), t)
	case *parse.VariableNode:
		return s.assignable(s.variable(dot, n, nil, absent), t)
	case *parse.PipeNode:
		return s.assignable(s.pipeline(dot, n), t)
	case *parse.IdentifierNode:
		return s.assignable(s.function(dot, n, n, nil, absent), t)
	case *parse.ChainNode:
		return s.assignable(s.chain(dot, n, nil, absent), t)
	}
	return s.typedConstant(t, node)
}

// typedConstant returns a constant as a t.
func (s *state) typedConstant(t reflect.Type, node parse.Node) reflect.Value {
	number, _ := node.(*parse.NumberNode)
	if number == nil {
		number = new(parse.NumberNode)
	}
	v := reflect.New(t).Elem()
	what := ""
	switch k := t.Kind(); {
	case k == reflect.Bool:
		if n, ok := node.(*parse.BoolNode); ok {
			v.SetBool(n.True)
			return v
		}
		what = "bool"
	case k == reflect.String:
		if n, ok := node.(*parse.StringNode); ok {
			v.SetString(n.Text)
			return v
		}
		what = "string"
	case isInt(k):
		if number.IsInt {
			v.SetInt(number.Int64)
			return v
		}
		what = "integer"
	case isUint(k):
		if number.IsUint {
			v.SetUint(number.Uint64)
			return v
		}
		what = "unsigned integer"
	case k == reflect.Float32 || k == reflect.Float64:
		if number.IsFloat {
			v.SetFloat(number.Float64)
			return v
		}
		what = "float"
	case k == reflect.Complex64 || k == reflect.Complex128:
		if number.IsComplex {
			v.SetComplex(number.Complex128)
			return v
		}
		what = "complex"
	case k == reflect.Interface && t.NumMethod() == 0:
		return s.constant(node)
	case t == valueType:
		return reflect.ValueOf(s.constant(node))
	default:
		s.errorf("can't handle %s for arg of type %s", node, t)
	}
	s.errorf("expected %s; found %s", what, node)
	return none
}

// follow follows pointers and interfaces up to a value, or to nil.
func follow(v reflect.Value) (result reflect.Value, isNil bool) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return v, true
		}
		v = v.Elem()
	}
	return v, false
}

// dynamic returns what is in an interface, and other values as they are.
func dynamic(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

func (s *state) print(n parse.Node, v reflect.Value) {
	s.node = n
	arg, ok := printable(v)
	if !ok {
		s.errorf("can't print %s of type %s", n, v.Type())
	}
	if _, err := fmt.Fprint(s.w, arg); err != nil {
		panic(writeFailure{err})
	}
}

var stringerType = reflect.TypeFor[fmt.Stringer]()

func printsItself(t reflect.Type) bool { return t.Implements(errorType) || t.Implements(stringerType) }

// printable returns what is given to fmt for v: what a pointer points to, but a pointer if that has the String method.
func printable(v reflect.Value) (any, bool) {
	if v.Kind() == reflect.Pointer {
		v, _ = follow(v)
	}
	if !v.IsValid() {
		return "<no value>", true
	}
	if !printsItself(v.Type()) {
		switch {
		case v.CanAddr() && printsItself(reflect.PointerTo(v.Type())):
			v = v.Addr()
		case v.Kind() == reflect.Chan || v.Kind() == reflect.Func:
			return nil, false
		}
	}
	return v.Interface(), true
}
