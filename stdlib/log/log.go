// Package log writes lines with time and place.
package log

import (
	"fmt"
	"io"
	"log/internal"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// What a line begins with.
const (
	Ldate         = 1 << iota     // 2009/01/23
	Ltime                         // 01:23:23
	Lmicroseconds                 // 01:23:23.123123; implies Ltime
	Llongfile                     // /a/b/c/d.go:23
	Lshortfile                    // d.go:23; overrides Llongfile
	LUTC                          // date and time are UTC
	Lmsgprefix                    // the prefix stands before the message, not at the beginning
	LstdFlags     = Ldate | Ltime // what the standard logger has
)

// Logger writes lines to an io.Writer, each with one Write. Several goroutines may use it.
type Logger struct {
	mu     sync.Mutex
	out    io.Writer // mu
	prefix atomic.Pointer[string]
	flag   atomic.Int32
	silent atomic.Bool
}

// New returns a Logger.
func New(out io.Writer, prefix string, flag int) *Logger {
	l := new(Logger)
	l.SetOutput(out)
	l.SetPrefix(prefix)
	l.SetFlags(flag)
	return l
}

var std = New(os.Stderr, "", LstdFlags)

func init() {
	internal.DefaultOutput = func(pc uintptr, line string) error { return std.output(pc, 0, line) }
}

// Default returns the logger behind the package's functions.
func Default() *Logger { return std }

// SetOutput sets where lines go.
func (l *Logger) SetOutput(w io.Writer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.out = w
	l.silent.Store(w == io.Discard)
}

// digits appends v with at least width digits.
func digits(b []byte, v, width int) []byte {
	var buf [20]byte
	i := len(buf)
	for v > 0 || width > 0 || i == len(buf) {
		i--
		buf[i] = byte('0' + v%10)
		v /= 10
		width--
	}
	return append(b, buf[i:]...)
}

func header(b []byte, t time.Time, prefix string, flag int, file string, line int) []byte {
	if flag&Lmsgprefix == 0 {
		b = append(b, prefix...)
	}
	if flag&LUTC != 0 {
		t = t.UTC()
	}
	if flag&Ldate != 0 {
		year, month, day := t.Date()
		b = append(digits(b, year, 4), '/')
		b = append(digits(b, int(month), 2), '/')
		b = append(digits(b, day, 2), ' ')
	}
	if flag&(Ltime|Lmicroseconds) != 0 {
		hour, min, sec := t.Clock()
		b = append(digits(b, hour, 2), ':')
		b = append(digits(b, min, 2), ':')
		b = digits(b, sec, 2)
		if flag&Lmicroseconds != 0 {
			b = digits(append(b, '.'), t.Nanosecond()/1e3, 6)
		}
		b = append(b, ' ')
	}
	if flag&(Lshortfile|Llongfile) != 0 {
		if flag&Lshortfile != 0 {
			for i := len(file) - 1; i > 0; i-- {
				if file[i] == '/' {
					file = file[i+1:]
					break
				}
			}
		}
		b = append(append(b, file...), ':')
		b = append(digits(b, line, 1), ": "...)
	}
	if flag&Lmsgprefix != 0 {
		b = append(b, prefix...)
	}
	return b
}

// Output writes a line. calldepth says whose place is shown: 1 is the caller of Output.
func (l *Logger) Output(calldepth int, s string) error { return l.output(0, calldepth+1, s) }

// output is Output for its callers' callers. A place that is not 0 is shown instead of that of calldepth.
func (l *Logger) output(pc uintptr, calldepth int, s string) error {
	if l.silent.Load() {
		return nil
	}
	now := time.Now()
	flag := l.Flags()
	var file string
	var line int
	if flag&(Lshortfile|Llongfile) != 0 {
		if pc != 0 {
			frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
			if file, line = frame.File, frame.Line; file == "" {
				file = "???"
			}
		} else {
			var ok bool
			if _, file, line, ok = runtime.Caller(calldepth); !ok {
				file, line = "???", 0
			}
		}
	}
	b := header(make([]byte, 0, len(s)+64), now, l.Prefix(), flag, file, line)
	b = append(b, s...)
	if len(b) == 0 || b[len(b)-1] != '\n' {
		b = append(b, '\n')
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := l.out.Write(b)
	return err
}

// Flags returns what lines begin with.
func (l *Logger) Flags() int { return int(l.flag.Load()) }

// SetFlags sets what lines begin with.
func (l *Logger) SetFlags(flag int) { l.flag.Store(int32(flag)) }

// Prefix returns the prefix.
func (l *Logger) Prefix() string {
	if p := l.prefix.Load(); p != nil {
		return *p
	}
	return ""
}

// SetPrefix sets the prefix.
func (l *Logger) SetPrefix(prefix string) { l.prefix.Store(&prefix) }

// Writer returns where lines go.
func (l *Logger) Writer() io.Writer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out
}

// SetOutput sets where the standard logger's lines go.
func SetOutput(w io.Writer) { std.SetOutput(w) }

// Flags returns what the standard logger's lines begin with.
func Flags() int { return std.Flags() }

// SetFlags sets what the standard logger's lines begin with.
func SetFlags(flag int) { std.SetFlags(flag) }

// Prefix returns the standard logger's prefix.
func Prefix() string { return std.Prefix() }

// SetPrefix sets the standard logger's prefix.
func SetPrefix(prefix string) { std.SetPrefix(prefix) }

// Writer returns where the standard logger's lines go.
func Writer() io.Writer { return std.Writer() }

// Output is Output of the standard logger.
func Output(calldepth int, s string) error { return std.Output(calldepth+1, s) }

// Print writes a line, formatted as fmt.Print does.
func (l *Logger) Print(v ...any) {
	if !l.silent.Load() {
		l.output(0, 2, fmt.Sprint(v...))
	}
}

// Print writes a line, formatted as fmt.Print does, by the standard logger.
func Print(v ...any) {
	if !std.silent.Load() {
		std.output(0, 2, fmt.Sprint(v...))
	}
}

// Printf writes a line, formatted as fmt.Printf does.
func (l *Logger) Printf(format string, v ...any) {
	if !l.silent.Load() {
		l.output(0, 2, fmt.Sprintf(format, v...))
	}
}

// Printf writes a line, formatted as fmt.Printf does, by the standard logger.
func Printf(format string, v ...any) {
	if !std.silent.Load() {
		std.output(0, 2, fmt.Sprintf(format, v...))
	}
}

// Println writes a line, formatted as fmt.Println does.
func (l *Logger) Println(v ...any) {
	if !l.silent.Load() {
		l.output(0, 2, fmt.Sprintln(v...))
	}
}

// Println writes a line, formatted as fmt.Println does, by the standard logger.
func Println(v ...any) {
	if !std.silent.Load() {
		std.output(0, 2, fmt.Sprintln(v...))
	}
}

// Fatal writes a line and ends the program with code 1, formatted as fmt.Print does.
func (l *Logger) Fatal(v ...any) {
	s := fmt.Sprint(v...)
	l.output(0, 2, s)
	os.Exit(1)
}

// Fatal writes a line and ends the program with code 1, formatted as fmt.Print does, by the standard logger.
func Fatal(v ...any) {
	s := fmt.Sprint(v...)
	std.output(0, 2, s)
	os.Exit(1)
}

// Fatalf writes a line and ends the program with code 1, formatted as fmt.Printf does.
func (l *Logger) Fatalf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.output(0, 2, s)
	os.Exit(1)
}

