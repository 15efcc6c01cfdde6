// Package image has two-dimensional images, and decodes them: what formats are known is up to the packages that are imported.
package image

import "image/color"

// Config is what can be told of an image without decoding it.
type Config struct {
	ColorModel    color.Model
	Width, Height int
}

// Image is a rectangle of colors.
type Image interface {
	// ColorModel returns the model of the colors.
	ColorModel() color.Model
	// Bounds returns the rectangle, which need not begin at 0, 0.
	Bounds() Rectangle
	// At returns the color of a point.
	At(x, y int) color.Color
}

// RGBA64Image is an image whose colors can be had without interfaces.
type RGBA64Image interface {
	RGBA64At(x, y int) color.RGBA64
	Image
}

// PalettedImage is an image whose colors are those of a palette, which is its model.
type PalettedImage interface {
	ColorIndexAt(x, y int) uint8
	Image
}

// buffer returns the memory for the pixels of a type of images.
func buffer(size int, r Rectangle, typ string) []uint8 {
	n := product(size, r.Dx(), r.Dy())
	if n < 0 {
		panic("image: New" + typ + " Rectangle has huge or negative dimensions")
	}
	return make([]uint8, n)
}

// allSet reports whether the bytes from off on, each size after the other, are 0xFF in all rows of w and h pixels.
func allSet(pix []uint8, stride, size, off, w, h int) bool {
	for y := range h {
		row := pix[y*stride : y*stride+w*size]
		for i := off; i < len(row); i += size {
			if row[i] != 0xFF {
				return false
			}
		}
	}
	return true
}

func get16(p []uint8) uint16 { return uint16(p[0])<<8 | uint16(p[1]) }

func put16(p []uint8, v uint16) { p[0], p[1] = uint8(v>>8), uint8(v) }

// to64 returns a color as RGBA64, which it is within range.
func to64(c color.Color) color.RGBA64 {
	r, g, b, a := c.RGBA()
	return color.RGBA64{uint16(r), uint16(g), uint16(b), uint16(a)}
}

// plain returns c not multiplied by alpha.
func plain(c color.RGBA64) (r, g, b, a uint32) {
	r, g, b, a = c.RGBA()
	if a != 0 && a != 0xFFFF {
		r, g, b = r*0xFFFF/a, g*0xFFFF/a, b*0xFFFF/a
	}
	return r, g, b, a
}

// luma is how bright a color is, in 32 bits.
func luma(c color.RGBA64) uint32 {
	return 19595*uint32(c.R) + 38470*uint32(c.G) + 7471*uint32(c.B) + 1<<15
}

// RGBA is an image of colors of 8 bits each, multiplied by alpha.
type RGBA struct {
	// Pix is the pixels. The one at x, y begins at Pix[(y-Rect.Min.Y)*Stride+(x-Rect.Min.X)*4].
	Pix []uint8
	// Stride is how many bytes there are from a row to the next.
	Stride int
	// Rect is the bounds.
	Rect Rectangle
}

// NewRGBA returns an image of zeros.
func NewRGBA(r Rectangle) *RGBA {
	return &RGBA{Pix: buffer(4, r, "RGBA"), Stride: 4 * r.Dx(), Rect: r}
}

// ColorModel returns color.RGBAModel.
func (p *RGBA) ColorModel() color.Model { return color.RGBAModel }

// Bounds returns p.Rect.
func (p *RGBA) Bounds() Rectangle { return p.Rect }

// PixOffset returns where the pixel at x, y begins in Pix.
func (p *RGBA) PixOffset(x, y int) int {
	return (y-p.Rect.Min.Y)*p.Stride + (x-p.Rect.Min.X)*4
}

// pixel returns the bytes of a pixel, nil outside of the image.
func (p *RGBA) pixel(x, y int) []uint8 {
	if !(Point{x, y}).In(p.Rect) {
		return nil
	}
	i := p.PixOffset(x, y)
	return p.Pix[i : i+4 : i+4]
}

// At returns the color there.
func (p *RGBA) At(x, y int) color.Color { return p.RGBAAt(x, y) }

// RGBAAt returns the color there.
func (p *RGBA) RGBAAt(x, y int) color.RGBA {
	s := p.pixel(x, y)
	if s == nil {
		return color.RGBA{}
	}
	return color.RGBA{s[0], s[1], s[2], s[3]}
}

