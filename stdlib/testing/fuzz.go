package testing

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// InternalFuzzTarget is a fuzz target and its name.
type InternalFuzzTarget struct {
	Name string
	Fn   func(f *F)
}

// F is a running fuzz target. Its seed corpus runs as tests: what Add was given, and the files in testdata/fuzz/NAME.
type F struct {
	common
	corpus     []corpusEntry
	fuzzCalled bool
	deps       testDeps
	tstate     *testState
}

type corpusEntry struct {
	name   string
	values []any
}

// Skipped reports whether the target was skipped.
func (f *F) Skipped() bool {
	f.noFuzz("Skipped")
	return f.common.Skipped()
}

// Fail marks the target as failed.
func (f *F) Fail() {
	f.noFuzz("Fail")
	f.common.Fail()
}

// Add adds a value for each argument of the function under test to the corpus.
func (f *F) Add(args ...any) {
	for _, a := range args {
		if t := reflect.TypeOf(a); !fuzzable(t) {
			panic(fmt.Sprintf("testing: unsupported type to Add %v", t))
		}
	}
	f.corpus = append(f.corpus, corpusEntry{fmt.Sprintf("seed#%d", len(f.corpus)), append([]any(nil), args...)})
}

func fuzzable(t reflect.Type) bool {
	if t == nil {
		return false
	}
	if t == reflect.TypeFor[[]byte]() {
		return true
	}
	if t.PkgPath() != "" {
		return false
	}
	switch k := t.Kind(); k {
	case reflect.String, reflect.Bool, reflect.Float32, reflect.Float64:
		return true
	default:
		return reflect.Int <= k && k <= reflect.Uint64
	}
}

// Fuzz runs ff, a func(*testing.T, ...), with each entry of the corpus.
func (f *F) Fuzz(ff any) {
	if f.fuzzCalled {
		panic("testing: F.Fuzz called more than once")
	}
	f.fuzzCalled = true
	if f.Failed() {
		return
	}
	fn := reflect.ValueOf(ff)
	t := fn.Type()
	if t.Kind() != reflect.Func {
		panic("testing: F.Fuzz must receive a function")
	}
	if t.NumIn() < 2 || t.In(0) != reflect.TypeFor[*T]() {
		panic("testing: fuzz target must receive at least two arguments, where the first argument is a *T")
	}
	if t.NumOut() != 0 {
		panic("testing: fuzz target must not return a value")
	}
	var types []reflect.Type
	for i := 1; i < t.NumIn(); i++ {
		if !fuzzable(t.In(i)) {
			panic(fmt.Sprintf("testing: unsupported type for fuzzing %v", t.In(i)))
		}
		types = append(types, t.In(i))
	}
	for _, e := range f.corpus {
		if err := checkCorpus(e.values, types); err != nil {
			f.Fatal(err)
		}
	}
	files, err := readCorpus(filepath.Join("testdata", "fuzz", f.name), types)
	if err != nil {
		f.Fatal(err)
	}
	f.corpus = append(f.corpus, files...)
	for _, e := range f.corpus {
		name := f.name + "/" + e.name
		if _, ok, _ := f.tstate.match.fullName(nil, name); !ok || shouldFailFast() {
			continue
		}
		var pcs [64]uintptr
		n := runtime.Callers(1, pcs[:])
		s := &T{tstate: f.tstate}
		s.init(name, &f.common, pcs[:n])
		s.w = indenter{&s.common}
		if s.chatty != nil {
			s.chatty.Updatef(name, "=== RUN   %s\n", name)
		}
		f.inFuzzFn = true
		go tRunner(s, func(t *T) {
			args := []reflect.Value{reflect.ValueOf(t)}
			for _, v := range e.values {
				args = append(args, reflect.ValueOf(v))
			}
			fn.Call(args)
		})
		<-s.signal
		f.inFuzzFn = false
	}
}

