// Package draw puts images on others, through masks.
package draw

import (
	"image"
	"image/color"
	"image/internal/pixels"
)

const m = 0xFFFF // the greatest value of a color

// Image is an image that can be changed.
type Image interface {
	image.Image
	Set(x, y int, c color.Color)
}

// RGBA64Image is an image that can be changed without interfaces for colors.
type RGBA64Image interface {
	image.RGBA64Image
	Set(x, y int, c color.Color)
	SetRGBA64(x, y int, c color.RGBA64)
}

// Quantizer makes a palette for an image: it adds colors to p, up to its capacity.
type Quantizer interface {
	Quantize(p color.Palette, m image.Image) color.Palette
}

// Op says what becomes of what was there.
type Op int

const (
	// Over puts the source over it, where that is opaque.
	Over Op = iota
	// Src replaces it.
	Src
)

// Draw is the function Draw.
func (op Op) Draw(dst Image, r image.Rectangle, src image.Image, sp image.Point) {
	DrawMask(dst, r, src, sp, nil, image.Point{}, op)
}

// Drawer draws the part of src from sp on to the rectangle r of dst.
type Drawer interface {
	Draw(dst Image, r image.Rectangle, src image.Image, sp image.Point)
}

// FloydSteinberg draws so that errors of colors are made good by pixels near by.
var FloydSteinberg Drawer = floydSteinberg{}

type floydSteinberg struct{}

func (floydSteinberg) Draw(dst Image, r image.Rectangle, src image.Image, sp image.Point) {
	clip(dst, &r, src, &sp, nil, nil)
	if !r.Empty() {
		drawPaletted(dst, r, src, sp, true)
	}
}

// clip makes r so small that source and mask have all of it.
func clip(dst Image, r *image.Rectangle, src image.Image, sp *image.Point, mask image.Image, mp *image.Point) {
	orig := r.Min
	*r = r.Intersect(dst.Bounds())
	*r = r.Intersect(src.Bounds().Add(orig.Sub(*sp)))
	if mask != nil {
		*r = r.Intersect(mask.Bounds().Add(orig.Sub(*mp)))
	}
	moved := r.Min.Sub(orig)
	*sp = sp.Add(moved)
	if mp != nil {
		*mp = mp.Add(moved)
	}
}

// isAfter reports whether pixels must be drawn from the last to the first when dst and src are the same.
func isAfter(r image.Rectangle, sp image.Point) bool {
	return sp.Y < r.Min.Y || sp.Y == r.Min.Y && sp.X < r.Min.X
}

func isBackward(dst, src image.Image, r image.Rectangle, sp image.Point) bool {
	return dst == src && r.Overlaps(r.Add(sp.Sub(r.Min))) && isAfter(r, sp)
}

// Draw draws the part of src from sp on to the rectangle r of dst.
func Draw(dst Image, r image.Rectangle, src image.Image, sp image.Point, op Op) {
	DrawMask(dst, r, src, sp, nil, image.Point{}, op)
}

// DrawMask draws the part of src from sp on to the rectangle r of dst, where mask from mp on is opaque; everywhere, if it is nil.
func DrawMask(dst Image, r image.Rectangle, src image.Image, sp image.Point, mask image.Image, mp image.Point, op Op) {
	clip(dst, &r, src, &sp, mask, &mp)
	if r.Empty() {
		return
	}
	switch d := dst.(type) {
	case *image.RGBA:
		if !drawFast(d, r, src, sp, mask, mp, op) {
			drawRGBA(d, r, src, sp, mask, mp, op)
		}
		return
	case *image.Paletted:
		if op != Src || mask != nil {
			break
		}
		if u, ok := src.(*image.Uniform); ok {
			index := uint8(d.Palette.Index(u.C))
			for y := r.Min.Y; y < r.Max.Y; y++ {
				at := d.PixOffset(r.Min.X, y)
				row := d.Pix[at : at+r.Dx()]
				for i := range row {
					row[i] = index
				}
			}
			return
		}
		if !isBackward(dst, src, r, sp) {
			drawPaletted(d, r, src, sp, false)
			return
		}
	case *image.NRGBA:
		if s, ok := src.(*image.NRGBA); ok && op == Src && mask == nil {
			copyRows(d.Pix[d.PixOffset(r.Min.X, r.Min.Y):], d.Stride, s.Pix[s.PixOffset(sp.X, sp.Y):], s.Stride, 4*r.Dx(), r.Dy(), r.Min.Y > sp.Y)
			return
		}
	case *image.NRGBA64:
		if s, ok := src.(*image.NRGBA64); ok && op == Src && mask == nil {
			copyRows(d.Pix[d.PixOffset(r.Min.X, r.Min.Y):], d.Stride, s.Pix[s.PixOffset(sp.X, sp.Y):], s.Stride, 8*r.Dx(), r.Dy(), r.Min.Y > sp.Y)
			return
		}
	}
	drawAny(dst, r, src, sp, mask, mp, op)
}

