package parser

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/scanner"
	"go/token"
	"strings"
)

// bailout is what a parser panics with that gives up.
type bailout struct {
	pos token.Pos
	msg string
}

const maxNesting = 100_000

// parser looks one token ahead. Its methods are called after the productions they parse.
type parser struct {
	file    *token.File
	src     []byte
	errors  scanner.ErrorList
	scanner scanner.Scanner
	mode    Mode

	comments []*ast.CommentGroup
	lead     *ast.CommentGroup // what stands before the current token, in lines of its own
	line     *ast.CommentGroup // what stood behind the last token, in its line
	top      bool              // before the package clause
	version  string            // of a //go:build line

	pos token.Pos
	tok token.Token
	lit string

	syncPos   token.Pos // where advance stopped last
	syncCount int       // and how often without progress

	level   int  // less than 0 in the headers of statements, where a brace begins the body
	inRHS   bool // where = is a mistaken ==
	imports []*ast.ImportSpec
	nesting int
	indent  int // of the trace
}

func (p *parser) init(file *token.File, src []byte, mode Mode) {
	p.file, p.src, p.mode, p.top = file, src, mode, true
	p.scanner.Init(file, src, func(pos token.Position, msg string) { p.errors.Add(pos, msg) }, scanner.ScanComments)
	p.next()
}

// The trace.

func (p *parser) print(words ...any) {
	pos := p.file.Position(p.pos)
	fmt.Printf("%5d:%3d: %s", pos.Line, pos.Column, strings.Repeat(". ", p.indent))
	fmt.Println(words...)
}

// trace says that a production begins; what it returns is to be called at its end.
func (p *parser) trace(name string) func() {
	if p.mode&Trace == 0 {
		return func() {}
	}
	p.print(name, "(")
	p.indent++
	return func() {
		p.indent--
		p.print(")")
	}
}

// nest counts how deeply productions are nested.
func (p *parser) nest() {
	if p.nesting++; p.nesting > maxNesting {
		p.error(p.pos, "exceeded max nesting depth")
		panic(bailout{})
	}
}

func (p *parser) unnest(n int) { p.nesting -= n }

// Tokens and comments.

func (p *parser) scan() {
	if p.mode&Trace != 0 && p.pos.IsValid() {
		switch s := p.tok.String(); {
		case p.tok.IsLiteral():
			p.print(s, p.lit)
		case p.tok.IsOperator() || p.tok.IsKeyword():
			p.print("\"" + s + "\"")
		default:
			p.print(s)
		}
	}
	for {
		p.pos, p.tok, p.lit = p.scanner.Scan()
		if p.tok != token.COMMENT {
			p.top = false
			return
		}
		if p.top && strings.HasPrefix(p.lit, "//go:build") {
			if x, err := constraint.Parse(p.lit); err == nil {
				p.version = constraint.GoVersion(x)
			}
		}
		if p.mode&ParseComments != 0 {
			return
		}
	}
}

// litEnd returns where the current literal ends. Raw strings may be longer in the source than their text.
func (p *parser) litEnd() token.Pos {
	if p.lit != "" && p.lit[0] == '`' {
		from := p.file.Offset(p.pos)
		for i := from + 1; i < len(p.src); i++ {
			if p.src[i] == '`' {
				return p.pos + token.Pos(i+1-from)
			}
		}
		return p.pos + token.Pos(len(p.src)-from)
	}
	return p.pos + token.Pos(len(p.lit))
}

func (p *parser) lineOf(pos token.Pos) int { return p.file.PositionFor(pos, false).Line }

// commentGroup reads comments that are at most gap lines apart. It also returns the line in which the last one ends.
func (p *parser) commentGroup(gap int) (*ast.CommentGroup, int) {
	g := new(ast.CommentGroup)
	end := p.lineOf(p.pos)
	for p.tok == token.COMMENT && p.lineOf(p.pos) <= end+gap {
		end = p.lineOf(p.pos)
		if p.lit[1] == '*' {
			end += strings.Count(p.lit, "\n")
		}
		g.List = append(g.List, &ast.Comment{Slash: p.pos, Text: p.lit})
		p.scan()
	}
	p.comments = append(p.comments, g)
	return g, end
}

func (p *parser) next() {
	p.lead, p.line = nil, nil
	before := p.pos
	p.scan()
	if p.tok != token.COMMENT {
		return
	}
	var group *ast.CommentGroup
	end := 0
	if p.lineOf(p.pos) == p.lineOf(before) {
		group, end = p.commentGroup(0)
		if p.lineOf(p.pos) != end || p.tok == token.SEMICOLON || p.tok == token.EOF {
			p.line = group
		}
	}
	end = -1
	for p.tok == token.COMMENT {
		group, end = p.commentGroup(1)
	}
	if end+1 == p.lineOf(p.pos) {
		p.lead = group
	}
}

// Errors.

func (p *parser) error(pos token.Pos, msg string) {
	defer p.trace("error: " + msg)()
	at := p.file.Position(pos)
	if p.mode&AllErrors == 0 {
		n := len(p.errors)
		if n > 0 && p.errors[n-1].Pos.Line == at.Line {
			return
		}
		if n > 10 {
			panic(bailout{})
		}
	}
	p.errors.Add(at, msg)
}

func (p *parser) errorExpected(pos token.Pos, what string) {
	msg := "expected " + what
	if pos == p.pos {
		switch {
		case p.tok == token.SEMICOLON && p.lit == "\n":
			msg += ", found newline"
		case p.tok.IsLiteral():
			msg += ", found " + p.lit
		default:
			msg += ", found '" + p.tok.String() + "'"
		}
	}
	p.error(pos, msg)
}

