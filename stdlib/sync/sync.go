package sync

import (
	"internal/rt"
	"sync/atomic"
	"unsafe"
)

// noCopy makes vet complain about copies.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// A WaitGroup waits for a number of tasks to end.
type WaitGroup struct {
	noCopy noCopy
	// Tasks in the upper half, waiters in the lower, and whether Add was called in a bubble of testing/synctest.
	state atomic.Uint64
	sema  uint32
	// Here are four bytes that no one else uses, for the number of that bubble.
}

const (
	groupWaiters = 1<<31 - 1
	groupBubbled = 1 << 31
)

// bubble is where the number of the bubble stands that wg belongs to.
func (wg *WaitGroup) bubble() *uint32 { return (*uint32)(unsafe.Add(unsafe.Pointer(&wg.sema), 4)) }

// join makes wg belong to the bubble of the running goroutine, and reports whether it does. Package variables belong to none.
func (wg *WaitGroup) join() bool {
	id := rt.BubbleID()
	if id == 0 || !rt.OnHeap(unsafe.Pointer(wg)) {
		return false
	}
	if !atomic.CompareAndSwapUint32(wg.bubble(), 0, id) && atomic.LoadUint32(wg.bubble()) != id {
		rt.Fatal("sync: WaitGroup.Add called from multiple synctest bubbles")
	}
	if state := wg.state.Or(groupBubbled); state != 0 && state&groupBubbled == 0 {
		rt.Fatal("sync: WaitGroup.Add called from inside and outside synctest bubble")
	}
	return true
}

// joined reports whether wg belongs to the bubble of the running goroutine.
func (wg *WaitGroup) joined() bool {
	id := rt.BubbleID()
	return id != 0 && atomic.LoadUint32(wg.bubble()) == id
}

// Add adds delta, perhaps negative, to the number of tasks.
func (wg *WaitGroup) Add(delta int) {
	bubbled := rt.Bubbles && wg.join()
	state := wg.state.Add(uint64(delta) << 32)
	if state&groupBubbled != 0 && !bubbled {
		rt.Fatal("sync: WaitGroup.Add called from inside and outside synctest bubble")
	}
	v, w := int32(state>>32), uint32(state&groupWaiters)
	if v < 0 {
		panic("sync: negative WaitGroup counter")
	}
	if w != 0 && delta > 0 && v == int32(delta) {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	if v > 0 || w == 0 {
		return
	}
	if wg.state.Load() != state {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	wg.state.Store(0)
	if bubbled {
		atomic.StoreUint32(wg.bubble(), 0)
	}
	for ; w != 0; w-- {
		semrelease(&wg.sema, false)
	}
}

// Done takes one from the number of tasks.
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Wait waits until the number of tasks is zero.
func (wg *WaitGroup) Wait() {
	for {
		state := wg.state.Load()
		if int32(state>>32) == 0 {
			if state&groupBubbled != 0 && state&groupWaiters == 0 && wg.joined() && wg.state.CompareAndSwap(state, 0) {
				atomic.StoreUint32(wg.bubble(), 0)
			}
			return
		}
		if wg.state.CompareAndSwap(state, state+1) {
			reason := waitWaitGroup
			if state&groupBubbled != 0 && wg.joined() {
				reason = waitBubbledWaitGroup
			}
			semacquire(&wg.sema, reason, false)
			if wg.state.Load() != 0 {
				panic("sync: WaitGroup is reused before previous Wait has returned")
			}
			return
		}
	}
}

// Go runs f in a new goroutine as one task. f must not panic.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer func() {
			if x := recover(); x != nil {
				// The panic goes on, and no waiter may run on before it ends the program.
				panic(x)
			}
			wg.Done()
		}()
		f()
	}()
}

// Once runs one function once.
type Once struct {
	_    noCopy
	done atomic.Bool
	m    Mutex
}

// Do calls f if it is the first call of Do; others wait until that call has returned.
func (o *Once) Do(f func()) {
	if !o.done.Load() {
		o.doSlow(f)
	}
}

func (o *Once) doSlow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if !o.done.Load() {
		defer o.done.Store(true)
		f()
	}
}

// OnceFunc returns a function that calls f once; if f panics, every call does with the same value.
func OnceFunc(f func()) func() {
	call := OnceValue(func() struct{} {
		f()
		return struct{}{}
	})
	return func() { call() }
}

// OnceValue returns a function that calls f once and returns its result every time.
func OnceValue[T any](f func() T) func() T {
	d := &struct {
		f      func() T
		once   Once
		valid  bool
		p      any
		result T
	}{f: f}
	return func() T {
		d.once.Do(func() {
			defer func() {
				d.f = nil
				d.p = recover()
				if !d.valid {
					panic(d.p)
				}
			}()
			d.result = d.f()
			d.valid = true
		})
		if !d.valid {
			panic(d.p)
		}
		return d.result
	}
}

// OnceValues returns a function that calls f once and returns its results every time.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var second T2
	call := OnceValue(func() T1 {
		first, b := f()
		second = b
		return first
	})
	return func() (T1, T2) {
		first := call()
		return first, second
	}
}

