// Package jpeg reads and writes JPEG images.
package jpeg

import (
	"image"
	"image/color"
	"image/draw"
	"image/internal/pixels"
	"io"
)

// A FormatError says that the data are not JPEG.
type FormatError string

func (e FormatError) Error() string { return "invalid JPEG format: " + string(e) }

// An UnsupportedError says that the data are a kind of JPEG that is not known.
type UnsupportedError string

func (e UnsupportedError) Error() string { return "unsupported JPEG feature: " + string(e) }

const (
	errRatio   = UnsupportedError("luma/chroma subsampling ratio")
	errMissing = FormatError("missing 0xff00 sequence")
	errShort   = FormatError("short Huffman data")
)

// Reader is not used.
//
// Deprecated: It is not used.
type Reader interface {
	io.ByteReader
	io.Reader
}

// Markers, which follow 0xFF.
const (
	markSOF0  = 0xC0 // frame, baseline
	markSOF1  = 0xC1 // extended
	markSOF2  = 0xC2 // progressive
	markDHT   = 0xC4 // Huffman tables
	markRST0  = 0xD0 // restart
	markRST7  = 0xD7
	markSOI   = 0xD8 // begin
	markEOI   = 0xD9 // end
	markSOS   = 0xDA // scan
	markDQT   = 0xDB // quantization tables
	markDRI   = 0xDD // restart interval
	markCOM   = 0xFE // comment
	markAPP0  = 0xE0
	markAPP14 = 0xEE
	markAPP15 = 0xEF
)

// component is one of the values of pixels: brightness, a color difference, black.
type component struct {
	id    byte
	h, v  int // blocks in each unit of the image
	quant byte
	// pix is where its samples go.
	pix    []uint8
	stride int
	// coefficients are those of all blocks, if the image is progressive.
	coefficients []block
}

// huffman is a code. Short codes are in the table: the length+1, and in the upper byte the symbol.
type huffman struct {
	count  int
	table  [256]uint16
	values [256]uint8
	first  [16]int32 // by length
	last   [16]int32
	index  [16]int32
}

type decoder struct {
	r     io.Reader
	store [4096]byte
	buf   []byte // of store
	at    int
	bits  uint32
	nbits int

	width, height int
	comps         []component
	gray          *image.Gray
	color         *image.YCbCr
	restart       int
	baseline      bool
	progressive   bool
	jfif, adobe   bool
	transform     byte // of Adobe
	bandRun       int  // blocks that have no more coefficients in this scan
	codes         [2][4]huffman
	quant         [4][64]int32
}

func init() {
	image.RegisterFormat("jpeg", "\xff\xd8", Decode, DecodeConfig)
}

// Decode reads an image: *image.Gray, *image.YCbCr, *image.CMYK or *image.RGBA.
func Decode(r io.Reader) (image.Image, error) {
	d := &decoder{r: r}
	if err := d.segments(false); err != nil {
		return nil, err
	}
	return d.image()
}

// DecodeConfig reads the color model and the size of an image only.
func DecodeConfig(r io.Reader) (image.Config, error) {
	d := &decoder{r: r}
	if err := d.segments(true); err != nil {
		return image.Config{}, err
	}
	c := image.Config{Width: d.width, Height: d.height}
	switch len(d.comps) {
	case 1:
		c.ColorModel = color.GrayModel
	case 3:
		c.ColorModel = color.YCbCrModel
		if d.isRGB() {
			c.ColorModel = color.RGBAModel
		}
	case 4:
		c.ColorModel = color.CMYKModel
	default:
		return image.Config{}, FormatError("missing SOF marker")
	}
	return c, nil
}

