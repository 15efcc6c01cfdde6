// Package sync holds locks and other means by which goroutines wait for each other.
package sync

import (
	"internal/rt"
	"sync/atomic"
)

// Reasons of waiting, as runtime/wait_reasons.def numbers them by name in the native.
const (
	waitMutex = iota
	waitRWMutexR
	waitRWMutex
	waitWaitGroup
	waitBubbledWaitGroup
)

// semacquire waits until *addr > 0 and decrements it.
func semacquire(addr *uint32, reason int, lifo bool)

// semrelease increments *addr and wakes a waiter.
func semrelease(addr *uint32, handoff bool)

// A Locker can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// A Mutex is a lock held by one at a time; unlocked at first.
//
// In normal mode a waiter that wakes up competes with new arrivals. Once one has waited for more than a millisecond the
// mutex turns to starvation mode: it is handed to the waiters in order, and newcomers queue up behind them.
type Mutex struct {
	_  noCopy
	mu mutex
}

// What a Mutex consists of has names of its own, because programs print it.
type mutex struct {
	state int32
	sema  uint32
}

const (
	mutexLocked = 1 << iota
	mutexWoken
	mutexStarving
	mutexWaiterShift = iota

	starvationNanoseconds = 1e6
)

// Lock locks m, waiting until it is free.
func (m *Mutex) Lock() {
	// What TryLock takes, the slow path would take too. It need not be the state 0: while a waiter is on its way, which may last
	// for a time slice, others have many turns.
	if !m.TryLock() {
		m.lockSlow()
	}
}

// TryLock locks m if it is free, and reports whether it did.
func (m *Mutex) TryLock() bool {
	old := atomic.LoadInt32(&m.mu.state)
	return old&(mutexLocked|mutexStarving) == 0 && atomic.CompareAndSwapInt32(&m.mu.state, old, old|mutexLocked)
}

func (m *Mutex) lockSlow() {
	var since int64
	starving, awoke := false, false
	old := atomic.LoadInt32(&m.mu.state)
	for {
		next := old
		if old&mutexStarving == 0 {
			next |= mutexLocked
		}
		if old&(mutexLocked|mutexStarving) != 0 {
			next += 1 << mutexWaiterShift
		}
		if starving && old&mutexLocked != 0 {
			next |= mutexStarving
		}
		if awoke {
			next &^= mutexWoken
		}
		if !atomic.CompareAndSwapInt32(&m.mu.state, old, next) {
			old = atomic.LoadInt32(&m.mu.state)
			continue
		}
		if old&(mutexLocked|mutexStarving) == 0 {
			return
		}
		lifo := since != 0
		if since == 0 {
			since = rt.NanoTime()
		}
		semacquire(&m.mu.sema, waitMutex, lifo)
		starving = starving || rt.NanoTime()-since > starvationNanoseconds
		old = atomic.LoadInt32(&m.mu.state)
		if old&mutexStarving != 0 {
			// The mutex was handed to this goroutine: it is not marked locked and still counts it as a waiter.
			if old&(mutexLocked|mutexWoken) != 0 || old>>mutexWaiterShift == 0 {
				rt.Fatal("sync: inconsistent mutex state")
			}
			delta := int32(mutexLocked - 1<<mutexWaiterShift)
			if !starving || old>>mutexWaiterShift == 1 {
				delta -= mutexStarving
			}
			atomic.AddInt32(&m.mu.state, delta)
			return
		}
		awoke = true
	}
}

// Unlock unlocks m. That m is not locked is a fatal error.
func (m *Mutex) Unlock() {
	next := atomic.AddInt32(&m.mu.state, -mutexLocked)
	if next != 0 && next&(mutexLocked|mutexWoken|mutexStarving) != mutexWoken {
		m.unlockSlow(next)
	}
}

func (m *Mutex) unlockSlow(next int32) {
	if (next+mutexLocked)&mutexLocked == 0 {
		rt.Fatal("sync: unlock of unlocked mutex")
	}
	if next&mutexStarving != 0 {
		semrelease(&m.mu.sema, true)
		return
	}
	old := next
	for {
		if old>>mutexWaiterShift == 0 || old&(mutexLocked|mutexWoken|mutexStarving) != 0 {
			return
		}
		next = (old - 1<<mutexWaiterShift) | mutexWoken
		if atomic.CompareAndSwapInt32(&m.mu.state, old, next) {
			semrelease(&m.mu.sema, false)
			return
		}
		old = atomic.LoadInt32(&m.mu.state)
	}
}

// A RWMutex is a lock held by any number of readers or one writer; unlocked at first. A waiting writer keeps new readers
// out.
type RWMutex struct {
	w           Mutex
	writerSem   uint32
	readerSem   uint32
	readerCount atomic.Int32 // negative: a writer is pending
	readerWait  atomic.Int32 // readers that the pending writer waits for
}

const rwmutexMaxReaders = 1 << 30

// RLock locks rw for reading.
func (rw *RWMutex) RLock() {
	if rw.readerCount.Add(1) < 0 {
		rw.rLockSlow()
	}
}

func (rw *RWMutex) rLockSlow() { semacquire(&rw.readerSem, waitRWMutexR, false) }

// TryRLock locks rw for reading if it can at once, and reports whether it did.
func (rw *RWMutex) TryRLock() bool {
	for {
		c := rw.readerCount.Load()
		if c < 0 {
			return false
		}
		if rw.readerCount.CompareAndSwap(c, c+1) {
			return true
		}
	}
}

// RUnlock undoes one RLock.
func (rw *RWMutex) RUnlock() {
	if rw.readerCount.Add(-1) < 0 {
		rw.rUnlockSlow()
	}
}

// A pending writer waits for this reader still, so that the count stays negative until readerWait is told.
func (rw *RWMutex) rUnlockSlow() {
	r := rw.readerCount.Load()
	if r >= -1 || r < -rwmutexMaxReaders {
		rt.Fatal("sync: RUnlock of unlocked RWMutex")
	}
	if rw.readerWait.Add(-1) == 0 {
		semrelease(&rw.writerSem, false)
	}
}

// Lock locks rw for writing.
func (rw *RWMutex) Lock() {
	rw.w.Lock()
	r := rw.readerCount.Add(-rwmutexMaxReaders) + rwmutexMaxReaders
	if r != 0 && rw.readerWait.Add(r) != 0 {
		semacquire(&rw.writerSem, waitRWMutex, false)
	}
}

// TryLock locks rw for writing if it can at once, and reports whether it did.
func (rw *RWMutex) TryLock() bool {
	if !rw.w.TryLock() {
		return false
	}
	if !rw.readerCount.CompareAndSwap(0, -rwmutexMaxReaders) {
		rw.w.Unlock()
		return false
	}
	return true
}

// Unlock unlocks rw for writing.
func (rw *RWMutex) Unlock() {
	r := rw.readerCount.Add(rwmutexMaxReaders)
	if r >= rwmutexMaxReaders {
		rt.Fatal("sync: Unlock of unlocked RWMutex")
	}
	for ; r > 0; r-- {
		semrelease(&rw.readerSem, false)
	}
	rw.w.Unlock()
}

// RLocker returns a Locker whose methods are RLock and RUnlock.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }
