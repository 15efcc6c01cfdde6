// Package png reads and writes PNG images.
package png

import (
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/internal/pixels"
	"io"
)

// Color types: bits of how pixels are stored.
const (
	hasPalette = 1
	hasColor   = 2
	hasAlpha   = 4

	paletted = hasPalette | hasColor
)

const signature = "\x89PNG\r\n\x1a\n"

// A FormatError says that the data are not PNG.
type FormatError string

func (e FormatError) Error() string { return "png: invalid format: " + string(e) }

// An UnsupportedError says that the data are a kind of PNG that is not known.
type UnsupportedError string

func (e UnsupportedError) Error() string { return "png: unsupported feature: " + string(e) }

const errOrder = FormatError("chunk out of order")

// stage is what chunk there has been last; others than these do not matter.
type stage int

const (
	start stage = iota
	seenIHDR
	seenPLTE
	seentRNS
	seenIDAT
	seenIEND
)

// pass is a part of an interlaced image: each stepX-th column from x on, likewise the rows.
type pass struct{ stepX, stepY, x, y int }

var passes = [...]pass{{8, 8, 0, 0}, {8, 8, 4, 0}, {4, 8, 0, 4}, {4, 4, 2, 0}, {2, 4, 0, 2}, {2, 2, 1, 0}, {1, 2, 0, 1}}

type decoder struct {
	r             io.Reader
	crc           uint32
	stage         stage
	width, height int
	depth         int
	colorType     int
	interlaced    bool
	palette       color.Palette // its capacity is 256, of black
	transparent   []uint16      // the color that is transparent, if any
	left          uint32        // of the current IDAT chunk
	img           image.Image
}

func init() {
	image.RegisterFormat("png", signature, Decode, DecodeConfig)
}

// Decode reads an image. Its type depends on how it is stored.
func Decode(r io.Reader) (image.Image, error) {
	d := &decoder{r: r}
	if err := d.until(func() bool { return d.stage == seenIEND }, false); err != nil {
		return nil, err
	}
	return d.img, nil
}

// DecodeConfig reads the color model and the size of an image only.
func DecodeConfig(r io.Reader) (image.Config, error) {
	d := &decoder{r: r}
	err := d.until(func() bool {
		if d.stage == start {
			return false
		}
		return d.colorType != paletted || d.stage >= seentRNS
	}, true)
	if err != nil {
		return image.Config{}, err
	}
	c := image.Config{Width: d.width, Height: d.height}
	switch wide := d.depth == 16; {
	case d.colorType == paletted:
		c.ColorModel = d.palette
	case d.colorType == 0 && wide:
		c.ColorModel = color.Gray16Model
	case d.colorType == 0:
		c.ColorModel = color.GrayModel
	case d.colorType == hasColor && wide:
		c.ColorModel = color.RGBA64Model
	case d.colorType == hasColor:
		c.ColorModel = color.RGBAModel
	case wide:
		c.ColorModel = color.NRGBA64Model
	default:
		c.ColorModel = color.NRGBAModel
	}
	return c, nil
}

