package testing

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
)

// matcher says which tests run, and makes the names of subtests unique.
type matcher struct {
	filter    [][]string // alternatives of one pattern a level
	skip      [][]string
	matchFunc func(pat, str string) (bool, error)

	mu   sync.Mutex
	seen map[string]int32 // how often a name was asked for
}

func newMatcher(matchString func(pat, str string) (bool, error), patterns, flagName, skips string) *matcher {
	parse := func(text, name string) [][]string {
		if text == "" {
			return nil
		}
		list := splitPattern(text)
		for i, alternative := range list {
			for k := range alternative {
				alternative[k] = rewrite(alternative[k])
				if _, err := matchString(alternative[k], "non-empty"); err != nil {
					where := fmt.Sprintf("element %d of %s (%q): %s", k, name, alternative[k], err)
					if len(list) > 1 {
						where = fmt.Sprintf("alternation %d of %s", i, where)
					}
					fmt.Fprintf(os.Stderr, "testing: invalid regexp for %s\n", where)
					os.Exit(1)
				}
			}
		}
		return list
	}
	return &matcher{
		filter:    parse(patterns, flagName),
		skip:      parse(skips, "-test.skip"),
		matchFunc: matchString,
		seen:      map[string]int32{},
	}
}

// splitPattern cuts a pattern at the '|' and '/' that stand outside of parentheses and brackets.
func splitPattern(s string) (list [][]string) {
	var levels []string
	brackets, parens, from := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '[':
			brackets++
		case ']':
			brackets = max(brackets-1, 0)
		case '(':
			if brackets == 0 {
				parens++
			}
		case ')':
			if brackets == 0 {
				parens--
			}
		case '\\':
			i++
		case '/', '|':
			if brackets == 0 && parens == 0 {
				levels = append(levels, s[from:i])
				from = i + 1
				if c == '|' {
					list = append(list, levels)
					levels = nil
				}
			}
		}
	}
	return append(list, append(levels, s[from:]))
}

// matches reports whether the test with the given name's levels is named by one of the alternatives; partial: it is only
// on the way to one.
func (m *matcher) matches(list [][]string, levels []string) (ok, partial bool) {
next:
	for _, alternative := range list {
		for i, s := range levels {
			if i >= len(alternative) {
				break
			}
			if ok, _ := m.matchFunc(alternative[i], s); !ok {
				continue next
			}
		}
		return true, len(levels) < len(alternative)
	}
	return false, false
}

// fullName returns the unique name of a subtest of c, and whether it is to run.
func (m *matcher) fullName(c *common, subname string) (name string, ok, partial bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	name = subname
	if c != nil && c.level > 0 {
		name = m.unique(c.name, rewrite(subname))
	}
	levels := strings.Split(name, "/")
	ok = true
	if m.filter != nil {
		if ok, partial = m.matches(m.filter, levels); !ok {
			return name, false, false
		}
	}
	if skip, partialSkip := m.matches(m.skip, levels); skip && !partialSkip {
		return name, false, false
	}
	return name, ok, partial
}

func (m *matcher) clearSubNames() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.seen)
}

func (m *matcher) unique(parent, subname string) string {
	base := parent + "/" + subname
	for {
		n := m.seen[base]
		if n < 0 {
			panic("subtest count overflow")
		}
		m.seen[base] = n + 1
		if n == 0 && subname != "" {
			// A name like a#01 may have been given to the second test called a.
			prefix, k := subtestNumber(base)
			if len(prefix) < len(base) && k < m.seen[prefix] {
				continue
			}
			return base
		}
		if name := fmt.Sprintf("%s#%02d", base, n); m.seen[name] == 0 {
			return name
		}
	}
}

// subtestNumber splits a name that may have been made unique.
func subtestNumber(s string) (prefix string, n int32) {
	i := strings.LastIndex(s, "#")
	if i < 0 {
		return s, 0
	}
	prefix, digits := s[:i], s[i+1:]
	if len(digits) < 2 || (len(digits) > 2 && digits[0] == '0') || (digits == "00" && !strings.HasSuffix(prefix, "/")) {
		return s, 0
	}
	v, err := strconv.ParseInt(digits, 10, 32)
	if err != nil || v < 0 {
		return s, 0
	}
	return prefix, int32(v)
}

// rewrite makes a name of printable characters without spaces.
func rewrite(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b []byte
	for _, r := range s {
		switch {
		case isSpace(r):
			b = append(b, '_')
		case !strconv.IsPrint(r):
			q := strconv.QuoteRune(r)
			b = append(b, q[1:len(q)-1]...)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(b)
}

func isSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}
