// Comments first are fine.

package main

// go:build linux

// +build linux

func main() {}
