package main

func pair() (int, error) { return 0, nil }

func main() {
	x, err := pair()
	y, _ := pair()
	if z := 3; true {
	}
	func() { w := 1 }()
}
