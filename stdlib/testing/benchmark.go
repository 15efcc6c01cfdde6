package testing

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
)

// InternalBenchmark is a benchmark function and its name.
type InternalBenchmark struct {
	Name string
	F    func(b *B)
}

// Benchmarks run one at a time: their memory statistics are those of the process.
var benchmarkLock sync.Mutex

// durationOrCount is the value of -test.benchtime: "1s" or "100x".
type durationOrCount struct {
	d time.Duration
	n int
}

func (f *durationOrCount) String() string {
	if f.n > 0 {
		return fmt.Sprintf("%dx", f.n)
	}
	return f.d.String()
}

func (f *durationOrCount) Set(s string) error {
	if text, ok := strings.CutSuffix(s, "x"); ok {
		n, err := strconv.ParseInt(text, 10, 0)
		if err != nil || n < 0 {
			return fmt.Errorf("invalid count")
		}
		*f = durationOrCount{n: int(n)}
		return nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return fmt.Errorf("invalid duration")
	}
	*f = durationOrCount{d: d}
	return nil
}

// B is a running benchmark.
type B struct {
	common
	N int

	// The next count of Loop is below loopEnd while the fast path may be taken.
	loopNext uint64
	loopEnd  uint64 // 0: Loop was not called yet
	loopDone bool

	importPath       string
	state            *benchState
	previousN        int
	previousDuration time.Duration
	fn               func(b *B)
	benchTime        durationOrCount
	bytes            int64
	missingBytes     bool
	timerOn          bool
	showAllocs       bool
	result           BenchmarkResult
	parallelism      int
	startAllocs      uint64
	startBytes       uint64
	netAllocs        uint64
	netBytes         uint64
	extra            map[string]float64
}

func memCounts() (allocs, bytes uint64) {
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.Mallocs, s.TotalAlloc
}

// StartTimer goes on measuring after StopTimer. It runs when a benchmark begins.
func (b *B) StartTimer() {
	if !b.timerOn {
		b.startAllocs, b.startBytes = memCounts()
		b.start = time.Now()
		b.timerOn = true
	}
}

// StopTimer stops measuring.
func (b *B) StopTimer() {
	if b.timerOn {
		b.duration += time.Since(b.start)
		allocs, bytes := memCounts()
		b.netAllocs += allocs - b.startAllocs
		b.netBytes += bytes - b.startBytes
		b.timerOn = false
		if b.loopEnd > 0 {
			b.loopEnd = min(b.loopEnd, b.loopNext) // Loop looks whether the timer runs
		}
	}
}

// ResetTimer forgets what was measured so far.
func (b *B) ResetTimer() {
	if b.extra == nil {
		b.extra = make(map[string]float64)
	} else {
		clear(b.extra)
	}
	if b.timerOn {
		b.startAllocs, b.startBytes = memCounts()
		b.start = time.Now()
	}
	b.duration = 0
	b.netAllocs = 0
	b.netBytes = 0
}

// SetBytes says how many bytes an iteration processes; MB/s are reported then.
func (b *B) SetBytes(n int64) { b.bytes = n }

// ReportAllocs has allocations reported, as -benchmem does for all.
func (b *B) ReportAllocs() { b.showAllocs = true }

// Elapsed returns the time measured so far.
func (b *B) Elapsed() time.Duration {
	d := b.duration
	if b.timerOn {
		d += time.Since(b.start)
	}
	return d
}

// ReportMetric adds a number of the benchmark's own to its result; n should be per operation if unit ends with "/op".
func (b *B) ReportMetric(n float64, unit string) {
	if unit == "" {
		panic("metric unit must not be empty")
	}
	if strings.ContainsFunc(unit, unicode.IsSpace) {
		panic("metric unit must not contain whitespace")
	}
	b.extra[unit] = n
}

func (b *B) runN(n int) {
	benchmarkLock.Lock()
	defer benchmarkLock.Unlock()
	defer b.runCleanup(false)
	runtime.GC()
	b.N = n
	b.loopNext, b.loopEnd, b.loopDone = 0, 0, false
	b.ctx, b.cancel = context.WithCancel(context.Background())
	b.parallelism = 1
	b.ResetTimer()
	b.StartTimer()
	b.fn(b)
	b.StopTimer()
	b.previousN = n
	b.previousDuration = b.duration
	if b.loopEnd > 0 && !b.loopDone && !b.Failed() {
		b.Error("benchmark function returned without B.Loop() == false (break or return in loop?)")
	}
}

// Loop returns true as long as the benchmark is to go on; what lies before its first and after its last call is not measured.
func (b *B) Loop() bool {
	if b.loopNext < b.loopEnd {
		b.loopNext++
		return true
	}
	return b.loopSlow()
}

