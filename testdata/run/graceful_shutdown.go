// Stop taking work, finish what is queued, report.
package main

import (
	"fmt"
	"sync"
	"time"
)

type Server struct {
	jobs chan int
	quit chan struct{}
	done sync.WaitGroup
	mu   sync.Mutex
	log  []int
}

func (s *Server) Start(n int) {
	for range n {
		s.done.Go(func() {
			for {
				select {
				case j := <-s.jobs:
					s.handle(j)
				case <-s.quit:
					for {
						select {
						case j := <-s.jobs:
							s.handle(j)
						default:
							return
						}
					}
				}
			}
		})
	}
}

func (s *Server) handle(j int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, j)
}

func (s *Server) Shutdown(limit time.Duration) error {
	close(s.quit)
	ok := make(chan struct{})
	go func() { s.done.Wait(); close(ok) }()
	select {
	case <-ok:
		return nil
	case <-time.After(limit):
		return fmt.Errorf("shutdown: gave up after %v", limit)
	}
}

func main() {
	s := &Server{jobs: make(chan int, 50), quit: make(chan struct{})}
	s.Start(3)
	for i := range 50 {
		s.jobs <- i
	}
	fmt.Println(s.Shutdown(time.Second))
	sum := 0
	for _, j := range s.log {
		sum += j
	}
	fmt.Println(len(s.log), sum)
}
