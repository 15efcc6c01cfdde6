// Variables whose values the linker lays out have them before any initializer runs, also where the order of
// initialization does not see that one is used.
package main

import "fmt"

type looker interface{ Look() }

type T struct{}

func (T) Look() {
	fmt.Println(number, text, float, slice, array, point, *ref, boxed, failure, called(), lit(), named(), runes, bytes)
	fmt.Println(table == nil, made == nil, sum, copied, conv)
	set = "by Look"
}

type failed struct{ code int }

func (f *failed) Error() string { return fmt.Sprint("failed ", f.code) }

type op func() int

var started = start(looker(T{}))

func start(l looker) bool {
	l.Look()
	return true
}

func one() int { return 1 }

var (
	number        = 42
	text          = "text" + "s"
	float         = 1.5
	slice         = []string{"a", "b"}
	array         = [...]int{2: 7}
	point         = struct{ X, Y int }{1, 2}
	ref           = &number
	boxed   any   = 'x'
	failure error = &failed{3}
	called        = one
	lit           = func() int { return 2 }
	named         = op(one)
	runes         = []rune("hé")
	bytes         = []byte("hé")
	table         = map[string]int{"a": 1}
	made          = make([]int, 2)
	sum           = one() + 1
	copied        = sum
	conv          = float64(number)
	set           = "at first"
)

func main() {
	fmt.Println(started, set, table, made, sum, copied, conv)
}