func (b *B) loopSlow() bool {
	if !b.timerOn {
		b.Fatal("B.Loop called with timer stopped")
	}
	switch {
	case b.loopEnd == 0:
		b.loopEnd = uint64(max(b.benchTime.n, 1))
		b.N = 0
		b.ResetTimer()
		b.loopNext = 1
		return true
	case b.benchTime.n > 0:
		if b.loopNext < uint64(b.benchTime.n) {
			b.loopEnd = uint64(b.benchTime.n)
			b.loopNext++
			return true
		}
	default:
		if t := b.Elapsed(); t < b.benchTime.d {
			b.loopEnd = uint64(predict(b.benchTime.d.Nanoseconds(), int64(b.loopNext), t.Nanoseconds(), int64(b.loopNext)))
			if b.loopNext < b.loopEnd {
				b.loopNext++
				return true
			}
		}
	}
	b.StopTimer()
	b.N = int(b.loopNext)
	b.loopDone = true
	return false
}

// predict returns how many iterations will take goal ns, given that `iters` took ns; at most 100 times the last number.
func predict(goal, iters, ns, last int64) int {
	n := goal * iters / max(ns, 1)
	n += n / 5
	n = min(n, 100*last)
	n = max(n, last+1)
	return int(min(n, 1e9))
}

// probe runs the benchmark once; false: that was all, it failed, was skipped or has sub-benchmarks.
func (b *B) probe() bool {
	if s := b.state; s != nil {
		if n := len(b.name) + s.extLen + 1; n > s.maxLen {
			s.maxLen = n + 8
		}
	}
	go func() {
		defer func() { b.signal <- true }()
		b.runN(1)
	}()
	<-b.signal
	if b.Failed() {
		fmt.Fprintf(b.w, "--- FAIL: %s\n%s", b.name, b.output)
		return false
	}
	b.mu.RLock()
	finished := b.finished
	b.mu.RUnlock()
	if b.hasSub.Load() || finished {
		if b.chatty != nil && (len(b.output) > 0 || finished) {
			tag := "BENCH"
			if b.Skipped() {
				tag = "SKIP"
			}
			b.trimOutput()
			fmt.Fprintf(b.w, "--- %s: %s\n%s", tag, b.name, b.output)
		}
		return false
	}
	return true
}

var labels sync.Once

func (b *B) printLabels(w io.Writer) {
	labels.Do(func() {
		fmt.Fprintf(w, "goos: %s\ngoarch: %s\n", runtime.GOOS, runtime.GOARCH)
		if b.importPath != "" {
			fmt.Fprintf(w, "pkg: %s\n", b.importPath)
		}
		if cpu := cpuName(); cpu != "" {
			fmt.Fprintf(w, "cpu: %s\n", cpu)
		}
	})
}

