// The specification's examples of values that are not representable.
package main

var (
	_ bool    = 0
	_ rune    = 'a' + 1<<31
	_ string  = 'a'
	_ byte    = 1024
	_ int16   = 1 << 15
	_ uint16  = -1
	_ float32 = 1e1000
	_ int     = 42i
	_ float64 = 1i + 2
	_ int     = 1e3 + .5
)

func f[T int8 | uint8]() T { return 200 }
