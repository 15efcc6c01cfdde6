package gob

import (
	"bufio"
	"encoding"
	"errors"
	"io"
	"math"
	"math/bits"
	"reflect"
	"sync"
)

// This file reads values. What of the stream goes where is found out for each pair of types before the first value is read.

var (
	errBadUint  = errors.New("gob: encoded unsigned integer out of range")
	errBadType  = errors.New("gob: unknown type id or corrupted data")
	errRange    = errors.New("gob: bad data: field numbers out of bounds")
	errBadCount = errors.New("invalid message length")
)

// How much is allocated before it has been read.
const chunk = 10 << 20

// Types in each other that are skipped.
const maxSkipDepth = 10000

// Decoder reads values that an Encoder wrote. Several goroutines may use it.
type Decoder struct {
	mu    sync.Mutex
	r     io.Reader
	data  []byte // what is left of the message
	wires map[typeId]*wireType
	plans map[planKey]*plan
	skips map[typeId]bool // that were checked
	err   error
	depth int // of types being skipped
}

type planKey struct {
	t  reflect.Type
	id typeId
}

// plan says what becomes of the fields of a struct in the stream.
type plan struct {
	fields  []planField
	matched int
}

type planField struct {
	id    typeId
	name  string
	local string // the field's own name
	index []int  // nil: it is skipped
}

// NewDecoder returns a Decoder of r. If r has no ReadByte method, the Decoder may read more of it than it needs.
func NewDecoder(r io.Reader) *Decoder {
	if _, ok := r.(io.ByteReader); !ok {
		r = bufio.NewReader(r)
	}
	return &Decoder{r: r, wires: make(map[typeId]*wireType), plans: make(map[planKey]*plan), skips: make(map[typeId]bool)}
}

// Decode reads the next value into what e points to. A nil e skips it. Fields are set by name; what is zero is not in the stream,
// and stays. At the end it returns io.EOF.
func (dec *Decoder) Decode(e any) error {
	if e == nil {
		return dec.DecodeValue(reflect.Value{})
	}
	v := reflect.ValueOf(e)
	if v.Kind() != reflect.Pointer {
		dec.err = errors.New("gob: attempt to decode into a non-pointer")
		return dec.err
	}
	return dec.DecodeValue(v)
}

// DecodeValue is Decode for a value that can be set, or a pointer. The zero Value skips.
func (dec *Decoder) DecodeValue(v reflect.Value) error {
	if v.IsValid() && (v.Kind() != reflect.Pointer || v.IsNil()) && !v.CanSet() {
		return errors.New("gob: DecodeValue of unassignable value")
	}
	dec.mu.Lock()
	defer dec.mu.Unlock()
	dec.data = nil
	dec.err = nil
	if id := dec.types(false); dec.err == nil {
		dec.value(id, v)
	}
	return dec.err
}

// length reads the length of a message.
func (dec *Decoder) length() (uint64, error) {
	var buf [8]byte
	if n, err := io.ReadFull(dec.r, buf[:1]); n == 0 {
		return 0, err
	}
	if buf[0] <= 0x7f {
		return uint64(buf[0]), nil
	}
	n := -int(int8(buf[0]))
	if n > 8 {
		return 0, errBadUint
	}
	if _, err := io.ReadFull(dec.r, buf[:n]); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return 0, err
	}
	return bigEndian(buf[:n]), nil
}

func bigEndian(b []byte) (x uint64) {
	for _, c := range b {
		x = x<<8 | uint64(c)
	}
	return x
}

// message reads a message.
func (dec *Decoder) message() bool {
	n, err := dec.length()
	if err != nil {
		dec.err = err
		return false
	}
	if n >= tooBig {
		dec.err = errBadCount
		return false
	}
	dec.data = make([]byte, 0, min(n, chunk))
	for uint64(len(dec.data)) < n {
		have := len(dec.data)
		more := int(min(n-uint64(have), chunk))
		dec.data = append(dec.data, make([]byte, more)...)
		if _, err := io.ReadFull(dec.r, dec.data[have:]); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			dec.data = nil
			dec.err = err
			return false
		}
	}
	return true
}

