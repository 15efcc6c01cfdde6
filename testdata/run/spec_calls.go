// The specification's "Calls" and "Passing arguments to ... parameters".
package main

import (
	"fmt"
	"strings"
)

type Point struct{ x, y int }

func (p Point) Scale(n int) Point { return Point{p.x * n, p.y * n} }
func (p *Point) Inc()             { p.x++ }

func Split(s string, pos int) (string, string) { return s[0:pos], s[pos:] }
func Join(s, t string) string                  { return s + t }
func Greeting(prefix string, who ...string) string {
	return fmt.Sprint(prefix, len(who), who == nil, who)
}
func change(xs ...int)            { xs[0] = 99 }
func swap(a, b int) (int, int)    { return b, a }
func anys(a ...any) int           { return len(a) }
func three() (int, string, error) { return 1, "two", nil }
func first[T any](xs ...T) (x T) {
	if len(xs) > 0 {
		x = xs[0]
	}
	return
}
func byValue(a [2]int, p Point, s []int)             { a[0], p.x, s[0] = 9, 9, 9 }
func nothing()                                       {}
func returnsFunc() func(...int) int                  { return func(n ...int) int { return len(n) } }
func (p Point) Variadic(pre string, n ...any) string { return pre + fmt.Sprint(n...) }

type Func func(a int, rest ...Func) int

func main() {
	p := &Point{1, 2}
	fmt.Println(p.Scale(2), Point.Scale(*p, 3), strings.ToUpper("x"), (func(int) int)(func(n int) int { return -n })(4))
	p.Inc()
	var pp Point
	pp.Inc() // (&pp).Inc()
	fmt.Println(*p, pp)
	// A call with several results as the arguments of another, also variadic.
	if Join(Split("value", 3)) != "value" {
		fmt.Println("test fails")
	}
	fmt.Println(Join(Split("ab", 1)), anys(three()), anys(swap(1, 2)))
	fmt.Println(swap(swap(1, 2)))
	fmt.Println(three())
	fmt.Println(Greeting(Split("prefixwho", 6)))
	// Variadic parameters.
	fmt.Println(Greeting("nobody"), Greeting("hello:", "Joe", "Anna", "Eileen"))
	s := []string{"James", "Jasmine"}
	fmt.Println(Greeting("goodbye:", s...), Greeting("nil:", nil...), Greeting("empty:", []string{}...))
	n := []int{1, 2}
	change(n...) // the slice itself is passed
	change(n[0], n[1])
	fmt.Println(n, anys(n), anys([]any{1, 2, 3}...), anys(nil), anys(nil, nil), anys(), anys([]any{}), anys(nil...))
	fmt.Println(first[int](), first(1, 2), first([]string{"a"}...), returnsFunc()(1, 2, 3), p.Variadic("v", 1, "x"), (*Point).Variadic(p, "e"))
	type Strings []string
	fmt.Println(Greeting("named:", Strings{"n"}...))
	// Arguments are copies.
	a, q, sl := [2]int{1, 2}, Point{1, 2}, []int{1}
	byValue(a, q, sl)
	fmt.Println(a, q, sl)
	// Function and arguments are evaluated in the usual order, before the call.
	log := func(s string, v int) int { fmt.Print(s, " "); return v }
	get := func() func(int, int) int { fmt.Print("func "); return func(a, b int) int { return a - b } }
	fmt.Println(get()(log("a", 5), log("b", 3)))
	var f func(int)
	func() {
		defer func() { fmt.Println(recover()) }()
		f(log("evaluated first", 1))
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var np *Point
		np.Scale(log("and here", 1))
	}()
	var rec Func = func(a int, rest ...Func) int {
		if len(rest) == 0 {
			return a
		}
		return rest[0](a+1, rest[1:]...)
	}
	fmt.Println(rec(0, rec, rec, rec))
	nothing()
	(nothing)()
	fmt.Println(strings.NewReplacer("a", "b", "c", "d").Replace("abc"), len(fmt.Sprintf("%d%s", 1, "x")))
	// A type parameter whose type set has one function type may be called.
	fmt.Println(callIt(func(x int) string { return fmt.Sprint("called ", x) }))
	fmt.Println(strings.Map(func(r rune) rune { return r + 1 }, "HAL"))
}

func callIt[F func(int) string](f F) string { return f(3) }
