// The package clause comes first.
import "fmt"

package main

func main() {
	fmt.Println("x")
}
