// What the grammar of types forbids.
package main

type A [...]
type B struct { a, b }
type C struct { a int b string }
type D interface { int a }
type E map[string]
type F chan
type G func(a, b int) (c int, string)
type H struct { *[]int }
type I struct { (J) }
