// flags: -lang=go1.17

package main

import "slices"

func main() {
	slices.Sort([]int{2, 1})
	_ = slices.Max[[]int]
}
