// Deferred calls are run by an instruction before the return; results in cells are loaded after it.
package main

func safe(a, b int) (q int, err any) {
	defer func() { err = recover() }()
	q = a / b
	return q, nil
}

func plain() {
	defer println("deferred", 1)
	println("body")
}

func main() {
	q, err := safe(1, 0)
	println(q, err != nil)
	plain()
}
