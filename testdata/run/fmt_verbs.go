package main

import "fmt"

type P struct {
	X int
	S string
	M map[string]int
	L []any
	Q *int
}

type E struct{}

func (E) Error() string { return "E!" }

func main() {
	p := P{1, "a b", map[string]int{"z": 1, "a": 2}, []any{1, "x", nil, 2.5}, nil}
	fmt.Printf("%v\n%+v\n%#v\n%T\n", p, p, p, p)
	fmt.Printf("|%5d|%-5d|%05d|%+d|%x|%X|%o|%#o|%b|%#x|%c|%q|%U|\n", 42, 42, 42, 42, 255, 255, 8, 8, 5, 255, 'A', 'A', 'A')
	fmt.Printf("|%f|%.2f|%8.3f|%-8.1f|%e|%g|%G|%+.1f|%08.3f|\n", 3.14159, 3.14159, 3.14159, 3.14159, 12345.678, 1e21, 1e-7, 2.0, -3.14159)
	fmt.Printf("|%s|%10s|%-10s|%.2s|%q|%x|%5t|%v|\n", "go", "go", "go", "golang", "a\tb", "go", true, nil)
	fmt.Printf("%d %s %v %!\n", "str", 5, E{})
	fmt.Printf("%d\n", 1, 2)
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("%z %[2]d %[1]d %*d\n", 1, 2, 5, 3)
	fmt.Printf("%v %v %v %d\n", []byte("hi"), [2]bool{true}, struct{}{}, []int{1, 2})
	fmt.Printf("%x %X %q %s\n", []byte("hi"), "hi", []string{"a", "b"}, []string{"c"})
	fmt.Printf("%t %v %p\n", false, &p.M, nil)
	fmt.Printf("%6.2f%%|%+v|%#v|%#v\n", 99.5, &struct{ A, B int }{1, 2}, []string{"x"}, map[int]bool{1: true})
	fmt.Printf("%#v %#v %#v %#v\n", "q", 1.0, 'x', any(nil))
	fmt.Println(fmt.Sprint("a", 1, 2, "b", "c", 3.0), fmt.Sprintln("x", 1))
	fmt.Printf("%08b|%-8b|%+q|%#q\n", 13, 13, "é", "raw")
}
