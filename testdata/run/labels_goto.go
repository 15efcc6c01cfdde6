package main

import "fmt"

func main() {
	i := 0
again:
	if i < 3 {
		fmt.Print(i, " ")
		i++
		goto again
	}
	fmt.Println()
rows:
	for r := range 4 {
		for c := range 4 {
			switch {
			case c == r:
				continue rows
			case r == 3:
				break rows
			}
			fmt.Print(r, c, ";")
		}
	}
	fmt.Println()
sw:
	switch i {
	case 3:
		for {
			break sw
		}
	}
	goto end
end:
	fmt.Println("end")
}
