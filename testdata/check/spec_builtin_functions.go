// What the specification forbids of built-in functions.
package main

func main() {
	var s uint = 1
	var f32, f64 = float32(1), 2.0
	_ = complex(1, 2<<s)
	_ = complex(f32, f64)
	_ = append([]int{}, "s")
	_ = len(5)
	_ = cap(map[int]int{})
	_ = make([]int)
	_ = make(int, 1)
	_ = make([]int, 10, 5)
	_ = max("a", 1)
	_ = make([]int, -1)
}
