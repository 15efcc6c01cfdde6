package gif

import (
	"bufio"
	"bytes"
	"compress/lzw"
	"errors"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"io"
	"math/bits"
)

// Options says how an image gets its palette.
type Options struct {
	// NumColors is how many colors there may be, 1 to 256; else 256.
	NumColors int
	// Quantizer chooses the palette; if nil, it is palette.Plan9.
	Quantizer draw.Quantizer
	// Drawer draws with it; if nil, draw.FloydSteinberg does.
	Drawer draw.Drawer
}

var errNilColor = errors.New("gif: cannot encode color table with nil entries")

type flushWriter interface {
	io.Writer
	io.ByteWriter
	Flush() error
}

// encoder writes; after an error it does nothing.
type encoder struct {
	w      flushWriter
	err    error
	g      GIF
	global []byte // the common palette as it was written
}

func (e *encoder) write(p ...byte) {
	if e.err == nil {
		_, e.err = e.w.Write(p)
	}
}

// table returns a palette as it is written, and the exponent of its size.
func table(p color.Palette) ([]byte, int, error) {
	size := max(bits.Len(uint(len(p)-1))-1, 0)
	if size >= 8 {
		return nil, 0, errors.New("gif: cannot encode color table with more than 256 entries")
	}
	t := make([]byte, 0, 3*(2<<size))
	for _, c := range p {
		if c == nil {
			return nil, 0, errNilColor
		}
		r, g, b, _ := c.RGBA()
		t = append(t, uint8(r>>8), uint8(g>>8), uint8(b>>8))
	}
	return t[:cap(t)], size, nil
}

func (e *encoder) header() {
	w, h := e.g.Config.Width, e.g.Config.Height
	head := append([]byte("GIF89a"), byte(w), byte(w>>8), byte(h), byte(h>>8))
	if p, ok := e.g.Config.ColorModel.(color.Palette); ok && len(p) > 0 {
		t, size, err := table(p)
		if err != nil {
			e.write(append(head, hasColors|uint8(max(bits.Len(uint(len(p)-1))-1, 0)), e.g.BackgroundIndex, 0)...)
			if e.err == nil {
				e.err = err
			}
			return
		}
		e.global = t
		e.write(append(append(head, hasColors|uint8(size), e.g.BackgroundIndex, 0), t...)...)
	} else {
		e.write(append(head, 0, 0, 0)...)
	}
	if len(e.g.Image) > 1 && e.g.LoopCount >= 0 {
		e.write(extension, extProgram, 11)
		e.write([]byte("NETSCAPE2.0")...)
		e.write(3, 1, byte(e.g.LoopCount), byte(e.g.LoopCount>>8), 0)
	}
}

// sameColors reports whether the common palette begins with the colors of t, the transparent one aside.
func (e *encoder) sameColors(t []byte, n, transparent int) bool {
	if len(t) > len(e.global) {
		return false
	}
	if transparent < 0 {
		return bytes.Equal(e.global[:3*n], t[:3*n])
	}
	at := 3 * transparent
	return bytes.Equal(e.global[:at], t[:at]) && bytes.Equal(e.global[at+3:3*n], t[at+3:3*n])
}

func (e *encoder) frame(m *image.Paletted, delay int, disposal byte) {
	if e.err != nil {
		return
	}
	b := m.Bounds()
	switch {
	case len(m.Palette) == 0:
		e.err = errors.New("gif: cannot encode image block with empty palette")
	case b.Min.X < 0 || b.Max.X >= 1<<16 || b.Min.Y < 0 || b.Max.Y >= 1<<16:
		e.err = errors.New("gif: image block is too large to encode")
	case !b.In(image.Rect(0, 0, e.g.Config.Width, e.g.Config.Height)):
		e.err = errors.New("gif: image block is out of bounds")
	}
	if e.err != nil {
		return
	}
	transparent := -1
	for i, c := range m.Palette {
		if c == nil {
			e.err = errNilColor
			return
		}
		if _, _, _, a := c.RGBA(); a == 0 {
			transparent = i
			break
		}
	}
	if delay > 0 || disposal != 0 || transparent >= 0 {
		flags := disposal << 2
		if transparent >= 0 {
			flags |= 1
		}
		e.write(extension, extControl, 4, flags, byte(delay), byte(delay>>8), byte(max(transparent, 0)), 0)
	}
	e.write(frame, byte(b.Min.X), byte(b.Min.X>>8), byte(b.Min.Y), byte(b.Min.Y>>8), byte(b.Dx()), byte(b.Dx()>>8), byte(b.Dy()),
		byte(b.Dy()>>8))
	size := max(bits.Len(uint(len(m.Palette)-1))-1, 0)
	common, ok := e.g.Config.ColorModel.(color.Palette)
	if ok && len(m.Palette) <= len(common) && &common[0] == &m.Palette[0] {
		e.write(0)
	} else {
		t, _, err := table(m.Palette)
		if err != nil {
			if e.err == nil {
				e.err = err
			}
			return
		}
		if e.sameColors(t, len(m.Palette), transparent) {
			e.write(0)
		} else {
			e.write(append([]byte{hasColors | uint8(size)}, t...)...)
		}
	}
	width := max(size+1, 2)
	e.write(byte(width))
	blocks := &blockWriter{e: e}
	z := lzw.NewWriter(blocks, lzw.LSB, width)
	for y := 0; y < b.Dy() && e.err == nil; y++ {
		_, e.err = z.Write(m.Pix[y*m.Stride : y*m.Stride+b.Dx()])
	}
	failed := e.err != nil
	z.Close()
	if !failed {
		blocks.end()
	}
}

