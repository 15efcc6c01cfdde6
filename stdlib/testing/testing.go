// Package testing supports tests, benchmarks, examples and fuzz targets: functions in _test.go files that minigo test runs.
package testing

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"internal/synctest"
	"internal/testlog"
	"io"
	"math/rand"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

var (
	initRan bool

	short           *bool
	failFast        *bool
	verbose         *bool
	fullPath        = new(bool)
	artifacts       = new(bool)
	outputDir       = new(string)
	match           *string
	skip            *string
	matchList       *string
	matchFuzz       *string
	matchBenchmarks *string
	benchmarkMemory *bool
	timeout         *time.Duration
	cpuListText     *string
	parallel        *int
	count           *uint
	shuffle         *string
	panicOnExit0    *bool
	benchTime       = durationOrCount{d: time.Second}

	cpuList   []int
	numFailed atomic.Uint32
	running   sync.Map // name of the test → when it was started
	// Whether a test binary runs; set by MainStart.
	testBinary bool
)

// Init defines the flags -test.…; the test command's main function calls it.
func Init() {
	if initRan {
		return
	}
	initRan = true
	short = flag.Bool("test.short", false, "run smaller test suite to save time")
	failFast = flag.Bool("test.failfast", false, "do not start new tests after the first test failure")
	flag.StringVar(outputDir, "test.outputdir", "", "write profiles to `dir`")
	flag.BoolVar(artifacts, "test.artifacts", false, "store test artifacts in test.,outputdir")
	verbose = new(bool)
	flag.Var(verboseFlag{}, "test.v", "verbose: print additional output")
	count = flag.Uint("test.count", 1, "run tests and benchmarks `n` times")
	matchList = flag.String("test.list", "", "list tests, examples, and benchmarks matching `regexp` then exit")
	match = flag.String("test.run", "", "run only tests and examples matching `regexp`")
	skip = flag.String("test.skip", "", "do not list or run tests matching `regexp`")
	flag.BoolVar(fullPath, "test.fullpath", false, "show full file names in error messages")
	timeout = flag.Duration("test.timeout", 0, "panic test binary after duration `d` (default 0, timeout disabled)")
	cpuListText = flag.String("test.cpu", "", "comma-separated `list` of cpu counts to run each test with")
	parallel = flag.Int("test.parallel", runtime.GOMAXPROCS(0), "run at most `n` tests in parallel")
	shuffle = flag.String("test.shuffle", "off", "randomize the execution order of tests and benchmarks")
	panicOnExit0 = flag.Bool("test.paniconexit0", false, "panic on call to os.Exit(0)")
	matchBenchmarks = flag.String("test.bench", "", "run only benchmarks matching `regexp`")
	benchmarkMemory = flag.Bool("test.benchmem", false, "print memory allocations for benchmarks")
	flag.Var(&benchTime, "test.benchtime", "run each benchmark for duration `d` or N times if `d` is of the form Nx")
	matchFuzz = flag.String("test.fuzz", "", "run the fuzz test matching `regexp`")
}

// verboseFlag is -test.v, which may also be "test2json".
type verboseFlag struct{}

func (verboseFlag) IsBoolFlag() bool { return true }
func (verboseFlag) String() string {
	if verbose != nil && *verbose {
		return "true"
	}
	return "false"
}
func (verboseFlag) Get() any { return *verbose }
func (verboseFlag) Set(s string) error {
	switch s {
	case "true", "test2json":
		*verbose = true
	case "false":
		*verbose = false
	default:
		return fmt.Errorf("invalid flag -test.v=%s", s)
	}
	return nil
}

// Short reports whether -short was given.
func Short() bool {
	if short == nil {
		panic("testing: Short called before Init")
	}
	if !flag.Parsed() {
		panic("testing: Short called before Parse")
	}
	return *short
}

// Verbose reports whether -v was given.
func Verbose() bool {
	if verbose == nil {
		panic("testing: Verbose called before Init")
	}
	if !flag.Parsed() {
		panic("testing: Verbose called before Parse")
	}
	return *verbose
}

// Testing reports whether the program is a test.
func Testing() bool { return testBinary }

