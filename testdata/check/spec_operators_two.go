// Constant shifts and divisions that the specification calls illegal.
package main

func main() {
	var s uint = 33
	var a [10]int
	var u = 1.0 << s
	var u1 = 1.0<<s != 0
	var u2 = 1<<s != 1.0
	var v1 float32 = 1 << s
	var w = a[1.0<<s : "x"]
	_ = "a" << 1
	_ = 1 << -1
	_ = 5 / 0
	_ = 1.5 / 0.0
	_ = int8(1) << 8
	_ = uint(1) + int(1)
	_, _, _, _, _ = u, u1, u2, v1, w
	var p *int
	_ = p + 1
}
