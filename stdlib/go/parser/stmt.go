package parser

import (
	"fmt"
	"go/ast"
	"go/token"
)

// This file parses statements.

func (p *parser) stmtList() (list []ast.Stmt) {
	defer p.trace("StatementList")()
	for p.tok != token.CASE && p.tok != token.DEFAULT && p.tok != token.RBRACE && p.tok != token.EOF {
		list = append(list, p.stmt())
	}
	return list
}

func (p *parser) block(name string) *ast.BlockStmt {
	defer p.trace(name)()
	b := &ast.BlockStmt{Lbrace: p.expect(token.LBRACE)}
	b.List = p.stmtList()
	b.Rbrace = p.expectEnd(token.RBRACE)
	return b
}

func (p *parser) stmt() ast.Stmt {
	p.nest()
	defer p.unnest(1)
	defer p.trace("Statement")()
	switch p.tok {
	case token.CONST, token.TYPE, token.VAR:
		return &ast.DeclStmt{Decl: p.decl(startsStmt)}
	case token.IDENT, token.INT, token.FLOAT, token.IMAG, token.CHAR, token.STRING, token.FUNC, token.LPAREN, token.LBRACK,
		token.STRUCT, token.MAP, token.CHAN, token.INTERFACE, token.ADD, token.SUB, token.MUL, token.AND, token.XOR, token.ARROW,
		token.NOT:
		s, _ := p.simpleStmt(labelOK)
		if _, ok := s.(*ast.LabeledStmt); !ok {
			p.semicolon()
		}
		return s
	case token.GO:
		pos := p.expect(token.GO)
		if call := p.callOf("go"); call != nil {
			return &ast.GoStmt{Go: pos, Call: call}
		}
		return &ast.BadStmt{From: pos, To: pos + 2}
	case token.DEFER:
		pos := p.expect(token.DEFER)
		if call := p.callOf("defer"); call != nil {
			return &ast.DeferStmt{Defer: pos, Call: call}
		}
		return &ast.BadStmt{From: pos, To: pos + 5}
	case token.RETURN:
		s := &ast.ReturnStmt{Return: p.expect(token.RETURN)}
		if p.tok != token.SEMICOLON && p.tok != token.RBRACE {
			s.Results = p.exprList(true)
		}
		p.semicolon()
		return s
	case token.BREAK, token.CONTINUE, token.GOTO, token.FALLTHROUGH:
		s := &ast.BranchStmt{Tok: p.tok}
		s.TokPos = p.expect(p.tok)
		if s.Tok == token.GOTO || s.Tok != token.FALLTHROUGH && p.tok == token.IDENT {
			s.Label = p.ident()
		}
		p.semicolon()
		return s
	case token.LBRACE:
		b := p.block("BlockStmt")
		p.semicolon()
		return b
	case token.IF:
		return p.ifStmt()
	case token.SWITCH:
		return p.switchStmt()
	case token.SELECT:
		return p.selectStmt()
	case token.FOR:
		return p.forStmt()
	case token.SEMICOLON:
		s := &ast.EmptyStmt{Semicolon: p.pos, Implicit: p.lit == "\n"}
		p.next()
		return s
	case token.RBRACE:
		return &ast.EmptyStmt{Semicolon: p.pos, Implicit: true}
	}
	b := p.bad("statement", startsStmt)
	return &ast.BadStmt{From: b.From, To: b.To}
}

// What a simple statement may be besides.
const (
	plainOnly = iota
	labelOK
	rangeOK
)

// simpleStmt parses a simple statement. It reports whether it is an assignment of a range; the range is a unary expression then.
func (p *parser) simpleStmt(mode int) (s ast.Stmt, isRange bool) {
	defer p.trace("SimpleStmt")()
	x := p.exprList(false)
	pos, tok := p.pos, p.tok
	switch tok {
	case token.DEFINE, token.ASSIGN, token.ADD_ASSIGN, token.SUB_ASSIGN, token.MUL_ASSIGN, token.QUO_ASSIGN, token.REM_ASSIGN,
		token.AND_ASSIGN, token.OR_ASSIGN, token.XOR_ASSIGN, token.SHL_ASSIGN, token.SHR_ASSIGN, token.AND_NOT_ASSIGN:
		p.next()
		a := &ast.AssignStmt{Lhs: x, TokPos: pos, Tok: tok}
		if mode == rangeOK && p.tok == token.RANGE && (tok == token.DEFINE || tok == token.ASSIGN) {
			a.Rhs = p.rangeExpr()
			return a, true
		}
		a.Rhs = p.exprList(true)
		return a, false
	}
	if len(x) > 1 {
		p.errorExpected(x[0].Pos(), "1 expression")
	}
	switch tok {
	case token.COLON:
		p.next()
		if label, ok := x[0].(*ast.Ident); ok && mode == labelOK {
			return &ast.LabeledStmt{Label: label, Colon: pos, Stmt: p.stmt()}, false
		}
		p.error(pos, "illegal label declaration")
		return &ast.BadStmt{From: x[0].Pos(), To: pos + 1}, false
	case token.ARROW:
		p.next()
		return &ast.SendStmt{Chan: x[0], Arrow: pos, Value: p.rhs()}, false
	case token.INC, token.DEC:
		p.next()
		return &ast.IncDecStmt{X: x[0], TokPos: pos, Tok: tok}, false
	}
	return &ast.ExprStmt{X: x[0]}, false
}