// RGBA64At returns the color there.
func (p *RGBA) RGBA64At(x, y int) color.RGBA64 { return to64(p.RGBAAt(x, y)) }

// Set sets the color there; outside of the bounds it does nothing.
func (p *RGBA) Set(x, y int, c color.Color) {
	if (Point{x, y}).In(p.Rect) {
		p.SetRGBA(x, y, color.RGBAModel.Convert(c).(color.RGBA))
	}
}

// SetRGBA64 sets the color there.
func (p *RGBA) SetRGBA64(x, y int, c color.RGBA64) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	s[0], s[1], s[2], s[3] = uint8(c.R>>8), uint8(c.G>>8), uint8(c.B>>8), uint8(c.A>>8)
}

// SetRGBA sets the color there.
func (p *RGBA) SetRGBA(x, y int, c color.RGBA) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	s[0], s[1], s[2], s[3] = c.R, c.G, c.B, c.A
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *RGBA) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &RGBA{}
	}
	return &RGBA{Pix: p.Pix[p.PixOffset(r.Min.X, r.Min.Y):], Stride: p.Stride, Rect: r}
}

// Opaque reports whether no pixel is transparent.
func (p *RGBA) Opaque() bool {
	return p.Rect.Empty() || allSet(p.Pix, p.Stride, 4, 3, p.Rect.Dx(), p.Rect.Dy())
}

// RGBA64 is an image of colors of 16 bits each, the higher byte first, multiplied by alpha.
type RGBA64 struct {
	// Pix is the pixels. The one at x, y begins at Pix[(y-Rect.Min.Y)*Stride+(x-Rect.Min.X)*8].
	Pix []uint8
	// Stride is how many bytes there are from a row to the next.
	Stride int
	// Rect is the bounds.
	Rect Rectangle
}

// NewRGBA64 returns an image of zeros.
func NewRGBA64(r Rectangle) *RGBA64 {
	return &RGBA64{Pix: buffer(8, r, "RGBA64"), Stride: 8 * r.Dx(), Rect: r}
}

// ColorModel returns color.RGBA64Model.
func (p *RGBA64) ColorModel() color.Model { return color.RGBA64Model }

// Bounds returns p.Rect.
func (p *RGBA64) Bounds() Rectangle { return p.Rect }

// PixOffset returns where the pixel at x, y begins in Pix.
func (p *RGBA64) PixOffset(x, y int) int {
	return (y-p.Rect.Min.Y)*p.Stride + (x-p.Rect.Min.X)*8
}

// pixel returns the bytes of a pixel, nil outside of the image.
func (p *RGBA64) pixel(x, y int) []uint8 {
	if !(Point{x, y}).In(p.Rect) {
		return nil
	}
	i := p.PixOffset(x, y)
	return p.Pix[i : i+8 : i+8]
}

// At returns the color there.
func (p *RGBA64) At(x, y int) color.Color { return p.RGBA64At(x, y) }

// RGBA64At returns the color there.
func (p *RGBA64) RGBA64At(x, y int) color.RGBA64 {
	s := p.pixel(x, y)
	if s == nil {
		return color.RGBA64{}
	}
	return color.RGBA64{get16(s), get16(s[2:]), get16(s[4:]), get16(s[6:])}
}

// Set sets the color there; outside of the bounds it does nothing.
func (p *RGBA64) Set(x, y int, c color.Color) {
	if (Point{x, y}).In(p.Rect) {
		p.SetRGBA64(x, y, color.RGBA64Model.Convert(c).(color.RGBA64))
	}
}

// SetRGBA64 sets the color there.
func (p *RGBA64) SetRGBA64(x, y int, c color.RGBA64) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	put16(s, c.R)
	put16(s[2:], c.G)
	put16(s[4:], c.B)
	put16(s[6:], c.A)
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *RGBA64) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &RGBA64{}
	}
	return &RGBA64{Pix: p.Pix[p.PixOffset(r.Min.X, r.Min.Y):], Stride: p.Stride, Rect: r}
}

// Opaque reports whether no pixel is transparent.
func (p *RGBA64) Opaque() bool {
	return p.Rect.Empty() || allSet(p.Pix, p.Stride, 8, 6, p.Rect.Dx(), p.Rect.Dy()) && allSet(p.Pix, p.Stride, 8, 7, p.Rect.Dx(), p.Rect.Dy())
}

