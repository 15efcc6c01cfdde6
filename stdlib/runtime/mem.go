package runtime

import (
	"internal/rt"
	"unsafe"
)

// GC runs a garbage collection and waits for its end. It yields so often, as Go's sweeping does, that finalizers and cleanups
// which do not wait have run when it returns; for those that do it gives up after a while.
func GC() {
	collect()
	const patience = 10e6 // ns: other threads may have to wait for a processor
	for start := rt.NanoTime(); queueBusy() && rt.NanoTime()-start < patience; {
		Gosched()
	}
}

func collect()

// queueBusy reports whether finalizers or cleanups are waiting or running.
func queueBusy() bool

// MemStats holds statistics of the memory allocator.
type MemStats struct {
	Alloc         uint64
	TotalAlloc    uint64
	Sys           uint64
	Lookups       uint64
	Mallocs       uint64
	Frees         uint64
	HeapAlloc     uint64
	HeapSys       uint64
	HeapIdle      uint64
	HeapInuse     uint64
	HeapReleased  uint64
	HeapObjects   uint64
	StackInuse    uint64
	StackSys      uint64
	MSpanInuse    uint64
	MSpanSys      uint64
	MCacheInuse   uint64
	MCacheSys     uint64
	BuckHashSys   uint64
	GCSys         uint64
	OtherSys      uint64
	NextGC        uint64
	LastGC        uint64
	PauseTotalNs  uint64
	PauseNs       [256]uint64
	PauseEnd      [256]uint64
	NumGC         uint32
	NumForcedGC   uint32
	GCCPUFraction float64
	EnableGC      bool
	DebugGC       bool
	BySize        [61]struct {
		Size    uint32
		Mallocs uint64
		Frees   uint64
	}
}

// ReadMemStats fills m.
func ReadMemStats(m *MemStats) { readMemStats(unsafe.Pointer(m)) }

func readMemStats(m unsafe.Pointer)

func objectStart(p unsafe.Pointer) unsafe.Pointer

func setFinalizer(obj unsafe.Pointer, fn unsafe.Pointer, fnType, argType *rt.Type)

// startQueue starts f, unless it has been started, as a goroutine of the runtime's own.
func startQueue(f func())

// takeQueued returns the finalizer or the cleanup (then argType is nil) whose turn it is, with fn == nil if there is none.
func takeQueued() (fn, arg unsafe.Pointer, fnType, argType *rt.Type)

// waitQueued parks until the collector has found something unreachable; it may return early.
func waitQueued()

// call calls the function fn with n slots of arguments.
func call(fn, args unsafe.Pointer, n int)

// runQueue is the goroutine that runs finalizers and cleanups, one after the other.
func runQueue() {
	for {
		if !runQueued() {
			waitQueued()
		}
	}
}

// runQueued runs the next one, in a frame of its own that is gone when the collector looks for references again.
func runQueued() bool {
	fn, arg, fnType, argType := takeQueued()
	if fn == nil {
		return false
	}
	const kindInterface = 20
	args, n := [2]unsafe.Pointer{arg}, 1
	if argType == nil {
		n = 0
	} else if in := (*rt.FuncType)(unsafe.Pointer(fnType)).In()[0]; in.Kind == kindInterface {
		args, n = [2]unsafe.Pointer{unsafe.Pointer(argType), arg}, 2
	}
	call(fn, unsafe.Pointer(&args), n)
	return true
}

func addCleanup(obj unsafe.Pointer, fn func(), id uint64)

func removeCleanup(obj unsafe.Pointer, id uint64)

func nextCleanupID() uint64

// SetFinalizer arranges that finalizer(obj) runs once obj has become unreachable; nil takes the finalizer away.
func SetFinalizer(obj any, finalizer any) {
	e := rt.EfaceOf(&obj)
	const kindPointer, kindFunc, kindInterface = 22, 19, 20
	if e.Type == nil {
		rt.Fatal("runtime.SetFinalizer: first argument is nil")
	}
	if e.Type.Kind != kindPointer {
		rt.Fatal("runtime.SetFinalizer: first argument is " + e.Type.Str + ", not pointer")
	}
	elem := (*rt.PtrType)(unsafe.Pointer(e.Type)).Elem
	base := objectStart(e.Data)
	if base == nil {
		if e.Data != nil {
			return // a package-level variable or a constant: never unreachable
		}
		rt.Fatal("runtime.SetFinalizer: pointer not in allocated block")
	}
	if base != e.Data && (elem.PtrBytes != 0 || elem.Size >= 16) {
		rt.Fatal("runtime.SetFinalizer: pointer not at beginning of allocated block")
	}
	f := rt.EfaceOf(&finalizer)
	if f.Type == nil {
		setFinalizer(base, nil, nil, nil)
		return
	}
	if f.Type.Kind != kindFunc {
		rt.Fatal("runtime.SetFinalizer: second argument is " + f.Type.Str + ", not a function")
	}
	ft := (*rt.FuncType)(unsafe.Pointer(f.Type))
	cannot := "runtime.SetFinalizer: cannot pass " + e.Type.Str + " to finalizer " + f.Type.Str
	if ft.Flags&rt.FlagVariadic != 0 {
		rt.Fatal(cannot + " because dotdotdot")
	}
	in := ft.In()
	if len(in) != 1 {
		rt.Fatal(cannot)
	}
	ok := in[0] == e.Type
	if !ok {
		switch in[0].Kind {
		case kindPointer:
			ok = (in[0].Unc == nil || e.Type.Unc == nil) && (*rt.PtrType)(unsafe.Pointer(in[0])).Elem == elem
		case kindInterface:
			ok = rt.Implements(e.Type, in[0])
		}
	}
	if !ok {
		rt.Fatal(cannot)
	}
	startQueue(runQueue)
	setFinalizer(base, f.Data, f.Type, e.Type)
}

// A Cleanup is a handle on one call of AddCleanup.
type Cleanup struct {
	id  uint64
	ptr uintptr
}

// AddCleanup arranges that cleanup(arg) runs some time after ptr has become unreachable.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic("runtime.AddCleanup: ptr is nil")
	}
	p := unsafe.Pointer(ptr)
	base := objectStart(p)
	var boxed any = arg
	const kindPointer, kindUnsafePointer = 22, 26
	if e := rt.EfaceOf(&boxed); e.Type != nil && (e.Type.Kind == kindPointer || e.Type.Kind == kindUnsafePointer) {
		if e.Data == p {
			panic("runtime.AddCleanup: ptr is equal to arg, cleanup will never run")
		}
		if base != nil && objectStart(e.Data) == base {
			panic("runtime.AddCleanup: ptr is within arg, cleanup will never run")
		}
	}
	if base == nil {
		return Cleanup{}
	}
	startQueue(runQueue)
	c := Cleanup{id: nextCleanupID(), ptr: uintptr(base)}
	addCleanup(base, func() { cleanup(arg) }, c.id)
	return c
}

// Stop cancels the cleanup unless it has been queued already.
func (c Cleanup) Stop() {
	if c.id != 0 {
		removeCleanup(unsafe.Pointer(c.ptr), c.id)
	}
}
