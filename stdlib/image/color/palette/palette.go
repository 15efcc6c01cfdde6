// Package palette has two palettes.
package palette

import "image/color"

// Plan9 has 256 colors: 64 subcubes of the color cube with four shades each.
var Plan9 = plan9()

// WebSafe has 216 colors: six shades each of red, green and blue.
var WebSafe = webSafe()

func plan9() []color.Color {
	p := make([]color.Color, 256)
	for r := range 4 {
		for shade := range 4 {
			for g := range 4 {
				for b := range 4 {
					var c color.RGBA
					if most := max(r, g, b); most == 0 {
						gray := uint8(0x11 * shade)
						c = color.RGBA{gray, gray, gray, 0xFF}
					} else {
						num := 17 * (4*most + shade)
						c = color.RGBA{uint8(r * num / most), uint8(g * num / most), uint8(b * num / most), 0xFF}
					}
					p[64*r+16*shade+(shade-r+4*g+b)&15] = c
				}
			}
		}
	}
	return p
}

func webSafe() []color.Color {
	p := make([]color.Color, 216)
	for i := range p {
		p[i] = color.RGBA{uint8(i / 36 * 0x33), uint8(i / 6 % 6 * 0x33), uint8(i % 6 * 0x33), 0xFF}
	}
	return p
}