func (p *parser) rangeExpr() []ast.Expr {
	x := &ast.UnaryExpr{OpPos: p.pos, Op: token.RANGE}
	p.next()
	x.X = p.rhs()
	return []ast.Expr{x}
}

// callOf parses the call of a go or defer statement, and its end; nil: it is none.
func (p *parser) callOf(keyword string) *ast.CallExpr {
	x := p.rhs()
	if inner := ast.Unparen(x); inner != x {
		p.error(x.Pos(), fmt.Sprintf("expression in %s must not be parenthesized", keyword))
		x = inner
	}
	call, ok := x.(*ast.CallExpr)
	if _, bad := x.(*ast.BadExpr); !ok && !bad {
		p.error(x.End(), fmt.Sprintf("expression in %s must be function call", keyword))
	}
	p.semicolon()
	return call
}

// exprOf returns the expression that a statement in a header must be; nil stays nil.
func (p *parser) exprOf(s ast.Stmt, what string) ast.Expr {
	switch s := s.(type) {
	case nil:
		return nil
	case *ast.ExprStmt:
		return s.X
	}
	found := "simple statement"
	if _, ok := s.(*ast.AssignStmt); ok {
		found = "assignment"
	}
	p.error(s.Pos(), fmt.Sprintf("expected %s, found %s (missing parentheses around composite literal?)", what, found))
	return &ast.BadExpr{From: s.Pos(), To: s.End()}
}

// inHeader calls parse for the header of a statement, in which braces do not begin composite literals.
func (p *parser) inHeader(parse func()) {
	old := p.level
	p.level = -1
	parse()
	p.level = old
}

func (p *parser) ifHeader() (init ast.Stmt, cond ast.Expr) {
	if p.tok == token.LBRACE {
		p.error(p.pos, "missing condition in if statement")
		return nil, &ast.BadExpr{From: p.pos, To: p.pos}
	}
	p.inHeader(func() {
		if p.tok != token.SEMICOLON {
			if p.tok == token.VAR {
				p.next()
				p.error(p.pos, "var declaration not allowed in if initializer")
			}
			init, _ = p.simpleStmt(plainOnly)
		}
		if p.tok == token.LBRACE {
			cond = p.exprOf(init, "boolean expression")
			init = nil
			return
		}
		semi, text := token.NoPos, ""
		if p.tok == token.SEMICOLON {
			semi, text = p.pos, p.lit
		}
		p.expect(token.SEMICOLON)
		if p.tok != token.LBRACE {
			s, _ := p.simpleStmt(plainOnly)
			cond = p.exprOf(s, "boolean expression")
		} else if semi.IsValid() && text == "\n" {
			p.error(semi, "unexpected newline, expecting { after if clause")
		} else if semi.IsValid() {
			p.error(semi, "missing condition in if statement")
		}
	})
	if cond == nil {
		cond = &ast.BadExpr{From: p.pos, To: p.pos}
	}
	return init, cond
}

func (p *parser) ifStmt() *ast.IfStmt {
	p.nest()
	defer p.unnest(1)
	defer p.trace("IfStmt")()
	s := &ast.IfStmt{If: p.expect(token.IF)}
	s.Init, s.Cond = p.ifHeader()
	s.Body = p.block("BlockStmt")
	if p.tok != token.ELSE {
		p.semicolon()
		return s
	}
	p.next()
	switch p.tok {
	case token.IF:
		s.Else = p.ifStmt()
	case token.LBRACE:
		s.Else = p.block("BlockStmt")
		p.semicolon()
	default:
		p.errorExpected(p.pos, "if statement or block")
		s.Else = &ast.BadStmt{From: p.pos, To: p.pos}
	}
	return s
}

// clauses parses the body of a switch or select.
func (p *parser) clauses(clause func() ast.Stmt) *ast.BlockStmt {
	b := &ast.BlockStmt{Lbrace: p.expect(token.LBRACE)}
	for p.tok == token.CASE || p.tok == token.DEFAULT {
		b.List = append(b.List, clause())
	}
	b.Rbrace = p.expect(token.RBRACE)
	p.semicolon()
	return b
}

func (p *parser) caseClause() ast.Stmt {
	defer p.trace("CaseClause")()
	c := &ast.CaseClause{Case: p.pos}
	if p.tok == token.CASE {
		p.next()
		c.List = p.exprList(true)
	} else {
		p.expect(token.DEFAULT)
	}
	c.Colon = p.expect(token.COLON)
	c.Body = p.stmtList()
	return c
}

