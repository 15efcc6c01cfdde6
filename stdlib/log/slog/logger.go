// Package slog logs messages with attributes: keys and values. A Logger makes Records of them, a Handler does with those
// what it is for, such as writing lines of text or JSON.
package slog

import (
	"bytes"
	"context"
	"log"
	"log/internal"
	"runtime"
	"sync/atomic"
	"time"
)

// Logger hands records to a Handler. Attributes are given to its methods as Attrs, or as keys and values in turn.
type Logger struct {
	handler Handler
}

// New returns a Logger with a handler.
func New(h Handler) *Logger {
	if h == nil {
		panic("nil Handler")
	}
	return &Logger{h}
}

var std atomic.Pointer[Logger]

func init() {
	std.Store(New(&defaultHandler{&common{}}))
}

// bridgeLevel is that of the two bridges between this package and log.
var bridgeLevel LevelVar

// Default returns the Logger behind the package's functions.
func Default() *Logger { return std.Load() }

// SetDefault makes l the Logger behind the package's functions. What is written with package log goes to its handler too.
func SetDefault(l *Logger) {
	std.Store(l)
	if _, ok := l.handler.(*defaultHandler); ok {
		return // it writes with package log
	}
	places := log.Flags()&(log.Lshortfile|log.Llongfile) != 0
	log.SetOutput(&lineWriter{l.handler, &bridgeLevel, places})
	log.SetFlags(0)
}

// SetLogLoggerLevel sets the level from which on the first default Logger writes with package log, and that of records
// made of what is written with package log. It returns what it was.
func SetLogLoggerLevel(level Level) (oldLevel Level) {
	oldLevel = bridgeLevel.Level()
	bridgeLevel.Set(level)
	return oldLevel
}

// NewLogLogger returns a log.Logger whose lines become records of a level.
func NewLogLogger(h Handler, level Level) *log.Logger {
	return log.New(&lineWriter{h, level, true}, "", 0)
}

// lineWriter makes records of the lines of a log.Logger.
type lineWriter struct {
	h      Handler
	level  Leveler
	places bool // records have places
}

func (w *lineWriter) Write(line []byte) (int, error) {
	level := w.level.Level()
	if !w.h.Enabled(context.Background(), level) {
		return 0, nil
	}
	var pc [1]uintptr
	if w.places {
		runtime.Callers(4, pc[:]) // behind Callers, Write, output and a function such as Print
	}
	r := NewRecord(time.Now(), level, string(bytes.TrimSuffix(line, []byte{'\n'})), pc[0])
	return len(line), w.h.Handle(context.Background(), r)
}

// Handler returns the handler.
func (l *Logger) Handler() Handler { return l.handler }

// With returns a Logger whose records have these attributes too.
func (l *Logger) With(args ...any) *Logger {
	if len(args) == 0 {
		return l
	}
	return &Logger{l.handler.WithAttrs(attrs(args))}
}

// WithGroup returns a Logger whose attributes, from now on, are in a group.
func (l *Logger) WithGroup(name string) *Logger {
	if name == "" {
		return l
	}
	return &Logger{l.handler.WithGroup(name)}
}

// Enabled reports whether records of this level are wanted.
func (l *Logger) Enabled(ctx context.Context, level Level) bool {
	if ctx == nil {
		ctx = context.Background()
	}
	return l.handler.Enabled(ctx, level)
}

// place returns where the method of Logger, or function, was called whose helper calls place.
func place() uintptr {
	var pc [1]uintptr
	runtime.Callers(4, pc[:]) // behind Callers, place, the helper and the method
	return pc[0]
}

func (l *Logger) log(ctx context.Context, level Level, msg string, args []any) {
	if ctx == nil {
		ctx = context.Background()
	}
	if !l.handler.Enabled(ctx, level) {
		return
	}
	r := NewRecord(time.Now(), level, msg, place())
	r.Add(args...)
	l.handler.Handle(ctx, r)
}

