// Package binary translates between numbers and bytes, and encodes values of fixed size and integers of variable length.
package binary

import (
	"errors"
	"internal/rt"
	"io"
	"math"
	"reflect"
	"slices"
	"sync"
	"unsafe"
)

var errBufferTooSmall = errors.New("buffer too small")

// copyNumbers copies n numbers of size bytes each, the bytes of each reversed if reverse.
func copyNumbers(dst, src unsafe.Pointer, n, size int, reverse bool)

// numbers is data that need no reflection: a number or bool of a predeclared type, a pointer to one or a slice of them.
type numbers struct {
	p       unsafe.Pointer
	n, size int
	bools   bool
}

// numbersOf returns data as numbers; ok is false if they are something else. A slice without elements is something else.
func numbersOf(data any) (v numbers, ok bool) {
	t := rt.TypeOf(data)
	if t == nil {
		return v, false
	}
	v.p, v.n = rt.EfaceOf(&data).Data, 1
	elem := t
	if t.Flags&rt.FlagNamed == 0 {
		switch reflect.Kind(t.Kind) {
		case reflect.Pointer:
			elem = (*rt.PtrType)(unsafe.Pointer(t)).Elem
		case reflect.Slice:
			elem = (*rt.PtrType)(unsafe.Pointer(t)).Elem
			s := (*[]byte)(v.p)
			v.p, v.n = unsafe.Pointer(unsafe.SliceData(*s)), len(*s)
		}
	}
	switch reflect.Kind(elem.Kind) {
	case reflect.Bool:
		v.bools = true
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32,
		reflect.Uint64, reflect.Float32, reflect.Float64:
	default:
		return v, false
	}
	v.size = int(elem.Size)
	return v, elem.PkgPath() == "" && v.n > 0
}

// transfer copies between memory and buf, which is long enough.
func (v numbers) transfer(buf []byte, order ByteOrder, decode bool) {
	if v.p == nil {
		_ = *(*byte)(v.p)
	}
	b := unsafe.Pointer(unsafe.SliceData(buf))
	if v.bools && decode {
		for i := range v.n {
			*(*bool)(unsafe.Add(v.p, i)) = buf[i] != 0
		}
		return
	}
	reverse := false
	switch order.(type) {
	case littleEndian, nativeEndian:
	case bigEndian:
		reverse = true
	default:
		if v.size > 1 {
			v.byOrder(buf, order, decode)
			return
		}
	}
	if decode {
		copyNumbers(v.p, b, v.n, v.size, reverse)
	} else {
		copyNumbers(b, v.p, v.n, v.size, reverse)
	}
}

// byOrder is transfer with somebody's own ByteOrder.
func (v numbers) byOrder(buf []byte, order ByteOrder, decode bool) {
	for i := range v.n {
		b := buf[i*v.size:]
		p := unsafe.Add(v.p, i*v.size)
		switch {
		case v.size == 2 && decode:
			*(*uint16)(p) = order.Uint16(b)
		case v.size == 2:
			order.PutUint16(b, *(*uint16)(p))
		case v.size == 4 && decode:
			*(*uint32)(p) = order.Uint32(b)
		case v.size == 4:
			order.PutUint32(b, *(*uint32)(p))
		case decode:
			*(*uint64)(p) = order.Uint64(b)
		default:
			order.PutUint64(b, *(*uint64)(p))
		}
	}
}

// target returns the value behind data that can be decoded into, and its size; negative if there is none.
func target(data any) (v reflect.Value, size int) {
	v = reflect.ValueOf(data)
	switch v.Kind() {
	case reflect.Pointer:
		v = v.Elem()
		return v, sizeOf(v)
	case reflect.Slice:
		return v, sizeOf(v)
	}
	return v, -1
}

func writable(data any) bool {
	k := reflect.Kind(rt.TypeOf(data).Kind)
	return k == reflect.Pointer || k == reflect.Slice
}

