// Package group is the arithmetic behind elliptic curves and RSA.
package group

// Curve is one of NIST's curves. Points are the bytes of x and y; the infinity is an empty slice. Numbers have the most
// significant byte first.
type Curve struct {
	id   int
	Bits int
	Size int // bytes of a coordinate, and of a scalar
	Name string
}

// The curves.
var (
	P224 = &Curve{0, 224, 28, "P224"}
	P256 = &Curve{1, 256, 32, "P256"}
	P384 = &Curve{2, 384, 48, "P384"}
	P521 = &Curve{3, 521, 66, "P521"}
)

func mul(curve int, p, k []byte) []byte

func add(curve int, p, q []byte) []byte

func contains(curve int, p []byte) bool

func mulAdd(curve int, a, b, c []byte) []byte

func invert(curve int, a []byte) []byte

func constants(curve int) []byte

func ladder(scalar, u []byte) []byte

// Mul returns k * p, by the base point if p is nil.
func (c *Curve) Mul(p, k []byte) []byte {
	if p != nil && len(p) == 0 {
		return p
	}
	return mul(c.id, p, k)
}

// Add returns p + q.
func (c *Curve) Add(p, q []byte) []byte { return add(c.id, p, q) }

// Contains reports whether p is a point of the curve, and not the infinity.
func (c *Curve) Contains(p []byte) bool { return contains(c.id, p) }

// MulAdd returns a*b + d modulo the order of the curve.
func (c *Curve) MulAdd(a, b, d []byte) []byte { return mulAdd(c.id, a, b, d) }

// Invert returns 1/a modulo the order.
func (c *Curve) Invert(a []byte) []byte { return invert(c.id, a) }

// Reduce returns a, of at most Size bytes, modulo the order.
func (c *Curve) Reduce(a []byte) []byte { return mulAdd(c.id, a, []byte{1}, nil) }

// Scalar reports whether k is a number from 1 to the order less one, in Size bytes.
func (c *Curve) Scalar(k []byte) bool {
	if len(k) != c.Size {
		return false
	}
	zero := byte(0)
	for _, b := range k {
		zero |= b
	}
	return zero != 0 && string(c.Reduce(k)) == string(k)
}

// Constants returns the prime of the field, the order, b, and the base point.
func (c *Curve) Constants() (p, n, b, x, y []byte) {
	s := constants(c.id)
	k := c.Size
	return s[:k], s[k : 2*k], s[2*k : 3*k], s[3*k : 4*k], s[4*k:]
}

// X25519 is the function of RFC 7748 on 32 bytes each.
func X25519(scalar, u []byte) []byte { return ladder(scalar[:32], u[:32]) }

// EdwardsBase returns k times the base point of edwards25519; numbers and points have 32 bytes, the least significant first.
func EdwardsBase(k []byte) []byte

// EdwardsCheck returns s times the base point less k times a, and whether a is a point.
func EdwardsCheck(a, k, s []byte) ([]byte, bool)

// EdwardsMulAdd returns a*b + c modulo the order; they may have up to 64 bytes.
func EdwardsMulAdd(a, b, c []byte) []byte

// EdwardsReduced reports whether s is less than the order.
func EdwardsReduced(s []byte) bool

// ModExp returns x to the power of e modulo n, in as many bytes as n has; not in time that depends on the numbers if they
// are secret.
func ModExp(x, e, n []byte, secret bool) []byte
