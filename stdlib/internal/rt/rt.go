package rt

import "unsafe"

// Bubbles says that there are, or were, bubbles: sets of goroutines as testing/synctest makes them.
var Bubbles bool

// BubbleID returns the number of the bubble that the running goroutine is in, or 0.
func BubbleID() uint32

// OnHeap reports whether p points into an object on the heap, rather than to a package's variable.
func OnHeap(p unsafe.Pointer) bool

// Retire takes the running goroutine, which is about to end, out of the number of goroutines.
func Retire()

// NanoTime returns the monotonic clock in nanoseconds.
func NanoTime() int64

// Rand64 returns 64 random bits, cheap and not for cryptography.
func Rand64() uint64

// Fatal ends the program with "fatal error: " and text; it cannot be recovered.
func Fatal(text string)

// IndexByte returns the first index of c in s, or -1.
func IndexByte(s string, c byte) int

// LastIndexByte returns the last index of c in s, or -1.
func LastIndexByte(s string, c byte) int

// IndexByteSlice returns the first index of c in b, or -1.
func IndexByteSlice(b []byte, c byte) int

// Index returns the first index of sep in s, or -1.
func Index(s, sep string) int

// EqualBytes reports whether a and b hold the same bytes.
func EqualBytes(a, b []byte) bool

// Memmove copies n bytes.
func Memmove(dst, src unsafe.Pointer, n uintptr)

// Memclr zeroes n bytes of memory that holds a value of any type.
func Memclr(p unsafe.Pointer, n uintptr)

// IsPrint reports whether r is printable as Go defines it: letters, marks, numbers, punctuation, symbols, ASCII space.
func IsPrint(r rune) bool

// IsGraphic is IsPrint that accepts all spaces of category Zs.
func IsGraphic(r rune) bool

// IsUpper reports whether r is an upper case letter.
func IsUpper(r rune) bool

// Itoa returns v in decimal.
func Itoa(v int64) string

// Implements reports whether t has all methods of the interface type iface.
func Implements(t, iface *Type) bool

// StoreIface copies the value inside v (not nil) to the memory at p.
func StoreIface(p unsafe.Pointer, v any)

// MakeIface returns the value of type t in the memory at p as an interface; the value is copied.
func MakeIface(t *Type, p unsafe.Pointer) any

// Hash returns a hash of the value of type t in the memory at p: equal values have equal hashes, within one process. It
// panics if the value, or one in an interface inside of it, cannot be hashed.
func Hash(t *Type, p unsafe.Pointer, seed uint64) uint64

// HashBytes returns a hash of b.
func HashBytes(b []byte, seed uint64) uint64

// FuncEntry returns the entry pc of the function value (the word of a func variable), as runtime.FuncForPC takes it.
//
//minigo:vm
func FuncEntry(fn unsafe.Pointer) uintptr

// StringOf returns b as a string without copying; b must not change afterwards.
func StringOf(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// BytesOf returns s as bytes without copying; they must not be written.
func BytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// goroutineStacks stores the stacks of all goroutines, as far as they fit: for each the number of pcs, and the pcs. It returns how
// long they are.
func goroutineStacks(buf []uintptr) int

// GoroutineStacks returns the stacks of all goroutines, the caller's first, as pcs for runtime.CallersFrames.
func GoroutineStacks() (stacks [][]uintptr) {
	buf := make([]uintptr, 1024)
	n := goroutineStacks(buf)
	for n > len(buf) {
		buf = make([]uintptr, n+n/4)
		n = goroutineStacks(buf)
	}
	for buf = buf[:n]; len(buf) > 0; {
		n := int(buf[0])
		stacks = append(stacks, buf[1:n+1:n+1])
		buf = buf[n+1:]
	}
	return stacks
}
