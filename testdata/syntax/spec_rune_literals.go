// What the specification calls illegal in rune literals, each of its examples among them.
package main

var (
	_ = 'aa'
	_ = '\k'
	_ = '\xa'
	_ = '\0'
	_ = '\400'
	_ = '\uDFFF'
	_ = '\U00110000'
	_ = ''
	_ = '\"'
	_ = '\u12'
)
