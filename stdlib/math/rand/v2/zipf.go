package rand

import "math"

// Zipf makes numbers k with probabilities proportional to (v+k)^-s.
type Zipf struct {
	r                                     *Rand
	limit, v, q, s, oneMinusQ, inv, hx, h float64
}

func (z *Zipf) area(x float64) float64 { return math.Exp(z.oneMinusQ*math.Log(z.v+x)) * z.inv }

func (z *Zipf) areaInv(x float64) float64 {
	return math.Exp(z.inv*math.Log(z.oneMinusQ*x)) - z.v
}

// NewZipf returns a Zipf of numbers in [0, imax]; nil unless s > 1 and v >= 1. (Hörmann and Derflinger's rejection-inversion)
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if s <= 1.0 || v < 1 {
		return nil
	}
	z := &Zipf{r: r, limit: float64(imax), v: v, q: s}
	z.oneMinusQ = 1.0 - z.q
	z.inv = 1.0 / z.oneMinusQ
	z.hx = z.area(z.limit + 0.5)
	z.h = z.area(0.5) - math.Exp(math.Log(z.v)*(-z.q)) - z.hx
	z.s = 1 - z.areaInv(z.area(1.5)-math.Exp(-z.q*math.Log(z.v+1.0)))
	return z
}

// Uint64 returns the next number.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	for {
		u := z.hx + z.r.Float64()*z.h
		x := z.areaInv(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.s || u >= z.area(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}
