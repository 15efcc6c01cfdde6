package syntax

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits, so that no expression costs much more than its length: the height of a tree, the instructions that it will be
// compiled to, and the runes in its nodes. Go's are the same.
const (
	maxHeight = 1000
	maxSize   = 128 << 20 / 40
	maxRunes  = 128 << 20 / 4
	maxRepeat = 1000
)

// A parser reads from rest. What it has read so far of the group that it is in, and of those around it, is in open: the innermost is
// last.
type parser struct {
	flags  Flags
	whole  string
	rest   string
	open   []group
	groups int // captures seen

	nodes   int
	runes   int
	repeats int64             // the product of all counts
	heights map[*Regexp]int   // nil until there are enough nodes to exceed the limit
	sizes   map[*Regexp]int64 // likewise
}

// A group is a parenthesis, or the whole expression.
type group struct {
	flags Flags // before it
	cap   int   // 0: it does not capture
	name  string
	alts  []*Regexp // the alternatives that have been read
	seq   []*Regexp // the operands of the one being read
}

func (p *parser) top() *group { return &p.open[len(p.open)-1] }

func (p *parser) node(op Op) *Regexp {
	p.nodes++
	return &Regexp{Op: op, Flags: p.flags}
}

// Parse parses s.
func Parse(s string, flags Flags) (re *Regexp, err error) {
	defer func() {
		switch r := recover(); r := r.(type) {
		case nil:
		case ErrorCode:
			re, err = nil, &Error{r, s}
		case *Error:
			re, err = nil, r
		default:
			panic(r)
		}
	}()
	if flags&Literal != 0 {
		checkUTF8(s)
		re = &Regexp{Op: OpLiteral, Flags: flags}
		re.Rune = append(re.Rune0[:0], []rune(s)...)
		return re, nil
	}
	p := &parser{flags: flags, whole: s, rest: s, open: []group{{}}, repeats: 1}
	p.parse()
	if len(p.open) > 1 {
		panic(ErrMissingParen)
	}
	return p.alternation(), nil
}

func fail(code ErrorCode, expr string) { panic(&Error{code, expr}) }

func checkUTF8(s string) {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				fail(ErrInvalidUTF8, s[i:])
			}
		}
	}
}

// next takes a rune from rest, which is not empty.
func (p *parser) next() rune {
	r, n := utf8.DecodeRuneInString(p.rest)
	if r == utf8.RuneError && n == 1 {
		fail(ErrInvalidUTF8, p.rest)
	}
	p.rest = p.rest[n:]
	return r
}

func (p *parser) take(prefix string) bool {
	if !strings.HasPrefix(p.rest, prefix) {
		return false
	}
	p.rest = p.rest[len(prefix):]
	return true
}

func (p *parser) parse() {
	repeated := "" // from where on a repetition stands that has just been read
	for p.rest != "" {
		before := p.rest
		last := repeated
		repeated = ""
		switch c := p.rest[0]; c {
		case '(':
			if p.flags&PerlX != 0 && strings.HasPrefix(p.rest, "(?") {
				p.perlGroup()
				break
			}
			p.rest = p.rest[1:]
			p.groups++
			p.open = append(p.open, group{flags: p.flags, cap: p.groups})
			p.nodes++
		case '|':
			p.rest = p.rest[1:]
			p.endAlternative()
		case ')':
			p.rest = p.rest[1:]
			p.endGroup()
		case '^':
			p.rest = p.rest[1:]
			if p.flags&OneLine != 0 {
				p.push(p.node(OpBeginText))
			} else {
				p.push(p.node(OpBeginLine))
			}
		case '$':
			p.rest = p.rest[1:]
			if p.flags&OneLine != 0 {
				re := p.node(OpEndText)
				re.Flags |= WasDollar
				p.push(re)
			} else {
				p.push(p.node(OpEndLine))
			}
		case '.':
			p.rest = p.rest[1:]
			if p.flags&DotNL != 0 {
				p.push(p.node(OpAnyChar))
			} else {
				p.push(p.node(OpAnyCharNotNL))
			}
		case '[':
			p.bracket()
		case '*', '+', '?':
			p.rest = p.rest[1:]
			op := OpStar
			if c == '+' {
				op = OpPlus
			} else if c == '?' {
				op = OpQuest
			}
			p.repeat(op, 0, 0, before, last)
			repeated = before
		case '{':
			lo, hi, ok := p.counts()
			if !ok {
				p.rest = before[1:]
				p.literal('{')
				break
			}
			if lo < 0 || lo > maxRepeat || hi > maxRepeat || hi >= 0 && lo > hi {
				fail(ErrInvalidRepeatSize, before[:len(before)-len(p.rest)])
			}
			p.repeat(OpRepeat, lo, hi, before, last)
			repeated = before
		case '\\':
			p.backslash()
		default:
			p.literal(p.next())
		}
	}
}

