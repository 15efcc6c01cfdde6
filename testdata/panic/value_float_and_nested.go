package main

type Celsius float64

func main() {
	defer func() {
		panic(Celsius(36.6))
	}()
	panic(1.5)
}
