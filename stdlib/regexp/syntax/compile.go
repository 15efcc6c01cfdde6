package syntax

import (
	"slices"
	"unicode"
)

var (
	anyRune    = []rune{0, unicode.MaxRune}
	notNewline = []rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}
)

// A hole is a place in an instruction that does not say yet what comes next: twice the instruction's number, and one more if it
// is Arg.
type hole uint32

// A piece is code that has been made: where it begins (0: it matches nothing), what is still open at its end, and whether it
// can match nothing at all.
type piece struct {
	start uint32
	ends  []hole
	empty bool
}

type compiler struct{ *Prog }

// Compile makes a program of a tree that Simplify has returned.
func Compile(re *Regexp) (*Prog, error) {
	c := compiler{&Prog{NumCap: 2}}
	c.emit(Inst{Op: InstFail})
	all := c.compile(re)
	c.fill(all.ends, c.emit(Inst{Op: InstMatch}))
	c.Start = int(all.start)
	return c.Prog, nil
}

func (c compiler) emit(i Inst) uint32 {
	c.Inst = append(c.Inst, i)
	return uint32(len(c.Inst) - 1)
}

func (c compiler) fill(holes []hole, pc uint32) {
	for _, h := range holes {
		i := &c.Inst[h>>1]
		if h&1 == 0 {
			i.Out = pc
		} else {
			i.Arg = pc
		}
	}
}

// single is a piece of one instruction.
func (c compiler) single(i Inst, empty bool) piece {
	pc := c.emit(i)
	return piece{pc, []hole{hole(pc << 1)}, empty}
}

func (c compiler) char(r []rune, flags Flags) piece {
	flags &= FoldCase
	if len(r) != 1 || unicode.SimpleFold(r[0]) == r[0] {
		flags = 0
	}
	op := InstRune
	switch {
	case flags == 0 && (len(r) == 1 || len(r) == 2 && r[0] == r[1]):
		op = InstRune1
	case slices.Equal(r, anyRune):
		op = InstRuneAny
	case slices.Equal(r, notNewline):
		op = InstRuneAnyNotNL
	}
	return c.single(Inst{Op: op, Arg: uint32(flags), Rune: r}, false)
}

func (c compiler) then(a, b piece) piece {
	if a.start == 0 || b.start == 0 {
		return piece{}
	}
	c.fill(a.ends, b.start)
	return piece{a.start, b.ends, a.empty && b.empty}
}

// fork is an instruction that goes on with x or, if few is set, rather with what comes after.
func (c compiler) fork(x piece, few bool) (pc uint32, other hole) {
	i := Inst{Op: InstAlt, Out: x.start}
	if few {
		i.Out, i.Arg = 0, x.start
	}
	pc = c.emit(i)
	other = hole(pc << 1)
	if !few {
		other |= 1
	}
	return pc, other
}

func (c compiler) optional(x piece, few bool) piece {
	pc, other := c.fork(x, few)
	return piece{pc, append([]hole{other}, x.ends...), true}
}

// loop is one or more x.
func (c compiler) loop(x piece, few bool) piece {
	pc, other := c.fork(x, few)
	c.fill(x.ends, pc)
	return piece{x.start, []hole{other}, x.empty}
}

func (c compiler) compile(re *Regexp) piece {
	few := re.Flags&NonGreedy != 0
	switch re.Op {
	case OpNoMatch:
		return piece{}
	case OpEmptyMatch:
		return c.single(Inst{Op: InstNop}, true)
	case OpLiteral, OpConcat:
		var all piece
		count := len(re.Sub)
		if re.Op == OpLiteral {
			count = len(re.Rune)
		}
		if count == 0 {
			return c.single(Inst{Op: InstNop}, true)
		}
		for i := range count {
			var one piece
			if re.Op == OpLiteral {
				one = c.char(re.Rune[i:i+1], re.Flags)
			} else {
				one = c.compile(re.Sub[i])
			}
			if i == 0 {
				all = one
			} else {
				all = c.then(all, one)
			}
		}
		return all
	case OpCharClass:
		return c.char(re.Rune, re.Flags)
	case OpAnyCharNotNL:
		return c.char(notNewline, 0)
	case OpAnyChar:
		return c.char(anyRune, 0)
	case OpBeginLine, OpEndLine, OpBeginText, OpEndText, OpWordBoundary, OpNoWordBoundary:
		// Both lists are in the same order.
		return c.single(Inst{Op: InstEmptyWidth, Arg: uint32(EmptyBeginLine) << (re.Op - OpBeginLine)}, true)
	case OpCapture:
		place := uint32(re.Cap) * 2
		c.NumCap = max(c.NumCap, int(place)+2)
		begin := c.single(Inst{Op: InstCapture, Arg: place}, true)
		inside := c.compile(re.Sub[0])
		end := c.single(Inst{Op: InstCapture, Arg: place + 1}, true)
		return c.then(c.then(begin, inside), end)
	case OpStar:
		x := c.compile(re.Sub[0])
		if x.empty {
			// Otherwise a round that matches nothing would come before the end of the loop.
			return c.optional(c.loop(x, few), few)
		}
		pc, other := c.fork(x, few)
		c.fill(x.ends, pc)
		return piece{pc, []hole{other}, true}
	case OpPlus:
		return c.loop(c.compile(re.Sub[0]), few)
	case OpQuest:
		return c.optional(c.compile(re.Sub[0]), few)
	case OpAlternate:
		var all piece
		for _, sub := range re.Sub {
			x := c.compile(sub)
			switch {
			case all.start == 0:
				all = x
			case x.start != 0:
				pc := c.emit(Inst{Op: InstAlt, Out: all.start, Arg: x.start})
				all = piece{pc, slices.Concat(all.ends, x.ends), all.empty || x.empty}
			}
		}
		return all
	}
	panic("regexp: unhandled case in compile")
}
