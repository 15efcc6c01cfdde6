// image, image/color, image/draw: pixels of all types, conversions, drawing with all operations.
package main

import (
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"math/rand"
)

var r = image.Rect(-2, -3, 9, 7)

// sum is a checksum of what an image shows.
func sum(m image.Image) string {
	h := crc32.NewIEEE()
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, b, a := m.At(x, y).RGBA()
			fmt.Fprintln(h, r, g, b, a)
		}
	}
	return fmt.Sprintf("%v %08x", b, h.Sum32())
}

func images() []draw.Image {
	return []draw.Image{image.NewRGBA(r), image.NewRGBA64(r), image.NewNRGBA(r), image.NewNRGBA64(r), image.NewAlpha(r), image.NewAlpha16(r),
		image.NewGray(r), image.NewGray16(r), image.NewCMYK(r), image.NewPaletted(r, palette.WebSafe),
		image.NewPaletted(r, append(color.Palette{color.Transparent}, palette.Plan9[:200]...))}
}

// slow hides what an image is.
type slow struct{ m draw.Image }

func (s slow) ColorModel() color.Model     { return s.m.ColorModel() }
func (s slow) Bounds() image.Rectangle     { return s.m.Bounds() }
func (s slow) At(x, y int) color.Color     { return s.m.At(x, y) }
func (s slow) Set(x, y int, c color.Color) { s.m.Set(x, y, c) }

func random(rnd *rand.Rand) color.Color {
	a, b, c, d := uint8(rnd.Int()), uint8(rnd.Int()), uint8(rnd.Int()), uint8(rnd.Int())
	switch rnd.Intn(9) {
	case 0:
		return color.NRGBA{a, b, c, d}
	case 1:
		return color.NRGBA64{uint16(a) * 200, uint16(b) * 201, uint16(c) * 202, uint16(d) * 203}
	case 2:
		return color.YCbCr{a, b, c}
	case 3:
		return color.NYCbCrA{color.YCbCr{a, b, c}, d}
	case 4:
		return color.CMYK{a, b, c, d}
	case 5:
		return color.Gray{a}
	case 6:
		return color.Alpha16{uint16(a) * 255}
	case 7:
		return color.RGBA{min(a, d), min(b, d), min(c, d), d}
	}
	return color.NRGBA{a, b, c, 0xff}
}

func fill(m draw.Image, seed int64) {
	rnd := rand.New(rand.NewSource(seed))
	b := m.Bounds()
	for y := b.Min.Y - 1; y <= b.Max.Y; y++ {
		for x := b.Min.X - 1; x <= b.Max.X; x++ {
			m.Set(x, y, random(rnd))
		}
	}
}

type opaquer interface{ Opaque() bool }

