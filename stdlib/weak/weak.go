// Package weak has pointers that do not keep what they point to alive.
package weak

import (
	"sync"
	"unsafe"
)

// Pointer is a weak pointer to a T. Pointers made from equal pointers are equal, also after what they point to is gone;
// the zero Pointer was made from nil.
type Pointer[T any] struct {
	_      [0]*T
	handle unsafe.Pointer // to a word that the collector clears
}

// handleOf returns the handle of what p points to, and whether that lies in the heap.
func handleOf(p unsafe.Pointer) (handle unsafe.Pointer, heap bool)

// Handles of what lies outside of the heap: never cleared, made once.
var (
	mu       sync.Mutex
	immortal map[unsafe.Pointer]unsafe.Pointer
)

// Make returns a weak pointer to what ptr points to.
func Make[T any](ptr *T) Pointer[T] { return Pointer[T]{handle: register(unsafe.Pointer(ptr))} }

func register(p unsafe.Pointer) unsafe.Pointer {
	if p == nil {
		return nil
	}
	h, heap := handleOf(p)
	if heap {
		return h
	}
	mu.Lock()
	defer mu.Unlock()
	if old, ok := immortal[p]; ok {
		return old
	}
	if immortal == nil {
		immortal = map[unsafe.Pointer]unsafe.Pointer{}
	}
	immortal[p] = h
	return h
}

// Value returns the pointer that p was made from, or nil once what it points to may be gone.
func (p Pointer[T]) Value() *T {
	if p.handle == nil {
		return nil
	}
	return *(**T)(p.handle)
}