// ---- operands, alternatives, groups

// push adds an operand.
func (p *parser) push(re *Regexp) {
	p.tidy(re)
	p.join()
	g := p.top()
	g.seq = append(g.seq, re)
	p.check(re)
}

// tidy makes a literal of a class that is one rune, or the two cases of one.
func (p *parser) tidy(re *Regexp) {
	p.runes += len(re.Rune)
	if re.Op != OpCharClass {
		return
	}
	switch r := re.Rune; {
	case len(r) == 2 && r[0] == r[1]:
		re.Op, re.Rune, re.Flags = OpLiteral, r[:1], p.flags&^FoldCase
	case len(r) == 4 && r[0] == r[1] && r[2] == r[3] && twoCases(r[0], r[2]), len(r) == 2 && r[0]+1 == r[1] && twoCases(r[0], r[1]):
		re.Op, re.Rune, re.Flags = OpLiteral, r[:1], p.flags|FoldCase
	}
}

func twoCases(a, b rune) bool { return unicode.SimpleFold(a) == b && unicode.SimpleFold(b) == a }

// join makes one literal of the last two operands. That is not done before a third one comes: a repetition is of one rune only.
func (p *parser) join() {
	g := p.top()
	n := len(g.seq)
	if n < 2 {
		return
	}
	a, b := g.seq[n-2], g.seq[n-1]
	if a.Op == OpLiteral && b.Op == OpLiteral && (a.Flags^b.Flags)&FoldCase == 0 {
		a.Rune = append(a.Rune, b.Rune...)
		g.seq = g.seq[:n-1]
	}
}

func (p *parser) literal(r rune) {
	if p.flags&FoldCase != 0 {
		r = leastFold(r)
	}
	re := p.node(OpLiteral)
	re.Rune = append(re.Rune0[:0], r)
	p.push(re)
}

// flat makes one node of several; those that have the same operator give it their operands.
func (p *parser) flat(op Op, subs []*Regexp) *Regexp {
	if len(subs) == 1 {
		return subs[0]
	}
	p.nodes++
	re := &Regexp{Op: op}
	for _, sub := range subs {
		if sub.Op == op {
			re.Sub = append(re.Sub, sub.Sub...)
		} else {
			re.Sub = append(re.Sub, sub)
		}
	}
	if op == OpAlternate {
		re.Sub = p.factor(re.Sub)
		if len(re.Sub) == 1 {
			return re.Sub[0]
		}
	}
	return re
}

// sequence makes one node of the operands read.
func (p *parser) sequence() *Regexp {
	p.join()
	g := p.top()
	subs := g.seq
	g.seq = nil
	if len(subs) == 0 {
		p.nodes++
		return &Regexp{Op: OpEmptyMatch}
	}
	re := p.flat(OpConcat, subs)
	p.check(re)
	return re
}

// endAlternative ends an alternative; if it and the one before are single characters, they become one class.
func (p *parser) endAlternative() {
	re := p.sequence()
	g := p.top()
	if n := len(g.alts); n > 0 {
		last := g.alts[n-1]
		if isChar(last) && isChar(re) {
			if re.Op > last.Op {
				last, re = re, last
			}
			mergeChar(last, re)
			g.alts[n-1] = last
			return
		}
		cleanChar(last)
	}
	g.alts = append(g.alts, re)
}

