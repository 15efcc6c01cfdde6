// The specification's "Goto statements".
package main

import "fmt"

func main() {
	i := 0
L:
	if i < 3 {
		fmt.Print(i, " ")
		i++
		goto L
	}
	goto forward
back:
	fmt.Println("back")
	goto end
forward:
	fmt.Print("forward ")
	for {
		for {
			switch {
			default:
				goto back // out of nested blocks
			}
		}
	}
end:
	{
		v := 1 // in a block: jumping over it is fine
		_ = v
	}
	n := 0
	var fs []func() int
again:
	v := n * 10 // a new variable each time
	fs = append(fs, func() int { v++; return v })
	n++
	if n < 3 {
		goto again
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	goto last
	fmt.Println("skipped")
last:
	fmt.Println()
}