// expect goes over a token, which should be tok, and returns where it is.
func (p *parser) expect(tok token.Token) token.Pos {
	pos := p.pos
	if p.tok != tok {
		p.errorExpected(pos, "'"+tok.String()+"'")
	}
	p.next()
	return pos
}

// expectEnd is expect, of a place that is valid only if it is the right token.
func (p *parser) expectEnd(tok token.Token) token.Pos {
	found := p.tok == tok
	if pos := p.expect(tok); found {
		return pos
	}
	return token.NoPos
}

// expectClosing is expect of the end of a list, before which a comma may be missing.
func (p *parser) expectClosing(tok token.Token, context string) token.Pos {
	if p.tok == token.SEMICOLON && p.lit == "\n" {
		p.error(p.pos, "missing ',' before newline in "+context)
		p.next()
	}
	return p.expect(tok)
}

// semicolon goes over the semicolon after a statement, and returns the comment behind that.
func (p *parser) semicolon() *ast.CommentGroup {
	switch p.tok {
	case token.RPAREN, token.RBRACE:
		return nil
	case token.COMMA:
		p.errorExpected(p.pos, "';'")
	case token.SEMICOLON:
	default:
		p.errorExpected(p.pos, "';'")
		p.advance(startsStmt)
		return nil
	}
	if p.lit == ";" {
		p.next()
		return p.line
	}
	comment := p.line
	p.next()
	return comment
}

// comma reports whether a list goes on: there is a comma, or one is missing.
func (p *parser) comma(context string, end token.Token) bool {
	if p.tok == token.COMMA {
		return true
	}
	if p.tok == end {
		return false
	}
	msg := "missing ','"
	if p.tok == token.SEMICOLON && p.lit == "\n" {
		msg += " before newline"
	}
	p.error(p.pos, msg+" in "+context)
	return true
}

// advance goes to a token for which at is true; but not for ever to the same.
func (p *parser) advance(at func(token.Token) bool) {
	for ; p.tok != token.EOF; p.next() {
		if !at(p.tok) {
			continue
		}
		if p.pos == p.syncPos && p.syncCount < 10 {
			p.syncCount++
			return
		}
		if p.pos > p.syncPos {
			p.syncPos, p.syncCount = p.pos, 0
			return
		}
	}
}

func startsStmt(tok token.Token) bool {
	switch tok {
	case token.BREAK, token.CONST, token.CONTINUE, token.DEFER, token.FALLTHROUGH, token.FOR, token.GO, token.GOTO, token.IF,
		token.RETURN, token.SELECT, token.SWITCH, token.TYPE, token.VAR:
		return true
	}
	return false
}

func startsDecl(tok token.Token) bool {
	return tok == token.IMPORT || tok == token.CONST || tok == token.TYPE || tok == token.VAR
}

func endsExpr(tok token.Token) bool {
	switch tok {
	case token.COMMA, token.COLON, token.SEMICOLON, token.RPAREN, token.RBRACK, token.RBRACE:
		return true
	}
	return false
}

// bad reports that something else is expected, goes on to where at is true, and returns what is in between.
func (p *parser) bad(what string, at func(token.Token) bool) *ast.BadExpr {
	pos := p.pos
	p.errorExpected(pos, what)
	p.advance(at)
	return &ast.BadExpr{From: pos, To: p.pos}
}

// Identifiers and lists.

func (p *parser) ident() *ast.Ident {
	id := &ast.Ident{NamePos: p.pos, Name: "_"}
	if p.tok == token.IDENT {
		id.Name = p.lit
	}
	p.expect(token.IDENT)
	return id
}

func (p *parser) identList() []*ast.Ident {
	defer p.trace("IdentList")()
	list := []*ast.Ident{p.ident()}
	for p.tok == token.COMMA {
		p.next()
		list = append(list, p.ident())
	}
	return list
}

func (p *parser) exprList(inRHS bool) []ast.Expr {
	defer p.trace("ExpressionList")()
	old := p.inRHS
	p.inRHS = inRHS
	list := []ast.Expr{p.expr()}
	for p.tok == token.COMMA {
		p.next()
		list = append(list, p.expr())
	}
	p.inRHS = old
	return list
}

// Source files and declarations.

func (p *parser) parseFile() *ast.File {
	defer p.trace("File")()
	if len(p.errors) != 0 {
		return nil // it is probably no Go
	}
	doc := p.lead
	pos := p.expect(token.PACKAGE)
	name := p.ident()
	if name.Name == "_" && p.mode&DeclarationErrors != 0 {
		p.error(p.pos, "invalid package name _")
	}
	p.semicolon()
	if len(p.errors) != 0 {
		return nil
	}
	var decls []ast.Decl
	if p.mode&PackageClauseOnly == 0 {
		for p.tok == token.IMPORT {
			decls = append(decls, p.genDecl())
		}
		for before := token.IMPORT; p.tok != token.EOF && p.mode&ImportsOnly == 0; {
			if p.tok == token.IMPORT && before != token.IMPORT {
				p.error(p.pos, "imports must appear before other declarations")
			}
			before = p.tok
			decls = append(decls, p.decl(startsDecl))
		}
	}
	f := &ast.File{Doc: doc, Package: pos, Name: name, Decls: decls, Imports: p.imports, Comments: p.comments, GoVersion: p.version}
	if p.mode&SkipObjectResolution == 0 {
		var report func(token.Pos, string)
		if p.mode&DeclarationErrors != 0 {
			report = p.error
		}
		resolve(f, p.file, report)
	}
	return f
}

func (p *parser) decl(sync func(token.Token) bool) ast.Decl {
	defer p.trace("Declaration")()
	switch p.tok {
	case token.IMPORT, token.CONST, token.VAR, token.TYPE:
		return p.genDecl()
	case token.FUNC:
		return p.funcDecl()
	}
	b := p.bad("declaration", sync)
	return &ast.BadDecl{From: b.From, To: b.To}
}