// NRGBA is an image of colors of 8 bits each, not multiplied by alpha.
type NRGBA struct {
	// Pix is the pixels. The one at x, y begins at Pix[(y-Rect.Min.Y)*Stride+(x-Rect.Min.X)*4].
	Pix []uint8
	// Stride is how many bytes there are from a row to the next.
	Stride int
	// Rect is the bounds.
	Rect Rectangle
}

// NewNRGBA returns an image of zeros.
func NewNRGBA(r Rectangle) *NRGBA {
	return &NRGBA{Pix: buffer(4, r, "NRGBA"), Stride: 4 * r.Dx(), Rect: r}
}

// ColorModel returns color.NRGBAModel.
func (p *NRGBA) ColorModel() color.Model { return color.NRGBAModel }

// Bounds returns p.Rect.
func (p *NRGBA) Bounds() Rectangle { return p.Rect }

// PixOffset returns where the pixel at x, y begins in Pix.
func (p *NRGBA) PixOffset(x, y int) int {
	return (y-p.Rect.Min.Y)*p.Stride + (x-p.Rect.Min.X)*4
}

// pixel returns the bytes of a pixel, nil outside of the image.
func (p *NRGBA) pixel(x, y int) []uint8 {
	if !(Point{x, y}).In(p.Rect) {
		return nil
	}
	i := p.PixOffset(x, y)
	return p.Pix[i : i+4 : i+4]
}

// At returns the color there.
func (p *NRGBA) At(x, y int) color.Color { return p.NRGBAAt(x, y) }

// NRGBAAt returns the color there.
func (p *NRGBA) NRGBAAt(x, y int) color.NRGBA {
	s := p.pixel(x, y)
	if s == nil {
		return color.NRGBA{}
	}
	return color.NRGBA{s[0], s[1], s[2], s[3]}
}

// RGBA64At returns the color there.
func (p *NRGBA) RGBA64At(x, y int) color.RGBA64 { return to64(p.NRGBAAt(x, y)) }

// Set sets the color there; outside of the bounds it does nothing.
func (p *NRGBA) Set(x, y int, c color.Color) {
	if (Point{x, y}).In(p.Rect) {
		p.SetNRGBA(x, y, color.NRGBAModel.Convert(c).(color.NRGBA))
	}
}

// SetRGBA64 sets the color there.
func (p *NRGBA) SetRGBA64(x, y int, c color.RGBA64) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	r, g, b, a := plain(c)
	s[0], s[1], s[2], s[3] = uint8(r>>8), uint8(g>>8), uint8(b>>8), uint8(a>>8)
}

// SetNRGBA sets the color there.
func (p *NRGBA) SetNRGBA(x, y int, c color.NRGBA) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	s[0], s[1], s[2], s[3] = c.R, c.G, c.B, c.A
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *NRGBA) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &NRGBA{}
	}
	return &NRGBA{Pix: p.Pix[p.PixOffset(r.Min.X, r.Min.Y):], Stride: p.Stride, Rect: r}
}

// Opaque reports whether no pixel is transparent.
func (p *NRGBA) Opaque() bool {
	return p.Rect.Empty() || allSet(p.Pix, p.Stride, 4, 3, p.Rect.Dx(), p.Rect.Dy())
}

// NRGBA64 is an image of colors of 16 bits each, the higher byte first, not multiplied by alpha.
type NRGBA64 struct {
	// Pix is the pixels. The one at x, y begins at Pix[(y-Rect.Min.Y)*Stride+(x-Rect.Min.X)*8].
	Pix []uint8
	// Stride is how many bytes there are from a row to the next.
	Stride int
	// Rect is the bounds.
	Rect Rectangle
}

// NewNRGBA64 returns an image of zeros.
func NewNRGBA64(r Rectangle) *NRGBA64 {
	return &NRGBA64{Pix: buffer(8, r, "NRGBA64"), Stride: 8 * r.Dx(), Rect: r}
}

// ColorModel returns color.NRGBA64Model.
func (p *NRGBA64) ColorModel() color.Model { return color.NRGBA64Model }

// Bounds returns p.Rect.
func (p *NRGBA64) Bounds() Rectangle { return p.Rect }

