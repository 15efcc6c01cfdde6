// Package slogtest tests handlers of log/slog.
package slogtest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"runtime"
	"testing"
	"time"
)

// trial is something to log, and what must become of it.
type trial struct {
	name   string
	why    string // with the line where it stands
	log    func(*slog.Logger)
	mod    func(*slog.Record) // changes the record before it is handled; may be nil
	checks []check
}

// check returns what is wrong with a record's attributes, or "".
type check func(attrs map[string]any) string

func try(name, why string, log func(*slog.Logger), checks ...check) trial {
	_, file, line, ok := runtime.Caller(1)
	if !ok {
		panic("runtime.Caller failed")
	}
	return trial{name, fmt.Sprintf("%s (%s:%d)", why, file, line), log, nil, checks}
}

func (t trial) with(mod func(*slog.Record)) trial {
	t.mod = mod
	return t
}

func trials() []trial {
	type L = *slog.Logger
	builtins := []check{hasKey(slog.TimeKey), hasKey(slog.LevelKey), hasAttr(slog.MessageKey, "msg")}
	and := func(checks ...check) []check { return append(builtins[:len(builtins):len(builtins)], checks...) }
	return []trial{
		try("built-ins", "this test expects slog.TimeKey, slog.LevelKey and slog.MessageKey",
			func(l L) { l.Info("message") },
			hasKey(slog.TimeKey), hasKey(slog.LevelKey), hasAttr(slog.MessageKey, "message")),
		try("attrs", "a Handler should output attributes passed to the logging function",
			func(l L) { l.Info("message", "k", "v") },
			hasAttr("k", "v")),
		try("empty-attr", "a Handler should ignore an empty Attr",
			func(l L) { l.Info("msg", "a", "b", "", nil, "c", "d") },
			hasAttr("a", "b"), missingKey(""), hasAttr("c", "d")),
		try("zero-time", "a Handler should ignore a zero Record.Time",
			func(l L) { l.Info("msg", "k", "v") },
			missingKey(slog.TimeKey)).with(func(r *slog.Record) { r.Time = time.Time{} }),
		try("WithAttrs", "a Handler should include the attributes from the WithAttrs method",
			func(l L) { l.With("a", "b").Info("msg", "k", "v") },
			hasAttr("a", "b"), hasAttr("k", "v")),
		try("groups", "a Handler should handle Group attributes",
			func(l L) { l.Info("msg", "a", "b", slog.Group("G", slog.String("c", "d")), "e", "f") },
			hasAttr("a", "b"), inGroup("G", hasAttr("c", "d")), hasAttr("e", "f")),
		try("empty-group", "a Handler should ignore an empty group",
			func(l L) { l.Info("msg", "a", "b", slog.Group("G"), "e", "f") },
			hasAttr("a", "b"), missingKey("G"), hasAttr("e", "f")),
		try("inline-group", "a Handler should inline the Attrs of a group with an empty key",
			func(l L) { l.Info("msg", "a", "b", slog.Group("", slog.String("c", "d")), "e", "f") },
			hasAttr("a", "b"), hasAttr("c", "d"), hasAttr("e", "f")),
		try("WithGroup", "a Handler should handle the WithGroup method",
			func(l L) { l.WithGroup("G").Info("msg", "a", "b") },
			and(missingKey("a"), inGroup("G", hasAttr("a", "b")))...),
		try("multi-With", "a Handler should handle multiple WithGroup and WithAttr calls",
			func(l L) { l.With("a", "b").WithGroup("G").With("c", "d").WithGroup("H").Info("msg", "e", "f") },
			and(hasAttr("a", "b"), inGroup("G", hasAttr("c", "d")), inGroup("G", inGroup("H", hasAttr("e", "f"))))...),
		try("empty-group-record", "a Handler should not output groups if there are no attributes",
			func(l L) { l.With("a", "b").WithGroup("G").With("c", "d").WithGroup("H").Info("msg") },
			and(hasAttr("a", "b"), inGroup("G", hasAttr("c", "d")), inGroup("G", missingKey("H")))...),
		try("nested-empty-group-record", "a Handler should not output nested groups if there are no attributes",
			func(l L) { l.With("a", "b").WithGroup("G").With("c", "d").WithGroup("H").WithGroup("I").Info("msg") },
			and(hasAttr("a", "b"), inGroup("G", hasAttr("c", "d")), inGroup("G", missingKey("H")),
				inGroup("G", missingKey("I")))...),
		try("resolve", "a Handler should call Resolve on attribute values",
			func(l L) { l.Info("msg", "k", &valuer{"replaced"}) },
			hasAttr("k", "replaced")),
		try("resolve-groups", "a Handler should call Resolve on attribute values in groups",
			func(l L) { l.Info("msg", slog.Group("G", slog.String("a", "v1"), slog.Any("b", &valuer{"v2"}))) },
			inGroup("G", hasAttr("a", "v1")), inGroup("G", hasAttr("b", "v2"))),
		try("resolve-WithAttrs", "a Handler should call Resolve on attribute values from WithAttrs",
			func(l L) { l.With("k", &valuer{"replaced"}).Info("msg") },
			hasAttr("k", "replaced")),
		try("resolve-WithAttrs-groups", "a Handler should call Resolve on attribute values in groups from WithAttrs",
			func(l L) { l.With(slog.Group("G", slog.String("a", "v1"), slog.Any("b", &valuer{"v2"}))).Info("msg") },
			inGroup("G", hasAttr("a", "v1")), inGroup("G", hasAttr("b", "v2"))),
		try("empty-PC", "a Handler should not output SourceKey if the PC is zero",
			func(l L) { l.Info("message") },
			missingKey(slog.SourceKey)).with(func(r *slog.Record) { r.PC = 0 }),
	}
}

