package reflect

import (
	"internal/rt"
	"iter"
	"unsafe"
)

// funcVal returns a function value of fn, which captures nothing.
func funcVal(fn unsafe.Pointer) unsafe.Pointer

// newSlots returns n slots of a frame, in memory whose every word the collector looks at.
func newSlots(n int) unsafe.Pointer

// loadSlots copies a value from memory to slots, storeSlots from slots to memory.
func loadSlots(t *rt.Type, mem, slots unsafe.Pointer)
func storeSlots(t *rt.Type, slots, mem unsafe.Pointer)

// callFunc calls the function value fn with argSlots slots at args and copies its results to the slots at results.
func callFunc(fn unsafe.Pointer, args unsafe.Pointer, argSlots int, results unsafe.Pointer, resultSlots int)

// findMethod returns the function that implements method id of type t, taking an interface's data word as receiver.
func findMethod(t *rt.Type, id uint32) unsafe.Pointer

// makeFuncValue returns a function value of type t. A call of it packs the slots of its parameters, in order, into memory at
// args, calls impl, and takes its results from the slots at results.
//
//minigo:vm
func makeFuncValue(t *rt.Type, impl func(args, results unsafe.Pointer)) unsafe.Pointer

func slotsOf(t *rt.Type) int { return int((t.Size + 7) / 8) }

func slotsOfAll(ts []*rt.Type) int {
	n := 0
	for _, t := range ts {
		n += slotsOf(t)
	}
	return n
}

// NumMethod returns the number of methods of v's type.
func (v Value) NumMethod() int {
	if v.typ == nil {
		panic(&ValueError{"reflect.Value.NumMethod", Invalid})
	}
	if v.flag&flagMethod != 0 {
		return 0
	}
	return toRType(v.typ).NumMethod()
}

// Method returns method i of v as a function bound to v.
func (v Value) Method(i int) Value {
	if v.typ == nil {
		panic(&ValueError{"reflect.Value.Method", Invalid})
	}
	if v.flag&flagMethod != 0 || uint(i) >= uint(toRType(v.typ).NumMethod()) {
		panic("reflect: Method index out of range")
	}
	if Kind(v.typ.Kind) == Interface && v.IsNil() {
		panic("reflect: Method on nil interface value")
	}
	fl := v.flag.ro() | v.flag&flagIndir | flag(Func) | flag(i)<<flagMethodShift | flagMethod
	return Value{v.typ, v.ptr, fl}
}

// Methods iterates over the methods of v.
func (v Value) Methods() iter.Seq2[Method, Value] {
	return func(yield func(Method, Value) bool) {
		t := v.Type()
		for i := range v.NumMethod() {
			if !yield(t.Method(i), v.Method(i)) {
				return
			}
		}
	}
}

// Fields iterates over the fields of the struct v.
func (v Value) Fields() iter.Seq2[StructField, Value] {
	t := v.Type()
	if t.Kind() != Struct {
		panic("reflect: Fields of non-struct type " + t.String())
	}
	return func(yield func(StructField, Value) bool) {
		for i := range v.NumField() {
			if !yield(t.Field(i), v.Field(i)) {
				return
			}
		}
	}
}

// MethodByName returns the method of that name as a function bound to v, or the zero Value.
func (v Value) MethodByName(name string) Value {
	if v.typ == nil {
		panic(&ValueError{"reflect.Value.MethodByName", Invalid})
	}
	if v.flag&flagMethod != 0 {
		return Value{}
	}
	m, ok := toRType(v.typ).MethodByName(name)
	if !ok {
		return Value{}
	}
	return v.Method(m.Index)
}

// methodReceiver takes a method value apart: the method's type, its function and the receiver word.
func methodReceiver(op string, v Value) (t *rt.FuncType, fn, recv unsafe.Pointer) {
	i := int(v.flag) >> flagMethodShift
	if Kind(v.typ.Kind) == Interface {
		m := &toRType(v.typ).ifaceType().Methods()[i]
		if m.PkgPath != "" {
			panic("reflect: " + op + " of unexported method")
		}
		e := (*rt.Eface)(v.ptr)
		if e.Type == nil {
			panic("reflect: " + op + " of method on nil interface value")
		}
		return toRType(m.Type).funcType(), funcVal(findMethod(e.Type, m.ID)), e.Data
	}
	m := &exportedMethods(v.typ)[i]
	r := v
	r.flag = v.flag&(flagIndir) | flagAddr | flag(v.typ.Kind) // the receiver is copied
	boxed := packEface(r)
	return toRType(m.Type).funcType(), funcVal(m.IfaceFunc), rt.EfaceOf(&boxed).Data
}

// makeMethodValue turns a method value into an ordinary function value.
func makeMethodValue(op string, v Value) Value {
	if v.flag&flagMethod == 0 {
		panic("reflect: internal error: invalid use of makeMethodValue")
	}
	t, fn, recv := methodReceiver(op, v)
	in, out := slotsOfAll(t.In()), slotsOfAll(t.Out())
	p := makeFuncValue(&t.Type, func(args, results unsafe.Pointer) {
		all := newSlots(in + 1)
		*(*unsafe.Pointer)(all) = recv
		rt.Memmove(unsafe.Add(all, 8), args, uintptr(in)*8)
		callFunc(fn, all, in+1, results, out)
	})
	return Value{&t.Type, p, v.flag.ro() | flag(Func)}
}

