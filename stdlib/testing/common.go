package testing

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
)

const indent = "    "

// TB is what T, B and F have in common.
type TB interface {
	ArtifactDir() string
	Attr(key, value string)
	Cleanup(func())
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Setenv(key, value string)
	Chdir(dir string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string
	Context() context.Context
	Output() io.Writer

	private()
}

// common is one running test, benchmark or fuzz target. The tests form a tree by parent; where two are locked, the child
// comes first, except in flushToParent.
type common struct {
	// Constant once the test runs.
	name    string
	parent  *common
	level   int
	creator []uintptr // where Run was called
	w       io.Writer // where reports go: standard output, or an indenter of this very test
	chatty  *chattyPrinter
	bench   bool
	bubble  bool // runs inside testing/synctest.Test
	signal  chan bool
	barrier chan bool // closed when parallel subtests may go on
	ctx     context.Context
	cancel  context.CancelFunc

	mu          sync.RWMutex
	output      []byte
	partial     []byte // written through Output, without newline yet
	failed      bool
	skipped     bool
	done        bool // reported
	finished    bool // the function returned, or FailNow or SkipNow was called
	ran         bool
	inFuzzFn    bool
	helpers     map[string]bool // functions that called Helper
	cleanups    []func()
	cleanupName string    // the function that registered the cleanup that runs
	cleanupPC   []uintptr // from where
	start       time.Time
	duration    time.Duration
	runner      string // name of the function that runs the test
	isParallel  bool
	sub         []*T // parallel subtests that wait for this one
	tempDir     string
	tempErr     error
	tempSeq     int
	tempOnce    bool
	artifacts   string

	hasSub  atomic.Bool
	cleanup atomic.Bool // cleanups are running
}

func (c *common) private() {}

// noFuzz panics where the method of an F is called by the function under test.
func (c *common) noFuzz(method string) {
	if c.inFuzzFn {
		panic("testing: f." + method + " was called inside the fuzz target, use t." + method + " instead")
	}
}

// Name returns the name of the test: for subtests the path, for benchmarks likewise.
func (c *common) Name() string { return c.name }

func (c *common) setRan() {
	for ; c != nil; c = c.parent {
		c.mu.Lock()
		c.ran = true
		c.mu.Unlock()
	}
}

// Fail marks the test, and those it is part of, as failed; it goes on.
func (c *common) Fail() {
	if c.parent != nil {
		c.parent.Fail()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		panic("Fail in goroutine after " + c.name + " has completed")
	}
	c.failed = true
}

// Failed reports whether the test has failed.
func (c *common) Failed() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.failed
}

// FailNow is Fail, and ends the calling goroutine, which must be that of the test.
func (c *common) FailNow() {
	c.noFuzz("FailNow")
	c.Fail()
	c.mu.Lock()
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

// SkipNow marks the test as skipped and ends the calling goroutine, which must be that of the test.
func (c *common) SkipNow() {
	c.noFuzz("SkipNow")
	c.mu.Lock()
	c.skipped = true
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

// Skipped reports whether the test was skipped.
func (c *common) Skipped() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.skipped
}

// target returns the test that takes output meant for c: c, or if c is done its next parent that is not; nil if there
// is none.
func (c *common) target() *common {
	for ; c != nil; c = c.parent {
		c.mu.RLock()
		open := !c.done && !c.bubble
		c.mu.RUnlock()
		if open {
			return c
		}
	}
	return nil
}

func (c *common) log(text string) {
	text = strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+indent) + "\n"
	n := c.target()
	if n == nil {
		panic("Log in goroutine after " + c.name + " has completed: " + text)
	}
	text = n.callSite(3) + text
	n.flushPartial()
	n.write([]byte(text))
}

// write adds whole lines to the test's output and keeps the rest.
func (c *common) write(p []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		i := bytes.IndexByte(p, '\n')
		if i < 0 {
			break
		}
		line := p[:i+1]
		p = p[i+1:]
		if len(c.partial) > 0 {
			line = append(c.partial, line...)
			c.partial = nil
		}
		switch {
		case c.done || c.chatty == nil:
			c.output = append(append(c.output, indent...), line...)
		case c.bench:
			fmt.Printf("%s%s", indent, line)
		default:
			c.chatty.Printf(c.name, "%s%s", indent, line)
		}
	}
	c.partial = append(c.partial, p...)
}

