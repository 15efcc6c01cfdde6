package slog

import (
	"context"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// This file has the handlers.

// Handler does something with records. Several goroutines may call its methods.
type Handler interface {
	// Enabled reports whether records of a level are wanted. It is asked before the record is made.
	Enabled(context.Context, Level) bool
	// Handle handles a record for which Enabled was true.
	Handle(context.Context, Record) error
	// WithAttrs returns a Handler that adds attributes to each record, in the group that is open.
	WithAttrs(attrs []Attr) Handler
	// WithGroup returns a Handler that puts attributes added later, and those of records, in a group.
	WithGroup(name string) Handler
}

// The keys of what records have besides attributes.
const (
	TimeKey    = "time"
	LevelKey   = "level"
	MessageKey = "msg"
	SourceKey  = "source"
)

// HandlerOptions are options of TextHandler and JSONHandler.
type HandlerOptions struct {
	AddSource bool    // write where the record was made
	Level     Leveler // below which nothing is written; nil is LevelInfo
	// ReplaceAttr, if it is not nil, is asked what to write for an attribute that is not a group, given the names of the
	// groups around it: nothing for the zero Attr. It is asked for time, level, source and message too.
	ReplaceAttr func(groups []string, a Attr) Attr
}

// TextHandler writes records as lines of key=value.
type TextHandler struct {
	c *common
}

// NewTextHandler returns a TextHandler. Options may be nil.
func NewTextHandler(w io.Writer, opts *HandlerOptions) *TextHandler {
	return &TextHandler{newCommon(false, w, opts)}
}

// Enabled reports whether the level is not below that of the options.
func (h *TextHandler) Enabled(_ context.Context, level Level) bool { return h.c.enabled(level) }

// Handle writes a record, with one Write.
func (h *TextHandler) Handle(_ context.Context, r Record) error { return h.c.handle(r) }

// WithAttrs returns a handler that writes these attributes too.
func (h *TextHandler) WithAttrs(attrs []Attr) Handler { return &TextHandler{h.c.withAttrs(attrs)} }

// WithGroup returns a handler that puts "name." before keys.
func (h *TextHandler) WithGroup(name string) Handler { return &TextHandler{h.c.withGroup(name)} }

// JSONHandler writes records as lines that are JSON objects.
type JSONHandler struct {
	c *common
}

// NewJSONHandler returns a JSONHandler. Options may be nil.
func NewJSONHandler(w io.Writer, opts *HandlerOptions) *JSONHandler {
	return &JSONHandler{newCommon(true, w, opts)}
}

// Enabled reports whether the level is not below that of the options.
func (h *JSONHandler) Enabled(_ context.Context, level Level) bool { return h.c.enabled(level) }

// Handle writes a record, with one Write.
func (h *JSONHandler) Handle(_ context.Context, r Record) error { return h.c.handle(r) }

// WithAttrs returns a handler that writes these attributes too.
func (h *JSONHandler) WithAttrs(attrs []Attr) Handler { return &JSONHandler{h.c.withAttrs(attrs)} }

// WithGroup returns a handler that puts attributes in an object of that name.
func (h *JSONHandler) WithGroup(name string) Handler { return &JSONHandler{h.c.withGroup(name)} }

// DiscardHandler does nothing.
var DiscardHandler Handler = discard{}

type discard struct{}

func (discard) Enabled(context.Context, Level) bool  { return false }
func (discard) Handle(context.Context, Record) error { return nil }
func (d discard) WithAttrs([]Attr) Handler           { return d }
func (d discard) WithGroup(string) Handler           { return d }

// MultiHandler hands records to several handlers.
type MultiHandler struct {
	all []Handler
}

// NewMultiHandler returns a MultiHandler.
func NewMultiHandler(handlers ...Handler) *MultiHandler {
	return &MultiHandler{slices.Clone(handlers)}
}

// Enabled reports whether one of the handlers wants records of the level.
func (h *MultiHandler) Enabled(ctx context.Context, l Level) bool {
	return slices.ContainsFunc(h.all, func(e Handler) bool { return e.Enabled(ctx, l) })
}

// Handle hands a record to those that want it. It returns all their errors.
func (h *MultiHandler) Handle(ctx context.Context, r Record) error {
	var errs []error
	for _, e := range h.all {
		if e.Enabled(ctx, r.Level) {
			errs = append(errs, e.Handle(ctx, r.Clone()))
		}
	}
	return errors.Join(errs...)
}

func (h *MultiHandler) each(f func(Handler) Handler) Handler {
	m := &MultiHandler{make([]Handler, len(h.all))}
	for i, e := range h.all {
		m.all[i] = f(e)
	}
	return m
}

// WithAttrs returns a MultiHandler of the handlers' WithAttrs.
func (h *MultiHandler) WithAttrs(attrs []Attr) Handler {
	return h.each(func(e Handler) Handler { return e.WithAttrs(attrs) })
}

// WithGroup returns a MultiHandler of the handlers' WithGroup.
func (h *MultiHandler) WithGroup(name string) Handler {
	return h.each(func(e Handler) Handler { return e.WithGroup(name) })
}

// common is what handlers have that write text or JSON. It does not change.
type common struct {
	json   bool
	opts   HandlerOptions
	ready  []byte   // attributes of WithAttrs, written
	prefix string   // for text: of the groups that are open behind ready
	groups []string // of WithGroup
	open   int      // so many of the groups are open behind ready
	mu     *sync.Mutex
	w      io.Writer // mu
}

func newCommon(json bool, w io.Writer, opts *HandlerOptions) *common {
	c := &common{json: json, w: w, mu: new(sync.Mutex)}
	if opts != nil {
		c.opts = *opts
	}
	return c
}

func (c *common) enabled(l Level) bool {
	least := LevelInfo
	if c.opts.Level != nil {
		least = c.opts.Level.Level()
	}
	return l >= least
}

func (c *common) withGroup(name string) *common {
	d := *c
	d.groups = append(slices.Clip(c.groups), name)
	return &d
}

func (c *common) withAttrs(as []Attr) *common {
	if !slices.ContainsFunc(as, func(a Attr) bool { return !isEmptyGroup(a) }) {
		return c
	}
	d := *c
	s := c.line("")
	s.b = slices.Clip(c.ready)
	s.prefix = c.prefix
	if len(s.b) > 0 {
		s.sep = s.separator()
	}
	s.openGroups()
	if s.attrs(as) {
		d.ready, d.prefix, d.open = s.b, s.prefix, len(c.groups)
	}
	return &d
}

func (c *common) handle(r Record) error {
	s := c.line("")
	if c.json {
		s.b = append(s.b, '{')
	}
	rep := c.opts.ReplaceAttr
	groups := s.groups
	s.groups = nil // what follows is in none
	if !r.Time.IsZero() {
		t := r.Time.Round(0)
		if rep == nil {
			s.key(TimeKey)
			s.time(t)
		} else {
			s.attr(Time(TimeKey, t))
		}
	}
	if rep == nil {
		s.key(LevelKey)
		s.string(r.Level.String())
	} else {
		s.attr(Any(LevelKey, r.Level))
	}
	if c.opts.AddSource {
		src := r.Source()
		if src == nil {
			src = new(Source)
		}
		s.attr(Any(SourceKey, src))
	}
	if rep == nil {
		s.key(MessageKey)
		s.string(r.Message)
	} else {
		s.attr(String(MessageKey, r.Message))
	}
	s.groups = groups
	s.attributes(r)
	s.b = append(s.b, '\n')
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.w.Write(s.b)
	return err
}

// line is a line being written.
type line struct {
	*common
	b      []byte
	sep    string   // stands before the next key
	prefix string   // for text: of keys
	groups []string // that are open; only if there is a ReplaceAttr
}

func (c *common) line(sep string) *line {
	s := &line{common: c, sep: sep}
	if c.opts.ReplaceAttr != nil {
		s.groups = append(make([]string, 0, len(c.groups)), c.groups[:c.open]...)
	}
	return s
}

func (s *line) separator() string {
	if s.json {
		return ","
	}
	return " "
}

// attributes writes the handler's attributes and those of r, and what closes a JSON object. A group without attributes is not
// written.
func (s *line) attributes(r Record) {
	if len(s.ready) > 0 {
		s.b = append(append(s.b, s.sep...), s.ready...)
		s.sep = s.separator()
	}
	open := s.open
	if r.NumAttrs() > 0 {
		s.prefix = s.common.prefix
		before := len(s.b)
		s.openGroups()
		any := false
		r.Attrs(func(a Attr) bool {
			any = s.attr(a) || any
			return true
		})
		if any {
			open = len(s.common.groups)
		} else {
			s.b = s.b[:before]
		}
	}
	if s.json {
		s.b = append(s.b, strings.Repeat("}", open+1)...)
	}
}

// openGroups opens the groups of WithGroup that are not open yet.
func (s *line) openGroups() {
	for _, name := range s.common.groups[s.open:] {
		s.openGroup(name)
	}
}

func (s *line) openGroup(name string) {
	if s.json {
		s.key(name)
		s.b = append(s.b, '{')
		s.sep = ""
	} else {
		s.prefix += name + "."
	}
	if s.groups != nil {
		s.groups = append(s.groups, name)
	}
}

func (s *line) closeGroup(name string) {
	if s.json {
		s.b = append(s.b, '}')
	} else {
		s.prefix = s.prefix[:len(s.prefix)-len(name)-1]
	}
	s.sep = s.separator()
	if s.groups != nil {
		s.groups = s.groups[:len(s.groups)-1]
	}
}

func (s *line) attrs(as []Attr) (written bool) {
	for _, a := range as {
		written = s.attr(a) || written
	}
	return written
}

// attr writes an attribute, and reports whether there was something to write.
func (s *line) attr(a Attr) bool {
	a.Value = a.Value.Resolve()
	if rep := s.opts.ReplaceAttr; rep != nil && a.Value.kind != KindGroup {
		a = rep(s.groups, a)
		a.Value = a.Value.Resolve()
	}
	if a.isEmpty() {
		return false
	}
	if src, ok := a.Value.x.(*Source); ok {
		switch {
		case src == nil || *src == Source{}:
			return false
		case s.json:
			a.Value = src.group()
		default:
			a.Value = StringValue(fmt.Sprintf("%s:%d", src.File, src.Line))
		}
	}
	if a.Value.kind != KindGroup {
		s.key(a.Key)
		s.value(a.Value)
		return true
	}
	as := a.Value.Group()
	if len(as) == 0 {
		return true
	}
	before := len(s.b)
	if a.Key != "" {
		s.openGroup(a.Key)
	}
	if !s.attrs(as) {
		// As it is in Go, prefix, separator and groups stay as if the group were still open.
		s.b = s.b[:before]
		return false
	}
	if a.Key != "" {
		s.closeGroup(a.Key)
	}
	return true
}

func (s *line) key(key string) {
	s.b = append(s.b, s.sep...)
	if s.json {
		s.b = append(appendJSONString(s.b, s.prefix+key), ':')
	} else {
		if s.prefix == "" || needsQuotes(s.prefix) || needsQuotes(key) {
			s.string(s.prefix + key)
		} else {
			s.b = append(append(s.b, s.prefix...), key...)
		}
		s.b = append(s.b, '=')
	}
	s.sep = s.separator()
}

func (s *line) string(text string) {
	switch {
	case s.json:
		s.b = appendJSONString(s.b, text)
	case needsQuotes(text):
		s.b = strconv.AppendQuote(s.b, text)
	default:
		s.b = append(s.b, text...)
	}
}

func (s *line) error(err error) { s.string(fmt.Sprintf("!ERROR:%v", err)) }

func (s *line) time(t time.Time) {
	if !s.json {
		s.b = t.AppendFormat(s.b, "2006-01-02T15:04:05.000Z07:00")
		return
	}
	if y := t.Year(); y < 0 || y > 9999 {
		s.error(errors.New("time.Time year outside of range [0,9999]"))
	}
	s.b = append(t.AppendFormat(append(s.b, '"'), time.RFC3339Nano), '"')
}

// value writes a value. What panics is written as such, but a nil pointer as nil.
func (s *line) value(v Value) {
	defer func() {
		if e := recover(); e != nil {
			if p := reflect.ValueOf(v.x); p.Kind() == reflect.Pointer && p.IsNil() {
				s.string("<nil>")
			} else {
				s.string(fmt.Sprintf("!PANIC: %v", e))
			}
		}
	}()
	var err error
	switch {
	case v.kind == KindString:
		s.string(v.x.(string))
	case v.kind == KindTime:
		s.time(v.x.(time.Time))
	case s.json:
		err = s.jsonValue(v)
	case v.kind == KindAny:
		err = s.textValue(v.x)
	default:
		s.b = v.append(s.b)
	}
	if err != nil {
		s.error(err)
	}
}

func (s *line) textValue(x any) error {
	if m, ok := x.(encoding.TextMarshaler); ok {
		text, err := m.MarshalText()
		if err == nil {
			s.string(string(text))
		}
		return err
	}
	if t := reflect.TypeOf(x); t != nil && t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
		s.b = strconv.AppendQuote(s.b, string(reflect.ValueOf(x).Bytes()))
		return nil
	}
	s.string(fmt.Sprintf("%+v", x))
	return nil
}

