// What the specification's grammar forbids of go, defer and select statements.
package main

func one() int { return 1 }

func main() {
	go 1
	defer one
	go (one())
	defer (one())
	defer func() {}
	go func() {}
	select {
	case one():
	}
}
