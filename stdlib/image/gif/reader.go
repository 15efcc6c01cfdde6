// Package gif reads and writes GIF images, animated ones too.
package gif

import (
	"bufio"
	"compress/lzw"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
)

// What becomes of a frame when the next one is shown.
const (
	DisposalNone       = 1 // it stays
	DisposalBackground = 2 // the background comes back
	DisposalPrevious   = 3 // what was there before comes back
)

// Introducers of blocks, and bits of fields.
const (
	extension = 0x21
	frame     = 0x2C
	trailer   = 0x3B

	extText     = 0x01
	extControl  = 0xF9
	extComment  = 0xFE
	extProgram  = 0xFF
	hasColors   = 0x80
	isInterlace = 0x40
)

var (
	errNotEnough = errors.New("gif: not enough image data")
	errTooMuch   = errors.New("gif: too much image data")
)

// GIF is an image of one or several frames.
type GIF struct {
	// Image is the frames.
	Image []*image.Paletted
	// Delay is how long each is shown, in 100ths of a second.
	Delay []int
	// LoopCount is how often they are repeated; 0: for ever, -1: not.
	LoopCount int
	// Disposal is what becomes of each frame; nil: 0 for all.
	Disposal []byte
	// Config is the common palette and the size. If it is zero, EncodeAll has no common palette, and takes the size of the
	// first frame.
	Config image.Config
	// BackgroundIndex is the color of the background in the common palette.
	BackgroundIndex byte
}

func init() {
	image.RegisterFormat("gif", "GIF8?a", Decode, DecodeConfig)
}

// Decode reads the first frame.
func Decode(r io.Reader) (image.Image, error) {
	d := newDecoder(r)
	if err := d.decode(true); err != nil {
		return nil, err
	}
	return d.g.Image[0], nil
}

// DecodeAll reads all frames.
func DecodeAll(r io.Reader) (*GIF, error) {
	d := newDecoder(r)
	if err := d.decode(false); err != nil {
		return nil, err
	}
	return &d.g, nil
}

// DecodeConfig reads the common palette and the size only.
func DecodeConfig(r io.Reader) (image.Config, error) {
	d := newDecoder(r)
	if err := d.header(); err != nil {
		return image.Config{}, err
	}
	return d.g.Config, nil
}

type byteReader interface {
	io.Reader
	io.ByteReader
}

type decoder struct {
	r           byteReader
	g           GIF
	colors      color.Palette // the common palette
	delay       int           // of the next frame, as the values below
	disposal    byte
	transparent int // -1: none
}

