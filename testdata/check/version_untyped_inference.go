// flags: -lang=go1.20

package main

func add[T int | float64](a, b T) T { return a + b }

func main() { _ = add(1, 2.5) }
