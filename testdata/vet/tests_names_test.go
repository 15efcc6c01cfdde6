package main

import (
	"fmt"
	"testing"
)

type T struct{ Field int }

func (T) Method() {}

func Func() {}

func Testlower(t *testing.T)           {}
func Test(t *testing.T)                {}
func TestUpper(t *testing.T)           {}
func Test_x(t *testing.T)              {}
func Testérror(t *testing.T)           {}
func Testy(t int)                      {}
func Benchmarklower(b *testing.B)      {}
func BenchmarkX(b *testing.B)          {}
func Fuzzy(f *testing.F)               {}
func (T) TestMethod(t *testing.T)      {}
func (T) Testlower(t *testing.T)       {}
func Testtwo(t, u *testing.T)          {}
func Testresult(t *testing.T) int      { return 1 }

func Example()                    {}
func Example_suffix()             {}
func Example_Suffix()             {}
func ExampleT()                   {}
func ExampleT_suffix()            {}
func ExampleT_Method()            {}
func ExampleT_Field()             {}
func ExampleT_Missing()           {}
func ExampleT_Method_suffix()     {}
func ExampleT_Method_Suffix()     {}
func ExampleNobody()              {}
func ExampleFunc()                {}
func ExamplePrintln()             {}
func ExampleFunc_parameters(int)  {}
func ExampleFunc_results() int    { return 1 }
func ExampleFunc_typed[X any]()   {}
func Examplelower()               {}

func ExampleFunc_output() {
	fmt.Println("a")
	// Output: a
}

func ExampleFunc_notLast() {
	fmt.Println("a")
	// Output: a

	// Something else.
}

func ExampleFunc_two() {
	fmt.Println("a")
	// Output: a

	fmt.Println("b")
	// Unordered output:
	// b
}

func ExampleFunc_trailing() {
	fmt.Println("a") // Output: a
	// b
}