// until reads chunks until done.
func (d *decoder) until(done func() bool, configOnly bool) error {
	b, err := d.bytes(len(signature))
	if err == nil && string(b) != signature {
		err = FormatError("not a PNG file")
	}
	for err == nil && !done() {
		err = d.chunk(configOnly)
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// bytes reads n bytes, and takes them into the checksum.
func (d *decoder) bytes(n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := io.ReadFull(d.r, b)
	d.crc = crc32.Update(d.crc, crc32.IEEETable, b)
	return b, err
}

// endChunk checks the checksum of a chunk.
func (d *decoder) endChunk() error {
	want := d.crc
	b, err := d.bytes(4)
	if err == nil && binary.BigEndian.Uint32(b) != want {
		err = FormatError("invalid checksum")
	}
	return err
}

// beginChunk reads the length and the name of a chunk.
func (d *decoder) beginChunk() (length uint32, name string, err error) {
	b, err := d.bytes(8)
	if err != nil {
		return 0, "", err
	}
	d.crc = crc32.ChecksumIEEE(b[4:])
	return binary.BigEndian.Uint32(b), string(b[4:]), nil
}

func (d *decoder) chunk(configOnly bool) error {
	length, name, err := d.beginChunk()
	if err != nil {
		return err
	}
	isPaletted := d.colorType == paletted && d.stage != start
	next := func(s stage, ok bool, read func(uint32) error) error {
		if !ok {
			return errOrder
		}
		d.stage = s
		if err := read(length); err != nil {
			return err
		}
		return d.endChunk()
	}
	switch name {
	case "IHDR":
		return next(seenIHDR, d.stage == start, d.header)
	case "PLTE":
		return next(seenPLTE, d.stage == seenIHDR, d.readPalette)
	case "tRNS":
		ok := d.stage == seenIHDR
		if isPaletted {
			ok = d.stage == seenPLTE
		} else if d.colorType&hasColor != 0 {
			ok = ok || d.stage == seenPLTE
		}
		return next(seentRNS, ok, d.readTransparency)
	case "IDAT":
		if d.stage < seenIHDR || d.stage > seenIDAT || d.stage == seenIHDR && isPaletted {
			return errOrder
		}
		if d.stage == seenIDAT {
			break // left over
		}
		if configOnly {
			d.stage = seenIDAT
			return nil
		}
		return next(seenIDAT, true, d.readData)
	case "IEND":
		return next(seenIEND, d.stage == seenIDAT, func(n uint32) error {
			if n != 0 {
				return FormatError("bad IEND length")
			}
			return nil
		})
	}
	if length > 0x7FFFFFFF {
		return FormatError(fmt.Sprintf("Bad chunk length: %d", length))
	}
	for length > 0 {
		n := min(length, 4096)
		if _, err := d.bytes(int(n)); err != nil {
			return err
		}
		length -= n
	}
	return d.endChunk()
}

func (d *decoder) header(length uint32) error {
	if length != 13 {
		return FormatError("bad IHDR length")
	}
	b, err := d.bytes(13)
	if err != nil {
		return err
	}
	switch {
	case b[10] != 0:
		return UnsupportedError("compression method")
	case b[11] != 0:
		return UnsupportedError("filter method")
	case b[12] > 1:
		return FormatError("invalid interlace method")
	}
	d.interlaced = b[12] == 1
	w, h := int32(binary.BigEndian.Uint32(b)), int32(binary.BigEndian.Uint32(b[4:]))
	if w <= 0 || h <= 0 {
		return FormatError("non-positive dimension")
	}
	d.width, d.height = int(w), int(h)
	if n := d.width * d.height; n != n*8/8 {
		return UnsupportedError("dimension overflow")
	}
	d.depth, d.colorType = int(b[8]), int(b[9])
	ok := false
	switch d.colorType {
	case 0:
		ok = d.depth == 1 || d.depth == 2 || d.depth == 4 || d.depth == 8 || d.depth == 16
	case paletted:
		ok = d.depth == 1 || d.depth == 2 || d.depth == 4 || d.depth == 8
	case hasColor, hasAlpha, hasColor | hasAlpha:
		ok = d.depth == 8 || d.depth == 16
	}
	if !ok {
		return UnsupportedError(fmt.Sprintf("bit depth %d, color type %d", d.depth, d.colorType))
	}
	return nil
}

func (d *decoder) readPalette(length uint32) error {
	n := int(length / 3)
	if length%3 != 0 || n <= 0 || n > 256 || n > 1<<d.depth {
		return FormatError("bad PLTE length")
	}
	b, err := d.bytes(3 * n)
	if err != nil {
		return err
	}
	if d.colorType&hasColor == 0 {
		return FormatError("PLTE, color type mismatch")
	}
	if d.colorType == paletted {
		d.palette = make(color.Palette, 256)
		for i := range d.palette {
			c := color.RGBA{A: 0xFF}
			if i < n {
				c.R, c.G, c.B = b[3*i], b[3*i+1], b[3*i+2]
			}
			d.palette[i] = c
		}
		d.palette = d.palette[:n]
	}
	return nil
}

func (d *decoder) readTransparency(length uint32) error {
	want := uint32(0)
	switch d.colorType {
	case 0:
		want = 2
	case hasColor:
		want = 6
	case paletted:
		want = min(length, 256)
	default:
		return FormatError("tRNS, color type mismatch")
	}
	if length != want {
		return FormatError("bad tRNS length")
	}
	b, err := d.bytes(int(length))
	if err != nil {
		return err
	}
	if d.colorType != paletted {
		for i := 0; i < len(b); i += 2 {
			v := uint16(b[i])<<8 | uint16(b[i+1])
			if d.depth <= 8 {
				v &= 0xFF
			}
			d.transparent = append(d.transparent, v)
		}
		if d.depth < 8 {
			d.transparent[0] = uint16(uint8(d.transparent[0]) * uint8(d.scale()))
		}
		return nil
	}
	if len(d.palette) < len(b) {
		d.palette = d.palette[:len(b)]
	}
	for i, a := range b {
		c := d.palette[i].(color.RGBA)
		d.palette[i] = color.NRGBA{c.R, c.G, c.B, a}
	}
	return nil
}

// scale returns what a gray is multiplied by to have 8 bits.
func (d *decoder) scale() int { return 0xFF / (1<<d.depth - 1) }

// idat reads what is in IDAT chunks, as one stream.
type idat struct{ d *decoder }

func (r idat) Read(p []byte) (int, error) {
	d := r.d
	if len(p) == 0 {
		return 0, nil
	}
	for d.left == 0 {
		if err := d.endChunk(); err != nil {
			return 0, err
		}
		length, name, err := d.beginChunk()
		if err != nil {
			return 0, err
		}
		d.left = length
		if name != "IDAT" {
			return 0, FormatError("not enough pixel data")
		}
	}
	n, err := d.r.Read(p[:min(len(p), int(d.left))])
	d.crc = crc32.Update(d.crc, crc32.IEEETable, p[:n])
	d.left -= uint32(n)
	return n, err
}

func (d *decoder) readData(length uint32) error {
	d.left = length
	z, err := zlib.NewReader(idat{d})
	if err != nil {
		return err
	}
	defer z.Close()
	whole := newTarget(d, d.width, d.height)
	d.img = whole.img
	if !d.interlaced {
		if err := d.readRows(z, whole); err != nil {
			return err
		}
	} else {
		for _, p := range passes {
			w, h := (d.width-p.x+p.stepX-1)/p.stepX, (d.height-p.y+p.stepY-1)/p.stepY
			if w == 0 || h == 0 {
				continue
			}
			part := newTarget(d, w, h)
			if err := d.readRows(z, part); err != nil {
				return err
			}
			whole.merge(part, p)
		}
	}
	// The stream must end here.
	var one [1]byte
	n := 0
	for i := 0; n == 0 && err == nil; i++ {
		if i == 100 {
			return io.ErrNoProgress
		}
		n, err = z.Read(one[:])
	}
	if err != nil && err != io.EOF {
		return FormatError(err.Error())
	}
	if n != 0 || d.left != 0 {
		return FormatError("too much pixel data")
	}
	return nil
}

// target is an image that is being read.
type target struct {
	img    image.Image
	pix    *[]uint8
	stride int
	size   int // bytes of a pixel
	w, h   int
}

func newTarget(d *decoder, w, h int) *target {
	t := &target{w: w, h: h}
	r := image.Rect(0, 0, w, h)
	alpha := d.colorType&hasAlpha != 0 || d.transparent != nil
	switch wide := d.depth == 16; {
	case d.colorType == paletted:
		m := image.NewPaletted(r, d.palette)
		t.img, t.pix, t.size = m, &m.Pix, 1
	case alpha && wide:
		m := image.NewNRGBA64(r)
		t.img, t.pix, t.size = m, &m.Pix, 8
	case alpha:
		m := image.NewNRGBA(r)
		t.img, t.pix, t.size = m, &m.Pix, 4
	case d.colorType == 0 && wide:
		m := image.NewGray16(r)
		t.img, t.pix, t.size = m, &m.Pix, 2
	case d.colorType == 0:
		m := image.NewGray(r)
		t.img, t.pix, t.size = m, &m.Pix, 1
	case wide:
		m := image.NewRGBA64(r)
		t.img, t.pix, t.size = m, &m.Pix, 8
	default:
		m := image.NewRGBA(r)
		t.img, t.pix, t.size = m, &m.Pix, 4
	}
	t.stride = t.size * w
	return t
}

// merge puts a pass into the image.
func (t *target) merge(part *target, p pass) {
	if m, ok := t.img.(*image.Paletted); ok {
		if more := part.img.(*image.Paletted).Palette; len(m.Palette) < len(more) {
			m.Palette = more
		}
	}
	from := *part.pix
	for y := range part.h {
		at := (y*p.stepY+p.y)*t.stride + p.x*t.size
		for range part.w {
			copy((*t.pix)[at:at+t.size], from)
			from = from[t.size:]
			at += p.stepX * t.size
		}
	}
}

// readRows reads the rows of an image or of a pass.
func (d *decoder) readRows(r io.Reader, t *target) error {
	channels := 1
	if d.colorType&hasColor != 0 && d.colorType != paletted {
		channels = 3
	}
	if d.colorType&hasAlpha != 0 {
		channels++
	}
	bits := channels * d.depth
	size := 1 + (int64(bits)*int64(t.w)+7)/8
	row, above := make([]byte, size), make([]byte, size)
	for y := range t.h {
		if _, err := io.ReadFull(r, row); err != nil {
			if err == io.EOF || err == io.ErrUnexpectedEOF {
				return FormatError("not enough pixel data")
			}
			return err
		}
		if row[0] > 4 {
			return FormatError("bad filter type")
		}
		if row[0] != 0 {
			pixels.Unfilter(int(row[0]), row[1:], above[1:], (bits+7)/8)
		}
		d.convert((*t.pix)[y*t.stride:(y+1)*t.stride], d.unpack(row[1:], t.w), channels, t)
		row, above = above, row
	}
	return nil
}

// unpack returns pixels of less than a byte as bytes.
func (d *decoder) unpack(row []byte, w int) []byte {
	if d.depth >= 8 {
		return row
	}
	out := make([]byte, w)
	mask := byte(1<<d.depth - 1)
	for x := range out {
		bit := x * d.depth
		out[x] = row[bit/8] >> (8 - d.depth - bit%8) & mask
	}
	return out
}

// convert makes pixels of a row.
func (d *decoder) convert(pix, row []byte, channels int, t *target) {
	if m, ok := t.img.(*image.Paletted); ok {
		most := 0
		for _, c := range row {
			most = max(most, int(c))
		}
		if len(m.Palette) <= most {
			m.Palette = m.Palette[:most+1]
		}
		copy(pix, row)
		return
	}
	width := 1 // bytes of a channel
	if d.depth == 16 {
		width = 2
	} else if d.depth < 8 {
		for i := range row {
			row[i] *= uint8(d.scale())
		}
	}
	in := channels * width
	if in == t.size {
		copy(pix, row)
		return
	}
	for ; len(row) > 0; row, pix = row[in:], pix[t.size:] {
		alpha := []byte{0xFF, 0xFF}
		if channels == 2 || channels == 4 {
			alpha = row[in-width : in]
		} else if d.transparent != nil && d.isTransparent(row, width) {
			alpha = []byte{0, 0}
		}
		if channels < 3 {
			copy(pix, row[:width])
			copy(pix[width:], row[:width])
			copy(pix[2*width:], row[:width])
		} else {
			copy(pix, row[:3*width])
		}
		copy(pix[3*width:4*width], alpha)
	}
}

func (d *decoder) isTransparent(row []byte, width int) bool {
	for i, want := range d.transparent {
		v := uint16(row[i*width])
		if width == 2 {
			v = v<<8 | uint16(row[i*width+1])
		}
		if v != want {
			return false
		}
	}
	return true
}
