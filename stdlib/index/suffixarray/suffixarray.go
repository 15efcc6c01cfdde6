// Package suffixarray finds substrings of a text quickly, by the sorted list of its suffixes.
package suffixarray

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"regexp"
	"slices"
	"sort"
)

// Index is a text and its sorted suffixes.
type Index struct {
	data   []byte
	sorted []int32 // where the suffixes begin
}

var errTooBig = errors.New("suffixarray: data too large")

// sortSuffixes stores where the suffixes of data begin, in their order.
func sortSuffixes(data []byte, sorted []int32)

// New makes an index of data, which must not change afterwards.
func New(data []byte) *Index {
	x := &Index{data: data, sorted: make([]int32, len(data))}
	sortSuffixes(data, x.sorted)
	return x
}

// Bytes returns the text.
func (x *Index) Bytes() []byte { return x.data }

// Lookup returns where s occurs in the text, in no particular order: n times, or everywhere if n is negative.
func (x *Index) Lookup(s []byte, n int) (result []int) {
	if len(s) == 0 || n == 0 {
		return nil
	}
	from := sort.Search(len(x.sorted), func(i int) bool { return bytes.Compare(x.data[x.sorted[i]:], s) >= 0 })
	rest := x.sorted[from:]
	count := sort.Search(len(rest), func(i int) bool { return !bytes.HasPrefix(x.data[rest[i]:], s) })
	if n >= 0 {
		count = min(count, n)
	}
	for _, at := range rest[:count] {
		result = append(result, int(at))
	}
	return result
}

// FindAllIndex returns the first n matches of r in the text, in order and not overlapping; all, if n is negative.
func (x *Index) FindAllIndex(r *regexp.Regexp, n int) (result [][]int) {
	prefix, whole := r.LiteralPrefix()
	if prefix == "" {
		return r.FindAllIndex(x.data, n)
	}
	if n == 0 {
		return nil
	}
	if !whole {
		r = regexp.MustCompile("^" + r.String())
	}
	// Of n occurrences of the prefix, in the order of suffixes, some may overlap or not match: then more are needed.
	for want := n; ; want += 2 * (n - len(result)) {
		starts := x.Lookup([]byte(prefix), want)
		slices.Sort(starts)
		result = nil
		end := 0
		for _, at := range starts {
			if len(result) == n {
				break
			}
			if at < end {
				continue
			}
			length := len(prefix)
			if !whole {
				m := r.FindIndex(x.data[at:])
				if m == nil {
					continue
				}
				length = m[1]
			}
			end = at + length
			result = append(result, []int{at, end})
		}
		if len(result) >= n || len(starts) != want {
			return result
		}
	}
}

// An index is stored as the length of the text, the text, and blocks of at most blockSize bytes that hold the sorted list: each
// the number of its bytes, then numbers. The first number of both kinds takes up maxNumber bytes.
const (
	blockSize = 16 << 10
	maxNumber = binary.MaxVarintLen64
)

// Write stores the index in w.
func (x *Index) Write(w io.Writer) error {
	block := make([]byte, blockSize)
	binary.PutVarint(block, int64(len(x.data)))
	if _, err := w.Write(block[:maxNumber]); err != nil {
		return err
	}
	if _, err := w.Write(x.data); err != nil {
		return err
	}
	for rest := x.sorted; len(rest) > 0; {
		size := maxNumber
		for len(rest) > 0 && size+maxNumber <= len(block) {
			size += binary.PutUvarint(block[size:], uint64(rest[0]))
			rest = rest[1:]
		}
		binary.PutVarint(block, int64(size))
		if _, err := w.Write(block[:size]); err != nil {
			return err
		}
	}
	return nil
}

func readNumber(r io.Reader, buf []byte) (int, error) {
	_, err := io.ReadFull(r, buf[:maxNumber])
	n, _ := binary.Varint(buf)
	if err == nil && n < 0 {
		err = errTooBig
	}
	return int(n), err
}

// Read replaces x by an index that Write has stored.
func (x *Index) Read(r io.Reader) error {
	block := make([]byte, blockSize)
	n, err := readNumber(r, block)
	if err != nil {
		return err
	}
	if n > 1<<31-1 {
		return errTooBig
	}
	if 2*n < cap(x.data) || cap(x.data) < n || cap(x.sorted) < n {
		x.data, x.sorted = make([]byte, n), make([]int32, n)
	} else {
		x.data, x.sorted = x.data[:n], x.sorted[:n]
	}
	if _, err := io.ReadFull(r, x.data); err != nil {
		return err
	}
	for rest := x.sorted; len(rest) > 0; {
		size, err := readNumber(r, block)
		if err != nil {
			return err
		}
		if _, err := io.ReadFull(r, block[maxNumber:size]); err != nil {
			return err
		}
		for at := maxNumber; at < size; rest = rest[1:] {
			v, length := binary.Uvarint(block[at:size])
			rest[0] = int32(v)
			at += length
		}
	}
	return nil
}
