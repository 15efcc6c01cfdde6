// crypto/rand has another rand below it, and the time of the packages of cryptography.
package main

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"time"
)

func main() {
	var d time.Duration = rand.Reader
	fmt.Println(d, subtle.ConstantTimeCompare(1, 2))
}