// isTypeSwitch reports whether s makes a switch one over types: x.(type), or v := x.(type).
func (p *parser) isTypeSwitch(s ast.Stmt) bool {
	isGuard := func(x ast.Expr) bool {
		a, ok := x.(*ast.TypeAssertExpr)
		return ok && a.Type == nil
	}
	switch s := s.(type) {
	case *ast.ExprStmt:
		return isGuard(s.X)
	case *ast.AssignStmt:
		if len(s.Lhs) != 1 || len(s.Rhs) != 1 || !isGuard(s.Rhs[0]) {
			return false
		}
		if s.Tok == token.ASSIGN {
			p.error(s.TokPos, "expected ':=', found '='")
		}
		return s.Tok == token.ASSIGN || s.Tok == token.DEFINE
	}
	return false
}

func (p *parser) switchStmt() ast.Stmt {
	defer p.trace("SwitchStmt")()
	pos := p.expect(token.SWITCH)
	var init, tag ast.Stmt
	if p.tok != token.LBRACE {
		p.inHeader(func() {
			if p.tok != token.SEMICOLON {
				tag, _ = p.simpleStmt(plainOnly)
			}
			if p.tok == token.SEMICOLON {
				p.next()
				init, tag = tag, nil
				if p.tok != token.LBRACE {
					tag, _ = p.simpleStmt(plainOnly)
				}
			}
		})
	}
	isTypes := p.isTypeSwitch(tag)
	body := p.clauses(p.caseClause)
	if isTypes {
		return &ast.TypeSwitchStmt{Switch: pos, Init: init, Assign: tag, Body: body}
	}
	return &ast.SwitchStmt{Switch: pos, Init: init, Tag: p.exprOf(tag, "switch expression"), Body: body}
}

func (p *parser) selectStmt() ast.Stmt {
	defer p.trace("SelectStmt")()
	pos := p.expect(token.SELECT)
	return &ast.SelectStmt{Select: pos, Body: p.clauses(p.commClause)}
}

func (p *parser) commClause() ast.Stmt {
	defer p.trace("CommClause")()
	c := &ast.CommClause{Case: p.pos}
	if p.tok == token.CASE {
		p.next()
		x := p.exprList(false)
		pos, tok := p.pos, p.tok
		switch tok {
		case token.ASSIGN, token.DEFINE:
			if len(x) > 2 {
				p.errorExpected(x[0].Pos(), "1 or 2 expressions")
				x = x[:2]
			}
			p.next()
			c.Comm = &ast.AssignStmt{Lhs: x, TokPos: pos, Tok: tok, Rhs: []ast.Expr{p.rhs()}}
		default:
			if len(x) > 1 {
				p.errorExpected(x[0].Pos(), "1 expression")
			}
			if tok == token.ARROW {
				p.next()
				c.Comm = &ast.SendStmt{Chan: x[0], Arrow: pos, Value: p.rhs()}
			} else {
				c.Comm = &ast.ExprStmt{X: x[0]}
			}
		}
	} else {
		p.expect(token.DEFAULT)
	}
	c.Colon = p.expect(token.COLON)
	c.Body = p.stmtList()
	return c
}

func (p *parser) forStmt() ast.Stmt {
	defer p.trace("ForStmt")()
	pos := p.expect(token.FOR)
	var init, cond, post ast.Stmt
	isRange := false
	if p.tok != token.LBRACE {
		p.inHeader(func() {
			if p.tok == token.RANGE {
				cond, isRange = &ast.AssignStmt{Rhs: p.rangeExpr()}, true
			} else if p.tok != token.SEMICOLON {
				cond, isRange = p.simpleStmt(rangeOK)
			}
			if isRange || p.tok != token.SEMICOLON {
				return
			}
			p.next()
			init, cond = cond, nil
			if p.tok != token.SEMICOLON {
				cond, _ = p.simpleStmt(plainOnly)
			}
			p.semicolon()
			if p.tok != token.LBRACE {
				post, _ = p.simpleStmt(plainOnly)
			}
		})
	}
	body := p.block("BlockStmt")
	p.semicolon()
	if !isRange {
		return &ast.ForStmt{For: pos, Init: init, Cond: p.exprOf(cond, "boolean or range expression"), Post: post, Body: body}
	}
	a := cond.(*ast.AssignStmt)
	x := a.Rhs[0].(*ast.UnaryExpr)
	s := &ast.RangeStmt{For: pos, TokPos: a.TokPos, Tok: a.Tok, Range: x.OpPos, X: x.X, Body: body}
	switch len(a.Lhs) {
	case 0:
	case 1:
		s.Key = a.Lhs[0]
	case 2:
		s.Key, s.Value = a.Lhs[0], a.Lhs[1]
	default:
		p.errorExpected(a.Lhs[len(a.Lhs)-1].Pos(), "at most 2 expressions")
		return &ast.BadStmt{From: pos, To: body.End()}
	}
	return s
}