// types reads descriptions of types up to the number of the type of a value.
func (dec *Decoder) types(within bool) (id typeId) {
	defer catch(&dec.err)
	for first := true; ; first = false {
		if len(dec.data) == 0 && !dec.message() {
			if !first && dec.err == io.EOF {
				dec.err = io.ErrUnexpectedEOF
			}
			return -1
		}
		if len(dec.data) == 0 {
			dec.err = io.EOF // an empty message
			return -1
		}
		if n := -int(int8(dec.data[0])); n > 0 && n <= 8 && n >= len(dec.data) {
			dec.err = io.ErrUnexpectedEOF
			return -1
		}
		id := typeId(dec.int())
		if id >= 0 {
			return id
		}
		if dec.wire(-id); dec.err != nil {
			return -1
		}
		if len(dec.data) > 0 {
			if !within {
				dec.err = errors.New("extra data in buffer")
				return -1
			}
			dec.uint()
		}
	}
}

// wire reads the description of a type.
func (dec *Decoder) wire(id typeId) {
	if id < firstUser || dec.wires[id] != nil {
		dec.err = errors.New("gob: duplicate type received")
		return
	}
	w := new(wireType)
	if dec.value(idWireType, reflect.ValueOf(w)); dec.err == nil {
		dec.wires[id] = w
	}
}

func (dec *Decoder) uint() uint64 {
	if len(dec.data) == 0 {
		fail(io.EOF)
	}
	b := dec.data[0]
	dec.data = dec.data[1:]
	if b <= 0x7f {
		return uint64(b)
	}
	n := -int(int8(b))
	if n > 8 {
		fail(errBadUint)
	}
	if len(dec.data) < n {
		failf("invalid uint data length %d: exceeds input size %d", n, len(dec.data))
	}
	x := bigEndian(dec.data[:n])
	dec.data = dec.data[n:]
	return x
}

func (dec *Decoder) int() int64 {
	x := dec.uint()
	if x&1 != 0 {
		return ^int64(x >> 1)
	}
	return int64(x >> 1)
}

func (dec *Decoder) float() float64 { return math.Float64frombits(bits.ReverseBytes64(dec.uint())) }

// size reads the length of something that must be there as a whole.
func (dec *Decoder) size() (int, bool) {
	n := int(dec.uint())
	if n < 0 || n > len(dec.data) || n >= tooBig {
		return 0, false
	}
	return n, true
}

func (dec *Decoder) take(n int) []byte {
	b := dec.data[:n]
	dec.data = dec.data[n:]
	return b
}

func outOfRange(name string) { fail(errors.New(`value for "` + name + `" out of range`)) }

// allocate makes what pointers lead to.
func allocate(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	return v
}

// structOf returns the description of a struct of the stream, or nil if the type is something else.
func (dec *Decoder) structOf(id typeId) *structType {
	if b := builtin(id); b != nil {
		s, _ := b.(*structType)
		return s
	}
	w := dec.wires[id]
	if w == nil {
		fail(errBadType)
	}
	return w.StructT
}

// value reads a value of type id into v, or skips it. An error is set.
func (dec *Decoder) value(id typeId, v reflect.Value) {
	defer catch(&dec.err)
	if !v.IsValid() {
		dec.checkSkip(id)
		if w := dec.wires[id]; w == nil || w.StructT == nil {
			dec.single()
		}
		dec.skip(id)
		return
	}
	l := local(v.Type())
	isStruct := l.base.Kind() == reflect.Struct && l.dec == noMethod
	if !isStruct {
		dec.checkSingle(id, l)
	}
	var p *plan
	if isStruct {
		p = dec.planOf(id, l)
	}
	v = allocate(v)
	if !isStruct {
		dec.single()
		dec.part(id, l.user, v, l.user.String(), l.user.String())
		return
	}
	if w := dec.wires[id]; p.matched == 0 && l.base.NumField() > 0 && w != nil && len(w.StructT.Field) > 0 {
		failf("type mismatch: no fields matched compiling decoder for %s", l.base.Name())
	}
	dec.structure(p, v)
}