func cpuName() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.SplitSeq(string(data), "\n") {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func (b *B) run() {
	b.printLabels(b.w)
	if b.state != nil {
		b.state.measure(b)
	} else {
		b.launch()
	}
}

// launch runs the benchmark with growing N until it takes long enough.
func (b *B) launch() BenchmarkResult {
	go func() {
		defer func() { b.signal <- true }()
		if b.loopEnd == 0 {
			if b.benchTime.n > 0 {
				if b.benchTime.n > 1 {
					b.runN(b.benchTime.n)
				}
			} else {
				for n := 1; !b.Failed() && b.duration < b.benchTime.d && n < 1e9; {
					n = predict(b.benchTime.d.Nanoseconds(), int64(b.N), b.duration.Nanoseconds(), int64(n))
					b.runN(n)
				}
			}
		}
		b.result = BenchmarkResult{b.N, b.duration, b.bytes, b.netAllocs, b.netBytes, b.extra}
	}()
	<-b.signal
	return b.result
}

// BenchmarkResult is what a benchmark has measured.
type BenchmarkResult struct {
	N         int
	T         time.Duration
	Bytes     int64
	MemAllocs uint64
	MemBytes  uint64

	// Metrics given to ReportMetric.
	Extra map[string]float64
}

func (r BenchmarkResult) perOp(unit string, total int64) int64 {
	if v, ok := r.Extra[unit]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return total / int64(r.N)
}

// NsPerOp returns the metric "ns/op".
func (r BenchmarkResult) NsPerOp() int64 { return r.perOp("ns/op", r.T.Nanoseconds()) }

// AllocsPerOp returns the metric "allocs/op".
func (r BenchmarkResult) AllocsPerOp() int64 { return r.perOp("allocs/op", int64(r.MemAllocs)) }

// AllocedBytesPerOp returns the metric "B/op".
func (r BenchmarkResult) AllocedBytesPerOp() int64 { return r.perOp("B/op", int64(r.MemBytes)) }

func (r BenchmarkResult) mbPerSec() float64 {
	if v, ok := r.Extra["MB/s"]; ok {
		return v
	}
	if r.Bytes <= 0 || r.T <= 0 || r.N <= 0 {
		return 0
	}
	return (float64(r.Bytes) * float64(r.N) / 1e6) / r.T.Seconds()
}

// String returns the result as a benchmark's line has it, without name and allocations.
func (r BenchmarkResult) String() string {
	var buf strings.Builder
	fmt.Fprintf(&buf, "%8d", r.N)
	ns, ok := r.Extra["ns/op"]
	if !ok {
		ns = float64(r.T.Nanoseconds()) / float64(r.N)
	}
	if ns != 0 {
		buf.WriteByte('\t')
		writeMetric(&buf, ns, "ns/op")
	}
	if mbs := r.mbPerSec(); mbs != 0 {
		fmt.Fprintf(&buf, "\t%7.2f MB/s", mbs)
	}
	var units []string
	for unit := range r.Extra {
		if unit != "ns/op" && unit != "MB/s" && unit != "B/op" && unit != "allocs/op" {
			units = append(units, unit)
		}
	}
	slices.Sort(units)
	for _, unit := range units {
		buf.WriteByte('\t')
		writeMetric(&buf, r.Extra[unit], unit)
	}
	return buf.String()
}

// writeMetric writes x with at least four digits, the decimal points of a column below one another.
func writeMetric(w io.Writer, x float64, unit string) {
	digits := 0
	if y := math.Abs(x); y != 0 && y < 999.95 {
		digits = 1
		for limit := 99.995; y < limit && digits < 7; limit /= 10 {
			digits++
		}
	}
	width := 10
	if digits > 0 {
		width = 11 + digits
	}
	fmt.Fprintf(w, "%*.*f %s", width, digits, x, unit)
}

// MemString returns the allocations as a benchmark's line has them.
func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(), r.AllocsPerOp())
}

func benchmarkName(name string, procs int) string {
	if procs != 1 {
		return fmt.Sprintf("%s-%d", name, procs)
	}
	return name
}

// benchState is shared by all benchmarks of a run.
type benchState struct {
	match  *matcher
	maxLen int // the longest name so far
	extLen int // what "-procs" adds at most
}

// RunBenchmarks runs benchmarks as the flags say.
func RunBenchmarks(matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark) {
	if cpuList == nil {
		parseCPUList()
	}
	runBenchmarks("", matchString, benchmarks)
}

func runBenchmarks(importPath string, matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark) bool {
	if *matchBenchmarks == "" {
		return true
	}
	procs := max(1, slices.Max(cpuList))
	s := &benchState{
		match:  newMatcher(matchString, *matchBenchmarks, "-test.bench", *skip),
		extLen: len(benchmarkName("", procs)),
	}
	var list []InternalBenchmark
	for _, x := range benchmarks {
		if _, ok, _ := s.match.fullName(nil, x.Name); ok {
			list = append(list, x)
			s.maxLen = max(s.maxLen, len(benchmarkName(x.Name, procs))+s.extLen+1)
		}
	}
	root := &B{importPath: importPath, benchTime: benchTime, state: s}
	root.name = "Main"
	root.w = os.Stdout
	root.bench = true
	root.fn = func(b *B) {
		for _, x := range list {
			b.Run(x.Name, x.F)
		}
	}
	if Verbose() {
		root.chatty = &chattyPrinter{w: root.w}
	}
	root.runN(1)
	return !root.Failed()
}

// measure runs b for each number of Ps, and as often as -count says.
func (s *benchState) measure(b *B) {
	for i, procs := range cpuList {
		for j := uint(0); j < *count; j++ {
			runtime.GOMAXPROCS(procs)
			name := benchmarkName(b.name, procs)
			if b.chatty == nil {
				fmt.Fprintf(b.w, "%-*s\t", s.maxLen, name)
			}
			if i > 0 || j > 0 {
				fresh := &B{fn: b.fn, benchTime: b.benchTime}
				fresh.signal = make(chan bool)
				fresh.name = b.name
				fresh.w = b.w
				fresh.chatty = b.chatty
				fresh.bench = true
				b = fresh
				b.probe()
			}
			r := b.launch()
			if b.Failed() {
				fmt.Fprintf(b.w, "--- FAIL: %s\n%s", name, b.output)
				continue
			}
			line := r.String()
			if b.chatty != nil {
				fmt.Fprintf(b.w, "%-*s\t", s.maxLen, name)
			}
			if *benchmarkMemory || b.showAllocs {
				line += "\t" + r.MemString()
			}
			fmt.Fprintln(b.w, line)
			if len(b.output) > 0 {
				b.trimOutput()
				fmt.Fprintf(b.w, "--- BENCH: %s\n%s", name, b.output)
			}
			if p := runtime.GOMAXPROCS(-1); p != procs {
				fmt.Fprintf(os.Stderr, "testing: %s left GOMAXPROCS set to %d\n", name, p)
			}
		}
	}
}

