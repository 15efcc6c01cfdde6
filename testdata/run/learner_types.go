package main

import (
	"fmt"
	"io"
	"reflect"
	"sort"
	"strings"
)

type (
	Celsius  float64
	Temp     = Celsius
	Handler  func(string) Handler
	Pipeline []func(int) int
	Matrix   [2][2]float64
	Tree     struct {
		Kids []Tree
		Val  int
	}
	Chain  map[string]Chain
	PP     **int
	Fn     func(...any) (n int, err error)
	ChFn   chan func() chan int
	Vec[T any] = []T
	Pair[A, B any] struct {
		A A
		B B
	}
	IntPair[B any] = Pair[int, B]
)

type RW interface {
	io.Reader
	io.Writer
	interface{ Extra() string }
}
type rw struct {
	*strings.Reader
	strings.Builder
}

func (r *rw) Extra() string               { return "extra" }
func (r *rw) Read(p []byte) (int, error)  { return r.Reader.Read(p) }
func (r *rw) Write(p []byte) (int, error) { return r.Builder.Write(p) }

func (p Pipeline) Run(x int) int {
	for _, f := range p {
		x = f(x)
	}
	return x
}
func (c Celsius) F() float64 { return float64(c)*9/5 + 32 }
func (t Tree) Sum() int {
	s := t.Val
	for _, k := range t.Kids {
		s += k.Sum()
	}
	return s
}

type T1 struct {
	X int `json:"x"`
	Y string
}
type T2 struct {
	X int
	Y string
}
type Opt func(*T2)

func WithX(x int) Opt { return func(t *T2) { t.X = x } }
func NewT(opts ...Opt) *T2 {
	t := &T2{Y: "default"}
	for _, o := range opts {
		o(t)
	}
	return t
}

func classify(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int, int32, int64:
		return fmt.Sprintf("int %v", x)
	case float64:
		return fmt.Sprint("float ", x+0.5)
	case string:
		return "string of " + fmt.Sprint(len(x))
	case error:
		return "error " + x.Error()
	case fmt.Stringer:
		return "stringer " + x.String()
	case []int:
		return fmt.Sprint("ints ", len(x))
	case map[string]int:
		return fmt.Sprint("map ", len(x))
	case func() int:
		return fmt.Sprint("func ", x())
	case *int:
		return fmt.Sprint("ptr ", *x)
	case chan int:
		return fmt.Sprint("chan ", cap(x))
	case struct{ X int }:
		return fmt.Sprint("anon ", x.X)
	case [2]bool:
		return fmt.Sprint("arr ", x[1])
	case interface{ Sum() int }:
		return fmt.Sprint("summer ", x.Sum())
	case bool, byte:
		return fmt.Sprintf("bool or byte %v", x)
	default:
		return fmt.Sprintf("other %T", x)
	}
}

func main() {
	var tmp Temp = 100
	fmt.Println(tmp.F(), Celsius(37).F())
	p := Pipeline{func(x int) int { return x + 1 }, func(x int) int { return x * x }}
	fmt.Println(p.Run(3), append(p, p...).Run(1))
	t := Tree{[]Tree{{nil, 1}, {[]Tree{{nil, 5}}, 2}}, 10}
	fmt.Println(t.Sum(), t)
	c := Chain{"a": {"b": {"c": nil}}}
	fmt.Println(c, len(c["a"]["b"]["c"]["d"]))
	n := 5
	pn := &n
	pp := PP(&pn)
	**pp = 6
	fmt.Println(n, *pn == **pp)
	cf := make(ChFn, 1)
	cf <- func() chan int { x := make(chan int, 1); x <- 9; return x }
	fmt.Println(<-(<-cf)())
	var v Vec[string] = []string{"v"}
	ip := IntPair[string]{1, "z"}
	fmt.Printf("%v %T %v %T\n", v, v, ip, ip)
	var r RW = &rw{Reader: strings.NewReader("input")}
	io.Copy(r, r)
	fmt.Println(r.(*rw).String(), r.Extra())
	t1 := T1{1, "y"}
	t2 := T2(t1)
	anon := struct {
		X int
		Y string
	}{3, "q"}
	t2 = anon
	fmt.Println(t2, T1(t2), *NewT(WithX(4)))
	x := 3
	for _, v := range []any{nil, 1, int32(2), int64(3), 2.5, "héllo", io.EOF, tmp, []int{1}, map[string]int{}, func() int { return 42 }, &x, make(chan int, 4), struct{ X int }{8}, [2]bool{false, true}, t, true, byte(3), uint(3), [3]int{}, reflect.TypeOf(0), struct{}{}} {
		fmt.Println(classify(v))
	}
	var m Matrix
	m[1][0] = 2
	m2 := m
	m2[1][0]++
	fmt.Println(m, m2, m == m2, [2]Matrix{m, m2})
	rt := reflect.TypeOf(T1{})
	f, _ := rt.FieldByName("X")
	fmt.Println(rt, rt.Kind(), rt.NumField(), f.Tag.Get("json"), f.Type, rt.Field(1).Name)
	rv := reflect.ValueOf(&t1).Elem()
	rv.Field(0).SetInt(77)
	rv.FieldByName("Y").SetString("set")
	fmt.Println(t1, rv.Field(0).Kind(), rv.NumField(), reflect.DeepEqual(t1, T1{77, "set"}), reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}))
	mt := reflect.TypeOf(tmp)
	fmt.Println(mt.NumMethod(), mt.Method(0).Name, reflect.ValueOf(tmp).MethodByName("F").Call(nil)[0], mt.Name(), mt.PkgPath(), mt)
	mv := reflect.ValueOf(map[string]int{"b": 2, "a": 1})
	keys := mv.MapKeys()
	sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
	fmt.Println(keys, mv.MapIndex(keys[0]), reflect.Zero(rt), reflect.New(rt).Elem().Interface())
	sv := reflect.MakeSlice(reflect.TypeOf([]string{}), 0, 2)
	sv = reflect.Append(sv, reflect.ValueOf("app"))
	fmt.Println(sv.Len(), sv.Index(0), sv.Interface())
	sw := reflect.MakeFunc(reflect.TypeOf(func(int, string) string { return "" }), func(a []reflect.Value) []reflect.Value {
		return []reflect.Value{reflect.ValueOf(strings.Repeat(a[1].String(), int(a[0].Int())))}
	})
	fmt.Println(sw.Interface().(func(int, string) string)(3, "ab"))
	for _, ty := range []any{c, p, cf, m, Handler(nil), Fn(nil), pp, ip, v, &t, any(nil), struct {
		A int `k:"v"`
		b []func(int, ...string) (bool, error)
	}{}, (*io.Reader)(nil), [3]*map[string]chan<- bool{}} {
		fmt.Printf("%T;", ty)
		if ty != nil {
			fmt.Print(reflect.TypeOf(ty).Kind(), " ")
		}
	}
	fmt.Println()
}
