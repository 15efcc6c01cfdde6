// Iterators whose code is known stand around the bodies of the loops over them; variables of the loops need no cells.
package main

import "iter"

type list struct {
	value int
	next  *list
}

func (l *list) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for ; l != nil; l = l.next {
			if !yield(l.value) {
				return
			}
		}
	}
}

func evens(s iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range s {
			if x%2 == 0 && !yield(x) {
				return
			}
		}
	}
}

func count(yield func(int) bool) {
	for i := 0; yield(i); i++ {
	}
}

func sum(l *list) (total int) {
	for x := range evens(l.all()) {
		total += x
	}
	return total
}

func first(limit int) int {
	for x := range count {
		if x*x > limit {
			return x
		}
	}
	return -1
}

func main() { println(sum(&list{2, &list{3, nil}}), first(10)) }