func (d *decoder) fill() error {
	n, err := d.r.Read(d.store[:])
	d.buf, d.at = d.store[:n], 0
	if n > 0 {
		return nil
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

func (d *decoder) byte() (byte, error) {
	for d.at == len(d.buf) {
		if err := d.fill(); err != nil {
			return 0, err
		}
	}
	d.at++
	return d.buf[d.at-1], nil
}

// alignBytes ends the reading of bits. A byte that was read ahead is given back.
func (d *decoder) alignBytes() {
	if d.nbits >= 8 {
		d.at--
	}
	d.bits, d.nbits = 0, 0
}

// bytes reads n bytes.
func (d *decoder) bytes(n int) ([]byte, error) {
	d.alignBytes()
	b := make([]byte, 0, n)
	for {
		k := min(n-len(b), len(d.buf)-d.at)
		b = append(b, d.buf[d.at:d.at+k]...)
		d.at += k
		if len(b) == n {
			return b, nil
		}
		if err := d.fill(); err != nil {
			return nil, err
		}
	}
}

// segments reads segments up to the end of the image, or up to what tells its size.
func (d *decoder) segments(configOnly bool) error {
	b, err := d.bytes(2)
	if err != nil {
		return err
	}
	if b[0] != 0xFF || b[1] != markSOI {
		return FormatError("missing SOI marker")
	}
	for {
		if b, err = d.bytes(2); err != nil {
			return err
		}
		for b[0] != 0xFF {
			// Some writers leave bytes between segments.
			b[0] = b[1]
			if b[1], err = d.byte(); err != nil {
				return err
			}
		}
		mark := b[1]
		if mark == 0 {
			continue
		}
		for mark == 0xFF {
			if mark, err = d.byte(); err != nil {
				return err
			}
		}
		if mark == markEOI {
			if configOnly {
				return FormatError("missing SOS marker")
			}
			break
		}
		if markRST0 <= mark && mark <= markRST7 {
			continue
		}
		if b, err = d.bytes(2); err != nil {
			return err
		}
		n := int(b[0])<<8 + int(b[1]) - 2
		if n < 0 {
			return FormatError("short segment length")
		}
		switch {
		case mark == markSOF0 || mark == markSOF1 || mark == markSOF2:
			d.baseline, d.progressive = mark == markSOF0, mark == markSOF2
			err = d.frame(n)
			if configOnly && d.jfif {
				return err
			}
		case mark == markSOS:
			if configOnly {
				return nil
			}
			err = d.scan(n)
		case mark == markDHT && !configOnly:
			err = d.huffmanTables(n)
		case mark == markDQT && !configOnly:
			err = d.quantTables(n)
		case mark == markDRI && !configOnly:
			if n != 2 {
				err = FormatError("DRI has wrong length")
			} else if b, err = d.bytes(2); err == nil {
				d.restart = int(b[0])<<8 + int(b[1])
			}
		case mark == markAPP0 && n >= 5:
			if b, err = d.bytes(n); err == nil {
				d.jfif = string(b[:5]) == "JFIF\x00"
			}
		case mark == markAPP14 && n >= 12:
			if b, err = d.bytes(n); err == nil && string(b[:5]) == "Adobe" {
				d.adobe, d.transform = true, b[11]
			}
		case mark == markDHT || mark == markDQT || mark == markDRI || markAPP0 <= mark && mark <= markAPP15 || mark == markCOM:
			_, err = d.bytes(n)
		case mark < 0xC0:
			err = FormatError("unknown marker")
		default:
			err = UnsupportedError("unknown marker")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// frame reads the size and the components.
func (d *decoder) frame(n int) error {
	if d.comps != nil {
		return FormatError("multiple SOF markers")
	}
	count := (n - 6) / 3
	if n != 6+3*count || count != 1 && count != 3 && count != 4 {
		return UnsupportedError("number of components")
	}
	d.comps = make([]component, count)
	b, err := d.bytes(n)
	if err != nil {
		return err
	}
	if b[0] != 8 {
		return UnsupportedError("precision")
	}
	d.height, d.width = int(b[1])<<8+int(b[2]), int(b[3])<<8+int(b[4])
	if int(b[5]) != count {
		return FormatError("SOF has wrong length")
	}
	for i := range d.comps {
		c := &d.comps[i]
		c.id = b[6+3*i]
		for j := range i {
			if d.comps[j].id == c.id {
				return FormatError("repeated component identifier")
			}
		}
		if c.quant = b[8+3*i]; c.quant > 3 {
			return FormatError("bad Tq value")
		}
		hv := b[7+3*i]
		c.h, c.v = int(hv>>4), int(hv&15)
		if c.h < 1 || c.h > 4 || c.v < 1 || c.v > 4 {
			return FormatError("luma/chroma subsampling ratio")
		}
		bad := c.h == 3 || c.v == 3
		first := d.comps[0]
		switch {
		case count == 1:
			if !bad {
				c.h, c.v = 1, 1 // blocks of a single component are in order anyway
			}
		case count == 3 && i == 0:
			bad = bad || c.v == 4
		case count == 3 && i == 1:
			bad = bad || first.h%c.h != 0 || first.v%c.v != 0
		case count == 3:
			bad = bad || c.h != d.comps[1].h || c.v != d.comps[1].v
		case i == 0:
			bad = hv != 0x11 && hv != 0x22
		case i == 3:
			bad = bad || c.h != first.h || c.v != first.v
		default:
			bad = hv != 0x11
		}
		if bad {
			return errRatio
		}
	}
	return nil
}

func (d *decoder) quantTables(n int) error {
	for n > 0 {
		n--
		x, err := d.byte()
		if err != nil {
			return err
		}
		if x&15 > 3 {
			return FormatError("bad Tq value")
		}
		width := int(x>>4) + 1
		if width > 2 {
			return FormatError("bad Pq value")
		}
		if n < 64*width {
			break
		}
		n -= 64 * width
		b, err := d.bytes(64 * width)
		if err != nil {
			return err
		}
		q := &d.quant[x&15]
		for i := range q {
			q[i] = int32(b[i*width])
			if width == 2 {
				q[i] = q[i]<<8 | int32(b[2*i+1])
			}
		}
	}
	if n != 0 {
		return FormatError("DQT has wrong length")
	}
	return nil
}

func (d *decoder) huffmanTables(n int) error {
	for n > 0 {
		if n < 17 {
			return FormatError("DHT has wrong length")
		}
		b, err := d.bytes(17)
		if err != nil {
			return err
		}
		if b[0]>>4 > 1 {
			return FormatError("bad Tc value")
		}
		if b[0]&15 > 3 || d.baseline && b[0]&15 > 1 {
			return FormatError("bad Th value")
		}
		h := &d.codes[b[0]>>4][b[0]&15]
		h.count = 0
		for _, k := range b[1:] {
			h.count += int(k)
		}
		if h.count == 0 {
			return FormatError("Huffman table has zero length")
		}
		if h.count > 256 {
			return FormatError("Huffman table has excessive length")
		}
		if n -= h.count + 17; n < 0 {
			return FormatError("DHT has wrong length")
		}
		values, err := d.bytes(h.count)
		if err != nil {
			return err
		}
		copy(h.values[:], values)
		clear(h.table[:])
		code, next := int32(0), int32(0)
		for i, k := range b[1:] {
			h.first[i], h.last[i], h.index[i] = -1, -1, -1
			if k > 0 {
				h.first[i], h.last[i], h.index[i] = code, code+int32(k)-1, next
			}
			for range k {
				if i < 8 {
					from := uint8(code << (7 - i))
					for j := range 1 << (7 - i) {
						h.table[from|uint8(j)] = uint16(h.values[next])<<8 | uint16(2+i)
					}
				}
				code++
				next++
			}
			code <<= 1
		}
	}
	return nil
}

// need reads bytes until there are n bits.
func (d *decoder) need(n int) error {
	for d.nbits < n {
		c, err := d.byte()
		if err == nil && c == 0xFF {
			var zero byte
			if zero, err = d.byte(); err == nil && zero != 0 {
				return errMissing
			}
		}
		if err == io.ErrUnexpectedEOF {
			return errShort
		}
		if err != nil {
			return err
		}
		d.bits = d.bits<<8 | uint32(c)
		d.nbits += 8
	}
	return nil
}

func (d *decoder) read(n int) (int32, error) {
	if d.nbits < n {
		if err := d.need(n); err != nil {
			return 0, err
		}
	}
	d.nbits -= n
	return int32(d.bits >> d.nbits & (1<<n - 1)), nil
}

// signed reads a number of n bits; those that begin with 0 are negative.
func (d *decoder) signed(n int) (int32, error) {
	v, err := d.read(n)
	if n > 0 && v < 1<<(n-1) {
		v += -1<<n + 1
	}
	return v, err
}

func (d *decoder) symbol(h *huffman) (uint8, error) {
	if h.count == 0 {
		return 0, FormatError("uninitialized Huffman table")
	}
	if d.nbits < 8 && d.at < len(d.buf) && d.buf[d.at] != 0xFF {
		d.bits = d.bits<<8 | uint32(d.buf[d.at])
		d.nbits += 8
		d.at++
	}
	if d.nbits >= 8 {
		if x := h.table[uint8(d.bits>>(d.nbits-8))]; x != 0 {
			d.nbits -= int(x&0xFF) - 1
			return uint8(x >> 8), nil
		}
	}
	code := int32(0)
	for i := range 16 {
		bit, err := d.read(1)
		if err != nil {
			return 0, err
		}
		code = code<<1 | bit
		if code <= h.last[i] {
			return h.values[h.index[i]+code-h.first[i]], nil
		}
	}
	return 0, FormatError("bad Huffman code")
}

// allocate makes the image, of whole units.
func (d *decoder) allocate(unitsX, unitsY int) {
	first := d.comps[0]
	whole := image.Rect(0, 0, 8*first.h*unitsX, 8*first.v*unitsY)
	part := image.Rect(0, 0, d.width, d.height)
	if len(d.comps) == 1 {
		m := image.NewGray(whole)
		d.comps[0].pix, d.comps[0].stride = m.Pix, m.Stride
		d.gray = m.SubImage(part).(*image.Gray)
		return
	}
	ratio := image.YCbCrSubsampleRatio444
	switch (first.h/d.comps[1].h)<<4 | first.v/d.comps[1].v {
	case 0x12:
		ratio = image.YCbCrSubsampleRatio440
	case 0x21:
		ratio = image.YCbCrSubsampleRatio422
	case 0x22:
		ratio = image.YCbCrSubsampleRatio420
	case 0x41:
		ratio = image.YCbCrSubsampleRatio411
	case 0x42:
		ratio = image.YCbCrSubsampleRatio410
	}
	m := image.NewYCbCr(whole, ratio)
	d.comps[0].pix, d.comps[0].stride = m.Y, m.YStride
	d.comps[1].pix, d.comps[1].stride = m.Cb, m.CStride
	d.comps[2].pix, d.comps[2].stride = m.Cr, m.CStride
	if len(d.comps) == 4 {
		c := &d.comps[3]
		c.stride = 8 * c.h * unitsX
		c.pix = make([]uint8, c.stride*8*c.v*unitsY)
	}
	d.color = m.SubImage(part).(*image.YCbCr)
}

// scanPart is a component in a scan.
type scanPart struct {
	comp   *component
	dc, ac *huffman
	last   int32 // the first coefficient of the block before
}

// band says which coefficients a scan has, and which bits of them.
type band struct {
	from, to  int
	high, low int
}

func (d *decoder) scan(n int) error {
	if d.comps == nil {
		return FormatError("missing SOF marker")
	}
	if n < 6 || 4+2*len(d.comps) < n || n%2 != 0 {
		return FormatError("SOS has wrong length")
	}
	b, err := d.bytes(n)
	if err != nil {
		return err
	}
	count := int(b[0])
	if n != 4+2*count {
		return FormatError("SOS length inconsistent with number of components")
	}
	parts := make([]scanPart, count)
	blocks := 0
	for i := range parts {
		p := &parts[i]
		for j := range d.comps {
			if d.comps[j].id == b[1+2*i] {
				p.comp = &d.comps[j]
			}
		}
		if p.comp == nil {
			return FormatError("unknown component selector")
		}
		for _, q := range parts[:i] {
			if q.comp == p.comp {
				return FormatError("repeated component selector")
			}
		}
		blocks += p.comp.h * p.comp.v
		dc, ac := b[2+2*i]>>4, b[2+2*i]&15
		if dc > 3 || d.baseline && dc > 1 {
			return FormatError("bad Td value")
		}
		if ac > 3 || d.baseline && ac > 1 {
			return FormatError("bad Ta value")
		}
		p.dc, p.ac = &d.codes[0][dc], &d.codes[1][ac]
	}
	if len(d.comps) > 1 && blocks > 10 {
		return FormatError("total sampling factors too large")
	}
	s := band{to: 63}
	if d.progressive {
		b = b[1+2*count:]
		s = band{int(b[0]), int(b[1]), int(b[2] >> 4), int(b[2] & 15)}
		if s.from == 0 && s.to != 0 || s.from > s.to || s.to > 63 {
			return FormatError("bad spectral selection bounds")
		}
		if s.from != 0 && count != 1 {
			return FormatError("progressive AC coefficients for more than one component")
		}
		if s.high != 0 && s.high != s.low+1 {
			return FormatError("bad successive approximation values")
		}
	}
	first := d.comps[0]
	unitsX := (d.width + 8*first.h - 1) / (8 * first.h)
	unitsY := (d.height + 8*first.v - 1) / (8 * first.v)
	if d.gray == nil && d.color == nil {
		d.allocate(unitsX, unitsY)
	}
	if d.progressive {
		for _, p := range parts {
			if p.comp.coefficients == nil {
				p.comp.coefficients = make([]block, unitsX*unitsY*p.comp.h*p.comp.v)
			}
		}
	}
	d.bits, d.nbits = 0, 0
	return d.units(parts, s, unitsX, unitsY)
}

// units reads the units of a scan: the blocks of all its components; or one block, if there is one component.
func (d *decoder) units(parts []scanPart, s band, unitsX, unitsY int) error {
	units := unitsX * unitsY
	number := 0 // of blocks of the only component
	mark := byte(markRST0)
	for unit := range units {
		for i := range parts {
			p := &parts[i]
			h, v := p.comp.h, p.comp.v
			for j := range h * v {
				x, y := h*(unit%unitsX)+j%h, v*(unit/unitsX)+j/h
				if len(parts) == 1 {
					x, y = number%(unitsX*h), number/(unitsX*h)
					number++
					if x*8 >= d.width || y*8 >= d.height {
						continue
					}
				}
				if d.progressive {
					if err := d.block(&p.comp.coefficients[y*unitsX*h+x], p, s); err != nil {
						return err
					}
					continue
				}
				var b block
				if err := d.block(&b, p, s); err != nil {
					return err
				}
				d.store8x8(&b, p.comp, x, y)
			}
		}
		if d.restart > 0 && (unit+1)%d.restart == 0 && unit+1 < units {
			if err := d.findRestart(mark); err != nil {
				return err
			}
			if mark++; mark > markRST7 {
				mark = markRST0
			}
			for i := range parts {
				parts[i].last = 0
			}
			d.bandRun = 0
		}
	}
	return nil
}

// findRestart goes to a restart marker, over bytes that some writers leave before it.
func (d *decoder) findRestart(mark byte) error {
	b, err := d.bytes(2)
	if err != nil {
		return err
	}
	for b[0] != 0xFF || b[1] != mark {
		keep := 0
		if b[0] == 0xFF && b[1] != 0xFF {
			if b[1] != 0 {
				return FormatError("bad RST marker")
			}
		} else if b[1] == 0xFF {
			b[0] = 0xFF
			keep = 1
		}
		for i := keep; i < 2; i++ {
			if b[i], err = d.byte(); err != nil {
				return err
			}
		}
	}
	return nil
}

// block reads what the scan has of a block.
func (d *decoder) block(b *block, p *scanPart, s band) error {
	if s.high != 0 {
		return d.refine(b, p.ac, s)
	}
	at := s.from
	if at == 0 {
		at++
		n, err := d.symbol(p.dc)
		if err != nil {
			return err
		}
		if n > 16 {
			return UnsupportedError("excessive DC component")
		}
		diff, err := d.signed(int(n))
		if err != nil {
			return err
		}
		p.last += diff
		b[0] = p.last << s.low
	}
	if at <= s.to && d.bandRun > 0 {
		d.bandRun--
		return nil
	}
	for ; at <= s.to; at++ {
		x, err := d.symbol(p.ac)
		if err != nil {
			return err
		}
		run, n := int(x>>4), int(x&15)
		switch {
		case n != 0:
			if at += run; at > s.to {
				return nil
			}
			v, err := d.signed(n)
			if err != nil {
				return err
			}
			b[zigzag[at]] = v << s.low
		case run == 15:
			at += 15
		default:
			if err := d.readBandRun(run); err != nil {
				return err
			}
			d.bandRun--
			return nil
		}
	}
	return nil
}

func (d *decoder) readBandRun(n int) error {
	d.bandRun = 1 << n
	if n == 0 {
		return nil
	}
	more, err := d.read(n)
	d.bandRun |= int(more)
	return err
}

// refine reads one more bit of coefficients, and those that become other than zero.
func (d *decoder) refine(b *block, h *huffman, s band) error {
	delta := int32(1) << s.low
	if s.from == 0 {
		bit, err := d.read(1)
		if bit != 0 {
			b[0] |= delta
		}
		return err
	}
	at := s.from
	if d.bandRun == 0 {
		for ; at <= s.to; at++ {
			x, err := d.symbol(h)
			if err != nil {
				return err
			}
			run := int(x >> 4)
			fresh := int32(0)
			switch x & 15 {
			case 0:
				if run != 15 {
					if err := d.readBandRun(run); err != nil {
						return err
					}
				}
			case 1:
				bit, err := d.read(1)
				if err != nil {
					return err
				}
				fresh = delta
				if bit == 0 {
					fresh = -delta
				}
			default:
				return FormatError("unexpected Huffman code")
			}
			if x&15 == 0 && run != 15 {
				break
			}
			if at, err = d.refineOthers(b, at, s.to, run, delta); err != nil {
				return err
			}
			if at > s.to {
				return FormatError("too many coefficients")
			}
			if fresh != 0 {
				b[zigzag[at]] = fresh
			}
		}
	}
	if d.bandRun > 0 {
		d.bandRun--
		_, err := d.refineOthers(b, at, s.to, -1, delta)
		return err
	}
	return nil
}

// refineOthers reads a bit of each coefficient that is not zero, up to after run zeros.
func (d *decoder) refineOthers(b *block, at, to, run int, delta int32) (int, error) {
	for ; at <= to; at++ {
		c := &b[zigzag[at]]
		if *c == 0 {
			if run == 0 {
				break
			}
			run--
			continue
		}
		bit, err := d.read(1)
		if err != nil {
			return at, err
		}
		if bit != 0 && *c >= 0 {
			*c += delta
		} else if bit != 0 {
			*c -= delta
		}
	}
	return at, nil
}

// store8x8 puts the samples of a block into the image.
func (d *decoder) store8x8(b *block, c *component, x, y int) {
	q := &d.quant[c.quant]
	for i := range q {
		b[zigzag[i]] *= q[i]
	}
	pixels.IDCT(b)
	to := c.pix[8*(y*c.stride+x):]
	for i, v := range b {
		to[i/8*c.stride+i%8] = uint8(min(max(v, -128), 127) + 128)
	}
}

// image returns what was read.
func (d *decoder) image() (image.Image, error) {
	if d.progressive {
		first := d.comps[0]
		unitsX := (d.width + 8*first.h - 1) / (8 * first.h)
		for i := range d.comps {
			c := &d.comps[i]
			if c.coefficients == nil {
				continue
			}
			for y := 0; y*8*first.v/c.v < d.height; y++ {
				for x := 0; x*8*first.h/c.h < d.width; x++ {
					d.store8x8(&c.coefficients[y*unitsX*c.h+x], c, x, y)
				}
			}
		}
	}
	switch {
	case d.gray != nil:
		return d.gray, nil
	case d.color == nil:
		return nil, FormatError("missing SOS marker")
	case len(d.comps) == 4:
		return d.cmyk()
	case d.isRGB():
		return d.rgb(), nil
	}
	return d.color, nil
}

// isRGB reports whether the three components are red, green and blue.
func (d *decoder) isRGB() bool {
	if d.jfif {
		return false
	}
	return d.adobe && d.transform == 0 || d.comps[0].id == 'R' && d.comps[1].id == 'G' && d.comps[2].id == 'B'
}

func (d *decoder) rgb() image.Image {
	m := image.NewRGBA(d.color.Bounds())
	ratio := d.comps[0].h / d.comps[1].h
	for y := range d.height {
		row := m.Pix[m.PixOffset(0, y):]
		yy, c := d.color.YOffset(0, y), d.color.COffset(0, y)
		for x := range d.width {
			row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = d.color.Y[yy+x], d.color.Cb[c+x/ratio], d.color.Cr[c+x/ratio], 0xFF
		}
	}
	return m
}

// cmyk returns an image of four components. Adobe's programs store them inverted.
func (d *decoder) cmyk() (image.Image, error) {
	if !d.adobe {
		return nil, UnsupportedError("unknown color model: 4-component JPEG doesn't have Adobe APP14 metadata")
	}
	bounds := d.color.Bounds()
	m := image.NewCMYK(bounds)
	if d.transform != 0 {
		rgba := image.NewRGBA(bounds)
		draw.Draw(rgba, bounds, d.color, bounds.Min, draw.Src)
		copy(m.Pix, rgba.Pix)
	}
	for i := range d.comps {
		c := &d.comps[i]
		if d.transform != 0 && i < 3 {
			continue
		}
		ratio := 1
		if c.h != d.comps[0].h || c.v != d.comps[0].v {
			ratio = 2
		}
		for y := range d.height {
			for x := range d.width {
				m.Pix[m.PixOffset(x, y)+i] = 255 - c.pix[y/ratio*c.stride+x/ratio]
			}
		}
	}
	return m, nil
}
