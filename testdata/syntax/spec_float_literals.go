// What the specification calls invalid in floating-point literals and imaginary ones.
package main

var (
	_ = 0x.p1
	_ = 0x1.5
	_ = 1_.5
	_ = 1._5
	_ = 1.5_e1
	_ = 1.5e_1
	_ = 1.5e1_
	_ = 1e
	_ = 0b1.0
	_ = 0b1e3i
)