// Call calls the function v with the arguments in and returns its results.
func (v Value) Call(in []Value) []Value {
	v.mustBe(Func)
	v.mustBeExported()
	return v.call("Call", in)
}

// CallSlice calls the variadic function v with the last of in as its variadic parameter.
func (v Value) CallSlice(in []Value) []Value {
	v.mustBe(Func)
	v.mustBeExported()
	return v.call("CallSlice", in)
}

func (v Value) call(op string, in []Value) []Value {
	t := toRType(v.typ).funcType()
	var fn, recv unsafe.Pointer
	method := v.flag&flagMethod != 0
	if method {
		t, fn, recv = methodReceiver(op, v)
	} else {
		fn = v.pointer()
	}
	if fn == nil {
		panic("reflect.Value.Call: call of nil function")
	}
	params := t.In()
	n := len(params)
	variadic := t.Flags&rt.FlagVariadic != 0
	if op == "CallSlice" {
		if !variadic {
			panic("reflect: CallSlice of non-variadic function")
		}
		if len(in) < n {
			panic("reflect: CallSlice with too few input arguments")
		}
		if len(in) > n {
			panic("reflect: CallSlice with too many input arguments")
		}
		variadic = false
	} else {
		if variadic {
			n--
		}
		if len(in) < n {
			panic("reflect: Call with too few input arguments")
		}
		if !variadic && len(in) > n {
			panic("reflect: Call with too many input arguments")
		}
	}
	for _, x := range in {
		if x.Kind() == Invalid {
			panic("reflect: " + op + " using zero Value argument")
		}
	}
	for i := 0; i < n; i++ {
		if xt, pt := in[i].Type(), toRType(params[i]); !xt.AssignableTo(pt) {
			panic("reflect: " + op + " using " + xt.String() + " as type " + pt.String())
		}
	}
	if variadic {
		m := len(in) - n
		slice := MakeSlice(toRType(params[n]), m, m)
		elem := toRType(params[n]).Elem()
		for i := 0; i < m; i++ {
			x := in[n+i]
			if xt := x.Type(); !xt.AssignableTo(elem) {
				panic("reflect: cannot use " + xt.String() + " as type " + elem.String() + " in " + op)
			}
			slice.Index(i).Set(x)
		}
		in = append(append(make([]Value, 0, n+1), in[:n]...), slice)
	}

	argSlots := slotsOfAll(params)
	if method {
		argSlots++
	}
	resultSlots := slotsOfAll(t.Out())
	args := newSlots(argSlots + resultSlots)
	at := args
	if method {
		*(*unsafe.Pointer)(at) = recv
		at = unsafe.Add(at, 8)
	}
	for i, x := range in {
		x.mustBeExported()
		x = x.assignTo("reflect.Value.Call", params[i])
		var w unsafe.Pointer
		loadSlots(params[i], x.memory(&w), at)
		at = unsafe.Add(at, 8*slotsOf(params[i]))
	}
	results := at
	callFunc(fn, args, argSlots, results, resultSlots)
	out := make([]Value, len(t.Out()))
	for i, rtyp := range t.Out() {
		mem := unsafeNew(rtyp)
		storeSlots(rtyp, at, mem)
		out[i] = valueIn(rtyp, mem, 0)
		at = unsafe.Add(at, 8*slotsOf(rtyp))
	}
	return out
}

// MakeFunc returns a function of type typ that calls fn with its arguments as Values.
func MakeFunc(typ Type, fn func(args []Value) (results []Value)) Value {
	if typ.Kind() != Func {
		panic("reflect: call of MakeFunc with non-Func type")
	}
	t := typ.common()
	ft := toRType(t).funcType()
	p := makeFuncValue(t, func(args, results unsafe.Pointer) {
		in := make([]Value, len(ft.In()))
		for i, pt := range ft.In() {
			mem := unsafeNew(pt)
			storeSlots(pt, args, mem)
			in[i] = valueIn(pt, mem, 0)
			args = unsafe.Add(args, 8*slotsOf(pt))
		}
		out := fn(in)
		if len(out) != len(ft.Out()) {
			panic("reflect: wrong return count from function created by MakeFunc")
		}
		for i, rtyp := range ft.Out() {
			v := out[i]
			if v.typ == nil {
				panic("reflect: function created by MakeFunc using closure returned zero Value")
			}
			if v.flag&flagRO != 0 {
				panic("reflect: function created by MakeFunc using closure returned value obtained from unexported field")
			}
			v = v.assignTo("reflect.MakeFunc", rtyp)
			var w unsafe.Pointer
			loadSlots(rtyp, v.memory(&w), results)
			results = unsafe.Add(results, 8*slotsOf(rtyp))
		}
	})
	return Value{t, p, flag(Func)}
}
