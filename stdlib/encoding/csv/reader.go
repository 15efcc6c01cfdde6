// Package csv reads and writes comma-separated values (RFC 4180).
package csv

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// ParseError says where a record is wrong. Lines and columns count from 1, columns in bytes.
type ParseError struct {
	StartLine int // where the record begins
	Line      int // where the error is
	Column    int
	Err       error
}

func (e *ParseError) Error() string {
	switch {
	case e.Err == ErrFieldCount:
		return fmt.Sprintf("record on line %d: %v", e.Line, e.Err)
	case e.StartLine != e.Line:
		return fmt.Sprintf("record on line %d; parse error on line %d, column %d: %v", e.StartLine, e.Line, e.Column, e.Err)
	}
	return fmt.Sprintf("parse error on line %d, column %d: %v", e.Line, e.Column, e.Err)
}

// Unwrap returns e.Err.
func (e *ParseError) Unwrap() error { return e.Err }

// What ParseError.Err may be. ErrTrailingComma is not used any more.
var (
	ErrBareQuote     = errors.New("bare \" in non-quoted-field")
	ErrQuote         = errors.New("extraneous or missing \" in quoted-field")
	ErrFieldCount    = errors.New("wrong number of fields")
	ErrTrailingComma = errors.New("extra delimiter at end of line")
)

var errInvalidDelim = errors.New("csv: invalid field or comment delimiter")

func validDelim(r rune) bool {
	return r != 0 && r != '"' && r != '\r' && r != '\n' && utf8.ValidRune(r) && r != utf8.RuneError
}

// Reader reads records. Its exported fields may be changed before the first Read.
type Reader struct {
	Comma            rune // between fields; ','
	Comment          rune // lines that begin with it are skipped; 0: none
	FieldsPerRecord  int  // how many there must be; 0: as many as in the first record; negative: any number
	LazyQuotes       bool // quotes may stand within unquoted fields and alone in quoted ones
	TrimLeadingSpace bool // white space before a field does not count
	ReuseRecord      bool // Read may return the slice of the call before
	TrailingComma    bool // not used any more

	r      *bufio.Reader
	line   int   // lines read
	offset int64 // bytes read
	long   []byte
	text   []byte  // the fields of the record, one after the other
	fields []field // where they end in text, where they began in the input
	last   []string
}

type field struct {
	end          int
	line, column int
}

// NewReader returns a Reader from r.
func NewReader(r io.Reader) *Reader { return &Reader{Comma: ',', r: bufio.NewReader(r)} }

// Read returns the next record, or io.EOF. With ErrFieldCount it returns the record too.
func (r *Reader) Read() (record []string, err error) {
	if !r.ReuseRecord {
		return r.read(nil)
	}
	r.last, err = r.read(r.last)
	return r.last, err
}

// FieldPos returns line and column where a field of the record read last begins.
func (r *Reader) FieldPos(field int) (line, column int) {
	if field < 0 || field >= len(r.fields) {
		panic("out of range index passed to FieldPos")
	}
	return r.fields[field].line, r.fields[field].column
}

// InputOffset returns the number of bytes up to the end of the record read last.
func (r *Reader) InputOffset() int64 { return r.offset }

// ReadAll returns the remaining records.
func (r *Reader) ReadAll() (records [][]string, err error) {
	for {
		record, err := r.read(nil)
		if err == io.EOF {
			return records, nil
		}
		if err != nil {
			return nil, err
		}
		records = append(records, record)
	}
}

// readLine returns a line with its '\n', before which a '\r' is dropped; also a '\r' at the very end of the input.
func (r *Reader) readLine() ([]byte, error) {
	line, err := r.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		r.long = append(r.long[:0], line...)
		for err == bufio.ErrBufferFull {
			line, err = r.r.ReadSlice('\n')
			r.long = append(r.long, line...)
		}
		line = r.long
	}
	n := len(line)
	r.line++
	r.offset += int64(n)
	if n > 0 && err == io.EOF {
		err = nil
		if line[n-1] == '\r' {
			line = line[:n-1]
		}
	}
	if n := len(line); n >= 2 && line[n-2] == '\r' && line[n-1] == '\n' {
		line[n-2] = '\n'
		line = line[:n-1]
	}
	return line, err
}

