package reflect

import (
	"internal/rt"
	"iter"
	"unsafe"
)

func makeMap(t *rt.Type, n int) unsafe.Pointer
func mapLen(m unsafe.Pointer) int
func mapGet(t *rt.Type, m, key unsafe.Pointer) unsafe.Pointer
func mapAssign(t *rt.Type, m, key unsafe.Pointer) unsafe.Pointer
func mapDelete(t *rt.Type, m, key unsafe.Pointer)
func mapClear(t *rt.Type, m unsafe.Pointer)
func mapIterInit(t *rt.Type, m, it unsafe.Pointer)
func mapIterNext(it unsafe.Pointer)

// MakeMap returns a new map of type typ.
func MakeMap(typ Type) Value { return MakeMapWithSize(typ, 0) }

// MakeMapWithSize returns a new map of type typ with room for about n entries.
func MakeMapWithSize(typ Type, n int) Value {
	if typ.Kind() != Map {
		panic("reflect.MakeMapWithSize of non-map type")
	}
	return Value{typ.common(), makeMap(typ.common(), n), flag(Map)}
}

func mapTypes(t *rt.Type) (key, elem *rt.Type) {
	m := (*rt.MapType)(unsafe.Pointer(t))
	return m.Key, m.Elem
}

// MapIndex returns the value of key in the map v, or the zero Value.
func (v Value) MapIndex(key Value) Value {
	v.mustBe(Map)
	kt, et := mapTypes(v.typ)
	key = key.assignTo("reflect.Value.MapIndex", kt)
	var w unsafe.Pointer
	e := mapGet(v.typ, v.pointer(), key.memory(&w))
	if e == nil {
		return Value{}
	}
	return copyValue((v.flag | key.flag).ro(), et, e)
}

// MapKeys returns the keys of the map v in no particular order.
func (v Value) MapKeys() []Value {
	v.mustBe(Map)
	kt, _ := mapTypes(v.typ)
	keys := make([]Value, 0, v.Len())
	it := newSlots(8)
	for mapIterInit(v.typ, v.pointer(), it); ; {
		mapIterNext(it)
		k := *(*unsafe.Pointer)(it)
		if k == nil {
			return keys
		}
		keys = append(keys, copyValue(v.flag.ro(), kt, k))
	}
}

// SetMapIndex sets the value of key in the map v; the zero Value as elem removes the key.
func (v Value) SetMapIndex(key, elem Value) {
	v.mustBe(Map)
	v.mustBeExported()
	key.mustBeExported()
	kt, et := mapTypes(v.typ)
	key = key.assignTo("reflect.Value.SetMapIndex", kt)
	var kw, ew unsafe.Pointer
	if elem.typ == nil {
		mapDelete(v.typ, v.pointer(), key.memory(&kw))
		return
	}
	elem.mustBeExported()
	elem = elem.assignTo("reflect.Value.SetMapIndex", et)
	if v.pointer() == nil {
		var nilMap map[int]int
		nilMap[0] = 0 // panics
	}
	typedMove(et, mapAssign(v.typ, v.pointer(), key.memory(&kw)), elem.memory(&ew))
}

// A MapIter iterates over a map.
type MapIter struct {
	m  Value
	it unsafe.Pointer // the runtime's iterator: key and elem are its first words
}

// MapRange returns an iterator over the map v.
func (v Value) MapRange() *MapIter {
	if v.kind() != Map {
		badKind("MapRange", v.kind())
	}
	return &MapIter{m: v}
}

func (it *MapIter) entry(what string) (key, elem unsafe.Pointer) {
	if it.it == nil {
		panic(what + " called before Next")
	}
	e := (*[2]unsafe.Pointer)(it.it)
	if e[0] == nil {
		panic(what + " called on exhausted iterator")
	}
	return e[0], e[1]
}

