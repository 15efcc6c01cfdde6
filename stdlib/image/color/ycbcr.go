package color

// byteOf returns v, which has 24 bits if it is within range, as 8 bits.
func byteOf(v int32) uint8 {
	switch {
	case v < 0:
		return 0
	case v > 0xFFFFFF:
		return 0xFF
	}
	return uint8(v >> 16)
}

// RGBToYCbCr returns a color's brightness and two differences, as JFIF has them.
func RGBToYCbCr(r, g, b uint8) (uint8, uint8, uint8) {
	r1, g1, b1 := int32(r), int32(g), int32(b)
	y := 19595*r1 + 38470*g1 + 7471*b1 + 1<<15
	cb := -11056*r1 - 21712*g1 + 32768*b1 + 257<<15
	cr := 32768*r1 - 27440*g1 - 5328*b1 + 257<<15
	return uint8(y >> 16), byteOf(cb), byteOf(cr)
}

// spread returns red, green and blue in 24 bits; they may be out of range.
func spread(y, cb, cr uint8) (r, g, b int32) {
	y1 := int32(y) * 0x10101
	cb1, cr1 := int32(cb)-128, int32(cr)-128
	return y1 + 91881*cr1, y1 - 22554*cb1 - 46802*cr1, y1 + 116130*cb1
}

// YCbCrToRGB is the reverse of RGBToYCbCr.
func YCbCrToRGB(y, cb, cr uint8) (uint8, uint8, uint8) {
	r, g, b := spread(y, cb, cr)
	return byteOf(r), byteOf(g), byteOf(b)
}

// YCbCr is a color as JPEG has it: brightness and two differences.
type YCbCr struct{ Y, Cb, Cr uint8 }

func word(v int32) uint32 { return uint32(min(max(v, 0), 0xFFFFFF)) >> 8 }

// RGBA returns the color.
func (c YCbCr) RGBA() (uint32, uint32, uint32, uint32) {
	r, g, b := spread(c.Y, c.Cb, c.Cr)
	return word(r), word(g), word(b), 0xFFFF
}

// YCbCrModel is the model of YCbCr.
var YCbCrModel Model = ModelFunc(toYCbCr)

func toYCbCr(c Color) Color {
	if _, ok := c.(YCbCr); ok {
		return c
	}
	r, g, b, _ := c.RGBA()
	y, cb, cr := RGBToYCbCr(uint8(r>>8), uint8(g>>8), uint8(b>>8))
	return YCbCr{y, cb, cr}
}

// NYCbCrA is YCbCr with alpha, by which the others are not multiplied.
type NYCbCrA struct {
	YCbCr
	A uint8
}

// RGBA returns the color, multiplied by alpha.
func (c NYCbCrA) RGBA() (uint32, uint32, uint32, uint32) {
	r, g, b, _ := c.YCbCr.RGBA()
	a := uint32(c.A) * 0x101
	return r * a / 0xFFFF, g * a / 0xFFFF, b * a / 0xFFFF, a
}

// NYCbCrAModel is the model of NYCbCrA.
var NYCbCrAModel Model = ModelFunc(toNYCbCrA)

func toNYCbCrA(c Color) Color {
	switch c := c.(type) {
	case NYCbCrA:
		return c
	case YCbCr:
		return NYCbCrA{c, 0xFF}
	}
	r, g, b, a := c.RGBA()
	if a != 0 {
		r, g, b = r*0xFFFF/a, g*0xFFFF/a, b*0xFFFF/a
	}
	y, cb, cr := RGBToYCbCr(uint8(r>>8), uint8(g>>8), uint8(b>>8))
	return NYCbCrA{YCbCr{y, cb, cr}, uint8(a >> 8)}
}

// RGBToCMYK returns a color as printers have it.
func RGBToCMYK(r, g, b uint8) (uint8, uint8, uint8, uint8) {
	w := uint32(max(r, g, b))
	if w == 0 {
		return 0, 0, 0, 0xFF
	}
	ink := func(v uint8) uint8 { return uint8((w - uint32(v)) * 0xFF / w) }
	return ink(r), ink(g), ink(b), uint8(0xFF - w)
}

// CMYKToRGB is the reverse of RGBToCMYK.
func CMYKToRGB(c, m, y, k uint8) (uint8, uint8, uint8) {
	r, g, b, _ := CMYK{c, m, y, k}.RGBA()
	return uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)
}

// CMYK is a color of cyan, magenta, yellow and black.
type CMYK struct{ C, M, Y, K uint8 }

// RGBA returns the color.
func (c CMYK) RGBA() (uint32, uint32, uint32, uint32) {
	w := 0xFFFF - uint32(c.K)*0x101
	r := (0xFFFF - uint32(c.C)*0x101) * w / 0xFFFF
	g := (0xFFFF - uint32(c.M)*0x101) * w / 0xFFFF
	b := (0xFFFF - uint32(c.Y)*0x101) * w / 0xFFFF
	return r, g, b, 0xFFFF
}

// CMYKModel is the model of CMYK.
var CMYKModel Model = ModelFunc(toCMYK)

func toCMYK(c Color) Color {
	if _, ok := c.(CMYK); ok {
		return c
	}
	r, g, b, _ := c.RGBA()
	cc, m, y, k := RGBToCMYK(uint8(r>>8), uint8(g>>8), uint8(b>>8))
	return CMYK{cc, m, y, k}
}
