package main

import "fmt"

func sum(s []int) (t int) {
	for _, v := range s {
		t += v
	}
	return
}

func parallel(s []int, n int) int {
	c := make(chan int)
	step := (len(s) + n - 1) / n
	k := 0
	for lo := 0; lo < len(s); lo += step {
		k++
		go func(part []int) { c <- sum(part) }(s[lo:min(lo+step, len(s))])
	}
	t := 0
	for range k {
		t += <-c
	}
	return t
}

func main() {
	s := make([]int, 100003)
	for i := range s {
		s[i] = i ^ 0x55
	}
	for _, n := range []int{1, 2, 3, 7, 16} {
		fmt.Println(n, parallel(s, n) == sum(s))
	}
	fmt.Println(sum(s))
}
