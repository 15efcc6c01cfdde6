package runtime

import (
	"internal/rt"
	"unsafe"
)

// The functions here are called by the VM by name: they raise the panics of the language, and print a panic that
// nobody recovered.

func panicBounds(code int, x int64, signed bool, y int) {
	panic(boundsError{x: x, y: y, signed: signed, code: uint8(code)})
}

func panicError(text string) { panic(errorString(text)) }

func panicPlain(text string) { panic(plainError(text)) }

func panicTypeAssert(iface, concrete, asserted *rt.Type, missingMethod string) {
	panic(&TypeAssertionError{iface, concrete, asserted, missingMethod})
}

func panicNil() { panic(new(PanicNilError)) }

const memoryError errorString = "invalid memory address or nil pointer dereference"

func panicMemory() { panic(memoryError) }

// gopanic and goexit are never called: they name in traces what the VM does itself.
func gopanic() {}
func goexit()  {}

// The chain of panics of the running goroutine.
//
//minigo:vm
func panicCount() int

// The i-th of them, 0 being the oldest.
//
//minigo:vm
func panicAt(i int) (value any, recovered, goexit, repanicked bool)

// beginDying returns in the first goroutine that is about to die; others wait for the end there, so that last words
// do not mix.
func beginDying()

// keepPrinted gathers what is printed from here on; the goroutine is not preempted.
func keepPrinted()

// dieOfPanic prints what keepPrinted has gathered, and the traces, and ends the program.
func dieOfPanic()

type panicRecord struct {
	value      any
	recovered  bool
	goexit     bool
	repanicked bool
}

type stringer interface{ String() string }

func panicChain() []panicRecord {
	chain := make([]panicRecord, panicCount())
	for i := range chain {
		p := &chain[i]
		p.value, p.recovered, p.goexit, _ = panicAt(i)
	}
	return chain
}

func fatalPanic() {
	chain := panicChain()
	segv := false
	for i := range chain {
		if e, ok := chain[i].value.(errorString); ok && e == memoryError {
			segv = true
		}
	}
	textOfPanics(chain, true)
	beginDying()
	keepPrinted()
	printPanics(chain)
	if segv {
		print("[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=", unsafe.Pointer(currentPC()), "]\n")
	}
	dieOfPanic()
}

// textOfPanics replaces errors and Stringers by what their methods say, newest first. A panic with the same value as
// the one before it is that one raised again. A method that panics is fatal, or makes the text of its value.
func textOfPanics(chain []panicRecord, fatal bool) {
	defer func() {
		text := "panic while printing panic value"
		switch r := recover().(type) {
		case nil:
			return
		case string:
			text += ": " + r
		default:
			text += ": type " + rt.TypeOf(r).Str
		}
		if fatal {
			rt.Fatal(text)
		}
		chain[len(chain)-1].value = text
	}()
	for i := len(chain) - 1; i >= 0; i-- {
		p := &chain[i]
		if i > 0 && *rt.EfaceOf(&chain[i-1].value) == *rt.EfaceOf(&p.value) {
			chain[i-1].repanicked = true
			continue
		}
		switch v := p.value.(type) {
		case error:
			p.value = v.Error()
		case stringer:
			p.value = v.String()
		}
	}
}

func printPanics(chain []panicRecord) {
	n := len(chain)
	if n == 0 {
		return
	}
	p := &chain[n-1]
	if n > 1 {
		printPanics(chain[:n-1])
		older := &chain[n-2]
		if older.repanicked {
			return
		}
		if !older.goexit {
			print("\t")
		}
	}
	if p.goexit {
		return
	}
	print("panic: ")
	printPanicValue(p.value)
	if p.recovered && p.repanicked {
		print(" [recovered, repanicked]")
	} else if p.recovered {
		print(" [recovered]")
	}
	print("\n")
}

func printPanicValue(v any) {
	switch v := v.(type) {
	case nil:
		print("nil")
	case bool:
		print(v)
	case int:
		print(v)
	case int8:
		print(v)
	case int16:
		print(v)
	case int32:
		print(v)
	case int64:
		print(v)
	case uint:
		print(v)
	case uint8:
		print(v)
	case uint16:
		print(v)
	case uint32:
		print(v)
	case uint64:
		print(v)
	case uintptr:
		print(v)
	case float32:
		print(v)
	case float64:
		print(v)
	case complex64:
		print(v)
	case complex128:
		print(v)
	case string:
		printIndented(v)
	default:
		printCustom(v)
	}
}

// printCustom prints a value of a defined type.
func printCustom(v any) {
	e := rt.EfaceOf(&v)
	name := e.Type.Str
	p := e.Data
	print_ := func(signed int64) { print(name, "(", signed, ")") }
	printU := func(unsigned uint64) { print(name, "(", unsigned, ")") }
	switch e.Type.Kind {
	case 1:
		print(name, "(", *(*bool)(p), ")")
	case 2, 6:
		print_(*(*int64)(p))
	case 3:
		print_(int64(*(*int8)(p)))
	case 4:
		print_(int64(*(*int16)(p)))
	case 5:
		print_(int64(*(*int32)(p)))
	case 7, 11, 12:
		printU(*(*uint64)(p))
	case 8:
		printU(uint64(*(*uint8)(p)))
	case 9:
		printU(uint64(*(*uint16)(p)))
	case 10:
		printU(uint64(*(*uint32)(p)))
	case 13:
		print(name, "(", *(*float32)(p), ")")
	case 14:
		print(name, "(", *(*float64)(p), ")")
	case 15:
		print(name, *(*complex64)(p))
	case 16:
		print(name, *(*complex128)(p))
	case 24:
		print(name, `("`)
		printIndented(*(*string)(p))
		print(`")`)
	default:
		print("(", name, ") ", p)
	}
}

// printIndented prints s with a tab after each newline, so that no line of it looks like a trace's.
func printIndented(s string) {
	for {
		i := rt.IndexByte(s, '\n')
		if i < 0 {
			break
		}
		print(s[:i+1], "\t")
		s = s[i+1:]
	}
	print(s)
}
