// More of what the specification forbids: a union with methods or comparable, an interface with terms as a type.
package main

type U interface{ int | A }
type A interface{ Close() error }
type C interface{ string | comparable }
type D interface{ ~int | int }
type N interface{ ~int }
type S struct{ f N }

func g(n N) {}

type R [2]R2
type R2 interface{ ~[3]R }

func h[P any]() {
	var _ interface{ int } = nil
}