func (p *parser) genDecl() *ast.GenDecl {
	defer p.trace("GenDecl(" + p.tok.String() + ")")()
	d := &ast.GenDecl{Doc: p.lead, Tok: p.tok}
	d.TokPos = p.expect(p.tok)
	if p.tok != token.LPAREN {
		d.Specs = []ast.Spec{p.spec(d.Tok, nil)}
		return d
	}
	d.Lparen = p.pos
	p.next()
	for p.tok != token.RPAREN && p.tok != token.EOF {
		d.Specs = append(d.Specs, p.spec(d.Tok, p.lead))
	}
	d.Rparen = p.expect(token.RPAREN)
	p.semicolon()
	return d
}

func (p *parser) spec(keyword token.Token, doc *ast.CommentGroup) ast.Spec {
	switch keyword {
	case token.IMPORT:
		return p.importSpec(doc)
	case token.TYPE:
		return p.typeSpec(doc)
	}
	return p.valueSpec(keyword, doc)
}

func (p *parser) importSpec(doc *ast.CommentGroup) ast.Spec {
	defer p.trace("ImportSpec")()
	s := &ast.ImportSpec{Doc: doc}
	switch p.tok {
	case token.IDENT:
		s.Name = p.ident()
	case token.PERIOD:
		s.Name = &ast.Ident{NamePos: p.pos, Name: "."}
		p.next()
	}
	s.Path = &ast.BasicLit{ValuePos: p.pos, ValueEnd: p.pos, Kind: token.STRING}
	switch {
	case p.tok == token.STRING:
		s.Path.Value, s.Path.ValueEnd = p.lit, p.litEnd()
		p.next()
	case p.tok.IsLiteral():
		p.error(p.pos, "import path must be a string")
		p.next()
	default:
		p.error(p.pos, "missing import path")
		p.advance(endsExpr)
	}
	s.Comment = p.semicolon()
	p.imports = append(p.imports, s)
	return s
}

func (p *parser) valueSpec(keyword token.Token, doc *ast.CommentGroup) ast.Spec {
	defer p.trace(keyword.String() + "Spec")()
	s := &ast.ValueSpec{Doc: doc, Names: p.identList()}
	hasValues := true
	if keyword == token.VAR {
		if p.tok != token.ASSIGN {
			s.Type = p.typ()
		}
	} else if hasValues = p.tok != token.EOF && p.tok != token.SEMICOLON && p.tok != token.RPAREN; hasValues {
		s.Type = p.tryType()
	}
	if hasValues && p.tok == token.ASSIGN {
		p.next()
		s.Values = p.exprList(true)
	}
	s.Comment = p.semicolon()
	return s
}

func (p *parser) typeSpec(doc *ast.CommentGroup) ast.Spec {
	defer p.trace("TypeSpec")()
	s := &ast.TypeSpec{Doc: doc, Name: p.ident()}
	alias := func() {
		if p.tok == token.ASSIGN {
			s.Assign = p.pos
			p.next()
		}
		s.Type = p.typ()
	}
	if p.tok != token.LBRACK {
		alias()
	} else {
		lbrack := p.pos
		p.next()
		if p.tok != token.IDENT {
			s.Type = p.arrayType(lbrack, nil)
		} else {
			// Either the length of an array, or type parameters: as much as possible is read as an expression, and then it is
			// seen whether that can be a name and a constraint.
			var x ast.Expr = p.ident()
			if p.tok != token.LBRACK {
				p.level++
				x = p.binaryExpr(p.primaryExpr(x), token.LowestPrec+1)
				p.level--
			}
			name, constraint := splitName(x, p.tok == token.COMMA)
			if name != nil && (constraint != nil || p.tok != token.RBRACK) {
				list := p.paramList(name, constraint, token.RBRACK, false)
				s.TypeParams = &ast.FieldList{Opening: lbrack, List: list, Closing: p.expect(token.RBRACK)}
				alias()
			} else {
				s.Type = p.arrayType(lbrack, x)
			}
		}
	}
	s.Comment = p.semicolon()
	return s
}

// splitName splits x into a type parameter and the beginning of its constraint, if it can be that: P *C, P (C), P *C|D. It must
// be if force is set. Otherwise the name is nil.
func splitName(x ast.Expr, force bool) (*ast.Ident, ast.Expr) {
	switch x := x.(type) {
	case *ast.Ident:
		return x, nil
	case *ast.BinaryExpr:
		switch x.Op {
		case token.MUL:
			if name, ok := x.X.(*ast.Ident); ok && (force || isConstraint(x.Y)) {
				return name, &ast.StarExpr{Star: x.OpPos, X: x.Y}
			}
		case token.OR:
			if name, left := splitName(x.X, force || isConstraint(x.Y)); name != nil && left != nil {
				union := *x
				union.X = left
				return name, &union
			}
		}
	case *ast.CallExpr:
		if name, ok := x.Fun.(*ast.Ident); ok && len(x.Args) == 1 && !x.Ellipsis.IsValid() && (force || isConstraint(x.Args[0])) {
			return name, &ast.ParenExpr{Lparen: x.Lparen, X: x.Args[0], Rparen: x.Rparen}
		}
	}
	return nil, x
}

// isConstraint reports whether x can only be a constraint.
func isConstraint(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.ArrayType, *ast.StructType, *ast.FuncType, *ast.InterfaceType, *ast.MapType, *ast.ChanType:
		return true
	case *ast.BinaryExpr:
		return isConstraint(x.X) || isConstraint(x.Y)
	case *ast.UnaryExpr:
		return x.Op == token.TILDE
	case *ast.ParenExpr:
		return isConstraint(x.X)
	}
	return false
}

