// What the specification forbids of labels, break, continue and goto.
package main

func main() {
unused:
	for {
	twice:
		for {
			continue twice
		}
	twice:
	}
	func() {
		goto outer
	}()
outer:
	if true {
		break outer
	}
	for {
		continue outer
	}
	goto skips
	v := 3
	_ = v
skips:
	goto inside
	{
	inside:
	}
	break none
}
