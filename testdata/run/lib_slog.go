package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing/slogtest"
	"time"
)

type secret string

func (secret) LogValue() slog.Value { return slog.StringValue("REDACTED") }

type user struct {
	ID   int
	Name string
}

func (u user) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("id", u.ID), slog.Any("name", secret(u.Name)))
}

type loop struct{ n int }

func (l *loop) LogValue() slog.Value { return slog.AnyValue(l) }

type text struct{}

func (text) MarshalText() ([]byte, error) { return []byte("as text"), nil }

type broken struct{}

func (broken) MarshalText() ([]byte, error) { return nil, errors.New("no text") }
func (broken) MarshalJSON() ([]byte, error) { panic("no json") }

// noTime drops the time, and shortens the file of the source.
func noTime(groups []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey && len(groups) == 0 {
		return slog.Attr{}
	}
	if s, ok := a.Value.Any().(*slog.Source); ok {
		s.File = filepath.Base(s.File)
	}
	if a.Key == "upper" {
		return slog.String(strings.Join(groups, "/")+"!", strings.ToUpper(a.Value.String()))
	}
	return a
}

func use(l *slog.Logger) {
	ctx := context.Background()
	l.Debug("hidden")
	l.Info("hello", "count", 3, "ok", true, "ratio", 0.5, "d", 1500*time.Millisecond, "t", time.Date(2024, 2, 3, 4, 5, 6, 7_800_000, time.UTC))
	l.Warn("quotes needed", "k k", "a b", "eq", "a=b", "empty", "", "nl", "x\ny", "uni", "héllo", "bad", "\xff", "q", `"`)
	l.Error("failed", "err", errors.New("disk full"), "nil", nil, "bytes", []byte("ab"), "slice", []int{1, 2}, "map", map[string]int{"a": 1})
	l.Log(ctx, slog.LevelInfo+1, "between", slog.Group("g", "a", 1, slog.Group("h", "b", 2)), slog.Group("none"))
	l.LogAttrs(ctx, slog.LevelWarn, "attrs", slog.Any("user", user{7, "eve"}), slog.Any("pw", secret("x")), slog.Uint64("u", 1<<63))
	l.With("base", 1).WithGroup("req").With("id", "r1").WithGroup("deep").Info("groups", "upper", "x", "k", 1)
	l.WithGroup("unused").Info("no attributes")
	l.Info("odd", "key without value")
	l.Info("odd", 42, slog.Int("i", 1), "s")
	l.Info("special", "text", text{}, "broken", broken{}, "inf", math.Inf(1), "struct", struct{ A, B int }{1, 2}, "ptr", (*text)(nil), "err", error((*os.PathError)(nil)))
	l.Info("loop", "l", &loop{})
	l.Info("<html>&", "k", "<b>&\u2028\x01\x7f")
}

func main() {
	use(slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: noTime})))
	use(slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: noTime})))
	src := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{AddSource: true, ReplaceAttr: noTime, Level: slog.LevelDebug}))
	src.Debug("with source")
	slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{AddSource: true, ReplaceAttr: noTime})).Info("with source")

	var level slog.LevelVar
	l := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{Level: &level, ReplaceAttr: noTime}))
	l.Debug("not yet")
	level.Set(slog.LevelDebug)
	l.Debug("now")
	fmt.Println(&level, l.Enabled(context.Background(), slog.LevelDebug-1), slog.Level(-6), slog.Level(5), slog.Level(100))
	var lv slog.Level
	for _, s := range []string{"warn+2", "ERROR-8", "info", "nope", "debug+x"} {
		err := lv.UnmarshalText([]byte(s))
		fmt.Println(s, lv, int(lv), err)
	}

	// The bridges to package log.
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	slog.Info("default", "k", "v w")
	slog.With("a", 1).WithGroup("g").Warn("default", "b", 2)
	slog.Debug("hidden")
	fmt.Println(slog.SetLogLoggerLevel(slog.LevelDebug))
	slog.Debug("shown")
	log.SetFlags(log.Lshortfile)
	slog.Error("where")
	slog.NewLogLogger(src.Handler(), slog.LevelError).Print("from a log.Logger")
	slog.SetDefault(src)
	log.Print("through slog")
	slog.Info("through slog")

	multi := slog.New(slog.NewMultiHandler(
		slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: noTime}),
		slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: noTime, Level: slog.LevelError})))
	multi.With("m", 1).Info("to one")
	multi.WithGroup("g").Error("to both", "m", 1)
	slog.New(slog.DiscardHandler).Error("gone")

	r := slog.NewRecord(time.Time{}, slog.LevelInfo, "record", 0)
	r.Add("a", 1, slog.Group("empty"), "b", 2, "c", 3, "d", 4, "e", 5, "f", 6, "g", 7)
	c := r.Clone()
	c.AddAttrs(slog.Int("h", 8))
	r.Attrs(func(a slog.Attr) bool { fmt.Print(a, " "); return a.Key != "f" })
	fmt.Println(r.NumAttrs(), c.NumAttrs(), r.Source())
	fmt.Println(slog.AnyValue(3).Equal(slog.Int64Value(3)), slog.Any("k", []slog.Attr{slog.Int("x", 1)}), slog.AnyValue(slog.KindTime).Kind(), slog.AnyValue(user{}).Kind())
	func() {
		defer func() { fmt.Println(recover()) }()
		slog.StringValue("s").Int64()
	}()
	var buf bytes.Buffer
	err := slogtest.TestHandler(slog.NewJSONHandler(&buf, nil), func() (ms []map[string]any) {
		for _, line := range bytes.Split(bytes.TrimSpace(buf.Bytes()), []byte("\n")) {
			var m map[string]any
			if err := json.Unmarshal(line, &m); err != nil {
				panic(err)
			}
			ms = append(ms, m)
		}
		return ms
	})
	fmt.Println(err)
}
