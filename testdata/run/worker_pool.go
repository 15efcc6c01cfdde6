// A pool of workers that ranges over jobs and keeps the results in order.
package main

import (
	"fmt"
	"sync"
)

type Job struct {
	ID   int
	Data []int
}

type Result struct {
	ID, Sum, Max int
}

func worker(jobs <-chan Job, results chan<- Result) {
	for j := range jobs {
		r := Result{ID: j.ID}
		for _, v := range j.Data {
			r.Sum += v
			r.Max = max(r.Max, v)
		}
		results <- r
	}
}

func main() {
	jobs := make(chan Job)
	results := make(chan Result, 4)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			worker(jobs, results)
		}()
	}
	go func() {
		for i := range 12 {
			data := make([]int, i+1)
			for k := range data {
				data[k] = (i*7 + k*13) % 50
			}
			jobs <- Job{i, data}
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	ordered := make([]Result, 12)
	for r := range results {
		ordered[r.ID] = r
	}
	for _, r := range ordered {
		fmt.Printf("%+v\n", r)
	}
}
