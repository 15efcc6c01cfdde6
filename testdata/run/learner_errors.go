package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
)

type NotFound struct {
	Kind, ID string
}

func (n *NotFound) Error() string        { return n.Kind + " " + n.ID + " not found" }
func (n *NotFound) Is(target error) bool { return target == ErrMissing || target == fs.ErrNotExist }

type Temp interface{ Temporary() bool }
type NetErr struct{ op string }

func (n NetErr) Error() string   { return "net: " + n.op }
func (n NetErr) Temporary() bool { return n.op == "dial" }

type Multi []error

func (m Multi) Error() string   { return fmt.Sprintf("%d errors", len(m)) }
func (m Multi) Unwrap() []error { return m }

var ErrMissing = errors.New("missing")
var ErrOuter = fmt.Errorf("outer: %w", ErrMissing)

func find(id string) error {
	if id == "" {
		return nil
	}
	return &NotFound{"user", id}
}

func typedNil(fail bool) error {
	var e *NotFound
	if fail {
		e = &NotFound{"x", "y"}
	}
	return e
}

func main() {
	err := fmt.Errorf("loading: %w", find("42"))
	var nf *NotFound
	fmt.Println(err, errors.Is(err, ErrMissing), errors.Is(err, fs.ErrNotExist), errors.As(err, &nf), nf.ID)
	fmt.Println(errors.Unwrap(err) == error(nf), errors.Unwrap(errors.Unwrap(err)))
	j := errors.Join(err, nil, NetErr{"dial"}, Multi{io.EOF, ErrOuter})
	fmt.Printf("%v\n---\n%q\n", j, j.Error())
	var t Temp
	fmt.Println(errors.As(j, &t), t.Temporary(), errors.Is(j, io.EOF), errors.Is(j, ErrMissing), errors.Is(j, io.ErrClosedPipe))
	fmt.Println(errors.Join(nil, nil) == nil, errors.Join() == nil)
	fmt.Println(typedNil(false) == nil, typedNil(false) != nil)
	_, err = os.ReadFile("/definitely/not/here")
	var pe *fs.PathError
	fmt.Println(err, errors.As(err, &pe), pe.Op, pe.Path, pe.Err, errors.Is(err, os.ErrNotExist), os.IsNotExist(err))
	_, err = strconv.Atoi("12x")
	var ne *strconv.NumError
	fmt.Println(errors.As(err, &ne), ne.Func, ne.Num, ne.Err, errors.Is(err, strconv.ErrSyntax))
	fmt.Printf("%v|%+v|%#v|%T\n", ne, ne, ne.Num, ne)
	e2 := fmt.Errorf("no wrap: %v", io.EOF)
	fmt.Println(errors.Is(e2, io.EOF), e2)
	e3 := fmt.Errorf("%w; %w", io.EOF, ErrMissing)
	fmt.Println(errors.Is(e3, ErrMissing), errors.Unwrap(e3) == nil)
	fmt.Println(fmt.Errorf("bad %w", "notanerror"), fmt.Errorf("nil %w", nil))
	switch {
	case errors.Is(err, strconv.ErrRange):
		fmt.Println("range")
	case errors.As(err, new(*strconv.NumError)):
		fmt.Println("num error")
	}
	func() {
		defer func() { fmt.Println("panic:", recover()) }()
		errors.As(err, nil)
	}()
	func() {
		defer func() { fmt.Println("panic:", recover()) }()
		var s string
		errors.As(err, &s)
	}()
	func() {
		defer func() {
			if r := recover(); r != nil {
				if e, ok := r.(interface{ RuntimeError() }); ok {
					fmt.Printf("%T %v\n", e, e)
				}
			}
		}()
		var arr []int
		_ = arr[3]
	}()
	if err := os.Mkdir("/proc/xx/yy", 0o755); err != nil {
		fmt.Println(err)
	}
	_, err = os.Stat("")
	fmt.Println(err)
	fmt.Println(errors.AsType[*fs.PathError](err))
}