// PixOffset returns where the pixel at x, y begins in Pix.
func (p *NRGBA64) PixOffset(x, y int) int {
	return (y-p.Rect.Min.Y)*p.Stride + (x-p.Rect.Min.X)*8
}

// pixel returns the bytes of a pixel, nil outside of the image.
func (p *NRGBA64) pixel(x, y int) []uint8 {
	if !(Point{x, y}).In(p.Rect) {
		return nil
	}
	i := p.PixOffset(x, y)
	return p.Pix[i : i+8 : i+8]
}

// At returns the color there.
func (p *NRGBA64) At(x, y int) color.Color { return p.NRGBA64At(x, y) }

// NRGBA64At returns the color there.
func (p *NRGBA64) NRGBA64At(x, y int) color.NRGBA64 {
	s := p.pixel(x, y)
	if s == nil {
		return color.NRGBA64{}
	}
	return color.NRGBA64{get16(s), get16(s[2:]), get16(s[4:]), get16(s[6:])}
}

// RGBA64At returns the color there.
func (p *NRGBA64) RGBA64At(x, y int) color.RGBA64 { return to64(p.NRGBA64At(x, y)) }

// Set sets the color there; outside of the bounds it does nothing.
func (p *NRGBA64) Set(x, y int, c color.Color) {
	if (Point{x, y}).In(p.Rect) {
		p.SetNRGBA64(x, y, color.NRGBA64Model.Convert(c).(color.NRGBA64))
	}
}

// SetRGBA64 sets the color there.
func (p *NRGBA64) SetRGBA64(x, y int, c color.RGBA64) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	r, g, b, a := plain(c)
	put16(s, uint16(r))
	put16(s[2:], uint16(g))
	put16(s[4:], uint16(b))
	put16(s[6:], uint16(a))
}

// SetNRGBA64 sets the color there.
func (p *NRGBA64) SetNRGBA64(x, y int, c color.NRGBA64) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	put16(s, c.R)
	put16(s[2:], c.G)
	put16(s[4:], c.B)
	put16(s[6:], c.A)
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *NRGBA64) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &NRGBA64{}
	}
	return &NRGBA64{Pix: p.Pix[p.PixOffset(r.Min.X, r.Min.Y):], Stride: p.Stride, Rect: r}
}

// Opaque reports whether no pixel is transparent.
func (p *NRGBA64) Opaque() bool {
	return p.Rect.Empty() || allSet(p.Pix, p.Stride, 8, 6, p.Rect.Dx(), p.Rect.Dy()) && allSet(p.Pix, p.Stride, 8, 7, p.Rect.Dx(), p.Rect.Dy())
}

// Alpha is an image of alphas of 8 bits.
type Alpha struct {
	// Pix is the pixels. The one at x, y begins at Pix[(y-Rect.Min.Y)*Stride+(x-Rect.Min.X)].
	Pix []uint8
	// Stride is how many bytes there are from a row to the next.
	Stride int
	// Rect is the bounds.
	Rect Rectangle
}

// NewAlpha returns an image of zeros.
func NewAlpha(r Rectangle) *Alpha {
	return &Alpha{Pix: buffer(1, r, "Alpha"), Stride: r.Dx(), Rect: r}
}

// ColorModel returns color.AlphaModel.
func (p *Alpha) ColorModel() color.Model { return color.AlphaModel }

// Bounds returns p.Rect.
func (p *Alpha) Bounds() Rectangle { return p.Rect }

// PixOffset returns where the pixel at x, y begins in Pix.
func (p *Alpha) PixOffset(x, y int) int {
	return (y-p.Rect.Min.Y)*p.Stride + (x - p.Rect.Min.X)
}

// pixel returns the bytes of a pixel, nil outside of the image.
func (p *Alpha) pixel(x, y int) []uint8 {
	if !(Point{x, y}).In(p.Rect) {
		return nil
	}
	i := p.PixOffset(x, y)
	return p.Pix[i : i+1 : i+1]
}

// At returns the color there.
func (p *Alpha) At(x, y int) color.Color { return p.AlphaAt(x, y) }

// AlphaAt returns the color there.
func (p *Alpha) AlphaAt(x, y int) color.Alpha {
	s := p.pixel(x, y)
	if s == nil {
		return color.Alpha{}
	}
	return color.Alpha{s[0]}
}

// RGBA64At returns the color there.
func (p *Alpha) RGBA64At(x, y int) color.RGBA64 { return to64(p.AlphaAt(x, y)) }

