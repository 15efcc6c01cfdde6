// +builder is another word

//go:build go1.1 || go1.x || gofoo || go21
package main

func main() {}
