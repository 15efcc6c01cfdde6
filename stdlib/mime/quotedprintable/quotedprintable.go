// Package quotedprintable reads and writes the quoted-printable encoding of RFC 2045.
package quotedprintable

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// Reader decodes. It takes more than the RFC allows: lines may end with LF alone, and what is no escape stands for itself.
type Reader struct {
	r    *bufio.Reader
	err  error  // of r, after line
	line []byte // the rest of the current line
}

// NewReader returns a reader of what r has in quoted-printable.
func NewReader(r io.Reader) *Reader { return &Reader{r: bufio.NewReader(r)} }

// Read reads decoded bytes.
func (r *Reader) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if len(r.line) == 0 {
			if r.err != nil {
				return n, r.err
			}
			r.nextLine()
			continue
		}
		c := r.line[0]
		used := 1
		switch {
		case c == '=':
			v, err := hexByte(r.line[1:])
			if err == nil {
				c, used = v, 3
			} else if len(r.line) < 2 || r.line[1] == '\r' || r.line[1] == '\n' {
				return n, err
			}
		case c == '\t' || c == '\r' || c == '\n' || c >= 0x80:
		case c < ' ' || c > '~':
			return n, fmt.Errorf("quotedprintable: invalid unescaped byte 0x%02x in body", c)
		}
		p[n] = c
		n++
		r.line = r.line[used:]
	}
	return n, nil
}

// nextLine reads a line, and takes off it white space at its end and soft line breaks.
func (r *Reader) nextLine() {
	var whole []byte
	whole, r.err = r.r.ReadSlice('\n')
	r.line = bytes.TrimRight(whole, "\n\r \t")
	ending := whole[len(r.line):]
	if bytes.HasSuffix(r.line, []byte("=")) {
		r.line = r.line[:len(r.line)-1]
		ending = bytes.TrimLeft(ending, " \t")
		atEnd := len(ending) == 0 && len(r.line) > 0 && r.err == io.EOF
		if !bytes.HasPrefix(ending, []byte("\n")) && !bytes.HasPrefix(ending, []byte("\r\n")) && !atEnd {
			r.err = fmt.Errorf("quotedprintable: invalid bytes after =: %q", ending)
		}
	} else if bytes.HasSuffix(whole, []byte("\r\n")) {
		r.line = append(r.line, "\r\n"...)
	} else if bytes.HasSuffix(whole, []byte("\n")) {
		r.line = append(r.line, '\n')
	}
}

func hexByte(s []byte) (byte, error) {
	if len(s) < 2 {
		return 0, io.ErrUnexpectedEOF
	}
	var v byte
	for _, c := range s[:2] {
		switch {
		case '0' <= c && c <= '9':
			v = v<<4 | (c - '0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			v = v<<4 | (c | 0x20 - 'a' + 10)
		default:
			return 0, fmt.Errorf("quotedprintable: invalid hex byte 0x%02x", c)
		}
	}
	return v, nil
}

// maxLine is how long lines may be, without their end.
const maxLine = 76

// Writer encodes.
type Writer struct {
	// Binary says that line ends are data, and are escaped as such.
	Binary bool

	w       io.Writer
	line    [maxLine + 2]byte
	n       int  // of line
	afterCR bool // the last byte was a CR, whose line end has been written
}

// NewWriter returns a writer of quoted-printable to w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Write encodes p. Lines are written when they are complete.
func (w *Writer) Write(p []byte) (n int, err error) {
	for i, c := range p {
		plain := '!' <= c && c <= '~' && c != '=' || c == ' ' || c == '\t'
		switch {
		case plain:
			err = w.plain(c)
		case !w.Binary && (c == '\r' || c == '\n'):
			err = w.lineEnd(c)
		default:
			err = w.escape(c)
		}
		if err != nil {
			return i, err
		}
	}
	return len(p), nil
}

// Close writes what is left of the last line. It does not close what is written to.
func (w *Writer) Close() error {
	if err := w.escapeLastBlank(); err != nil {
		return err
	}
	return w.flush()
}

func (w *Writer) plain(c byte) error {
	if w.n == maxLine-1 {
		if err := w.softBreak(); err != nil {
			return err
		}
	}
	w.line[w.n] = c
	w.n++
	w.afterCR = false
	return nil
}

func (w *Writer) escape(c byte) error {
	if w.n > maxLine-1-3 {
		if err := w.softBreak(); err != nil {
			return err
		}
	}
	const hex = "0123456789ABCDEF"
	w.line[w.n], w.line[w.n+1], w.line[w.n+2] = '=', hex[c>>4], hex[c&15]
	w.n += 3
	return nil
}

func (w *Writer) lineEnd(c byte) error {
	if c == '\n' && w.afterCR {
		w.afterCR = false
		return nil
	}
	if c == '\r' {
		w.afterCR = true
	}
	if err := w.escapeLastBlank(); err != nil {
		return err
	}
	return w.endLine()
}

// escapeLastBlank escapes white space at the end of the line, where it may get lost.
func (w *Writer) escapeLastBlank() error {
	if w.n == 0 || w.line[w.n-1] != ' ' && w.line[w.n-1] != '\t' {
		return nil
	}
	w.n--
	return w.escape(w.line[w.n])
}

func (w *Writer) softBreak() error {
	w.line[w.n] = '='
	w.n++
	return w.endLine()
}

func (w *Writer) endLine() error {
	w.line[w.n], w.line[w.n+1] = '\r', '\n'
	w.n += 2
	return w.flush()
}

func (w *Writer) flush() error {
	_, err := w.w.Write(w.line[:w.n])
	if err == nil {
		w.n = 0
	}
	return err
}
