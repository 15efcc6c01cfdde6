// An in-memory store with transactions that commit or roll back.
package main

import (
	"errors"
	"fmt"
	"sync"
)

type DB struct {
	mu   sync.RWMutex
	data map[string]int
}
type Tx struct {
	db    *DB
	dirty map[string]int
}

func (t *Tx) Get(k string) int {
	if v, ok := t.dirty[k]; ok {
		return v
	}
	return t.db.data[k]
}
func (t *Tx) Set(k string, v int) { t.dirty[k] = v }

func (d *DB) Update(f func(*Tx) error) (err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := &Tx{d, map[string]int{}}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("rolled back: %v", r)
		}
	}()
	if err := f(t); err != nil {
		return err
	}
	for k, v := range t.dirty {
		d.data[k] = v
	}
	return nil
}

func main() {
	db := &DB{data: map[string]int{"a": 10}}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() { db.Update(func(t *Tx) error { t.Set("n", t.Get("n")+1); return nil }) })
	}
	wg.Wait()
	fmt.Println(db.Update(func(t *Tx) error { t.Set("a", 0); return errors.New("no") }))
	fmt.Println(db.Update(func(t *Tx) error { t.Set("a", 1); panic("boom") }))
	fmt.Println(db.data)
}
