// Values are made where they are wanted, computed once, and constants become operands.
package main

type vec struct{ x, y, z float64 }

func (a vec) add(b vec) vec       { return vec{a.x + b.x, a.y + b.y, a.z + b.z} }
func (a vec) scale(k float64) vec { return vec{a.x * k, a.y * k, a.z * k} }
func (a vec) dot(b vec) float64   { return a.x*b.x + a.y*b.y + a.z*b.z }
func inverse(i, j int) float64    { return 1 / float64((i+j)*(i+j+1)/2+i+1) }
func clamp(x, low, high int) int {
	if x < low {
		return low
	}
	if x > high {
		return high
	}
	return x
}

func main() {
	var acc vec
	d, e := 0.0, 0
	for i := 0; i < 10; i++ {
		v := vec{float64(i), 1, 2}
		acc = acc.add(v.scale(0.5))
		d += acc.dot(v) + inverse(i, 3)
		e += clamp(i, 2, 7)
	}
	println(int(d), e)
}
