package slog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
)

// Level is how important something is that is logged: the higher, the more.
type Level int

// The levels that have names. There may be others between them, above and below.
const (
	LevelDebug Level = -4
	LevelInfo  Level = 0
	LevelWarn  Level = 4
	LevelError Level = 8
)

// String returns the name of the highest named level that is not above l (of DEBUG if there is none), and how far l is from it.
func (l Level) String() string {
	name, base := "DEBUG", LevelDebug
	switch {
	case l >= LevelError:
		name, base = "ERROR", LevelError
	case l >= LevelWarn:
		name, base = "WARN", LevelWarn
	case l >= LevelInfo:
		name, base = "INFO", LevelInfo
	}
	if l == base {
		return name
	}
	return fmt.Sprintf("%s%+d", name, int(l-base))
}

// MarshalJSON returns what String returns, quoted.
func (l Level) MarshalJSON() ([]byte, error) { return strconv.AppendQuote(nil, l.String()), nil }

// UnmarshalJSON reads what MarshalJSON writes. Capitals do not matter.
func (l *Level) UnmarshalJSON(data []byte) error {
	s, err := strconv.Unquote(string(data))
	if err != nil {
		return err
	}
	return l.UnmarshalText([]byte(s))
}

// AppendText appends what String returns.
func (l Level) AppendText(b []byte) ([]byte, error) { return append(b, l.String()...), nil }

// MarshalText returns what String returns.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what String writes, and also other sums of a name and a number. Capitals do not matter.
func (l *Level) UnmarshalText(data []byte) error {
	s := string(data)
	level, err := parseLevel(s)
	if err != nil {
		return fmt.Errorf("slog: level string %q: %w", s, err)
	}
	*l = level
	return nil
}

func parseLevel(s string) (Level, error) {
	name, offset := s, 0
	if i := strings.IndexAny(s, "+-"); i >= 0 {
		name = s[:i]
		var err error
		if offset, err = strconv.Atoi(s[i:]); err != nil {
			return 0, err
		}
	}
	for _, l := range []Level{LevelDebug, LevelInfo, LevelWarn, LevelError} {
		if strings.ToUpper(name) == l.String() {
			return l + Level(offset), nil
		}
	}
	return 0, errors.New("unknown name")
}

// Level returns l. So a Level is a Leveler.
func (l Level) Level() Level { return l }

// Leveler has a level. It need not always be the same.
type Leveler interface {
	Level() Level
}

// LevelVar is a variable for a Level. Several goroutines may use it. The zero LevelVar is at LevelInfo.
type LevelVar struct {
	val atomic.Int64
}

// Level returns the level that v is at.
func (v *LevelVar) Level() Level { return Level(v.val.Load()) }

// Set sets the level.
func (v *LevelVar) Set(l Level) { v.val.Store(int64(l)) }

func (v *LevelVar) String() string { return fmt.Sprintf("LevelVar(%s)", v.Level()) }

// AppendText is AppendText of the level.
func (v *LevelVar) AppendText(b []byte) ([]byte, error) { return v.Level().AppendText(b) }

// MarshalText is MarshalText of the level.
func (v *LevelVar) MarshalText() ([]byte, error) { return v.Level().MarshalText() }

// UnmarshalText sets the level to that which the text is.
func (v *LevelVar) UnmarshalText(data []byte) error {
	var l Level
	if err := l.UnmarshalText(data); err != nil {
		return err
	}
	v.Set(l)
	return nil
}
