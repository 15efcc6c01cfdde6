package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

type inner struct {
	A int16
	_ [3]byte
	B [2]uint32
}
type rec struct {
	U8  uint8
	I8  int8
	B   bool
	F32 float32
	F64 float64
	C64 complex64
	C   complex128
	In  [2]inner
	I64 int64
}
type named int32
type hidden struct {
	A int8
	b int8
}
type mine struct{ binary.ByteOrder }

func (mine) PutUint16(b []byte, v uint16) { b[0], b[1] = 0xAB, byte(v) }
func (mine) Uint16(b []byte) uint16       { return 77 }

func try(name string, f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(name, "panic:", e)
		}
	}()
	f()
}

func main() {
	orders := []binary.ByteOrder{binary.LittleEndian, binary.BigEndian, binary.NativeEndian, mine{binary.BigEndian}}
	x := rec{1, -2, true, 1.5, -math.Pi, 1 + 2i, complex(3, -4), [2]inner{{A: 5, B: [2]uint32{6, 7}}, {A: -8}}, -1 << 40}
	i32 := int32(-5)
	vals := []any{x, &x, []rec{x, x}, int8(1), int16(-2), uint32(3), int64(-4), float32(1.25), 2.5, true, []bool{true, false}, []int16{1, 2, -3}, []float64{1, 2},
		&i32, named(9), []named{1, 2}, [3]uint16{1, 2, 3}, &[2]int8{1, 2}, hidden{1, 2}, []byte("abc"), []uint64{}, [0]int8{}, "s", 1, []int{1}, nil, map[int]int{}, struct{ P *int }{}, uintptr(3), (*int32)(nil), complex64(1i), []complex128{1i}}
	for _, o := range orders {
		fmt.Println(o.String(), fmt.Sprintf("%#v", o) != "")
		for i, v := range vals {
			try("write", func() {
				var b bytes.Buffer
				err := binary.Write(&b, o, v)
				fmt.Printf("%d %T %x %v %d\n", i, v, b.Bytes(), err, binary.Size(v))
			})
			try("append", func() {
				b, err := binary.Append([]byte{9}, o, v)
				fmt.Printf("%x %v\n", b, err)
				buf := make([]byte, 8)
				n, err := binary.Encode(buf, o, v)
				fmt.Printf("%x %d %v\n", buf, n, err)
			})
		}
		var y rec
		b, _ := binary.Append(nil, o, x)
		fmt.Println(binary.Decode(b, o, &y))
		fmt.Printf("%+v\n", y)
		fmt.Println(binary.Decode(b[:10], o, &y))
		fmt.Println(binary.Read(bytes.NewReader(b), o, &y), binary.Read(bytes.NewReader(b[:5]), o, &y), binary.Read(bytes.NewReader(nil), o, &y))
		s := make([]int16, 3)
		fmt.Println(binary.Read(bytes.NewReader([]byte{1, 2, 3, 4, 5, 6}), o, s), s)
		bs := make([]bool, 3)
		fmt.Println(binary.Read(bytes.NewReader([]byte{1, 2, 0}), o, bs), bs)
		var u uint64
		fmt.Println(binary.Read(bytes.NewReader([]byte{1, 2, 3, 4, 5, 6, 7, 8}), o, &u), u)
		var f float32
		fmt.Println(binary.Read(bytes.NewReader([]byte{1, 2, 3, 4, 5, 6, 7, 8}), o, &f), f)
		var n named
		fmt.Println(binary.Read(bytes.NewReader([]byte{1, 2, 3, 4, 5, 6, 7, 8}), o, &n), n)
		try("hidden", func() { var h hidden; fmt.Println(binary.Read(bytes.NewReader([]byte{1, 2, 3}), o, &h)) })
		try("bad", func() { fmt.Println(binary.Read(bytes.NewReader([]byte{1, 2, 3}), o, 5)) })
		try("bad", func() { fmt.Println(binary.Read(bytes.NewReader([]byte{1, 2, 3}), o, int8(5))) })
		try("bad", func() { fmt.Println(binary.Decode([]byte{1, 2, 3}, o, x)) })
		try("nil", func() { fmt.Println(binary.Read(bytes.NewReader([]byte{1, 2, 3, 4}), o, (*int8)(nil))) })
		try("short", func() { o.Uint32([]byte{1, 2}) })
		try("short", func() { o.PutUint64([]byte{1, 2}, 4) })
		p := make([]byte, 16)
		o.PutUint16(p, 0x1234)
		o.PutUint32(p[2:], 0x12345678)
		o.PutUint64(p[7:], 0x123456789abcdef0)
		fmt.Printf("%x %x %x %x\n", p, o.Uint16(p[1:]), o.Uint32(p[3:]), o.Uint64(p[7:]))
	}
	fmt.Printf("%x\n", binary.BigEndian.AppendUint64(binary.LittleEndian.AppendUint32(binary.BigEndian.AppendUint16(nil, 1), 2), 3))
	for _, v := range []uint64{0, 1, 127, 128, 300, 1 << 35, 1<<64 - 1} {
		b := binary.AppendUvarint(nil, v)
		c := binary.AppendVarint(nil, -int64(v))
		fmt.Printf("%x %x\n", b, c)
		fmt.Println(binary.Uvarint(b))
		fmt.Println(binary.Varint(c))
		fmt.Println(binary.Uvarint(b[:len(b)-1]))
		fmt.Println(binary.ReadUvarint(bytes.NewReader(b)))
		fmt.Println(binary.ReadUvarint(bytes.NewReader(b[:len(b)-1])))
		fmt.Println(binary.ReadVarint(bytes.NewReader(c)))
		p := make([]byte, 10)
		fmt.Println(binary.PutUvarint(p, v), binary.PutVarint(p, int64(v)), p)
	}
	over := bytes.Repeat([]byte{0xff}, 12)
	fmt.Println(binary.Uvarint(over))
	fmt.Println(binary.Varint(over))
	fmt.Println(binary.ReadUvarint(bytes.NewReader(over)))
	over[9] = 2
	fmt.Println(binary.Uvarint(over))
	fmt.Println(binary.ReadVarint(bytes.NewReader(over)))
	fmt.Println(binary.ReadVarint(bytes.NewReader(nil)))
	fmt.Printf("%v %v %v %#v\n", binary.LittleEndian, binary.BigEndian, binary.NativeEndian, binary.BigEndian)
	_ = io.EOF
}