func (p *parser) funcDecl() *ast.FuncDecl {
	defer p.trace("FunctionDecl")()
	d := &ast.FuncDecl{Doc: p.lead, Type: new(ast.FuncType)}
	d.Type.Func = p.expect(token.FUNC)
	if p.tok == token.LPAREN {
		d.Recv = p.params()
	}
	d.Name = p.ident()
	if p.tok == token.LBRACK {
		if d.Type.TypeParams = p.typeParams(); d.Type.TypeParams != nil && d.Recv != nil {
			p.error(d.Type.TypeParams.Opening, "method must have no type parameters")
			d.Type.TypeParams = nil
		}
	}
	d.Type.Params = p.params()
	d.Type.Results = p.results()
	switch p.tok {
	case token.LBRACE:
		d.Body = p.block("Body")
		p.semicolon()
	case token.SEMICOLON:
		p.next()
		if p.tok == token.LBRACE {
			p.error(p.pos, "unexpected semicolon or newline before {")
			d.Body = p.block("Body")
			p.semicolon()
		}
	default:
		p.semicolon()
	}
	return d
}

// Types.

func (p *parser) typ() ast.Expr {
	defer p.trace("Type")()
	if t := p.tryType(); t != nil {
		return t
	}
	return p.bad("type", endsExpr)
}

// tryType parses a type; nil: there is none.
func (p *parser) tryType() ast.Expr {
	p.nest()
	defer p.unnest(1)
	switch p.tok {
	case token.IDENT:
		return p.typeName(nil)
	case token.LBRACK:
		return p.arrayType(p.expect(token.LBRACK), nil)
	case token.STRUCT:
		return p.structType()
	case token.MUL:
		defer p.trace("PointerType")()
		return &ast.StarExpr{Star: p.expect(token.MUL), X: p.typ()}
	case token.FUNC:
		return p.funcType()
	case token.INTERFACE:
		return p.interfaceType()
	case token.MAP:
		defer p.trace("MapType")()
		t := &ast.MapType{Map: p.expect(token.MAP)}
		p.expect(token.LBRACK)
		t.Key = p.typ()
		p.expect(token.RBRACK)
		t.Value = p.typ()
		return t
	case token.CHAN, token.ARROW:
		return p.chanType()
	case token.LPAREN:
		t := &ast.ParenExpr{Lparen: p.pos}
		p.next()
		t.X = p.typ()
		t.Rparen = p.expect(token.RPAREN)
		return t
	}
	return nil
}

// qualified parses a name, or package.name; id is the first of them, if it has been read.
func (p *parser) qualified(id *ast.Ident) ast.Expr {
	defer p.trace("TypeName")()
	if id == nil {
		id = p.ident()
	}
	if p.tok != token.PERIOD {
		return id
	}
	p.next()
	return &ast.SelectorExpr{X: id, Sel: p.ident()}
}

// typeName parses a name with type arguments, if there are any.
func (p *parser) typeName(id *ast.Ident) ast.Expr {
	x := p.qualified(id)
	if p.tok == token.LBRACK {
		x = p.instance(x)
	}
	return x
}

// typeList parses types up to end.
func (p *parser) typeList(end token.Token) (list []ast.Expr) {
	for p.tok != end && p.tok != token.EOF {
		list = append(list, p.typ())
		if !p.comma("type argument list", end) {
			break
		}
		p.next()
	}
	return list
}

func (p *parser) instance(x ast.Expr) ast.Expr {
	defer p.trace("TypeInstance")()
	lbrack := p.expect(token.LBRACK)
	p.level++
	list := p.typeList(token.RBRACK)
	p.level--
	rbrack := p.expectClosing(token.RBRACK, "type argument list")
	if len(list) == 0 {
		p.errorExpected(rbrack, "type argument list")
		list = []ast.Expr{&ast.BadExpr{From: lbrack + 1, To: rbrack}}
	}
	return index(x, lbrack, list, rbrack)
}

func index(x ast.Expr, lbrack token.Pos, list []ast.Expr, rbrack token.Pos) ast.Expr {
	if len(list) == 1 {
		return &ast.IndexExpr{X: x, Lbrack: lbrack, Index: list[0], Rbrack: rbrack}
	}
	return &ast.IndexListExpr{X: x, Lbrack: lbrack, Indices: list, Rbrack: rbrack}
}

// arrayType parses an array or slice type from after its bracket on, or from after length on, if that is not nil.
func (p *parser) arrayType(lbrack token.Pos, length ast.Expr) *ast.ArrayType {
	defer p.trace("ArrayType")()
	if length == nil {
		p.level++
		if p.tok == token.ELLIPSIS {
			length = &ast.Ellipsis{Ellipsis: p.pos}
			p.next()
		} else if p.tok != token.RBRACK {
			length = p.rhs()
		}
		p.level--
	}
	if p.tok == token.COMMA {
		p.error(p.pos, "unexpected comma; expecting ]")
		p.next()
	}
	p.expect(token.RBRACK)
	return &ast.ArrayType{Lbrack: lbrack, Len: length, Elt: p.typ()}
}

