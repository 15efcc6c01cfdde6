package main

type I interface{ M(int) int }
type T struct{ n int }

func (t T) M(i int) int { return 10 / (t.n - i) }

func main() {
	var i I = &T{3}
	f := i.M
	func() {
		defer func() {
			defer func() {
				panic("third")
			}()
			panic("second")
		}()
		f(3)
	}()
}
