// Package trace has the interface of Go's execution tracer. Events are not recorded: a trace is valid, and empty. Tasks, regions and
// logs do nothing but what programs can see of them.
package trace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// header is what a trace of Go 1.26 begins with.
const header = "go 1.26 trace\x00\x00\x00"

var (
	mu        sync.Mutex
	tracing   atomic.Bool // mu for changes
	recording bool        // mu
)

// Start begins a trace: it writes the header to w. It returns an error if one has begun already.
func Start(w io.Writer) error {
	mu.Lock()
	defer mu.Unlock()
	if tracing.Load() {
		return errors.New("execution tracer already enabled")
	}
	if _, err := io.WriteString(w, header); err != nil {
		return err
	}
	tracing.Store(true)
	return nil
}

// Stop ends the trace.
func Stop() {
	mu.Lock()
	defer mu.Unlock()
	tracing.Store(false)
}

// IsEnabled reports whether a trace has begun.
func IsEnabled() bool { return tracing.Load() }

// Task is something that a program does, perhaps in several goroutines.
type Task struct {
	id uint64
}

type taskKey struct{}

var lastTask atomic.Uint64

// NewTask begins a task, within that of pctx.
func NewTask(pctx context.Context, taskType string) (ctx context.Context, task *Task) {
	t := &Task{lastTask.Add(1)}
	return context.WithValue(pctx, taskKey{}, t), t
}

// End ends the task.
func (t *Task) End() {}

// Log adds a message to the task of the context.
func Log(ctx context.Context, category, message string) {}

// Logf is Log with a format, which is used only while there is a trace.
func Logf(ctx context.Context, category, format string, args ...any) {
	if IsEnabled() {
		Log(ctx, category, fmt.Sprintf(format, args...))
	}
}

// WithRegion calls fn.
func WithRegion(ctx context.Context, regionType string, fn func()) { fn() }

// Region is a part of a task, within a goroutine.
type Region struct {
	name string
}

// StartRegion begins a region.
func StartRegion(ctx context.Context, regionType string) *Region { return &Region{regionType} }

// End ends the region.
func (r *Region) End() {}

// FlightRecorderConfig says how much a FlightRecorder keeps; zero is for default values.
type FlightRecorderConfig struct {
	MinAge   time.Duration
	MaxBytes uint64
}

// FlightRecorder keeps the latest events of a trace.
type FlightRecorder struct {
	enabled bool
}

// NewFlightRecorder returns a FlightRecorder.
func NewFlightRecorder(cfg FlightRecorderConfig) *FlightRecorder { return new(FlightRecorder) }

// Start begins recording. There may be one recorder at a time.
func (fr *FlightRecorder) Start() error {
	if fr.enabled {
		return errors.New("cannot enable a enabled flight recorder")
	}
	mu.Lock()
	defer mu.Unlock()
	if recording {
		return errors.New("flight recorder already enabled")
	}
	recording, fr.enabled = true, true
	return nil
}

// Stop ends recording.
func (fr *FlightRecorder) Stop() {
	if !fr.enabled {
		return
	}
	mu.Lock()
	defer mu.Unlock()
	recording, fr.enabled = false, false
}

// Enabled reports whether events are recorded.
func (fr *FlightRecorder) Enabled() bool { return fr.enabled }

// WriteTo writes a trace of what is recorded.
func (fr *FlightRecorder) WriteTo(w io.Writer) (n int64, err error) {
	if !fr.enabled {
		return 0, errors.New("cannot snapshot a disabled flight recorder")
	}
	written, err := io.WriteString(w, header)
	return int64(written), err
}
