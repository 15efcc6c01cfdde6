// What stands before the package clause makes no fragment of the file.
x := 1

package main

func main() {
	println(x)
}
