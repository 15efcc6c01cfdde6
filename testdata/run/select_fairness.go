// Among ready cases every one gets its share.
package main

import "fmt"

func main() {
	a, b, c := make(chan int), make(chan int), make(chan int)
	close(a)
	close(b)
	close(c)
	counts := map[string]int{}
	for range 3000 {
		select {
		case <-a:
			counts["a"]++
		case <-b:
			counts["b"]++
		case <-c:
			counts["c"]++
		}
	}
	for _, k := range []string{"a", "b", "c"} {
		fmt.Println(k, counts[k] > 700 && counts[k] < 1300)
	}
}