// Next goes to the next entry and reports whether there is one.
func (it *MapIter) Next() bool {
	if !it.m.IsValid() {
		panic("MapIter.Next called on an iterator that does not have an associated map Value")
	}
	if it.it == nil {
		it.it = newSlots(8)
		mapIterInit(it.m.typ, it.m.pointer(), it.it)
	} else if *(*unsafe.Pointer)(it.it) == nil {
		panic("MapIter.Next called on exhausted iterator")
	}
	mapIterNext(it.it)
	return *(*unsafe.Pointer)(it.it) != nil
}

// Key returns the key of the current entry.
func (it *MapIter) Key() Value {
	k, _ := it.entry("MapIter.Key")
	kt, _ := mapTypes(it.m.typ)
	return copyValue(it.m.flag.ro(), kt, k)
}

// Value returns the value of the current entry.
func (it *MapIter) Value() Value {
	_, e := it.entry("MapIter.Value")
	_, et := mapTypes(it.m.typ)
	return copyValue(it.m.flag.ro(), et, e)
}

// Reset makes it an iterator over the map v; the zero Value drops the map.
func (it *MapIter) Reset(v Value) {
	if v.IsValid() {
		v.mustBe(Map)
	}
	it.m = v
	it.it = nil
}

// SetIterKey sets v to the key of iter's current entry.
func (v Value) SetIterKey(iter *MapIter) {
	k, _ := iter.entry("reflect: Value.SetIterKey")
	kt, _ := mapTypes(iter.m.typ)
	v.setFrom(iter, kt, k)
}

// SetIterValue sets v to the value of iter's current entry.
func (v Value) SetIterValue(iter *MapIter) {
	_, e := iter.entry("reflect: Value.SetIterValue")
	_, et := mapTypes(iter.m.typ)
	v.setFrom(iter, et, e)
}

func (v Value) setFrom(iter *MapIter, t *rt.Type, p unsafe.Pointer) {
	v.mustBeAssignable()
	iter.m.mustBeExported()
	x := valueAt(t, p, iter.m.flag).assignTo("reflect.MapIter", v.typ)
	var w unsafe.Pointer
	typedMove(v.typ, v.ptr, x.memory(&w))
}

func makeChan(t *rt.Type, size int) unsafe.Pointer
func chanLen(c unsafe.Pointer) int
func chanCap(c unsafe.Pointer) int

// chanSend reports false if it would have to wait and block is false; closed: the channel is closed.
func chanSend(c, elem unsafe.Pointer, block bool) (sent, closed bool)
func chanRecv(c, elem unsafe.Pointer, block bool) (received, ok bool)
func chanClose(c unsafe.Pointer) int
func selectGo(cases unsafe.Pointer, n int, block bool) (chosen int, ok bool, closed bool)

func panicSendClosed() {
	c := make(chan struct{})
	close(c)
	c <- struct{}{}
}

// MakeChan returns a new channel of type typ.
func MakeChan(typ Type, buffer int) Value {
	if typ.Kind() != Chan {
		panic("reflect.MakeChan of non-chan type")
	}
	if buffer < 0 {
		panic("reflect.MakeChan: negative buffer size")
	}
	if typ.ChanDir() != BothDir {
		panic("reflect.MakeChan: unidirectional channel type")
	}
	return Value{typ.common(), makeChan(typ.common(), buffer), flag(Chan)}
}

func (v Value) chanType(dir ChanDir, wrong string) *rt.ChanType {
	v.mustBe(Chan)
	v.mustBeExported()
	t := (*rt.ChanType)(unsafe.Pointer(v.typ))
	if ChanDir(t.Dir)&dir == 0 {
		panic(wrong)
	}
	return t
}

func (v Value) recv(block bool) (x Value, ok bool) {
	t := v.chanType(RecvDir, "reflect: recv on send-only channel")
	mem := unsafeNew(t.Elem)
	received, ok := chanRecv(v.pointer(), mem, block)
	if !received {
		return Value{}, false
	}
	return valueIn(t.Elem, mem, 0), ok
}

// Recv receives from the channel v; ok is false if x is the zero value of a closed channel.
func (v Value) Recv() (x Value, ok bool) { return v.recv(true) }

// TryRecv is Recv that does not wait: x is the zero Value if there is nothing to receive.
func (v Value) TryRecv() (x Value, ok bool) { return v.recv(false) }