func (c *common) flushPartial() {
	c.mu.RLock()
	n := len(c.partial)
	c.mu.RUnlock()
	if n > 0 {
		c.write([]byte("\n"))
	}
}

type outputWriter struct{ c *common }

func (o outputWriter) Write(p []byte) (int, error) {
	if o.c.target() == nil {
		panic("Write called after " + o.c.name + " has completed")
	}
	o.c.write(p)
	return len(p), nil
}

// Output returns a Writer to the test's log: lines are indented as Log's are, without file and line.
func (c *common) Output() io.Writer {
	c.noFuzz("Output")
	n := c.target()
	if n == nil {
		panic("Output called after " + c.name + " has completed")
	}
	return outputWriter{n}
}

// callSite returns "file:line: " of the code that called the function `skip` levels up, helpers left out.
func (c *common) callSite(skip int) string {
	c.mu.Lock()
	frame := c.frameSkip(skip + 1)
	c.mu.Unlock()
	file := frame.File
	if file == "" {
		file = "???"
	} else if !*fullPath {
		file = filepath.Base(file)
	}
	return fmt.Sprintf("%s:%d: ", file, max(frame.Line, 1))
}

// frameSkip is called with c.mu held.
func (c *common) frameSkip(skip int) runtime.Frame {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(skip+1, pcs[:])])
	var first, prev runtime.Frame
	locked := (*common)(nil)
	defer func() {
		if locked != nil {
			locked.mu.Unlock()
		}
	}()
	for {
		frame, more := frames.Next()
		if frame.Function == "runtime.gopanic" {
			prev = frame
			if more {
				continue
			}
			return first
		}
		if c.cleanupName != "" && frame.Function == c.cleanupName {
			frames = runtime.CallersFrames(c.cleanupPC)
			continue
		}
		if first.Function == "" {
			first = frame
		}
		if frame.Function == c.runner {
			if c.level <= 1 {
				return prev
			}
			// The function of a subtest is a helper, too: the place is where Run was called.
			frames = runtime.CallersFrames(c.creator)
			parent := c.parent
			if locked != nil {
				locked.mu.Unlock()
			}
			c, locked = parent, parent
			parent.mu.Lock()
			continue
		}
		if !c.helpers[frame.Function] {
			return frame
		}
		if !more {
			return first
		}
		prev = frame
	}
}

// callerName returns the name of the function `skip` levels above the caller.
func callerName(skip int) string {
	var pc [1]uintptr
	if runtime.Callers(skip+2, pc[:]) == 0 {
		panic("testing: zero callers found")
	}
	frame, _ := runtime.CallersFrames(pc[:]).Next()
	return frame.Function
}

// Helper marks the calling function as a helper: logs show where it was called instead.
func (c *common) Helper() {
	if c.bubble {
		c = c.parent
	}
	name := callerName(1)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.helpers == nil {
		c.helpers = make(map[string]bool)
	}
	c.helpers[name] = true
}

// Log writes its arguments to the test's log, as Println does. The log is shown if the test fails or -v is given.
func (c *common) Log(args ...any) {
	c.noFuzz("Log")
	c.log(fmt.Sprintln(args...))
}

// Logf is Log with a format.
func (c *common) Logf(format string, args ...any) {
	c.noFuzz("Logf")
	c.log(fmt.Sprintf(format, args...))
}

// Error is Log and Fail.
func (c *common) Error(args ...any) {
	c.noFuzz("Error")
	c.log(fmt.Sprintln(args...))
	c.Fail()
}

// Errorf is Logf and Fail.
func (c *common) Errorf(format string, args ...any) {
	c.noFuzz("Errorf")
	c.log(fmt.Sprintf(format, args...))
	c.Fail()
}

