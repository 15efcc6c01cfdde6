// The specification's "For statements": with a condition, a for clause, and "Break" and "Continue statements".
package main

import "fmt"

func main() {
	a, b := 1, 100
	for a < b {
		a *= 2
	}
	n := 0
	for {
		n++
		if n > 5 {
			break
		}
	}
	for n < 8 {
		n++
	}
	for n = 0; n < 3; n++ {
	}
	for range 2 {
		n++
	}
	fmt.Println(a, n)
	var i int
	for i = 0; i < 10; i++ {
	}
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fmt.Print(i, " ", j, "; ")
	}
	fmt.Println(i)
	// Each iteration has its own variables; the next one's are made before the post statement.
	var prints []func()
	for i := 0; i < 5; i++ {
		prints = append(prints, func() { fmt.Print(i, " ") })
		i++
	}
	for _, p := range prints {
		p()
	}
	var ptrs []*int
	for i := 0; i < 3; i++ {
		ptrs = append(ptrs, &i)
		defer func() { fmt.Print("deferred ", i, "; ") }()
		if i == 1 {
			continue
		}
		i += 0
	}
	for _, p := range ptrs {
		*p += 10
		fmt.Print(*p, " ")
	}
	for i, f := 0, func() {}; i < 3; i++ {
		f()
		f = func() { fmt.Print("captured ", i, " ") }
	}
	fmt.Println()
	// The post statement runs also after continue; the condition before each iteration.
	cond := func(k int) bool { fmt.Print("cond ", k, " "); return k < 3 }
	for k := 0; cond(k); k++ {
		if k == 1 {
			continue
		}
		fmt.Print("body ", k, " ")
	}
	fmt.Println()
	// Labels: of the enclosing for, switch or select.
OuterLoop:
	for i := 0; i < 3; i++ {
		for j := 0; j < 3; j++ {
			switch (i + j) % 4 {
			case 1:
				continue OuterLoop
			case 2:
				break
			case 3:
				break OuterLoop
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
Switch:
	switch {
	case true:
		for {
			break Switch
		}
		fmt.Println("not reached")
	}
	c := make(chan int, 1)
	c <- 1
Select:
	select {
	case <-c:
		for {
			if true {
				break Select
			}
		}
		fmt.Println("not reached")
	}
	rows := [][]int{{1, -1, 2}, {0, 3}, {4}}
RowLoop:
	for y, row := range rows {
		for x, data := range row {
			if data < 0 {
				continue RowLoop
			}
			rows[y][x] = data + 10
		}
	}
	fmt.Println(rows)
Block:
	{
		for i := range 3 {
			if i == 1 {
				goto out
			}
			continue
		}
	}
	goto Block
out:
	for i := 10; i > 0; i /= 2 {
		switch {
		case i == 5:
			continue
		case i == 1:
			break
		default:
			fmt.Print(i, " ")
		}
	}
	fmt.Println()
}
