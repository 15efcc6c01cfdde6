// An index of an unsigned type beyond its bound is never shown as a negative number.
package main

import "fmt"

func main() {
	func() {
		defer func() {
			fmt.Println(recover())
			var i uint
			i--
			defer func() { fmt.Println(recover()) }()
			fmt.Println([]int{1, 2}[i])
		}()
		var i uint8
		i--
		var a [5]string
		fmt.Println(a[i])
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		i := -1
		fmt.Println([]int{1, 2}[i])
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var u uint64 = 1<<64 - 2
		s := "abc"
		s += string(s[u])
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var u uintptr = 1<<64 - 2
		s := make([]struct{}, 3)
		s[u] = struct{}{}
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var u uint = 1<<64 - 2
		s := make([]int, 3)
		s[u]++
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var u uint = 1<<64 - 2
		s := new([3]string)
		s[u] = "a"
	}()
}
