// What timers and tickers send is the time at which they fire: close to Now, on the wall clock and on the monotonic one.
package main

import (
	"fmt"
	"time"
)

func near(what string, start, got time.Time) {
	const limit = 30 * time.Second
	wall := got.Round(0).Sub(start.Round(0))
	fmt.Println(what, got.After(start), got.Sub(start) < limit, wall >= 0 && wall < limit, got.Location() == time.Local)
}

func main() {
	start := time.Now()
	near("timer", start, <-time.NewTimer(time.Millisecond).C)
	near("after", start, <-time.After(time.Millisecond))
	ticker := time.NewTicker(time.Millisecond)
	first := <-ticker.C
	near("ticker", start, first)
	near("tick", first, <-ticker.C)
	ticker.Stop()
	t := time.NewTimer(time.Hour)
	t.Reset(time.Millisecond)
	near("reset", start, <-t.C)
	select {
	case got := <-time.Tick(time.Millisecond):
		near("select", start, got)
	}
	fmt.Println((<-time.After(0)).Unix()-time.Now().Unix() <= 0)
}
