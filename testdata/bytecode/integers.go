// Narrow integers are kept extended; constants are operands; shifts and divisions are checked where they must be.
package main

func mix(a int8, b uint16, c int32, d uint64, s uint) (int8, uint16, int32, uint64) {
	a += 100
	b = b*3 + 1
	c = c<<3 - 1
	d = d>>s | 0xffff_ffff_0000
	c /= int32(a)
	d %= 10
	return a, b &^ 3, -c, ^d
}

func main() {
	a, b, c, d := mix(100, 65535, 1<<28, 12345, 2)
	println(a, b, c, d)
}