// copyRows copies h rows of n bytes.
func copyRows(dst []uint8, dstStride int, src []uint8, srcStride, n, h int, backward bool) {
	for i := range h {
		y := i
		if backward {
			y = h - 1 - i
		}
		copy(dst[y*dstStride:y*dstStride+n], src[y*srcStride:y*srcStride+n])
	}
}

// each calls f for the points of r, and of source and mask, from the last to the first if backward.
func each(r image.Rectangle, sp, mp image.Point, backward bool, f func(x, y, sx, sy, mx, my int)) {
	w, h := r.Dx(), r.Dy()
	for j := range h {
		y := j
		if backward {
			y = h - 1 - j
		}
		for i := range w {
			x := i
			if backward {
				x = w - 1 - i
			}
			f(r.Min.X+x, r.Min.Y+y, sp.X+x, sp.Y+y, mp.X+x, mp.Y+y)
		}
	}
}

// alphaOf returns what gives the alpha of a mask, m if there is none.
func alphaOf(mask image.Image) func(x, y int) uint32 {
	switch mask := mask.(type) {
	case nil:
		return func(int, int) uint32 { return m }
	case image.RGBA64Image:
		return func(x, y int) uint32 { return uint32(mask.RGBA64At(x, y).A) }
	}
	return func(x, y int) uint32 {
		_, _, _, a := mask.At(x, y).RGBA()
		return a
	}
}

// drawAny draws on any image.
func drawAny(dst Image, r image.Rectangle, src image.Image, sp image.Point, mask image.Image, mp image.Point, op Op) {
	backward := isBackward(dst, src, r, sp)
	alpha := alphaOf(mask)
	d64, isD64 := dst.(RGBA64Image)
	s64, isS64 := src.(image.RGBA64Image)
	_, isM64 := mask.(image.RGBA64Image)
	if isD64 && isS64 && (mask == nil || isM64) {
		each(r, sp, mp, backward, func(x, y, sx, sy, mx, my int) {
			ma := alpha(mx, my)
			switch {
			case ma == 0:
				if op == Src {
					d64.SetRGBA64(x, y, color.RGBA64{})
				}
			case ma == m && op == Src:
				d64.SetRGBA64(x, y, s64.RGBA64At(sx, sy))
			default:
				sr, sg, sb, sa := s64.RGBA64At(sx, sy).RGBA()
				var dr, dg, db, da, a uint32
				if op == Over {
					dr, dg, db, da = d64.RGBA64At(x, y).RGBA()
					a = m - sa*ma/m
				}
				if mask == nil {
					d64.SetRGBA64(x, y, color.RGBA64{uint16(dr*a/m) + uint16(sr), uint16(dg*a/m) + uint16(sg),
						uint16(db*a/m) + uint16(sb), uint16(da*a/m) + uint16(sa)})
					return
				}
				d64.SetRGBA64(x, y, color.RGBA64{uint16((dr*a + sr*ma) / m), uint16((dg*a + sg*ma) / m),
					uint16((db*a + sb*ma) / m), uint16((da*a + sa*ma) / m)})
			}
		})
		return
	}
	var out color.RGBA64
	each(r, sp, mp, backward, func(x, y, sx, sy, mx, my int) {
		ma := alpha(mx, my)
		switch {
		case ma == 0:
			if op == Src {
				dst.Set(x, y, color.Transparent)
			}
		case ma == m && op == Src:
			dst.Set(x, y, src.At(sx, sy))
		default:
			sr, sg, sb, sa := src.At(sx, sy).RGBA()
			var dr, dg, db, da, a uint32
			if op == Over {
				dr, dg, db, da = dst.At(x, y).RGBA()
				a = m - sa*ma/m
			}
			out = color.RGBA64{uint16((dr*a + sr*ma) / m), uint16((dg*a + sg*ma) / m), uint16((db*a + sb*ma) / m),
				uint16((da*a + sa*ma) / m)}
			dst.Set(x, y, &out)
		}
	})
}

