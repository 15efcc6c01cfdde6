// What the grammar of statements forbids.
package main

func main() {
	x := 0
	x++ + 1
	++x
	y = x++
	if x := 1 {
	}
	for i := 0; i < 10 {
	}
	x ? 1 : 2
	switch x { default: default: }
	defer recover
	go (main())
	else {
	}
}
