// Packages of cryptography stand on others of the names time, rand and sha3: types of theirs are named by path.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha3"
	"fmt"
	"math/rand"
	"time"
)

func main() {
	var d time.Duration = "1s"
	var now string = time.Now()
	sum := sha256.Sum256([]byte("x"))
	var text string = sum
	var h *sha3.SHA3 = hmac.New(sha256.New, nil)
	var r *rand.Rand = rand.NewSource(1)
	time.Sleep.Twice(d)
	fmt.Println(d, now, text, h, r)
}
