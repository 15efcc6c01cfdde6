// Package constraint reads the conditions of //go:build and // +build lines.
package constraint

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Expr is a condition: *AndExpr, *OrExpr, *NotExpr or *TagExpr.
type Expr interface {
	// String returns the condition as //go:build lines have it.
	String() string
	// Eval reports whether the condition holds if the tags do of which ok is true. It calls ok for all of them.
	Eval(ok func(tag string) bool) bool
	isExpr()
}

// TagExpr is a tag, such as linux.
type TagExpr struct{ Tag string }

// NotExpr is !X.
type NotExpr struct{ X Expr }

// AndExpr is X && Y.
type AndExpr struct{ X, Y Expr }

// OrExpr is X || Y.
type OrExpr struct{ X, Y Expr }

func (*TagExpr) isExpr() {}
func (*NotExpr) isExpr() {}
func (*AndExpr) isExpr() {}
func (*OrExpr) isExpr()  {}

func (x *TagExpr) Eval(ok func(tag string) bool) bool { return ok(x.Tag) }

func (x *NotExpr) Eval(ok func(tag string) bool) bool { return !x.X.Eval(ok) }

func (x *AndExpr) Eval(ok func(tag string) bool) bool {
	a, b := x.X.Eval(ok), x.Y.Eval(ok)
	return a && b
}

func (x *OrExpr) Eval(ok func(tag string) bool) bool {
	a, b := x.X.Eval(ok), x.Y.Eval(ok)
	return a || b
}

// within returns x as an operand, in parentheses if it is an and or an or that needs them.
func within(x Expr, and, or bool) string {
	_, isAnd := x.(*AndExpr)
	_, isOr := x.(*OrExpr)
	if isAnd && and || isOr && or {
		return "(" + x.String() + ")"
	}
	return x.String()
}

func (x *TagExpr) String() string { return x.Tag }

func (x *NotExpr) String() string { return "!" + within(x.X, true, true) }

func (x *AndExpr) String() string {
	return within(x.X, false, true) + " && " + within(x.Y, false, true)
}

func (x *OrExpr) String() string { return within(x.X, true, false) + " || " + within(x.Y, true, false) }

// A SyntaxError says where a condition is wrong.
type SyntaxError struct {
	Offset int
	Err    string
}

func (e *SyntaxError) Error() string { return e.Err }

var errComplex = errors.New("expression too complex for // +build lines")

// Parse returns the condition of a line.
func Parse(line string) (Expr, error) {
	if text, ok := cutGoBuild(line); ok {
		p := &parser{s: text}
		x := p.or()
		if p.err == nil && p.tok != "" {
			p.fail(p.pos, "unexpected token "+p.tok)
		}
		if p.err != nil {
			return nil, p.err
		}
		return x, nil
	}
	if text, ok := cutPlusBuild(line); ok {
		return parsePlusBuild(text)
	}
	return nil, errors.New("not a build constraint")
}

// IsGoBuild reports whether a line begins as //go:build lines do.
func IsGoBuild(line string) bool {
	_, ok := cutGoBuild(line)
	return ok
}

// IsPlusBuild reports whether a line begins as // +build lines do.
func IsPlusBuild(line string) bool {
	_, ok := cutPlusBuild(line)
	return ok
}

// cutWord returns what follows a word, which must be the whole line or have space after it.
func cutWord(line, word string) (string, bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), word)
	text := strings.TrimSpace(rest)
	if !ok || len(text) == len(rest) && rest != "" {
		return "", false
	}
	return text, true
}

func cutGoBuild(line string) (string, bool) {
	line = strings.TrimSuffix(line, "\n")
	if strings.Contains(line, "\n") || !strings.HasPrefix(line, "//go:build") {
		return "", false
	}
	return cutWord(line, "//go:build")
}

func cutPlusBuild(line string) (string, bool) {
	line, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "//")
	if !ok || strings.Contains(line, "\n") {
		return "", false
	}
	return cutWord(line, "+build")
}

const maxSize = 1000

// parser reads a condition. After an error it reads nothing.
type parser struct {
	s     string
	next  int
	tok   string // the current token, "" at the end
	isTag bool
	pos   int // of tok
	size  int
	err   *SyntaxError
}

func (p *parser) fail(at int, text string) {
	if p.err == nil {
		p.err = &SyntaxError{at, text}
	}
	p.tok, p.isTag, p.next = "", false, len(p.s)
}

func isTagRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '.' }

func (p *parser) lex() {
	rest := strings.TrimLeft(p.s[p.next:], " \t")
	p.pos = len(p.s) - len(rest)
	p.isTag = false
	if rest == "" {
		p.tok, p.next = "", p.pos
		return
	}
	n := 1
	switch rest[0] {
	case '(', ')', '!':
	case '&', '|':
		if n = 2; len(rest) < 2 || rest[1] != rest[0] {
			p.fail(p.pos, "invalid syntax at "+rest[:1])
			return
		}
	default:
		n = len(rest) - len(strings.TrimLeftFunc(rest, isTagRune))
		if n == 0 {
			r, _ := utf8.DecodeRuneInString(rest)
			p.fail(p.pos, "invalid syntax at "+string(r))
			return
		}
		p.isTag = true
	}
	p.tok = rest[:n]
	p.next = p.pos + n
}

func (p *parser) or() Expr {
	x := p.and()
	for p.tok == "||" {
		x = &OrExpr{x, p.and()}
	}
	return x
}

