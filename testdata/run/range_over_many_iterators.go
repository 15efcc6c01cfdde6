// More loops over functions than are inlined into one function: the rest call their iterators, and share variables with those that do not.
package main

import (
	"fmt"
	"iter"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func filter(s iter.Seq[int], keep func(int) bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range s {
			if keep(x) && !yield(x) {
				return
			}
		}
	}
}

func many() (result int, log string) {
	sum, last := 0, ""
	for x := range filter(count(3), func(x int) bool { return x%2 != 0 }) {
		sum += x * 1
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%97 == 0 {
			continue
		}
		if sum > 5000 && x == 0 {
			return sum, last
		}
	}
	for x := range filter(count(4), func(x int) bool { return x%3 != 0 }) {
		sum += x * 2
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%98 == 0 {
			continue
		}
		if sum > 5040 && x == 1 {
			break
		}
	}
	for x := range filter(count(5), func(x int) bool { return x%4 != 0 }) {
		sum += x * 3
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%99 == 0 {
			continue
		}
		if sum > 5080 && x == 2 {
			break
		}
	}
	for x := range filter(count(6), func(x int) bool { return x%2 != 0 }) {
		sum += x * 4
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%100 == 0 {
			continue
		}
		if sum > 5120 && x == 3 {
			return sum, last
		}
	}
	for x := range filter(count(7), func(x int) bool { return x%3 != 0 }) {
		sum += x * 5
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%101 == 0 {
			continue
		}
		if sum > 5160 && x == 4 {
			break
		}
	}
	for x := range filter(count(8), func(x int) bool { return x%4 != 0 }) {
		sum += x * 6
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%102 == 0 {
			continue
		}
		if sum > 5200 && x == 0 {
			break
		}
	}
	for x := range filter(count(9), func(x int) bool { return x%2 != 0 }) {
		sum += x * 7
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%103 == 0 {
			continue
		}
		if sum > 5240 && x == 1 {
			return sum, last
		}
	}
	for x := range filter(count(3), func(x int) bool { return x%3 != 0 }) {
		sum += x * 8
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%104 == 0 {
			continue
		}
		if sum > 5280 && x == 2 {
			break
		}
	}
	for x := range filter(count(4), func(x int) bool { return x%4 != 0 }) {
		sum += x * 9
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%105 == 0 {
			continue
		}
		if sum > 5320 && x == 3 {
			break
		}
	}
	for x := range filter(count(5), func(x int) bool { return x%2 != 0 }) {
		sum += x * 10
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%106 == 0 {
			continue
		}
		if sum > 5360 && x == 4 {
			return sum, last
		}
	}
	for x := range filter(count(6), func(x int) bool { return x%3 != 0 }) {
		sum += x * 11
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%107 == 0 {
			continue
		}
		if sum > 5400 && x == 0 {
			break
		}
	}
	for x := range filter(count(7), func(x int) bool { return x%4 != 0 }) {
		sum += x * 12
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%108 == 0 {
			continue
		}
		if sum > 5440 && x == 1 {
			break
		}
	}
	for x := range filter(count(8), func(x int) bool { return x%2 != 0 }) {
		sum += x * 13
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%109 == 0 {
			continue
		}
		if sum > 5480 && x == 2 {
			return sum, last
		}
	}
	for x := range filter(count(9), func(x int) bool { return x%3 != 0 }) {
		sum += x * 14
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%110 == 0 {
			continue
		}
		if sum > 5520 && x == 3 {
			break
		}
	}
	for x := range filter(count(3), func(x int) bool { return x%4 != 0 }) {
		sum += x * 15
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%111 == 0 {
			continue
		}
		if sum > 5560 && x == 4 {
			break
		}
	}
	for x := range filter(count(4), func(x int) bool { return x%2 != 0 }) {
		sum += x * 16
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%112 == 0 {
			continue
		}
		if sum > 5600 && x == 0 {
			return sum, last
		}
	}
	for x := range filter(count(5), func(x int) bool { return x%3 != 0 }) {
		sum += x * 17
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%113 == 0 {
			continue
		}
		if sum > 5640 && x == 1 {
			break
		}
	}
	for x := range filter(count(6), func(x int) bool { return x%4 != 0 }) {
		sum += x * 18
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%114 == 0 {
			continue
		}
		if sum > 5680 && x == 2 {
			break
		}
	}
	for x := range filter(count(7), func(x int) bool { return x%2 != 0 }) {
		sum += x * 19
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%115 == 0 {
			continue
		}
		if sum > 5720 && x == 3 {
			return sum, last
		}
	}
	for x := range filter(count(8), func(x int) bool { return x%3 != 0 }) {
		sum += x * 20
		last = fmt.Sprint(last[len(last)/2:], x)
		if sum%116 == 0 {
			continue
		}
		if sum > 5760 && x == 4 {
			break
		}
	}
	return sum, last
}

func literals() (fs []func() int) {
	total := 0
	add := func(n int) (count_ int) {
		for x := range filter(count(n), func(x int) bool { return x != 0 }) {
			count_ += x
			total += count_
			if total%50 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 1 }) {
			count_ += x
			total += count_
			if total%51 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 2 }) {
			count_ += x
			total += count_
			if total%52 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 3 }) {
			count_ += x
			total += count_
			if total%53 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 0 }) {
			count_ += x
			total += count_
			if total%54 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 1 }) {
			count_ += x
			total += count_
			if total%55 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 2 }) {
			count_ += x
			total += count_
			if total%56 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 3 }) {
			count_ += x
			total += count_
			if total%57 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 0 }) {
			count_ += x
			total += count_
			if total%58 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 1 }) {
			count_ += x
			total += count_
			if total%59 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 2 }) {
			count_ += x
			total += count_
			if total%60 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 3 }) {
			count_ += x
			total += count_
			if total%61 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 0 }) {
			count_ += x
			total += count_
			if total%62 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 1 }) {
			count_ += x
			total += count_
			if total%63 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 2 }) {
			count_ += x
			total += count_
			if total%64 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 3 }) {
			count_ += x
			total += count_
			if total%65 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 0 }) {
			count_ += x
			total += count_
			if total%66 == 7 {
				return count_
			}
		}
		for x := range filter(count(n), func(x int) bool { return x != 1 }) {
			count_ += x
			total += count_
			if total%67 == 7 {
				return count_
			}
		}
		fs = append(fs, func() int { total++; return total })
		return -count_
	}
	for i := range 6 {
		total += add(i)
	}
	return append(fs, func() int { return total })
}

func main() {
	fmt.Println(many())
	for _, f := range literals() {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}
