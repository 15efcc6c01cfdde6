// The specification's "Defer statements" and "Handling panics".
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
)

func f() (result int) {
	defer func() {
		result *= 7 // accessed after it was set by the return statement
	}()
	return 6
}

func protect(g func()) {
	defer func() {
		fmt.Println("done")
		if x := recover(); x != nil {
			fmt.Printf("run time panic: %v\n", x)
		}
	}()
	fmt.Println("start")
	g()
}

type T struct{ n int }

func (t T) value() { fmt.Print("value ", t.n, "; ") }
func (t *T) ptr()  { fmt.Print("pointer ", t.n, "; ") }

func helper() any { return recover() }

func order() {
	for i := 0; i <= 3; i++ {
		defer fmt.Print(i, " ")
	}
	defer func() { fmt.Print("first; ") }()
}

func nested() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	defer func() { panic("second") }()
	panic("first")
}

func replaced() (s string) {
	defer func() { s = fmt.Sprint(recover(), recover()) }()
	defer func() {
		defer func() { fmt.Println("inner", recover()) }()
		panic("in a deferred function")
	}()
	panic("outer")
}

func notDirect() (s string) {
	defer func() { s += fmt.Sprint("direct: ", recover()) }()
	defer func() { s += fmt.Sprint("helper: ", helper(), " ") }()
	defer func() { func() { s += fmt.Sprint("nested literal: ", recover(), " ") }() }()
	panic("p")
}

func recovers() { recover() }

func continues() (n int) {
	defer recovers()
	n = 5
	panic(1)
}

func main() {
	fmt.Println(f())
	order()
	fmt.Println()
	t := T{1}
	func() {
		defer t.value() // copied now
		defer t.ptr()
		defer T.value(t)
		defer func(n int) { fmt.Print("argument ", n, " captured ", t.n, "; ") }(t.n)
		t.n = 2
	}()
	fmt.Println()
	protect(func() {})
	protect(func() { panic("message") })
	protect(func() { var m map[int]int; m[1] = 1 })
	protect(func() { panic(fmt.Errorf("wrapped: %w", os.ErrNotExist)) })
	protect(func() { panic(T{3}) })
	protect(func() { var f func(); defer f(); fmt.Println("a nil function panics when called") })
	fmt.Println(nested(), replaced())
	fmt.Println(notDirect())
	fmt.Println(continues(), recover(), helper())
	// panic(nil) is a *runtime.PanicNilError.
	func() {
		defer func() {
			e := recover()
			_, ok := e.(*runtime.PanicNilError)
			fmt.Println(e, ok)
		}()
		panic(nil)
	}()
	// Deferred calls run also after Goexit; the values of deferred functions are discarded.
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() { fmt.Println("Goexit is no panic:", recover()) }()
		runtime.Goexit()
	}()
	<-done
	func() {
		defer func() int { return 1 }()
		defer copy([]int{1}, []int{2})
		defer print()
		defer recover()
		defer delete(map[int]int{}, 1)
	}()
	// A conditional defer, in a loop, and in a function returning through several frames.
	func() {
		defer func() { fmt.Println(recover()) }()
		for i := range 3 {
			if i%2 == 0 {
				defer func() { fmt.Print("loop ", i, " ") }()
			}
		}
		deep(3)
	}()
	// Errors of panics: runtime.Error, and what errors.As finds.
	func() {
		defer func() {
			err := recover().(error)
			var re runtime.Error
			fmt.Println(errors.As(err, &re), err)
		}()
		var s []int
		_ = s[len(s)]
	}()
	var re error
	func() {
		defer func() { re, _ = recover().(error) }()
		panic(errors.New("an error as value"))
	}()
	fmt.Println(re)
}

func deep(n int) {
	defer fmt.Print("deep ", n, " ")
	if n == 0 {
		panic("bottom")
	}
	deep(n - 1)
}
