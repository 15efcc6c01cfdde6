package image

import "image/color"

// YCbCrSubsampleRatio says how many pixels share their color differences.
type YCbCrSubsampleRatio int

// The ratios: horizontally and vertically every pixel (444), two and one (422), two and two (420), one and two (440), four and
// one (411), four and two (410).
const (
	YCbCrSubsampleRatio444 YCbCrSubsampleRatio = iota
	YCbCrSubsampleRatio422
	YCbCrSubsampleRatio420
	YCbCrSubsampleRatio440
	YCbCrSubsampleRatio411
	YCbCrSubsampleRatio410
)

// String returns the name of the constant.
func (s YCbCrSubsampleRatio) String() string {
	if s < YCbCrSubsampleRatio444 || s > YCbCrSubsampleRatio410 {
		return "YCbCrSubsampleRatioUnknown"
	}
	return "YCbCrSubsampleRatio" + [...]string{"444", "422", "420", "440", "411", "410"}[s]
}

// divisors returns how many columns and rows share their differences.
func (s YCbCrSubsampleRatio) divisors() (x, y int) {
	switch s {
	case YCbCrSubsampleRatio422:
		return 2, 1
	case YCbCrSubsampleRatio420:
		return 2, 2
	case YCbCrSubsampleRatio440:
		return 1, 2
	case YCbCrSubsampleRatio411:
		return 4, 1
	case YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}

// YCbCr is an image of brightnesses and color differences, each in rows of their own.
type YCbCr struct {
	Y, Cb, Cr      []uint8
	YStride        int // bytes from a row of Y to the next
	CStride        int // and of the others
	SubsampleRatio YCbCrSubsampleRatio
	Rect           Rectangle
}

// sizes returns how many differences there are in a row, and how many rows of them.
func (s YCbCrSubsampleRatio) sizes(r Rectangle) (cw, ch int) {
	dx, dy := s.divisors()
	return (r.Max.X+dx-1)/dx - r.Min.X/dx, (r.Max.Y+dy-1)/dy - r.Min.Y/dy
}

// fill makes the memory of p, and of extra more bytes for each pixel, which it returns.
func (p *YCbCr) fill(r Rectangle, ratio YCbCrSubsampleRatio, extra int, failure string) []uint8 {
	cw, ch := ratio.sizes(r)
	w, h := r.Dx(), r.Dy()
	full, half := product(1+extra, w, h), product(2, cw, ch)
	if full < 0 || half < 0 || full+half < 0 {
		panic(failure)
	}
	b := make([]uint8, full+half)
	take := func(n int) []uint8 {
		part := b[:n:n]
		b = b[n:]
		return part
	}
	p.Y, p.Cb, p.Cr = take(w*h), take(cw*ch), take(cw*ch)
	p.YStride, p.CStride, p.SubsampleRatio, p.Rect = w, cw, ratio, r
	return b[: extra*w*h : extra*w*h]
}

// NewYCbCr returns an image of zeros.
func NewYCbCr(r Rectangle, subsampleRatio YCbCrSubsampleRatio) *YCbCr {
	p := new(YCbCr)
	p.fill(r, subsampleRatio, 0, "image: NewYCbCr Rectangle has huge or negative dimensions")
	return p
}

// ColorModel returns color.YCbCrModel.
func (p *YCbCr) ColorModel() color.Model { return color.YCbCrModel }

// Bounds returns p.Rect.
func (p *YCbCr) Bounds() Rectangle { return p.Rect }

// At returns the color there.
func (p *YCbCr) At(x, y int) color.Color { return p.YCbCrAt(x, y) }

// RGBA64At returns the color there.
func (p *YCbCr) RGBA64At(x, y int) color.RGBA64 { return to64(p.YCbCrAt(x, y)) }

// YCbCrAt returns the color there.
func (p *YCbCr) YCbCrAt(x, y int) color.YCbCr {
	if !(Point{x, y}).In(p.Rect) {
		return color.YCbCr{}
	}
	i := p.COffset(x, y)
	return color.YCbCr{p.Y[p.YOffset(x, y)], p.Cb[i], p.Cr[i]}
}

// YOffset returns where the brightness of a pixel is in Y.
func (p *YCbCr) YOffset(x, y int) int { return (y-p.Rect.Min.Y)*p.YStride + (x - p.Rect.Min.X) }

// COffset returns where the differences of a pixel are in Cb and Cr.
func (p *YCbCr) COffset(x, y int) int {
	dx, dy := p.SubsampleRatio.divisors()
	return (y/dy-p.Rect.Min.Y/dy)*p.CStride + (x/dx - p.Rect.Min.X/dx)
}

func (p *YCbCr) part(r Rectangle) YCbCr {
	i := p.COffset(r.Min.X, r.Min.Y)
	return YCbCr{p.Y[p.YOffset(r.Min.X, r.Min.Y):], p.Cb[i:], p.Cr[i:], p.YStride, p.CStride, p.SubsampleRatio, r}
}

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *YCbCr) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &YCbCr{SubsampleRatio: p.SubsampleRatio}
	}
	part := p.part(r)
	return &part
}

// Opaque returns true.
func (p *YCbCr) Opaque() bool { return true }

// NYCbCrA is YCbCr with alphas, by which the colors are not multiplied.
type NYCbCrA struct {
	YCbCr
	A       []uint8
	AStride int
}

// NewNYCbCrA returns an image of zeros.
func NewNYCbCrA(r Rectangle, subsampleRatio YCbCrSubsampleRatio) *NYCbCrA {
	p := &NYCbCrA{AStride: r.Dx()}
	p.A = p.fill(r, subsampleRatio, 1, "image: NewNYCbCrA Rectangle has huge or negative dimension")
	return p
}

// ColorModel returns color.NYCbCrAModel.
func (p *NYCbCrA) ColorModel() color.Model { return color.NYCbCrAModel }

// At returns the color there.
func (p *NYCbCrA) At(x, y int) color.Color { return p.NYCbCrAAt(x, y) }

// RGBA64At returns the color there.
func (p *NYCbCrA) RGBA64At(x, y int) color.RGBA64 { return to64(p.NYCbCrAAt(x, y)) }

// NYCbCrAAt returns the color there.
func (p *NYCbCrA) NYCbCrAAt(x, y int) color.NYCbCrA {
	if !(Point{x, y}).In(p.Rect) {
		return color.NYCbCrA{}
	}
	return color.NYCbCrA{p.YCbCrAt(x, y), p.A[p.AOffset(x, y)]}
}

// AOffset returns where the alpha of a pixel is in A.
func (p *NYCbCrA) AOffset(x, y int) int { return (y-p.Rect.Min.Y)*p.AStride + (x - p.Rect.Min.X) }

// SubImage returns the part of p within r. It shares the pixels with p.
func (p *NYCbCrA) SubImage(r Rectangle) Image {
	if r = r.Intersect(p.Rect); r.Empty() {
		return &NYCbCrA{YCbCr: YCbCr{SubsampleRatio: p.SubsampleRatio}}
	}
	return &NYCbCrA{p.part(r), p.A[p.AOffset(r.Min.X, r.Min.Y):], p.AStride}
}

// Opaque reports whether no pixel is transparent.
func (p *NYCbCrA) Opaque() bool {
	return p.Rect.Empty() || allSet(p.A, p.AStride, 1, 0, p.Rect.Dx(), p.Rect.Dy())
}
