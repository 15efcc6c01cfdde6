package main

import (
	"fmt"
	"sync"
	"time"
)

type Clock interface{ Now() time.Time }
type fake struct{ t time.Time }

func (f *fake) Now() time.Time          { return f.t }
func (f *fake) Advance(d time.Duration) { f.t = f.t.Add(d) }

type Bucket struct {
	mu     sync.Mutex
	clock  Clock
	rate   float64
	burst  float64
	tokens float64
	last   time.Time
}

func (b *Bucket) Allow() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	b.tokens = min(b.burst, b.tokens+now.Sub(b.last).Seconds()*b.rate)
	b.last = now
	if b.tokens >= 1 {
		b.tokens--
		return true
	}
	return false
}

type SlidingWindow struct {
	limit  int
	window time.Duration
	hits   []time.Time
}

func (s *SlidingWindow) Allow(now time.Time) bool {
	cut := now.Add(-s.window)
	i := 0
	for i < len(s.hits) && !s.hits[i].After(cut) {
		i++
	}
	s.hits = s.hits[i:]
	if len(s.hits) >= s.limit {
		return false
	}
	s.hits = append(s.hits, now)
	return true
}

type Leaky struct {
	queue chan int
	out   []int
}

func main() {
	c := &fake{time.Unix(1700000000, 0).UTC()}
	b := &Bucket{clock: c, rate: 2, burst: 3, tokens: 3, last: c.t}
	for i := range 12 {
		fmt.Printf("%s %v %.2f\n", c.t.Format("15:04:05.000"), b.Allow(), b.tokens)
		c.Advance(time.Duration(i*50) * time.Millisecond)
	}
	sw := &SlidingWindow{limit: 2, window: time.Second}
	for i := range 6 {
		fmt.Print(sw.Allow(c.t.Add(time.Duration(i)*300*time.Millisecond)), " ")
	}
	fmt.Println()
	l := &Leaky{queue: make(chan int, 4)}
	dropped := 0
	for i := range 7 {
		select {
		case l.queue <- i:
		default:
			dropped++
		}
	}
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for len(l.queue) > 0 {
		<-tick.C
		l.out = append(l.out, <-l.queue)
	}
	fmt.Println(l.out, dropped)
	tick.Reset(time.Millisecond)
	<-tick.C
	fmt.Println(c.t, c.t.Weekday(), c.t.YearDay())
}
