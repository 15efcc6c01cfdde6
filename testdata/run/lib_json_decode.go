package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
)

type Inner struct {
	A int `json:"a"`
	B *string
	c int
}

type Embedded struct{ E1, E2 string }

type All struct {
	Bool   bool
	Int    int8 `json:"int"`
	Uint   uint16
	Float  float32
	Str    string `json:"s,omitempty"`
	Bytes  []byte
	List   []Inner
	Arr    [2]int
	Map    map[string]Inner
	IntMap map[int]string
	Any    any
	Ptr    **int
	Quoted int `json:",string"`
	Skip   int `json:"-"`
	Dash   int `json:"-,"`
	Raw    json.RawMessage
	Num    json.Number
	T      time.Time
	D      time.Duration
	Embedded
	*Inner
}

type Level int

func (l *Level) UnmarshalText(b []byte) error {
	switch string(b) {
	case "low":
		*l = 1
	case "high":
		*l = 2
	default:
		return fmt.Errorf("bad level %q", b)
	}
	return nil
}
func (l Level) MarshalText() ([]byte, error) { return []byte([]string{"none", "low", "high"}[l]), nil }

type Custom struct{ v string }

func (c *Custom) UnmarshalJSON(b []byte) error { c.v = "<" + string(b) + ">"; return nil }
func (c Custom) MarshalJSON() ([]byte, error) {
	if c.v == "bad" {
		return []byte("{"), nil
	}
	if c.v == "err" {
		return nil, errors.New("custom failed")
	}
	return []byte(`{"custom": "` + c.v + `<" }`), nil
}

func try(text string, v any) {
	err := json.Unmarshal([]byte(text), v)
	fmt.Printf("%-40.60s %+v %v\n", text, deref(v), err)
	var se *json.SyntaxError
	if errors.As(err, &se) {
		fmt.Println("  syntax error at", se.Offset)
	}
	var te *json.UnmarshalTypeError
	if errors.As(err, &te) {
		fmt.Printf("  %q %v %d %q %q\n", te.Value, te.Type, te.Offset, te.Struct, te.Field)
	}
}

func deref(v any) any {
	switch x := v.(type) {
	case *int:
		return *x
	case *any:
		return fmt.Sprintf("%T %v", *x, *x)
	case *string:
		return *x
	case *[]int:
		return *x
	case *[2]int:
		return *x
	case *map[string]int:
		return *x
	case *map[int]string:
		return *x
	case *map[Level]int:
		return *x
	case *Level:
		return int(*x)
	case *Custom:
		return x.v
	case *float64:
		return *x
	case *bool:
		return *x
	case *Inner:
		return fmt.Sprint(x.A, x.B == nil)
	}
	return "?"
}

