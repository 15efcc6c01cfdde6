// Before it is optimized code counts calls and iterations; where a loop's body begins is where a frame goes on in an optimized
// version. A function with goto is optimized at once, as nobody would count its loops.
//
// dump: plain
package main

func sum(rows [][]int) (t int) {
	for _, row := range rows {
		for i := 0; i < len(row); i++ {
			t += row[i]
		}
	}
	return t
}

func again(n int) int {
top:
	n--
	if n > 0 {
		goto top
	}
	return n
}

func main() { println(sum([][]int{{1, 2}, {3}}), again(3)) }