// arrayOrInstance parses what begins with a bracket after a name: an array type of which x is the name, or type arguments of x, in
// which case the name is nil.
func (p *parser) arrayOrInstance(x *ast.Ident) (*ast.Ident, ast.Expr) {
	defer p.trace("ArrayFieldOrTypeInstance")()
	lbrack := p.expect(token.LBRACK)
	comma := token.NoPos // a last one
	var list []ast.Expr
	if p.tok != token.RBRACK {
		p.level++
		list = append(list, p.rhs())
		for p.tok == token.COMMA {
			at := p.pos
			p.next()
			if p.tok == token.RBRACK {
				comma = at
				break
			}
			list = append(list, p.rhs())
		}
		p.level--
	}
	rbrack := p.expect(token.RBRACK)
	if len(list) == 0 {
		return x, &ast.ArrayType{Lbrack: lbrack, Elt: p.typ()}
	}
	if len(list) == 1 {
		if elem := p.tryType(); elem != nil {
			if comma.IsValid() {
				p.error(comma, "unexpected comma; expecting ]")
			}
			return x, &ast.ArrayType{Lbrack: lbrack, Len: list[0], Elt: elem}
		}
	}
	return nil, index(x, lbrack, list, rbrack)
}

func (p *parser) chanType() *ast.ChanType {
	defer p.trace("ChanType")()
	t := &ast.ChanType{Begin: p.pos, Dir: ast.SEND | ast.RECV}
	if p.tok == token.CHAN {
		p.next()
		if p.tok == token.ARROW {
			t.Arrow, t.Dir = p.pos, ast.SEND
			p.next()
		}
	} else {
		t.Arrow, t.Dir = p.expect(token.ARROW), ast.RECV
		p.expect(token.CHAN)
	}
	t.Value = p.typ()
	return t
}

func (p *parser) structType() *ast.StructType {
	defer p.trace("StructType")()
	t := &ast.StructType{Struct: p.expect(token.STRUCT), Fields: new(ast.FieldList)}
	t.Fields.Opening = p.expect(token.LBRACE)
	for p.tok == token.IDENT || p.tok == token.MUL || p.tok == token.LPAREN {
		t.Fields.List = append(t.Fields.List, p.fieldDecl())
	}
	t.Fields.Closing = p.expect(token.RBRACE)
	return t
}

func (p *parser) fieldDecl() *ast.Field {
	defer p.trace("FieldDecl")()
	f := &ast.Field{Doc: p.lead}
	star := func() ast.Expr { return &ast.StarExpr{Star: p.expect(token.MUL), X: p.typeName(nil)} }
	// parenthesized parses an embedded type in parentheses, which is an error.
	parenthesized := func(parse func() ast.Expr) ast.Expr {
		p.error(p.pos, "cannot parenthesize embedded type")
		p.next()
		x := parse()
		if p.tok == token.RPAREN {
			p.next()
		}
		return x
	}
	plain := func() ast.Expr { return p.typeName(nil) }
	switch p.tok {
	case token.IDENT:
		name := p.ident()
		switch p.tok {
		case token.PERIOD:
			f.Type = p.typeName(name)
		case token.STRING, token.SEMICOLON, token.RBRACE:
			f.Type = name
		default:
			f.Names = []*ast.Ident{name}
			for p.tok == token.COMMA {
				p.next()
				f.Names = append(f.Names, p.ident())
			}
			if len(f.Names) == 1 && p.tok == token.LBRACK {
				if name, f.Type = p.arrayOrInstance(name); name == nil {
					f.Names = nil
				}
			} else {
				f.Type = p.typ()
			}
		}
	case token.MUL:
		pos := p.pos
		p.next()
		if p.tok == token.LPAREN {
			f.Type = parenthesized(plain)
		} else {
			f.Type = plain()
		}
		f.Type = &ast.StarExpr{Star: pos, X: f.Type}
	default:
		f.Type = parenthesized(func() ast.Expr {
			if p.tok == token.MUL {
				return star()
			}
			return plain()
		})
	}
	if p.tok == token.STRING {
		f.Tag = &ast.BasicLit{ValuePos: p.pos, ValueEnd: p.litEnd(), Kind: p.tok, Value: p.lit}
		p.next()
	}
	f.Comment = p.semicolon()
	return f
}

func (p *parser) funcType() *ast.FuncType {
	defer p.trace("FuncType")()
	t := &ast.FuncType{Func: p.expect(token.FUNC)}
	if p.tok == token.LBRACK {
		if list := p.typeParams(); list != nil {
			p.error(list.Opening, "function type must have no type parameters")
		}
	}
	t.Params = p.params()
	t.Results = p.results()
	return t
}

func (p *parser) interfaceType() *ast.InterfaceType {
	defer p.trace("InterfaceType")()
	t := &ast.InterfaceType{Interface: p.expect(token.INTERFACE), Methods: new(ast.FieldList)}
	t.Methods.Opening = p.expect(token.LBRACE)
	for {
		f := new(ast.Field)
		switch p.tok {
		case token.IDENT:
			if f = p.methodSpec(); f.Names == nil {
				f.Type = p.union(f.Type)
			}
		case token.TILDE:
			f.Type = p.union(nil)
		default:
			if f.Type = p.tryType(); f.Type != nil {
				f.Type = p.union(f.Type)
			}
		}
		if f.Type == nil {
			break
		}
		f.Comment = p.semicolon()
		t.Methods.List = append(t.Methods.List, f)
	}
	t.Methods.Closing = p.expect(token.RBRACE)
	return t
}

