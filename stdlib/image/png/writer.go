package png

import (
	"bufio"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/internal/pixels"
	"io"
	"strconv"
)

// CompressionLevel says how much time is taken to make images small.
type CompressionLevel int

// The levels.
const (
	DefaultCompression CompressionLevel = 0
	NoCompression      CompressionLevel = -1
	BestSpeed          CompressionLevel = -2
	BestCompression    CompressionLevel = -3
)

// Encoder writes images.
type Encoder struct {
	CompressionLevel CompressionLevel
	// BufferPool keeps memory from one image to the next; it may be nil.
	BufferPool EncoderBufferPool
}

// EncoderBufferPool keeps memory for encoders; Get may return nil.
type EncoderBufferPool interface {
	Get() *EncoderBuffer
	Put(*EncoderBuffer)
}

// EncoderBuffer is memory of an encoder.
type EncoderBuffer struct {
	rows  [5][]uint8 // a row, by each of the filters
	above []uint8
}

type encoder struct {
	*EncoderBuffer
	w         io.Writer
	m         image.Image
	level     int
	depth     int
	colorType uint8
	err       error
}

// Encode writes m as a PNG. What is lost, if anything, is what its color model has beyond 16 bits each.
func Encode(w io.Writer, m image.Image) error { return new(Encoder).Encode(w, m) }

// Encode writes m as a PNG.
func (enc *Encoder) Encode(w io.Writer, m image.Image) error {
	width, height := int64(m.Bounds().Dx()), int64(m.Bounds().Dy())
	if width <= 0 || height <= 0 || width >= 1<<32 || height >= 1<<32 {
		return FormatError("invalid image size: " + strconv.FormatInt(width, 10) + "x" + strconv.FormatInt(height, 10))
	}
	e := &encoder{w: w, m: m, level: zlib.DefaultCompression}
	if enc.BufferPool != nil {
		e.EncoderBuffer = enc.BufferPool.Get()
	}
	if e.EncoderBuffer == nil {
		e.EncoderBuffer = new(EncoderBuffer)
	}
	if enc.BufferPool != nil {
		defer enc.BufferPool.Put(e.EncoderBuffer)
	}
	switch enc.CompressionLevel {
	case NoCompression:
		e.level = zlib.NoCompression
	case BestSpeed:
		e.level = zlib.BestSpeed
	case BestCompression:
		e.level = zlib.BestCompression
	}
	palette := e.choose()
	_, e.err = io.WriteString(w, signature)
	head := make([]byte, 13)
	binary.BigEndian.PutUint32(head, uint32(width))
	binary.BigEndian.PutUint32(head[4:], uint32(height))
	head[8], head[9] = uint8(e.depth), e.colorType
	e.chunk("IHDR", head)
	if palette != nil {
		e.writePalette(palette)
	}
	if e.err == nil {
		b := bufio.NewWriterSize(idatWriter{e}, 1<<15)
		if e.err = e.writeData(b); e.err == nil {
			e.err = b.Flush()
		}
	}
	e.chunk("IEND", nil)
	return e.err
}

// choose chooses how the image is stored, and returns its palette if it is paletted.
func (e *encoder) choose() color.Palette {
	if _, ok := e.m.(image.PalettedImage); ok {
		if p, _ := e.m.ColorModel().(color.Palette); p != nil {
			e.colorType = paletted
			switch n := len(p); {
			case n <= 2:
				e.depth = 1
			case n <= 4:
				e.depth = 2
			case n <= 16:
				e.depth = 4
			default:
				e.depth = 8
			}
			return p
		}
	}
	e.depth = 8
	switch e.m.ColorModel() {
	case color.GrayModel:
		return nil
	case color.Gray16Model:
		e.depth = 16
		return nil
	case color.RGBAModel, color.NRGBAModel, color.AlphaModel:
	default:
		e.depth = 16
	}
	e.colorType = hasColor
	if !isOpaque(e.m) {
		e.colorType |= hasAlpha
	}
	return nil
}

func isOpaque(m image.Image) bool {
	if o, ok := m.(interface{ Opaque() bool }); ok {
		return o.Opaque()
	}
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if _, _, _, a := m.At(x, y).RGBA(); a != 0xFFFF {
				return false
			}
		}
	}
	return true
}

func (e *encoder) chunk(name string, data []byte) {
	if e.err != nil {
		return
	}
	if uint64(len(data)) > 1<<32-1 {
		e.err = UnsupportedError(name + " chunk is too large: " + strconv.Itoa(len(data)))
		return
	}
	head := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), name...)
	sum := crc32.Update(crc32.ChecksumIEEE(head[4:]), crc32.IEEETable, data)
	for _, part := range [][]byte{head, data, binary.BigEndian.AppendUint32(nil, sum)} {
		if _, e.err = e.w.Write(part); e.err != nil {
			return
		}
	}
}

