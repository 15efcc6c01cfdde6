// Functions that return one constant from an inner loop and another from the loop around it.
package main

import "fmt"

func free(limit, c, v int) bool { return (limit*7+c*3+v)%11 != v%5 }

func fill(row *[6]int, limit int) bool {
	for c := 0; c < 6; c++ {
		if row[c] != 0 {
			continue
		}
		for v := 1; v <= 6; v++ {
			if free(limit, c, v) {
				row[c] = v
				if fill(row, limit+v) {
					return true
				}
				row[c] = 0
			}
		}
		return false
	}
	return limit > 20
}

func find(rows [][]int, want int) (int, bool) {
	for i := range rows {
		for _, v := range rows[i] {
			if v == want {
				return 1, true
			}
		}
		if len(rows[i]) == 0 {
			return 2, false
		}
	}
	return 3, false
}

func classify(s []string) string {
	for _, x := range s {
		for _, c := range x {
			if c == '!' {
				return "loud"
			}
		}
		if x == "" {
			return "empty"
		}
	}
	return "plain"
}

func main() {
	for limit := range 12 {
		var row [6]int
		fmt.Println(limit, fill(&row, limit), row)
	}
	rows := [][]int{{1, 2}, {3}, {}, {4}}
	for want := range 6 {
		fmt.Println(find(rows, want))
	}
	fmt.Println(classify([]string{"a", "b!", ""}), classify([]string{"a", "", "c!"}), classify([]string{"a"}), classify(nil))
}