// Set sets the color there; outside of the bounds it does nothing.
func (p *Alpha) Set(x, y int, c color.Color) {
	if (Point{x, y}).In(p.Rect) {
		p.SetAlpha(x, y, color.AlphaModel.Convert(c).(color.Alpha))
	}
}

// SetRGBA64 sets the color there.
func (p *Alpha) SetRGBA64(x, y int, c color.RGBA64) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	s[0] = uint8(c.A >> 8)
}

// SetAlpha sets the color there.
func (p *Alpha) SetAlpha(x, y int, c color.Alpha) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	s[0] = c.A
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *Alpha) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &Alpha{}
	}
	return &Alpha{Pix: p.Pix[p.PixOffset(r.Min.X, r.Min.Y):], Stride: p.Stride, Rect: r}
}

// Opaque reports whether no pixel is transparent.
func (p *Alpha) Opaque() bool {
	return p.Rect.Empty() || allSet(p.Pix, p.Stride, 1, 0, p.Rect.Dx(), p.Rect.Dy())
}

// Alpha16 is an image of alphas of 16 bits, the higher byte first.
type Alpha16 struct {
	// Pix is the pixels. The one at x, y begins at Pix[(y-Rect.Min.Y)*Stride+(x-Rect.Min.X)*2].
	Pix []uint8
	// Stride is how many bytes there are from a row to the next.
	Stride int
	// Rect is the bounds.
	Rect Rectangle
}

// NewAlpha16 returns an image of zeros.
func NewAlpha16(r Rectangle) *Alpha16 {
	return &Alpha16{Pix: buffer(2, r, "Alpha16"), Stride: 2 * r.Dx(), Rect: r}
}

// ColorModel returns color.Alpha16Model.
func (p *Alpha16) ColorModel() color.Model { return color.Alpha16Model }

// Bounds returns p.Rect.
func (p *Alpha16) Bounds() Rectangle { return p.Rect }

// PixOffset returns where the pixel at x, y begins in Pix.
func (p *Alpha16) PixOffset(x, y int) int {
	return (y-p.Rect.Min.Y)*p.Stride + (x-p.Rect.Min.X)*2
}

// pixel returns the bytes of a pixel, nil outside of the image.
func (p *Alpha16) pixel(x, y int) []uint8 {
	if !(Point{x, y}).In(p.Rect) {
		return nil
	}
	i := p.PixOffset(x, y)
	return p.Pix[i : i+2 : i+2]
}

// At returns the color there.
func (p *Alpha16) At(x, y int) color.Color { return p.Alpha16At(x, y) }

// Alpha16At returns the color there.
func (p *Alpha16) Alpha16At(x, y int) color.Alpha16 {
	s := p.pixel(x, y)
	if s == nil {
		return color.Alpha16{}
	}
	return color.Alpha16{get16(s)}
}

// RGBA64At returns the color there.
func (p *Alpha16) RGBA64At(x, y int) color.RGBA64 { return to64(p.Alpha16At(x, y)) }

// Set sets the color there; outside of the bounds it does nothing.
func (p *Alpha16) Set(x, y int, c color.Color) {
	if (Point{x, y}).In(p.Rect) {
		p.SetAlpha16(x, y, color.Alpha16Model.Convert(c).(color.Alpha16))
	}
}

// SetRGBA64 sets the color there.
func (p *Alpha16) SetRGBA64(x, y int, c color.RGBA64) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	put16(s, c.A)
}

// SetAlpha16 sets the color there.
func (p *Alpha16) SetAlpha16(x, y int, c color.Alpha16) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	put16(s, c.A)
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *Alpha16) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &Alpha16{}
	}
	return &Alpha16{Pix: p.Pix[p.PixOffset(r.Min.X, r.Min.Y):], Stride: p.Stride, Rect: r}
}

// Opaque reports whether no pixel is transparent.
func (p *Alpha16) Opaque() bool {
	return p.Rect.Empty() || allSet(p.Pix, p.Stride, 2, 0, p.Rect.Dx(), p.Rect.Dy()) && allSet(p.Pix, p.Stride, 2, 1, p.Rect.Dx(), p.Rect.Dy())
}

