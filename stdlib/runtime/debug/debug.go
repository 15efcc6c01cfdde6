// Package debug lets a program look at itself and tune its runtime.
package debug

import (
	"errors"
	"internal/rt"
	"os"
	"runtime"
	"strconv"
	"time"
)

// GCStats tells about recent garbage collections.
type GCStats struct {
	LastGC         time.Time
	NumGC          int64
	PauseTotal     time.Duration
	Pause          []time.Duration // the latest first
	PauseEnd       []time.Time
	PauseQuantiles []time.Duration
}

// ReadGCStats fills stats.
func ReadGCStats(stats *GCStats) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	stats.NumGC = int64(m.NumGC)
	stats.PauseTotal = time.Duration(m.PauseTotalNs)
	stats.LastGC = time.Unix(0, int64(m.LastGC))
	n := min(int(m.NumGC), len(m.PauseNs))
	stats.Pause = make([]time.Duration, n)
	stats.PauseEnd = make([]time.Time, n)
	for i := range n {
		at := (int(m.NumGC) + len(m.PauseNs) - 1 - i) % len(m.PauseNs)
		stats.Pause[i] = time.Duration(m.PauseNs[at])
		stats.PauseEnd[i] = time.Unix(0, int64(m.PauseEnd[at]))
	}
	if q := stats.PauseQuantiles; len(q) > 0 {
		clear(q)
		if n > 0 {
			sorted := append([]time.Duration(nil), stats.Pause...)
			for i := 1; i < n; i++ {
				for j := i; j > 0 && sorted[j-1] > sorted[j]; j-- {
					sorted[j-1], sorted[j] = sorted[j], sorted[j-1]
				}
			}
			for i := range q {
				q[i] = sorted[min(n*i/max(len(q)-1, 1), n-1)]
			}
		}
	}
}

func setGCPercent(percent int) int
func setMemoryLimit(limit int64) int64

// SetGCPercent sets how much the heap may grow between collections and returns the old setting; negative turns them off.
func SetGCPercent(percent int) int { return setGCPercent(percent) }

// FreeOSMemory runs a collection and gives memory back to the system.
func FreeOSMemory() { runtime.GC() }

// SetMaxStack returns the default limit of a goroutine's stack, which stays as it is.
func SetMaxStack(bytes int) int { return 1000000000 }

// SetMaxThreads returns the default limit of threads, which stays as it is.
func SetMaxThreads(threads int) int { return 10000 }

// SetPanicOnFault has no effect: there are no faults but those of nil pointers.
func SetPanicOnFault(enabled bool) bool { return false }

// SetTraceback has no effect: the environment variable GOTRACEBACK decides.
func SetTraceback(level string) {}

// SetMemoryLimit sets the memory that the collector tries to stay within and returns the old limit; negative only reads.
func SetMemoryLimit(limit int64) int64 { return setMemoryLimit(limit) }

// WriteHeapDump does nothing: there is no heap dump format.
func WriteHeapDump(fd uintptr) {}

// CrashOptions are those of SetCrashOutput.
type CrashOptions struct{}

// SetCrashOutput fails: traces go to standard error only.
func SetCrashOutput(f *os.File, opts CrashOptions) error {
	if f == nil {
		return nil
	}
	return errors.ErrUnsupported
}

// BuildInfo tells how a program was built.
type BuildInfo struct {
	GoVersion string
	Path      string
	Main      Module
	Deps      []*Module
	Settings  []BuildSetting
}

// A Module is a module of a build.
type Module struct {
	Path    string
	Version string
	Sum     string
	Replace *Module
}

// A BuildSetting is one setting of a build.
type BuildSetting struct {
	Key, Value string
}

// ReadBuildInfo returns what there is to know of the running program, with the settings that the go command uses if it is
// not told others.
func ReadBuildInfo() (info *BuildInfo, ok bool) {
	info = &BuildInfo{GoVersion: runtime.Version(), Path: rt.ProgramPath}
	if rt.ProgramModule != "" {
		info.Main = Module{Path: rt.ProgramModule, Version: "(devel)"}
	}
	info.Settings = []BuildSetting{
		{"-buildmode", "exe"}, {"-compiler", "gc"}, {"CGO_ENABLED", "1"}, {"CGO_CFLAGS", ""}, {"CGO_CPPFLAGS", ""}, {"CGO_CXXFLAGS", ""},
		{"CGO_LDFLAGS", ""}, {"GOARCH", runtime.GOARCH}, {"GOOS", runtime.GOOS}, {"GOAMD64", "v1"},
	}
	return info, true
}

