package main

func two() (int, error) {
	return 1
}

func none() {
	return 5
}

func one() int {
	return 1, nil
}

func named() (n int, err error) {
	return n, err, true
}

func main() { two(); none(); one(); named() }
