// Package pprof writes profiles. That of goroutines and those that programs keep themselves are as in Go. Of CPU time, the heap,
// blocking and threads nothing is sampled: those profiles are valid, and have no samples.
package pprof

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"internal/rt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

// Profile is a collection of stacks.
type Profile struct {
	name    string
	mu      sync.Mutex
	stacks  map[any][]uintptr // mu; of a program's own profile
	count   func() int        // of the others
	writeTo func(w io.Writer, debug int) error
}

var profiles struct {
	sync.Mutex
	all map[string]*Profile // nil at first
}

// lockProfiles locks profiles, and unlocks them when its result is called.
func lockProfiles() func() {
	profiles.Lock()
	if profiles.all == nil {
		none := func() int { return 0 }
		profiles.all = map[string]*Profile{
			"goroutine": {count: runtime.NumGoroutine, writeTo: writeGoroutines},
			"heap":      {count: none, writeTo: func(w io.Writer, debug int) error { return writeHeap(w, debug, "inuse_space") }},
			"allocs":    {count: none, writeTo: func(w io.Writer, debug int) error { return writeHeap(w, debug, "alloc_space") }},
		}
		for _, name := range []string{"block", "mutex", "threadcreate"} {
			profiles.all[name] = &Profile{count: none, writeTo: func(w io.Writer, debug int) error {
				return writeEmpty(w, debug, name)
			}}
		}
		for name, p := range profiles.all {
			p.name = name
		}
	}
	return profiles.Unlock
}

// NewProfile makes a profile for a program to keep. The name must be new.
func NewProfile(name string) *Profile {
	defer lockProfiles()()
	if name == "" {
		panic("pprof: NewProfile with empty name")
	}
	if profiles.all[name] != nil {
		panic("pprof: NewProfile name already in use: " + name)
	}
	p := &Profile{name: name, stacks: make(map[any][]uintptr)}
	profiles.all[name] = p
	return p
}

// Lookup returns the profile of that name, or nil.
func Lookup(name string) *Profile {
	defer lockProfiles()()
	return profiles.all[name]
}

// Profiles returns all profiles, by name.
func Profiles() []*Profile {
	defer lockProfiles()()
	all := make([]*Profile, 0, len(profiles.all))
	for _, p := range profiles.all {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *Profile) int { return strings.Compare(a.name, b.name) })
	return all
}

// Name returns the name.
func (p *Profile) Name() string { return p.name }

// Count returns the number of stacks.
func (p *Profile) Count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.count != nil {
		return p.count()
	}
	return len(p.stacks)
}

// Add adds the current stack for a value, which must not be in the profile. With skip 0 it begins at the caller.
func (p *Profile) Add(value any, skip int) {
	if p.name == "" {
		panic("pprof: use of uninitialized Profile")
	}
	if p.writeTo != nil {
		panic("pprof: Add called on built-in Profile " + p.name)
	}
	stack := make([]uintptr, 32)
	stack = stack[:runtime.Callers(skip+1, stack)]
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stacks[value] != nil {
		panic("pprof: Profile.Add of duplicate value")
	}
	p.stacks[value] = stack
}

// Remove takes a value out of the profile.
func (p *Profile) Remove(value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.stacks, value)
}

// WriteTo writes the profile: for `go tool pprof` if debug is 0, as text if it is 1; that of goroutines as a panic shows them
// if it is 2.
func (p *Profile) WriteTo(w io.Writer, debug int) error {
	if p.name == "" {
		panic("pprof: use of zero Profile")
	}
	if p.writeTo != nil {
		return p.writeTo(w, debug)
	}
	p.mu.Lock()
	all := make([][]uintptr, 0, len(p.stacks))
	for _, stack := range p.stacks {
		all = append(all, stack)
	}
	p.mu.Unlock()
	return writeCounts(w, debug, p.name, all)
}

// writeCounts writes how often each stack occurs, the most frequent first.
func writeCounts(w io.Writer, debug int, name string, stacks [][]uintptr) error {
	type entry struct {
		text  string
		stack []uintptr
		count int
	}
	entries := make(map[string]*entry)
	for _, stack := range stacks {
		var b strings.Builder
		b.WriteByte('@')
		for _, pc := range stack {
			fmt.Fprintf(&b, " %#x", pc)
		}
		text := b.String()
		if entries[text] == nil {
			entries[text] = &entry{text, stack, 0}
		}
		entries[text].count++
	}
	sorted := make([]*entry, 0, len(entries))
	for _, e := range entries {
		sorted = append(sorted, e)
	}
	slices.SortFunc(sorted, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.text, b.text))
	})
	if debug > 0 {
		t := tabwriter.NewWriter(w, 1, 8, 1, '\t', 0)
		fmt.Fprintf(t, "%s profile: total %d\n", name, len(stacks))
		for _, e := range sorted {
			fmt.Fprintf(t, "%d %s\n", e.count, e.text)
			writeStack(t, e.stack)
		}
		return t.Flush()
	}
	start := time.Now()
	e := newEncoder()
	e.valueType(11, name, "count")
	e.out.number(12, 1)
	e.valueType(1, name, "count")
	for _, s := range sorted {
		e.sample(s.stack, uint64(s.count))
	}
	return e.finish(w, start)
}