func (v Value) send(x Value, block bool) bool {
	t := v.chanType(SendDir, "reflect: send on recv-only channel")
	x.mustBeExported()
	x = x.assignTo("reflect.Value.Send", t.Elem)
	// The value is read after this returns if the goroutine has to wait: it needs a place in the heap.
	mem := unsafeNew(t.Elem)
	var w unsafe.Pointer
	typedMove(t.Elem, mem, x.memory(&w))
	sent, closed := chanSend(v.pointer(), mem, block)
	if closed {
		panicSendClosed()
	}
	return sent
}

// Send sends x on the channel v.
func (v Value) Send(x Value) { v.send(x, true) }

// TrySend is Send that does not wait; it reports whether x was sent.
func (v Value) TrySend(x Value) bool { return v.send(x, false) }

// Close closes the channel v.
func (v Value) Close() {
	v.chanType(SendDir, "reflect: close of receive-only channel")
	switch chanClose(v.pointer()) {
	case 1:
		c := make(chan struct{})
		close(c)
		close(c) // panics
	case 2:
		var c chan struct{}
		close(c) // panics
	}
}

// A SelectDir is what a case of a select does.
type SelectDir int

// The directions of select cases.
const (
	_ SelectDir = iota
	SelectSend
	SelectRecv
	SelectDefault
)

// A SelectCase is one case of a select.
type SelectCase struct {
	Dir  SelectDir
	Chan Value // not for SelectDefault
	Send Value // for SelectSend
}

// runtimeSelect mirrors runtime/chan.h's SelectCase.
type runtimeSelect struct {
	ch       unsafe.Pointer
	elem     unsafe.Pointer
	send     uint64
	reserved uint64
}

// Select executes a select statement with the given cases and returns the index of the chosen one and what it received.
func Select(cases []SelectCase) (chosen int, recv Value, recvOK bool) {
	if len(cases) > 65536 {
		panic("reflect.Select: too many cases (max 65536)")
	}
	block := true
	defaultIndex := -1
	list := newSlots(4 * max(len(cases), 1))
	index := make([]int, 0, len(cases))
	for i, c := range cases {
		r := (*runtimeSelect)(unsafe.Add(list, 32*len(index)))
		switch c.Dir {
		default:
			panic("reflect.Select: invalid Dir")
		case SelectDefault:
			if !block {
				panic("reflect.Select: multiple default cases")
			}
			block = false
			defaultIndex = i
			if c.Chan.IsValid() {
				panic("reflect.Select: default case has Chan value")
			}
			if c.Send.IsValid() {
				panic("reflect.Select: default case has Send value")
			}
			continue
		case SelectSend:
			ch := c.Chan
			if !ch.IsValid() {
				break
			}
			t := ch.chanType(SendDir, "reflect.Select: SendDir case using recv-only channel")
			x := c.Send
			if !x.IsValid() {
				panic("reflect.Select: SendDir case missing Send value")
			}
			x.mustBeExported()
			x = x.assignTo("reflect.Select", t.Elem)
			mem := unsafeNew(t.Elem)
			var w unsafe.Pointer
			typedMove(t.Elem, mem, x.memory(&w))
			*r = runtimeSelect{ch: ch.pointer(), elem: mem, send: 1}
		case SelectRecv:
			if c.Send.IsValid() {
				panic("reflect.Select: RecvDir case has Send value")
			}
			ch := c.Chan
			if !ch.IsValid() {
				break
			}
			t := ch.chanType(RecvDir, "reflect.Select: RecvDir case using send-only channel")
			*r = runtimeSelect{ch: ch.pointer(), elem: unsafeNew(t.Elem)}
		}
		index = append(index, i)
	}
	k, ok, closed := selectGo(list, len(index), block)
	if closed {
		panicSendClosed()
	}
	if k < 0 {
		return defaultIndex, Value{}, false
	}
	chosen = index[k]
	r := (*runtimeSelect)(unsafe.Add(list, 32*k))
	if r.send == 0 {
		recv = valueIn(elemOf(cases[chosen].Chan.typ), r.elem, 0)
		recvOK = ok
	}
	return chosen, recv, recvOK
}

