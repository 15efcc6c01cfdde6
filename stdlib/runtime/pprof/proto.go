package pprof

import (
	"compress/gzip"
	"io"
	"runtime"
	"time"
)

// This file writes profiles as `go tool pprof` reads them: compressed protocol buffers of the message Profile.

// message is a protocol buffer being written.
type message []byte

func (m *message) varint(v uint64) {
	for v >= 0x80 {
		*m = append(*m, byte(v)|0x80)
		v >>= 7
	}
	*m = append(*m, byte(v))
}

func (m *message) number(field int, v uint64) {
	if v != 0 {
		m.varint(uint64(field) << 3)
		m.varint(v)
	}
}

func (m *message) bytes(field int, b []byte) {
	m.varint(uint64(field)<<3 | 2)
	m.varint(uint64(len(b)))
	*m = append(*m, b...)
}

type encoder struct {
	out     message
	strings []string
	index   map[string]uint64
	locs    map[uintptr]uint64
	funcs   map[string]uint64
}

func newEncoder() *encoder {
	return &encoder{strings: []string{""}, index: map[string]uint64{"": 0}, locs: map[uintptr]uint64{}, funcs: map[string]uint64{}}
}

func (e *encoder) text(s string) uint64 {
	i, ok := e.index[s]
	if !ok {
		i = uint64(len(e.strings))
		e.strings = append(e.strings, s)
		e.index[s] = i
	}
	return i
}

// valueType writes a ValueType: what numbers mean, and their unit.
func (e *encoder) valueType(field int, what, unit string) {
	var m message
	m.number(1, e.text(what))
	m.number(2, e.text(unit))
	e.out.bytes(field, m)
}

// location returns the id of a pc's Location, which it writes the first time, with the Function.
func (e *encoder) location(pc uintptr) uint64 {
	if id, ok := e.locs[pc]; ok {
		return id
	}
	frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	fn, ok := e.funcs[frame.Function]
	if !ok {
		fn = uint64(len(e.funcs) + 1)
		e.funcs[frame.Function] = fn
		var m message
		m.number(1, fn)
		m.number(2, e.text(frame.Function))
		m.number(3, e.text(frame.Function))
		m.number(4, e.text(frame.File))
		e.out.bytes(5, m)
	}
	id := uint64(len(e.locs) + 1)
	e.locs[pc] = id
	var line, m message
	line.number(1, fn)
	line.number(2, uint64(frame.Line))
	m.number(1, id)
	m.number(3, uint64(frame.PC))
	m.bytes(4, line)
	e.out.bytes(4, m)
	return id
}

func (e *encoder) sample(stack []uintptr, values ...uint64) {
	var locs, vals, m message
	for _, pc := range stack {
		locs.varint(e.location(pc))
	}
	for _, v := range values {
		vals.varint(v)
	}
	m.bytes(1, locs)
	m.bytes(2, vals)
	e.out.bytes(2, m)
}

func (e *encoder) finish(w io.Writer, start time.Time) error {
	e.out.number(9, uint64(start.UnixNano()))
	for _, s := range e.strings {
		e.out.bytes(6, []byte(s))
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := z.Write(e.out); err != nil {
		return err
	}
	return z.Close()
}
