package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

func main() {
	s := []int{5, 2, 8, 1, 2}
	slices.Sort(s)
	i, ok := slices.BinarySearch(s, 5)
	fmt.Println(s, i, ok, slices.Contains(s, 8), slices.Index(s, 9), slices.Max(s), slices.Compact(slices.Clone(s)))
	slices.Reverse(s)
	fmt.Println(s, slices.Equal(s, []int{8, 5, 2, 2, 1}), slices.Insert([]int{1, 4}, 1, 2, 3), slices.Delete([]int{0, 1, 2, 3}, 1, 3))
	w := []string{"pear", "fig", "apple"}
	slices.SortFunc(w, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	fmt.Println(w)
	m := map[string]int{"x": 1, "y": 2, "a": 0}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Collect(slices.Values(w)))
}
