package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

type Topic string
type Message struct {
	Topic   Topic
	Payload any
	At      time.Time
}
type Subscriber struct {
	id     int
	ch     chan Message
	filter func(Message) bool
	drops  int
}
type Broker struct {
	mu     sync.RWMutex
	subs   map[Topic][]*Subscriber
	nextID int
	closed bool
}
type Option func(*Subscriber)

func Buffer(n int) Option                      { return func(s *Subscriber) { s.ch = make(chan Message, n) } }
func Filter(f func(Message) bool) Option       { return func(s *Subscriber) { s.filter = f } }
func (b *Broker) Subscribe(ctx context.Context, topics []Topic, opts ...Option) *Subscriber {
	s := &Subscriber{ch: make(chan Message)}
	for _, o := range opts {
		o(s)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.nextID++
	s.id = b.nextID
	if b.subs == nil {
		b.subs = make(map[Topic][]*Subscriber)
	}
	for _, t := range topics {
		b.subs[t] = append(b.subs[t], s)
	}
	context.AfterFunc(ctx, func() { b.unsubscribe(s) })
	return s
}
func (b *Broker) unsubscribe(s *Subscriber) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for t := range b.subs {
		b.subs[t] = slices.DeleteFunc(b.subs[t], func(x *Subscriber) bool { return x == s })
		if len(b.subs[t]) == 0 {
			delete(b.subs, t)
		}
	}
	close(s.ch)
}
func (b *Broker) Publish(t Topic, p any) (n int) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	m := Message{t, p, time.Time{}}
	for _, s := range b.subs[t] {
		if s.filter != nil && !s.filter(m) {
			continue
		}
		select {
		case s.ch <- m:
			n++
		default:
			s.drops++
		}
	}
	return
}

func main() {
	b := new(Broker)
	ctx, cancel := context.WithCancel(context.Background())
	news := b.Subscribe(ctx, []Topic{"news"}, Buffer(2))
	all := b.Subscribe(context.Background(), []Topic{"news", "sports"}, Buffer(10), Filter(func(m Message) bool {
		s, ok := m.Payload.(string)
		return ok && !strings.Contains(s, "spam")
	}))
	for i, p := range []any{"one", "two spam", "three", 4} {
		fmt.Println(i, b.Publish("news", p))
	}
	fmt.Println(b.Publish("sports", "goal"), b.Publish("void", "x"))
	cancel()
	var got []any
	for m := range news.ch {
		got = append(got, m.Payload)
	}
	fmt.Println(got, news.drops, len(all.ch))
	b.unsubscribe(all)
	for m := range all.ch {
		fmt.Printf("%s:%v %v\n", m.Topic, m.Payload, m.At.IsZero())
	}
	fmt.Println(len(b.subs))
}
