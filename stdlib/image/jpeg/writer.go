package jpeg

import (
	"bufio"
	"errors"
	"image"
	"image/color"
	"image/internal/pixels"
	"io"
	"math/bits"
)

// DefaultQuality is the quality without options.
const DefaultQuality = 75

// Options says how images are written.
type Options struct {
	// Quality is from 1 to 100; more is better.
	Quality int
}

type block = [64]int32

type flushWriter interface {
	io.Writer
	io.ByteWriter
	Flush() error
}

// encoder writes; after an error it does nothing.
type encoder struct {
	w     flushWriter
	err   error
	bits  uint32 // that wait for a whole byte, left-aligned
	nbits int
	quant [2][64]int32
	codes [4][256]uint32 // the lengths, and in the lower 24 bits the codes
}

// Encode writes m as a JPEG: baseline, with one value for the colors of four pixels. A nil o means default options.
func Encode(w io.Writer, m image.Image, o *Options) error {
	b := m.Bounds()
	if b.Dx() >= 1<<16 || b.Dy() >= 1<<16 {
		return errors.New("jpeg: image is too large to encode")
	}
	e := new(encoder)
	var ok bool
	if e.w, ok = w.(flushWriter); !ok {
		e.w = bufio.NewWriter(w)
	}
	quality := DefaultQuality
	if o != nil {
		quality = min(max(o.Quality, 1), 100)
	}
	scale := 200 - 2*quality
	if quality < 50 {
		scale = 5000 / quality
	}
	for i := range e.quant {
		for j := range 64 {
			e.quant[i][j] = int32(min(max((int(quantization[i][j])*scale+50)/100, 1), 255))
		}
	}
	_, gray := m.(*image.Gray)
	e.write(0xFF, markSOI)
	e.header(b.Size(), gray)
	if gray {
		e.grayScan(m.(*image.Gray))
	} else {
		e.colorScan(m)
	}
	e.emit(0x7F, 7)
	e.write(0xFF, markEOI)
	if e.err == nil {
		e.err = e.w.Flush()
	}
	return e.err
}

func (e *encoder) write(p ...byte) {
	if e.err == nil {
		_, e.err = e.w.Write(p)
	}
}

func (e *encoder) segment(mark byte, data []byte) {
	n := len(data) + 2
	e.write(0xFF, mark, byte(n>>8), byte(n))
	e.write(data...)
}

// header writes tables and sizes.
func (e *encoder) header(size image.Point, gray bool) {
	var data []byte
	for i := range e.quant {
		data = append(data, byte(i))
		for _, q := range e.quant[i] {
			data = append(data, byte(q))
		}
	}
	e.segment(markDQT, data)
	data = []byte{8, byte(size.Y >> 8), byte(size.Y), byte(size.X >> 8), byte(size.X)}
	if gray {
		data = append(data, 1, 1, 0x11, 0)
	} else {
		data = append(data, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1)
	}
	e.segment(markSOF0, data)
	data = nil
	for i, spec := range huffmanSpecs {
		code, next := uint32(0), 0
		for n := range 16 {
			for range spec.counts[n] {
				e.codes[i][spec.values[next]] = uint32(n+1)<<24 | code
				code++
				next++
			}
			code <<= 1
		}
		if i < 2 || !gray {
			data = append(append(append(data, byte(i&1<<4|i>>1)), spec.counts...), spec.values...)
		}
	}
	e.segment(markDHT, data)
	if gray {
		e.segment(markSOS, []byte{1, 1, 0, 0, 63, 0})
	} else {
		e.segment(markSOS, []byte{3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0})
	}
}

// emit writes n bits.
func (e *encoder) emit(v uint32, n int) {
	e.nbits += n
	e.bits |= v << (32 - e.nbits)
	for e.nbits >= 8 {
		c := byte(e.bits >> 24)
		if e.err == nil {
			e.err = e.w.WriteByte(c)
		}
		if c == 0xFF {
			e.write(0)
		}
		e.bits <<= 8
		e.nbits -= 8
	}
}

