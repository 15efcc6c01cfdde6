package regexp

import (
	"internal/rt"
	"io"
)

func groupStrings(s string, m []int) []string {
	if m == nil {
		return nil
	}
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return out
}

func groupBytes(b []byte, m []int) [][]byte {
	if m == nil {
		return nil
	}
	out := make([][]byte, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = b[m[2*i]:m[2*i+1]:m[2*i+1]]
		}
	}
	return out
}

// FindReaderIndex returns the place of the first match in the text of r, nil if there is none.
func (re *Regexp) FindReaderIndex(r io.RuneReader) (loc []int) { return re.exec(readAll(r), 1) }

// FindReaderSubmatchIndex returns the places of the first match in the text of r and of its groups.
func (re *Regexp) FindReaderSubmatchIndex(r io.RuneReader) []int {
	return re.exec(readAll(r), len(re.names))
}

// Find returns the first match, nil if there is none.
func (re *Regexp) Find(b []byte) []byte {
	m := re.exec(rt.StringOf(b), 1)
	if m == nil {
		return nil
	}
	return b[m[0]:m[1]:m[1]]
}

// FindIndex returns the place of the first match, nil if there is none.
func (re *Regexp) FindIndex(b []byte) (loc []int) { return re.exec(rt.StringOf(b), 1) }

// FindSubmatch returns the first match and its groups.
func (re *Regexp) FindSubmatch(b []byte) [][]byte {
	m := re.exec(rt.StringOf(b), len(re.names))
	return groupBytes(b, m)
}

// FindSubmatchIndex returns the places of the first match and its groups, -1 for groups without a match.
func (re *Regexp) FindSubmatchIndex(b []byte) []int { return re.exec(rt.StringOf(b), len(re.names)) }

// FindAll returns the first n matches, all if n < 0.
func (re *Regexp) FindAll(b []byte, n int) [][]byte {
	var out [][]byte
	re.all(rt.StringOf(b), n, 1, func(m []int) { out = append(out, b[m[0]:m[1]:m[1]]) })
	return out
}

// FindAllIndex returns the places of the first n matches, all if n < 0.
func (re *Regexp) FindAllIndex(b []byte, n int) [][]int {
	var out [][]int
	re.all(rt.StringOf(b), n, 1, func(m []int) { out = append(out, m) })
	return out
}

// FindAllSubmatch returns the first n matches with their groups, all if n < 0.
func (re *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte {
	var out [][][]byte
	re.all(rt.StringOf(b), n, len(re.names), func(m []int) { out = append(out, groupBytes(b, m)) })
	return out
}

// FindAllSubmatchIndex returns the places of the first n matches and their groups, all if n < 0.
func (re *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int {
	var out [][]int
	re.all(rt.StringOf(b), n, len(re.names), func(m []int) { out = append(out, m) })
	return out
}

// FindString returns the first match, "" if there is none.
func (re *Regexp) FindString(s string) string {
	m := re.exec(s, 1)
	if m == nil {
		return ""
	}
	return s[m[0]:m[1]]
}

// FindStringIndex returns the place of the first match, nil if there is none.
func (re *Regexp) FindStringIndex(s string) (loc []int) { return re.exec(s, 1) }

// FindStringSubmatch returns the first match and its groups.
func (re *Regexp) FindStringSubmatch(s string) []string {
	m := re.exec(s, len(re.names))
	return groupStrings(s, m)
}

// FindStringSubmatchIndex returns the places of the first match and its groups, -1 for groups without a match.
func (re *Regexp) FindStringSubmatchIndex(s string) []int { return re.exec(s, len(re.names)) }

// FindAllString returns the first n matches, all if n < 0.
func (re *Regexp) FindAllString(s string, n int) []string {
	var out []string
	re.all(s, n, 1, func(m []int) { out = append(out, s[m[0]:m[1]]) })
	return out
}

// FindAllStringIndex returns the places of the first n matches, all if n < 0.
func (re *Regexp) FindAllStringIndex(s string, n int) [][]int {
	var out [][]int
	re.all(s, n, 1, func(m []int) { out = append(out, m) })
	return out
}

// FindAllStringSubmatch returns the first n matches with their groups, all if n < 0.
func (re *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	var out [][]string
	re.all(s, n, len(re.names), func(m []int) { out = append(out, groupStrings(s, m)) })
	return out
}

// FindAllStringSubmatchIndex returns the places of the first n matches and their groups, all if n < 0.
func (re *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	var out [][]int
	re.all(s, n, len(re.names), func(m []int) { out = append(out, m) })
	return out
}
