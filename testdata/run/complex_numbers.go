package main

import (
	"fmt"
)

func main() {
	a := complex(3, 4)
	var b complex64 = 1 - 2i
	fmt.Println(a, b, real(a), imag(b), a*a, a/(1+1i), -a, a == 3+4i)
	fmt.Printf("%v %.2f %g %T %T\n", a, a, b, b, real(b))
	fmt.Println(real(a)*real(a)+imag(a)*imag(a), complex(real(a), -imag(a)), complex(0, 1))
	const i = 1i
	fmt.Println(i*i, real(i*i) == -1, complex64(a)+b)
	z, n := 0i, 0
	for c := -0.5 + 0.5i; real(z)*real(z)+imag(z)*imag(z) < 2 && n < 50; n++ {
		z = z*z + c
	}
	fmt.Println(n)
	m := map[complex128]string{1i: "i"}
	fmt.Println(m[complex(0, 1)])
}

// The products of complex64 are computed in double precision.
func init() {
	for _, a := range []float32{1.5, 3, 0.1, 1e20, -7} {
		for _, b := range []float32{0.1, 1e-3, 16777216, 2} {
			x, y := complex(a, b), complex(b, 1/a)
			fmt.Println(x*y, x/y, x*x*y)
		}
	}
}