func (p *parser) methodSpec() *ast.Field {
	defer p.trace("MethodSpec")()
	f := &ast.Field{Doc: p.lead}
	method := func(name *ast.Ident) {
		f.Names = []*ast.Ident{name}
		t := &ast.FuncType{Params: p.params()}
		t.Results = p.results()
		f.Type = t
	}
	f.Type = p.qualified(nil)
	name, ok := f.Type.(*ast.Ident)
	switch {
	case ok && p.tok == token.LPAREN:
		method(name)
	case ok && p.tok == token.LBRACK:
		// Type arguments, or type parameters, which methods do not have.
		lbrack := p.pos
		p.next()
		p.level++
		x := p.expr()
		p.level--
		if first, ok := x.(*ast.Ident); ok && p.tok != token.COMMA && p.tok != token.RBRACK {
			p.paramList(first, nil, token.RBRACK, false)
			p.expect(token.RBRACK)
			p.error(lbrack, "interface method must have no type parameters")
			method(name)
			break
		}
		list := []ast.Expr{x}
		if p.comma("type argument list", token.RBRACK) {
			p.level++
			p.next()
			list = append(list, p.typeList(token.RBRACK)...)
			p.level--
		}
		f.Type = index(name, lbrack, list, p.expectClosing(token.RBRACK, "type argument list"))
	case p.tok == token.LBRACK:
		f.Type = p.instance(f.Type)
	}
	return f
}

// union parses terms with | between them; x is the first, if it has been read.
func (p *parser) union(x ast.Expr) ast.Expr {
	defer p.trace("EmbeddedElem")()
	if x == nil {
		x = p.term()
	}
	for p.tok == token.OR {
		u := &ast.BinaryExpr{X: x, OpPos: p.pos, Op: token.OR}
		p.next()
		u.Y = p.term()
		x = u
	}
	return x
}

func (p *parser) term() ast.Expr {
	defer p.trace("EmbeddedTerm")()
	if p.tok == token.TILDE {
		t := &ast.UnaryExpr{OpPos: p.pos, Op: token.TILDE}
		p.next()
		t.X = p.typ()
		return t
	}
	if t := p.tryType(); t != nil {
		return t
	}
	return p.bad("~ term or type", endsExpr)
}

// Parameters.

func (p *parser) typeParams() *ast.FieldList {
	defer p.trace("TypeParameters")()
	list := &ast.FieldList{Opening: p.expect(token.LBRACK)}
	if p.tok != token.RBRACK {
		list.List = p.paramList(nil, nil, token.RBRACK, false)
	}
	rbrack := p.expect(token.RBRACK)
	if len(list.List) == 0 {
		p.error(rbrack, "empty type parameter list")
		return nil
	}
	list.Closing = rbrack
	return list
}

func (p *parser) params() *ast.FieldList { return p.paramsOrResults(true) }

func (p *parser) paramsOrResults(variadic bool) *ast.FieldList {
	defer p.trace("Parameters")()
	list := &ast.FieldList{Opening: p.expect(token.LPAREN)}
	if p.tok != token.RPAREN {
		list.List = p.paramList(nil, nil, token.RPAREN, variadic)
	}
	list.Closing = p.expect(token.RPAREN)
	return list
}

func (p *parser) results() *ast.FieldList {
	if p.tok == token.LPAREN {
		return p.paramsOrResults(false)
	}
	if t := p.tryType(); t != nil {
		return &ast.FieldList{List: []*ast.Field{{Type: t}}}
	}
	return nil
}

// param is a parameter as it is read; without a type it may be one.
type param struct {
	name *ast.Ident
	typ  ast.Expr
}

// param parses a parameter; name is its first part, if it has been read. Types may be unions for type parameters.
func (p *parser) param(name *ast.Ident, union bool) (q param) {
	defer p.trace("ParamDecl")()
	if name == nil && union && p.tok == token.TILDE {
		return param{nil, p.union(nil)}
	}
	if name == nil && p.tok == token.IDENT {
		name = p.ident()
	}
	if q.name = name; name != nil {
		switch p.tok {
		case token.IDENT, token.MUL, token.ARROW, token.FUNC, token.CHAN, token.MAP, token.STRUCT, token.INTERFACE, token.LPAREN:
			q.typ = p.typ()
		case token.LBRACK:
			q.name, q.typ = p.arrayOrInstance(name)
		case token.ELLIPSIS:
			q.typ = p.dots()
			return q
		case token.PERIOD:
			q = param{nil, p.typeName(name)}
		case token.TILDE:
			if union {
				q.typ = p.union(nil)
				return q
			}
		case token.OR:
			if union {
				return param{nil, p.union(name)}
			}
		}
	} else {
		switch p.tok {
		case token.MUL, token.ARROW, token.FUNC, token.LBRACK, token.CHAN, token.MAP, token.STRUCT, token.INTERFACE, token.LPAREN:
			q.typ = p.typ()
		case token.ELLIPSIS:
			q.typ = p.dots()
			return q
		default:
			p.errorExpected(p.pos, "')'")
			p.advance(endsExpr)
		}
	}
	if union && p.tok == token.OR && q.typ != nil {
		q.typ = p.union(q.typ)
	}
	return q
}

func (p *parser) dots() *ast.Ellipsis {
	defer p.trace("DotsType")()
	return &ast.Ellipsis{Ellipsis: p.expect(token.ELLIPSIS), Elt: p.typ()}
}

// paramList parses parameters up to end. name and typ are parts of the first that have been read.
func (p *parser) paramList(name *ast.Ident, typ ast.Expr, end token.Token, variadic bool) []*ast.Field {
	defer p.trace("ParameterList")()
	isTypes := end == token.RBRACK
	start := p.pos
	if name != nil {
		start = name.Pos()
	} else if typ != nil {
		start = typ.Pos()
	}
	var list []param
	named, typed := 0, 0 // with name and type; with a type
	for name != nil || p.tok != end && p.tok != token.EOF {
		var q param
		if typ != nil {
			if isTypes {
				typ = p.union(typ)
			}
			q = param{name, typ}
		} else {
			q = p.param(name, isTypes)
		}
		name, typ = nil, nil
		if q != (param{}) {
			list = append(list, q)
			if q.typ != nil {
				typed++
				if q.name != nil {
					named++
				}
			}
		}
		if !p.comma("parameter list", end) {
			break
		}
		p.next()
	}
	if len(list) == 0 {
		return nil
	}
	p.nameParams(list, named, typed, isTypes, start)
	first := true
	for i := range list {
		e, ok := list[i].typ.(*ast.Ellipsis)
		if !ok || variadic && i+1 == len(list) {
			continue
		}
		if first && variadic {
			p.error(e.Ellipsis, "can only use ... with final parameter")
		} else if first {
			p.error(e.Ellipsis, "invalid use of ...")
		}
		first = false
		list[i].typ = &ast.BadExpr{From: e.Pos(), To: e.End()}
	}
	var fields []*ast.Field
	for i, q := range list {
		switch {
		case named == 0:
			fields = append(fields, &ast.Field{Type: q.typ})
		case i > 0 && q.typ == list[i-1].typ:
			f := fields[len(fields)-1]
			f.Names = append(f.Names, q.name)
		default:
			fields = append(fields, &ast.Field{Names: []*ast.Ident{q.name}, Type: q.typ})
		}
	}
	return fields
}