func (e *encoder) symbol(table int, v int32) {
	code := e.codes[table][v]
	e.emit(code&(1<<24-1), int(code>>24))
}

// value writes a coefficient after zeros of which there are run.
func (e *encoder) value(table int, run, v int32) {
	magnitude, stored := v, v
	if v < 0 {
		magnitude, stored = -v, v-1
	}
	n := bits.Len32(uint32(magnitude))
	e.symbol(table, run<<4|int32(n))
	if n > 0 {
		e.emit(uint32(stored)&(1<<n-1), n)
	}
}

// rounded returns a/b.
func rounded(a, b int32) int32 {
	if a >= 0 {
		return (a + b>>1) / b
	}
	return -((-a + b>>1) / b)
}

// block writes a block of brightness (0) or color (1), and returns its first coefficient, of which only the difference is stored.
func (e *encoder) block(b *block, kind int, before int32) int32 {
	pixels.FDCT(b)
	q := &e.quant[kind]
	first := rounded(b[0], 8*q[0])
	e.value(2*kind, 0, first-before)
	run := int32(0)
	for i := 1; i < 64; i++ {
		v := rounded(b[zigzag[i]], 8*q[i])
		if v == 0 {
			run++
			continue
		}
		for ; run > 15; run -= 16 {
			e.symbol(2*kind+1, 0xF0)
		}
		e.value(2*kind+1, run, v)
		run = 0
	}
	if run > 0 {
		e.symbol(2*kind+1, 0)
	}
	return first
}

func (e *encoder) grayScan(m *image.Gray) {
	var b block
	before := int32(0)
	r := m.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y += 8 {
		for x := r.Min.X; x < r.Max.X; x += 8 {
			for i := range b {
				b[i] = int32(m.Pix[m.PixOffset(min(x+i%8, r.Max.X-1), min(y+i/8, r.Max.Y-1))])
			}
			before = e.block(&b, 0, before)
		}
	}
}

func (e *encoder) colorScan(m image.Image) {
	r := m.Bounds()
	at := func(x, y int) (uint8, uint8, uint8) {
		r, g, b, _ := m.At(x, y).RGBA()
		return color.RGBToYCbCr(uint8(r>>8), uint8(g>>8), uint8(b>>8))
	}
	switch m := m.(type) {
	case *image.RGBA:
		at = func(x, y int) (uint8, uint8, uint8) {
			i := m.PixOffset(x, y)
			return color.RGBToYCbCr(m.Pix[i], m.Pix[i+1], m.Pix[i+2])
		}
	case *image.YCbCr:
		at = func(x, y int) (uint8, uint8, uint8) {
			i := m.COffset(x, y)
			return m.Y[m.YOffset(x, y)], m.Cb[i], m.Cr[i]
		}
	}
	var b block
	var colors [2][256]int32 // of 16×16 pixels
	var before [3]int32
	for y := r.Min.Y; y < r.Max.Y; y += 16 {
		for x := r.Min.X; x < r.Max.X; x += 16 {
			for k := range 4 {
				x0, y0 := 8*(k&1), 8*(k>>1)
				for i := range b {
					px, py := x0+i%8, y0+i/8
					yy, cb, cr := at(min(x+px, r.Max.X-1), min(y+py, r.Max.Y-1))
					b[i] = int32(yy)
					colors[0][16*py+px], colors[1][16*py+px] = int32(cb), int32(cr)
				}
				before[0] = e.block(&b, 0, before[0])
			}
			for k := range colors {
				c := &colors[k]
				for i := range b {
					j := i/8*32 + i%8*2
					b[i] = (c[j] + c[j+1] + c[j+16] + c[j+17] + 2) >> 2
				}
				before[1+k] = e.block(&b, 1, before[1+k])
			}
		}
	}
}