// single reads the zero before a value that is not a struct.
func (dec *Decoder) single() {
	if dec.uint() != 0 {
		failf("decode: corrupted data: non-zero delta for singleton")
	}
}

// checkSingle fails if values of type id cannot be read into the type.
func (dec *Decoder) checkSingle(id typeId, l *localType) {
	if _, ok := dec.plans[planKey{l.user, id}]; ok {
		return
	}
	name := l.user.String()
	if !dec.compatible(l.user, id, make(map[reflect.Type]typeId)) {
		universe.Lock()
		boot()
		remote := ""
		if byId(id) != nil {
			remote = describeId(id, make(map[typeId]bool))
		} else {
			remote = dec.wires[id].name()
		}
		universe.Unlock()
		if l.base.Kind() == reflect.Interface && id != idInterface {
			fail(errors.New("gob: local interface type " + name + " can only be decoded from remote interface type; received concrete type " + remote))
		}
		fail(errors.New("gob: decoding into local type " + name + ", received remote type " + remote))
	}
	dec.check(id, l.user, make(map[reflect.Type]bool))
	dec.plans[planKey{l.user, id}] = nil
}

// check makes the plans that reading a value of a compatible type will need.
func (dec *Decoder) check(id typeId, t reflect.Type, seen map[reflect.Type]bool) {
	l := local(t)
	if l.dec != noMethod || seen[t] {
		return
	}
	seen[t] = true
	switch b := l.base; b.Kind() {
	case reflect.Array:
		dec.check(dec.wires[id].ArrayT.Elem, b.Elem(), seen)
	case reflect.Map:
		dec.check(dec.wires[id].MapT.Key, b.Key(), seen)
		dec.check(dec.wires[id].MapT.Elem, b.Elem(), seen)
	case reflect.Slice:
		if b.Elem().Kind() != reflect.Uint8 {
			dec.check(dec.sliceOf(id).Elem, b.Elem(), seen)
		}
	case reflect.Struct:
		dec.planOf(id, local(b))
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		failf("decode can't handle type %s", t)
	}
}

func (dec *Decoder) sliceOf(id typeId) *sliceType {
	if b := builtin(id); b != nil {
		s, _ := b.(*sliceType)
		return s
	}
	if w := dec.wires[id]; w != nil {
		return w.SliceT
	}
	return nil
}

// planOf returns the plan for a struct of the stream and one of the program.
func (dec *Decoder) planOf(id typeId, l *localType) *plan {
	key := planKey{l.user, id}
	if p := dec.plans[key]; p != nil {
		return p
	}
	p := new(plan)
	dec.plans[key] = p // types may contain themselves
	done := false
	defer func() {
		if !done {
			delete(dec.plans, key)
		}
	}()
	s := dec.structOf(id)
	if s == nil {
		failf("type mismatch in decoder: want struct type %s; got non-struct", l.base)
	}
	p.fields = make([]planField, len(s.Field))
	seen := make(map[reflect.Type]bool)
	for i, f := range s.Field {
		if f.Name == "" {
			failf("empty name for remote field of type %s", s.Name)
		}
		p.fields[i] = planField{id: f.Id, name: f.Name}
		field, ok := l.base.FieldByName(f.Name)
		if !ok || !isExported(f.Name) {
			dec.checkSkip(f.Id)
			continue
		}
		if !dec.compatible(field.Type, f.Id, make(map[reflect.Type]typeId)) {
			failf("wrong type (%s) for received field %s.%s", field.Type, s.Name, f.Name)
		}
		dec.check(f.Id, field.Type, seen)
		p.fields[i].index = field.Index
		p.fields[i].local = field.Name
		p.matched++
	}
	done = true
	return p
}