// writeStack writes the frames of a stack, from the first on that is not of the runtime.
func writeStack(w io.Writer, stack []uintptr) {
	var lines []string
	skipped := 0
	for frames, more := runtime.CallersFrames(stack), len(stack) > 0; more; {
		var f runtime.Frame
		f, more = frames.Next()
		ours := strings.HasPrefix(f.Function, "runtime.") || strings.HasPrefix(f.Function, "internal/rt.")
		switch {
		case f.Function == "runtime.goexit":
			continue
		case f.Function == "":
			lines = append(lines, fmt.Sprintf("#\t%#x\n", f.PC))
			continue
		case ours && skipped == len(lines):
			skipped++
		}
		lines = append(lines, fmt.Sprintf("#\t%#x\t%s+%#x\t%s:%d\n", f.PC, f.Function, f.PC-f.Entry, f.File, f.Line))
	}
	if skipped == len(lines) {
		skipped = 0
	}
	for _, line := range lines[skipped:] {
		io.WriteString(w, line)
	}
	io.WriteString(w, "\n")
}

func writeGoroutines(w io.Writer, debug int) error {
	if debug < 2 {
		return writeCounts(w, debug, "goroutine", rt.GoroutineStacks())
	}
	for size := 1 << 16; ; size *= 2 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, true); n < size || size >= 64<<20 {
			_, err := w.Write(buf[:n])
			return err
		}
	}
}

func writeEmpty(w io.Writer, debug int, name string) error {
	if name == "threadcreate" {
		return writeCounts(w, debug, name, nil)
	}
	if debug > 0 {
		title := name
		if name == "block" {
			title = "contention"
		}
		_, err := fmt.Fprintf(w, "--- %s:\ncycles/second=1000000000\n", title)
		return err
	}
	start := time.Now()
	e := newEncoder()
	e.valueType(11, "contentions", "count")
	e.out.number(12, 1)
	e.valueType(1, "contentions", "count")
	e.valueType(1, "delay", "nanoseconds")
	return e.finish(w, start)
}

// WriteHeapProfile writes the profile of the heap.
func WriteHeapProfile(w io.Writer) error { return writeHeap(w, 0, "inuse_space") }

func writeHeap(w io.Writer, debug int, sampleType string) error {
	if debug == 0 {
		start := time.Now()
		e := newEncoder()
		e.valueType(11, "space", "bytes")
		e.out.number(12, uint64(runtime.MemProfileRate))
		e.valueType(1, "alloc_objects", "count")
		e.valueType(1, "alloc_space", "bytes")
		e.valueType(1, "inuse_objects", "count")
		e.valueType(1, "inuse_space", "bytes")
		e.out.number(14, e.text(sampleType))
		return e.finish(w, start)
	}
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "heap profile: 0: 0 [0: 1] @ heap/%d\n\n# runtime.MemStats\n", 2*runtime.MemProfileRate)
	for _, line := range []struct {
		name  string
		value any
	}{
		{"Alloc", s.Alloc}, {"TotalAlloc", s.TotalAlloc}, {"Sys", s.Sys}, {"Lookups", s.Lookups}, {"Mallocs", s.Mallocs}, {"Frees", s.Frees},
		{"HeapAlloc", s.HeapAlloc}, {"HeapSys", s.HeapSys}, {"HeapIdle", s.HeapIdle}, {"HeapInuse", s.HeapInuse}, {"HeapReleased", s.HeapReleased},
		{"HeapObjects", s.HeapObjects}, {"Stack", fmt.Sprint(s.StackInuse, " / ", s.StackSys)}, {"MSpan", fmt.Sprint(s.MSpanInuse, " / ", s.MSpanSys)},
		{"MCache", fmt.Sprint(s.MCacheInuse, " / ", s.MCacheSys)}, {"BuckHashSys", s.BuckHashSys}, {"GCSys", s.GCSys}, {"OtherSys", s.OtherSys},
		{"NextGC", s.NextGC}, {"LastGC", s.LastGC}, {"PauseNs", s.PauseNs}, {"PauseEnd", s.PauseEnd}, {"NumGC", s.NumGC},
		{"NumForcedGC", s.NumForcedGC}, {"GCCPUFraction", s.GCCPUFraction}, {"DebugGC", s.DebugGC},
	} {
		fmt.Fprintf(b, "# %s = %v\n", line.name, line.value)
	}
	return b.Flush()
}

var cpu struct {
	sync.Mutex
	w     io.Writer // nil: there is no profile
	start time.Time
}

// StartCPUProfile begins a profile of CPU time, which is written to w when it ends. It returns an error if one has begun already.
func StartCPUProfile(w io.Writer) error {
	cpu.Lock()
	defer cpu.Unlock()
	if cpu.w != nil {
		return errors.New("cpu profiling already in use")
	}
	cpu.w, cpu.start = w, time.Now()
	return nil
}

// StopCPUProfile ends the profile of CPU time, if there is one.
func StopCPUProfile() {
	cpu.Lock()
	defer cpu.Unlock()
	if cpu.w == nil {
		return
	}
	e := newEncoder()
	e.valueType(1, "samples", "count")
	e.valueType(1, "cpu", "nanoseconds")
	e.valueType(11, "cpu", "nanoseconds")
	e.out.number(12, 10_000_000)
	e.out.number(10, uint64(time.Since(cpu.start)))
	e.finish(cpu.w, cpu.start)
	cpu.w = nil
}
