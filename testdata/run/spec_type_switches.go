// The specification's "Type switches".
package main

import (
	"errors"
	"fmt"
)

type I interface{ M() }
type T struct{ n int }

func (T) M() {}

type MyErr struct{}

func (*MyErr) Error() string { return "my error" }

var evaluated int

func get(x any) any { evaluated++; return x }

func kind(x any) string {
	switch i := get(x).(type) {
	case nil:
		return fmt.Sprint("nil ", i == nil)
	case int:
		return fmt.Sprint("int ", i+1)
	case float64:
		return fmt.Sprint("float64 ", i/2)
	case func(int) float64:
		return fmt.Sprint("func ", i(4))
	case bool, string:
		return fmt.Sprintf("bool or string, static any: %T %v", i, i == x)
	case []int, map[string]int:
		return fmt.Sprintf("%T", i)
	case error:
		return i.Error()
	case I:
		i.M()
		return "I"
	case *T, chan int, [2]int, struct{ a int }:
		return fmt.Sprintf("literal %T", i)
	case interface{ Foo() }:
		return "never"
	default:
		return fmt.Sprintf("default %T", i)
	}
}

func generic[P any](x any) int {
	switch x.(type) {
	case P:
		return 0
	case string:
		return 1
	case []P:
		return 2
	case [10]byte:
		return 3
	case map[string]P:
		return 4
	default:
		return 5
	}
}

func sum[T int | string](v T) string {
	switch v := any(v).(type) {
	case int:
		return fmt.Sprint("int", v+1)
	case string:
		return "string" + v
	}
	return ""
}

func main() {
	for _, x := range []any{nil, 1, 2.5, func(n int) float64 { return float64(n) / 8 }, true, "s", []int{1}, map[string]int{}, errors.New("e"), &MyErr{}, T{1}, &T{},
		make(chan int), [2]int{}, struct{ a int }{1}, struct{ b int }{1}, int8(1), 'r', error(nil), []string{}} {
		fmt.Println(kind(x))
	}
	fmt.Println("evaluated", evaluated)
	fmt.Println(generic[string]("foo"), generic[byte]("foo"), generic[byte]([]byte{}), generic[byte]([10]byte{}), generic[int](map[string]int{}), generic[int](nil), generic[any](1))
	fmt.Println(sum(1), sum("x"))
	// Without a symbol, with an init statement, shadowing; the first match wins.
	var e error = &MyErr{}
	switch x := 5; e := e.(type) {
	case fmt.Stringer:
	case interface{ Error() string }:
		fmt.Println(x, e.Error())
	case *MyErr:
		fmt.Println("too late")
	}
	switch e.(type) {
	default:
		fmt.Println("default first")
	case nil:
	}
	switch y := any(3).(type) {
	case int:
		y *= 2 // a variable of its clause
		defer func() { fmt.Println("captured", y) }()
		if y > 2 {
			break
		}
		fmt.Println("not reached")
	}
	var none I
	switch none.(type) {
	case T:
		fmt.Println("T")
	case nil:
		fmt.Println("nil interface")
	}
	switch any(1).(type) {
	}
	switch i := I(T{4}).(type) {
	case T:
		fmt.Println(i.n)
	}
}
