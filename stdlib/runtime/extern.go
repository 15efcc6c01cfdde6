package runtime

import "unsafe"

// GOOS is the operating system that the program runs on.
const GOOS string = "linux"

// GOARCH is the architecture whose data layout the program sees.
const GOARCH string = "amd64"

// Compiler names the tool chain whose language and library this is.
const Compiler = "gc"

// Version returns the version of Go that is implemented.
func Version() string { return "go1.26" }

// GOROOT returns the GOROOT environment variable.
func GOROOT() string

// callers stores the pcs of the goroutine's visible frames: skip 0 begins with the function that called the function of
// this package that calls callers.
func callers(skip int, pcs []uintptr) int

// describe looks a pc up.
func describe(pc uintptr) (function, file string, line int, entry uintptr, ok bool)

func currentPC() uintptr {
	var pcs [1]uintptr
	callers(1, pcs[:])
	return pcs[0]
}

// Caller returns the pc, file and line of the skip-th caller; 0 is the caller of Caller.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	var pcs [1]uintptr
	if skip < -1 || callers(skip, pcs[:]) < 1 {
		return 0, "", 0, false
	}
	_, file, line, _, ok = describe(pcs[0])
	return pcs[0], file, line, ok
}

// Callers fills pc with the return pcs of the calling goroutine's frames and returns their number. Skip 0 means
// Callers itself, 1 its caller.
func Callers(skip int, pc []uintptr) int {
	if len(pc) == 0 {
		return 0
	}
	return callers(skip-1, pc)
}

// A Frame is one call of a stack trace.
type Frame struct {
	PC       uintptr
	Func     *Func
	Function string
	File     string
	Line     int
	Entry    uintptr
}

// Frames steps through the frames of what Callers returned.
type Frames struct {
	callers []uintptr
}

// CallersFrames prepares to step through the frames of callers.
func CallersFrames(callers []uintptr) *Frames { return &Frames{callers} }

// Next returns the next frame and whether there are more.
func (ci *Frames) Next() (frame Frame, more bool) {
	for len(ci.callers) > 0 {
		pc := ci.callers[0]
		ci.callers = ci.callers[1:]
		function, file, line, entry, ok := describe(pc)
		if !ok {
			continue
		}
		f := &Func{name: function, file: file, line: line, entry: entry}
		return Frame{PC: pc, Func: f, Function: function, File: file, Line: line, Entry: entry}, len(ci.callers) > 0
	}
	return Frame{}, false
}

// A Func is a function of the running program.
type Func struct {
	name  string
	file  string
	line  int
	entry uintptr
}

// FuncForPC returns the function that contains pc, or nil.
func FuncForPC(pc uintptr) *Func {
	function, file, line, entry, ok := describe(pc)
	if !ok {
		return nil
	}
	return &Func{function, file, line, entry}
}

// Name returns the function's name.
func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// Entry returns the function's first pc.
func (f *Func) Entry() uintptr { return f.entry }

// FileLine returns the file and line of pc, which should lie within f.
func (f *Func) FileLine(pc uintptr) (file string, line int) {
	_, file, line, _, ok := describe(pc)
	if !ok {
		return "?", 0
	}
	return file, line
}

// Stack writes the trace of the calling goroutine, or of all goroutines, to buf and returns the number of bytes.
func Stack(buf []byte, all bool) int

// GOMAXPROCS sets the number of threads that may run Go code at once and returns the old one; n < 1 only reads.
func GOMAXPROCS(n int) int

// SetDefaultGOMAXPROCS sets GOMAXPROCS to what the environment or the number of CPUs says.
func SetDefaultGOMAXPROCS() { GOMAXPROCS(defaultProcs()) }

func defaultProcs() int

// NumCPU returns the number of CPUs that the process may use.
func NumCPU() int

// NumCgoCall returns the number of cgo calls: none.
func NumCgoCall() int64 { return 0 }

// NumGoroutine returns the number of goroutines.
func NumGoroutine() int

// Gosched lets other goroutines run.
func Gosched()

// Goexit ends the calling goroutine after running its deferred calls.
func Goexit()

// LockOSThread ties the calling goroutine to its thread.
func LockOSThread()

// UnlockOSThread undoes one LockOSThread.
func UnlockOSThread()

// Breakpoint does nothing: there is no native debugger to trap into.
func Breakpoint() {}

// KeepAlive marks x as reachable up to this call.
func KeepAlive(x any) {}

// A Pinner keeps objects at their address; the collector never moves any.
type Pinner struct {
	refs []any
}

// Pin keeps the object that pointer points to alive and in place until Unpin.
func (p *Pinner) Pin(pointer any) {
	p.refs = append(p.refs, pointer)
}

// Unpin releases all pinned objects.
func (p *Pinner) Unpin() { p.refs = nil }

// SetCgoTraceback does nothing: there is no cgo.
func SetCgoTraceback(version int, traceback, context, symbolizer unsafe.Pointer) {}