// Gray is an image of grays of 8 bits.
type Gray struct {
	// Pix is the pixels. The one at x, y begins at Pix[(y-Rect.Min.Y)*Stride+(x-Rect.Min.X)].
	Pix []uint8
	// Stride is how many bytes there are from a row to the next.
	Stride int
	// Rect is the bounds.
	Rect Rectangle
}

// NewGray returns an image of zeros.
func NewGray(r Rectangle) *Gray {
	return &Gray{Pix: buffer(1, r, "Gray"), Stride: r.Dx(), Rect: r}
}

// ColorModel returns color.GrayModel.
func (p *Gray) ColorModel() color.Model { return color.GrayModel }

// Bounds returns p.Rect.
func (p *Gray) Bounds() Rectangle { return p.Rect }

// PixOffset returns where the pixel at x, y begins in Pix.
func (p *Gray) PixOffset(x, y int) int {
	return (y-p.Rect.Min.Y)*p.Stride + (x - p.Rect.Min.X)
}

// pixel returns the bytes of a pixel, nil outside of the image.
func (p *Gray) pixel(x, y int) []uint8 {
	if !(Point{x, y}).In(p.Rect) {
		return nil
	}
	i := p.PixOffset(x, y)
	return p.Pix[i : i+1 : i+1]
}

// At returns the color there.
func (p *Gray) At(x, y int) color.Color { return p.GrayAt(x, y) }

// GrayAt returns the color there.
func (p *Gray) GrayAt(x, y int) color.Gray {
	s := p.pixel(x, y)
	if s == nil {
		return color.Gray{}
	}
	return color.Gray{s[0]}
}

// RGBA64At returns the color there.
func (p *Gray) RGBA64At(x, y int) color.RGBA64 { return to64(p.GrayAt(x, y)) }

// Set sets the color there; outside of the bounds it does nothing.
func (p *Gray) Set(x, y int, c color.Color) {
	if (Point{x, y}).In(p.Rect) {
		p.SetGray(x, y, color.GrayModel.Convert(c).(color.Gray))
	}
}

// SetRGBA64 sets the color there.
func (p *Gray) SetRGBA64(x, y int, c color.RGBA64) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	s[0] = uint8(luma(c) >> 24)
}

// SetGray sets the color there.
func (p *Gray) SetGray(x, y int, c color.Gray) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	s[0] = c.Y
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *Gray) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &Gray{}
	}
	return &Gray{Pix: p.Pix[p.PixOffset(r.Min.X, r.Min.Y):], Stride: p.Stride, Rect: r}
}

// Opaque returns true.
func (p *Gray) Opaque() bool { return true }

// Gray16 is an image of grays of 16 bits, the higher byte first.
type Gray16 struct {
	// Pix is the pixels. The one at x, y begins at Pix[(y-Rect.Min.Y)*Stride+(x-Rect.Min.X)*2].
	Pix []uint8
	// Stride is how many bytes there are from a row to the next.
	Stride int
	// Rect is the bounds.
	Rect Rectangle
}

// NewGray16 returns an image of zeros.
func NewGray16(r Rectangle) *Gray16 {
	return &Gray16{Pix: buffer(2, r, "Gray16"), Stride: 2 * r.Dx(), Rect: r}
}

// ColorModel returns color.Gray16Model.
func (p *Gray16) ColorModel() color.Model { return color.Gray16Model }

// Bounds returns p.Rect.
func (p *Gray16) Bounds() Rectangle { return p.Rect }

// PixOffset returns where the pixel at x, y begins in Pix.
func (p *Gray16) PixOffset(x, y int) int {
	return (y-p.Rect.Min.Y)*p.Stride + (x-p.Rect.Min.X)*2
}

// pixel returns the bytes of a pixel, nil outside of the image.
func (p *Gray16) pixel(x, y int) []uint8 {
	if !(Point{x, y}).In(p.Rect) {
		return nil
	}
	i := p.PixOffset(x, y)
	return p.Pix[i : i+2 : i+2]
}

// At returns the color there.
func (p *Gray16) At(x, y int) color.Color { return p.Gray16At(x, y) }

// Gray16At returns the color there.
func (p *Gray16) Gray16At(x, y int) color.Gray16 {
	s := p.pixel(x, y)
	if s == nil {
		return color.Gray16{}
	}
	return color.Gray16{get16(s)}
}

