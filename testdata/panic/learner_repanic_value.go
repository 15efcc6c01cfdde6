package main

import "fmt"

type E struct{ msg string }

func (e E) Error() string { return e.msg + fmt.Sprint(1) }

func main() {
	defer func() {
		e := recover()
		fmt.Println("got", e)
		panic(e)
	}()
	panic(E{"boom"})
}
