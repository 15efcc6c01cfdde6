// Package syntax parses regular expressions into trees and compiles trees into programs.
//
// The syntax is that of RE2 (`(?P<name>x)` or `(?<name>x)` for groups with names, `\pL` and `\p{Greek}` for Unicode's classes,
// `[[:alpha:]]`, flags i, m, s and U); Flags say which parts of it are taken. Package regexp does not need these trees: it
// has a matcher of its own.
package syntax

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Error says what is wrong with which part of an expression.
type Error struct {
	Code ErrorCode
	Expr string
}

func (e *Error) Error() string {
	return "error parsing regexp: " + e.Code.String() + ": `" + e.Expr + "`"
}

// ErrorCode is a kind of error.
type ErrorCode string

// The kinds of errors.
const (
	ErrInternalError         ErrorCode = "regexp/syntax: internal error"
	ErrInvalidCharClass      ErrorCode = "invalid character class"
	ErrInvalidCharRange      ErrorCode = "invalid character class range"
	ErrInvalidEscape         ErrorCode = "invalid escape sequence"
	ErrInvalidNamedCapture   ErrorCode = "invalid named capture"
	ErrInvalidPerlOp         ErrorCode = "invalid or unsupported Perl syntax"
	ErrInvalidRepeatOp       ErrorCode = "invalid nested repetition operator"
	ErrInvalidRepeatSize     ErrorCode = "invalid repeat count"
	ErrInvalidUTF8           ErrorCode = "invalid UTF-8"
	ErrMissingBracket        ErrorCode = "missing closing ]"
	ErrMissingParen          ErrorCode = "missing closing )"
	ErrMissingRepeatArgument ErrorCode = "missing argument to repetition operator"
	ErrTrailingBackslash     ErrorCode = "trailing backslash at end of expression"
	ErrUnexpectedParen       ErrorCode = "unexpected )"
	ErrNestingDepth          ErrorCode = "expression nests too deeply"
	ErrLarge                 ErrorCode = "expression too large"
)

func (e ErrorCode) String() string { return string(e) }

// Flags control the parser, and say in the nodes of a tree what held there.
type Flags uint16

// The flags.
const (
	FoldCase      Flags = 1 << iota // upper and lower case are alike
	Literal                         // the expression is a text, without operators
	ClassNL                         // classes like [^a] and [[:space:]] contain newline
	DotNL                           // . matches newline
	OneLine                         // ^ and $ match at the ends of the text only
	NonGreedy                       // repetitions prefer few
	PerlX                           // Perl's extensions
	UnicodeGroups                   // \p{Han} and \P{Han}
	WasDollar                       // in an OpEndText: it was $, not \z
	Simple                          // no counted repetition is left

	MatchNL = ClassNL | DotNL

	Perl        = ClassNL | OneLine | PerlX | UnicodeGroups // as close to Perl as it gets
	POSIX Flags = 0                                         // egrep's syntax
)

// Regexp is a node of a tree.
type Regexp struct {
	Op       Op
	Flags    Flags
	Sub      []*Regexp  // operands
	Sub0     [1]*Regexp // where a short Sub may lie
	Rune     []rune     // of an OpLiteral its text, of an OpCharClass pairs of first and last runes
	Rune0    [2]rune    // where a short Rune may lie
	Min, Max int        // of an OpRepeat; Max -1: no limit
	Cap      int        // of an OpCapture the number of its group
	Name     string     // and its name, if it has one
}

// Op is the operator of a node.
type Op uint8

// The operators: first what stands for itself, from the simplest to the widest character class, last what binds least.
const (
	OpNoMatch Op = 1 + iota
	OpEmptyMatch
	OpLiteral
	OpCharClass
	OpAnyCharNotNL
	OpAnyChar
	OpBeginLine
	OpEndLine
	OpBeginText
	OpEndText
	OpWordBoundary
	OpNoWordBoundary
	OpCapture
	OpStar
	OpPlus
	OpQuest
	OpRepeat
	OpConcat
	OpAlternate
)

var opNames = [...]string{
	OpNoMatch: "NoMatch", OpEmptyMatch: "EmptyMatch", OpLiteral: "Literal", OpCharClass: "CharClass",
	OpAnyCharNotNL: "AnyCharNotNL", OpAnyChar: "AnyChar", OpBeginLine: "BeginLine", OpEndLine: "EndLine",
	OpBeginText: "BeginText", OpEndText: "EndText", OpWordBoundary: "WordBoundary", OpNoWordBoundary: "NoWordBoundary",
	OpCapture: "Capture", OpStar: "Star", OpPlus: "Plus", OpQuest: "Quest", OpRepeat: "Repeat", OpConcat: "Concat",
	OpAlternate: "Alternate",
}

func (i Op) String() string {
	switch {
	case OpNoMatch <= i && i <= OpAlternate:
		return opNames[i]
	case i == 128:
		return "opPseudo"
	}
	return "Op(" + strconv.Itoa(int(i)) + ")"
}