func checkCorpus(values []any, types []reflect.Type) error {
	if len(values) != len(types) {
		return fmt.Errorf("wrong number of values in corpus entry: %d, want %d", len(values), len(types))
	}
	var have, want []string
	same := true
	for i, v := range values {
		if t := reflect.TypeOf(v); t != types[i] {
			same = false
		}
		have = append(have, reflect.TypeOf(v).String())
		want = append(want, types[i].String())
	}
	if !same {
		return fmt.Errorf("mismatched types in corpus entry: %v, want %v", have, want)
	}
	return nil
}

func readCorpus(dir string, types []reflect.Type) ([]corpusEntry, error) {
	files, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("reading seed corpus from testdata: %v", err)
	}
	var list []corpusEntry
	var wrong []string
	for _, file := range files {
		if file.IsDir() {
			continue
		}
		path := filepath.Join(dir, file.Name())
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("failed to read corpus file: %v", err)
		}
		values, err := parseCorpusFile(string(data))
		if err == nil {
			err = checkCorpus(values, types)
		}
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%q: %v", path, err))
			continue
		}
		list = append(list, corpusEntry{file.Name(), values})
	}
	if wrong != nil {
		return nil, errors.New(strings.Join(wrong, "\n"))
	}
	return list, nil
}

// parseCorpusFile reads a header line, then a line like `int(5)` or `[]byte("x")` for each value.
func parseCorpusFile(text string) (values []any, err error) {
	if text == "" {
		return nil, errors.New("cannot unmarshal empty string")
	}
	lines := strings.Split(text, "\n")
	if len(lines) < 2 {
		return nil, errors.New("must include version and at least one value")
	}
	if version := strings.TrimSuffix(lines[0], "\r"); version != "go test fuzz v1" {
		return nil, fmt.Errorf("unknown encoding version: %s", version)
	}
	for _, line := range lines[1:] {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		v, err := parseCorpusValue(line)
		if err != nil {
			return nil, fmt.Errorf("malformed line %q: %v", line, err)
		}
		values = append(values, v)
	}
	return values, nil
}

func parseCorpusValue(line string) (any, error) {
	typ, rest, ok := strings.Cut(line, "(")
	arg, closed := strings.CutSuffix(rest, ")")
	if !ok || !closed {
		return nil, errors.New("expected call expression")
	}
	arg = strings.TrimSpace(arg)
	switch strings.TrimSpace(typ) {
	case "[]byte":
		s, err := strconv.Unquote(arg)
		return []byte(s), err
	case "string":
		return strconv.Unquote(arg)
	case "bool":
		switch arg {
		case "true", "false":
			return arg == "true", nil
		}
		return nil, errors.New("true or false required for type bool")
	case "byte", "uint8":
		if strings.HasPrefix(arg, "'") {
			r, _, _, err := strconv.UnquoteChar(strings.Trim(arg, "'"), '\'')
			return byte(r), err
		}
		v, err := strconv.ParseUint(arg, 0, 8)
		return uint8(v), err
	case "rune", "int32":
		if strings.HasPrefix(arg, "'") {
			s, err := strconv.Unquote(arg)
			for _, r := range s {
				return r, err
			}
			return nil, err
		}
		v, err := strconv.ParseInt(arg, 0, 32)
		return int32(v), err
	case "int":
		v, err := strconv.ParseInt(arg, 0, 64)
		return int(v), err
	case "int8":
		v, err := strconv.ParseInt(arg, 0, 8)
		return int8(v), err
	case "int16":
		v, err := strconv.ParseInt(arg, 0, 16)
		return int16(v), err
	case "int64":
		v, err := strconv.ParseInt(arg, 0, 64)
		return v, err
	case "uint":
		v, err := strconv.ParseUint(arg, 0, 64)
		return uint(v), err
	case "uint16":
		v, err := strconv.ParseUint(arg, 0, 16)
		return uint16(v), err
	case "uint32":
		v, err := strconv.ParseUint(arg, 0, 32)
		return uint32(v), err
	case "uint64":
		v, err := strconv.ParseUint(arg, 0, 64)
		return v, err
	case "float32":
		v, err := strconv.ParseFloat(arg, 32)
		return float32(v), err
	case "float64":
		v, err := strconv.ParseFloat(arg, 64)
		return v, err
	case "math.Float32frombits":
		v, err := strconv.ParseUint(arg, 0, 32)
		return math.Float32frombits(uint32(v)), err
	case "math.Float64frombits":
		v, err := strconv.ParseUint(arg, 0, 64)
		return math.Float64frombits(v), err
	}
	return nil, errors.New("expected []byte or primitive type")
}