// CoverMode returns the mode of test coverage: "", there is none.
func CoverMode() string { return "" }

// Coverage returns how much of the code was covered: 0 where coverage is off.
func Coverage() float64 { return 0 }

// Cover belongs to the interface between the test command and this package.
type Cover struct {
	Mode            string
	Counters        map[string][]uint32
	Blocks          map[string][]CoverBlock
	CoveredPackages string
}

// CoverBlock is a piece of code that was or was not covered.
type CoverBlock struct {
	Line0 uint32
	Col0  uint16
	Line1 uint32
	Col1  uint16
	Stmts uint16
}

// RegisterCover does nothing: coverage is off.
func RegisterCover(c Cover) {}

// AllocsPerRun returns how many allocations a call of f makes on average, counted over `runs` calls after a first one.
func AllocsPerRun(runs int, f func()) (avg float64) {
	if parallelRunning.Load() > 0 {
		panic("testing: AllocsPerRun called during parallel test")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := 0; i < runs; i++ {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64((after.Mallocs - before.Mallocs) / uint64(runs))
}

var parallelRunning atomic.Int64

func shouldFailFast() bool { return *failFast && numFailed.Load() > 0 }

// InternalTest is a test function and its name.
type InternalTest struct {
	Name string
	F    func(*T)
}

// T is a running test.
type T struct {
	common
	denyParallel bool
	tstate       *testState
}

// Parallel says that the test may run in parallel with others that say so; it goes on when the test it is part of has returned.
func (t *T) Parallel() {
	if t.isParallel {
		panic("testing: t.Parallel called multiple times")
	}
	if t.bubble {
		panic("testing: t.Parallel called inside synctest bubble")
	}
	if t.denyParallel {
		panic("testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel")
	}
	if t.parent.barrier == nil {
		// A fuzz target's inputs run one by one.
		return
	}
	t.isParallel = true
	t.duration += time.Since(t.start)
	t.parent.mu.Lock()
	t.parent.sub = append(t.parent.sub, t)
	t.parent.mu.Unlock()
	if t.chatty != nil {
		t.chatty.Updatef(t.name, "=== PAUSE %s\n", t.name)
	}
	running.Delete(t.name)
	t.signal <- true
	<-t.parent.barrier
	t.tstate.waitParallel()
	parallelRunning.Add(1)
	if t.chatty != nil {
		t.chatty.Updatef(t.name, "=== CONT  %s\n", t.name)
	}
	running.Store(t.name, time.Now())
	t.start = time.Now()
}

func (t *T) checkParallel() {
	for c := &t.common; c != nil; c = c.parent {
		if c.isParallel {
			panic("testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel")
		}
	}
	t.denyParallel = true
}

// Setenv sets a variable of the environment until the test ends. Not for parallel tests.
func (t *T) Setenv(key, value string) {
	t.checkParallel()
	t.common.Setenv(key, value)
}

// Chdir changes the working directory until the test ends. Not for parallel tests.
func (t *T) Chdir(dir string) {
	t.checkParallel()
	t.common.Chdir(dir)
}

func init() { synctest.TestInBubble = testInBubble }

func testInBubble(test, fn any) bool {
	t, f := test.(*T), fn.(func(*T))
	if t.cleanup.Load() {
		panic("testing: synctest.Run called during t.Cleanup")
	}
	var pcs [64]uintptr
	n := runtime.Callers(3, pcs[:])
	b := &T{tstate: t.tstate}
	b.init(t.name, &t.common, pcs[:n])
	b.bubble = true
	go tRunner(b, f)
	if !<-b.signal {
		runtime.Goexit()
	}
	return !b.failed
}

// Deadline returns when the test binary will give up; false: never.
func (t *T) Deadline() (deadline time.Time, ok bool) {
	if t.bubble {
		panic("testing: t.Deadline called inside synctest bubble")
	}
	deadline = t.tstate.deadline
	return deadline, !deadline.IsZero()
}

var errGoexit = errors.New("test executed panic(nil) or runtime.Goexit")

// tRunner runs fn as the test t, in a goroutine of its own.
func tRunner(t *T, fn func(t *T)) {
	t.runner = callerName(0)
	defer t.end()
	defer func() {
		if len(t.sub) == 0 {
			t.runCleanup(false)
		}
	}()
	t.start = time.Now()
	fn(t)
	t.mu.Lock()
	t.finished = true
	t.mu.Unlock()
}

// end is deferred by tRunner: it reports, and waits for parallel subtests.
func (t *T) end() {
	err := recover()
	if t.Failed() {
		numFailed.Add(1)
	}
	signal := true
	t.mu.RLock()
	finished := t.finished
	t.mu.RUnlock()
	if !finished && err == nil {
		err = errGoexit
		for p := t.parent; p != nil; p = p.parent {
			p.mu.RLock()
			finished = p.finished
			p.mu.RUnlock()
			if finished {
				if !t.isParallel {
					t.Errorf("%v: subtest may have called FailNow on a parent test", err)
					err = nil
				}
				signal = false
				break
			}
		}
	}
	// The signal is sent even if a cleanup calls FailNow, but not if the program dies.
	dying := false
	defer func() {
		if dying {
			return
		}
		if err != nil {
			panic(err)
		}
		running.Delete(t.name)
		if t.isParallel {
			parallelRunning.Add(-1)
		}
		t.signal <- signal
	}()
	die := func(err any) {
		t.Fail()
		if r := t.runCleanup(true); r != nil {
			t.Logf("cleanup panicked with %v", r)
		}
		for c := &t.common; !c.bubble && c.parent != nil; c = c.parent {
			c.mu.Lock()
			c.duration += time.Since(c.start)
			d := c.duration
			c.mu.Unlock()
			c.flushPartial()
			c.flushToParent(c.name, "--- FAIL: %s (%s)\n", c.name, fmtDuration(d))
			if r := c.parent.runCleanup(true); r != nil {
				fmt.Fprintf(c.parent.w, "cleanup panicked with %v", r)
			}
		}
		dying = true
		panic(err)
	}
	if err != nil {
		die(err)
	}
	t.duration += time.Since(t.start)
	if len(t.sub) > 0 {
		t.tstate.release()
		running.Delete(t.name)
		close(t.barrier)
		for _, sub := range t.sub {
			<-sub.signal
		}
		start := time.Now()
		running.Store(t.name, start)
		err := t.runCleanup(true)
		t.duration += time.Since(start)
		if err != nil {
			die(err)
		}
		if !t.isParallel {
			t.tstate.waitParallel()
		}
	} else if t.isParallel {
		t.tstate.release()
	}
	for c := &t.common; c.parent != nil; c = c.parent {
		c.flushPartial()
	}
	t.report()
	t.mu.Lock()
	t.done = true
	t.mu.Unlock()
	if t.parent != nil && !t.hasSub.Load() {
		t.setRan()
	}
}

func (t *T) report() {
	if t.parent == nil || t.bubble {
		return
	}
	verdict := "PASS"
	switch {
	case t.Failed():
		verdict = "FAIL"
	case t.chatty == nil:
		return
	case t.Skipped():
		verdict = "SKIP"
	}
	t.flushToParent(t.name, "--- %s: %s (%s)\n", verdict, t.name, fmtDuration(t.duration))
}

// Run runs f as a subtest called name and waits until it returns or calls Parallel. It reports whether f has not failed.
func (t *T) Run(name string, f func(t *T)) bool {
	if t.bubble {
		panic("testing: t.Run called inside synctest bubble")
	}
	if t.cleanup.Load() {
		panic("testing: t.Run called during t.Cleanup")
	}
	t.hasSub.Store(true)
	full, ok, _ := t.tstate.match.fullName(&t.common, name)
	if !ok || shouldFailFast() {
		return true
	}
	var pcs [64]uintptr
	n := runtime.Callers(2, pcs[:])
	s := &T{tstate: t.tstate}
	s.init(full, &t.common, pcs[:n])
	s.w = indenter{&s.common}
	if s.chatty != nil {
		s.chatty.Updatef(full, "=== RUN   %s\n", full)
	}
	running.Store(full, time.Now())
	go tRunner(s, f)
	if !<-s.signal {
		runtime.Goexit() // FailNow was called on a parent
	}
	return !s.Failed()
}

// init fills in a new test below parent (nil: the root).
func (c *common) init(name string, parent *common, creator []uintptr) {
	c.name = name
	c.parent = parent
	c.creator = creator
	c.signal = make(chan bool, 1)
	c.barrier = make(chan bool)
	c.ctx, c.cancel = context.WithCancel(context.Background())
	if parent != nil {
		c.level = parent.level + 1
		c.chatty = parent.chatty
	}
}

// testState is shared by all tests of a run: the filter, and how many run at once.
type testState struct {
	match    *matcher
	deadline time.Time

	mu      sync.Mutex
	start   chan bool // a waiting parallel test takes one value and goes on
	running int       // at most max; tests that wait for subtests do not count
	waiting int
	max     int
}

func newTestState(m *matcher) *testState {
	return &testState{match: m, start: make(chan bool), max: *parallel, running: 1}
}

func (s *testState) waitParallel() {
	s.mu.Lock()
	if s.running < s.max {
		s.running++
		s.mu.Unlock()
		return
	}
	s.waiting++
	s.mu.Unlock()
	<-s.start
}

func (s *testState) release() {
	s.mu.Lock()
	if s.waiting == 0 {
		s.running--
		s.mu.Unlock()
		return
	}
	s.waiting--
	s.mu.Unlock()
	s.start <- true
}

// testDeps is what the generated main function supplies.
type testDeps interface {
	ImportPath() string
	MatchString(pat, str string) (bool, error)
}

type onlyMatch func(pat, str string) (bool, error)

func (f onlyMatch) ImportPath() string                        { return "" }
func (f onlyMatch) MatchString(pat, str string) (bool, error) { return f(pat, str) }

// Main runs tests, benchmarks and examples and ends the program.
func Main(matchString func(pat, str string) (bool, error), tests []InternalTest, benchmarks []InternalBenchmark, examples []InternalExample) {
	os.Exit(MainStart(onlyMatch(matchString), tests, benchmarks, nil, examples).Run())
}

// M is all there is to run: what TestMain gets.
type M struct {
	deps        testDeps
	tests       []InternalTest
	benchmarks  []InternalBenchmark
	fuzzTargets []InternalFuzzTarget
	examples    []InternalExample
	exitCode    int // read by the generated main function
}

// MainStart makes an M; generated main functions call it.
func MainStart(deps testDeps, tests []InternalTest, benchmarks []InternalBenchmark, fuzzTargets []InternalFuzzTarget, examples []InternalExample) *M {
	Init()
	testBinary = true
	return &M{deps: deps, tests: tests, benchmarks: benchmarks, fuzzTargets: fuzzTargets, examples: examples}
}

// Run runs everything that the flags ask for and returns the exit code.
func (m *M) Run() (code int) {
	defer func() { m.exitCode = code }()
	if !flag.Parsed() {
		flag.Parse()
	}
	if *parallel < 1 {
		fmt.Fprintln(os.Stderr, "testing: -parallel can only be given a positive integer")
		flag.Usage()
		return 2
	}
	if *matchList != "" {
		return m.list()
	}
	if *shuffle != "off" {
		seed := time.Now().UnixNano()
		if *shuffle != "on" {
			var err error
			if seed, err = strconv.ParseInt(*shuffle, 10, 64); err != nil {
				fmt.Fprintln(os.Stderr, `testing: -shuffle should be "off", "on", or a valid integer:`, err)
				return 2
			}
		}
		fmt.Println("-test.shuffle", seed)
		rng := rand.New(rand.NewSource(seed))
		rng.Shuffle(len(m.tests), func(i, j int) { m.tests[i], m.tests[j] = m.tests[j], m.tests[i] })
		rng.Shuffle(len(m.benchmarks), func(i, j int) { m.benchmarks[i], m.benchmarks[j] = m.benchmarks[j], m.benchmarks[i] })
	}
	parseCPUList()
	if *panicOnExit0 {
		testlog.PanicOnExit0.Store(true)
		defer testlog.PanicOnExit0.Store(false)
	}
	var deadline time.Time
	var alarm *time.Timer
	if *timeout > 0 {
		deadline = time.Now().Add(*timeout)
		alarm = time.AfterFunc(*timeout, func() {
			debug.SetTraceback("all")
			extra := ""
			if list := runningList(); len(list) > 0 {
				extra = "\nrunning tests:\n\t" + strings.Join(list, "\n\t")
			}
			panic(fmt.Sprintf("test timed out after %v%s", *timeout, strings.ReplaceAll(extra, "\n", "\n\t")))
		})
	}
	testRan, testOk := runTests(m.deps.MatchString, m.tests, deadline)
	fuzzRan, fuzzOk := runFuzzTests(m.deps, m.fuzzTargets, deadline)
	exampleRan, exampleOk := runExamples(m.deps.MatchString, m.examples)
	if alarm != nil {
		alarm.Stop()
	}
	if !testRan && !exampleRan && !fuzzRan && *matchBenchmarks == "" && *matchFuzz == "" {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	if !testOk || !exampleOk || !fuzzOk || !runBenchmarks(m.deps.ImportPath(), m.deps.MatchString, m.benchmarks) {
		fmt.Print("FAIL\n")
		return 1
	}
	fmt.Print("PASS\n")
	return 0
}

func runningList() []string {
	var list []string
	running.Range(func(k, v any) bool {
		list = append(list, fmt.Sprintf("%s (%v)", k.(string), time.Since(v.(time.Time)).Round(time.Second)))
		return true
	})
	slices.Sort(list)
	return list
}

func (m *M) list() int {
	if _, err := m.deps.MatchString(*matchList, "non-empty"); err != nil {
		fmt.Fprintf(os.Stderr, "testing: invalid regexp in -test.list (%q): %s\n", *matchList, err)
		return 1
	}
	show := func(name string) {
		if ok, _ := m.deps.MatchString(*matchList, name); ok {
			fmt.Println(name)
		}
	}
	for _, x := range m.tests {
		show(x.Name)
	}
	for _, x := range m.benchmarks {
		show(x.Name)
	}
	for _, x := range m.fuzzTargets {
		show(x.Name)
	}
	for _, x := range m.examples {
		show(x.Name)
	}
	return 0
}

func parseCPUList() {
	cpuList = nil
	for text := range strings.SplitSeq(*cpuListText, ",") {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n <= 0 {
			fmt.Fprintf(os.Stderr, "testing: invalid value %q for -test.cpu\n", text)
			os.Exit(1)
		}
		cpuList = append(cpuList, n)
	}
	if cpuList == nil {
		cpuList = []int{runtime.GOMAXPROCS(-1)}
	}
}

// RunTests runs tests as the flags say.
func RunTests(matchString func(pat, str string) (bool, error), tests []InternalTest) (ok bool) {
	var deadline time.Time
	if *timeout > 0 {
		deadline = time.Now().Add(*timeout)
	}
	if cpuList == nil {
		parseCPUList()
	}
	ran, ok := runTests(matchString, tests, deadline)
	if !ran {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	return ok
}

func runTests(matchString func(pat, str string) (bool, error), tests []InternalTest, deadline time.Time) (ran, ok bool) {
	ok = true
	for _, procs := range cpuList {
		runtime.GOMAXPROCS(procs)
		for i := uint(0); i < *count; i++ {
			if shouldFailFast() || (i > 0 && !ran) {
				break
			}
			state := newTestState(newMatcher(matchString, *match, "-test.run", *skip))
			state.deadline = deadline
			root := newRoot(state)
			tRunner(root, func(t *T) {
				for _, test := range tests {
					t.Run(test.Name, test.F)
				}
			})
			ok = ok && !root.Failed()
			ran = ran || root.ran
		}
	}
	return ran, ok
}

// newRoot makes the test of which all top-level tests are part.
func newRoot(state *testState) *T {
	t := &T{tstate: state}
	t.init("", nil, nil)
	t.w = io.Writer(os.Stdout)
	if Verbose() {
		t.chatty = &chattyPrinter{w: t.w}
	}
	return t
}
