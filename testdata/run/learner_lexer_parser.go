package main

import (
	"fmt"
	"strings"
	"unicode"
)

type TokenKind int

const (
	NUM TokenKind = iota
	IDENT
	OP
	LPAREN
	RPAREN
	EOF
)

//go:generate stringer
var kindNames = map[TokenKind]string{NUM: "NUM", IDENT: "IDENT", OP: "OP", LPAREN: "(", RPAREN: ")", EOF: "EOF"}

func (k TokenKind) String() string { return kindNames[k] }

type Token struct {
	Kind TokenKind
	Text string
	Pos  int
}
type stateFn func(*lexer) stateFn
type lexer struct {
	in         string
	start, pos int
	out        chan Token
}

func (l *lexer) emit(k TokenKind) {
	l.out <- Token{k, l.in[l.start:l.pos], l.start}
	l.start = l.pos
}

func lexStart(l *lexer) stateFn {
	for l.pos < len(l.in) {
		switch c := rune(l.in[l.pos]); {
		case unicode.IsSpace(c):
			l.pos++
			l.start = l.pos
		case unicode.IsDigit(c) || c == '.':
			return lexNum
		case unicode.IsLetter(c):
			return lexIdent
		case c == '(':
			l.pos++
			l.emit(LPAREN)
		case c == ')':
			l.pos++
			l.emit(RPAREN)
		case strings.ContainsRune("+-*/^", c):
			l.pos++
			l.emit(OP)
		default:
			l.out <- Token{EOF, fmt.Sprintf("bad char %q", c), l.pos}
			return nil
		}
	}
	l.emit(EOF)
	return nil
}
func lexNum(l *lexer) stateFn {
	for l.pos < len(l.in) && (unicode.IsDigit(rune(l.in[l.pos])) || l.in[l.pos] == '.') {
		l.pos++
	}
	l.emit(NUM)
	return lexStart
}
func lexIdent(l *lexer) stateFn {
	for l.pos < len(l.in) && unicode.IsLetter(rune(l.in[l.pos])) {
		l.pos++
	}
	l.emit(IDENT)
	return lexStart
}
func lex(s string) <-chan Token {
	l := &lexer{in: s, out: make(chan Token)}
	go func() {
		defer close(l.out)
		for st := stateFn(lexStart); st != nil; {
			st = st(l)
		}
	}()
	return l.out
}

type Node interface{ Eval(env map[string]float64) float64 }
type (
	Num float64
	Var string
	Bin struct {
		Op   byte
		L, R Node
	}
	Neg struct{ X Node }
)

func (n Num) Eval(map[string]float64) float64   { return float64(n) }
func (v Var) Eval(e map[string]float64) float64 { return e[string(v)] }
func (n Neg) Eval(e map[string]float64) float64 { return -n.X.Eval(e) }
func (b Bin) Eval(e map[string]float64) float64 {
	l, r := b.L.Eval(e), b.R.Eval(e)
	switch b.Op {
	case '+':
		return l + r
	case '-':
		return l - r
	case '*':
		return l * r
	case '/':
		return l / r
	case '^':
		p := 1.0
		for range int(r) {
			p *= l
		}
		return p
	}
	panic("unreachable")
}

type parser struct {
	toks <-chan Token
	cur  Token
}

func (p *parser) next() Token { t := p.cur; p.cur = <-p.toks; return t }

var prec = map[string]int{"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}

func (p *parser) expr(min int) Node {
	var left Node
	switch t := p.next(); t.Kind {
	case NUM:
		var f float64
		fmt.Sscan(t.Text, &f)
		left = Num(f)
	case IDENT:
		left = Var(t.Text)
	case LPAREN:
		left = p.expr(0)
		if t := p.next(); t.Kind != RPAREN {
			panic(fmt.Errorf("pos %d: expected ), got %v %q", t.Pos, t.Kind, t.Text))
		}
	case OP:
		if t.Text == "-" {
			left = Neg{p.expr(2)}
			break
		}
		fallthrough
	default:
		panic(fmt.Errorf("pos %d: unexpected %v %q", t.Pos, t.Kind, t.Text))
	}
	for p.cur.Kind == OP && prec[p.cur.Text] > min {
		op := p.next()
		m := prec[op.Text]
		if op.Text == "^" {
			m--
		}
		left = Bin{op.Text[0], left, p.expr(m)}
	}
	return left
}

func eval(s string) (n Node, v float64, err error) {
	defer func() {
		if e, ok := recover().(error); ok {
			err = fmt.Errorf("eval %q: %w", s, e)
		}
	}()
	p := &parser{toks: lex(s)}
	p.next()
	n = p.expr(0)
	if p.cur.Kind != EOF || p.cur.Text != "" {
		return n, 0, fmt.Errorf("trailing %v", p.cur)
	}
	return n, n.Eval(map[string]float64{"x": 3, "pi": 3.14159}), nil
}

func main() {
	for _, s := range []string{"1+2*3", "(1+2)*3", "2^3^2", "-x^2 + 10", "2*pi*x", "1/0", "(1+2", "1 $ 2", "", "1 2", "* 3"} {
		n, v, err := eval(s)
		fmt.Printf("%-12q %v %.4g %v\n", s, n, v, err)
	}
	fmt.Printf("%v %+v %#v\n", Bin{'+', Num(1), Var("x")}, Bin{'+', Num(1), Var("x")}, Bin{'+', Num(1), Neg{Var("x")}})
}
