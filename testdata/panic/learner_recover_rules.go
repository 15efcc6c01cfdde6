package main

import "fmt"

func a() (n int) {
	defer func() { n *= 2 }()
	defer func() {
		if r := recover(); r != nil {
			n = 21
		}
	}()
	panic(1)
}

func b() {
	defer func() {
		defer func() { fmt.Println("inner", recover()) }()
		panic("second")
	}()
	panic("first")
}

func c() {
	defer func() { fmt.Println("c", recover()) }()
	defer func() { panic("replaced") }()
	panic("orig")
}

func helper() any { return recover() }

func d() {
	defer func() { fmt.Println("d helper", helper()); fmt.Println("d", recover()) }()
	panic("dd")
}

func e() {
	defer recover()
	defer fmt.Println("e: direct recover deferred")
	panic("e")
}

func main() {
	fmt.Println(a())
	func() {
		defer func() { fmt.Println("outer", recover()) }()
		b()
	}()
	c()
	d()
	for i := 0; i < 3; i++ {
		defer func() { fmt.Println("loop", i, recover()) }()
	}
	e()
}
