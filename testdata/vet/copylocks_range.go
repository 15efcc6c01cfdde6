package main

import "sync"

type T struct{ sync.Mutex }

func main() {
	var ts []T
	var tp []*T
	var a [2]T
	m := map[string]T{}
	for _, t := range ts {
		_ = &t
	}
	for i := range ts {
		_ = &ts[i]
	}
	for _, t := range tp {
		_ = t
	}
	for _, t := range a {
		_ = &t
	}
	for k, v := range m {
		_, _ = k, &v
	}
	var x T
	for _, x = range ts {
	}
	var arr [1]T
	for _, arr[0] = range ts {
	}
	for _, _ = range ts {
	}
	_ = &x
	for i, m := 0, (sync.Mutex{}); i < 2; i++ {
		m.Lock()
	}
}
