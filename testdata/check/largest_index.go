// An element after the largest index that there is.
package main

var y = [...]int{9223372036854775807: 1, 5: 3}

func main() {
	var x = [...]string{
		9223372036854775806: "a",
		"b", "c",
	}
	z := [...]struct{}{9223372036854775807: {}}
	println(len(x), len(y), len(z))
}