func (l *Logger) logAttrs(ctx context.Context, level Level, msg string, attrs []Attr) {
	if ctx == nil {
		ctx = context.Background()
	}
	if !l.handler.Enabled(ctx, level) {
		return
	}
	r := NewRecord(time.Now(), level, msg, place())
	r.AddAttrs(attrs...)
	l.handler.Handle(ctx, r)
}

// Log logs at a level.
func (l *Logger) Log(ctx context.Context, level Level, msg string, args ...any) {
	l.log(ctx, level, msg, args)
}

// LogAttrs is Log for Attrs alone.
func (l *Logger) LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	l.logAttrs(ctx, level, msg, attrs)
}

// Debug logs at LevelDebug.
func (l *Logger) Debug(msg string, args ...any) { l.log(nil, LevelDebug, msg, args) }

// DebugContext logs at LevelDebug, with a context for the handler.
func (l *Logger) DebugContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelDebug, msg, args)
}

// Info logs at LevelInfo.
func (l *Logger) Info(msg string, args ...any) { l.log(nil, LevelInfo, msg, args) }

// InfoContext logs at LevelInfo, with a context for the handler.
func (l *Logger) InfoContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelInfo, msg, args)
}

// Warn logs at LevelWarn.
func (l *Logger) Warn(msg string, args ...any) { l.log(nil, LevelWarn, msg, args) }

// WarnContext logs at LevelWarn, with a context for the handler.
func (l *Logger) WarnContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelWarn, msg, args)
}

// Error logs at LevelError.
func (l *Logger) Error(msg string, args ...any) { l.log(nil, LevelError, msg, args) }

// ErrorContext logs at LevelError, with a context for the handler.
func (l *Logger) ErrorContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelError, msg, args)
}

// With is With of the default Logger.
func With(args ...any) *Logger { return Default().With(args...) }

// Log logs at a level with the default Logger.
func Log(ctx context.Context, level Level, msg string, args ...any) {
	Default().log(ctx, level, msg, args)
}

// LogAttrs is Log for Attrs alone.
func LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	Default().logAttrs(ctx, level, msg, attrs)
}

// Debug logs at LevelDebug with the default Logger.
func Debug(msg string, args ...any) { Default().log(nil, LevelDebug, msg, args) }

// DebugContext logs at LevelDebug with the default Logger.
func DebugContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelDebug, msg, args)
}

// Info logs at LevelInfo with the default Logger.
func Info(msg string, args ...any) { Default().log(nil, LevelInfo, msg, args) }

// InfoContext logs at LevelInfo with the default Logger.
func InfoContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelInfo, msg, args)
}

// Warn logs at LevelWarn with the default Logger.
func Warn(msg string, args ...any) { Default().log(nil, LevelWarn, msg, args) }

// WarnContext logs at LevelWarn with the default Logger.
func WarnContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelWarn, msg, args)
}

// Error logs at LevelError with the default Logger.
func Error(msg string, args ...any) { Default().log(nil, LevelError, msg, args) }

// ErrorContext logs at LevelError with the default Logger.
func ErrorContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelError, msg, args)
}

// defaultHandler writes with package log: the level, the message, and attributes as TextHandler writes them.
type defaultHandler struct {
	c *common
}

func (h *defaultHandler) Enabled(_ context.Context, l Level) bool { return l >= bridgeLevel.Level() }

func (h *defaultHandler) Handle(_ context.Context, r Record) error {
	s := h.c.line(" ")
	s.b = append(append(append(s.b, r.Level.String()...), ' '), r.Message...)
	s.attributes(r)
	return internal.DefaultOutput(r.PC, string(s.b))
}

func (h *defaultHandler) WithAttrs(as []Attr) Handler { return &defaultHandler{h.c.withAttrs(as)} }

func (h *defaultHandler) WithGroup(name string) Handler { return &defaultHandler{h.c.withGroup(name)} }
