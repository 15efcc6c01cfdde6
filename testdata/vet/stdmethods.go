package main

import (
	"fmt"
	"io"
)

type T int

func (T) ReadByte() byte                        { return 0 }
func (*T) WriteByte(c byte)                     {}
func (T) UnreadRune() int                       { return 0 }
func (T) Seek(off int64, whence int)            {}
func (T) ReadRune() (rune, int)                 { return 0, 0 }
func (T) WriteTo(w io.Writer) error             { return nil }
func (T) MarshalJSON() string                   { return "" }
func (T) GobEncode() ([]byte, error)            { return nil, nil }
func (T) Format(s fmt.State, verb rune, n int)  {}
func (T) Scan(x string)                         {}
func (T) Unwrap() int                           { return 1 }
func (T) Is(x int) bool                         { return false }

type U int

func (U) Error() string            { return "" }
func (U) Is(x int) bool            { return false }
func (U) As(x any) bool            { return false }
func (U) Unwrap() U                { return 0 }
func (U) Seek(off string)          {}
func (U) Format() string           { return "" }
func (U) ReadFrom(r io.Reader) int { return 0 }
func (U) UnmarshalJSON(b []byte)   {}

type V struct{}

func (*V) Error() string              { return "" }
func (*V) Unwrap() []error            { return nil }
func (*V) Is(error) bool              { return false }
func (*V) As(interface{}) bool        { return false }
func (V) ReadByte() (c byte, e error) { return 0, nil }
func (V) WriteTo(w io.Writer, n int)  {}

type W interface {
	ReadByte() int
	UnreadByte() error
	Scan(s fmt.ScanState, verb rune, x map[string]T) error
}

func ReadByte() int { return 0 }

func main() {}
