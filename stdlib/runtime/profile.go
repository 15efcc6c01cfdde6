package runtime

import "internal/rt"

// MemProfileRate is the rate of memory profiling; no profile is taken.
var MemProfileRate int = 512 * 1024

// A StackRecord is one execution stack.
type StackRecord struct {
	Stack0 [32]uintptr
}

// Stack returns the stack trace of the record.
func (r *StackRecord) Stack() []uintptr {
	for i, v := range r.Stack0 {
		if v == 0 {
			return r.Stack0[:i]
		}
	}
	return r.Stack0[:]
}

// A MemProfileRecord tells the objects allocated by one call stack.
type MemProfileRecord struct {
	AllocBytes, FreeBytes     int64
	AllocObjects, FreeObjects int64
	Stack0                    [32]uintptr
}

// InUseBytes returns the bytes in use.
func (r *MemProfileRecord) InUseBytes() int64 { return r.AllocBytes - r.FreeBytes }

// InUseObjects returns the objects in use.
func (r *MemProfileRecord) InUseObjects() int64 { return r.AllocObjects - r.FreeObjects }

// Stack returns the stack trace of the record.
func (r *MemProfileRecord) Stack() []uintptr {
	for i, v := range r.Stack0 {
		if v == 0 {
			return r.Stack0[:i]
		}
	}
	return r.Stack0[:]
}

// A BlockProfileRecord tells the blocking events of one call stack.
type BlockProfileRecord struct {
	Count  int64
	Cycles int64
	StackRecord
}

// MemProfile returns the records of the memory profile: none are taken.
func MemProfile(p []MemProfileRecord, inuseZero bool) (n int, ok bool) { return 0, true }

// BlockProfile returns the records of the blocking profile: none are taken.
func BlockProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }

// MutexProfile returns the records of the mutex profile: none are taken.
func MutexProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }

// ThreadCreateProfile returns the records of thread creation: none are taken.
func ThreadCreateProfile(p []StackRecord) (n int, ok bool) { return 0, true }

// GoroutineProfile stores the stacks of all goroutines, up to 32 frames each, the calling one's first. If there are more than p
// has room for, it returns their number and false.
func GoroutineProfile(p []StackRecord) (n int, ok bool) {
	stacks := rt.GoroutineStacks()
	if len(stacks) > len(p) {
		return len(stacks), false
	}
	clear(p[:len(stacks)])
	for i, stack := range stacks {
		copy(p[i].Stack0[:], stack)
	}
	return len(stacks), true
}

// SetBlockProfileRate has no effect: no blocking profile is taken.
func SetBlockProfileRate(rate int) {}

// SetMutexProfileFraction has no effect and returns 0: no mutex profile is taken.
func SetMutexProfileFraction(rate int) int { return 0 }

// SetCPUProfileRate has no effect: see runtime/pprof.
func SetCPUProfileRate(hz int) {}

// CPUProfile panics, as it does in Go.
func CPUProfile() []byte { panic("CPUProfile no longer available") }

// StartTrace returns an error: no execution trace is taken. See runtime/trace.
func StartTrace() error { return errorString("tracing is not supported") }

// StopTrace does nothing.
func StopTrace() {}

// ReadTrace returns nil: there is no trace.
func ReadTrace() []byte { return nil }
