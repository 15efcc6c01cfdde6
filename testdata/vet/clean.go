package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"
)

type state struct {
	mu    sync.Mutex
	Names map[string]int `json:"names,omitempty"`
}

func (s *state) add(name string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if name == "" {
		return 0, fmt.Errorf("add: %w", errors.New("empty"))
	}
	s.Names[name]++
	return s.Names[name], nil
}

func work(ctx context.Context, s *state) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s.add(strconv.Itoa(i))
		}()
	}
	wg.Wait()
	var pe *os.PathError
	if err := ctx.Err(); errors.As(err, &pe) {
		return err
	}
	return nil
}

func main() {
	s := &state{Names: map[string]int{}}
	if err := work(context.Background(), s); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", os.Args[0], err)
		os.Exit(1)
	}
	fmt.Printf("%d %v %5.2f%%\n", len(s.Names), s.Names, 99.5)
}
