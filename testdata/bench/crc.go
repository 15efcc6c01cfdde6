// A table-driven CRC-32 over a buffer, n times: indexing by bytes, 32-bit arithmetic.
//
// group: loops
// args: 1
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func bench(n int) uint32 {
	var table [256]uint32
	for i := range table {
		c := uint32(i)
		for range 8 {
			if c&1 != 0 {
				c = c>>1 ^ 0xedb88320
			} else {
				c >>= 1
			}
		}
		table[i] = c
	}
	data := make([]byte, 100_000)
	for i := range data {
		data[i] = byte(i * 31)
	}
	crc := ^uint32(0)
	for range n {
		for _, b := range data {
			crc = table[byte(crc)^b] ^ crc>>8
		}
	}
	return ^crc
}

func main() {
	n := 500
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("crc", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
