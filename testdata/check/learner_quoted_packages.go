// Types of packages whose name another package in the import graph has too are named by the quoted path.
package main

import (
	"fmt"
	"math/rand"
	"strconv"
	"sync"
)

func main() {
	var e *strconv.NumError = 5
	var r *rand.Rand = 1
	var wg sync.WaitGroup = 2
	fmt.Println(e, r, wg)
}
