package syntax

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Prog is a program: instructions that say what may come next. The first one fails.
type Prog struct {
	Inst   []Inst
	Start  int // where it begins
	NumCap int // twice the number of groups, the whole included
}

// Inst is an instruction.
type Inst struct {
	Op   InstOp
	Out  uint32 // the next one; not of InstMatch and InstFail
	Arg  uint32 // the other one of an InstAlt; the place that an InstCapture notes; an EmptyOp; flags of an InstRune
	Rune []rune // one rune, or pairs of first and last
}

// InstOp is what an instruction does.
type InstOp uint8

// The operations.
const (
	InstAlt InstOp = iota
	InstAltMatch
	InstCapture
	InstEmptyWidth
	InstMatch
	InstFail
	InstNop
	InstRune
	InstRune1
	InstRuneAny
	InstRuneAnyNotNL
)

var instNames = [...]string{
	"InstAlt", "InstAltMatch", "InstCapture", "InstEmptyWidth", "InstMatch", "InstFail", "InstNop", "InstRune", "InstRune1",
	"InstRuneAny", "InstRuneAnyNotNL",
}

func (i InstOp) String() string {
	if int(i) < len(instNames) {
		return instNames[i]
	}
	return ""
}

// EmptyOp is a set of conditions on a place between two runes.
type EmptyOp uint8

// The conditions.
const (
	EmptyBeginLine EmptyOp = 1 << iota
	EmptyEndLine
	EmptyBeginText
	EmptyEndText
	EmptyWordBoundary
	EmptyNoWordBoundary
)

// EmptyOpContext returns the conditions that hold between r1 and r2; -1 stands for the end of the text.
func EmptyOpContext(r1, r2 rune) EmptyOp {
	op := EmptyNoWordBoundary
	if IsWordChar(r1) != IsWordChar(r2) {
		op = EmptyWordBoundary
	}
	if r1 < 0 {
		op |= EmptyBeginText | EmptyBeginLine
	}
	if r1 == '\n' {
		op |= EmptyBeginLine
	}
	if r2 < 0 {
		op |= EmptyEndText | EmptyEndLine
	}
	if r2 == '\n' {
		op |= EmptyEndLine
	}
	return op
}

// IsWordChar reports whether r counts as part of a word for \b and \B: ASCII letters, digits and the underscore do.
func IsWordChar(r rune) bool { return isWord(r) || r == '_' }

// isRune reports whether the instruction matches a rune.
func (i *Inst) isRune() bool { return InstRune <= i.Op && i.Op <= InstRuneAnyNotNL }

// follow returns the instruction at pc, or the next one that does more than to note a place.
func (p *Prog) follow(pc uint32) *Inst {
	i := &p.Inst[pc]
	for i.Op == InstNop || i.Op == InstCapture {
		i = &p.Inst[i.Out]
	}
	return i
}

// Prefix returns a text that every match begins with, and whether that is all of it.
func (p *Prog) Prefix() (prefix string, complete bool) {
	var b strings.Builder
	i := p.follow(uint32(p.Start))
	for i.isRune() && len(i.Rune) == 1 && Flags(i.Arg)&FoldCase == 0 && i.Rune[0] != utf8.RuneError {
		b.WriteRune(i.Rune[0])
		i = p.follow(i.Out)
	}
	return b.String(), i.Op == InstMatch
}

// StartCond returns conditions that hold where any match begins; all of them if there is no match.
func (p *Prog) StartCond() EmptyOp {
	var cond EmptyOp
	for i := &p.Inst[p.Start]; ; i = &p.Inst[i.Out] {
		switch i.Op {
		case InstEmptyWidth:
			cond |= EmptyOp(i.Arg)
		case InstFail:
			return ^EmptyOp(0)
		case InstCapture, InstNop:
		default:
			return cond
		}
	}
}

// MatchRune reports whether an InstRune matches r.
func (i *Inst) MatchRune(r rune) bool { return i.MatchRunePos(r) >= 0 }

// MatchRunePos returns which of the pairs of an InstRune r lies in, or -1.
func (i *Inst) MatchRunePos(r rune) int {
	if len(i.Rune) != 1 {
		return class(i.Rune).find(r)
	}
	one := i.Rune[0]
	if r == one {
		return 0
	}
	if Flags(i.Arg)&FoldCase != 0 {
		for f := unicode.SimpleFold(one); f != one; f = unicode.SimpleFold(f) {
			if f == r {
				return 0
			}
		}
	}
	return -1
}

// MatchEmptyWidth reports whether an InstEmptyWidth matches between before and after; -1 stands for the end of the text.
func (i *Inst) MatchEmptyWidth(before rune, after rune) bool {
	switch op := EmptyOp(i.Arg); op {
	case EmptyBeginLine, EmptyEndLine, EmptyBeginText, EmptyEndText, EmptyWordBoundary, EmptyNoWordBoundary:
		return EmptyOpContext(before, after)&op != 0
	}
	panic("unknown empty width arg")
}

func (p *Prog) String() string {
	var b strings.Builder
	for pc := range p.Inst {
		number := strconv.Itoa(pc)
		b.WriteString("   "[min(len(number), 3):] + number)
		if pc == p.Start {
			b.WriteByte('*')
		}
		b.WriteString("\t" + p.Inst[pc].String() + "\n")
	}
	return b.String()
}

func (i *Inst) String() string {
	number := func(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
	out := " -> " + number(i.Out)
	switch i.Op {
	case InstAlt:
		return "alt" + out + ", " + number(i.Arg)
	case InstAltMatch:
		return "altmatch" + out + ", " + number(i.Arg)
	case InstCapture:
		return "cap " + number(i.Arg) + out
	case InstEmptyWidth:
		return "empty " + number(i.Arg) + out
	case InstMatch:
		return "match"
	case InstFail:
		return "fail"
	case InstNop:
		return "nop" + out
	case InstRune:
		s := "rune "
		if i.Rune == nil {
			s = "rune <nil>rune "
		}
		s += strconv.QuoteToASCII(string(i.Rune))
		if Flags(i.Arg)&FoldCase != 0 {
			s += "/i"
		}
		return s + out
	case InstRune1:
		return "rune1 " + strconv.QuoteToASCII(string(i.Rune)) + out
	case InstRuneAny:
		return "any" + out
	case InstRuneAnyNotNL:
		return "anynotnl" + out
	}
	return ""
}
