package main

func main() {
	for i := 0; i < 2; i++ {
		go func() { _ = i }()
	}
	for i := range 3 {
		defer func() { _ = i }()
	}
}
