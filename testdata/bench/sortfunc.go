// Sorting structs by closures: sort.Slice and sort.SliceStable.
//
// group: data
// args: 100
package main

import (
	"fmt"
	"os"
	"sort"
	"strconv"
	"time"
)

// The generator of Park and Miller: its products fit the 53 bits that every language has.
type random int

func (r *random) next(limit int) int {
	*r = *r * 16807 % 2147483647
	return int(*r) % limit
}

type person struct {
	name string
	age  int
}

func bench(n int) int {
	r := random(3)
	people := make([]person, n)
	for i := range people {
		people[i] = person{string([]byte{byte('a' + r.next(26)), byte('a' + r.next(26))}), r.next(90)}
	}
	sort.Slice(people, func(i, j int) bool {
		if people[i].age != people[j].age {
			return people[i].age < people[j].age
		}
		return people[i].name < people[j].name
	})
	sum := 0
	for i, p := range people {
		sum = (sum + i%1000*p.age) % 1000000007
	}
	sort.SliceStable(people, func(i, j int) bool { return people[i].name < people[j].name })
	for i, p := range people {
		sum = (sum + i%1000*(p.age+int(p.name[1]))) % 1000000007
	}
	return sum
}

func main() {
	n := 400000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("sortfunc", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
