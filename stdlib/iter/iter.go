// Package iter holds what all iterators share.
package iter

import (
	"internal/rt"
	"runtime"
)

// Seq is an iterator over values: it calls yield with each until yield returns false.
type Seq[V any] func(yield func(V) bool)

// Seq2 is an iterator over pairs of values.
type Seq2[K, V any] func(yield func(K, V) bool)

// A puller runs an iterator in a goroutine of its own, of which it and its caller take turns.
type puller struct {
	resume, yielded chan struct{}
	done            bool
	waiting         bool // next has been called and yield has not
	panicked        bool
	goexit          bool
	panicValue      any
}

func newPuller() *puller {
	return &puller{resume: make(chan struct{}), yielded: make(chan struct{})}
}

// step lets the iterator run until it yields or ends, and takes over its panic.
func (p *puller) step() {
	p.resume <- struct{}{}
	<-p.yielded
	switch {
	case p.panicked:
		p.panicked = false
		panic(p.panicValue)
	case p.goexit:
		runtime.Goexit()
	}
}

func (p *puller) run(body func()) {
	<-p.resume
	finished := p.done
	defer func() {
		if !finished {
			if v := recover(); v != nil {
				p.panicValue = v
				p.panicked = true
			} else {
				p.goexit = true
			}
		}
		p.done = true
		rt.Retire()
		p.yielded <- struct{}{}
	}()
	if !finished {
		body()
		finished = true
	}
}

// pause gives the turn back; false: the iterator must end.
func (p *puller) pause() bool {
	p.yielded <- struct{}{}
	<-p.resume
	return !p.done
}

func (p *puller) check(name string) {
	if !p.waiting {
		panic(name + ": yield called again before next")
	}
	p.waiting = false
}

func (p *puller) stop() {
	if !p.done {
		p.done = true
		p.step()
	}
}

// Pull turns seq round: each call of next returns its next value, and false after the last. stop ends the iteration; one
// of the two must be called to its end, or a goroutine stays behind.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	var value V
	var ok bool
	p := newPuller()
	go p.run(func() {
		seq(func(v V) bool {
			if p.done {
				return false
			}
			p.check("iter.Pull")
			value, ok = v, true
			return p.pause()
		})
	})
	next = func() (v V, more bool) {
		if p.done {
			return
		}
		if p.waiting {
			panic("iter.Pull: next called again before yield")
		}
		p.waiting = true
		p.step()
		var zero V
		v, more = value, ok
		value, ok = zero, false
		return v, more
	}
	return next, p.stop
}

// Pull2 is Pull for iterators over pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var key K
	var value V
	var ok bool
	p := newPuller()
	go p.run(func() {
		seq(func(k K, v V) bool {
			if p.done {
				return false
			}
			p.check("iter.Pull2")
			key, value, ok = k, v, true
			return p.pause()
		})
	})
	next = func() (k K, v V, more bool) {
		if p.done {
			return
		}
		if p.waiting {
			panic("iter.Pull2: next called again before yield")
		}
		p.waiting = true
		p.step()
		var k0 K
		var v0 V
		k, v, more = key, value, ok
		key, value, ok = k0, v0, false
		return k, v, more
	}
	return next, p.stop
}
