package main

func main() {
	var c chan struct{}
	close(c)
}