func main() {
	var a All
	err := json.Unmarshal([]byte(`{"Bool":true,"int":-5,"UINT":65535,"Float":1.5,"s":"x\u00e9\n\ud83d\ude00\ud800y","Bytes":"aGVsbG8=",
 "List":[{"a":1,"B":"b"},{}],"Arr":[1,2,3],"Map":{"k":{"a":2}},"IntMap":{"1":"one","-2":"two"},"Any":{"x":[1,null,"s",true]},
 "Ptr":7,"Quoted":"12","Skip":9,"-":10,"Raw": {"a" : 1},"Num":12.50,"T":"2024-01-02T03:04:05Z","D":5,"E1":"e","a":99,"unknown":[{}]}`), &a)
	fmt.Println(err)
	b := a.List[0].B
	a.List[0].B = nil
	fmt.Println(*b, **a.Ptr, a.Inner.A, a.Any, string(a.Raw), a.Num, a.T, a.E1, string(a.Bytes))
	a.Ptr, a.Inner = nil, nil
	fmt.Printf("%+v\n", a)
	for _, s := range []string{``, ` `, `{`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `[1,]`, `[1 2]`, `nul`, `nulx`, `truE`, `"abc`, "\"a\x01\"", `"\x"`, `"\u12g4"`, `-`, `01`, `1.`, `1.e5`, `1e`, `1e+`, `{"a" 1}`, `{a:1}`, `{'a':1}`, `[1]]`, `1 2`, `"é`, "\xff", `{"a":1"b":2}`, `'`, `[`, `]`} {
		var v any
		try(s, &v)
	}
	for _, s := range []string{`null`, `true`, `1`, `-0.5e3`, `1e400`, `"s"`, `[]`, `[1,[2,[3]]]`, `{}`, `{"a":{"b":[null]}}`, " [ 1 , 2 ] \n"} {
		var v any
		try(s, &v)
	}
	i := 5
	for _, s := range []string{`1`, `1.5`, `"1"`, `true`, `null`, `99999999999999999999`, `[]`, `{}`, `-7`} {
		try(s, &i)
	}
	var in Inner
	for _, s := range []string{`{"a":"x"}`, `{"A":3}`, `{"B":5}`, `{"c":1}`, `[]`, `{"a":1.5,"B":"q"}`, `null`} {
		try(s, &in)
	}
	l := []int{9, 9, 9}
	try(`[1,2]`, &l)
	try(`[1,"x",3]`, &l)
	try(`null`, &l)
	try(`[]`, &l)
	arr := [2]int{7, 7}
	try(`[1]`, &arr)
	m := map[string]int{"old": 1}
	try(`{"new":2}`, &m)
	try(`{"x":"y","z":3}`, &m)
	mi := map[int]string{}
	try(`{"1":"a","x":"b"}`, &mi)
	ml := map[Level]int{}
	try(`{"low":1,"high":2}`, &ml)
	try(`{"mid":1}`, &ml)
	var lv Level
	try(`"high"`, &lv)
	try(`3`, &lv)
	try(`"no"`, &lv)
	try(`{}`, &lv)
	var cu Custom
	try(` {"x": 1 } `, &cu)
	try(`null`, &cu)
	var f float64
	try(`1e-7`, &f)
	fmt.Println(json.Unmarshal([]byte(`1`), nil), json.Unmarshal([]byte(`1`), i), json.Unmarshal([]byte(`1`), (*int)(nil)))
	fmt.Println(math.IsNaN(f), json.Valid([]byte(`{"a":[1,2,{}]}`)), json.Valid([]byte(`{`)))

	var q struct {
		Q int    `json:",string"`
		S string `json:",string"`
		B *bool  `json:",string"`
	}
	for _, s := range []string{`{"Q":"5","S":"\"x\"","B":"true"}`, `{"Q":5}`, `{"Q":"x"}`, `{"Q":""}`, `{"S":"x"}`, `{"Q":null,"B":null}`, `{"B":"1"}`} {
		fmt.Println(json.Unmarshal([]byte(s), &q), q.Q, q.S, q.B != nil)
	}

	dec := json.NewDecoder(strings.NewReader(`{"a":1} [2] "x" 3 true null {"b":}`))
	for {
		var v any
		if err := dec.Decode(&v); err != nil {
			fmt.Println(err, dec.InputOffset())
			break
		}
		fmt.Println(v, dec.InputOffset(), dec.More())
	}
	dec = json.NewDecoder(strings.NewReader(`{"list":[1,{"x":"y"},[]],"n":1.5e2,"t":true}`))
	for {
		t, err := dec.Token()
		if err == io.EOF {
			break
		}
		fmt.Printf("%T %v more=%v; ", t, t, dec.More())
	}
	fmt.Println()
	dec = json.NewDecoder(strings.NewReader(`[{"a":1},{"a":2}] tail`))
	fmt.Println(dec.Token())
	for dec.More() {
		var in Inner
		fmt.Println(dec.Decode(&in), in.A)
	}
	fmt.Println(dec.Token())
	rest, _ := io.ReadAll(dec.Buffered())
	fmt.Printf("%q\n", rest)
	for _, s := range []string{`[1 2]`, `{"a" 1}`, `{1:2}`, `]`, `{,}`, `[1,,2]`} {
		dec := json.NewDecoder(strings.NewReader(s))
		for {
			t, err := dec.Token()
			if err != nil {
				fmt.Println(s, err)
				break
			}
			fmt.Print(t, " ")
		}
	}
	dec = json.NewDecoder(strings.NewReader(`{"A":1,"zz":2}`))
	dec.DisallowUnknownFields()
	fmt.Println(dec.Decode(&in), in.A)
	dec = json.NewDecoder(strings.NewReader(`{"n":12345678901234567890, "f": 1.0}`))
	dec.UseNumber()
	var v map[string]any
	fmt.Println(dec.Decode(&v), v)
	dec = json.NewDecoder(strings.NewReader(`{"a":`))
	fmt.Println(dec.Decode(&v))
	fmt.Println(dec.Decode(&v))
	deep := strings.Repeat("[", 10001)
	fmt.Println(json.Unmarshal([]byte(deep), &v))
}
