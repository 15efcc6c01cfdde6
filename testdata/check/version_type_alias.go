// flags: -lang=go1.8

package main

type A = int

func main() { var a A; _ = a }
