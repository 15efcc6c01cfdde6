package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

var (
	ErrNotFound = errors.New("not found")
	ErrConflict = errors.New("conflict")
	ErrDone     = errors.New("transaction finished")
)

type versioned struct {
	val string
	ver int
}

type DB struct {
	mu   sync.RWMutex
	data map[string]versioned
	hook func(op, key string)
}

type Tx struct {
	db     *DB
	reads  map[string]int
	writes map[string]*string
	done   bool
}

func Open(opts ...func(*DB)) *DB {
	db := &DB{data: map[string]versioned{}, hook: func(string, string) {}}
	for _, o := range opts {
		o(db)
	}
	return db
}

func (db *DB) Begin() *Tx {
	return &Tx{db: db, reads: make(map[string]int), writes: make(map[string]*string)}
}

func (t *Tx) Get(k string) (string, error) {
	if t.done {
		return "", ErrDone
	}
	if p, ok := t.writes[k]; ok {
		if p == nil {
			return "", fmt.Errorf("get %q: %w", k, ErrNotFound)
		}
		return *p, nil
	}
	t.db.mu.RLock()
	defer t.db.mu.RUnlock()
	v, ok := t.db.data[k]
	t.reads[k] = v.ver
	if !ok {
		return "", fmt.Errorf("get %q: %w", k, ErrNotFound)
	}
	return v.val, nil
}

func (t *Tx) Set(k, v string) { t.writes[k] = &v }
func (t *Tx) Delete(k string) { t.writes[k] = nil }

func (t *Tx) Commit() (err error) {
	if t.done {
		return ErrDone
	}
	t.done = true
	t.db.mu.Lock()
	defer t.db.mu.Unlock()
	for k, ver := range t.reads {
		if t.db.data[k].ver != ver {
			return fmt.Errorf("commit: key %s: %w", k, ErrConflict)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(t.writes)) {
		p := t.writes[k]
		t.db.hook(map[bool]string{true: "del", false: "set"}[p == nil], k)
		if p == nil {
			delete(t.db.data, k)
		} else {
			t.db.data[k] = versioned{*p, t.db.data[k].ver + 1}
		}
	}
	return nil
}

func (db *DB) Update(f func(*Tx) error) error {
	for range 100 {
		t := db.Begin()
		if err := f(t); err != nil {
			return err
		}
		if err := t.Commit(); !errors.Is(err, ErrConflict) {
			return err
		}
	}
	return errors.New("too many retries")
}

func (db *DB) Dump() string {
	var sb strings.Builder
	for _, k := range slices.Sorted(maps.Keys(db.data)) {
		fmt.Fprintf(&sb, "%s=%s ", k, db.data[k].val)
	}
	return strings.TrimSpace(sb.String())
}

func main() {
	db := Open(func(d *DB) { d.hook = func(op, k string) { fmt.Println(op, k) } })
	fmt.Println(db.Update(func(t *Tx) error { t.Set("x", "1"); t.Set("a", "2"); t.Delete("zz"); return nil }))
	t1, t2 := db.Begin(), db.Begin()
	v, err := t1.Get("x")
	fmt.Println(v, err)
	_, err = t1.Get("nope")
	fmt.Println(err, errors.Is(err, ErrNotFound))
	t2.Get("x")
	t1.Set("x", v+"0")
	t2.Set("x", v+"5")
	fmt.Println(t1.Commit(), t2.Commit(), t1.Commit())
	_, err = t1.Get("x")
	fmt.Println(err)
	fmt.Println(db.Dump())
	db.hook = func(string, string) {}
	db.Update(func(t *Tx) error { t.Set("n", ""); return nil })
	var wg sync.WaitGroup
	errs := make(chan error, 50)
	for range 50 {
		wg.Go(func() {
			errs <- db.Update(func(t *Tx) error {
				s, err := t.Get("n")
				if err != nil {
					return err
				}
				t.Set("n", s+"*")
				return nil
			})
		})
	}
	wg.Wait()
	close(errs)
	bad := 0
	for e := range errs {
		if e != nil {
			bad++
		}
	}
	fmt.Println(len(db.data["n"].val)+bad == 50, db.data["n"].ver+bad == 51)
	fmt.Println(db.Update(func(t *Tx) error { return fmt.Errorf("abort") }))
}
