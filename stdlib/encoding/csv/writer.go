package csv

import (
	"bufio"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Writer writes records as lines of fields, quoted where needed.
type Writer struct {
	Comma   rune // between fields
	UseCRLF bool // lines end with \r\n
	w       *bufio.Writer
}

// NewWriter returns a Writer to w.
func NewWriter(w io.Writer) *Writer { return &Writer{Comma: ',', w: bufio.NewWriter(w)} }

// Write writes one record; it is buffered until Flush.
func (w *Writer) Write(record []string) error {
	if !validDelim(w.Comma) {
		return errInvalidDelim
	}
	var err error
	for i, field := range record {
		if i > 0 {
			if _, err = w.w.WriteRune(w.Comma); err != nil {
				return err
			}
		}
		if w.needsQuotes(field) {
			err = w.writeQuoted(field)
		} else {
			_, err = w.w.WriteString(field)
		}
		if err != nil {
			return err
		}
	}
	return w.endLine()
}

func (w *Writer) endLine() error {
	if w.UseCRLF {
		_, err := w.w.WriteString("\r\n")
		return err
	}
	return w.w.WriteByte('\n')
}

func (w *Writer) writeQuoted(field string) error {
	if err := w.w.WriteByte('"'); err != nil {
		return err
	}
	for field != "" {
		i := strings.IndexAny(field, "\"\r\n")
		if i < 0 {
			i = len(field)
		}
		if _, err := w.w.WriteString(field[:i]); err != nil {
			return err
		}
		if i == len(field) {
			break
		}
		var err error
		switch field[i] {
		case '"':
			_, err = w.w.WriteString(`""`)
		case '\r':
			if !w.UseCRLF {
				err = w.w.WriteByte('\r')
			}
		case '\n':
			err = w.endLine()
		}
		if err != nil {
			return err
		}
		field = field[i+1:]
	}
	return w.w.WriteByte('"')
}

// needsQuotes: fields with a delimiter, quote or line end, those that begin with a space, and \. for Postgres.
func (w *Writer) needsQuotes(field string) bool {
	if field == "" {
		return false
	}
	if field == `\.` || strings.ContainsAny(field, "\"\r\n") || strings.ContainsRune(field, w.Comma) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(field)
	return unicode.IsSpace(r)
}

// Flush writes what is buffered; Error tells whether that went well.
func (w *Writer) Flush() { w.w.Flush() }

// Error returns the error of an earlier Write or Flush.
func (w *Writer) Error() error {
	_, err := w.w.Write(nil)
	return err
}

// WriteAll writes all records and flushes.
func (w *Writer) WriteAll(records [][]string) error {
	for _, r := range records {
		if err := w.Write(r); err != nil {
			return err
		}
	}
	return w.w.Flush()
}