func (p *parser) and() Expr {
	x := p.not()
	for p.tok == "&&" {
		x = &AndExpr{x, p.not()}
	}
	return x
}

func (p *parser) not() Expr {
	if p.size++; p.size > maxSize {
		p.fail(p.pos, "build expression too large")
	}
	p.lex()
	if p.tok != "!" {
		return p.atom()
	}
	p.lex()
	if p.tok == "!" {
		p.fail(p.pos, "double negation not allowed")
	}
	return &NotExpr{p.atom()}
}

func (p *parser) atom() Expr {
	tok := p.tok
	switch {
	case p.err != nil:
	case tok == "(":
		pos := p.pos
		x := p.or()
		if p.err != nil && p.err.Err == "unexpected end of expression" {
			p.err.Err = "missing close paren"
		}
		if p.err == nil && p.tok != ")" {
			p.fail(pos, "missing close paren")
		}
		p.lex()
		return x
	case p.isTag:
		p.lex()
		return &TagExpr{tok}
	case tok == "":
		p.fail(p.pos, "unexpected end of expression")
	default:
		p.fail(p.pos, "unexpected token "+tok)
	}
	return &TagExpr{}
}

// parsePlusBuild reads words, one of which must hold, of tags with commas between them, which must all hold.
func parsePlusBuild(text string) (Expr, error) {
	const most = 100
	size := 0
	var x Expr
	for word := range strings.FieldsSeq(text) {
		var y Expr
		for lit := range strings.SplitSeq(word, ",") {
			var z Expr = &TagExpr{"ignore"}
			name, not := strings.CutPrefix(lit, "!")
			not = not && name != "" && name[0] != '!'
			if name != "" && strings.TrimLeftFunc(name, isTagRune) == "" {
				z = &TagExpr{name}
			}
			if not {
				z = &NotExpr{z}
			}
			if y == nil {
				y = z
				continue
			}
			if size++; size > most {
				return nil, errComplex
			}
			y = &AndExpr{y, z}
		}
		if x == nil {
			x = y
			continue
		}
		if size++; size > most {
			return nil, errComplex
		}
		x = &OrExpr{x, y}
	}
	if x == nil {
		x = &TagExpr{"ignore"}
	}
	return x, nil
}

// PlusBuildLines returns // +build lines that say what x does, or an error, if that is too complex.
func PlusBuildLines(x Expr) ([]string, error) {
	x = pushNot(x, false)
	var lines [][][]Expr // which must all hold; of each, one word
	single := true
	for _, or := range ands(nil, x) {
		var words [][]Expr
		for _, and := range ors(nil, or) {
			word := ands(nil, and)
			for _, lit := range word {
				if _, ok := lit.(*OrExpr); ok {
					return nil, errComplex
				}
			}
			words = append(words, word)
		}
		single = single && len(words) == 1
		lines = append(lines, words)
	}
	if single {
		var word []Expr
		for _, words := range lines {
			word = append(word, words[0]...)
		}
		lines = [][][]Expr{{word}}
	}
	var texts []string
	for _, words := range lines {
		text := "// +build"
		for _, word := range words {
			for i, lit := range word {
				if i == 0 {
					text += " "
				} else {
					text += ","
				}
				text += lit.String()
			}
		}
		texts = append(texts, text)
	}
	return texts, nil
}

// pushNot returns x, or its contrary, with negations of tags only.
func pushNot(x Expr, not bool) Expr {
	switch x := x.(type) {
	case *NotExpr:
		if _, ok := x.X.(*TagExpr); ok && !not {
			return x
		}
		return pushNot(x.X, !not)
	case *TagExpr:
		if not {
			return &NotExpr{x}
		}
	case *AndExpr:
		a, b := pushNot(x.X, not), pushNot(x.Y, not)
		if not {
			return &OrExpr{a, b}
		}
		return &AndExpr{a, b}
	case *OrExpr:
		a, b := pushNot(x.X, not), pushNot(x.Y, not)
		if not {
			return &AndExpr{a, b}
		}
		return &OrExpr{a, b}
	}
	return x
}

func ands(list []Expr, x Expr) []Expr {
	if x, ok := x.(*AndExpr); ok {
		return ands(ands(list, x.X), x.Y)
	}
	return append(list, x)
}

func ors(list []Expr, x Expr) []Expr {
	if x, ok := x.(*OrExpr); ok {
		return ors(ors(list, x.X), x.Y)
	}
	return append(list, x)
}

// GoVersion returns the least version of Go for which x can hold, "" if that does not depend on it.
func GoVersion(x Expr) string {
	switch v := minVersion(x, false); {
	case v < 0:
		return ""
	case v == 0:
		return "go1"
	default:
		return "go1." + strconv.Itoa(v)
	}
}

// minVersion returns the minor version that x, or its contrary, requires; -1: none.
func minVersion(x Expr, not bool) int {
	switch x := x.(type) {
	case *AndExpr:
		a, b := minVersion(x.X, not), minVersion(x.Y, not)
		if not {
			return min(a, b)
		}
		return max(a, b)
	case *OrExpr:
		a, b := minVersion(x.X, not), minVersion(x.Y, not)
		if not {
			return max(a, b)
		}
		return min(a, b)
	case *NotExpr:
		return minVersion(x.X, !not)
	case *TagExpr:
		if not {
			return -1
		}
		if x.Tag == "go1" {
			return 0
		}
		_, minor, _ := strings.Cut(x.Tag, "go1.")
		if n, err := strconv.Atoi(minor); err == nil {
			return n
		}
	}
	return -1
}