// alternation makes one node of the alternatives.
func (p *parser) alternation() *Regexp {
	p.endAlternative()
	g := p.top()
	cleanChar(g.alts[len(g.alts)-1])
	re := p.flat(OpAlternate, g.alts)
	p.tidy(re)
	p.check(re)
	return re
}

func (p *parser) endGroup() {
	re := p.alternation()
	if len(p.open) == 1 {
		panic(&Error{ErrUnexpectedParen, p.whole})
	}
	g := *p.top()
	p.open = p.open[:len(p.open)-1]
	p.flags = g.flags
	if g.cap != 0 {
		re = unary(OpCapture, g.flags, re)
		re.Cap, re.Name = g.cap, g.name
	}
	p.push(re)
}

// perlGroup reads "(?" and what follows: the start of a group with a name, flags, or the start of a group with flags.
func (p *parser) perlGroup() {
	s := p.rest
	if strings.HasPrefix(s, "(?P<") && len(s) > 4 || strings.HasPrefix(s, "(?<") && len(s) > 3 {
		end := strings.IndexByte(s, '>')
		if end < 0 {
			checkUTF8(s)
			fail(ErrInvalidNamedCapture, s)
		}
		name := s[strings.IndexByte(s, '<')+1 : end]
		checkUTF8(name)
		bad := func(c rune) bool { return c != '_' && !isWord(c) }
		if name == "" || strings.ContainsFunc(name, bad) {
			fail(ErrInvalidNamedCapture, s[:end+1])
		}
		p.rest = s[end+1:]
		p.groups++
		p.open = append(p.open, group{flags: p.flags, cap: p.groups, name: name})
		p.nodes++
		return
	}
	p.rest = s[2:]
	var set, clear Flags
	off, seen := false, false
	change := func(on bool, f Flags) {
		if on != off {
			set, clear = set|f, clear&^f
		} else {
			set, clear = set&^f, clear|f
		}
		seen = true
	}
	for p.rest != "" {
		switch c := p.next(); {
		case c == 'i':
			change(true, FoldCase)
			continue
		case c == 'm':
			change(false, OneLine)
			continue
		case c == 's':
			change(true, DotNL)
			continue
		case c == 'U':
			change(true, NonGreedy)
			continue
		case c == '-' && !off:
			off, seen = true, false
			continue
		case (c == ':' || c == ')') && (!off || seen):
			flags := p.flags | set
			flags &^= clear
			if c == ':' {
				p.open = append(p.open, group{flags: p.flags})
				p.nodes++
			}
			p.flags = flags
			return
		}
		break
	}
	fail(ErrInvalidPerlOp, s[:len(s)-len(p.rest)])
}

// ---- repetition

// repeat makes the last operand repeat. The operator stands at before; last is not empty if another one stands there and
// ends here.
func (p *parser) repeat(op Op, lo, hi int, before, last string) {
	flags := p.flags
	if p.flags&PerlX != 0 {
		if p.take("?") {
			flags ^= NonGreedy
		}
		if last != "" {
			fail(ErrInvalidRepeatOp, last[:len(last)-len(p.rest)])
		}
	}
	text := before[:len(before)-len(p.rest)]
	g := p.top()
	n := len(g.seq)
	if n == 0 {
		fail(ErrMissingRepeatArgument, text)
	}
	p.nodes++
	re := unary(op, flags, g.seq[n-1])
	re.Min, re.Max = lo, hi
	g.seq[n-1] = re
	p.check(re)
	if op == OpRepeat && (lo >= 2 || hi >= 2) && !repeatsWithin(re, maxRepeat) {
		fail(ErrInvalidRepeatSize, text)
	}
}

// repeatsWithin reports whether counts in counts make no more than n copies of anything. It is asked of nodes that make at least
// two, so that a node is looked at a few times only.
func repeatsWithin(re *Regexp, n int) bool {
	if re.Op == OpRepeat {
		times := re.Max
		if times == 0 {
			return true
		}
		if times < 0 {
			times = re.Min
		}
		if times > n {
			return false
		}
		if times > 0 {
			n /= times
		}
	}
	for _, sub := range re.Sub {
		if !repeatsWithin(sub, n) {
			return false
		}
	}
	return true
}

