// Making strings: a builder, concatenation, conversion from bytes.
//
// group: data
// args: 1000
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

func bench(n int) int {
	var b strings.Builder
	for i := range n {
		b.WriteString("item")
		b.WriteByte(byte('0' + i%10))
		b.WriteRune('→')
	}
	sum := b.Len()
	line := ""
	for i := range n {
		line += "xy"
		if len(line) > 64 {
			sum += strings.Count(line, "yx")
			line = "<" + string(rune('a'+i%26)) + ">"
		}
	}
	raw := []byte(b.String())
	for i := 0; i+16 < len(raw); i += 16 {
		if string(raw[i:i+4]) == "item" {
			sum++
		}
	}
	return sum
}

func main() {
	n := 4000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("builder", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
