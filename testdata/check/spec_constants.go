// Constant expressions that the specification calls illegal, each of its examples among them.
package main

const (
	_ = uint(-1)
	_ = int(3.14)
	_ = int64(Huge)
	_ = Four * 300
	_ = Four * 100
	_ = 3.14 / 0.0
	_ = 1 % 0
	_ = "a" + 1
	_ = uint8(^1)
	_ = ^int8(-1) + int8(128)
)

const (
	Huge      = 1 << 100
	Four int8 = 4
)