// compatible reports whether values of type id can be read into type t. Structs always can, as far as this looks.
func (dec *Decoder) compatible(t reflect.Type, id typeId, seen map[reflect.Type]typeId) bool {
	if other, ok := seen[t]; ok {
		return other == id
	}
	seen[t] = id
	l := local(t)
	w := dec.wires[id]
	if w == nil {
		w = new(wireType)
	}
	if (l.dec == gobMethod) != (w.GobEncoderT != nil) || (l.dec == binaryMethod) != (w.BinaryMarshalerT != nil) || w.TextMarshalerT != nil {
		return false
	}
	if l.dec != noMethod {
		return true
	}
	switch b := l.base; b.Kind() {
	case reflect.Bool:
		return id == idBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return id == idInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return id == idUint
	case reflect.Float32, reflect.Float64:
		return id == idFloat
	case reflect.Complex64, reflect.Complex128:
		return id == idComplex
	case reflect.String:
		return id == idString
	case reflect.Interface:
		return id == idInterface
	case reflect.Array:
		return w.ArrayT != nil && b.Len() == w.ArrayT.Len && dec.compatible(b.Elem(), w.ArrayT.Elem, seen)
	case reflect.Map:
		return w.MapT != nil && dec.compatible(b.Key(), w.MapT.Key, seen) && dec.compatible(b.Elem(), w.MapT.Elem, seen)
	case reflect.Slice:
		if b.Elem().Kind() == reflect.Uint8 {
			return id == idBytes
		}
		s := dec.sliceOf(id)
		return s != nil && dec.compatible(local(b.Elem()).base, s.Elem, seen)
	case reflect.Struct:
		return true
	}
	return false
}

// next reads the number of the next field, or returns false at the end.
func (dec *Decoder) next(last, count int, what string) (int, bool) {
	if len(dec.data) == 0 {
		return 0, false
	}
	delta := int(dec.uint())
	if delta < 0 {
		failf("%s: corrupted data: negative delta", what)
	}
	if delta == 0 {
		return 0, false
	}
	if last >= count-delta {
		fail(errRange)
	}
	return last + delta, true
}

func (dec *Decoder) structure(p *plan, v reflect.Value) {
	for last := -1; ; {
		n, ok := dec.next(last, len(p.fields), "decode")
		if !ok {
			return
		}
		last = n
		f := &p.fields[n]
		if f.index == nil {
			dec.skip(f.id)
			continue
		}
		// The index may lead through embedded pointers, which must not be nil.
		field := v.FieldByIndex(f.index)
		dec.part(f.id, field.Type(), allocate(field), f.name, f.local)
	}
}

