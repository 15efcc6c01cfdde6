package main

import (
	"fmt"
	"strings"
	"sync"
)

type Big struct {
	ID    int
	Data  [64]int
	Names [4]string
	Inner struct {
		A, B float32
		C    [3]uint8
		D    bool
		E    any
	}
	P *Big
}

func (b Big) With(id int) Big { b.ID = id; b.Data[63] = id; b.Inner.C[1]++; return b }
func (b *Big) Mut(id int)     { b.ID = id; b.Names[3] = fmt.Sprint("n", id) }
func mk(id int) (b Big)       { b.ID = id; b.Data[id%64] = id; return }
func two() (Big, [3]string)   { return mk(3), [3]string{"a", "b", "c"} }
func sum(bs ...Big) (n int) {
	for _, b := range bs {
		n += b.ID
		b.ID = -1
	}
	return
}

type Small struct {
	a int8
	b int16
	c bool
	d uint8
	f float32
}
type Mixed struct {
	Small
	s  string
	e  error
	fn func(Small) Small
	z  struct{}
}

func main() {
	b := mk(5)
	c := b.With(9)
	b.Mut(7)
	fmt.Println(b.ID, c.ID, b.Data[5], c.Data[63], b.Data[63], c.Inner.C, b.Names)
	ch := make(chan Big, 2)
	ch <- b
	b.ID = 1000
	ch <- b
	fmt.Println((<-ch).ID, (<-ch).ID)
	un := make(chan [100]int)
	go func() {
		var a [100]int
		for i := range a {
			a[i] = i
		}
		un <- a
		a[99] = 0
		un <- a
		close(un)
	}()
	for a := range un {
		fmt.Println(a[99], a[50], len(a))
	}
	m := map[string]Big{"x": b}
	y := m["x"]
	y.ID = 3
	fmt.Println(m["x"].ID, m["x"].Data[5], m["none"].Names[0] == "")
	x, arr := two()
	fmt.Println(x.ID, arr, sum(x, b, c), x.ID, sum([]Big{x, c}...))
	var i any = x
	z := i.(Big)
	z.Data[0] = 99
	fmt.Println(i.(Big).Data[0], i == any(x), i == any(z))
	f := x.With
	x.ID = 500
	fmt.Println(f(1).ID, f(2).Data[3])
	g := (*Big).Mut
	g(&x, 12)
	fmt.Println(x.ID, x.Names[3])
	bs := make([]Big, 3)
	for i := range bs {
		bs[i] = mk(i).With(i * 2)
	}
	for _, v := range bs {
		v.ID = -5
	}
	bs = append(bs, bs[1], bs[2])
	bs[1].ID = 42
	fmt.Println(bs[1].ID, bs[3].ID, bs[4].Data[63], len(bs))
	p := &bs[2]
	p.P = &bs[0]
	p.P.Inner.E = []int{1}
	fmt.Println(bs[2].P.Inner.E, bs[0].Inner.E, p.Inner == struct {
		A, B float32
		C    [3]uint8
		D    bool
		E    any
	}{C: [3]uint8{0, 1, 0}})
	mx := Mixed{Small: Small{-1, -2, true, 255, 1.5}, fn: func(s Small) Small { s.a--; s.d++; return s }}
	mx.Small = mx.fn(mx.Small)
	mx.b *= 1000
	mx.b *= 1000
	mx.f /= 4
	fmt.Println(mx.Small, mx.s == "", mx.e == nil, mx.z)
	arr2 := [3]Small{1: {a: 5}}
	for i, s := range arr2 {
		arr2[2].a = 9
		fmt.Print(i, s.a, " ")
	}
	for i := range arr2 {
		arr2[i].a++
	}
	fmt.Println(arr2, arr2 == [3]Small{{a: 1}, {a: 6}, {a: 10}})
	var wg sync.WaitGroup
	res := make([][8]string, 4)
	for i := range res {
		wg.Add(1)
		go func(row [8]string, in Big) {
			defer wg.Done()
			for j := range row {
				row[j] = strings.Repeat("*", in.ID%3+j)
			}
			res[i] = row
		}(res[i], mk(i))
	}
	wg.Wait()
	fmt.Println(res[2][3], len(res[3][7]))
	fn := func() [2][2]string { return [2][2]string{{"p", "q"}, {"r", "s"}} }
	fmt.Println(fn()[1][0], fn()[0], len(fn()))
	type E struct{}
	es := [1000]E{}
	em := map[E]int{{}: 1}
	ec := make(chan E, 3)
	ec <- E{}
	fmt.Println(len(es), em[E{}], len(ec), <-ec)
	var grid [3][4]Small
	grid[1][2].b = 7
	row := grid[1]
	row[2].b++
	pr := &grid[1]
	pr[2].b += 10
	fmt.Println(grid[1][2].b, row[2].b, grid[1:2][0][2].b)
	lambda := func(b Big) func() int { return func() int { b.ID++; return b.ID } }
	l := lambda(x)
	l()
	fmt.Println(l(), x.ID)
}
