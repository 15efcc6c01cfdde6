// Import paths are string literals like others.
package main

import `strings`
import "f\x6dt"

func main() {
	fmt.Println(strings.ToUpper("hello"))
}