func rangeInts[T int8 | int16 | int32 | int64 | int | uint8 | uint16 | uint32 | uint64 | uint | uintptr](n T, t Type) iter.Seq[Value] {
	convert := t.PkgPath() != ""
	return func(yield func(Value) bool) {
		for i := T(0); i < n; i++ {
			v := ValueOf(i)
			if convert {
				v = v.Convert(t)
			}
			if !yield(v) {
				return
			}
		}
	}
}

// Seq returns an iterator over what a range statement with one variable over v produces.
func (v Value) Seq() iter.Seq[Value] {
	if canRange(v, 1) {
		return func(yield func(Value) bool) {
			f := MakeFunc(v.Type().In(0), func(in []Value) []Value { return []Value{ValueOf(yield(in[0]))} })
			v.Call([]Value{f})
		}
	}
	t := v.Type()
	switch v.kind() {
	case Int:
		return rangeInts(int(v.Int()), t)
	case Int8:
		return rangeInts(int8(v.Int()), t)
	case Int16:
		return rangeInts(int16(v.Int()), t)
	case Int32:
		return rangeInts(int32(v.Int()), t)
	case Int64:
		return rangeInts(v.Int(), t)
	case Uint:
		return rangeInts(uint(v.Uint()), t)
	case Uint8:
		return rangeInts(uint8(v.Uint()), t)
	case Uint16:
		return rangeInts(uint16(v.Uint()), t)
	case Uint32:
		return rangeInts(uint32(v.Uint()), t)
	case Uint64:
		return rangeInts(v.Uint(), t)
	case Uintptr:
		return rangeInts(uintptr(v.Uint()), t)
	case Pointer:
		if t.Elem().Kind() != Array {
			break
		}
		return func(yield func(Value) bool) {
			for i := range t.Elem().Len() {
				if !yield(ValueOf(i)) {
					return
				}
			}
		}
	case Array, Slice:
		return func(yield func(Value) bool) {
			for i := range v.Len() {
				if !yield(ValueOf(i)) {
					return
				}
			}
		}
	case String:
		return func(yield func(Value) bool) {
			for i := range v.String() {
				if !yield(ValueOf(i)) {
					return
				}
			}
		}
	case Map:
		return func(yield func(Value) bool) {
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key()) {
					return
				}
			}
		}
	case Chan:
		return func(yield func(Value) bool) {
			for x, ok := v.Recv(); ok; x, ok = v.Recv() {
				if !yield(x) {
					return
				}
			}
		}
	}
	panic("reflect: " + t.String() + " cannot produce iter.Seq[Value]")
}

func canRange(v Value, n int) bool {
	return v.kind() == Func && canRangeFunc(v.Type().common(), n)
}

// Seq2 returns an iterator over what a range statement with two variables over v produces.
func (v Value) Seq2() iter.Seq2[Value, Value] {
	if canRange(v, 2) {
		return func(yield func(Value, Value) bool) {
			f := MakeFunc(v.Type().In(0), func(in []Value) []Value { return []Value{ValueOf(yield(in[0], in[1]))} })
			v.Call([]Value{f})
		}
	}
	t := v.Type()
	switch v.Kind() {
	case Pointer:
		if t.Elem().Kind() != Array {
			break
		}
		return v.Elem().indexed()
	case Array, Slice:
		return v.indexed()
	case String:
		return func(yield func(Value, Value) bool) {
			for i, r := range v.String() {
				if !yield(ValueOf(i), ValueOf(r)) {
					return
				}
			}
		}
	case Map:
		return func(yield func(Value, Value) bool) {
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key(), it.Value()) {
					return
				}
			}
		}
	}
	panic("reflect: " + t.String() + " cannot produce iter.Seq2[Value, Value]")
}

func (v Value) indexed() iter.Seq2[Value, Value] {
	return func(yield func(Value, Value) bool) {
		for i := range v.Len() {
			if !yield(ValueOf(i), v.Index(i)) {
				return
			}
		}
	}
}