// nameParams decides which are names and which are types. If any has both all must have names; a type goes for those before it.
func (p *parser) nameParams(list []param, named, typed int, isTypes bool, start token.Pos) {
	lone := ""
	if len(list) == 1 {
		lone = " or invalid array length"
	}
	if named == 0 {
		for i := range list {
			if q := &list[i]; q.name != nil {
				*q = param{nil, q.name}
			}
		}
		if isTypes && typed == 0 {
			p.error(p.pos, "missing type constraint")
		} else if isTypes {
			p.error(start, "missing type parameter name"+lone)
		}
		return
	}
	if named == len(list) {
		return
	}
	var typ ast.Expr
	at := token.NoPos // of the first error
	for i := len(list) - 1; i >= 0; i-- {
		q := &list[i]
		switch {
		case q.typ != nil:
			typ = q.typ
			if q.name == nil {
				at = typ.Pos()
				q.name = &ast.Ident{NamePos: at, Name: "_"}
			}
		case typ != nil:
			q.typ = typ
		default:
			at = q.name.Pos()
			q.typ = &ast.BadExpr{From: at, To: p.pos}
		}
	}
	switch {
	case !at.IsValid():
	case named == typed && isTypes:
		p.error(p.pos, "missing type constraint")
	case named == typed:
		p.error(p.pos, "missing parameter type")
	case isTypes:
		p.error(at, "missing type parameter name"+lone)
	default:
		p.error(at, "missing parameter name")
	}
}

// Expressions.

func (p *parser) expr() ast.Expr {
	defer p.trace("Expression")()
	return p.binaryExpr(nil, token.LowestPrec+1)
}

func (p *parser) rhs() ast.Expr {
	old := p.inRHS
	p.inRHS = true
	x := p.expr()
	p.inRHS = old
	return x
}

// binaryExpr parses operators that bind at least as strongly as least; x is the first operand, if it has been read.
func (p *parser) binaryExpr(x ast.Expr, least int) ast.Expr {
	defer p.trace("BinaryExpr")()
	if x == nil {
		x = p.unaryExpr()
	}
	n := 0
	defer func() { p.unnest(n) }()
	for {
		p.nest()
		n++
		op := p.tok
		if p.inRHS && op == token.ASSIGN {
			op = token.EQL
		}
		prec := op.Precedence()
		if prec < least {
			return x
		}
		pos := p.expect(op)
		x = &ast.BinaryExpr{X: x, OpPos: pos, Op: op, Y: p.binaryExpr(nil, prec+1)}
	}
}

func (p *parser) unaryExpr() ast.Expr {
	p.nest()
	defer p.unnest(1)
	defer p.trace("UnaryExpr")()
	pos, op := p.pos, p.tok
	switch op {
	case token.ADD, token.SUB, token.NOT, token.XOR, token.AND, token.TILDE:
		p.next()
		return &ast.UnaryExpr{OpPos: pos, Op: op, X: p.unaryExpr()}
	case token.MUL:
		p.next()
		return &ast.StarExpr{Star: pos, X: p.unaryExpr()}
	case token.ARROW:
		p.next()
		x := p.unaryExpr()
		t, ok := x.(*ast.ChanType)
		if !ok {
			return &ast.UnaryExpr{OpPos: pos, Op: op, X: x}
		}
		p.receiveOnly(t, pos)
		return x
	}
	return p.primaryExpr(nil)
}

// receiveOnly makes <-t, where t is a channel type, a type: <-chan T; and <-chan (<-T) of <- chan<- T.
func (p *parser) receiveOnly(t *ast.ChanType, arrow token.Pos) {
	dir := ast.SEND
	for ok := true; ok && dir == ast.SEND; {
		if t.Dir == ast.RECV {
			p.errorExpected(t.Arrow, "'chan'")
		}
		arrow, t.Begin, t.Arrow = t.Arrow, arrow, arrow
		dir, t.Dir = t.Dir, ast.RECV
		t, ok = t.Value.(*ast.ChanType)
	}
	if dir == ast.SEND {
		p.errorExpected(arrow, "channel type")
	}
}

func (p *parser) operand() ast.Expr {
	defer p.trace("Operand")()
	switch p.tok {
	case token.IDENT:
		return p.ident()
	case token.INT, token.FLOAT, token.IMAG, token.CHAR, token.STRING:
		x := &ast.BasicLit{ValuePos: p.pos, ValueEnd: p.litEnd(), Kind: p.tok, Value: p.lit}
		p.next()
		return x
	case token.LPAREN:
		x := &ast.ParenExpr{Lparen: p.pos}
		p.next()
		p.level++
		x.X = p.rhs()
		p.level--
		x.Rparen = p.expect(token.RPAREN)
		return x
	case token.FUNC:
		t := p.funcType()
		if p.tok != token.LBRACE {
			return t
		}
		p.level++
		body := p.block("Body")
		p.level--
		return &ast.FuncLit{Type: t, Body: body}
	}
	if t := p.tryType(); t != nil {
		return t
	}
	return p.bad("operand", startsStmt)
}

