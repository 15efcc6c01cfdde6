// What the elements of a literal read, and when: after the calls beside them, but before those of later arguments if the
// literal is an argument that becomes an interface value.
package main

import "fmt"

type V struct{ x, y int }

var g = 1
var list = []int{1, 2, 3, 4}
var v = V{5, 6}

func add(n int) int    { g += n; v.x += n; list[0] += n; return n }
func swap() []int      { list = append([]int(nil), list...); list[1] += 10; return list }
func ptr() *V          { v.y++; return &v }
func bump() int        { v.x++; return v.x }

func main() {
	fmt.Println([3]int{ptr().x, add(2), 7}, list[0])
	fmt.Println(V{y: [3]int{g, v.x, 9}[1], x: ptr().y - add(1)}, add(10))
	fmt.Println(any(V{1, g}), add(3), V{1, g})
	fmt.Println([]int{g, add(1), g}, V{g, add(1)}, map[string]int{"a": g, "b": add(1)})
	x := [2]int{v.x, bump()}
	fmt.Println(x, [][]int{{v.x, bump()}, {v.x}}, add(1))
	list[len(swap())&3]--
	fmt.Println(list)
	list[cap(swap())*0+1]++
	fmt.Println(list)
	list[len(swap())-3] += add(100)
	fmt.Println(list)
	swap()[2], g = g, len(swap())
	fmt.Println(list, g)
	p := &struct{ in V; a [2]V }{}
	p.a[bump()&1] = V{v.x, bump()}
	p.in, p.a[0].x = V{bump(), v.x}, bump()
	fmt.Println(*p)
}
