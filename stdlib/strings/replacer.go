package strings

import (
	"io"
	"sync"
)

// Replacer replaces several texts at once. It is safe for concurrent use.
type Replacer struct {
	once  sync.Once
	pairs []string
	first *[256][]int // by first byte, indexes of pairs in order of preference
	empty int         // index of the pair with an empty old text, or -1
}

// NewReplacer returns a Replacer of pairs old, new; of pairs that match at a place the first wins.
func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	return &Replacer{pairs: append([]string(nil), oldnew...)}
}

func (r *Replacer) build() {
	r.empty = -1
	r.first = new([256][]int)
	for i := 0; i < len(r.pairs); i += 2 {
		old := r.pairs[i]
		if old != "" {
			r.first[old[0]] = append(r.first[old[0]], i)
		} else if r.empty < 0 {
			r.empty = i
		}
	}
}

// match returns the pair that applies at s[i:], or -1. canEmpty: an empty old text may match here.
func (r *Replacer) match(s string, i int, canEmpty bool) int {
	best := -1
	if i < len(s) {
		for _, k := range r.first[s[i]] {
			if HasPrefix(s[i:], r.pairs[k]) {
				best = k
				break
			}
		}
	}
	if canEmpty && r.empty >= 0 && (best < 0 || r.empty < best) {
		return r.empty
	}
	return best
}

// Replace returns s with all replacements done.
func (r *Replacer) Replace(s string) string {
	var b Builder
	if !r.run(s, func(t string) error { b.WriteString(t); return nil }) {
		return s
	}
	return b.String()
}

// run hands the pieces of the result to put; false: there was nothing to replace, and put was not called.
func (r *Replacer) run(s string, put func(string) error) bool {
	r.once.Do(r.build)
	last, found, afterEmpty := 0, false, false
	for i := 0; i <= len(s); {
		if i < len(s) && r.empty < 0 && len(r.first[s[i]]) == 0 {
			i++
			continue
		}
		k := r.match(s, i, !afterEmpty)
		afterEmpty = k >= 0 && r.pairs[k] == ""
		if k < 0 {
			i++
			continue
		}
		found = true
		if last < i && put(s[last:i]) != nil {
			return true
		}
		if t := r.pairs[k+1]; t != "" && put(t) != nil {
			return true
		}
		i += len(r.pairs[k])
		last = i
	}
	if !found {
		return false
	}
	if last < len(s) {
		put(s[last:])
	}
	return true
}

// WriteString writes s with all replacements done to w.
func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	put := func(t string) error {
		var m int
		m, err = io.WriteString(w, t)
		n += m
		return err
	}
	if !r.run(s, put) {
		put(s)
	}
	return n, err
}