// Fatal is Log and FailNow.
func (c *common) Fatal(args ...any) {
	c.noFuzz("Fatal")
	c.log(fmt.Sprintln(args...))
	c.FailNow()
}

// Fatalf is Logf and FailNow.
func (c *common) Fatalf(format string, args ...any) {
	c.noFuzz("Fatalf")
	c.log(fmt.Sprintf(format, args...))
	c.FailNow()
}

// Skip is Log and SkipNow.
func (c *common) Skip(args ...any) {
	c.noFuzz("Skip")
	c.log(fmt.Sprintln(args...))
	c.SkipNow()
}

// Skipf is Logf and SkipNow.
func (c *common) Skipf(format string, args ...any) {
	c.noFuzz("Skipf")
	c.log(fmt.Sprintf(format, args...))
	c.SkipNow()
}

// Cleanup has f called when the test and all its subtests are done: last registered, first called.
func (c *common) Cleanup(f func()) {
	c.noFuzz("Cleanup")
	var pcs [64]uintptr
	n := runtime.Callers(2, pcs[:])
	fn := func() {
		defer func() {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.cleanupName = ""
			c.cleanupPC = nil
		}()
		name := callerName(0)
		c.mu.Lock()
		c.cleanupName = name
		c.cleanupPC = pcs[:n]
		c.mu.Unlock()
		f()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cleanups = append(c.cleanups, fn)
}

// runCleanup calls the registered functions, even when some panic; with `catch` the panic is returned.
func (c *common) runCleanup(catch bool) (panicked any) {
	c.cleanup.Store(true)
	defer c.cleanup.Store(false)
	if catch {
		defer func() { panicked = recover() }()
	}
	defer func() {
		c.mu.Lock()
		more := len(c.cleanups) > 0
		c.mu.Unlock()
		if more {
			c.runCleanup(false)
		}
	}()
	if c.cancel != nil {
		c.cancel()
	}
	for {
		var f func()
		c.mu.Lock()
		if n := len(c.cleanups); n > 0 {
			f = c.cleanups[n-1]
			c.cleanups = c.cleanups[:n-1]
		}
		c.mu.Unlock()
		if f == nil {
			return nil
		}
		f()
	}
}

// Setenv sets a variable of the environment until the test ends. Not for parallel tests.
func (c *common) Setenv(key, value string) {
	c.noFuzz("Setenv")
	old, ok := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		c.Fatalf("cannot set environment variable: %v", err)
	}
	c.Cleanup(func() {
		if ok {
			os.Setenv(key, old)
		} else {
			os.Unsetenv(key)
		}
	})
}

// Chdir changes the working directory, and PWD, until the test ends. Not for parallel tests.
func (c *common) Chdir(dir string) {
	c.noFuzz("Chdir")
	old, err := os.Open(".")
	if err != nil {
		c.Fatal(err)
	}
	if err := os.Chdir(dir); err != nil {
		c.Fatal(err)
	}
	if !filepath.IsAbs(dir) {
		if dir, err = os.Getwd(); err != nil {
			c.Fatal(err)
		}
	}
	c.Setenv("PWD", dir)
	c.Cleanup(func() {
		err := old.Chdir()
		old.Close()
		if err != nil {
			panic("testing.Chdir: " + err.Error())
		}
	})
}

// Context returns a context that is canceled just before the cleanups run.
func (c *common) Context() context.Context {
	c.noFuzz("Context")
	return c.ctx
}

// Attr writes an attribute of the test to its log.
func (c *common) Attr(key, value string) {
	if strings.ContainsFunc(key, unicode.IsSpace) {
		c.Errorf("disallowed whitespace in attribute key %q", key)
		return
	}
	if strings.ContainsAny(value, "\r\n") {
		c.Errorf("disallowed newline in attribute value %q", value)
		return
	}
	if c.chatty != nil {
		c.chatty.Updatef(c.name, "=== ATTR  %s %v %v\n", c.name, key, value)
	}
}