// blockWriter writes a stream as a list of blocks.
type blockWriter struct {
	e   *encoder
	buf []byte
}

func (b *blockWriter) WriteByte(c byte) error {
	if b.buf = append(b.buf, c); len(b.buf) == 255 {
		b.e.write(append([]byte{255}, b.buf...)...)
		b.buf = b.buf[:0]
	}
	return b.e.err
}

func (b *blockWriter) Write(p []byte) (int, error) {
	for i, c := range p {
		if err := b.WriteByte(c); err != nil {
			return i, err
		}
	}
	return len(p), nil
}

// Flush does nothing: blocks are written when they are full.
func (b *blockWriter) Flush() error { return b.e.err }

func (b *blockWriter) end() {
	if len(b.buf) > 0 {
		b.e.write(append([]byte{byte(len(b.buf))}, b.buf...)...)
	}
	b.e.write(0)
	if b.e.err == nil {
		b.e.err = b.e.w.Flush()
	}
}

// EncodeAll writes all frames of g.
func EncodeAll(w io.Writer, g *GIF) error {
	if len(g.Image) == 0 {
		return errors.New("gif: must provide at least one image")
	}
	if len(g.Image) != len(g.Delay) {
		return errors.New("gif: mismatched image and delay lengths")
	}
	if g.Disposal != nil && len(g.Image) != len(g.Disposal) {
		return errors.New("gif: mismatched image and disposal lengths")
	}
	e := &encoder{g: *g}
	if e.g.Config == (image.Config{}) {
		size := g.Image[0].Bounds().Max
		e.g.Config.Width, e.g.Config.Height = size.X, size.Y
	} else if e.g.Config.ColorModel != nil {
		if _, ok := e.g.Config.ColorModel.(color.Palette); !ok {
			return errors.New("gif: GIF color model must be a color.Palette")
		}
	}
	var ok bool
	if e.w, ok = w.(flushWriter); !ok {
		e.w = bufio.NewWriter(w)
	}
	e.header()
	for i, m := range g.Image {
		disposal := byte(0)
		if g.Disposal != nil {
			disposal = g.Disposal[i]
		}
		e.frame(m, g.Delay[i], disposal)
	}
	e.write(trailer)
	if e.err == nil {
		e.err = e.w.Flush()
	}
	return e.err
}

// Encode writes m as a GIF of one frame.
func Encode(w io.Writer, m image.Image, o *Options) error {
	b := m.Bounds()
	if b.Dx() >= 1<<16 || b.Dy() >= 1<<16 {
		return errors.New("gif: image is too large to encode")
	}
	var opts Options
	if o != nil {
		opts = *o
	}
	if opts.NumColors < 1 || opts.NumColors > 256 {
		opts.NumColors = 256
	}
	if opts.Drawer == nil {
		opts.Drawer = draw.FloydSteinberg
	}
	pm, _ := m.(*image.Paletted)
	if pm == nil {
		if p, ok := m.ColorModel().(color.Palette); ok {
			pm = image.NewPaletted(b, p)
			for y := b.Min.Y; y < b.Max.Y; y++ {
				for x := b.Min.X; x < b.Max.X; x++ {
					pm.Set(x, y, p.Convert(m.At(x, y)))
				}
			}
		}
	}
	if pm == nil || len(pm.Palette) > opts.NumColors {
		pm = image.NewPaletted(b, palette.Plan9[:opts.NumColors])
		if opts.Quantizer != nil {
			pm.Palette = opts.Quantizer.Quantize(make(color.Palette, 0, opts.NumColors), m)
		}
		opts.Drawer.Draw(pm, b, m, b.Min)
	}
	if pm.Rect.Min != (image.Point{}) {
		moved := *pm
		moved.Rect = moved.Rect.Sub(moved.Rect.Min)
		pm = &moved
	}
	return EncodeAll(w, &GIF{
		Image: []*image.Paletted{pm}, Delay: []int{0}, Config: image.Config{ColorModel: pm.Palette, Width: b.Dx(), Height: b.Dy()},
	})
}