func main() {
	rnd := rand.New(rand.NewSource(1))
	models := []color.Model{color.RGBAModel, color.RGBA64Model, color.NRGBAModel, color.NRGBA64Model, color.AlphaModel, color.Alpha16Model, color.GrayModel,
		color.Gray16Model, color.YCbCrModel, color.NYCbCrAModel, color.CMYKModel, color.Palette(palette.Plan9)}
	for range 20 {
		c := random(rnd)
		fmt.Printf("%T%v:", c, c)
		for _, m := range models {
			fmt.Print(" ", m.Convert(c))
		}
		fmt.Println()
	}
	var all [6]byte
	for i := range 256 * 16 {
		y, cb, cr := color.RGBToYCbCr(uint8(i), uint8(i*7), uint8(i>>4))
		r, g, b := color.YCbCrToRGB(uint8(i), uint8(i*7), uint8(i>>4))
		for k, v := range [6]byte{y, cb, cr, r, g, b} {
			all[k] = all[k]*31 + v
		}
	}
	fmt.Println(all, len(palette.Plan9), len(palette.WebSafe), palette.Plan9[77], palette.WebSafe[100], color.White, color.Transparent)

	p, q := image.Pt(3, -4), image.Pt(10, 20)
	fmt.Println(p.Add(q), p.Sub(q), p.Mul(3), q.Div(3), p.In(r), p.Mod(r), p.Eq(q), r, r.Size(), r.Inset(2), r.Inset(20), r.Canon(), r.Empty(), r.Add(p), r.Sub(p))
	s := image.Rectangle{image.Pt(5, 5), image.Pt(0, 0)}
	fmt.Println(r.Intersect(s.Canon()), r.Union(image.Rect(50, 50, 60, 60)), s.Empty(), s.Eq(image.ZR), r.Overlaps(s), s.In(r), r.In(s), s.Canon(), r.At(0, 0), r.At(90, 0))

	for i, m := range images() {
		fmt.Printf("%T %v %s", m, m.(opaquer).Opaque(), sum(m))
		fill(m, 7)
		fmt.Printf(" %s %v %v\n", sum(m), m.(opaquer).Opaque(), m.At(100, 100))
		m64 := m.(draw.RGBA64Image)
		m64.SetRGBA64(1, 1, color.RGBA64{0x1234, 0x2345, 0x3456, 0x8000})
		fmt.Println(m.At(1, 1), m64.RGBA64At(1, 1), m64.RGBA64At(-50, 0), m64.RGBA64At(3, 3))
		sub := m.(interface {
			SubImage(image.Rectangle) image.Image
		}).SubImage(image.Rect(0, 0, 5, 50))
		fmt.Println(sum(sub), sub.At(2, 2), sub.At(-1, -1), sub.(opaquer).Opaque())
		empty := m.(interface {
			SubImage(image.Rectangle) image.Image
		}).SubImage(image.Rect(50, 50, 60, 60))
		fmt.Println(empty.Bounds(), empty.(opaquer).Opaque())
		// All kinds of sources, masks and operations.
		srcs := append(images(), slow{images()[0]})
		for k, src := range srcs {
			if i%2 == 1 && k%3 != i%3 {
				continue
			}
			fill(src, int64(k))
			for mk, mask := range []image.Image{nil, images()[4], images()[0], slow{images()[5]}} {
				if f, ok := mask.(draw.Image); ok {
					fill(f, int64(mk))
				}
				for _, op := range []draw.Op{draw.Over, draw.Src} {
					draw.DrawMask(m, image.Rect(-4, 0, 6, 9), src, image.Pt(-2, -1), mask, image.Pt(0, -2), op)
					fmt.Print(" ", sum(m)[16:])
				}
			}
		}
		for _, u := range []*image.Uniform{image.White, image.Transparent, image.NewUniform(color.RGBA{10, 20, 30, 100})} {
			for _, op := range []draw.Op{draw.Over, draw.Src} {
				op.Draw(m, r.Inset(1), u, image.Point{})
				draw.DrawMask(m, r.Inset(2), u, image.Point{}, images()[4], image.Point{}, op)
				fmt.Print(" ", sum(m)[16:])
			}
		}
		fill(m, 11)
		for _, to := range []image.Point{{1, 1}, {-3, -3}, {2, -2}, {-2, 2}, {0, 0}} {
			for _, op := range []draw.Op{draw.Over, draw.Src} {
				draw.Draw(m, m.Bounds().Add(to), m, m.Bounds().Min, op)
				fmt.Print(" ", sum(m)[16:])
			}
		}
		src := images()[0]
		fill(src, 5)
		draw.FloydSteinberg.Draw(m, r, src, r.Min)
		fmt.Println(" ", sum(m)[16:])
		draw.FloydSteinberg.Draw(slow{m}, r, src, r.Min)
		fmt.Println(" ", sum(m)[16:])
	}
	for ratio := image.YCbCrSubsampleRatio444; ratio <= image.YCbCrSubsampleRatio410+1; ratio++ {
		m := image.NewNYCbCrA(r, ratio)
		for i := range m.Y {
			m.Y[i], m.A[i] = byte(i*3), byte(255-i)
		}
		for i := range m.Cb {
			m.Cb[i], m.Cr[i] = byte(i*5), byte(i*7)
		}
		fmt.Println(ratio, sum(m), sum(&m.YCbCr), m.YStride, m.CStride, len(m.Cb), m.COffset(3, 3), m.YOffset(3, 3), m.AOffset(3, 3), m.Opaque(), sum(m.SubImage(image.Rect(1, 1, 5, 5))),
			m.SubImage(image.ZR).Bounds(), len(image.NewYCbCr(r, ratio).Cr))
		d := image.NewRGBA(r)
		draw.Draw(d, r, &m.YCbCr, r.Min, draw.Src)
		draw.Draw(d, r.Inset(2), m, r.Min, draw.Over)
		fmt.Println(sum(d))
	}
	_, _, err := image.Decode(nil2{})
	fmt.Println(err)
	defer func() { fmt.Println(recover()) }()
	image.NewRGBA(image.Rect(0, 0, 1<<40, 1<<40))
}

type nil2 struct{}

func (nil2) Read(p []byte) (int, error) { return 0, fmt.Errorf("no data") }