// tempPattern returns the test's name with everything replaced that does not belong into a file's name.
func tempPattern(name string) string {
	if len(name) > 200 {
		name = name[:200]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r < 0x80 && strings.ContainsRune("-_.", r), r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return r
		case r >= 0x80 && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			return r
		case r < 0x80 && strings.ContainsRune("!#$%&()+,=@^{}~ ", r):
			return r
		}
		return -1
	}, name)
	return name
}

// TempDir returns a new directory that is removed after the test.
func (c *common) TempDir() string {
	c.noFuzz("TempDir")
	c.mu.Lock()
	fresh := !c.tempOnce
	if !fresh && c.tempErr == nil {
		_, err := os.Stat(c.tempDir)
		fresh = os.IsNotExist(err)
	}
	if fresh {
		c.tempOnce = true
		c.tempSeq = 0
		c.tempDir, c.tempErr = os.MkdirTemp(os.Getenv("GOTMPDIR"), tempPattern(c.name))
	}
	seq, err, base := c.tempSeq, c.tempErr, c.tempDir
	c.tempSeq++
	c.mu.Unlock()
	if fresh && err == nil {
		c.Cleanup(func() {
			if err := os.RemoveAll(base); err != nil {
				c.Errorf("TempDir RemoveAll cleanup: %v", err)
			}
		})
	}
	if err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	dir := fmt.Sprintf("%s%c%03d", base, os.PathSeparator, seq+1)
	if err := os.Mkdir(dir, 0777); err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	return dir
}

// ArtifactDir returns a directory for files that the test leaves behind: below the output directory with -artifacts,
// otherwise one that is removed after the test.
func (c *common) ArtifactDir() string {
	c.noFuzz("ArtifactDir")
	c.mu.Lock()
	dir := c.artifacts
	c.mu.Unlock()
	if dir != "" {
		return dir
	}
	if *artifacts {
		base := filepath.Join(*outputDir, "_artifacts", tempPattern(strings.ReplaceAll(c.name, "/", "__")))
		err := os.MkdirAll(filepath.Dir(base), 0777)
		if err == nil {
			err = os.RemoveAll(base)
		}
		if err == nil {
			err = os.Mkdir(base, 0777)
		}
		if err != nil {
			c.Fatalf("ArtifactDir: %v", err)
		}
		dir, _ = filepath.Abs(base)
		fmt.Fprintf(c.Output(), "=== ARTIFACTS %s %v\n", c.name, dir)
	} else {
		dir = c.TempDir()
	}
	c.mu.Lock()
	c.artifacts = dir
	c.mu.Unlock()
	return dir
}

// flushToParent writes a report and the test's output to where its parent keeps it.
func (c *common) flushToParent(name, format string, args ...any) {
	p := c.parent
	p.mu.Lock()
	defer p.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.output) > 0 {
		format += "%s"
		args = append(args[:len(args):len(args)], c.output)
		c.output = nil
	}
	if c.chatty != nil && p.w == c.chatty.w {
		c.chatty.Updatef(name, format, args...)
	} else {
		fmt.Fprintf(p.w, format, args...)
	}
}

// indenter adds lines to the output of a test whose lock is held.
type indenter struct{ c *common }

func (w indenter) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 {
		end := bytes.IndexByte(b, '\n') + 1
		if end == 0 {
			end = len(b)
		}
		w.c.output = append(append(w.c.output, indent...), b[:end]...)
		b = b[end:]
	}
	return n, nil
}

// chattyPrinter writes as it happens, and says which test it is from where that changes.
type chattyPrinter struct {
	w    io.Writer
	mu   sync.Mutex
	last string
}

// Updatef writes a line that names its test itself.
func (p *chattyPrinter) Updatef(name, format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = name
	fmt.Fprintf(p.w, format, args...)
}

// Printf writes a test's line.
func (p *chattyPrinter) Printf(name, format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last == "" {
		p.last = name
	} else if p.last != name {
		fmt.Fprintf(p.w, "=== NAME  %s\n", name)
		p.last = name
	}
	fmt.Fprintf(p.w, format, args...)
}

func fmtDuration(d time.Duration) string { return fmt.Sprintf("%.2fs", d.Seconds()) }
