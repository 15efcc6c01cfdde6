//go:build linux && (amd64 || arm64) && !ignore
// +build linux
// +build amd64 arm64
// +build !ignore

package main

/*
//go:build this is inside of a comment
*/

func main() {}