// primaryExpr parses an operand and what follows it; x is the operand, if it has been read.
func (p *parser) primaryExpr(x ast.Expr) ast.Expr {
	defer p.trace("PrimaryExpr")()
	if x == nil {
		x = p.operand()
	}
	n := 0
	defer func() { p.unnest(n) }()
	for {
		p.nest()
		n++
		switch p.tok {
		case token.PERIOD:
			p.next()
			switch p.tok {
			case token.IDENT:
				x = &ast.SelectorExpr{X: x, Sel: p.ident()}
			case token.LPAREN:
				x = p.typeAssertion(x)
			default:
				pos := p.pos
				p.errorExpected(pos, "selector or type assertion")
				if p.tok != token.RBRACE {
					p.next()
				}
				x = &ast.SelectorExpr{X: x, Sel: &ast.Ident{NamePos: pos, Name: "_"}}
			}
		case token.LBRACK:
			x = p.indexOrSlice(x)
		case token.LPAREN:
			x = p.call(x)
		case token.LBRACE:
			t := ast.Unparen(x)
			switch t.(type) {
			case *ast.BadExpr, *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr:
				if p.level < 0 {
					return x
				}
			case *ast.ArrayType, *ast.StructType, *ast.MapType:
			default:
				return x
			}
			if t != x {
				p.error(t.Pos(), "cannot parenthesize type in composite literal")
			}
			x = p.literalValue(x)
		default:
			return x
		}
	}
}

func (p *parser) typeAssertion(x ast.Expr) ast.Expr {
	defer p.trace("TypeAssertion")()
	a := &ast.TypeAssertExpr{X: x, Lparen: p.expect(token.LPAREN)}
	if p.tok == token.TYPE {
		p.next()
	} else {
		a.Type = p.typ()
	}
	a.Rparen = p.expect(token.RPAREN)
	return a
}

func (p *parser) indexOrSlice(x ast.Expr) ast.Expr {
	defer p.trace("parseIndexOrSliceOrInstance")()
	lbrack := p.expect(token.LBRACK)
	if p.tok == token.RBRACK {
		p.errorExpected(p.pos, "operand")
		rbrack := p.pos
		p.next()
		return index(x, lbrack, []ast.Expr{&ast.BadExpr{From: rbrack, To: rbrack}}, rbrack)
	}
	p.level++
	var parts [3]ast.Expr
	var colons []token.Pos
	if p.tok != token.COLON {
		parts[0] = p.rhs()
	}
	list := parts[:1:1]
	if p.tok == token.COLON {
		for p.tok == token.COLON && len(colons) < 2 {
			colons = append(colons, p.pos)
			p.next()
			if p.tok != token.COLON && p.tok != token.RBRACK && p.tok != token.EOF {
				parts[len(colons)] = p.rhs()
			}
		}
	} else {
		for p.tok == token.COMMA {
			p.next()
			if p.tok != token.RBRACK && p.tok != token.EOF {
				list = append(list, p.typ())
			}
		}
	}
	p.level--
	rbrack := p.expect(token.RBRACK)
	if len(colons) == 0 {
		return index(x, lbrack, list, rbrack)
	}
	if len(colons) == 2 {
		if parts[1] == nil {
			p.error(colons[0], "middle index required in 3-index slice")
			parts[1] = &ast.BadExpr{From: colons[0] + 1, To: colons[1]}
		}
		if parts[2] == nil {
			p.error(colons[1], "final index required in 3-index slice")
			parts[2] = &ast.BadExpr{From: colons[1] + 1, To: rbrack}
		}
	}
	return &ast.SliceExpr{X: x, Lbrack: lbrack, Low: parts[0], High: parts[1], Max: parts[2], Slice3: len(colons) == 2, Rbrack: rbrack}
}

func (p *parser) call(fun ast.Expr) ast.Expr {
	defer p.trace("CallOrConversion")()
	c := &ast.CallExpr{Fun: fun, Lparen: p.expect(token.LPAREN)}
	p.level++
	for p.tok != token.RPAREN && p.tok != token.EOF && !c.Ellipsis.IsValid() {
		c.Args = append(c.Args, p.rhs())
		if p.tok == token.ELLIPSIS {
			c.Ellipsis = p.pos
			p.next()
		}
		if !p.comma("argument list", token.RPAREN) {
			break
		}
		p.next()
	}
	p.level--
	c.Rparen = p.expectClosing(token.RPAREN, "argument list")
	return c
}

func (p *parser) literalValue(typ ast.Expr) ast.Expr {
	p.nest()
	defer p.unnest(1)
	defer p.trace("LiteralValue")()
	lit := &ast.CompositeLit{Type: typ, Lbrace: p.expect(token.LBRACE)}
	p.level++
	for p.tok != token.RBRACE && p.tok != token.EOF {
		x := p.element()
		if p.tok == token.COLON {
			colon := p.pos
			p.next()
			x = &ast.KeyValueExpr{Key: x, Colon: colon, Value: p.element()}
		}
		lit.Elts = append(lit.Elts, x)
		if !p.comma("composite literal", token.RBRACE) {
			break
		}
		p.next()
	}
	p.level--
	lit.Rbrace = p.expectClosing(token.RBRACE, "composite literal")
	return lit
}

func (p *parser) element() ast.Expr {
	defer p.trace("Element")()
	if p.tok == token.LBRACE {
		return p.literalValue(nil)
	}
	return p.expr()
}