func runFuzzTests(deps testDeps, targets []InternalFuzzTarget, deadline time.Time) (ran, ok bool) {
	ok = true
	if len(targets) == 0 {
		return ran, ok
	}
	m := newMatcher(deps.MatchString, *match, "-test.run", *skip)
	for _, procs := range cpuList {
		runtime.GOMAXPROCS(procs)
		for i := uint(0); i < *count; i++ {
			if shouldFailFast() {
				break
			}
			state := newTestState(m)
			state.deadline = deadline
			root := newRoot(state)
			for _, target := range targets {
				if shouldFailFast() {
					break
				}
				name, matched, _ := m.fullName(nil, target.Name)
				if !matched {
					continue
				}
				f := &F{deps: deps, tstate: state}
				f.init(name, &root.common, nil)
				f.ctx, f.cancel = context.WithCancel(context.Background())
				f.w = indenter{&f.common}
				if f.chatty != nil {
					f.chatty.Updatef(name, "=== RUN   %s\n", name)
				}
				go fRunner(f, target.Fn)
				<-f.signal
				ok = ok && !f.Failed()
				ran = ran || f.ran
			}
			if !ran {
				break
			}
		}
	}
	return ran, ok
}

func fRunner(f *F, fn func(*F)) {
	f.runner = callerName(0)
	defer f.end()
	defer func() {
		if len(f.sub) == 0 {
			f.runCleanup(false)
		}
	}()
	f.start = time.Now()
	fn(f)
	f.mu.Lock()
	f.finished = true
	f.mu.Unlock()
}

// end is deferred by fRunner.
func (f *F) end() {
	err := recover()
	f.inFuzzFn = false
	if f.Failed() {
		numFailed.Add(1)
	}
	if err == nil {
		f.mu.RLock()
		notCalled := !f.fuzzCalled && !f.skipped && !f.failed
		if !f.finished && !f.skipped && !f.failed {
			err = errGoexit
		}
		f.mu.RUnlock()
		if notCalled && err == nil {
			f.Error("returned without calling F.Fuzz, F.Fail, or F.Skip")
		}
	}
	dying := false
	defer func() {
		if !dying {
			f.signal <- true
		}
	}()
	die := func(err any) {
		f.Fail()
		if r := f.runCleanup(true); r != nil {
			f.Logf("cleanup panicked with %v", r)
		}
		for c := &f.common; c.parent != nil; c = c.parent {
			c.mu.Lock()
			c.duration += time.Since(c.start)
			d := c.duration
			c.mu.Unlock()
			c.flushToParent(c.name, "--- FAIL: %s (%s)\n", c.name, fmtDuration(d))
		}
		dying = true
		panic(err)
	}
	if err != nil {
		die(err)
	}
	f.duration += time.Since(f.start)
	if len(f.sub) > 0 {
		f.tstate.release()
		close(f.barrier)
		for _, sub := range f.sub {
			<-sub.signal
		}
		start := time.Now()
		err := f.runCleanup(true)
		f.duration += time.Since(start)
		if err != nil {
			die(err)
		}
	}
	f.flushPartial()
	verdict := "PASS"
	switch {
	case f.Failed():
		verdict = "FAIL"
	case f.Skipped():
		verdict = "SKIP"
	}
	if f.Failed() || f.chatty != nil {
		f.flushToParent(f.name, "--- %s: %s (%s)\n", verdict, f.name, fmtDuration(f.duration))
	}
	f.mu.Lock()
	f.done = true
	f.mu.Unlock()
	f.setRan()
}
