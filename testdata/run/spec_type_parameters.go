// The specification's "Type parameter declarations", "Type constraints" and "Satisfying a type constraint".
package main

import "fmt"

type Integer interface{ ~int | ~int64 }

// The lists of the examples.
func l1[P any](p P) string                        { return fmt.Sprintf("%T", p) }
func l2[S interface{ ~[]byte | string }](s S) int { return len(s) }
func l3[S ~[]E, E any](s S) (e E) {
	if len(s) > 0 {
		e = s[0]
	}
	return
}
func l4[P Constraint[int]](p P) int { return p.Do(1) }
func l5[_ any](n int) int           { return n }

type Constraint[T any] interface{ Do(T) T }
type doer struct{ n int }

func (d doer) Do(n int) int { return d.n + n }

// A single parameter whose constraint looks like an expression: written with interface, comma or parentheses.
type T1[P interface{ *C }] struct{ p P }
type T2[P *C,] struct{ p P }
type T3[P *C, Q any] struct{ q Q }
type C struct{ c int }

const N, M = 2, 3

type T4 [N * M]int // an array

// A constraint that is no method's or comparable's, without the word interface.
type Num[T ~int | ~float64] struct{ v T }

func (n *Num[T]) Add(v T) *Num[T] { n.v += v; return n }

// Type parameters of a method's receiver, under other names or blank.
type Pair[K comparable, V any] struct {
	k K
	v V
}

func (p Pair[A, B]) Swap() Pair2[B, A] { return Pair2[B, A]{p.v, p.k} }
func (p Pair[_, V]) Val() V            { return p.v }
func (Pair[K, _]) Zero() (k K)         { return }

type Pair2[X, Y any] struct {
	x X
	y Y
}

// A type parameter as another's constraint part; and mutual reference.
type Setter[B any] interface {
	Set(string)
	*B
}
type Settable int

func (p *Settable) Set(s string) { *p = Settable(len(s)) }

func FromStrings[T any, PT Setter[T]](s []string) []T {
	result := make([]T, len(s))
	for i, v := range s {
		p := PT(&result[i])
		p.Set(v)
	}
	return result
}

type Node[E Edger[N], N Noder[E]] struct{ first E }
type Edger[N any] interface{ Ends() (N, N) }
type Noder[E any] interface{ Edges() []E }
type nd struct{ id int }
type eg struct{ a, b *nd }

func (n *nd) Edges() []eg     { return []eg{{n, n}} }
func (e eg) Ends() (*nd, *nd) { return e.a, e.b }

func ends[E Edger[V], V Noder[E]](e E) int { a, b := e.Ends(); return len(a.Edges()) + len(b.Edges()) }

// A constraint that refers to its own parameter.
type Adder[A Adder[A]] interface{ Add(A) A }
type money int

func (m money) Add(n money) money { return m + n }
func total[A Adder[A]](first A, rest ...A) A {
	for _, a := range rest {
		first = first.Add(a)
	}
	return first
}

// comparable: strictly comparable types implement it, others may satisfy it and panic.
func eq[T comparable](a, b T) bool { return a == b }

func index[T comparable](s []T, x T) int {
	for i, v := range s {
		if v == x {
			return i
		}
	}
	return -1
}

func try(f func() bool) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println("panic:", e)
		}
	}()
	fmt.Println(f())
}

type iface interface{ M() }

func use[T interface {
	comparable
	fmt.Stringer
}](a, b T) string {
	if a == b {
		return a.String()
	}
	return "differ"
}

type str string

func (s str) String() string { return string(s) }

// Operations common to the type set.
func ops[T Integer | ~float32 | ~uint8](a, b T) []T {
	return []T{a + b, a - b, a * b, a / b, -a, max(a, b)}
}
func bits[T Integer](a T) T                       { return a<<2 | a&1 ^ a%3 }
func conv[To, From Integer | ~float64](f From) To { return To(f) }
func chars[T ~string | ~[]byte](s T) (n int) {
	for i := range len(s) {
		n += int(s[i])
	}
	return n + len(s[1:])
}
func call[F ~func(int) int](f F) int                         { return f(20) }
func put[M ~map[K]V, K comparable, V any](m M, k K, v V) int { m[k] = v; return len(m) }
func send[C ~chan E, E any](c C, e E) E                      { c <- e; return <-c }
func field[P *C](p P) int                                    { return (*C)(p).c }

func main() {
	fmt.Println(l1(1), l1("s"), l1[error](nil), l1([]any{}), l2("abc"), l2([]byte{1}), l3([]string{"x"}), l3(T4{}.list()), l4(doer{2}), l5[int](5))
	fmt.Printf("%T %T %T %T %T\n", T1[*C]{}, T2[*C]{}, T3[*C, int]{}, T4{}, Num[float64]{})
	n := &Num[float64]{1.5}
	fmt.Println(n.Add(1).Add(2).v)
	p := Pair[string, int]{"k", 1}
	fmt.Printf("%v %T %d %q\n", p.Swap(), p.Swap(), p.Val(), p.Zero())
	fmt.Println(FromStrings[Settable]([]string{"a", "bcd"}), total(money(1), 2, 3))
	v := &nd{1}
	fmt.Println(Node[eg, *nd]{eg{v, v}}.first.a == v, ends[eg, *nd](eg{v, v}))
	fmt.Println(eq(1, 1), eq("a", "b"), eq(&p, &p), eq(p, Pair[string, int]{"k", 1}), eq[any](1, 1), eq[any](1, "1"), eq([2]any{1, 2}, [2]any{1, 2}))
	try(func() bool { return eq[any]([]int{}, []int{}) })
	try(func() bool { return eq(struct{ f any }{func() {}}, struct{ f any }{func() {}}) })
	try(func() bool { return eq[iface](nil, nil) })
	fmt.Println(index([]any{1, "x", nil}, nil), use(str("same"), str("same")), use(str("a"), str("b")))
	fmt.Println(ops(7, 2), ops(float32(7), 2), ops(uint8(7), 2), bits(int64(5)), conv[int](2.9), conv[float64](int64(3)))
	fmt.Println(chars("ab"), chars([]byte("ab")), call(func(n int) int { return n + 1 }), put(map[string]int{}, "k", 1), send(make(chan int, 1), 9), field(&C{4}))
}

func (T4) list() []int { return nil }
