package main

import "context"

func main() {
	var parent context.Context
	_, cancel := context.WithCancel(parent)
	cancel()
}
