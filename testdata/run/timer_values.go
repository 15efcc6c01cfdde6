// What a timer sends: the moment at which it was due, however late somebody looks.
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	after := time.After(10 * time.Millisecond)
	tick := time.NewTicker(20 * time.Millisecond)
	time.Sleep(300 * time.Millisecond)
	for i, at := range []time.Time{<-after, <-tick.C} {
		passed := at.Sub(start)
		wall := at.Round(0).Sub(start.Round(0))
		fmt.Println(i, passed >= 10*time.Millisecond, passed < 250*time.Millisecond, wall >= 0, wall < 10*time.Second)
	}
	tick.Stop()
	at := <-time.After(time.Millisecond)
	fmt.Println(at.Location(), time.Since(at) < time.Hour, time.Since(at.Round(0)) < time.Hour, at.Year() == time.Now().Year())
}