// Run runs f as a benchmark called name, part of b. It reports whether it did not fail.
func (b *B) Run(name string, f func(b *B)) bool {
	b.hasSub.Store(true)
	benchmarkLock.Unlock()
	defer benchmarkLock.Lock()
	full, ok, partial := b.name, true, false
	if b.state != nil {
		full, ok, partial = b.state.match.fullName(&b.common, name)
	}
	if !ok {
		return true
	}
	var pcs [64]uintptr
	n := runtime.Callers(2, pcs[:])
	sub := &B{importPath: b.importPath, fn: f, benchTime: b.benchTime, state: b.state}
	sub.signal = make(chan bool)
	sub.name = full
	sub.parent = &b.common
	sub.level = b.level + 1
	sub.creator = pcs[:n]
	sub.w = b.w
	sub.chatty = b.chatty
	sub.bench = true
	if partial {
		sub.hasSub.Store(true) // its sub-benchmarks are meant
	}
	if b.chatty != nil {
		b.printLabels(os.Stdout)
		fmt.Println(full)
	}
	if sub.probe() {
		sub.run()
	}
	b.add(sub.result)
	return !sub.Failed()
}

// add makes b's result the sum of those of its sub-benchmarks.
func (b *B) add(other BenchmarkResult) {
	r := &b.result
	r.N = 1
	r.T += time.Duration(other.NsPerOp())
	if other.Bytes == 0 {
		b.missingBytes = true
		r.Bytes = 0
	}
	if !b.missingBytes {
		r.Bytes += other.Bytes
	}
	r.MemAllocs += uint64(other.AllocsPerOp())
	r.MemBytes += uint64(other.AllocedBytesPerOp())
}

// trimOutput keeps ten lines.
func (b *B) trimOutput() {
	lines := 0
	for i, c := range b.output {
		if c == '\n' {
			if lines++; lines >= 10 {
				b.output = append(b.output[:i], "\n\t... [output truncated]\n"...)
				return
			}
		}
	}
}

// PB is one goroutine's share of a parallel benchmark.
type PB struct {
	taken *atomic.Uint64 // iterations given out
	grain uint64
	left  uint64
	n     uint64
}

// Next reports whether there are iterations left.
func (pb *PB) Next() bool {
	if pb.left == 0 {
		n := pb.taken.Add(pb.grain)
		switch {
		case n <= pb.n:
			pb.left = pb.grain
		case n < pb.n+pb.grain:
			pb.left = pb.n + pb.grain - n
		default:
			return false
		}
	}
	pb.left--
	return true
}

// RunParallel calls body in several goroutines, which share the b.N iterations.
func (b *B) RunParallel(body func(*PB)) {
	if b.N == 0 {
		return
	}
	grain := uint64(1)
	if b.previousN > 0 && b.previousDuration > 0 {
		// About 100 µs of work at a time.
		grain = min(max(1e5*uint64(b.previousN)/uint64(b.previousDuration), 1), 1e4)
	}
	var taken atomic.Uint64
	var wg sync.WaitGroup
	for range b.parallelism * runtime.GOMAXPROCS(0) {
		wg.Go(func() { body(&PB{taken: &taken, grain: grain, n: uint64(b.N)}) })
	}
	wg.Wait()
	if taken.Load() <= uint64(b.N) && !b.Failed() {
		b.Fatal("RunParallel: body exited without pb.Next() == false")
	}
}

// SetParallelism has RunParallel use p goroutines for each of GOMAXPROCS.
func (b *B) SetParallelism(p int) {
	if p >= 1 {
		b.parallelism = p
	}
}

// Benchmark runs f as a benchmark, outside of the test command.
func Benchmark(f func(b *B)) BenchmarkResult {
	b := &B{fn: f, benchTime: benchTime}
	b.signal = make(chan bool)
	b.w = io.Discard
	if b.probe() {
		b.run()
	}
	return b.result
}
