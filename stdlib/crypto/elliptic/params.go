package elliptic

import "math/big"

// CurveParams is the numbers of a curve, and arithmetic on curves that have no better one.
type CurveParams struct {
	P       *big.Int // the order of the field
	N       *big.Int // the order of the base point
	B       *big.Int // the constant of the equation
	Gx, Gy  *big.Int // the base point
	BitSize int      // the size of the field
	Name    string   // the canonical name
}

// Params returns curve.
func (curve *CurveParams) Params() *CurveParams { return curve }

// polynomial returns x³ - 3x + b.
func (curve *CurveParams) polynomial(x *big.Int) *big.Int {
	y := new(big.Int).Mul(x, x)
	y.Sub(y, big.NewInt(3))
	y.Mul(y, x)
	y.Add(y, curve.B)
	return y.Mod(y, curve.P)
}

// known returns the curve with arithmetic of its own that has these parameters.
func (curve *CurveParams) known() (Curve, bool) {
	for _, c := range [...]Curve{P224(), P256(), P384(), P521()} {
		if curve == c.Params() {
			return c, true
		}
	}
	return nil, false
}

// IsOnCurve implements Curve.
//
// Deprecated: it is for curves that users made.
func (curve *CurveParams) IsOnCurve(x, y *big.Int) bool {
	if c, ok := curve.known(); ok {
		return c.IsOnCurve(x, y)
	}
	if x.Sign() < 0 || x.Cmp(curve.P) >= 0 || y.Sign() < 0 || y.Cmp(curve.P) >= 0 {
		return false
	}
	square := new(big.Int).Mul(y, y)
	return curve.polynomial(x).Cmp(square.Mod(square, curve.P)) == 0
}

func infinite(x, y *big.Int) bool { return x.Sign() == 0 && y.Sign() == 0 }

// line returns the third point, mirrored, of the line through (x1, y1) with the given slope and the abscissa x2.
func (curve *CurveParams) line(slope, x1, y1, x2 *big.Int) (x, y *big.Int) {
	x = new(big.Int).Mul(slope, slope)
	x.Sub(x, x1)
	x.Sub(x, x2)
	x.Mod(x, curve.P)
	y = new(big.Int).Sub(x1, x)
	y.Mul(y, slope)
	y.Sub(y, y1)
	return x, y.Mod(y, curve.P)
}

func (curve *CurveParams) add(x1, y1, x2, y2 *big.Int) (x, y *big.Int) {
	switch {
	case infinite(x1, y1):
		return new(big.Int).Set(x2), new(big.Int).Set(y2)
	case infinite(x2, y2):
		return new(big.Int).Set(x1), new(big.Int).Set(y1)
	case x1.Cmp(x2) == 0 && y1.Cmp(y2) == 0:
		return curve.double(x1, y1)
	}
	d := new(big.Int).Sub(x2, x1)
	if d.ModInverse(d.Mod(d, curve.P), curve.P) == nil {
		return new(big.Int), new(big.Int)
	}
	d.Mul(d, new(big.Int).Sub(y2, y1))
	return curve.line(d.Mod(d, curve.P), x1, y1, x2)
}

func (curve *CurveParams) double(x1, y1 *big.Int) (x, y *big.Int) {
	d := new(big.Int).Lsh(y1, 1)
	if infinite(x1, y1) || d.ModInverse(d.Mod(d, curve.P), curve.P) == nil {
		return new(big.Int), new(big.Int)
	}
	n := new(big.Int).Mul(x1, x1)
	n.Sub(n, big.NewInt(1))
	n.Mul(n, big.NewInt(3))
	d.Mul(d, n)
	return curve.line(d.Mod(d, curve.P), x1, y1, x1)
}

// Add implements Curve.
//
// Deprecated: it is for curves that users made.
func (curve *CurveParams) Add(x1, y1, x2, y2 *big.Int) (*big.Int, *big.Int) {
	if c, ok := curve.known(); ok {
		return c.Add(x1, y1, x2, y2)
	}
	mustBeOnCurve(curve, x1, y1)
	mustBeOnCurve(curve, x2, y2)
	return curve.add(x1, y1, x2, y2)
}

// Double implements Curve.
//
// Deprecated: it is for curves that users made.
func (curve *CurveParams) Double(x1, y1 *big.Int) (*big.Int, *big.Int) {
	if c, ok := curve.known(); ok {
		return c.Double(x1, y1)
	}
	mustBeOnCurve(curve, x1, y1)
	return curve.double(x1, y1)
}

// ScalarMult implements Curve.
//
// Deprecated: it is for curves that users made.
func (curve *CurveParams) ScalarMult(Bx, By *big.Int, k []byte) (*big.Int, *big.Int) {
	if c, ok := curve.known(); ok {
		return c.ScalarMult(Bx, By, k)
	}
	mustBeOnCurve(curve, Bx, By)
	x, y := new(big.Int), new(big.Int)
	for _, b := range k {
		for i := 7; i >= 0; i-- {
			x, y = curve.double(x, y)
			if b>>i&1 != 0 {
				x, y = curve.add(x, y, Bx, By)
			}
		}
	}
	return x, y
}

// ScalarBaseMult implements Curve.
//
// Deprecated: it is for curves that users made.
func (curve *CurveParams) ScalarBaseMult(k []byte) (*big.Int, *big.Int) {
	if c, ok := curve.known(); ok {
		return c.ScalarBaseMult(k)
	}
	return curve.ScalarMult(curve.Gx, curve.Gy, k)
}
