package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

type Level int

const (
	Debug Level = iota - 1
	Info
	Warn
	Error
)

func (l Level) String() string {
	switch l {
	case Debug:
		return "DEBUG"
	case Info:
		return "INFO"
	}
	return fmt.Sprintf("Level(%d)", int(l))
}

type Logger struct {
	mu     sync.Mutex
	ch     chan entry
	done   chan struct{}
	level  Level
	fields map[string]any
}
type entry struct {
	lv  Level
	msg string
	kv  []any
}

func New() *Logger {
	l := &Logger{ch: make(chan entry, 16), done: make(chan struct{})}
	go l.loop()
	return l
}
func (l *Logger) loop() {
	defer close(l.done)
	for e := range l.ch {
		var sb strings.Builder
		fmt.Fprintf(&sb, "%-9v %-10s", e.lv, e.msg)
		for i := 0; i+1 < len(e.kv); i += 2 {
			fmt.Fprintf(&sb, " %v=%#v", e.kv[i], e.kv[i+1])
		}
		if len(e.kv)%2 == 1 {
			fmt.Fprintf(&sb, " !BADKEY=%v", e.kv[len(e.kv)-1])
		}
		fmt.Fprintln(os.Stdout, sb.String())
	}
}
func (l *Logger) Log(lv Level, msg string, kv ...any) {
	if lv >= l.level {
		l.ch <- entry{lv, msg, kv}
	}
}
func (l *Logger) Close() { close(l.ch); <-l.done }

func main() {
	l := New()
	defer l.Close()
	l.level = Info
	l.Log(Debug, "hidden")
	l.Log(Info, "start", "port", 8080, "host", "local", "tls", false)
	l.Log(Warn, "slow", "took", 1500*time.Millisecond, "odd")
	l.Log(Error, "bad", "err", fmt.Errorf("wrapped: %w", os.ErrNotExist).Error(), "list", []string{"a"}, "m", map[string]int{"x": 1}, "nil", nil, "p", struct{ X int }{3})
}
