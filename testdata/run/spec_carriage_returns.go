// The specification's "String literals": carriage returns in a raw string are dropped; a byte order mark at the start is ignored.
package main

import "fmt"

func main() {
	s := `one
two three`
	fmt.Printf("%d %q\n", len(s), s)
	// a comment may end in CR LF
	fmt.Println(len("\ufeff"))
}