// String returns the information in the format that ParseBuildInfo reads.
func (bi *BuildInfo) String() string {
	var b []byte
	line := func(fields ...string) {
		for i, f := range fields {
			if i > 0 {
				b = append(b, '\t')
			}
			b = append(b, f...)
		}
		b = append(b, '\n')
	}
	if bi.GoVersion != "" {
		line("go", bi.GoVersion)
	}
	if bi.Path != "" {
		line("path", bi.Path)
	}
	module := func(word string, m *Module) {
		if m.Replace == nil {
			line(word, m.Path, m.Version, m.Sum)
			return
		}
		line(word, m.Path, m.Version)
		line("=>", m.Replace.Path, m.Replace.Version, m.Replace.Sum)
	}
	if bi.Main != (Module{}) {
		module("mod", &bi.Main)
	}
	for _, dep := range bi.Deps {
		module("dep", dep)
	}
	quote := func(s string, special string) string {
		for i := range len(s) {
			for j := range len(special) {
				if s[i] == special[j] {
					return strconv.Quote(s)
				}
			}
		}
		return s
	}
	for _, s := range bi.Settings {
		key := quote(s.Key, "= \t\r\n\"`")
		if s.Key == "" {
			key = `""`
		}
		line("build", key+"="+quote(s.Value, " \t\r\n\"`"))
	}
	return string(b)
}

// ParseBuildInfo reads what BuildInfo.String returns.
func ParseBuildInfo(data string) (bi *BuildInfo, err error) {
	bi = new(BuildInfo)
	lineNumber := 1
	defer func() {
		if err != nil {
			err = &parseError{lineNumber, err}
		}
	}()
	var last *Module
	for data != "" {
		line := data
		if i := index(data, '\n'); i >= 0 {
			line, data = data[:i], data[i+1:]
		} else {
			data = ""
		}
		fields := split(line)
		switch fields[0] {
		case "go":
			bi.GoVersion = line[len("go")+1:]
		case "path":
			bi.Path = line[len("path")+1:]
		case "mod", "dep":
			if len(fields) != 3 && len(fields) != 4 {
				return nil, errors.New("expected 2 or 3 columns; got " + strconv.Itoa(len(fields)-1))
			}
			m := Module{Path: fields[1], Version: fields[2]}
			if len(fields) == 4 {
				m.Sum = fields[3]
			}
			if fields[0] == "mod" {
				last = &bi.Main
				*last = m
			} else {
				last = &m
				bi.Deps = append(bi.Deps, last)
			}
		case "=>":
			if len(fields) != 4 {
				return nil, errors.New("expected 3 columns for replacement; got " + strconv.Itoa(len(fields)-1))
			}
			if last == nil {
				return nil, errors.New("replacement with no module on previous line")
			}
			last.Replace = &Module{Path: fields[1], Version: fields[2], Sum: fields[3]}
			last = nil
		case "build":
			kv := line[len("build")+1:]
			key, rest, err := setting(kv, true)
			if err != nil {
				return nil, err
			}
			value, _, err := setting(rest, false)
			if err != nil {
				return nil, err
			}
			bi.Settings = append(bi.Settings, BuildSetting{key, value})
		}
		lineNumber++
	}
	return bi, nil
}

type parseError struct {
	line int
	err  error
}

func (e *parseError) Error() string {
	return "could not parse Go build info: line " + strconv.Itoa(e.line) + ": " + e.err.Error()
}

func (e *parseError) Unwrap() error { return e.err }

func index(s string, c byte) int {
	for i := range len(s) {
		if s[i] == c {
			return i
		}
	}
	return -1
}

func split(s string) (fields []string) {
	for {
		i := index(s, '\t')
		if i < 0 {
			return append(fields, s)
		}
		fields = append(fields, s[:i])
		s = s[i+1:]
	}
}

// setting reads a key, up to the equals sign, or a value; both may be quoted.
func setting(s string, key bool) (value, rest string, err error) {
	if s != "" && (s[0] == '"' || s[0] == '`') {
		q, err := strconv.QuotedPrefix(s)
		if err != nil {
			return "", "", errors.New("invalid quoted text")
		}
		value, _ = strconv.Unquote(q)
		rest = s[len(q):]
		if key {
			if rest == "" || rest[0] != '=' {
				return "", "", errors.New("build line missing '='")
			}
			rest = rest[1:]
		}
		return value, rest, nil
	}
	if !key {
		return s, "", nil
	}
	i := index(s, '=')
	if i < 0 {
		return "", "", errors.New("build line missing '='")
	}
	if i == 0 {
		return "", "", errors.New("build line with missing key")
	}
	return s[:i], s[i+1:], nil
}
