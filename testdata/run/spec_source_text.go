// The specification's "Source code representation" and "Lexical elements": characters, letters and digits, comments,
// tokens, identifiers, keywords, operators and punctuation.
package main

import "fmt"

/* A general comment without newline acts like a space. */
var /* here */ a /* and */ int /* there */ = /* too */ 1

// Letters are Unicode's Lu, Ll, Lt, Lm, Lo and the underscore; digits are Nd.
var (
	_x9, ThisVariableIsExported = 2, 3
	αβ                          = 4
	Größe                       = 5
	日本語                         = 6
	x٣                          = 7 // an Arabic-Indic three
	ǅ                           = 8 // a title-case letter
	ʰa                          = 9 // a modifier letter
	ªº                          = 10
	_                           = 11
	__                          = 12
)

// Each code point is distinct: upper and lower case are different letters, and a precomposed character is another
// than its parts (which no identifier may contain: combining marks are no letters).
var é, É = "small", "capital"

// A keyword is reserved only as it stands.
var Break, func_, iff, gotoo, Type, packages, ranges = 1, 2, 3, 4, 5, 6, 7

type T struct{ p *int }

func variadic(v ...int) int { return len(v) }

func main() {
	fmt.Println(a, _x9, ThisVariableIsExported, αβ, Größe, 日本語, x٣, ǅ, ʰa, ªº, __)
	fmt.Println(é, É, "é" == "e\u0301", len("é"), len("e\u0301"))
	fmt.Println(Break+func_+iff+gotoo+Type+packages+ranges, a/* a comment */+/* another */1)

	// The longest sequence that can be a token is taken.
	x, y := 7, 3
	p := &y
	fmt.Println(x - -y, x+ +y, x&^y, x& ^y, x&(^y), x<<1>>1, x/ *p, x^ -y)
	x++ /* a comment */
	x--
}

// `x<-y` is x <- y to the lexer; a channel makes it meaningful.
func init() {
	c := make(chan int, 3)
	c<-1
	c <-2
	c<- -3
	close(c)
	for v := range c {
		fmt.Print(v, " ")
	}
	fmt.Println(variadic([]int{1, 2}...), variadic())
	// Operators, each once.
	v, w := 12, 10
	q := &v
	fmt.Println(v+w, v-w, v*w, v/w, v%w, v&w, v|w, v^w, v<<2, v>>2, v&^w)
	v += 1; v -= 2; v *= 3; v /= 2; v %= 9; v &= 7; v |= 8; v ^= 1; v <<= 3; v >>= 1; v &^= 4
	fmt.Println(v, w == 10 && v > 3 || !(w < 4), *q != v, v >= w, v <= w)
	type number interface{ ~int | ~string }
	fmt.Println(func(n ...int) []int { return n[1:] }(1, 2, 3), [...]int{4, 5}, T{}.p == nil)
	/* A comment that contains a newline
	   acts like a newline */ v++
	fmt.Println(v) /* no newline */
	fmt.Println("/* not a comment */ // neither", '/', `/*`)
	// /* the inner start means nothing
	/* // nor here */
	fmt.Println("end")
}
