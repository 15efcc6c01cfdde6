// Package iotest has readers and writers for tests.
package iotest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
)

// reader is a Reader that is a function.
type reader func(p []byte) (int, error)

func (r reader) Read(p []byte) (int, error) { return r(p) }

// writer is a Writer that is a function.
type writer func(p []byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// logged logs a call of f.
func logged(prefix string, f func([]byte) (int, error)) func([]byte) (int, error) {
	return func(p []byte) (int, error) {
		n, err := f(p)
		if err != nil {
			log.Printf("%s %x: %v", prefix, p[:n], err)
		} else {
			log.Printf("%s %x", prefix, p[:n])
		}
		return n, err
	}
}

// NewWriteLogger returns a Writer that writes to w, and logs what.
func NewWriteLogger(prefix string, w io.Writer) io.Writer { return writer(logged(prefix, w.Write)) }

// NewReadLogger returns a Reader that reads from r, and logs what.
func NewReadLogger(prefix string, r io.Reader) io.Reader { return reader(logged(prefix, r.Read)) }

// OneByteReader returns a Reader that reads one byte at a time.
func OneByteReader(r io.Reader) io.Reader {
	return reader(func(p []byte) (int, error) {
		if len(p) == 0 {
			return 0, nil
		}
		return r.Read(p[:1])
	})
}

// HalfReader returns a Reader that reads half as much as it is asked for.
func HalfReader(r io.Reader) io.Reader {
	return reader(func(p []byte) (int, error) { return r.Read(p[:(len(p)+1)/2]) })
}

// DataErrReader returns a Reader that returns an error, such as io.EOF, with the last data, not after it.
func DataErrReader(r io.Reader) io.Reader {
	buf := make([]byte, 1024)
	var left []byte
	return reader(func(p []byte) (n int, err error) {
		for {
			if len(left) == 0 {
				var got int
				got, err = r.Read(buf)
				left = buf[:got]
			}
			if n > 0 || err != nil {
				return n, err
			}
			n = copy(p, left)
			left = left[n:]
		}
	})
}

// ErrTimeout is the error of TimeoutReader.
var ErrTimeout = errors.New("timeout")

// TimeoutReader returns a Reader whose second Read returns ErrTimeout.
func TimeoutReader(r io.Reader) io.Reader {
	calls := 0
	return reader(func(p []byte) (int, error) {
		if calls++; calls == 2 {
			return 0, ErrTimeout
		}
		return r.Read(p)
	})
}

// ErrReader returns a Reader whose Read returns err.
func ErrReader(err error) io.Reader { return reader(func([]byte) (int, error) { return 0, err }) }

// TruncateWriter returns a Writer that writes n bytes to w, and nothing after them.
func TruncateWriter(w io.Writer, n int64) io.Writer {
	return writer(func(p []byte) (int, error) {
		if n <= 0 {
			return len(p), nil
		}
		written, err := w.Write(p[:min(int64(len(p)), n)])
		n -= int64(written)
		if err == nil {
			written = len(p)
		}
		return written, err
	})
}

// readSmall reads all of r, by 1, 2 and 3 bytes in turn.
func readSmall(r io.Reader) ([]byte, error) {
	size, offset := 0, 0
	return io.ReadAll(reader(func(p []byte) (int, error) {
		if len(p) == 0 {
			return 0, nil
		}
		size = size%3 + 1
		n, err := r.Read(p[:min(size, len(p))])
		if err != nil && err != io.EOF {
			err = fmt.Errorf("Read(%d bytes at offset %d): %v", n, offset, err)
		}
		offset += n
		return n, err
	}))
}

// TestReader reports what is wrong with a Reader that should read content, also with its Seek and ReadAt if it has them.
func TestReader(r io.Reader, content []byte) error {
	if len(content) > 0 {
		if n, err := r.Read(nil); n != 0 || err != nil {
			return fmt.Errorf("Read(0) = %d, %v, want 0, nil", n, err)
		}
	}
	data, err := readSmall(r)
	if err != nil {
		return err
	}
	if !bytes.Equal(data, content) {
		return fmt.Errorf("ReadAll(small amounts) = %q\n\twant %q", data, content)
	}
	if n, err := r.Read(make([]byte, 10)); n != 0 || err != io.EOF {
		return fmt.Errorf("Read(10) at EOF = %v, %v, want 0, EOF", n, err)
	}
	if s, ok := r.(io.ReadSeeker); ok {
		if err := testSeek(s, content); err != nil {
			return err
		}
	}
	if a, ok := r.(io.ReaderAt); ok {
		return testReadAt(a, content)
	}
	return nil
}

func testSeek(r io.ReadSeeker, content []byte) error {
	size, third := len(content), len(content)/3
	// seek moves, and complains in the words of what was before.
	seek := func(offset, whence, want int, from string, shown int) error {
		off, err := r.Seek(int64(offset), whence)
		if off == int64(want) && err == nil {
			return nil
		}
		return fmt.Errorf("Seek(%s) from %s = %d, %v, want %d, nil", fmt.Sprintf("%d, %d", shown, whence), from, off, err, want)
	}
	if err := seek(0, 1, size, "EOF", 0); err != nil {
		return err
	}
	middle := size - third
	if middle > 0 {
		if off, err := r.Seek(-1, 1); off != int64(size-1) || err != nil {
			return fmt.Errorf("Seek(-1, 1) from EOF = %d, %v, want %d, nil", -off, err, size-1)
		}
		if err := seek(-third, 1, middle-1, fmt.Sprint(size-1), -third); err != nil {
			return err
		}
		if off, err := r.Seek(+1, 1); off != int64(middle) || err != nil {
			return fmt.Errorf("Seek(+1, 1) from %d = %d, %v, want %d, nil", middle-1, off, err, middle)
		}
	}
	if err := seek(0, 1, middle, fmt.Sprint(middle), 0); err != nil {
		return err
	}
	// rest reads up to the end, which must be content from a place on.
	rest := func(from int, read func(io.Reader) ([]byte, error)) error {
		data, err := read(r)
		if err != nil {
			return fmt.Errorf("ReadAll from offset %d: %v", from, err)
		}
		if !bytes.Equal(data, content[from:]) {
			return fmt.Errorf("ReadAll from offset %d = %q\n\twant %q", from, data, content[from:])
		}
		return nil
	}
	if err := rest(middle, readSmall); err != nil {
		return err
	}
	if err := seek(middle/2, 0, middle/2, "EOF", middle/2); err != nil {
		return err
	}
	if err := seek(-third, 2, middle, fmt.Sprint(middle/2), -third); err != nil {
		return err
	}
	if err := rest(middle, readSmall); err != nil {
		return err
	}
	if err := seek(middle/2, 0, middle/2, "EOF", middle/2); err != nil {
		return err
	}
	return rest(middle/2, io.ReadAll)
}

func testReadAt(r io.ReaderAt, content []byte) error {
	size := len(content)
	data := make([]byte, size, size+1)
	spoil := func() {
		for i := range data {
			data[i] = 0xfe
		}
	}
	for _, more := range []int{0, 1} {
		spoil()
		n, err := r.ReadAt(data[:size+more], 0)
		if n != size || err != io.EOF && (more > 0 || err != nil) {
			want := "nil or EOF"
			if more > 0 {
				want = "EOF"
			}
			return fmt.Errorf("ReadAt(%d, 0) = %v, %v, want %d, %s", size+more, n, err, size, want)
		}
		if !bytes.Equal(data, content) {
			return fmt.Errorf("ReadAt(%d, 0) = %q\n\twant %q", size, data, content)
		}
		if more == 0 {
			if n, err := r.ReadAt(data[:min(1, size)], int64(size)); size > 0 && (n != 0 || err != io.EOF) {
				return fmt.Errorf("ReadAt(1, %d) = %v, %v, want 0, EOF", size, n, err)
			}
		}
	}
	spoil()
	for i := range data {
		n, err := r.ReadAt(data[i:i+1], int64(i))
		last := i == size-1
		if n != 1 || err != nil && (!last || err != io.EOF) {
			want := "nil"
			if last {
				want = "nil or EOF"
			}
			return fmt.Errorf("ReadAt(1, %d) = %v, %v, want 1, %s", i, n, err, want)
		}
		if data[i] != content[i] {
			return fmt.Errorf("ReadAt(1, %d) = %q want %q", i, data[i:i+1], content[i:i+1])
		}
	}
	return nil
}
