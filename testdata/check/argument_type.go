package main

type Celsius float64

func heat(c Celsius, n int) {}

func main() {
	f := 3.5
	heat(f, 1)
	heat(1, 2.5)
	heat("x", nil)
	var p *Celsius
	heat(p, 1)
}