// Read reads a value of fixed size from r into data: a pointer to one, or a slice. Fields called _ are skipped.
// The error is io.EOF only if nothing was read.
func Read(r io.Reader, order ByteOrder, data any) error {
	if n, ok := numbersOf(data); ok {
		buf := make([]byte, n.n*n.size)
		if _, err := io.ReadFull(r, buf); err != nil {
			return err
		}
		if writable(data) {
			n.transfer(buf, order, true)
			return nil
		}
	}
	v, size := target(data)
	if size < 0 {
		return errors.New("binary.Read: invalid type " + reflect.TypeOf(data).String())
	}
	buf := make([]byte, size)
	if _, err := io.ReadFull(r, buf); err != nil {
		return err
	}
	c := coder{order, buf}
	c.decode(v)
	return nil
}

// Decode decodes a value from the beginning of buf and returns its length.
func Decode(buf []byte, order ByteOrder, data any) (int, error) {
	if n, ok := numbersOf(data); ok {
		if len(buf) < n.n*n.size {
			return 0, errBufferTooSmall
		}
		if writable(data) {
			n.transfer(buf, order, true)
			return n.n * n.size, nil
		}
	}
	v, size := target(data)
	if size < 0 {
		return 0, errors.New("binary.Decode: invalid type " + reflect.TypeOf(data).String())
	}
	if len(buf) < size {
		return 0, errBufferTooSmall
	}
	c := coder{order, buf[:size]}
	c.decode(v)
	return size, nil
}

// Write writes data, a value of fixed size, a pointer to one or a slice of them, to w. Fields called _ become zeros.
func Write(w io.Writer, order ByteOrder, data any) error {
	buf, err := appendValue(nil, order, data, "Write")
	if err == nil {
		_, err = w.Write(buf)
	}
	return err
}

// Append appends data as Write writes them.
func Append(buf []byte, order ByteOrder, data any) ([]byte, error) {
	return appendValue(buf, order, data, "Append")
}

func appendValue(buf []byte, order ByteOrder, data any, name string) ([]byte, error) {
	at := len(buf)
	if n, ok := numbersOf(data); ok {
		buf = slices.Grow(buf, n.n*n.size)[:at+n.n*n.size]
		n.transfer(buf[at:], order, false)
		return buf, nil
	}
	v := reflect.Indirect(reflect.ValueOf(data))
	size := sizeOf(v)
	if size < 0 {
		return nil, errors.New("binary." + name + ": some values are not fixed-sized in type " + reflect.TypeOf(data).String())
	}
	buf = slices.Grow(buf, size)[:at+size]
	c := coder{order, buf[at:]}
	c.encode(v)
	return buf, nil
}

// Encode writes data to buf as Write does and returns the length.
func Encode(buf []byte, order ByteOrder, data any) (int, error) {
	if n, ok := numbersOf(data); ok {
		if len(buf) < n.n*n.size {
			return 0, errBufferTooSmall
		}
		n.transfer(buf, order, false)
		return n.n * n.size, nil
	}
	v := reflect.Indirect(reflect.ValueOf(data))
	size := sizeOf(v)
	if size < 0 {
		return 0, errors.New("binary.Encode: some values are not fixed-sized in type " + reflect.TypeOf(data).String())
	}
	if len(buf) < size {
		return 0, errBufferTooSmall
	}
	c := coder{order, buf[:size]}
	c.encode(v)
	return size, nil
}

// Size returns how many bytes Write would write of v, -1 if it cannot.
func Size(v any) int {
	if n, ok := numbersOf(v); ok {
		if n.p == nil {
			return -1
		}
		return n.n * n.size
	}
	return sizeOf(reflect.Indirect(reflect.ValueOf(v)))
}

// sizeOf returns the size of v encoded, -1 if it is not fixed.
func sizeOf(v reflect.Value) int {
	if !v.IsValid() {
		return -1
	}
	if v.Kind() == reflect.Slice {
		size := typeSize(v.Type().Elem())
		if size < 0 {
			return -1
		}
		return size * v.Len()
	}
	return typeSize(v.Type())
}

