package main

func main() {
	println(float32(0.1), 0.1, float32(1e20), complex64(complex(0.1, 2)), complex(0.1, 3), float32(3), 1e100)
	var f float32 = 0.3
	println(f, f*f, -f)
	type F float32
	var g F = 0.7
	println(g)
}
