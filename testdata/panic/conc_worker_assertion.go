package main

import "fmt"

type Worker struct {
	id   int
	quit chan bool
}

func (w *Worker) Run() {
	defer func() {
		fmt.Println("worker exiting")
	}()
	w.process(map[string]any{"n": "x"})
}

func (w *Worker) process(m map[string]any) {
	n := m["n"].(int)
	fmt.Println(n)
}

func main() {
	w := &Worker{1, make(chan bool)}
	go w.Run()
	<-w.quit
}
