// A loop's test is copied in front of the loop, so that body, step and test are one block; constants that do not fit an instruction
// are loaded before the loop.
package main

func count(n int) int {
	c := 0
	for n != 1 {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		c++
	}
	return c
}

func far() (s int) {
	for i := 0; i < 3000000; i++ {
		s ^= i & 0xfffff
	}
	return s
}

type list struct {
	v    int
	next *list
}

func sum(l *list) (s int) {
	for ; l != nil; l = l.next {
		s += l.v
	}
	return s
}

func main() { println(count(27), far(), sum(&list{1, &list{2, nil}})) }
