// Strings: concatenation of several at once, indexing, slicing, conversions, comparison.
package main

func greet(name string, n int) string {
	s := "hello, " + name + "!"
	if name < "m" || s[0] == 'x' {
		s += string(rune('a' + n))
	}
	return s[1:n] + s[:2]
}

func main() {
	println(greet("gopher", 3), string([]rune{65, 66}), len([]byte("abc")))
}
