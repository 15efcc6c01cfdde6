package syntax

import (
	"slices"
	"strings"
	"unicode"
)

// A class is a set of runes: pairs of first and last. clean brings it into order.
type class []rune

// The runes between which all others with several cases lie.
const (
	minFold = 0x0041
	maxFold = 0x1e943
)

func (c class) add(lo, hi rune) class {
	// What comes in ascending order, or goes on in the two alphabets by turns, is joined at once.
	for n := len(c); n >= 2 && n > len(c)-4; n -= 2 {
		if a, b := c[n-2], c[n-1]; lo <= b+1 && a <= hi+1 {
			c[n-2], c[n-1] = min(a, lo), max(b, hi)
			return c
		}
	}
	return append(c, lo, hi)
}

// addFolded adds the runes and all their other cases.
func (c class) addFolded(lo, hi rune) class {
	if hi < minFold || lo > maxFold || lo <= minFold && hi >= maxFold {
		return c.add(lo, hi)
	}
	if lo < minFold {
		c = c.add(lo, minFold-1)
		lo = minFold
	}
	if hi > maxFold {
		c = c.add(maxFold+1, hi)
		hi = maxFold
	}
	for r := lo; r <= hi; r++ {
		c = c.add(r, r)
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			c = c.add(f, f)
		}
	}
	return c
}

func (c class) addAll(x class, fold bool) class {
	for i := 0; i < len(x); i += 2 {
		if fold {
			c = c.addFolded(x[i], x[i+1])
		} else {
			c = c.add(x[i], x[i+1])
		}
	}
	return c
}

func (c class) addTable(t *unicode.RangeTable) class {
	each := func(lo, hi, stride rune) {
		if stride == 1 {
			c = c.add(lo, hi)
			return
		}
		for r := lo; r <= hi; r += stride {
			c = c.add(r, r)
		}
	}
	for _, r := range t.R16 {
		each(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range t.R32 {
		each(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return c
}

// clean sorts the ranges and joins those that touch, in place.
func (c class) clean() class {
	type span struct{ lo, hi rune }
	ordered := true
	for i := 2; i < len(c) && ordered; i += 2 {
		ordered = c[i] > c[i-1]+1
	}
	if ordered {
		return c
	}
	spans := make([]span, len(c)/2)
	for i := range spans {
		spans[i] = span{c[2*i], c[2*i+1]}
	}
	slices.SortFunc(spans, func(a, b span) int { return int(a.lo - b.lo) })
	out := c[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.lo <= out[n-1]+1 {
			out[n-1] = max(out[n-1], s.hi)
			continue
		}
		out = append(out, s.lo, s.hi)
	}
	return out
}

// negated returns all other runes; c is clean.
func (c class) negated() class {
	out := make(class, 0, len(c)+2)
	next := rune(0)
	for i := 0; i < len(c); i += 2 {
		if next < c[i] {
			out = append(out, next, c[i]-1)
		}
		next = c[i+1] + 1
	}
	if next <= unicode.MaxRune {
		out = append(out, next, unicode.MaxRune)
	}
	return out
}

// find returns the number of the range of a clean class that r lies in, or -1.
func (c class) find(r rune) int {
	lo, hi := 0, len(c)/2
	for lo < hi {
		m := (lo + hi) / 2
		switch {
		case r < c[2*m]:
			hi = m
		case r > c[2*m+1]:
			lo = m + 1
		default:
			return m
		}
	}
	return -1
}

// foldsToItself reports whether a clean class has with each rune all its other cases.
func foldsToItself(c class) bool {
	for i := 0; i < len(c); i += 2 {
		lo, hi := max(minFold, c[i]), min(maxFold, c[i+1])
		for r := lo; r <= hi; r++ {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				if (f < lo || f > hi) && c.find(f) < 0 {
					return false
				}
			}
		}
	}
	return true
}

// leastFold returns the least of the cases of r.
func leastFold(r rune) rune {
	if r < minFold || r > maxFold {
		return r
	}
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	return least
}

// perlClass returns what \d, \s and \w stand for.
func perlClass(letter byte) class {
	switch letter {
	case 'd':
		return class{'0', '9'}
	case 's':
		return class{'\t', '\n', '\f', '\r', ' ', ' '}
	case 'w':
		return class{'0', '9', 'A', 'Z', '_', '_', 'a', 'z'}
	}
	return nil
}

// posixClass returns what [:name:] stands for, or nil.
func posixClass(name string) class {
	switch name {
	case "alnum":
		return class{'0', '9', 'A', 'Z', 'a', 'z'}
	case "alpha":
		return class{'A', 'Z', 'a', 'z'}
	case "ascii":
		return class{0, 0x7f}
	case "blank":
		return class{'\t', '\t', ' ', ' '}
	case "cntrl":
		return class{0, 0x1f, 0x7f, 0x7f}
	case "digit":
		return class{'0', '9'}
	case "graph":
		return class{'!', '~'}
	case "lower":
		return class{'a', 'z'}
	case "print":
		return class{' ', '~'}
	case "punct":
		return class{'!', '/', ':', '@', '[', '`', '{', '~'}
	case "space":
		return class{'\t', '\r', ' ', ' '}
	case "upper":
		return class{'A', 'Z'}
	case "word":
		return perlClass('w')
	case "xdigit":
		return class{'0', '9', 'A', 'F', 'a', 'f'}
	}
	return nil
}

// unicodeName brings the name of a class into the form of most keys in package unicode: one capital, nothing but letters.
func unicodeName(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		switch {
		case c == '_' || c == '-' || c == ' ':
			continue
		case b.Len() == 0 && 'a' <= c && c <= 'z':
			c -= 'a' - 'A'
		case b.Len() > 0 && 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return b.String()
}

// unicodeClass returns the runes of a category or script, with their other cases if fold is set; false: there is none
// of that name.
func unicodeClass(name string, fold bool) (class, bool) {
	name = unicodeName(name)
	var table, others *unicode.RangeTable
	switch name {
	case "Any":
		return class{0, unicode.MaxRune}, true
	case "Assigned":
		return class(nil).addTable(unicode.Cn).negated(), true
	case "Ascii":
		c := class{0, 0x7f}
		if fold {
			c = append(c, 0x17f, 0x17f, 0x212a, 0x212a) // the long s and the sign for kelvin
		}
		return c, true
	case "Lc":
		name = "LC"
	}
	if table = unicode.Categories[name]; table != nil {
		others = unicode.FoldCategory[name]
	} else if table = unicode.Scripts[name]; table != nil {
		others = unicode.FoldScript[name]
	} else {
		for alias, category := range unicode.CategoryAliases {
			if unicodeName(alias) == name {
				table, others = unicode.Categories[category], unicode.FoldCategory[category]
			}
		}
	}
	if table == nil {
		return nil, false
	}
	c := class(nil).addTable(table)
	if fold && others != nil {
		c = c.addTable(others)
	}
	return c.clean(), true
}
