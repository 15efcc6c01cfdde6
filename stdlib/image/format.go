package image

import (
	"bufio"
	"errors"
	"io"
	"sync"
)

// ErrFormat: no format is known that the data are in.
var ErrFormat = errors.New("image: unknown format")

type format struct {
	name, magic  string
	decode       func(io.Reader) (Image, error)
	decodeConfig func(io.Reader) (Config, error)
}

var (
	formatsMu sync.RWMutex
	formats   []format // formatsMu
)

// RegisterFormat makes a format known to Decode. Its data begin with magic, in which ? stands for any byte. Packages of formats
// do this when they are imported.
func RegisterFormat(name, magic string, decode func(io.Reader) (Image, error), decodeConfig func(io.Reader) (Config, error)) {
	formatsMu.Lock()
	defer formatsMu.Unlock()
	formats = append(formats, format{name, magic, decode, decodeConfig})
}

type peeker interface {
	io.Reader
	Peek(int) ([]byte, error)
}

// find returns the format of what r has, and a reader of all of it.
func find(r io.Reader) (format, io.Reader) {
	p, ok := r.(peeker)
	if !ok {
		p = bufio.NewReader(r)
	}
	formatsMu.RLock()
	defer formatsMu.RUnlock()
next:
	for _, f := range formats {
		b, err := p.Peek(len(f.magic))
		if err != nil {
			continue
		}
		for i, c := range b {
			if f.magic[i] != c && f.magic[i] != '?' {
				continue next
			}
		}
		return f, p
	}
	return format{}, p
}

// Decode decodes an image, and returns the name of its format.
func Decode(r io.Reader) (Image, string, error) {
	f, p := find(r)
	if f.decode == nil {
		return nil, "", ErrFormat
	}
	m, err := f.decode(p)
	return m, f.name, err
}

// DecodeConfig reads the color model and the size of an image only.
func DecodeConfig(r io.Reader) (Config, string, error) {
	f, p := find(r)
	if f.decodeConfig == nil {
		return Config{}, "", ErrFormat
	}
	c, err := f.decodeConfig(p)
	return c, f.name, err
}
