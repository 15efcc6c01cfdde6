// Package pixels is the loops over pixels of package image and its formats.
package pixels

// Kinds of sources.
const (
	Uniform = iota
	RGBA
	NRGBA
	Gray
)

// Blend says what is to be drawn on an image of 8-bit RGBA, and where.
type Blend struct {
	Dst              []uint8
	DstAt, DstStride int
	Width, Height    int
	Kind             int
	Color            [4]uint32 // if the source is uniform
	Src              []uint8
	SrcAt, SrcStride int
	Mask             []uint8 // alphas of 8 bits
	MaskAt           int
	MaskStride       int
	Masked           bool
	Over             bool // what was there shows through
	Backward         bool
}

// Draw draws. It reports whether the slices were long enough; nothing is drawn otherwise.
func (b *Blend) Draw() bool { return blend(b) }

func blend(b *Blend) bool

// Nearest returns which color of palette, of four numbers each, is nearest.
func Nearest(palette []int32, r, g, b, a int32) int

// Filter applies a PNG filter to a row: out[i] is how row[i] differs from what is expected by the bytes to the left, size away,
// and in the row above. It returns the sum of the absolute values.
func Filter(kind int, out, row, above []uint8, size int) int

// Unfilter undoes a PNG filter.
func Unfilter(kind int, row, above []uint8, size int)

// FDCT replaces samples of 8×8 pixels by the coefficients of JPEG's cosine transform, times 8.
func FDCT(b *[64]int32)

// IDCT is the reverse: it replaces coefficients by samples around 0.
func IDCT(b *[64]int32)
