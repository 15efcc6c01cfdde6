package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"time"
)

type Level int

func (l Level) MarshalText() ([]byte, error) { return []byte(fmt.Sprintf("L%d<", int(l))), nil }

type PtrM struct{ N int }

func (p *PtrM) MarshalJSON() ([]byte, error) { return []byte(fmt.Sprintf(`[ %d, "<" ]`, p.N)), nil }

type Bad struct{ mode int }

func (b Bad) MarshalJSON() ([]byte, error) {
	if b.mode == 0 {
		return nil, errors.New("no way")
	}
	return []byte(`{"a":}`), nil
}

type Base struct {
	ID   int `json:"id"`
	Name string
	Dup  int
}
type Other struct{ Dup int }
type Doc struct {
	Base
	*Other
	Title   string          `json:"title"`
	Tags    []string        `json:"tags,omitempty"`
	Meta    map[string]any  `json:"meta,omitempty"`
	Price   float64         `json:"price,string"`
	Zero    time.Time       `json:"zero,omitzero"`
	When    time.Time       `json:"when"`
	P       *int            `json:"p"`
	Lv      Level           `json:"lv"`
	ByLevel map[Level]bool  `json:"byLevel"`
	Raw     json.RawMessage `json:"raw"`
	Blob    []byte          `json:"blob"`
	Iface   any             `json:"iface"`
	unexp   int
	Fn      func()         `json:"-"`
	Arr     [2]bool        `json:"arr"`
	IntKeys map[int]string `json:"intKeys"`
	HTML    string         `json:"<html>"`
	Empty   struct{}       `json:"empty"`
	OmitS   string         `json:",omitempty"`
}

type Node struct {
	V    int
	Next *Node `json:",omitempty"`
}

func show(v any) {
	b, err := json.Marshal(v)
	fmt.Printf("%s %v\n", b, err)
}

func main() {
	d := Doc{Base: Base{1, "n", 2}, Title: "a\"b\\c\u2028<&>\x01\x7f\xff", Meta: map[string]any{"z": 1, "a": []any{nil, 1.5, "x"}},
		Price: 9.5, When: time.Date(2024, 2, 3, 4, 5, 6, 700, time.UTC), Lv: 3, ByLevel: map[Level]bool{2: true, 1: false},
		Raw: json.RawMessage(` {"k" : [1, 2] } `), Blob: []byte("hi!"), Iface: &Node{1, &Node{2, nil}}, IntKeys: map[int]string{10: "x", 9: "y"}, HTML: "<b>"}
	show(d)
	b, err := json.MarshalIndent(d, ">", "\t")
	fmt.Println(string(b), err)
	for _, v := range []any{nil, true, 1, -1, uint8(200), 1.0, 0.1, 1e21, 1e20, 1e-6, 1e-7, 123456789.0, float32(0.1), float32(1e-7), math.MaxFloat64, math.SmallestNonzeroFloat64,
		"héllo\n\t", []int(nil), []int{}, [0]int{}, map[string]int(nil), map[string]int{}, []byte{}, []byte(nil), struct{}{}, (*int)(nil), PtrM{1}, &PtrM{2}, []PtrM{{3}}, []*PtrM{{4}, nil}, map[string]PtrM{"a": {5}},
		Bad{}, Bad{1}, make(chan int), func() {}, math.NaN(), math.Inf(-1), float32(math.Inf(1)), complex(1, 2), map[bool]int{true: 1}, json.Number("1.50"), json.Number(""), json.Number("x"),
		time.Duration(5), Level(1), [3]Level{}, map[float64]int{}, map[string]chan int{}, map[string]chan int{"a": nil}, errors.New("e"), 'x'} {
		show(v)
	}
	var buf bytes.Buffer
	fmt.Println(json.Compact(&buf, []byte(` { "a" : [ 1 , "x y" , { } ] } `)), buf.String())
	buf.Reset()
	fmt.Println(json.Indent(&buf, []byte(` {"a":[1,{},[],"x"],"b":{"c":null}}  `), "", "  "), buf.String())
	buf.Reset()
	fmt.Println(json.Indent(&buf, []byte(`{"a"`), "", "  "), json.Compact(&buf, []byte(`[1,}`)), buf.Len())
	json.HTMLEscape(&buf, []byte(`{"a":"<&>"}`))
	fmt.Println(buf.String())

	enc := json.NewEncoder(os.Stdout)
	enc.Encode(map[string]string{"h": "<>"})
	enc.SetEscapeHTML(false)
	enc.Encode(map[string]string{"h": "<>"})
	enc.SetIndent("", " ")
	enc.Encode([]any{1, map[string]int{"a": 1}})
	fmt.Println(enc.Encode(make(chan int)))
}