func (e *encoder) writePalette(p color.Palette) {
	if len(p) < 1 || len(p) > 256 {
		e.err = FormatError("bad palette length: " + strconv.Itoa(len(p)))
		return
	}
	var colors, alphas []byte
	last := 0
	for i, c := range p {
		n := color.NRGBAModel.Convert(c).(color.NRGBA)
		colors = append(colors, n.R, n.G, n.B)
		alphas = append(alphas, n.A)
		if n.A != 0xFF {
			last = i + 1
		}
	}
	e.chunk("PLTE", colors)
	if last > 0 {
		e.chunk("tRNS", alphas[:last])
	}
}

// idatWriter writes each piece of data as a chunk.
type idatWriter struct{ e *encoder }

func (w idatWriter) Write(p []byte) (int, error) {
	w.e.chunk("IDAT", p)
	if w.e.err != nil {
		return 0, w.e.err
	}
	return len(p), nil
}

func (e *encoder) writeData(w io.Writer) error {
	z, err := zlib.NewWriterLevel(w, e.level)
	if err != nil {
		return err
	}
	defer z.Close()
	channels := 1
	if e.colorType&hasColor != 0 && e.colorType != paletted {
		channels = 3
	}
	if e.colorType&hasAlpha != 0 {
		channels = 4
	}
	bits := channels * e.depth
	bounds := e.m.Bounds()
	size := 1 + (bits*bounds.Dx()+7)/8
	for i := range e.rows {
		e.rows[i] = append(e.rows[i][:0], make([]uint8, size)...)
		e.rows[i][0] = uint8(i)
	}
	e.above = append(e.above[:0], make([]uint8, size)...)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		e.fillRow(e.rows[0][1:], y)
		filter := 0
		if e.level != zlib.NoCompression && e.colorType != paletted {
			filter = e.bestFilter(bits / 8)
		}
		if _, err := z.Write(e.rows[filter]); err != nil {
			return err
		}
		e.above, e.rows[0] = e.rows[0], e.above
		e.rows[0][0] = 0
	}
	return nil
}

// bestFilter filters the row in all ways, and returns the one that leaves the smallest numbers.
func (e *encoder) bestFilter(size int) int {
	best, least := 0, -1
	for _, kind := range [...]int{2, 4, 0, 1, 3} {
		sum := pixels.Filter(kind, e.rows[kind][1:], e.rows[0][1:], e.above[1:], size)
		if least < 0 || sum < least {
			best, least = kind, sum
		}
	}
	return best
}

// fillRow stores row y of the image.
func (e *encoder) fillRow(row []uint8, y int) {
	b := e.m.Bounds()
	w := b.Dx()
	switch e.colorType {
	case paletted:
		m := e.m.(image.PalettedImage)
		clear(row)
		for x := range w {
			bit := x * e.depth
			row[bit/8] |= m.ColorIndexAt(b.Min.X+x, y) << (8 - e.depth - bit%8)
		}
		return
	case 0:
		if m, ok := e.m.(*image.Gray); ok {
			copy(row, m.Pix[m.PixOffset(b.Min.X, y):][:w])
			return
		}
		if m, ok := e.m.(*image.Gray16); ok {
			copy(row, m.Pix[m.PixOffset(b.Min.X, y):][:2*w])
			return
		}
		for x := range w {
			if e.depth == 8 {
				row[x] = color.GrayModel.Convert(e.m.At(b.Min.X+x, y)).(color.Gray).Y
			} else {
				binary.BigEndian.PutUint16(row[2*x:], color.Gray16Model.Convert(e.m.At(b.Min.X+x, y)).(color.Gray16).Y)
			}
		}
		return
	}
	alpha := e.colorType&hasAlpha != 0
	if e.depth == 8 {
		var pix []uint8
		switch m := e.m.(type) {
		case *image.NRGBA:
			pix = m.Pix[m.PixOffset(b.Min.X, y):]
		case *image.RGBA:
			if !alpha {
				pix = m.Pix[m.PixOffset(b.Min.X, y):]
			}
		}
		switch {
		case pix != nil && alpha:
			copy(row, pix[:4*w])
			return
		case pix != nil:
			for x := range w {
				copy(row[3*x:3*x+3], pix[4*x:])
			}
			return
		}
	}
	for x := range w {
		c := e.m.At(b.Min.X+x, y)
		if e.depth == 8 {
			n := color.NRGBAModel.Convert(c).(color.NRGBA)
			if alpha {
				row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = n.R, n.G, n.B, n.A
				continue
			}
			r, g, b, _ := c.RGBA()
			row[3*x], row[3*x+1], row[3*x+2] = uint8(r>>8), uint8(g>>8), uint8(b>>8)
			continue
		}
		r, g, b, _ := c.RGBA()
		if !alpha {
			binary.BigEndian.PutUint16(row[6*x:], uint16(r))
			binary.BigEndian.PutUint16(row[6*x+2:], uint16(g))
			binary.BigEndian.PutUint16(row[6*x+4:], uint16(b))
			continue
		}
		n := color.NRGBA64Model.Convert(c).(color.NRGBA64)
		binary.BigEndian.PutUint16(row[8*x:], n.R)
		binary.BigEndian.PutUint16(row[8*x+2:], n.G)
		binary.BigEndian.PutUint16(row[8*x+4:], n.B)
		binary.BigEndian.PutUint16(row[8*x+6:], n.A)
	}
}
