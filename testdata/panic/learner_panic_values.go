package main

import "fmt"

type MyErr string

func (e MyErr) Error() string { return "myerr:" + string(e) }

type St int

func (s St) String() string { return "St!" }

type F float32
type B bool
type U8 uint8
type C complex64
type S string

func try(v any) {
	defer func() {
		r := recover()
		fmt.Printf("%T %v\n", r, r)
	}()
	panic(v)
}

func main() {
	for _, v := range []any{MyErr("a"), St(1), F(2.5), B(true), U8(7), C(1 + 2i), S("str"), 'x', 1.5, int64(3), []int{1}, struct{}{}, nil, &struct{ a int }{1}, func() {}, error(nil)} {
		if _, ok := v.(func()); ok {
			continue
		}
		try(v)
	}
	defer func() { panic(S("three")) }()
	defer func() { panic(F(2.25)) }()
	panic(St(1))
}
