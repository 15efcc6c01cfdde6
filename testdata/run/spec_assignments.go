// The specification's "Assignment statements".
package main

import "fmt"

type T struct {
	a int
	b [3]string
	m map[string]int
}

func two() (int, error)     { return 7, nil }
func set(p *int, v int) int { *p = v; return v }

func main() {
	var x, y int
	var p *int = &x
	var k <-chan int
	ch := make(chan int, 1)
	ch <- 5
	k = ch
	t := T{m: map[string]int{}}
	s := make([]string, 2)
	x = 1
	*p = 2
	s[1] = "b"
	(y) = <-k
	t.a, t.b[1], t.m["k"] = 3, "c", 4
	fmt.Println(x, y, s, t)
	// Assignment operations evaluate the left side once.
	n := 0
	idx := func() int { n++; return 0 }
	a := []int{12}
	a[idx()] <<= 2
	a[idx()] |= 3
	a[idx()] += a[0]
	a[idx()] %= 10
	a[idx()] &^= 4
	fmt.Println(a, n)
	str, f, b, u := "a", 1.5, true, uint8(7)
	str += "b"
	f *= 4
	f /= 3
	f -= 1
	b = b && !b
	u ^= 0xff
	u >>= 1
	u &= 0x3c
	fmt.Println(str, f, b, u)
	// Tuples: from a call, a map, an assertion, a channel; blanks ignore.
	var err error
	x, err = two()
	x, _ = two()
	_, err = two()
	var i any = "text"
	var ok bool
	str, ok = i.(string)
	v, present := t.m["none"]
	one, two, three := '一', '二', '三'
	fmt.Println(x, err, str, ok, v, present, one, two, three)
	_ = x
	_, _ = 1, "any type"
	// Swaps and rotations; nested elements.
	x, y = 1, 2
	x, y = y, x
	q := []int{1, 2, 3}
	q[0], q[1], q[2] = q[1], q[2], q[0]
	m := map[string][]int{"a": {1, 2}}
	m["a"][0], m["b"] = m["a"][1], m["a"]
	fmt.Println(x, y, q, m)
	m["b"][1] = 99
	fmt.Println(m)
	// A list element's panic comes after the assignments before it.
	func() {
		defer func() { fmt.Println(recover(), x, t.a) }()
		var none map[string]int
		x, none["x"], t.a = 100, 1, 100
	}()
	// Values assigned: constants take the left side's type; to an interface their default type.
	var f32 float32 = 1
	var e, g, h any
	f32, e, g, h = 2, 'a', 1.0, 1 < 2
	fmt.Printf("%T %T %T %T\n", f32, e, g, h)
	var array [3]int
	copyOf := array
	array[0] = 1
	fmt.Println(array, copyOf, set(&x, 5), x)
	// Struct and array values are copied whole, also onto themselves.
	st := struct{ a, b int }{1, 2}
	st.a, st.b = st.b, st.a
	arr := [2][2]int{{1, 2}, {3, 4}}
	arr[0], arr[1] = arr[1], arr[0]
	st2 := &st
	*st2, st = struct{ a, b int }{9, 9}, *st2
	fmt.Println(st, arr)
	lst := &node{1, &node{2, nil}}
	lst, lst.next = lst.next, nil
	fmt.Println(lst.v, lst.next == nil)
	var rev *node
	for l := (&node{1, &node{2, &node{3, nil}}}); l != nil; {
		l, l.next, rev = l.next, rev, l
	}
	for ; rev != nil; rev = rev.next {
		fmt.Print(rev.v, " ")
	}
	fmt.Println()
}

type node struct {
	v    int
	next *node
}
