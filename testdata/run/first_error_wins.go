package main

import (
	"errors"
	"fmt"
	"sync"
)

func main() {
	errs := make(chan error, 1)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for i := range 5 {
		wg.Go(func() {
			if i == 3 {
				select {
				case errs <- fmt.Errorf("task %d: broken", i):
					close(stop)
				default:
				}
				return
			}
			<-stop
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		fmt.Println(err)
	}
	results := make([]error, 6)
	for i := range results {
		wg.Go(func() {
			if i%2 == 1 {
				results[i] = fmt.Errorf("part %d failed", i)
			}
		})
	}
	wg.Wait()
	fmt.Println(errors.Join(results...))
}