var structSizes sync.Map // of int, by reflect.Type

func typeSize(t reflect.Type) int {
	switch t.Kind() {
	case reflect.Array:
		if s := typeSize(t.Elem()); s >= 0 {
			return s * t.Len()
		}
	case reflect.Struct:
		if s, ok := structSizes.Load(t); ok {
			return s.(int)
		}
		sum := 0
		for i := range t.NumField() {
			s := typeSize(t.Field(i).Type)
			if s < 0 {
				sum = -1
				break
			}
			sum += s
		}
		structSizes.Store(t, sum)
		return sum
	case reflect.Bool, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16,
		reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		return int(t.Size())
	}
	return -1
}

// coder goes through the bytes of a value.
type coder struct {
	order ByteOrder
	buf   []byte
}

func (c *coder) next(n int) []byte {
	b := c.buf[:n]
	c.buf = c.buf[n:]
	return b
}

func (c *coder) get(size int) uint64 {
	b := c.next(size)
	switch size {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(c.order.Uint16(b))
	case 4:
		return uint64(c.order.Uint32(b))
	}
	return c.order.Uint64(b)
}

func (c *coder) put(size int, v uint64) {
	b := c.next(size)
	switch size {
	case 1:
		b[0] = byte(v)
	case 2:
		c.order.PutUint16(b, uint16(v))
	case 4:
		c.order.PutUint32(b, uint32(v))
	default:
		c.order.PutUint64(b, v)
	}
}

func (c *coder) getFloat(size int) float64 {
	if size == 4 {
		return float64(math.Float32frombits(uint32(c.get(4))))
	}
	return math.Float64frombits(c.get(8))
}

func (c *coder) putFloat(size int, f float64) {
	if size == 4 {
		c.put(4, uint64(math.Float32bits(float32(f))))
	} else {
		c.put(8, math.Float64bits(f))
	}
}

func (c *coder) decode(v reflect.Value) {
	switch k := v.Kind(); k {
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			c.decode(v.Index(i))
		}
	case reflect.Struct:
		t := v.Type()
		for i := range t.NumField() {
			if f := v.Field(i); f.CanSet() || t.Field(i).Name != "_" {
				c.decode(f)
			} else {
				c.next(sizeOf(f))
			}
		}
	case reflect.Bool:
		v.SetBool(c.get(1) != 0)
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		size := int(v.Type().Size())
		shift := 64 - 8*size
		v.SetInt(int64(c.get(size)<<shift) >> shift)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(c.get(int(v.Type().Size())))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(c.getFloat(int(v.Type().Size())))
	case reflect.Complex64, reflect.Complex128:
		size := int(v.Type().Size()) / 2
		re := c.getFloat(size)
		v.SetComplex(complex(re, c.getFloat(size)))
	}
}

func (c *coder) encode(v reflect.Value) {
	switch k := v.Kind(); k {
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			c.encode(v.Index(i))
		}
	case reflect.Struct:
		t := v.Type()
		for i := range t.NumField() {
			if f := v.Field(i); f.CanSet() || t.Field(i).Name != "_" {
				c.encode(f)
			} else {
				clear(c.next(sizeOf(f)))
			}
		}
	case reflect.Bool:
		b := uint64(0)
		if v.Bool() {
			b = 1
		}
		c.put(1, b)
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		c.put(int(v.Type().Size()), uint64(v.Int()))
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		c.put(int(v.Type().Size()), v.Uint())
	case reflect.Float32, reflect.Float64:
		c.putFloat(int(v.Type().Size()), v.Float())
	case reflect.Complex64, reflect.Complex128:
		size := int(v.Type().Size()) / 2
		z := v.Complex()
		c.putFloat(size, real(z))
		c.putFloat(size, imag(z))
	}
}
