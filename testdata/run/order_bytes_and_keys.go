// When the bytes behind string(b) are read: after the calls beside it, but at once for the key of a map that is read.
package main

import "fmt"

type A [2]int

func mod(s []int) int       { s[0] += 100; return s[0] }
func modb(s []byte) int     { s[0] = 'Z'; return 1 }
func modr(s []rune) int     { s[0] = 'Z'; return 1 }
func show(a [2]int, n int)  { fmt.Println(a, n) }
func shows(a string, n int) { fmt.Println(a, n) }

type B []byte

func (b B) String() string { return "B" + string([]byte(b)) }

func main() {
	s := []int{1, 2}
	fmt.Println([2]int(s), mod(s), [2]int(s), A(s))
	show([2]int(s), mod(s))
	b := []byte("abc")
	shows(string(b), modb(b))
	b = []byte("abc")
	shows(string(b[1:])+string(b), modb(b))
	r := []rune("abc")
	shows(string(r), modr(r))
	r = []rune("abc")
	fmt.Println(string(r), modr(r))
	b = []byte("abc")
	fmt.Println(string(b) == "abc", modb(b))
	b = []byte("abc")
	x, y := string(b) == "abc", modb(b)
	fmt.Println(x, y)
	b = []byte("abc")
	z := string(b)[0] + byte(modb(b))
	fmt.Println(z)
	b = []byte("abc")
	u := len(string(b)) + modb(b)
	fmt.Println(u)
	b = []byte("abc")
	m := map[string]int{"abc": 1, "Zbc": 2}
	fmt.Println(m[string(b)], modb(b), m[string(b)])
	b = []byte("abc")
	v, w := m[string(b)], modb(b)
	fmt.Println(v, w)
	b = []byte("abc")
	k := m[string(b)]*10 + modb(b)
	fmt.Println(k)
	b = B("abc")
	fmt.Println(B(b).String(), modb(b), B(b))
	b = B("abc")
	f := func() (string, int) { return string(b), modb(b) }
	fmt.Println(f())
	b = []byte("abc")
	t := struct {
		s string
		n int
	}{string(b), modb(b)}
	fmt.Println(t)
	b = []byte("abc")
	l := []string{string(b), fmt.Sprint(modb(b)), string(b)}
	fmt.Println(l)
	b = []byte("abc")
	var e any = string(b)
	var g, h any = string(b), modb(b)
	fmt.Println(e, g, h)
	b = []byte("abc")
	c := make(chan string, 1)
	c <- string(b)
	modb(b)
	fmt.Println(<-c)
	p := &s
	fmt.Println((*p)[0], mod(s), (*p)[0], *(&s[0]), s[0]+mod(s), mod(s)+s[0])
	q := [][]int{{1}, {2}}
	fmt.Println(q[0], mod(q[0]), q[0][0], len(q[0]))
	d := []byte("xy")
	fmt.Println(append(d[:0:0], d...), modb(d), string(append(d[:0:0], d...)))
	d = []byte("xy")
	switch string(d) {
	case fmt.Sprint(modb(d)), "xy":
		fmt.Println("xy")
	case "Zy":
		fmt.Println("Zy")
	}
}
