package main

import "fmt"

type A struct{ n int }

func (a A) String() string { return fmt.Sprintf("%v", a) }

type B struct{ n int }

func (b *B) String() string { return fmt.Sprint(b) }

type C int

func (c C) Error() string { return fmt.Sprintf("%s %d", c, c) }

type D int

func (d D) String() string { return fmt.Sprintf("%d", d) }

type E []int

func (e E) String() string { return fmt.Sprintf("%x", e) }

type F struct{ n int }

func (f F) String() string { return fmt.Sprintf("%v", &f) }

type G struct{ n int }

func (g G) String() string { return fmt.Sprintf("%#v %v", g, g.n) }

type H struct{ n int }

func (h H) String() string {
	return func() string { return fmt.Sprintln("h", h) }()
}

type I struct{ n int }

func (i I) String() string {
	j := i
	return fmt.Sprint(j)
}

func (i I) Format(s fmt.State, r rune) { fmt.Fprint(s, i) }

type J struct{ n int }

func (j J) String() string { return fmt.Sprintf("%T", j) }

func main() {}
