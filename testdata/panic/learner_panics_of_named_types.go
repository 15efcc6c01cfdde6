package main

type Celsius float64
type ID string
type Flag bool
type Pt struct{ X, Y int }
type Err struct{}

func main() {
	defer func() {
		defer func() {
			defer func() {
				panic(Pt{1, 2})
			}()
			panic(Flag(true))
		}()
		panic(ID("id\tx\n"))
	}()
	panic(Celsius(36.6))
}
