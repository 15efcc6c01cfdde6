// A broker with topics, subscriptions, slow subscribers that lose messages, and unsubscribe.
package main

import (
	"fmt"
	"sync"
)

type Broker struct {
	mu   sync.RWMutex
	subs map[string]map[int]chan string
	next int
	lost int
}

func NewBroker() *Broker { return &Broker{subs: map[string]map[int]chan string{}} }

func (b *Broker) Subscribe(topic string, buf int) (<-chan string, func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.next++
	id, c := b.next, make(chan string, buf)
	if b.subs[topic] == nil {
		b.subs[topic] = map[int]chan string{}
	}
	b.subs[topic][id] = c
	return c, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if c, ok := b.subs[topic][id]; ok {
			delete(b.subs[topic], id)
			close(c)
		}
	}
}

func (b *Broker) Publish(topic, msg string) (delivered int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.subs[topic] {
		select {
		case c <- msg:
			delivered++
		default:
			b.lost++
		}
	}
	return delivered
}

func main() {
	b := NewBroker()
	fast, stopFast := b.Subscribe("news", 10)
	slow, stopSlow := b.Subscribe("news", 1)
	sport, _ := b.Subscribe("sport", 3)
	for i := 1; i <= 3; i++ {
		fmt.Println("delivered to", b.Publish("news", fmt.Sprintf("news %d", i)))
	}
	fmt.Println(b.Publish("weather", "rain"), b.Publish("sport", "goal"))
	stopFast()
	stopFast()
	stopSlow()
	for m := range fast {
		fmt.Println("fast:", m)
	}
	for m := range slow {
		fmt.Println("slow:", m)
	}
	fmt.Println("sport:", <-sport, "lost:", b.lost)
	fmt.Println(b.Publish("news", "nobody"))
}
