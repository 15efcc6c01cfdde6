package main

import (
	"fmt"
	"sync"
)

type shop struct {
	mu      sync.Mutex
	seats   int
	waiting int
	wake    chan int
	served  []int
	left    []int
}

func (s *shop) enter(id int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting == s.seats {
		s.left = append(s.left, id)
		return false
	}
	s.waiting++
	s.wake <- id
	return true
}

func (s *shop) barber(done chan<- struct{}, open <-chan struct{}) {
	<-open
	for id := range s.wake {
		s.mu.Lock()
		s.waiting--
		s.served = append(s.served, id)
		s.mu.Unlock()
	}
	done <- struct{}{}
}

func main() {
	s := &shop{seats: 3, wake: make(chan int, 3)}
	done, open := make(chan struct{}), make(chan struct{})
	go s.barber(done, open)
	for i := 1; i <= 6; i++ {
		fmt.Println("customer", i, s.enter(i))
	}
	close(open)
	close(s.wake)
	<-done
	fmt.Println("served", s.served, "left", s.left, "waiting", s.waiting)
}