// notifyList is the runtime's list of waiters.
type notifyList struct {
	wait   uint32
	notify uint32
	lock   uintptr
	head   unsafe.Pointer
	tail   unsafe.Pointer
}

func notifyAdd(l *notifyList) uint32
func notifyWait(l *notifyList, ticket uint32)
func notifyAll(l *notifyList)
func notifyOne(l *notifyList)

// A Cond lets goroutines wait for an event under a lock.
type Cond struct {
	noCopy  noCopy
	L       Locker
	notify  notifyList
	checker copyChecker
}

// NewCond returns a Cond with lock l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait unlocks c.L, waits to be woken, and locks c.L again.
func (c *Cond) Wait() {
	c.checker.check()
	t := notifyAdd(&c.notify)
	c.L.Unlock()
	notifyWait(&c.notify, t)
	c.L.Lock()
}

// Signal wakes one waiter, if there is any.
func (c *Cond) Signal() {
	c.checker.check()
	notifyOne(&c.notify)
}

// Broadcast wakes all waiters.
func (c *Cond) Broadcast() {
	c.checker.check()
	notifyAll(&c.notify)
}

// copyChecker holds its own address once it has been used.
type copyChecker uintptr

func (c *copyChecker) check() {
	if uintptr(*c) != uintptr(unsafe.Pointer(c)) {
		c.checkSlow()
	}
}

func (c *copyChecker) checkSlow() {
	if !atomic.CompareAndSwapUintptr((*uintptr)(c), 0, uintptr(unsafe.Pointer(c))) &&
		uintptr(*c) != uintptr(unsafe.Pointer(c)) {
		panic("sync.Cond is copied")
	}
}

// A Pool keeps values for reuse until the next garbage collection.
type Pool struct {
	noCopy noCopy
	mu     Mutex
	weak   unsafe.Pointer // a weak handle on the list: it goes with a collection
	// New makes a value when the pool is empty.
	New func() any
}

type poolList struct {
	items []any
}

// poolLoad returns what the handle stands for, or nil if it was collected.
func poolLoad(handle unsafe.Pointer) *poolList

// poolHandle returns a weak handle on l.
func poolHandle(l *poolList) unsafe.Pointer

// Put adds x to the pool.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	p.mu.Lock()
	l := poolLoad(p.weak)
	if l == nil {
		l = new(poolList)
		p.weak = poolHandle(l)
	}
	l.items = append(l.items, x)
	p.mu.Unlock()
}

// Get takes a value from the pool, or calls New.
func (p *Pool) Get() any {
	p.mu.Lock()
	if l := poolLoad(p.weak); l != nil {
		if n := len(l.items); n > 0 {
			x := l.items[n-1]
			l.items[n-1] = nil
			l.items = l.items[:n-1]
			p.mu.Unlock()
			return x
		}
	}
	p.mu.Unlock()
	if p.New != nil {
		return p.New()
	}
	return nil
}

// A Map is a map that goroutines may use at the same time.
type Map struct {
	_  noCopy
	mu RWMutex
	m  map[any]any
}

// Load returns the value of key and whether there is one.
func (m *Map) Load(key any) (value any, ok bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, ok = m.m[key]
	return value, ok
}

// Store sets the value of key.
func (m *Map) Store(key, value any) {
	m.Swap(key, value)
}

func (m *Map) set(key, value any) {
	if m.m == nil {
		m.m = map[any]any{}
	}
	m.m[key] = value
}

// Clear removes all keys.
func (m *Map) Clear() {
	m.mu.Lock()
	m.m = nil
	m.mu.Unlock()
}

// LoadOrStore returns the value of key if there is one, else sets it; loaded tells which.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok := m.m[key]; ok {
		return v, true
	}
	m.set(key, value)
	return value, false
}

// LoadAndDelete removes key and returns the value it had.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, loaded = m.m[key]
	delete(m.m, key)
	return value, loaded
}

// Delete removes key.
func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

// Swap sets the value of key and returns the one before.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	previous, loaded = m.m[key]
	m.set(key, value)
	return previous, loaded
}

func mustCompare(v any, op string) {
	if t := rt.TypeOf(v); t != nil && t.Flags&rt.FlagComparable == 0 {
		panic("called " + op + " when value is not of comparable type")
	}
}

// CompareAndSwap sets the value of key to new if it is old, and reports whether it did.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	mustCompare(old, "CompareAndSwap")
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.m[key]
	if !ok || v != old {
		return false
	}
	m.m[key] = new
	return true
}

// CompareAndDelete removes key if its value is old, and reports whether it did.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	mustCompare(old, "CompareAndDelete")
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.m[key]
	if !ok || v != old {
		return false
	}
	delete(m.m, key)
	return true
}

// Range calls f for each key and value until f returns false. It sees no one moment's contents, but no key twice.
func (m *Map) Range(f func(key, value any) bool) {
	m.mu.RLock()
	keys := make([]any, 0, len(m.m))
	for k := range m.m {
		keys = append(keys, k)
	}
	m.mu.RUnlock()
	for _, k := range keys {
		if v, ok := m.Load(k); ok && !f(k, v) {
			return
		}
	}
}
