// image/png and image/gif: images written and read, damaged ones.
package main

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"image/png"
	"math/rand"
)

func sum(m image.Image) string {
	h := crc32.NewIEEE()
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, b, a := m.At(x, y).RGBA()
			fmt.Fprintln(h, r, g, b, a)
		}
	}
	return fmt.Sprintf("%T %v %08x", m, b, h.Sum32())
}

func fill(m draw.Image, alpha bool) draw.Image {
	rnd := rand.New(rand.NewSource(9))
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			a := uint8(255)
			if alpha {
				a = uint8(rnd.Int())
			}
			m.Set(x, y, color.NRGBA{uint8(x * 9), uint8(y * 7), uint8(rnd.Intn(40)), a})
		}
	}
	return m
}

type quantizer struct{}

func (quantizer) Quantize(p color.Palette, m image.Image) color.Palette {
	return append(p, color.Black, color.White, color.RGBA{200, 0, 0, 255})
}

func main() {
	r := image.Rect(3, 4, 30, 25)
	var encoded [][]byte
	for _, alpha := range []bool{false, true} {
		for _, m := range []draw.Image{image.NewRGBA(r), image.NewRGBA64(r), image.NewNRGBA(r), image.NewNRGBA64(r), image.NewAlpha(r), image.NewGray(r),
			image.NewGray16(r), image.NewCMYK(r), image.NewPaletted(r, palette.WebSafe), image.NewPaletted(r, palette.Plan9[:2]), image.NewPaletted(r, palette.Plan9[:3]),
			image.NewPaletted(r, append(color.Palette{color.NRGBA{1, 2, 3, 4}}, palette.Plan9[:12]...))} {
			fill(m, alpha)
			fmt.Print(sum(m), " ")
			for _, level := range []png.CompressionLevel{png.DefaultCompression, png.NoCompression, png.BestSpeed, png.BestCompression} {
				var b bytes.Buffer
				e := png.Encoder{CompressionLevel: level}
				if err := e.Encode(&b, m); err != nil {
					fmt.Println(err)
				}
				if level == png.NoCompression {
					encoded = append(encoded, bytes.Clone(b.Bytes()))
				}
				c, name, err := image.DecodeConfig(bytes.NewReader(b.Bytes()))
				fmt.Print(c.Width, c.Height, name, err, " ")
				back, err := png.Decode(&b)
				fmt.Print(sum(back), err, " ")
			}
			fmt.Println()
			for _, o := range []*gif.Options{nil, {NumColors: 3}, {NumColors: 7, Quantizer: quantizer{}, Drawer: draw.Src}} {
				var b bytes.Buffer
				err := gif.Encode(&b, m, o)
				fmt.Print(err, b.Len(), fmt.Sprintf(" %08x ", crc32.ChecksumIEEE(b.Bytes())))
				back, name, err := image.Decode(&b)
				if err == nil {
					fmt.Print(name, sum(back))
				}
			}
			fmt.Println()
		}
	}
	var ms []*image.Paletted
	for i := range 3 {
		m := image.NewPaletted(image.Rect(i, i, 20, 15+i), palette.Plan9[i:20+i])
		fill(m, false)
		if i == 2 {
			m.Palette = append(color.Palette{}, m.Palette...)
			m.Palette[1] = color.RGBA{}
		}
		ms = append(ms, m)
	}
	var b bytes.Buffer
	g := &gif.GIF{Image: ms, Delay: []int{0, 10, 300}, LoopCount: 5, Disposal: []byte{0, gif.DisposalBackground, gif.DisposalPrevious},
		Config: image.Config{ColorModel: ms[0].Palette, Width: 25, Height: 26}, BackgroundIndex: 3}
	fmt.Println(gif.EncodeAll(&b, g), b.Len())
	back, err := gif.DecodeAll(bytes.NewReader(b.Bytes()))
	fmt.Println(err, back.Delay, back.Disposal, back.LoopCount, back.BackgroundIndex, back.Config.Width, len(back.Config.ColorModel.(color.Palette)))
	for _, m := range back.Image {
		fmt.Println(sum(m), len(m.Palette))
	}
	fmt.Println(gif.EncodeAll(&b, &gif.GIF{}), gif.EncodeAll(&b, &gif.GIF{Image: ms}), gif.EncodeAll(&b, &gif.GIF{Image: ms, Delay: g.Delay, Disposal: []byte{1}}),
		gif.EncodeAll(&b, &gif.GIF{Image: ms, Delay: g.Delay}), gif.EncodeAll(&b, &gif.GIF{Image: ms, Delay: g.Delay, Config: image.Config{ColorModel: color.GrayModel, Width: 100, Height: 100}}))
	fmt.Println(gif.Encode(&b, image.NewPaletted(r, nil), nil), png.Encode(&b, image.NewPaletted(r, color.Palette{})), png.Encode(&b, image.NewGray(image.ZR)))
	encoded = append(encoded, b.Bytes()[:700])
	for _, data := range encoded {
		for i := 0; i < len(data); i += 1 + i/8 {
			c := bytes.Clone(data)
			c[i] ^= 0x13
			m, name, err := image.Decode(bytes.NewReader(c))
			if err == nil {
				fmt.Print(sum(m), " ")
			}
			_, err2 := gif.DecodeAll(bytes.NewReader(c))
			_, _, err3 := image.Decode(bytes.NewReader(data[:i]))
			_, _, err4 := image.DecodeConfig(bytes.NewReader(c))
			fmt.Println(i, name, err, err2, err3, err4)
		}
	}
}