// RGBA64At returns the color there.
func (p *Gray16) RGBA64At(x, y int) color.RGBA64 { return to64(p.Gray16At(x, y)) }

// Set sets the color there; outside of the bounds it does nothing.
func (p *Gray16) Set(x, y int, c color.Color) {
	if (Point{x, y}).In(p.Rect) {
		p.SetGray16(x, y, color.Gray16Model.Convert(c).(color.Gray16))
	}
}

// SetRGBA64 sets the color there.
func (p *Gray16) SetRGBA64(x, y int, c color.RGBA64) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	put16(s, uint16(luma(c)>>16))
}

// SetGray16 sets the color there.
func (p *Gray16) SetGray16(x, y int, c color.Gray16) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	put16(s, c.Y)
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *Gray16) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &Gray16{}
	}
	return &Gray16{Pix: p.Pix[p.PixOffset(r.Min.X, r.Min.Y):], Stride: p.Stride, Rect: r}
}

// Opaque returns true.
func (p *Gray16) Opaque() bool { return true }

// CMYK is an image of colors of cyan, magenta, yellow and black, 8 bits each.
type CMYK struct {
	// Pix is the pixels. The one at x, y begins at Pix[(y-Rect.Min.Y)*Stride+(x-Rect.Min.X)*4].
	Pix []uint8
	// Stride is how many bytes there are from a row to the next.
	Stride int
	// Rect is the bounds.
	Rect Rectangle
}

// NewCMYK returns an image of zeros.
func NewCMYK(r Rectangle) *CMYK {
	return &CMYK{Pix: buffer(4, r, "CMYK"), Stride: 4 * r.Dx(), Rect: r}
}

// ColorModel returns color.CMYKModel.
func (p *CMYK) ColorModel() color.Model { return color.CMYKModel }

// Bounds returns p.Rect.
func (p *CMYK) Bounds() Rectangle { return p.Rect }

// PixOffset returns where the pixel at x, y begins in Pix.
func (p *CMYK) PixOffset(x, y int) int {
	return (y-p.Rect.Min.Y)*p.Stride + (x-p.Rect.Min.X)*4
}

// pixel returns the bytes of a pixel, nil outside of the image.
func (p *CMYK) pixel(x, y int) []uint8 {
	if !(Point{x, y}).In(p.Rect) {
		return nil
	}
	i := p.PixOffset(x, y)
	return p.Pix[i : i+4 : i+4]
}

// At returns the color there.
func (p *CMYK) At(x, y int) color.Color { return p.CMYKAt(x, y) }

// CMYKAt returns the color there.
func (p *CMYK) CMYKAt(x, y int) color.CMYK {
	s := p.pixel(x, y)
	if s == nil {
		return color.CMYK{}
	}
	return color.CMYK{s[0], s[1], s[2], s[3]}
}

// RGBA64At returns the color there.
func (p *CMYK) RGBA64At(x, y int) color.RGBA64 { return to64(p.CMYKAt(x, y)) }

// Set sets the color there; outside of the bounds it does nothing.
func (p *CMYK) Set(x, y int, c color.Color) {
	if (Point{x, y}).In(p.Rect) {
		p.SetCMYK(x, y, color.CMYKModel.Convert(c).(color.CMYK))
	}
}

// SetRGBA64 sets the color there.
func (p *CMYK) SetRGBA64(x, y int, c color.RGBA64) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	s[0], s[1], s[2], s[3] = color.RGBToCMYK(uint8(c.R>>8), uint8(c.G>>8), uint8(c.B>>8))
}

// SetCMYK sets the color there.
func (p *CMYK) SetCMYK(x, y int, c color.CMYK) {
	s := p.pixel(x, y)
	if s == nil {
		return
	}
	s[0], s[1], s[2], s[3] = c.C, c.M, c.Y, c.K
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *CMYK) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &CMYK{}
	}
	return &CMYK{Pix: p.Pix[p.PixOffset(r.Min.X, r.Min.Y):], Stride: p.Stride, Rect: r}
}

// Opaque returns true.
func (p *CMYK) Opaque() bool { return true }

// Paletted is an image of indices, of 8 bits, into a palette.
type Paletted struct {
	// Pix is the pixels. The one at x, y is at Pix[(y-Rect.Min.Y)*Stride+(x-Rect.Min.X)].
	Pix []uint8
	// Stride is how many bytes there are from a row to the next.
	Stride int
	// Rect is the bounds.
	Rect Rectangle
	// Palette is the colors.
	Palette color.Palette
}

