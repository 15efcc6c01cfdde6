// A cache that holds a fifth of what passes through: maps of strings to pointers to structs with slices.
//
// group: memory
// args: 1000
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

// The generator of Park and Miller: its products fit the 53 bits that every language has.
type random int

func (r *random) next(limit int) int {
	*r = *r * 16807 % 2147483647
	return int(*r) % limit
}

type entry struct {
	key   string
	data  []int32
	older *entry
}

func bench(n int) int {
	cache := map[string]*entry{}
	order := make([]string, 0, n)
	r := random(21)
	sum := 0
	var last *entry
	for i := range n {
		key := "key-" + strconv.Itoa(r.next(n))
		e := cache[key]
		if e == nil {
			e = &entry{key: key, data: make([]int32, 4+i%13)}
			if i%10 != 0 {
				e.older = last
			}
			last = e
			cache[key] = e
			order = append(order, key)
		}
		e.data[i%len(e.data)]++
		if len(cache) > n/5 {
			old := order[0]
			order = order[1:]
			sum += len(cache[old].data)
			cache[old].older = nil
			delete(cache, old)
		}
	}
	for k, e := range cache {
		sum += len(k) * int(e.data[0]+1)
	}
	return sum
}

func main() {
	n := 400000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("mapheavy", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
