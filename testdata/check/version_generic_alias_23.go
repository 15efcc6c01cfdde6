// flags: -lang=go1.23

package main

type A[P any] = []P

func main() { var a A[int]; _ = a }