// Fatalf writes a line and ends the program with code 1, formatted as fmt.Printf does, by the standard logger.
func Fatalf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	std.output(0, 2, s)
	os.Exit(1)
}

// Fatalln writes a line and ends the program with code 1, formatted as fmt.Println does.
func (l *Logger) Fatalln(v ...any) {
	s := fmt.Sprintln(v...)
	l.output(0, 2, s)
	os.Exit(1)
}

// Fatalln writes a line and ends the program with code 1, formatted as fmt.Println does, by the standard logger.
func Fatalln(v ...any) {
	s := fmt.Sprintln(v...)
	std.output(0, 2, s)
	os.Exit(1)
}

// Panic writes a line and panics with its text, formatted as fmt.Print does.
func (l *Logger) Panic(v ...any) {
	s := fmt.Sprint(v...)
	l.output(0, 2, s)
	panic(s)
}

// Panic writes a line and panics with its text, formatted as fmt.Print does, by the standard logger.
func Panic(v ...any) {
	s := fmt.Sprint(v...)
	std.output(0, 2, s)
	panic(s)
}

// Panicf writes a line and panics with its text, formatted as fmt.Printf does.
func (l *Logger) Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.output(0, 2, s)
	panic(s)
}

// Panicf writes a line and panics with its text, formatted as fmt.Printf does, by the standard logger.
func Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	std.output(0, 2, s)
	panic(s)
}

// Panicln writes a line and panics with its text, formatted as fmt.Println does.
func (l *Logger) Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	l.output(0, 2, s)
	panic(s)
}

// Panicln writes a line and panics with its text, formatted as fmt.Println does, by the standard logger.
func Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	std.output(0, 2, s)
	panic(s)
}
