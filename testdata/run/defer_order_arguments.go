package main

import "fmt"

func tr(s string) string { fmt.Println("enter", s); return s }
func un(s string)        { fmt.Println("leave", s) }

func named() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered %v", r)
			n *= 2
		}
	}()
	n = 21
	panic("oops")
}

func modify() (r int) {
	defer func() { r += 10 }()
	return 5
}

func main() {
	defer un(tr("main"))
	for i := range 3 {
		defer fmt.Println("deferred", i)
	}
	x := 1
	defer fmt.Println("x was", x)
	defer func() { fmt.Println("x is", x) }()
	x = 2
	fmt.Println(named())
	fmt.Println(modify())
}
