package main

func main() {
	a := ''
	b := 'ab'
	c := "\q"
	d := '\400'
	println(a, b, c, d)
}
