//go:build linux || (windows && !amd64)
// +build linux

// The two above do not say the same.

package main

func main() {}
