// Package metrics tells what the runtime measures. It knows fewer names than Go's: those of All.
package metrics

import "runtime"

// ValueKind is the type of a metric.
type ValueKind int

const (
	KindBad              ValueKind = iota // there is no metric of that name
	KindUint64                            // a uint64
	KindFloat64                           // a float64
	KindFloat64Histogram                  // a *Float64Histogram
)

// Float64Histogram counts values: Counts[i] of them were in [Buckets[i], Buckets[i+1]).
type Float64Histogram struct {
	Counts  []uint64
	Buckets []float64
}

// Value is what was measured.
type Value struct {
	kind ValueKind
	n    uint64
}

// Kind returns the type of the value.
func (v Value) Kind() ValueKind { return v.kind }

// Uint64 returns the value, which must be of KindUint64.
func (v Value) Uint64() uint64 {
	if v.kind != KindUint64 {
		panic("called Uint64 on non-uint64 metric value")
	}
	return v.n
}

// Float64 returns the value, which must be of KindFloat64.
func (v Value) Float64() float64 { panic("called Float64 on non-float64 metric value") }

// Float64Histogram returns the value, which must be of KindFloat64Histogram.
func (v Value) Float64Histogram() *Float64Histogram {
	panic("called Float64Histogram on non-Float64Histogram metric value")
}

// Description describes a metric.
type Description struct {
	Name        string // /what/it/is:unit
	Description string
	Kind        ValueKind
	Cumulative  bool // it only grows
}

// Sample is a metric to read.
type Sample struct {
	Name  string
	Value Value
}

type metric struct {
	name, text string
	cumulative bool
	read       func(m *runtime.MemStats) uint64
}

// metrics returns all of them, by name.
func metrics() []metric {
	type stats = *runtime.MemStats
	return []metric{
		{"/cgo/go-to-c-calls:calls", "Calls from Go to C.", true, func(stats) uint64 { return uint64(runtime.NumCgoCall()) }},
		{"/gc/cycles/automatic:gc-cycles", "Collections that the runtime began.", true, func(m stats) uint64 { return uint64(m.NumGC - m.NumForcedGC) }},
		{"/gc/cycles/forced:gc-cycles", "Collections that the program asked for.", true, func(m stats) uint64 { return uint64(m.NumForcedGC) }},
		{"/gc/cycles/total:gc-cycles", "Collections.", true, func(m stats) uint64 { return uint64(m.NumGC) }},
		{"/gc/heap/allocs:bytes", "Bytes allocated.", true, func(m stats) uint64 { return m.TotalAlloc }},
		{"/gc/heap/allocs:objects", "Objects allocated.", true, func(m stats) uint64 { return m.Mallocs }},
		{"/gc/heap/frees:bytes", "Bytes freed.", true, func(m stats) uint64 { return m.TotalAlloc - m.Alloc }},
		{"/gc/heap/frees:objects", "Objects freed.", true, func(m stats) uint64 { return m.Frees }},
		{"/gc/heap/goal:bytes", "The heap's size at which the next collection begins.", false, func(m stats) uint64 { return m.NextGC }},
		{"/gc/heap/objects:objects", "Objects that are not freed.", false, func(m stats) uint64 { return m.HeapObjects }},
		{"/memory/classes/heap/free:bytes", "Memory of the heap without objects, not given back to the system.", false, func(m stats) uint64 { return m.HeapIdle - m.HeapReleased }},
		{"/memory/classes/heap/objects:bytes", "Bytes of objects that are not freed.", false, func(m stats) uint64 { return m.HeapAlloc }},
		{"/memory/classes/heap/released:bytes", "Memory of the heap that was given back to the system.", false, func(m stats) uint64 { return m.HeapReleased }},
		{"/memory/classes/heap/stacks:bytes", "Memory of goroutines' stacks.", false, func(m stats) uint64 { return m.StackInuse }},
		{"/memory/classes/heap/unused:bytes", "Memory of the heap between objects.", false, func(m stats) uint64 { return m.HeapInuse - m.HeapAlloc }},
		{"/memory/classes/total:bytes", "Memory that the runtime has from the system.", false, func(m stats) uint64 { return m.Sys }},
		{"/sched/gomaxprocs:threads", "How many threads run Go code at once.", false, func(stats) uint64 { return uint64(runtime.GOMAXPROCS(0)) }},
		{"/sched/goroutines:goroutines", "Goroutines.", false, func(stats) uint64 { return uint64(runtime.NumGoroutine()) }},
	}
}

// All describes the metrics that there are, by name.
func All() []Description {
	var all []Description
	for _, m := range metrics() {
		all = append(all, Description{m.name, m.text, KindUint64, m.cumulative})
	}
	return all
}

// Read sets the Values of the samples. That of an unknown name is of KindBad.
func Read(m []Sample) {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	all := metrics()
	for i := range m {
		m[i].Value = Value{}
		for _, metric := range all {
			if metric.name == m[i].Name {
				m[i].Value = Value{KindUint64, metric.read(&stats)}
			}
		}
	}
}
