// Package tabwriter aligns columns of text: cells end with tabs, and a column is a run of adjacent lines that have such a
// cell at the same place ("elastic tabstops").
package tabwriter

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// Flags of a Writer.
const (
	// FilterHTML: tags count as nothing and entities as one character.
	FilterHTML uint = 1 << iota
	// StripEscape: the Escape characters around escaped text are not written.
	StripEscape
	// AlignRight: padding stands before the text.
	AlignRight
	// DiscardEmptyColumns: columns of empty cells that all end with \v, not \t, take no room.
	DiscardEmptyColumns
	// TabIndent: leading empty cells become tabs.
	TabIndent
	// Debug: a bar between columns, and --- at a form feed.
	Debug
)

// Escape stands before and after text that is taken as it is.
const Escape = '\xff'

// cell is a piece of Writer.text; all cells of a line but the last end with a tab.
type cell struct {
	size  int  // in bytes
	width int  // in characters, what does not count left out
	hard  bool // ends with \t
}

// Writer is a filter that aligns what is written to it. Text is kept until the width of its columns is known.
type Writer struct {
	out                         io.Writer
	minWidth, tabWidth, padding int
	padChar                     byte
	flags                       uint

	text    []byte   // of all cells
	counted int      // bytes of text that cell.width counts
	cell    cell     // the one being written
	closing byte     // what ends the escaped text, tag or entity that text ends with; 0: none
	lines   [][]cell // at least one
	widths  []int    // of the columns that enclose the block being formatted
}

// NewWriter returns a Writer to output; see Init.
func NewWriter(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	return new(Writer).Init(output, minwidth, tabwidth, padding, padchar, flags)
}

// Init prepares b: the least width of a cell, padding included; the width of a tab; the padding added to the widest cell
// of a column; the padding character ('\t': columns are made of tabs); flags.
func (b *Writer) Init(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	if minwidth < 0 || tabwidth < 0 || padding < 0 {
		panic("negative minwidth, tabwidth, or padding")
	}
	if padchar == '\t' {
		flags &^= AlignRight
	}
	*b = Writer{out: output, minWidth: minwidth, tabWidth: tabwidth, padding: padding, padChar: padchar, flags: flags}
	b.reset()
	return b
}

func (b *Writer) reset() {
	b.text = b.text[:0]
	b.counted = 0
	b.cell = cell{}
	b.closing = 0
	b.lines = append(b.lines[:0], nil)
	b.widths = b.widths[:0]
}

// failure carries an error of the output to the method that was called.
type failure struct{ err error }

func (b *Writer) put(p []byte) {
	n, err := b.out.Write(p)
	if n != len(p) && err == nil {
		err = io.ErrShortWrite
	}
	if err != nil {
		panic(failure{err})
	}
}

func (b *Writer) guard(err *error, op string) {
	e := recover()
	if e == nil {
		return
	}
	if op == "Flush" {
		b.reset()
	}
	f, ok := e.(failure)
	if !ok {
		panic(fmt.Sprintf("tabwriter: panic during %s (%v)", op, e))
	}
	*err = f.err
}

func (b *Writer) pad(width, cellWidth int, tabs bool) {
	if b.padChar != '\t' && !tabs {
		b.put(bytes.Repeat([]byte{b.padChar}, cellWidth-width))
		return
	}
	if b.tabWidth == 0 {
		return
	}
	up := func(n int) int { return (n + b.tabWidth - 1) / b.tabWidth }
	b.put(bytes.Repeat([]byte{'\t'}, up(up(cellWidth)*b.tabWidth-width)))
}

