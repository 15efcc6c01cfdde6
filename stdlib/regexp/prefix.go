package regexp

import (
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// LiteralPrefix returns a text that every match begins with, and whether that is the whole expression.
func (re *Regexp) LiteralPrefix() (prefix string, complete bool) {
	tree, err := syntax.Parse(re.expr, syntaxFlags(re.flags))
	if err != nil {
		return "", false
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return "", false
	}
	if !isOnePass(prog) {
		return prog.Prefix()
	}
	return anchoredPrefix(prog)
}

func isRune(i *syntax.Inst) bool { return syntax.InstRune <= i.Op && i.Op <= syntax.InstRuneAnyNotNL }

func has(i *syntax.Inst, op syntax.EmptyOp) bool {
	return i.Op == syntax.InstEmptyWidth && syntax.EmptyOp(i.Arg)&op != 0
}

// anchoredPrefix is the prefix of a program that begins with \A, which belongs to no text; it is complete if \z ends it.
func anchoredPrefix(p *syntax.Prog) (prefix string, complete bool) {
	i := &p.Inst[p.Inst[p.Start].Out]
	for i.Op == syntax.InstNop {
		i = &p.Inst[i.Out]
	}
	if !isRune(i) || len(i.Rune) != 1 {
		return "", i.Op == syntax.InstMatch
	}
	var b strings.Builder
	for isRune(i) && len(i.Rune) == 1 && syntax.Flags(i.Arg)&syntax.FoldCase == 0 && i.Rune[0] != utf8.RuneError {
		b.WriteRune(i.Rune[0])
		i = &p.Inst[i.Out]
	}
	return b.String(), has(i, syntax.EmptyEndText) && p.Inst[i.Out].Op == syntax.InstMatch
}

// maxOnePass is how long a program may be to be looked at more closely.
const maxOnePass = 1000

// isOnePass reports whether p begins with \A and the next rune, or the end of the text, always tells how it goes on.
func isOnePass(p *syntax.Prog) bool {
	if p.Start == 0 || len(p.Inst) >= maxOnePass || !has(&p.Inst[p.Start], syntax.EmptyBeginText) {
		return false
	}
	forks := false
	for k := range p.Inst {
		forks = forks || p.Inst[k].Op <= syntax.InstAltMatch
	}
	ends := func(pc uint32) bool { return p.Inst[pc].Op == syntax.InstMatch }
	w := walk{p, map[uint32]*ahead{}}
	for k := range p.Inst {
		switch i := &p.Inst[k]; i.Op {
		case syntax.InstMatch, syntax.InstFail:
		case syntax.InstAlt, syntax.InstAltMatch:
			if ends(i.Out) || ends(i.Arg) || !w.differ(i.Out, i.Arg) {
				return false
			}
		case syntax.InstEmptyWidth:
			if ends(i.Out) && !has(i, syntax.EmptyEndText) {
				return false
			}
		default:
			if forks && ends(i.Out) {
				return false
			}
		}
	}
	return true
}

// ahead is what may come next at an instruction: runes, as pairs of first and last, or the end.
type ahead struct {
	runes []rune
	ends  bool
}

type walk struct {
	*syntax.Prog
	seen map[uint32]*ahead
}

// differ reports whether what may come next tells a from b.
func (w walk) differ(a, b uint32) bool {
	x, y := w.at(a), w.at(b)
	if x.ends && y.ends {
		return false
	}
	for i := 0; i < len(x.runes); i += 2 {
		for j := 0; j < len(y.runes); j += 2 {
			if x.runes[i] <= y.runes[j+1] && y.runes[j] <= x.runes[i+1] {
				return false
			}
		}
	}
	return true
}

func (w walk) at(pc uint32) *ahead {
	if x := w.seen[pc]; x != nil {
		return x
	}
	x := new(ahead)
	w.seen[pc] = x // what leads back to here adds nothing
	switch i := &w.Inst[pc]; i.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		a, b := w.at(i.Out), w.at(i.Arg)
		x.runes = append(append(x.runes, a.runes...), b.runes...)
		x.ends = a.ends || b.ends
	case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
		*x = *w.at(i.Out)
	case syntax.InstMatch:
		x.ends = true
	case syntax.InstFail:
	default:
		x.runes = i.Rune
		if len(i.Rune) != 1 {
			break
		}
		r := i.Rune[0]
		x.runes = []rune{r, r}
		if syntax.Flags(i.Arg)&syntax.FoldCase != 0 {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				x.runes = append(x.runes, f, f)
			}
		}
	}
	return x
}
