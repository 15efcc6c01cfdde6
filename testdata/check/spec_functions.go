// What the specification forbids of function and method declarations.
package main

func IndexRune(s string, r rune) int {
	for i, c := range s {
		if c == r {
			return i
		}
	}
}

func init() int { return 1 }

func dup(a int, a string) {}

type T struct{ x int }

func (t T) x()      {}
func (t T) M()      {}
func (t *T) M()     {}
func (t **T) N()    {}
func (i int) O()    {}
func (t T) P(t int) {}
func (s []int) Q()  {}

type P *T

func (p P) R() {}

type I interface{ M() }

func (i I) S() {}

func main() { init() }