// do logs what the trial has to log.
func (t trial) do(h slog.Handler) {
	if t.mod != nil {
		h = &changer{h, t.mod}
	}
	t.log(slog.New(h))
}

// TestHandler logs a number of things, and returns what is wrong with the results: a map of the attributes for each call.
func TestHandler(h slog.Handler, results func() []map[string]any) error {
	all := trials()
	for _, t := range all {
		t.do(h)
	}
	got := results()
	if len(got) != len(all) {
		return fmt.Errorf("got %d results, want %d", len(got), len(all))
	}
	var errs []error
	for i, t := range all {
		for _, c := range t.checks {
			if problem := c(got[i]); problem != "" {
				errs = append(errs, fmt.Errorf("%s: %s", problem, t.why))
			}
		}
	}
	return errors.Join(errs...)
}

// Run is TestHandler with a subtest, a handler and a result for each thing that is logged.
func Run(t *testing.T, newHandler func(*testing.T) slog.Handler, result func(*testing.T) map[string]any) {
	for _, c := range trials() {
		t.Run(c.name, func(t *testing.T) {
			c.do(newHandler(t))
			got := result(t)
			for _, check := range c.checks {
				if problem := check(got); problem != "" {
					t.Errorf("%s: %s", problem, c.why)
				}
			}
		})
	}
}

func hasKey(key string) check {
	return func(m map[string]any) string {
		if _, ok := m[key]; !ok {
			return fmt.Sprintf("missing key %q", key)
		}
		return ""
	}
}

func missingKey(key string) check {
	return func(m map[string]any) string {
		if _, ok := m[key]; ok {
			return fmt.Sprintf("unexpected key %q", key)
		}
		return ""
	}
}

func hasAttr(key string, want any) check {
	return func(m map[string]any) string {
		if problem := hasKey(key)(m); problem != "" {
			return problem
		}
		if got := m[key]; !reflect.DeepEqual(got, want) {
			return fmt.Sprintf("%q: got %#v, want %#v", key, got, want)
		}
		return ""
	}
}

func inGroup(name string, c check) check {
	return func(m map[string]any) string {
		v, ok := m[name]
		if !ok {
			return fmt.Sprintf("missing group %q", name)
		}
		group, ok := v.(map[string]any)
		if !ok {
			return fmt.Sprintf("value for group %q is not map[string]any", name)
		}
		return c(group)
	}
}

// changer changes records on their way to a handler.
type changer struct {
	slog.Handler
	mod func(*slog.Record)
}

func (h *changer) Handle(ctx context.Context, r slog.Record) error {
	h.mod(&r)
	return h.Handler.Handle(ctx, r)
}

// valuer is a LogValuer whose String method must not be used.
type valuer struct{ v any }

func (v *valuer) LogValue() slog.Value { return slog.AnyValue(v.v) }

func (v *valuer) String() string { return fmt.Sprintf("<replace(%v)>", v.v) }
