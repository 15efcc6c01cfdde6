// image/jpeg: images written and read, damaged ones.
package main

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand"
	"testing/iotest"
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

func fill(m draw.Image) {
	rnd := rand.New(rand.NewSource(9))
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			m.Set(x, y, color.NRGBA{uint8(x * 9), uint8(y * 7), uint8(x*y + rnd.Intn(40)), 255})
		}
	}
}

func main() {
	r := image.Rect(3, 4, 40, 33)
	var all [][]byte
	for _, m := range []draw.Image{image.NewRGBA(r), image.NewGray(r), image.NewNRGBA64(r)} {
		fill(m)
		for _, q := range []int{-1, 10, 50, 75, 100} {
			var b bytes.Buffer
			fmt.Print(jpeg.Encode(&b, m, &jpeg.Options{Quality: q}), b.Len(), fmt.Sprintf(" %08x ", crc32.ChecksumIEEE(b.Bytes())))
			c, name, err := image.DecodeConfig(bytes.NewReader(b.Bytes()))
			fmt.Print(c.Width, c.Height, name, err)
			back, err := jpeg.Decode(iotest.HalfReader(bytes.NewReader(b.Bytes())))
			fmt.Println(" ", sum(back), err)
			if yc, ok := back.(*image.YCbCr); ok {
				var b2 bytes.Buffer
				jpeg.Encode(&b2, yc, nil)
				fmt.Printf("%d %08x\n", b2.Len(), crc32.ChecksumIEEE(b2.Bytes()))
			}
			all = append(all, b.Bytes())
		}
	}
	fmt.Println(jpeg.Encode(&bytes.Buffer{}, image.NewUniform(color.White), nil))
	for k, b := range all {
		if k%5 != 1 {
			continue
		}
		for i := 0; i < len(b); i += 1 + i/24 {
			c := bytes.Clone(b)
			c[i] ^= 0x23
			m, err := jpeg.Decode(bytes.NewReader(c))
			if err == nil {
				fmt.Print(sum(m), " ")
			}
			_, err2 := jpeg.Decode(bytes.NewReader(b[:i]))
			_, err3 := jpeg.DecodeConfig(bytes.NewReader(c))
			fmt.Println(k, i, err, err2, err3)
		}
	}
}
