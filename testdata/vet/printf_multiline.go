package main

import "fmt"

type T struct {
	A int
	B []string
}

func main() {
	fmt.Printf("%s",
		1)
	fmt.Printf(
		"%d %s"+
			" %t",
		"a",
		2,
		3,
	)
	fmt.Printf(`
%d
%s`, 1, 2)
	fmt.Printf("%d", T{
		1,
		[]string{"a"},
	})
	if true {
		fmt.Printf("%d", func() string {
			return "a"
		}())
	}
	fmt.Printf("%d", map[string]int{
		"a": 1,
	})
	fmt.Println("a",
		"b\n")
}