func (s *line) jsonValue(v Value) error {
	switch v.kind {
	case KindDuration:
		s.b = strconv.AppendInt(s.b, int64(v.x.(time.Duration)), 10)
		return nil
	case KindInt64, KindUint64, KindBool:
		s.b = v.append(s.b)
		return nil
	case KindAny:
		if err, ok := v.x.(error); ok {
			if _, ok := v.x.(json.Marshaler); !ok {
				s.string(err.Error())
				return nil
			}
		}
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v.x); err != nil {
		return err
	}
	s.b = append(s.b, strings.TrimSuffix(b.String(), "\n")...)
	return nil
}

// appendJSONString appends text as a JSON string.
func appendJSONString(b []byte, text string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	done := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		r, n := rune(c), 1
		if c >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
			if r != '\u2028' && r != '\u2029' && (r != utf8.RuneError || n > 1) {
				i += n
				continue
			}
		}
		b = append(b, text[done:i]...)
		switch r {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		case '\t':
			b = append(b, `\t`...)
		default:
			b = append(b, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		}
		i += n
		done = i
	}
	return append(append(b, text[done:]...), '"')
}

// needsQuotes reports whether text cannot stand in a line of key=value as it is.
func needsQuotes(text string) bool {
	for _, r := range text {
		switch {
		case r >= utf8.RuneSelf:
			if r == utf8.RuneError || unicode.IsSpace(r) || !unicode.IsPrint(r) {
				return true
			}
		case r <= ' ' || r == '"' || r == '=':
			return true
		}
	}
	return text == ""
}