// writeLines writes lines from up to to, whose text begins at pos, and returns where it ends.
func (b *Writer) writeLines(pos, from, to int) int {
	for i := from; i < to; i++ {
		tabs := b.flags&TabIndent != 0
		for k, c := range b.lines[i] {
			if k > 0 && b.flags&Debug != 0 {
				b.put([]byte{'|'})
			}
			inColumn := k < len(b.widths)
			if c.size == 0 {
				if inColumn {
					b.pad(c.width, b.widths[k], tabs)
				}
				continue
			}
			tabs = false
			if inColumn && b.flags&AlignRight != 0 {
				b.pad(c.width, b.widths[k], false)
			}
			b.put(b.text[pos : pos+c.size])
			pos += c.size
			if inColumn && b.flags&AlignRight == 0 {
				b.pad(c.width, b.widths[k], false)
			}
		}
		if i+1 < len(b.lines) {
			b.put([]byte{'\n'})
		} else {
			b.put(b.text[pos : pos+b.cell.size])
			pos += b.cell.size
		}
	}
	return pos
}

// format writes lines from up to to, in which the columns before len(b.widths) are settled.
func (b *Writer) format(pos, from, to int) int {
	column := len(b.widths)
	has := func(line int) bool { return column < len(b.lines[line])-1 }
	for i := from; i < to; i++ {
		if !has(i) {
			continue
		}
		pos = b.writeLines(pos, from, i)
		from = i
		width, empty := b.minWidth, true
		for ; i < to && has(i); i++ {
			c := b.lines[i][column]
			width = max(width, c.width+b.padding)
			empty = empty && c.width == 0 && !c.hard
		}
		if empty && b.flags&DiscardEmptyColumns != 0 {
			width = 0
		}
		b.widths = append(b.widths, width)
		pos = b.format(pos, from, i)
		b.widths = b.widths[:column]
		from = i
	}
	return b.writeLines(pos, from, to)
}

func (b *Writer) add(p []byte) {
	b.text = append(b.text, p...)
	b.cell.size += len(p)
}

func (b *Writer) count() {
	b.cell.width += utf8.RuneCount(b.text[b.counted:])
	b.counted = len(b.text)
}

func (b *Writer) endEscape() {
	switch b.closing {
	case Escape:
		b.count()
		if b.flags&StripEscape == 0 {
			b.cell.width -= 2
		}
	case ';':
		b.cell.width++
	}
	b.counted = len(b.text)
	b.closing = 0
}

// endCell returns the number of cells of the line.
func (b *Writer) endCell(hard bool) int {
	b.cell.hard = hard
	line := &b.lines[len(b.lines)-1]
	*line = append(*line, b.cell)
	b.cell = cell{}
	return len(*line)
}

// Flush writes what is kept, as if the text ended here.
func (b *Writer) Flush() (err error) {
	defer b.guard(&err, "Flush")
	b.flush()
	return nil
}

func (b *Writer) flush() {
	if b.cell.size > 0 {
		if b.closing != 0 {
			b.endEscape()
		}
		b.endCell(false)
	}
	b.format(0, 0, len(b.lines))
	b.reset()
}

// Write takes text; its error is one of the output.
func (b *Writer) Write(buf []byte) (n int, err error) {
	defer b.guard(&err, "Write")
	for i, c := range buf {
		if b.closing != 0 {
			if c == b.closing {
				to := i + 1
				if c == Escape && b.flags&StripEscape != 0 {
					to = i
				}
				b.add(buf[n:to])
				n = i + 1
				b.endEscape()
			}
			continue
		}
		switch c {
		case '\t', '\v', '\n', '\f':
			b.add(buf[n:i])
			b.count()
			n = i + 1
			cells := b.endCell(c == '\t')
			if c == '\t' || c == '\v' {
				break
			}
			b.lines = append(b.lines, nil)
			// A line of one cell ends all columns: what is kept can be written.
			if c == '\f' || cells == 1 {
				b.flush()
				if c == '\f' && b.flags&Debug != 0 {
					b.put([]byte("---\n"))
				}
			}
		case Escape:
			b.add(buf[n:i])
			b.count()
			n = i
			if b.flags&StripEscape != 0 {
				n++
			}
			b.closing = Escape
		case '<', '&':
			if b.flags&FilterHTML == 0 {
				break
			}
			b.add(buf[n:i])
			b.count()
			n = i
			b.closing = '>'
			if c == '&' {
				b.closing = ';'
			}
		}
	}
	b.add(buf[n:])
	return len(buf), nil
}
