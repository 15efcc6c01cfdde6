// A token bucket on a simulated clock.
package main

import (
	"fmt"
	"time"
)

type Bucket struct {
	tokens, cap float64
	rate        float64
	last        time.Duration
}

func (b *Bucket) Allow(now time.Duration) bool {
	b.tokens = min(b.cap, b.tokens+b.rate*(now-b.last).Seconds())
	b.last = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

func main() {
	b := &Bucket{tokens: 3, cap: 3, rate: 2}
	for i := range 12 {
		now := time.Duration(i) * 250 * time.Millisecond
		fmt.Println(now, b.Allow(now), b.tokens)
	}
}
