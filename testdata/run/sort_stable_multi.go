package main

import (
	"fmt"
	"sort"
)

type person struct {
	name string
	age  int
}

type byAge []person

func (b byAge) Len() int           { return len(b) }
func (b byAge) Less(i, j int) bool { return b[i].age < b[j].age }
func (b byAge) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

func main() {
	ps := []person{{"d", 3}, {"a", 3}, {"c", 1}, {"b", 2}, {"e", 1}}
	sort.Stable(byAge(ps))
	fmt.Println(ps)
	sort.Sort(sort.Reverse(sort.IntSlice([]int{1})))
	sort.SliceStable(ps, func(i, j int) bool { return ps[i].name < ps[j].name })
	fmt.Println(ps, sort.IsSorted(byAge(ps)))
	fmt.Println(sort.Search(100, func(i int) bool { return i*i >= 50 }), sort.SearchInts([]int{1, 3, 5}, 4))
}
