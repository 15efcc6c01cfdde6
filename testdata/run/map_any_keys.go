// Keys of several types in one map: fmt prints them type by type, in the order that Go's types have in a linked program.
package main

import (
	"fmt"
	"time"
)

type S struct{ a int }
type T struct{ a, b int }
type Number int
type Name string
type Color int

func (c Color) String() string { return "color" }

type Measured int

func (m Measured) Size() int { return 1 }

func main() {
	fmt.Println(map[any]string{1: "int", "a": "string", 3.14: "float", true: "bool", 'x': "rune"})
	fmt.Println(map[interface{}]int{2: 1, "b": 2, "a": 3, 1: 4, 2.5: 5, false: 6, true: 7, nil: 8})
	fmt.Println(map[any]int{1: 1, "a": 2, 1.5: 3, true: 4, 'x': 5, uint8(1): 6, int64(2): 7, float32(1): 8, complex(1, 2): 9,
		S{1}: 10, Number(3): 11, [2]int{1, 2}: 12, int8(1): 13, int16(1): 14, uint(1): 15, uint16(1): 16, uint32(3): 17,
		uint64(4): 18, uintptr(3): 19, complex64(1): 20, struct{}{}: 21, nil: 22})
	fmt.Println(map[any]int{"s": 1, 7: 2, true: 3, Number(1): 4, Name("q"): 5, Measured(2): 6, Color(1): 8, S{1}: 9, T{1, 2}: 10,
		[2]int{1, 2}: 11, [1]string{"a"}: 12, time.Second: 13, struct{ x int }{5}: 14, time.March: 18, 2.5: 20})
	fmt.Println(map[error]int{nil: 1}, map[[1]any]int{{"a"}: 1, {1}: 2, {1.5}: 3, {nil}: 4, {0}: 5})
}