// drawFast draws the usual images natively. It reports whether they were.
func drawFast(dst *image.RGBA, r image.Rectangle, src image.Image, sp image.Point, mask image.Image, mp image.Point, op Op) bool {
	b := pixels.Blend{
		Dst: dst.Pix, DstAt: dst.PixOffset(r.Min.X, r.Min.Y), DstStride: dst.Stride, Width: r.Dx(), Height: r.Dy(), Over: op == Over,
	}
	if mask != nil {
		a, ok := mask.(*image.Alpha)
		if !ok {
			return false
		}
		b.Masked = true
		b.Mask, b.MaskAt, b.MaskStride = a.Pix, a.PixOffset(mp.X, mp.Y), a.Stride
	}
	switch s := src.(type) {
	case *image.Uniform:
		b.Kind = pixels.Uniform
		r, g, bl, a := s.RGBA()
		b.Color = [4]uint32{r, g, bl, a}
		if b.Over && mask == nil && a == m {
			b.Over = false
		}
	case *image.RGBA:
		b.Kind, b.Backward = pixels.RGBA, isAfter(r, sp)
		b.Src, b.SrcAt, b.SrcStride = s.Pix, s.PixOffset(sp.X, sp.Y), s.Stride
	case *image.NRGBA:
		b.Kind = pixels.NRGBA
		b.Src, b.SrcAt, b.SrcStride = s.Pix, s.PixOffset(sp.X, sp.Y), s.Stride
	case *image.Gray:
		b.Kind = pixels.Gray
		b.Src, b.SrcAt, b.SrcStride = s.Pix, s.PixOffset(sp.X, sp.Y), s.Stride
	default:
		return false
	}
	return b.Draw()
}

// drawRGBA draws any image on one of 8 bits.
func drawRGBA(dst *image.RGBA, r image.Rectangle, src image.Image, sp image.Point, mask image.Image, mp image.Point, op Op) {
	alpha := alphaOf(mask)
	s64, isS64 := src.(image.RGBA64Image)
	each(r, sp, mp, isBackward(dst, src, r, sp), func(x, y, sx, sy, mx, my int) {
		ma := alpha(mx, my)
		var sr, sg, sb, sa uint32
		if isS64 {
			sr, sg, sb, sa = s64.RGBA64At(sx, sy).RGBA()
		} else {
			sr, sg, sb, sa = src.At(sx, sy).RGBA()
		}
		i := dst.PixOffset(x, y)
		d := dst.Pix[i : i+4 : i+4]
		a := uint32(0)
		if op == Over {
			a = (m - sa*ma/m) * 0x101
		}
		if mask == nil && isS64 {
			d[0] = uint8((uint32(d[0])*a/m + sr) >> 8)
			d[1] = uint8((uint32(d[1])*a/m + sg) >> 8)
			d[2] = uint8((uint32(d[2])*a/m + sb) >> 8)
			d[3] = uint8((uint32(d[3])*a/m + sa) >> 8)
			return
		}
		d[0] = uint8((uint32(d[0])*a + sr*ma) / m >> 8)
		d[1] = uint8((uint32(d[1])*a + sg*ma) / m >> 8)
		d[2] = uint8((uint32(d[2])*a + sb*ma) / m >> 8)
		d[3] = uint8((uint32(d[3])*a + sa*ma) / m >> 8)
	})
}

// drawPaletted draws with the colors that dst has. If dither is set, the errors of a pixel are handed on: 7/16 to the right, and
// 3, 5 and 1 of 16 parts to the row below.
func drawPaletted(dst Image, r image.Rectangle, src image.Image, sp image.Point, dither bool) {
	var palette []int32
	p, isPaletted := dst.(*image.Paletted)
	if isPaletted {
		for _, c := range p.Palette {
			r, g, b, a := c.RGBA()
			palette = append(palette, int32(r), int32(g), int32(b), int32(a))
		}
	}
	w := r.Dx()
	current, next := make([][4]int32, w+2), make([][4]int32, w+2)
	out := color.RGBA64{A: m}
	for y := range r.Dy() {
		for x := range w {
			sr, sg, sb, sa := src.At(sp.X+x, sp.Y+y).RGBA()
			e := [4]int32{int32(sr), int32(sg), int32(sb), int32(sa)}
			if dither {
				for i := range e {
					e[i] = min(max(e[i]+current[x+1][i]/16, 0), m)
				}
			}
			var got [4]int32
			if isPaletted {
				best := pixels.Nearest(palette, e[0], e[1], e[2], e[3])
				p.Pix[p.PixOffset(r.Min.X+x, r.Min.Y+y)] = uint8(best)
				if !dither {
					continue
				}
				got = [4]int32(palette[4*best:])
			} else {
				out = color.RGBA64{uint16(e[0]), uint16(e[1]), uint16(e[2]), uint16(e[3])}
				dst.Set(r.Min.X+x, r.Min.Y+y, &out)
				if !dither {
					continue
				}
				dr, dg, db, da := dst.At(r.Min.X+x, r.Min.Y+y).RGBA()
				got = [4]int32{int32(dr), int32(dg), int32(db), int32(da)}
			}
			for i := range e {
				d := e[i] - got[i]
				next[x][i] += 3 * d
				next[x+1][i] += 5 * d
				next[x+2][i] += d
				current[x+2][i] += 7 * d
			}
		}
		if dither {
			current, next = next, current
			clear(next)
		}
	}
}
