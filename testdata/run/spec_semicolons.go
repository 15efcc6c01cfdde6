// The specification's "Semicolons": inserted after a line's last token if that is an identifier, a literal, one of
// break continue fallthrough return ++ -- ) ] }; and left out before a closing ) or }.
package main; import ("fmt"; "strings"); type pair struct { a, b int; c string }; var one = 1

const (x = iota; y; z)

type (celsius float64; list []int)

func f() (int, string) { return 1, "s" }; func g() int { return 2 }

func loop() (n int) {
	for i := 0; i < 10; i++ {
		if i == 3 {
			continue
		}
		if i == 7 {
			break
		}
		n++
	}
	for ;; { n++; break }
	for ; n < 20; { n += 5 }
	return
}

func fall(n int) (s string) {
	switch n { case 1: s += "one "; fallthrough; case 2: s += "two"; default: s = "?" }
	return
}

func main() {
	{ fmt.Println("one line") }; { { } }; ; ;
	p := pair{1, 2, "c"}; fmt.Println(p, x, y, z, one, loop(), fall(1), fall(2), fall(3))
	// No semicolon after an operator, a comma, an opening bracket or a dot.
	sum := 1 +
		2 *
			3 -
		4
	s := strings.
		ToUpper(
			"abc",
		)
	list := []int{
		1,
		2, 3,
	}
	fmt.Println(sum, s, list,
	)
	if v := g(); v == 2 { fmt.Println("two") } else if v == 3 { fmt.Println("three") } else { fmt.Println("other") }
	func() { fmt.Println("called") }()
	func() {
		fmt.Println("on lines")
	}()
	// A raw string and a comment with newlines end lines too.
	r := `raw
string`
	t := 1 /* a
	comment */
	u := t
	u++
	u--
	fmt.Println(len(r), t, u)
	var e interface { M(); N(int) (string) }
	_ = e
	switch { }
	switch x := 5; { case x > 4: fmt.Println("big"); case x > 3: fmt.Println("not reached") }
	select { default: fmt.Println("default") }
L:
	for { for { break L } }
	goto end
end: }
