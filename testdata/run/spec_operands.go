// The specification's "Expressions", "Operands", "Qualified identifiers" and "Primary expressions".
package main

import (
	"fmt"
	. "math"
	m "math/bits"
	str "strings"
)

type Point struct{ x, y int }

func (p *Point) Double() *Point { p.x *= 2; p.y *= 2; return p }

type Op func(int) Op

var f = struct{ p []Point }{[]Point{{1, 2}, {3, 4}}}
var obj = map[string]any{"color": "red", "f": func(a int) int { return a + 1 }}

func gen[T any](t T) []T { return []T{t, t} }

func s(xs ...string) []string { return xs }

func main() {
	x := 5
	fmt.Println(x, (x), (x+1)*2, 2, "literal", 'r', (Point{1, 2}).x, Point{1, 2}.y, nil == any(nil))
	// Qualified identifiers, also under another name or none.
	fmt.Println(Sqrt(16), Pi > 3, m.Len(255), str.Repeat("ab", 2), (str.ToUpper)("x"), MaxInt8)
	// Primary expressions may be chained in any order.
	fmt.Println(s("a", "b", "c")[1:][0][:1], f.p[1].x, (&f.p[0]).Double().Double().y, obj["color"].(string)[1:], obj["f"].(func(int) int)(1))
	fmt.Println(gen(3)[1], gen[string]("x")[0], (gen[int])(1), func() int { return 4 }(), []int{1, 2, 3}[2], map[string]int{"k": 7}["k"], "str"[1], [2]int{1, 2}[1])
	fmt.Println(struct{ a, b int }{1, 2}.b, [...]string{2: "c"}[2], (*Point).Double(&Point{1, 1}).x, interface{ Error() string }(fmt.Errorf("e")).Error())
	fmt.Println(new(Point).Double().x, make([]int, 3)[2:], len([]int{1}), []func() int{func() int { return 8 }}[0](), (*new(int)), -(-x), !(x > 3))
	var g any = Point{1, 2}
	if p, ok := g.(Point); ok && (p == Point{1, 2}) {
		fmt.Println("composite literal in a condition, parenthesized")
	}
	for _, p := range []Point{{1, 2}} {
		fmt.Println(p)
	}
	switch (Point{1, 2}) {
	case Point{1, 2}:
		fmt.Println("equal")
	}
	// The blank identifier as an operand on the left alone.
	_, (x), _ = 1, 2, 3
	(x)++
	(*(&x)) += 2
	fmt.Println(x)
	fn := (func(...int))(nil)
	fmt.Println(fn == nil, (*int)(nil) == nil, (<-chan int)(nil) == nil, []int(nil) == nil, (interface{})(nil) == nil)
}