func newDecoder(r io.Reader) *decoder {
	br, ok := r.(byteReader)
	if !ok {
		br = bufio.NewReader(r)
	}
	return &decoder{r: br, g: GIF{LoopCount: -1}, transparent: -1}
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (d *decoder) bytes(n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := io.ReadFull(d.r, b)
	return b, unexpected(err)
}

func (d *decoder) byte() (byte, error) {
	c, err := d.r.ReadByte()
	return c, unexpected(err)
}

// block reads a block of up to 255 bytes; an empty one is the end of a list.
func (d *decoder) block() ([]byte, error) {
	n, err := d.byte()
	if err != nil || n == 0 {
		return nil, err
	}
	return d.bytes(int(n))
}

func (d *decoder) decode(firstOnly bool) error {
	if err := d.header(); err != nil {
		return err
	}
	for {
		c, err := d.byte()
		if err != nil {
			return fmt.Errorf("gif: reading frames: %v", err)
		}
		switch c {
		case extension:
			err = d.extension()
		case frame:
			err = d.frame()
			if err == nil && firstOnly {
				return nil
			}
		case trailer:
			if len(d.g.Image) == 0 {
				return errors.New("gif: missing image data")
			}
			return nil
		default:
			err = fmt.Errorf("gif: unknown block type: 0x%.2x", c)
		}
		if err != nil {
			return err
		}
	}
}

func u16(b []byte) int { return int(b[0]) | int(b[1])<<8 }

func (d *decoder) header() error {
	b, err := d.bytes(13)
	if err != nil {
		return fmt.Errorf("gif: reading header: %v", err)
	}
	if version := string(b[:6]); version != "GIF87a" && version != "GIF89a" {
		return fmt.Errorf("gif: can't recognize format %q", version)
	}
	d.g.Config.Width, d.g.Config.Height = u16(b[6:]), u16(b[8:])
	if b[10]&hasColors != 0 {
		d.g.BackgroundIndex = b[11]
		d.colors, err = d.palette(b[10])
	}
	d.g.Config.ColorModel = d.colors
	return err
}

// palette reads a palette whose size fields tell.
func (d *decoder) palette(fields byte) (color.Palette, error) {
	p := make(color.Palette, 2<<(fields&7))
	b, err := d.bytes(3 * len(p))
	if err != nil {
		return nil, fmt.Errorf("gif: reading color table: %s", err)
	}
	for i := range p {
		p[i] = color.RGBA{b[3*i], b[3*i+1], b[3*i+2], 0xFF}
	}
	return p, nil
}

func (d *decoder) extension() error {
	failed := func(err error) error { return fmt.Errorf("gif: reading extension: %v", err) }
	kind, err := d.byte()
	if err != nil {
		return failed(err)
	}
	size := 0
	switch kind {
	case extControl:
		return d.control()
	case extText:
		size = 13
	case extComment:
	case extProgram:
		n, err := d.byte()
		if err != nil {
			return failed(err)
		}
		size = int(n)
	default:
		return fmt.Errorf("gif: unknown extension 0x%.2x", kind)
	}
	name, err := d.bytes(size)
	if err != nil {
		return failed(err)
	}
	isLoop := kind == extProgram && string(name) == "NETSCAPE2.0"
	for {
		b, err := d.block()
		if err != nil {
			return failed(err)
		}
		if len(b) == 0 {
			return nil
		}
		if isLoop && len(b) == 3 && b[0] == 1 {
			d.g.LoopCount = u16(b[1:])
		}
		isLoop = false
	}
}

// control reads what the next frame is like.
func (d *decoder) control() error {
	b, err := d.bytes(6)
	if err != nil {
		return fmt.Errorf("gif: can't read graphic control: %s", err)
	}
	if b[0] != 4 {
		return fmt.Errorf("gif: invalid graphic control extension block size: %d", b[0])
	}
	d.disposal = b[1] >> 2 & 7
	d.delay = u16(b[2:])
	if b[1]&1 != 0 {
		d.transparent = int(b[4])
	}
	if b[5] != 0 {
		return fmt.Errorf("gif: invalid graphic control extension block terminator: %d", b[5])
	}
	return nil
}

func (d *decoder) frame() error {
	b, err := d.bytes(9)
	if err != nil {
		return fmt.Errorf("gif: can't read image descriptor: %s", err)
	}
	left, top, width, height, fields := u16(b), u16(b[2:]), u16(b[4:]), u16(b[6:]), b[8]
	if left+width > d.g.Config.Width || top+height > d.g.Config.Height {
		return errors.New("gif: frame bounds larger than image bounds")
	}
	m := image.NewPaletted(image.Rect(left, top, left+width, top+height), nil)
	if fields&hasColors != 0 {
		if m.Palette, err = d.palette(fields); err != nil {
			return err
		}
	} else if m.Palette = d.colors; m.Palette == nil {
		return errors.New("gif: no color table")
	}
	if d.transparent >= 0 {
		p := make(color.Palette, max(len(m.Palette), d.transparent+1))
		for i := copy(p, m.Palette); i < len(p); i++ {
			p[i] = color.RGBA{}
		}
		p[d.transparent] = color.RGBA{}
		m.Palette = p
	}
	if err := d.pixels(m.Pix); err != nil {
		return err
	}
	for _, c := range m.Pix {
		if int(c) >= len(m.Palette) {
			return errors.New("gif: invalid pixel value")
		}
	}
	if fields&isInterlace != 0 {
		deinterlace(m)
	}
	d.g.Image = append(d.g.Image, m)
	d.g.Delay = append(d.g.Delay, d.delay)
	d.g.Disposal = append(d.g.Disposal, d.disposal)
	d.delay = 0 // disposal stays
	d.transparent = -1
	return nil
}

func (d *decoder) pixels(pix []byte) error {
	failed := func(err error) error { return fmt.Errorf("gif: reading image data: %v", err) }
	width, err := d.byte()
	if err != nil {
		return failed(err)
	}
	if width < 2 || width > 8 {
		return fmt.Errorf("gif: pixel size in decode out of range: %d", width)
	}
	blocks := &blockReader{d: d}
	z := lzw.NewReader(blocks, lzw.LSB, int(width))
	defer z.Close()
	if _, err := io.ReadFull(z, pix); err != nil {
		if err = unexpected(err); err != io.ErrUnexpectedEOF {
			return failed(err)
		}
		return errNotEnough
	}
	// The pixels must end here. Some writers leave out the end of the stream, and some have a byte too much.
	var one [1]byte
	if n, err := z.Read(one[:]); n != 0 || err != io.EOF && err != io.ErrUnexpectedEOF {
		if err != nil {
			return failed(err)
		}
		return errTooMuch
	}
	if err := blocks.end(); err == errTooMuch {
		return err
	} else if err != nil {
		return failed(err)
	}
	return nil
}

// blockReader reads a list of blocks as one stream.
type blockReader struct {
	d    *decoder
	rest []byte
	err  error
}

func (b *blockReader) fill() {
	if b.err == nil {
		b.rest, b.err = b.d.block()
		if b.err == nil && len(b.rest) == 0 {
			b.err = io.EOF
		}
		if b.err != nil {
			b.rest = nil
		}
	}
}

func (b *blockReader) ReadByte() (byte, error) {
	if len(b.rest) == 0 {
		if b.fill(); b.err != nil {
			return 0, b.err
		}
	}
	c := b.rest[0]
	b.rest = b.rest[1:]
	return c, nil
}

func (b *blockReader) Read(p []byte) (int, error) {
	if len(p) == 0 || b.err != nil {
		return 0, b.err
	}
	if len(b.rest) == 0 {
		if b.fill(); b.err != nil {
			return 0, b.err
		}
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

// end goes to the end of the list, before which one more byte may stand.
func (b *blockReader) end() error {
	if b.err == nil && len(b.rest) == 0 {
		if b.fill(); b.err == nil && len(b.rest) > 1 {
			return errTooMuch
		}
	}
	if b.err == nil {
		b.fill()
	}
	switch b.err {
	case io.EOF:
		return nil
	case nil:
		return errTooMuch
	}
	return b.err
}

// deinterlace puts rows in order: each eighth is stored first, then those in the middle of them, and so on.
func deinterlace(m *image.Paletted) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	pix := make([]uint8, w*h)
	from := m.Pix
	for _, pass := range [...]struct{ start, step int }{{0, 8}, {4, 8}, {2, 4}, {1, 2}} {
		for y := pass.start; y < h; y += pass.step {
			copy(pix[y*w:(y+1)*w], from)
			from = from[w:]
		}
	}
	m.Pix = pix
}
