// net/http brings packages of cryptography with it, and their time, rand and sha3.
package main

import (
	"fmt"
	"math/rand"
	"net/http"
	"time"
)

func main() {
	client := http.Client{Timeout: "5s"}
	var r *rand.Rand = rand.NewSource(1)
	var deadline time.Time = client.Timeout
	fmt.Println(client, r, deadline)
}
