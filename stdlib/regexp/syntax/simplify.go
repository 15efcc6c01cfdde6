package syntax

// Simplify returns a tree that matches the same without OpRepeat and needless repetition. What a group matches is the same,
// too, but the group may stand there several times. The tree may share nodes with re, or be re.
func (re *Regexp) Simplify() *Regexp {
	if re == nil {
		return nil
	}
	switch re.Op {
	case OpCapture, OpConcat, OpAlternate:
		out := re
		for i, sub := range re.Sub {
			simple := sub.Simplify()
			if simple == sub {
				continue
			}
			if out == re {
				c := *re
				out = &c
				out.Rune = nil
				out.Sub = append(out.Sub0[:0], re.Sub...)
			}
			out.Sub[i] = simple
		}
		return out
	case OpStar, OpPlus, OpQuest:
		sub := re.Sub[0].Simplify()
		if simple := repeated(re.Op, re.Flags, sub); simple.Op != re.Op || simple == sub || sub != re.Sub[0] {
			return simple
		}
	case OpRepeat:
		return spelledOut(re)
	}
	return re
}

// repeated returns sub under a star, plus or question mark; sub is simple.
func repeated(op Op, flags Flags, sub *Regexp) *Regexp {
	if sub.Op == OpEmptyMatch || op == sub.Op && (flags^sub.Flags)&NonGreedy == 0 {
		return sub
	}
	return unary(op, flags, sub)
}

// spelledOut writes x{2,4} as xx(?:x(?:x)?)? and x{2,} as xx+.
func spelledOut(re *Regexp) *Regexp {
	lo, hi := re.Min, re.Max
	if lo == 0 && hi == 0 {
		return &Regexp{Op: OpEmptyMatch}
	}
	sub := re.Sub[0].Simplify()
	var tail *Regexp
	switch {
	case hi == -1 && lo == 0:
		return repeated(OpStar, re.Flags, sub)
	case hi == -1:
		tail = repeated(OpPlus, re.Flags, sub)
		lo--
	case lo == 1 && hi == 1:
		return sub
	case hi > lo:
		tail = repeated(OpQuest, re.Flags, sub)
		for range hi - lo - 1 {
			pair := &Regexp{Op: OpConcat, Sub: []*Regexp{sub, tail}}
			tail = repeated(OpQuest, re.Flags, pair)
		}
	case lo <= 0 || hi < lo && lo <= 0:
		return &Regexp{Op: OpNoMatch}
	}
	if lo <= 0 {
		return tail
	}
	out := &Regexp{Op: OpConcat}
	for range lo {
		out.Sub = append(out.Sub, sub)
	}
	if tail != nil {
		out.Sub = append(out.Sub, tail)
	}
	return out
}
