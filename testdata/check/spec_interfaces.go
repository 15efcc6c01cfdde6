// What the specification forbids of interfaces.
package main

type I interface {
	String() string
	String() string
	_(x int)
}

type A interface{ Close() error }
type B interface{ Close() }
type AB interface {
	A
	B
}

type MyInt int
type T interface {
	~[]byte
	~MyInt
	~error
}

func f[P any]() {
	type _ interface{ P }
	type _ interface{ int | ~P }
}

type Float interface{ ~float32 | ~float64 }

var x Float
var y interface{} = Float(nil)

type Floatish interface{ Float }
type Bad interface{ Bad }
type Bad1 interface{ Bad2 }
type Bad2 interface{ Bad1 }
type U interface{ int | ~int | error }
