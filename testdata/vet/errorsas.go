package main

import (
	"errors"
	"io/fs"
)

type myErr struct{}

func (myErr) Error() string { return "" }

type ptrErr struct{}

func (*ptrErr) Error() string { return "" }

type notErr struct{}

type iface interface{ Timeout() bool }

func main() {
	err := errors.New("a")
	var m myErr
	var pm *myErr
	var pp *ptrErr
	var p ptrErr
	var n notErr
	var i iface
	var pe *fs.PathError
	var a any
	errors.As(err, m)
	errors.As(err, &m)
	errors.As(err, pm)
	errors.As(err, &pm)
	errors.As(err, &pp)
	errors.As(err, &p)
	errors.As(err, pp)
	errors.As(err, &n)
	errors.As(err, &i)
	errors.As(err, &pe)
	errors.As(err, pe)
	errors.As(err, &err)
	errors.As(err, a)
	errors.As(err, &a)
	errors.As(err, 1)
	errors.As(err, nil)
	errors.As(two())
}

func two() (error, any) { return nil, nil }
