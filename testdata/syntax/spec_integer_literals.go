// What the specification calls invalid in number literals, each of its examples among them.
package main

var (
	_ = 42_
	_ = 4__2
	_ = 0_xBadFace
	_ = 0b102
	_ = 089
	_ = 0o8
	_ = 0x
	_ = 0b
	_ = 1p-2
	_ = 0x1.5e-2
)