// counts reads {n}, {n,} or {n,m}; false: it is none of these. A number out of any range makes lo -1.
func (p *parser) counts() (lo, hi int, ok bool) {
	p.rest = p.rest[1:]
	if lo, ok = p.number(); !ok {
		return 0, 0, false
	}
	hi = lo
	if p.take(",") {
		hi = -1
		if !strings.HasPrefix(p.rest, "}") {
			if hi, ok = p.number(); !ok {
				return 0, 0, false
			}
			if hi < 0 {
				lo = -1
			}
		}
	}
	return lo, hi, p.take("}")
}

// number reads a decimal number without leading zeros; -1: it is very large.
func (p *parser) number() (n int, ok bool) {
	i := 0
	for i < len(p.rest) && '0' <= p.rest[i] && p.rest[i] <= '9' {
		if n >= 1e8 {
			n = -1
		}
		if n >= 0 {
			n = n*10 + int(p.rest[i]-'0')
		}
		i++
	}
	if i == 0 || i > 1 && p.rest[0] == '0' {
		return 0, false
	}
	p.rest = p.rest[i:]
	return n, true
}

// ---- escapes and classes

func isWord(c rune) bool { return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' }

func (p *parser) backslash() {
	if p.flags&PerlX != 0 && len(p.rest) >= 2 {
		op := OpNoMatch
		switch p.rest[1] {
		case 'A':
			op = OpBeginText
		case 'z':
			op = OpEndText
		case 'b':
			op = OpWordBoundary
		case 'B':
			op = OpNoWordBoundary
		case 'C':
			fail(ErrInvalidEscape, p.rest[:2])
		case 'Q':
			text, rest, _ := strings.Cut(p.rest[2:], `\E`)
			for p.rest = text; p.rest != ""; {
				p.literal(p.next())
			}
			p.rest = rest
			return
		}
		if op != OpNoMatch {
			p.rest = p.rest[2:]
			p.push(p.node(op))
			return
		}
	}
	if c, ok := p.escapedClass(); ok {
		re := p.node(OpCharClass)
		re.Rune = c
		p.push(re)
		return
	}
	p.literal(p.escape())
}

// escapedClass reads \pL, \p{Greek}, \d and the like, if that is what is there.
func (p *parser) escapedClass() (class, bool) {
	s := p.rest
	if len(s) < 2 || s[0] != '\\' {
		return nil, false
	}
	if p.flags&UnicodeGroups != 0 && (s[1] == 'p' || s[1] == 'P') {
		return p.unicodeGroup(), true
	}
	if p.flags&PerlX != 0 {
		if c := perlClass(s[1] | 0x20); c != nil {
			p.rest = s[2:]
			return p.named(c, s[1] < 'a'), true
		}
	}
	return nil, false
}

// named returns a class under the flags, or its negation.
func (p *parser) named(c class, negate bool) class {
	if p.flags&FoldCase != 0 {
		c = class(nil).addAll(c, true).clean()
	}
	if negate {
		return c.negated()
	}
	return c
}

func (p *parser) unicodeGroup() class {
	s := p.rest
	negate := s[1] == 'P'
	p.rest = s[2:]
	if p.rest == "" {
		fail(ErrInvalidCharRange, s)
	}
	name := ""
	if p.next() != '{' {
		name = s[2 : len(s)-len(p.rest)]
	} else {
		end := strings.IndexByte(s, '}')
		if end < 0 {
			checkUTF8(s)
			fail(ErrInvalidCharRange, s)
		}
		name = s[3:end]
		p.rest = s[end+1:]
		checkUTF8(name)
	}
	if strings.HasPrefix(name, "^") {
		negate = !negate
		name = name[1:]
	}
	c, ok := unicodeClass(name, p.flags&FoldCase != 0)
	if !ok {
		fail(ErrInvalidCharRange, s[:len(s)-len(p.rest)])
	}
	if negate {
		return c.negated()
	}
	return c
}

// escape reads a backslash and what stands for one rune.
func (p *parser) escape() rune {
	s := p.rest
	p.rest = s[1:]
	if p.rest == "" {
		fail(ErrTrailingBackslash, "")
	}
	c := p.next()
	octal := func() bool { return p.rest != "" && '0' <= p.rest[0] && p.rest[0] <= '7' }
	switch {
	case c == '0' || '1' <= c && c <= '7' && octal():
		c -= '0'
		for i := 1; i < 3 && octal(); i++ {
			c = c*8 + p.next() - '0'
		}
		return c
	case c == 'x' && p.rest != "":
		if r := p.hex(); r >= 0 {
			return r
		}
	case c < utf8.RuneSelf && !isWord(c):
		return c
	default:
		if i := strings.IndexRune("afnrtv", c); i >= 0 {
			return rune("\a\f\n\r\t\v"[i])
		}
	}
	fail(ErrInvalidEscape, s[:len(s)-len(p.rest)])
	return 0
}

// hex reads what follows \x: two digits, or any number in braces. Negative: neither.
func (p *parser) hex() rune {
	digit := func(c rune) rune { return rune(strings.IndexRune("0123456789abcdef", unicode.ToLower(c))) }
	c := p.next()
	if c != '{' {
		hi := digit(c)
		if p.rest == "" {
			return -1
		}
		if lo := digit(p.next()); hi >= 0 && lo >= 0 {
			return hi*16 + lo
		}
		return -1
	}
	value := rune(0)
	for n := 0; p.rest != ""; n++ {
		if c = p.next(); c == '}' {
			if n == 0 {
				return -1
			}
			return value
		}
		d := digit(c)
		if d < 0 {
			return -1
		}
		if value = value*16 + d; value > unicode.MaxRune {
			return -1
		}
	}
	return -1
}

// bracket reads a class in brackets.
func (p *parser) bracket() {
	s := p.rest
	p.rest = s[1:]
	re := p.node(OpCharClass)
	var c class
	negate := p.take("^")
	if negate && p.flags&ClassNL == 0 {
		c = c.add('\n', '\n')
	}
	for first := true; first || !strings.HasPrefix(p.rest, "]"); first = false {
		t := p.rest
		if strings.HasPrefix(t, "-") && p.flags&PerlX == 0 && !first && (len(t) == 1 || t[1] != ']') {
			_, n := utf8.DecodeRuneInString(t[1:])
			fail(ErrInvalidCharRange, t[:1+n])
		}
		if strings.HasPrefix(t, "[:") && len(t) > 2 {
			if end := strings.Index(t[2:], ":]"); end >= 0 {
				p.rest = t[end+4:]
				name, not := strings.CutPrefix(t[2:end+2], "^")
				named := posixClass(name)
				if named == nil {
					fail(ErrInvalidCharRange, t[:end+4])
				}
				c = c.addAll(p.named(named, not), false)
				continue
			}
		}
		if more, ok := p.escapedClass(); ok {
			c = c.addAll(more, false)
			continue
		}
		lo := p.classChar(s)
		hi := lo
		if strings.HasPrefix(p.rest, "-") && len(p.rest) >= 2 && p.rest[1] != ']' {
			p.rest = p.rest[1:]
			if hi = p.classChar(s); hi < lo {
				fail(ErrInvalidCharRange, t[:len(t)-len(p.rest)])
			}
		}
		if p.flags&FoldCase != 0 {
			c = c.addFolded(lo, hi)
		} else {
			c = c.add(lo, hi)
		}
	}
	p.rest = p.rest[1:]
	c = c.clean()
	if negate {
		c = c.negated()
	}
	re.Rune = c
	p.push(re)
}

func (p *parser) classChar(whole string) rune {
	switch {
	case p.rest == "":
		fail(ErrMissingBracket, whole)
	case p.rest[0] == '\\':
		return p.escape()
	}
	return p.next()
}

// ---- single characters as alternatives

// isChar reports whether re matches one rune whatever it matches.
func isChar(re *Regexp) bool {
	return re.Op == OpLiteral && len(re.Rune) == 1 || OpCharClass <= re.Op && re.Op <= OpAnyChar
}

// runesOf returns what a literal or a class matches.
func runesOf(re *Regexp) class {
	if re.Op == OpLiteral {
		r := re.Rune[0]
		return class(nil).addAll(class{r, r}, re.Flags&FoldCase != 0)
	}
	return re.Rune
}

// mergeChar makes dst match what src does, too; both are single characters, and dst's operator is the later one.
func mergeChar(dst, src *Regexp) {
	switch {
	case dst.Op == OpAnyCharNotNL:
		newline := src.Op == OpLiteral && src.Rune[0] == '\n'
		for i := 0; src.Op == OpCharClass && i < len(src.Rune); i += 2 {
			newline = newline || src.Rune[i] <= '\n' && '\n' <= src.Rune[i+1]
		}
		if newline {
			dst.Op = OpAnyChar
		}
	case dst.Op == OpCharClass:
		dst.Rune = class(dst.Rune).addAll(runesOf(src), false)
	case dst.Op == OpLiteral && (src.Rune[0] != dst.Rune[0] || src.Flags != dst.Flags):
		c := runesOf(dst).addAll(runesOf(src), false)
		dst.Op, dst.Rune = OpCharClass, c
	}
}

// cleanChar brings a class into order to which nothing will be added, and calls it by its name if it has one.
func cleanChar(re *Regexp) {
	if re.Op != OpCharClass {
		return
	}
	re.Rune = class(re.Rune).clean()
	switch {
	case slices.Equal(re.Rune, anyRune):
		re.Op, re.Rune = OpAnyChar, nil
	case slices.Equal(re.Rune, notNewline):
		re.Op, re.Rune = OpAnyCharNotNL, nil
	}
}

// ---- common beginnings of alternatives

// factor takes out what neighbouring alternatives begin with: first texts, then characters or a fixed number of them; what are
// single characters after that becomes a class, and empty alternatives in a row become one.
func (p *parser) factor(subs []*Regexp) []*Regexp {
	if len(subs) < 2 {
		return subs
	}
	var out []*Regexp
	for i := 0; i < len(subs); {
		text, fold := leadingText(subs[i])
		j := i + 1
		for ; j < len(subs) && len(text) > 0; j++ {
			next, nextFold := leadingText(subs[j])
			n := 0
			for nextFold == fold && n < len(text) && n < len(next) && text[n] == next[n] {
				n++
			}
			if n == 0 {
				break
			}
			text = text[:n]
		}
		if j == i+1 {
			out = append(out, subs[i])
		} else {
			prefix := &Regexp{Op: OpLiteral, Flags: fold, Rune: slices.Clone(text)}
			out = append(out, p.withPrefix(prefix, subs[i:j], func(re *Regexp) *Regexp { return withoutText(re, len(text)) }))
		}
		i = j
	}
	subs, out = out, nil
	for i := 0; i < len(subs); {
		first := leadingNode(subs[i])
		j := i + 1
		if first != nil && (isChar(first) || first.Op == OpRepeat && first.Min == first.Max && isChar(first.Sub[0])) {
			for j < len(subs) && first.Equal(leadingNode(subs[j])) {
				j++
			}
		}
		if j == i+1 {
			out = append(out, subs[i])
		} else {
			out = append(out, p.withPrefix(first, subs[i:j], withoutNode))
		}
		i = j
	}
	subs, out = out, nil
	for i := 0; i < len(subs); {
		j := i
		for j < len(subs) && isChar(subs[j]) {
			j++
		}
		if j < i+2 {
			out = append(out, subs[i])
			i++
			continue
		}
		// The widest takes in the others.
		widest := i
		for k := i + 1; k < j; k++ {
			a, b := subs[widest], subs[k]
			if a.Op < b.Op || a.Op == b.Op && len(a.Rune) < len(b.Rune) {
				widest = k
			}
		}
		subs[i], subs[widest] = subs[widest], subs[i]
		for k := i + 1; k < j; k++ {
			mergeChar(subs[i], subs[k])
		}
		cleanChar(subs[i])
		out = append(out, subs[i])
		i = j
	}
	empty := func(a, b *Regexp) bool { return a.Op == OpEmptyMatch && b.Op == OpEmptyMatch }
	return slices.CompactFunc(out, empty)
}

// withPrefix returns prefix(a|b|...) for alternatives that all begin with prefix.
func (p *parser) withPrefix(prefix *Regexp, subs []*Regexp, without func(*Regexp) *Regexp) *Regexp {
	rests := make([]*Regexp, len(subs))
	for i, sub := range subs {
		rests[i] = without(sub)
		p.check(rests[i])
	}
	p.nodes += 2
	return &Regexp{Op: OpConcat, Sub: []*Regexp{prefix, p.flat(OpAlternate, rests)}}
}

func leadingText(re *Regexp) ([]rune, Flags) {
	if re.Op == OpConcat && len(re.Sub) > 0 {
		re = re.Sub[0]
	}
	if re.Op != OpLiteral {
		return nil, 0
	}
	return re.Rune, re.Flags & FoldCase
}

func withoutText(re *Regexp, n int) *Regexp {
	switch {
	case re.Op == OpConcat && len(re.Sub) > 0:
		re.Sub[0] = withoutText(re.Sub[0], n)
		if re.Sub[0].Op == OpEmptyMatch {
			return withoutNode(re)
		}
	case re.Op == OpLiteral:
		re.Rune = re.Rune[n:]
		if len(re.Rune) == 0 {
			re.Op = OpEmptyMatch
		}
	}
	return re
}

func leadingNode(re *Regexp) *Regexp {
	if re.Op == OpConcat && len(re.Sub) > 0 {
		re = re.Sub[0]
	}
	if re.Op == OpEmptyMatch {
		return nil
	}
	return re
}

func withoutNode(re *Regexp) *Regexp {
	if re.Op != OpConcat || len(re.Sub) < 2 {
		return &Regexp{Op: OpEmptyMatch}
	}
	re.Sub = re.Sub[1:]
	if len(re.Sub) == 1 {
		return re.Sub[0]
	}
	return re
}

// ---- limits

// check is called with each node that has been made.
func (p *parser) check(re *Regexp) {
	if p.runes > maxRunes {
		panic(ErrLarge)
	}
	if p.sizes == nil {
		if re.Op == OpRepeat {
			n := int64(max(re.Max, re.Min, 1))
			if re.Max >= 0 {
				n = int64(max(re.Max, 1))
			}
			p.repeats = min(p.repeats*n, maxSize)
		}
		if int64(p.nodes) >= maxSize/p.repeats {
			p.sizes = map[*Regexp]int64{}
		}
	}
	if p.sizes != nil {
		delete(p.sizes, re)
		if p.size(re) > maxSize {
			panic(ErrLarge)
		}
	}
	if p.heights == nil && p.nodes >= maxHeight {
		p.heights = map[*Regexp]int{}
	}
	if p.heights != nil {
		delete(p.heights, re)
		if p.height(re) > maxHeight {
			panic(ErrNestingDepth)
		}
	}
}

// height is of nodes whose operands have been checked, or were made when the limit could not be exceeded.
func (p *parser) height(re *Regexp) int {
	if h, ok := p.heights[re]; ok {
		return h
	}
	h := 1
	for _, sub := range re.Sub {
		h = max(h, 1+p.height(sub))
	}
	p.heights[re] = h
	return h
}

// size is how many instructions re will be compiled to, about.
func (p *parser) size(re *Regexp) int64 {
	if n, ok := p.sizes[re]; ok {
		return n
	}
	n := int64(0)
	for _, sub := range re.Sub {
		n += p.size(sub)
	}
	lo, hi := int64(re.Min), int64(re.Max)
	switch re.Op {
	case OpLiteral:
		n = int64(len(re.Rune))
	case OpCapture, OpStar:
		n += 2
	case OpPlus, OpQuest:
		n++
	case OpAlternate:
		n += int64(max(len(re.Sub)-1, 0))
	case OpRepeat:
		switch {
		case hi >= 0:
			n = hi*n + hi - lo
		case lo == 0:
			n += 2
		default:
			n = 1 + lo*n
		}
	}
	n = max(1, n)
	p.sizes[re] = n
	return n
}
