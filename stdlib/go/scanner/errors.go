package scanner

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"slices"
)

// Error is an error at a place.
type Error struct {
	Pos token.Position
	Msg string
}

// Error returns the place, if there is one, and the message.
func (e Error) Error() string {
	if e.Pos.Filename != "" || e.Pos.IsValid() {
		return e.Pos.String() + ": " + e.Msg
	}
	return e.Msg
}

// ErrorList is a list of errors.
type ErrorList []*Error

// Add adds an error.
func (p *ErrorList) Add(pos token.Position, msg string) { *p = append(*p, &Error{pos, msg}) }

// Reset empties the list.
func (p *ErrorList) Reset() { *p = (*p)[:0] }

// Len returns how many errors there are.
func (p ErrorList) Len() int { return len(p) }

// Swap exchanges two errors.
func (p ErrorList) Swap(i, j int) { p[i], p[j] = p[j], p[i] }

func compare(a, b *Error) int {
	return cmp.Or(cmp.Compare(a.Pos.Filename, b.Pos.Filename), cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.Msg, b.Msg))
}

// Less compares errors by place and message.
func (p ErrorList) Less(i, j int) bool { return compare(p[i], p[j]) < 0 }

// Sort sorts by place and message.
func (p ErrorList) Sort() { slices.SortFunc(p, compare) }

// RemoveMultiples sorts the list, and leaves the first error of each line.
func (p *ErrorList) RemoveMultiples() {
	p.Sort()
	*p = slices.CompactFunc(*p, func(a, b *Error) bool { return a.Pos.Filename == b.Pos.Filename && a.Pos.Line == b.Pos.Line })
}

// Error returns the first error, and how many more there are.
func (p ErrorList) Error() string {
	switch len(p) {
	case 0:
		return "no errors"
	case 1:
		return p[0].Error()
	}
	return fmt.Sprintf("%s (and %d more errors)", p[0], len(p)-1)
}

// Err returns the list as an error, nil if it is empty.
func (p ErrorList) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// PrintError prints an error to w; a list line by line.
func PrintError(w io.Writer, err error) {
	if list, ok := err.(ErrorList); ok {
		for _, e := range list {
			fmt.Fprintf(w, "%s\n", e)
		}
	} else if err != nil {
		fmt.Fprintf(w, "%s\n", err)
	}
}
