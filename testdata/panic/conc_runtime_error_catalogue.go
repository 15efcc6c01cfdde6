package main

import (
	"errors"
	"fmt"
	"os"
)

type ParseError struct {
	Line int
	Err  error
}

func (p *ParseError) Error() string { return fmt.Sprintf("line %d: %v", p.Line, p.Err) }
func (p *ParseError) Unwrap() error { return p.Err }

var ErrEOF = errors.New("unexpected EOF")

func parse(i int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
			var pe *ParseError
			if e, ok := r.(error); ok && errors.As(e, &pe) {
				err = e
			}
		}
	}()
	switch i {
	case 0:
		panic(&ParseError{3, ErrEOF})
	case 1:
		panic("plain")
	case 2:
		var m map[string]int
		m["x"]++
	case 3:
		var a []int
		_ = a[i]
	case 4:
		var p *ParseError
		_ = p.Line
	case 5:
		x := 0
		_ = 1 / x
	case 6:
		var e any = "s"
		_ = e.(int)
	case 7:
		close((chan int)(nil))
	case 8:
		c := make(chan int)
		close(c)
		close(c)
	case 9:
		_ = make([]int, i-20)
	case 10:
		var f func()
		f()
	case 11:
		var e any = ParseError{}
		_ = e.(fmt.Stringer)
	case 12:
		var s []int = []int{1, 2}
		_ = [4]int(s)
	case 13:
		s := "hello"
		_ = s[i:2]
	case 14:
		m := map[any]int{}
		m[[]int{1}] = 2
	case 15:
		var x, y any = []int{1}, []int{1}
		_ = x == y
	case 16:
		panic(fmt.Sprint("multi\nline"))
	case 17:
		var arr [5]int
		_ = arr[i%100:]
	case 18:
		s := make([]int, 2, 4)
		_ = s[:i]
	case 19:
		s := make([]int, 2, 4)
		_ = s[1:2:i]
	case 20:
		s := make([]int, 2, 4)
		j := 3
		_ = s[j:2]
	}
	return nil
}

func main() {
	for i := 0; i <= 20; i++ {
		err := parse(i)
		fmt.Printf("%d %T %v is=%v\n", i, err, err, errors.Is(err, ErrEOF))
	}
	defer os.Exit(4)
	panic("exit hides me")
}