// unary makes the node of an operator with one operand.
func unary(op Op, flags Flags, sub *Regexp) *Regexp {
	re := &Regexp{Op: op, Flags: flags}
	re.Sub = append(re.Sub0[:0], sub)
	return re
}

// Equal reports whether x and y are the same tree.
func (x *Regexp) Equal(y *Regexp) bool {
	if x == nil || y == nil {
		return x == y
	}
	differ := x.Flags ^ y.Flags
	switch {
	case x.Op != y.Op:
		return false
	case x.Op == OpEndText:
		return differ&WasDollar == 0
	case x.Op == OpLiteral, x.Op == OpCharClass:
		return differ&FoldCase == 0 && slices.Equal(x.Rune, y.Rune)
	case x.Op == OpRepeat && (x.Min != y.Min || x.Max != y.Max),
		x.Op >= OpStar && x.Op <= OpRepeat && differ&NonGreedy != 0,
		x.Op == OpCapture && (x.Cap != y.Cap || x.Name != y.Name):
		return false
	case x.Op >= OpCapture:
		return slices.EqualFunc(x.Sub, y.Sub, (*Regexp).Equal)
	}
	return true
}

// MaxCap returns the greatest number of a group.
func (re *Regexp) MaxCap() int {
	n := 0
	if re.Op == OpCapture {
		n = re.Cap
	}
	for _, sub := range re.Sub {
		n = max(n, sub.MaxCap())
	}
	return n
}

// CapNames returns the names of the groups by number; group 0 is the whole.
func (re *Regexp) CapNames() []string {
	names := make([]string, re.MaxCap()+1)
	re.fillNames(names)
	return names
}

func (re *Regexp) fillNames(names []string) {
	if re.Op == OpCapture {
		names[re.Cap] = re.Name
	}
	for _, sub := range re.Sub {
		sub.fillNames(names)
	}
}

// ---- printing

// marks are the flags that must be set, or must not be, where a node is printed, and which parentheses go around it.
type marks uint8

const (
	foldOn marks = 1 << iota
	lineOn
	dotOn
	closes     // a group of flags ends behind the node
	groups     // the node is an operand that needs parentheses
	lineOff    // lineOn << offShift
	dotOff     // dotOn << offShift
	offShift   = 4
	openerBits = foldOn | lineOn | dotOn | lineOff | dotOff
)

// A printer writes a tree with as few groups of flags as possible. marked holds the nodes at which such a group begins or ends.
type printer struct {
	strings.Builder
	marked map[*Regexp]marks
}

func (p *printer) mark(first, last *Regexp, m marks) {
	if p.marked == nil {
		p.marked = map[*Regexp]marks{}
	}
	p.marked[first] = m
	p.marked[last] |= closes
}

// foldable reports whether r has another case.
func foldable(r rune) bool { return minFold <= r && r <= maxFold && unicode.SimpleFold(r) != r }

// needs returns which flags must be set around re, and which must not. Where the operands of a node disagree, it
// puts groups around those that agree.
func (p *printer) needs(re *Regexp) (must, not marks) {
	switch re.Op {
	case OpLiteral:
		if !slices.ContainsFunc(re.Rune, foldable) {
			return 0, 0
		}
		if re.Flags&FoldCase != 0 {
			return foldOn, 0
		}
		return 0, foldOn
	case OpCharClass:
		if !foldsToItself(re.Rune) {
			return 0, foldOn
		}
	case OpAnyCharNotNL:
		return 0, dotOn
	case OpAnyChar:
		return dotOn, 0
	case OpBeginLine, OpEndLine:
		return lineOn, 0
	case OpEndText:
		if re.Flags&WasDollar != 0 {
			return 0, lineOn
		}
	case OpCapture, OpStar, OpPlus, OpQuest, OpRepeat:
		return p.needs(re.Sub[0])
	case OpConcat, OpAlternate:
		first, last := 0, 0 // of the run that agrees: the first and the last operand that must have flags
		split := false
		var never marks
		for i, sub := range re.Sub {
			subMust, subNot := p.needs(sub)
			if must&subNot != 0 || subMust&not != 0 {
				if must != 0 {
					p.mark(re.Sub[first], re.Sub[last], must)
				}
				must, not, first, split = 0, 0, i, true
			}
			must |= subMust
			not |= subNot
			never |= subNot
			if subMust != 0 {
				last = i
			}
			if must == 0 && first == i {
				first++
			}
		}
		if !split {
			return must, not
		}
		if must != 0 {
			p.mark(re.Sub[first], re.Sub[last], must)
		}
		return 0, never
	}
	return 0, 0
}

// String returns an expression that parses, with flags Perl, to the same tree.
func (re *Regexp) String() string {
	var p printer
	must, not := p.needs(re)
	must |= not &^ foldOn << offShift
	if must != 0 {
		must |= closes
	}
	p.write(re, must)
	return p.Builder.String()
}