// NewPaletted returns an image of the first color.
func NewPaletted(r Rectangle, p color.Palette) *Paletted {
	return &Paletted{Pix: buffer(1, r, "Paletted"), Stride: r.Dx(), Rect: r, Palette: p}
}

// ColorModel returns the palette.
func (p *Paletted) ColorModel() color.Model { return p.Palette }

// Bounds returns p.Rect.
func (p *Paletted) Bounds() Rectangle { return p.Rect }

// PixOffset returns where the pixel at x, y is in Pix.
func (p *Paletted) PixOffset(x, y int) int { return (y-p.Rect.Min.Y)*p.Stride + (x - p.Rect.Min.X) }

// At returns the color there; outside of the bounds the first of the palette.
func (p *Paletted) At(x, y int) color.Color {
	if len(p.Palette) == 0 {
		return nil
	}
	return p.Palette[p.ColorIndexAt(x, y)]
}

// RGBA64At returns the color there.
func (p *Paletted) RGBA64At(x, y int) color.RGBA64 {
	if len(p.Palette) == 0 {
		return color.RGBA64{}
	}
	return to64(p.Palette[p.ColorIndexAt(x, y)])
}

// ColorIndexAt returns the index there.
func (p *Paletted) ColorIndexAt(x, y int) uint8 {
	if !(Point{x, y}).In(p.Rect) {
		return 0
	}
	return p.Pix[p.PixOffset(x, y)]
}

// Set sets the color there to the one of the palette that is nearest.
func (p *Paletted) Set(x, y int, c color.Color) {
	if (Point{x, y}).In(p.Rect) {
		p.Pix[p.PixOffset(x, y)] = uint8(p.Palette.Index(c))
	}
}

// SetRGBA64 sets the color there to the one of the palette that is nearest.
func (p *Paletted) SetRGBA64(x, y int, c color.RGBA64) { p.Set(x, y, c) }

// SetColorIndex sets the index there.
func (p *Paletted) SetColorIndex(x, y int, index uint8) {
	if (Point{x, y}).In(p.Rect) {
		p.Pix[p.PixOffset(x, y)] = index
	}
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *Paletted) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &Paletted{Palette: p.Palette}
	}
	return &Paletted{Pix: p.Pix[p.PixOffset(r.Min.X, r.Min.Y):], Stride: p.Stride, Rect: r, Palette: p.Palette}
}

// Opaque reports whether no color that occurs is transparent.
func (p *Paletted) Opaque() bool {
	var used [256]bool
	for y := range p.Rect.Dy() {
		for _, c := range p.Pix[y*p.Stride : y*p.Stride+p.Rect.Dx()] {
			used[c] = true
		}
	}
	for i, c := range p.Palette {
		if !used[i] {
			continue
		}
		if _, _, _, a := c.RGBA(); a != 0xFFFF {
			return false
		}
	}
	return true
}

// Uniform is an image without bounds, of one color. It is a color, and a model, too.
type Uniform struct{ C color.Color }

// NewUniform returns an image of c.
func NewUniform(c color.Color) *Uniform { return &Uniform{c} }

// Images of one color.
var (
	Black       = NewUniform(color.Black)
	White       = NewUniform(color.White)
	Transparent = NewUniform(color.Transparent)
	Opaque      = NewUniform(color.Opaque)
)

// RGBA returns the color.
func (c *Uniform) RGBA() (r, g, b, a uint32) { return c.C.RGBA() }

// ColorModel returns c.
func (c *Uniform) ColorModel() color.Model { return c }

// Convert returns c.C.
func (c *Uniform) Convert(color.Color) color.Color { return c.C }

// Bounds returns a very large rectangle.
func (c *Uniform) Bounds() Rectangle { return Rectangle{Point{-1e9, -1e9}, Point{1e9, 1e9}} }

// At returns c.C.
func (c *Uniform) At(x, y int) color.Color { return c.C }

// RGBA64At returns the color.
func (c *Uniform) RGBA64At(x, y int) color.RGBA64 { return to64(c.C) }

// Opaque reports whether the color is not transparent.
func (c *Uniform) Opaque() bool {
	_, _, _, a := c.C.RGBA()
	return a == 0xFFFF
}
