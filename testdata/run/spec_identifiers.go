// The specification's "Blank identifier", "Predeclared identifiers", "Exported identifiers" and "Uniqueness of identifiers".
package main

import (
	"fmt"
	_ "strings"
	"unicode"
)

var _ = fmt.Sprint("a blank variable is initialized: ", say("blank variable"))
var _, kept = say("two"), say("kept")

const _, second = iota, iota

type _ struct{ _, _ int }

func _() {}
func _() { undefinedIsFineIn := 1; _ = undefinedIsFineIn }

type S struct {
	_, _ int
	a    int
	_    string
}

func (S) _()                                         {}
func (_ S) M(_, _ int, _ ...string) (_ int, _ error) { return 4, nil }

func say(s string) string { fmt.Println("evaluated", s); return s }

// Exported: an upper-case letter (Unicode class Lu) first. These differ in package or spelling, so all are unique.
type T struct {
	Exported, unexported, Äxported, äxported, 日本, Ǆ, ǅ, ǆ int
}

func main() {
	_ = say("assigned to blank")
	_, _ = 1, say("twice")
	var _ int
	for _ = range 2 {
	}
	for range 2 {
	}
	_, ok := any(1).(int)
	fmt.Println(kept, second, ok)
	n, err := S{a: 1}.M(1, 2, "x")
	fmt.Println(n, err, S{a: 2} == S{a: 2})
	switch _ = 1; {
	}
	fmt.Printf("%+v\n", T{日本: 1, ǅ: 2})
	for _, r := range "AaÄä日ǄǅǆΩω_" {
		fmt.Print(unicode.IsUpper(r), " ")
	}
	fmt.Println()
	// All predeclared identifiers.
	types := []any{any(nil), bool(true), byte(1), complex64(1), complex128(1), error(nil), float32(1), float64(1), int(1), int8(1), int16(1), int32(1),
		int64(1), rune(1), string("s"), uint(1), uint8(1), uint16(1), uint32(1), uint64(1), uintptr(1), true, false}
	for _, t := range types {
		fmt.Printf("%T ", t)
	}
	const i = iota
	s, m, c := make([]int, 1), new(map[int]int), make(chan int, 1)
	s = append(s, 1)
	clear(s)
	close(c)
	delete(*m, 1)
	fmt.Println(i, nil == *m, len(s), cap(c), copy(s, s), complex(1, 2), real(1i), imag(1i), min(1, 2), max(1, 2), comparing(1, 1))
	defer func() { fmt.Println(recover()) }()
	panic("panic")
}

func comparing[T comparable](a, b T) bool { return a == b }
