// Division and remainder by powers of two are shifts and masks, for signed operands with a bias.
package main

func signed(x int) (int, int, int32) { return x / 8, x % 8, int32(x) / 4 }

func unsigned(x uint) (uint, uint, byte) { return x / 8, x % 8, byte(x) % 16 }

func others(x int, y uint) (int, int, uint) { return x / 7, x % 10, y / 3 }

func main() {
	println(signed(-100))
	println(unsigned(100))
	println(others(100, 100))
}
