// What the specification calls illegal in string literals.
package main

var (
	_ = "\uD800"
	_ = "\U00110000"
	_ = "\'"
	_ = "\q"
	_ = "\x4"
	_ = "\477"
	_ = "\8"
	_ = "newline
	_ = 1
)
