// Package color has colors and conversions between their models.
package color

// Color is any color: its red, green, blue and alpha from 0 to 0xFFFF, the former multiplied by alpha.
type Color interface {
	RGBA() (r, g, b, a uint32)
}

// RGBA is a color of 8 bits each, multiplied by alpha.
type RGBA struct{ R, G, B, A uint8 }

// RGBA returns the color with 16 bits.
func (c RGBA) RGBA() (r, g, b, a uint32) {
	return uint32(c.R) * 0x101, uint32(c.G) * 0x101, uint32(c.B) * 0x101, uint32(c.A) * 0x101
}

// RGBA64 is a color of 16 bits each, multiplied by alpha.
type RGBA64 struct{ R, G, B, A uint16 }

// RGBA returns the color.
func (c RGBA64) RGBA() (r, g, b, a uint32) {
	return uint32(c.R), uint32(c.G), uint32(c.B), uint32(c.A)
}

// NRGBA is a color of 8 bits each, not multiplied by alpha.
type NRGBA struct{ R, G, B, A uint8 }

// RGBA returns the color, multiplied by alpha.
func (c NRGBA) RGBA() (r, g, b, a uint32) {
	a = uint32(c.A)
	return uint32(c.R) * 0x101 * a / 0xFF, uint32(c.G) * 0x101 * a / 0xFF, uint32(c.B) * 0x101 * a / 0xFF, a * 0x101
}

// NRGBA64 is a color of 16 bits each, not multiplied by alpha.
type NRGBA64 struct{ R, G, B, A uint16 }

// RGBA returns the color, multiplied by alpha.
func (c NRGBA64) RGBA() (r, g, b, a uint32) {
	a = uint32(c.A)
	return uint32(c.R) * a / 0xFFFF, uint32(c.G) * a / 0xFFFF, uint32(c.B) * a / 0xFFFF, a
}

// Alpha is white of which 8 bits say how opaque it is.
type Alpha struct{ A uint8 }

// RGBA returns the color.
func (c Alpha) RGBA() (r, g, b, a uint32) {
	a = uint32(c.A) * 0x101
	return a, a, a, a
}

// Alpha16 is white of which 16 bits say how opaque it is.
type Alpha16 struct{ A uint16 }

// RGBA returns the color.
func (c Alpha16) RGBA() (r, g, b, a uint32) {
	a = uint32(c.A)
	return a, a, a, a
}

// Gray is a gray of 8 bits.
type Gray struct{ Y uint8 }

// RGBA returns the color.
func (c Gray) RGBA() (r, g, b, a uint32) {
	y := uint32(c.Y) * 0x101
	return y, y, y, 0xFFFF
}

// Gray16 is a gray of 16 bits.
type Gray16 struct{ Y uint16 }

// RGBA returns the color.
func (c Gray16) RGBA() (r, g, b, a uint32) {
	y := uint32(c.Y)
	return y, y, y, 0xFFFF
}

// Model converts colors to those of its kind, as well as it can.
type Model interface {
	Convert(c Color) Color
}

type funcModel struct{ convert func(Color) Color }

func (m *funcModel) Convert(c Color) Color { return m.convert(c) }

// ModelFunc returns a model that converts by f.
func ModelFunc(f func(Color) Color) Model { return &funcModel{f} }

// The models of the colors here.
var (
	RGBAModel    Model = ModelFunc(toRGBA)
	RGBA64Model  Model = ModelFunc(toRGBA64)
	NRGBAModel   Model = ModelFunc(toNRGBA)
	NRGBA64Model Model = ModelFunc(toNRGBA64)
	AlphaModel   Model = ModelFunc(toAlpha)
	Alpha16Model Model = ModelFunc(toAlpha16)
	GrayModel    Model = ModelFunc(toGray)
	Gray16Model  Model = ModelFunc(toGray16)
)

func toRGBA(c Color) Color {
	if _, ok := c.(RGBA); ok {
		return c
	}
	r, g, b, a := c.RGBA()
	return RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}
}

func toRGBA64(c Color) Color {
	if _, ok := c.(RGBA64); ok {
		return c
	}
	r, g, b, a := c.RGBA()
	return RGBA64{uint16(r), uint16(g), uint16(b), uint16(a)}
}

// plain returns a color without its being multiplied by alpha.
func plain(c Color) (r, g, b, a uint32) {
	r, g, b, a = c.RGBA()
	switch a {
	case 0:
		return 0, 0, 0, 0
	case 0xFFFF:
		return r, g, b, a
	}
	return r * 0xFFFF / a, g * 0xFFFF / a, b * 0xFFFF / a, a
}

func toNRGBA(c Color) Color {
	if _, ok := c.(NRGBA); ok {
		return c
	}
	r, g, b, a := plain(c)
	return NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}
}

func toNRGBA64(c Color) Color {
	if _, ok := c.(NRGBA64); ok {
		return c
	}
	r, g, b, a := plain(c)
	return NRGBA64{uint16(r), uint16(g), uint16(b), uint16(a)}
}

func toAlpha(c Color) Color {
	if _, ok := c.(Alpha); ok {
		return c
	}
	_, _, _, a := c.RGBA()
	return Alpha{uint8(a >> 8)}
}

func toAlpha16(c Color) Color {
	if _, ok := c.(Alpha16); ok {
		return c
	}
	_, _, _, a := c.RGBA()
	return Alpha16{uint16(a)}
}

// luma is how bright a color is, in 32 bits, as JFIF weighs the parts.
func luma(c Color) uint32 {
	r, g, b, _ := c.RGBA()
	return 19595*r + 38470*g + 7471*b + 1<<15
}

func toGray(c Color) Color {
	if _, ok := c.(Gray); ok {
		return c
	}
	return Gray{uint8(luma(c) >> 24)}
}

func toGray16(c Color) Color {
	if _, ok := c.(Gray16); ok {
		return c
	}
	return Gray16{uint16(luma(c) >> 16)}
}

// Palette is a list of colors. It is a model too.
type Palette []Color

// Convert returns the color of the palette that is nearest to c; nil, if there are none.
func (p Palette) Convert(c Color) Color {
	if len(p) == 0 {
		return nil
	}
	return p[p.Index(c)]
}

// Index returns which color of the palette is nearest to c.
func (p Palette) Index(c Color) int {
	r, g, b, a := c.RGBA()
	best, least := 0, uint32(1<<32-1)
	for i, x := range p {
		xr, xg, xb, xa := x.RGBA()
		sum := square(r-xr) + square(g-xg) + square(b-xb) + square(a-xa)
		if sum == 0 {
			return i
		}
		if sum < least {
			best, least = i, sum
		}
	}
	return best
}

// square returns a quarter of d², so that four of them can be added.
func square(d uint32) uint32 { return d * d >> 2 }

// Some colors.
var (
	Black       = Gray16{0}
	White       = Gray16{0xFFFF}
	Transparent = Alpha16{0}
	Opaque      = Alpha16{0xFFFF}
)