// lineEnd returns 1 if b ends with a newline, else 0.
func lineEnd(b []byte) int {
	if len(b) > 0 && b[len(b)-1] == '\n' {
		return 1
	}
	return 0
}

func first(b []byte) rune {
	r, _ := utf8.DecodeRune(b)
	return r
}

func (r *Reader) read(dst []string) ([]string, error) {
	if r.Comma == r.Comment || !validDelim(r.Comma) || r.Comment != 0 && !validDelim(r.Comment) {
		return nil, errInvalidDelim
	}
	var line []byte
	var readErr error
	for {
		line, readErr = r.readLine()
		skip := r.Comment != 0 && first(line) == r.Comment || readErr == nil && len(line) == lineEnd(line)
		if !skip || readErr != nil {
			if skip {
				line = nil
			}
			break
		}
	}
	if readErr == io.EOF {
		return nil, io.EOF
	}
	start := r.line
	err := r.parse(line, readErr)

	text := string(r.text)
	if cap(dst) < len(r.fields) {
		dst = make([]string, len(r.fields))
	}
	dst = dst[:len(r.fields)]
	at := 0
	for i, f := range r.fields {
		dst[i] = text[at:f.end]
		at = f.end
	}
	if r.FieldsPerRecord == 0 {
		r.FieldsPerRecord = len(dst)
	} else if r.FieldsPerRecord > 0 && len(dst) != r.FieldsPerRecord && err == nil {
		err = &ParseError{StartLine: start, Line: start, Column: 1, Err: ErrFieldCount}
	}
	return dst, err
}

// parse splits a record that begins with line into r.text and r.fields, and reads more lines where quotes demand it.
func (r *Reader) parse(line []byte, readErr error) error {
	start, row, column := r.line, r.line, 1
	r.text, r.fields = r.text[:0], r.fields[:0]
	comma := utf8.RuneLen(r.Comma)
	for {
		if r.TrimLeadingSpace {
			i := bytes.IndexFunc(line, func(c rune) bool { return !unicode.IsSpace(c) })
			if i < 0 {
				i = len(line)
				column -= lineEnd(line)
			}
			line = line[i:]
			column += i
		}
		f := field{line: row, column: column}
		if len(line) == 0 || line[0] != '"' {
			i := bytes.IndexRune(line, r.Comma)
			text := line
			if i >= 0 {
				text = line[:i]
			} else {
				text = line[:len(line)-lineEnd(line)]
			}
			if !r.LazyQuotes {
				if k := bytes.IndexByte(text, '"'); k >= 0 {
					return &ParseError{StartLine: start, Line: r.line, Column: column + k, Err: ErrBareQuote}
				}
			}
			r.text = append(r.text, text...)
			f.end = len(r.text)
			r.fields = append(r.fields, f)
			if i < 0 {
				return readErr
			}
			line = line[i+comma:]
			column += i + comma
			continue
		}
		line = line[1:]
		column++
		more := false // a comma follows the field
		for closed := false; !closed; {
			i := bytes.IndexByte(line, '"')
			switch {
			case i >= 0:
				r.text = append(r.text, line[:i]...)
				line = line[i+1:]
				column += i + 1
				switch c := first(line); {
				case c == '"':
					r.text = append(r.text, '"')
					line = line[1:]
					column++
				case c == r.Comma:
					line = line[comma:]
					column += comma
					closed, more = true, true
				case lineEnd(line) == len(line):
					closed = true
				case r.LazyQuotes:
					r.text = append(r.text, '"')
				default:
					return &ParseError{StartLine: start, Line: r.line, Column: column - 1, Err: ErrQuote}
				}
			case len(line) > 0:
				r.text = append(r.text, line...)
				if readErr != nil {
					return readErr
				}
				column += len(line)
				line, readErr = r.readLine()
				if len(line) > 0 {
					row++
					column = 1
				}
				if readErr == io.EOF {
					readErr = nil
				}
			default:
				if !r.LazyQuotes && readErr == nil {
					return &ParseError{StartLine: start, Line: row, Column: column, Err: ErrQuote}
				}
				closed = true
			}
		}
		f.end = len(r.text)
		r.fields = append(r.fields, f)
		if !more {
			return readErr
		}
	}
}
