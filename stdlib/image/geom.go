package image

import (
	"image/color"
	"math/bits"
	"strconv"
)

// Point is a point; x grows to the right, y down.
type Point struct{ X, Y int }

// ZP is the point 0, 0.
//
// Deprecated: Use a literal.
var ZP Point

// Pt returns a point.
func Pt(X, Y int) Point { return Point{X, Y} }

// String returns p as (3,4).
func (p Point) String() string { return "(" + strconv.Itoa(p.X) + "," + strconv.Itoa(p.Y) + ")" }

// Add returns p+q.
func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }

// Sub returns p-q.
func (p Point) Sub(q Point) Point { return Point{p.X - q.X, p.Y - q.Y} }

// Mul returns p·k.
func (p Point) Mul(k int) Point { return Point{p.X * k, p.Y * k} }

// Div returns p/k.
func (p Point) Div(k int) Point { return Point{p.X / k, p.Y / k} }

// Eq reports whether the points are equal.
func (p Point) Eq(q Point) bool { return p == q }

// In reports whether p is in r.
func (p Point) In(r Rectangle) bool {
	return r.Min.X <= p.X && p.X < r.Max.X && r.Min.Y <= p.Y && p.Y < r.Max.Y
}

// Mod returns the point of r that is whole widths and heights away from p.
func (p Point) Mod(r Rectangle) Point {
	w, h := r.Dx(), r.Dy()
	p = p.Sub(r.Min)
	if p.X %= w; p.X < 0 {
		p.X += w
	}
	if p.Y %= h; p.Y < 0 {
		p.Y += h
	}
	return p.Add(r.Min)
}

// Rectangle is the points from Min up to, and not including, Max. As an image it is opaque there and transparent elsewhere.
type Rectangle struct{ Min, Max Point }

// ZR is the rectangle of zeros.
//
// Deprecated: Use a literal.
var ZR Rectangle

// Rect returns a rectangle with these corners.
func Rect(x0, y0, x1, y1 int) Rectangle {
	return Rectangle{Point{x0, y0}, Point{x1, y1}}.Canon()
}

// String returns r as (3,4)-(6,5).
func (r Rectangle) String() string { return r.Min.String() + "-" + r.Max.String() }

// Dx returns the width.
func (r Rectangle) Dx() int { return r.Max.X - r.Min.X }

// Dy returns the height.
func (r Rectangle) Dy() int { return r.Max.Y - r.Min.Y }

// Size returns width and height.
func (r Rectangle) Size() Point { return r.Max.Sub(r.Min) }

// Add returns r moved by p.
func (r Rectangle) Add(p Point) Rectangle { return Rectangle{r.Min.Add(p), r.Max.Add(p)} }

// Sub returns r moved by -p.
func (r Rectangle) Sub(p Point) Rectangle { return Rectangle{r.Min.Sub(p), r.Max.Sub(p)} }

// Inset returns r with n taken off each side; where r is too small, an empty rectangle in its middle.
func (r Rectangle) Inset(n int) Rectangle {
	side := func(lo, hi *int) {
		if *hi-*lo < 2*n {
			*lo = (*lo + *hi) / 2
			*hi = *lo
		} else {
			*lo += n
			*hi -= n
		}
	}
	side(&r.Min.X, &r.Max.X)
	side(&r.Min.Y, &r.Max.Y)
	return r
}

// Intersect returns what r and s have in common; the rectangle of zeros, if that is nothing.
func (r Rectangle) Intersect(s Rectangle) Rectangle {
	r.Min = Point{max(r.Min.X, s.Min.X), max(r.Min.Y, s.Min.Y)}
	r.Max = Point{min(r.Max.X, s.Max.X), min(r.Max.Y, s.Max.Y)}
	if r.Empty() {
		return Rectangle{}
	}
	return r
}

// Union returns the smallest rectangle that contains both.
func (r Rectangle) Union(s Rectangle) Rectangle {
	if r.Empty() {
		return s
	}
	if s.Empty() {
		return r
	}
	return Rectangle{
		Point{min(r.Min.X, s.Min.X), min(r.Min.Y, s.Min.Y)},
		Point{max(r.Max.X, s.Max.X), max(r.Max.Y, s.Max.Y)},
	}
}

// Empty reports whether r has no points.
func (r Rectangle) Empty() bool { return r.Min.X >= r.Max.X || r.Min.Y >= r.Max.Y }

// Eq reports whether r and s have the same points.
func (r Rectangle) Eq(s Rectangle) bool { return r == s || r.Empty() && s.Empty() }

// Overlaps reports whether r and s have a point in common.
func (r Rectangle) Overlaps(s Rectangle) bool {
	return !r.Empty() && !s.Empty() && r.Min.X < s.Max.X && s.Min.X < r.Max.X && r.Min.Y < s.Max.Y && s.Min.Y < r.Max.Y
}

// In reports whether all points of r are in s.
func (r Rectangle) In(s Rectangle) bool {
	return r.Empty() || s.Min.X <= r.Min.X && r.Max.X <= s.Max.X && s.Min.Y <= r.Min.Y && r.Max.Y <= s.Max.Y
}

// Canon returns r with corners exchanged so that Min is the upper left one.
func (r Rectangle) Canon() Rectangle {
	if r.Max.X < r.Min.X {
		r.Min.X, r.Max.X = r.Max.X, r.Min.X
	}
	if r.Max.Y < r.Min.Y {
		r.Min.Y, r.Max.Y = r.Max.Y, r.Min.Y
	}
	return r
}

// At returns the color there.
func (r Rectangle) At(x, y int) color.Color {
	if (Point{x, y}).In(r) {
		return color.Opaque
	}
	return color.Transparent
}

// RGBA64At returns the color there.
func (r Rectangle) RGBA64At(x, y int) color.RGBA64 {
	if (Point{x, y}).In(r) {
		return color.RGBA64{0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF}
	}
	return color.RGBA64{}
}

// Bounds returns r.
func (r Rectangle) Bounds() Rectangle { return r }

// ColorModel returns color.Alpha16Model.
func (r Rectangle) ColorModel() color.Model { return color.Alpha16Model }

// product returns x·y·z; -1, if one is negative or the product too large.
func product(x, y, z int) int {
	if x < 0 || y < 0 || z < 0 {
		return -1
	}
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	hi2, lo := bits.Mul64(lo, uint64(z))
	if hi != 0 || hi2 != 0 || int(lo) < 0 {
		return -1
	}
	return int(lo)
}