// part reads a value for type t into v, which is behind t's pointers. name is for what is out of range, own for its elements.
func (dec *Decoder) part(id typeId, t reflect.Type, v reflect.Value, name, own string) {
	l := local(t)
	if l.dec != noMethod {
		dec.own(v, l)
		return
	}
	switch k := v.Kind(); k {
	case reflect.Bool:
		v.SetBool(dec.uint() != 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		x := dec.int()
		if v.OverflowInt(x) {
			outOfRange(name)
		}
		v.SetInt(x)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		x := dec.uint()
		if v.OverflowUint(x) {
			outOfRange(name)
		}
		v.SetUint(x)
	case reflect.Float32:
		v.SetFloat(dec.float32(name))
	case reflect.Float64:
		v.SetFloat(dec.float())
	case reflect.Complex64:
		re := dec.float32(name)
		v.SetComplex(complex(re, dec.float32(name)))
	case reflect.Complex128:
		re := dec.float()
		v.SetComplex(complex(re, dec.float()))
	case reflect.String:
		n, ok := dec.size()
		if !ok {
			failf("bad %s slice length: %d", v.Type(), n)
		}
		v.SetString(string(dec.take(n)))
	case reflect.Slice:
		dec.slice(id, v, own)
	case reflect.Array:
		if n := dec.uint(); n != uint64(v.Len()) {
			failf("length mismatch in decodeArray")
		}
		dec.elements(dec.wires[id].ArrayT.Elem, v, v.Len(), "element of "+own)
	case reflect.Map:
		dec.mapping(id, v, own)
	case reflect.Struct:
		dec.structure(dec.planOf(id, local(v.Type())), v)
	case reflect.Interface:
		dec.iface(v)
	default:
		failf("decode can't handle type %s", v.Type())
	}
}

func (dec *Decoder) float32(name string) float64 {
	f := dec.float()
	if a := math.Abs(f); a > math.MaxFloat32 && a <= math.MaxFloat64 {
		outOfRange(name)
	}
	return f
}

func (dec *Decoder) slice(id typeId, v reflect.Value, name string) {
	t := v.Type()
	if t.Elem().Kind() == reflect.Uint8 {
		n, ok := dec.size()
		if !ok {
			failf("bad %s slice length: %d", t, n)
		}
		if v.Cap() < n {
			v.Set(reflect.MakeSlice(t, n, n))
		} else {
			v.SetLen(n)
		}
		if n > 0 {
			copy(v.Bytes(), dec.take(n))
		} else if v.IsNil() {
			v.Set(reflect.MakeSlice(t, 0, 0))
		}
		return
	}
	u := dec.uint()
	size := uint64(t.Elem().Size())
	total := u * size
	n := int(u)
	if n < 0 || total > tooBig || size > 0 && total/size != u {
		failf("%s slice too big: %d elements of %d bytes", t.Elem(), u, size)
	}
	if v.Cap() < n || v.IsNil() {
		first := n
		if size > 0 {
			first = min(n, int(max(1, chunk/size)))
		}
		v.Set(reflect.MakeSlice(t, first, first))
	} else {
		v.SetLen(n)
	}
	dec.elements(dec.sliceOf(id).Elem, v, n, "element of "+name)
}

// elements reads n elements, for which a slice grows as they come.
func (dec *Decoder) elements(id typeId, v reflect.Value, n int, name string) {
	t := v.Type().Elem()
	for i := range n {
		if len(dec.data) == 0 {
			what := ""
			if t.PkgPath() == "" && t.Kind() != reflect.Uint8 && (t.Kind() <= reflect.Complex128 || t.Kind() == reflect.String) && (v.Kind() == reflect.Slice || v.CanAddr()) {
				what = t.Kind().String() + " "
			}
			failf("decoding %sarray or slice: length exceeds input size (%d elements)", what, n)
		}
		if i >= v.Len() {
			v.Grow(1)
			v.SetLen(min(v.Cap(), n))
		}
		dec.part(id, t, allocate(v.Index(i)), name, name)
	}
}

func (dec *Decoder) mapping(id typeId, v reflect.Value, name string) {
	t := v.Type()
	w := dec.wires[id].MapT
	n := int(dec.uint())
	if v.IsNil() {
		v.Set(reflect.MakeMapWithSize(t, max(0, min(n, len(dec.data)))))
	}
	key, elem := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
	for range n {
		dec.part(w.Key, t.Key(), allocate(key), name, "key of "+name)
		dec.part(w.Elem, t.Elem(), allocate(elem), name, "element of "+name)
		v.SetMapIndex(key, elem)
		key.SetZero()
		elem.SetZero()
	}
}

// iface reads a value of a registered type.
func (dec *Decoder) iface(v reflect.Value) {
	n := dec.uint()
	if n > 1<<31 {
		failf("invalid type name length %d", n)
	}
	if n > uint64(len(dec.data)) {
		failf("invalid type name length %d: exceeds input size", n)
	}
	name := string(dec.take(int(n)))
	if name == "" {
		v.SetZero()
		return
	}
	if len(name) > 1024 {
		failf("name too long (%d bytes): %.20q...", len(name), name)
	}
	unlock := lockRegistry()
	t, ok := registry.types[name]
	unlock()
	if !ok {
		failf("name not registered for interface: %q", name)
	}
	id := dec.types(true)
	if id < 0 || dec.err != nil {
		fail(dec.err)
	}
	dec.uint() // the length of the value
	e := reflect.New(t).Elem()
	if dec.value(id, e); dec.err != nil {
		fail(dec.err)
	}
	if !t.AssignableTo(v.Type()) {
		failf("%s is not assignable to type %s", t, v.Type())
	}
	v.Set(e)
}

// own lets a value read itself.
func (dec *Decoder) own(v reflect.Value, l *localType) {
	n := dec.ownSize()
	b := dec.take(n)
	t := l.user
	if l.decDepth == -1 {
		t = reflect.PointerTo(t)
	}
	for range l.decDepth {
		t = t.Elem()
	}
	if v.Kind() != reflect.Pointer && t.Kind() == reflect.Pointer {
		v = v.Addr()
	}
	var err error
	if l.dec == gobMethod {
		err = v.Interface().(GobDecoder).GobDecode(b)
	} else {
		err = v.Interface().(encoding.BinaryUnmarshaler).UnmarshalBinary(b)
	}
	if err != nil {
		fail(err)
	}
}

func (dec *Decoder) ownSize() int {
	n, ok := dec.size()
	if !ok {
		failf("GobDecoder: length too large for buffer")
	}
	return n
}

// checkSkip fails if values of a type cannot be skipped.
func (dec *Decoder) checkSkip(id typeId) {
	dec.depth++
	defer func() { dec.depth-- }()
	if dec.depth > maxSkipDepth {
		fail(errors.New("invalid nesting depth"))
	}
	if id >= idBool && id <= idInterface || dec.skips[id] {
		return
	}
	w := dec.wires[id]
	if w == nil {
		failf("bad data: undefined type %s", dec.idString(id))
	}
	dec.skips[id] = true
	done := false
	defer func() {
		if !done {
			delete(dec.skips, id)
		}
	}()
	switch {
	case w.ArrayT != nil:
		dec.checkSkip(w.ArrayT.Elem)
	case w.MapT != nil:
		dec.checkSkip(w.MapT.Key)
		dec.checkSkip(w.MapT.Elem)
	case w.SliceT != nil:
		dec.checkSkip(w.SliceT.Elem)
	case w.StructT != nil:
		for _, f := range w.StructT.Field {
			if f.Name == "" {
				failf("empty name for remote field of type %s", w.StructT.Name)
			}
			dec.checkSkip(f.Id)
		}
	case w.GobEncoderT == nil && w.BinaryMarshalerT == nil && w.TextMarshalerT == nil:
		failf("bad data: ignore can't handle type %s", dec.idString(id))
	}
	done = true
}

func (dec *Decoder) idString(id typeId) string {
	universe.Lock()
	defer universe.Unlock()
	boot()
	return describeId(id, make(map[typeId]bool))
}

// skip reads over a value of a type that was checked.
func (dec *Decoder) skip(id typeId) {
	switch id {
	case idBool, idInt, idUint, idFloat:
		dec.uint()
		return
	case idComplex:
		dec.uint()
		dec.uint()
		return
	case idBytes, idString:
		n, ok := dec.size()
		if !ok {
			failf("slice length too large")
		}
		dec.take(n)
		return
	case idInterface:
		dec.skipInterface()
		return
	}
	w := dec.wires[id]
	switch {
	case w.ArrayT != nil:
		if n := dec.uint(); n != uint64(w.ArrayT.Len) {
			failf("length mismatch in ignoreArray")
		}
		dec.skipElements(w.ArrayT.Elem, w.ArrayT.Len)
	case w.MapT != nil:
		for n := int(dec.uint()); n > 0; n-- {
			dec.skip(w.MapT.Key)
			dec.skip(w.MapT.Elem)
		}
	case w.SliceT != nil:
		dec.skipElements(w.SliceT.Elem, int(dec.uint()))
	case w.StructT != nil:
		for last := -1; ; {
			n, ok := dec.next(last, len(w.StructT.Field), "ignore decode")
			if !ok {
				return
			}
			last = n
			dec.skip(w.StructT.Field[n].Id)
		}
	default:
		dec.take(dec.ownSize())
	}
}

func (dec *Decoder) skipElements(id typeId, n int) {
	for range n {
		if len(dec.data) == 0 {
			failf("decoding array or slice: length exceeds input size (%d elements)", n)
		}
		dec.skip(id)
	}
}

func (dec *Decoder) skipInterface() {
	n, ok := dec.size()
	if !ok {
		failf("bad interface encoding: name too large for buffer")
	}
	dec.take(n)
	if id := dec.types(true); id < 0 || dec.err != nil {
		fail(dec.err)
	}
	if n, ok = dec.size(); !ok {
		failf("bad interface encoding: data length too large for buffer")
	}
	dec.take(n)
}