func (p *printer) write(re *Regexp, m marks) {
	m |= p.marked[re]
	if m&openerBits != 0 {
		if m&closes != 0 {
			m &^= groups // one pair is enough
		}
		p.WriteString("(?")
		for i, c := range "ims" {
			if m&(1<<i) != 0 {
				p.WriteRune(c)
			}
		}
		if m&(lineOff|dotOff) != 0 {
			p.WriteByte('-')
		}
		if m&lineOff != 0 {
			p.WriteByte('m')
		}
		if m&dotOff != 0 {
			p.WriteByte('s')
		}
		p.WriteByte(':')
	}
	if m&groups != 0 {
		p.WriteString("(?:")
	}
	p.writeNode(re)
	if m&groups != 0 {
		p.WriteByte(')')
	}
	if m&closes != 0 {
		p.WriteByte(')')
	}
}

var fixed = [...]string{
	OpNoMatch: `[^\x00-\x{10FFFF}]`, OpEmptyMatch: `(?:)`, OpAnyCharNotNL: `.`, OpAnyChar: `.`, OpBeginLine: `^`, OpEndLine: `$`,
	OpBeginText: `\A`, OpEndText: `\z`, OpWordBoundary: `\b`, OpNoWordBoundary: `\B`, OpStar: `*`, OpPlus: `+`, OpQuest: `?`,
	OpRepeat: ``,
}

func (p *printer) writeNode(re *Regexp) {
	switch re.Op {
	case OpLiteral:
		for _, r := range re.Rune {
			p.char(r, false)
		}
	case OpCharClass:
		p.class(re.Rune)
	case OpEndText:
		if re.Flags&WasDollar != 0 {
			p.WriteByte('$')
			return
		}
		p.WriteString(fixed[re.Op])
	case OpCapture:
		p.WriteByte('(')
		if re.Name != "" {
			p.WriteString("?P<" + re.Name + ">")
		}
		if sub := re.Sub[0]; sub.Op != OpEmptyMatch {
			p.write(sub, 0)
		}
		p.WriteByte(')')
	case OpStar, OpPlus, OpQuest, OpRepeat:
		sub := re.Sub[0]
		var m marks
		if sub.Op > OpCapture || sub.Op == OpLiteral && len(sub.Rune) > 1 {
			m = groups
		}
		p.write(sub, m)
		p.WriteString(fixed[re.Op])
		if re.Op == OpRepeat {
			p.WriteString("{" + strconv.Itoa(re.Min))
			if re.Max != re.Min {
				p.WriteByte(',')
				if re.Max >= 0 {
					p.WriteString(strconv.Itoa(re.Max))
				}
			}
			p.WriteByte('}')
		}
		if re.Flags&NonGreedy != 0 {
			p.WriteByte('?')
		}
	case OpConcat:
		for _, sub := range re.Sub {
			var m marks
			if sub.Op == OpAlternate {
				m = groups
			}
			p.write(sub, m)
		}
	case OpAlternate:
		for i, sub := range re.Sub {
			if i > 0 {
				p.WriteByte('|')
			}
			p.write(sub, 0)
		}
	default:
		if re.Op < OpNoMatch || re.Op > OpAlternate {
			p.WriteString("<invalid op" + strconv.Itoa(int(re.Op)) + ">")
			return
		}
		p.WriteString(fixed[re.Op])
	}
}

// class writes a character class: by its gaps if it begins with the first rune and ends with the last.
func (p *printer) class(r []rune) {
	n := len(r)
	switch {
	case n%2 != 0:
		p.WriteString("[invalid char class]")
		return
	case n == 0:
		p.WriteString(`[^\x00-\x{10FFFF}]`)
		return
	}
	p.WriteByte('[')
	gap := rune(0)
	if n > 2 && r[0] == 0 && r[n-1] == unicode.MaxRune {
		p.WriteByte('^')
		r, gap = r[1:n-1], 1
	}
	for i := 0; i < len(r); i += 2 {
		lo, hi := r[i]+gap, r[i+1]-gap
		p.char(lo, lo == '-')
		if lo == hi {
			continue
		}
		if hi > lo+1 {
			p.WriteByte('-')
		}
		p.char(hi, hi == '-')
	}
	p.WriteByte(']')
}

// char writes a rune so that it stands for itself.
func (p *printer) char(r rune, escape bool) {
	if unicode.IsPrint(r) {
		if escape || strings.ContainsRune(`\.+*?()|[]{}^$`, r) {
			p.WriteByte('\\')
		}
		p.WriteRune(r)
		return
	}
	if i := strings.IndexRune("\a\f\n\r\t\v", r); i >= 0 && r > 0 {
		p.WriteString(`\` + "afnrtv"[i:i+1])
		return
	}
	hex := strconv.FormatInt(int64(r), 16)
	switch {
	case r >= 0x100:
		hex = "{" + hex + "}"
	case len(hex) == 1:
		hex = "0" + hex
	}
	p.WriteString(`\x` + hex)
}
