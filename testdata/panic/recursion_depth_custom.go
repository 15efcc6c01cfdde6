package main

import "fmt"

type limit struct{ depth, max int }

func (l limit) Error() string { return fmt.Sprintf("depth %d exceeds %d", l.depth, l.max) }

func descend(d int) {
	if d > 3 {
		panic(limit{d, 3})
	}
	descend(d + 1)
}

func main() { descend(0) }
